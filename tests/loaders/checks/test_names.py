"""When two names are one."""

from hypothesis import given
from hypothesis import strategies as st

from loaders.checks.names import folded, nearly_same, spelled_alike

NAMES = st.text("公路隧道规范第一二部分12（）()-—.、 ", max_size=12)


@given(NAMES)
def test_folding_a_folded_name_changes_nothing(name):
    assert folded(folded(name)) == folded(name)


@given(NAMES)
def test_folding_keeps_every_character_and_digit(name):
    assert [char for char in folded(name) if char.isalnum()] == [char for char in name if char.isalnum()]


def test_digits_stay_apart():
    assert folded("第1.1部分") == folded("第1-1部分") == folded("第 1．1 部分".replace("．", "."))
    assert folded("第1.1部分") != folded("第11部分")


@given(st.lists(NAMES, unique=True))
def test_names_spelled_alike_are_exactly_those_that_fold_to_one_before_them(names):
    expected = {
        name: next(other for other in names if folded(other) == folded(name))
        for at, name in enumerate(names)
        if folded(name) in {folded(other) for other in names[:at]}
    }
    assert spelled_alike(names) == expected


@given(NAMES, NAMES)
def test_nearly_the_same_goes_both_ways(one, two):
    assert nearly_same(one, two) == nearly_same(two, one)
    assert nearly_same(one, one)


def test_nearly_the_same_leaves_one_stretch_of_fifteen_percent():
    title = "天津市公路养护标准化宣贯培训班会议名"  # 18 characters
    assert nearly_same(title, title.replace("化宣", ""))
    assert not nearly_same(title, title.replace("化宣贯", ""))
