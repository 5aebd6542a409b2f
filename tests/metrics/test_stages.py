"""When standards entered and left their stages: from monthly registers, and from the dates they give."""

from dataclasses import replace
from datetime import date
from itertools import groupby, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.stages import Remark, spells, timeline
from tests.metrics.drawn import columns, drawn, shuffled
from words import use_language
from words.errors import UnknownCode
from words.months import shift
from words.terms import Stage

REGISTER = {"row_count": 5}


def facts(*seen: tuple[str, str], registers=(), **dates):
    """One standard, seen as (month, stage); `registers` are further months whose ledger lists it unchanged."""
    months = sorted({month for month, _stage in seen} | set(registers))
    return drawn(
        standards=[{"name": "a", "stage": seen[-1][1] if seen else None, **dates}],
        reports=[("standards", month, REGISTER) for month in months],
        versions=[("a", stage, month, months.index(month) + 1) for month, stage in seen],
    )


def stays(ledgers) -> list[tuple]:
    """(stage, entered, left) of every stay; a month that is no later than is written with ≤."""
    return [
        (
            str(stay.stage),
            f"{'' if stay.is_exact else '≤'}{stay.entered}",
            stay.left and f"{'' if stay.is_left_exact else '≤'}{stay.left}",
        )
        for stay in spells(ledgers)
    ]


def remarks(ledgers) -> list[list[Remark]]:
    return [stay.remarks for stay in spells(ledgers)]


def test_each_stage_lasts_until_the_ledger_shows_the_next():
    given = facts(
        ("2023-02", "立项"), ("2023-03", "起草"), ("2023-06", "征求意见"),
        registers=["2023-01", "2023-04", "2023-05", "2023-07"],
    )  # fmt: skip
    assert stays(given) == [
        ("立项", "2023-02", "2023-03"),
        ("起草", "2023-03", "2023-06"),
        ("征求意见", "2023-06", None),
    ]
    assert remarks(given) == [[], [], []]


def test_a_standard_first_seen_in_the_middle_of_a_stage_entered_it_no_later_than_that():
    given = facts(("2023-02", "起草"), ("2023-03", "征求意见"), registers=["2023-01"])
    assert stays(given) == [("起草", "≤2023-02", "2023-03"), ("征求意见", "2023-03", None)]
    assert remarks(given) == [[Remark.FIRST_SEEN], []]


def test_a_standard_new_in_the_register_has_only_begun_but_in_the_very_first_register_nobody_knows():
    assert stays(facts(("2023-02", "预研"), registers=["2023-01"])) == [("预研", "2023-02", None)]
    assert stays(facts(("2023-02", "预研"))) == [("预研", "≤2023-02", None)]


def test_a_change_after_a_month_without_a_ledger_happened_no_later_than_that():
    given = facts(("2023-01", "起草"), ("2023-04", "征求意见"), registers=["2023-02"])
    assert stays(given) == [("起草", "≤2023-01", "≤2023-04"), ("征求意见", "≤2023-04", None)]
    assert remarks(given)[1] == [Remark.BETWEEN_REPORTS]
    assert [stay.earliest for stay in spells(given)] == [None, "2023-03"]


def test_a_date_bounds_when_a_stage_first_seen_later_can_have_begun():
    given = facts(("2022-08", "起草"), registered_on=date(2021, 5, 10))
    assert [stay.earliest for stay in spells(given)] == ["2021-05", "2021-05"]


def test_an_empty_register_shows_no_standard_so_it_bounds_nothing():
    given = drawn(
        standards=[{"name": "a", "stage": "征求意见"}],
        reports=[("standards", "2023-01", REGISTER), ("standards", "2023-02"), ("standards", "2023-03", REGISTER)],
        versions=[("a", "起草", "2023-01", 1), ("a", "征求意见", "2023-03", 3)],
    )  # fmt: skip
    assert stays(given)[1] == ("征求意见", "≤2023-03", None)


def test_another_units_register_bounds_nothing_either():
    given = drawn(
        standards=[{"name": "a", "stage": "征求意见"}],
        reports=[
            ("standards", "2023-01", REGISTER),
            ("standards", "2023-02", REGISTER | {"unit": "乙"}),
            ("standards", "2023-03", REGISTER),
        ],
        versions=[("a", "起草", "2023-01", 1), ("a", "征求意见", "2023-03", 3)],
    )
    assert stays(given)[1] == ("征求意见", "≤2023-03", None)


def test_the_dates_of_the_ledger_place_registration_and_publication():
    given = facts(
        ("2022-08", "审查"), ("2022-09", "批准"), ("2023-01", "发布"),
        registers=["2022-10", "2022-11", "2022-12"],
        registered_on=date(2021, 5, 10), published_on=date(2022, 11, 30),
    )  # fmt: skip
    assert stays(given) == [
        ("立项", "2021-05", "≤2022-08"),
        ("审查", "≤2022-08", "2022-09"),
        ("批准", "2022-09", "2022-11"),
        ("发布", "2022-11", None),
    ]
    assert remarks(given)[1] == [Remark.FIRST_SEEN, Remark.STAGES_UNSEEN]


def test_a_publication_entered_late_moves_back_to_its_date():
    given = facts(
        ("2023-12", "批准"), ("2024-03", "发布"), registers=["2024-01"], published_on=date(2024, 1, 9)
    )
    assert stays(given) == [("批准", "≤2023-12", "2024-01"), ("发布", "2024-01", None)]


def test_a_standard_first_seen_when_published_was_registered_but_what_lay_between_is_unseen():
    given = facts(("2022-08", "发布"), registered_on=date(2021, 2, 1), published_on=date(2021, 9, 1))
    assert stays(given) == [("立项", "2021-02", "≤2021-09"), ("发布", "2021-09", None)]
    assert remarks(given)[1] == [Remark.STAGES_UNSEEN]


def test_a_publication_date_counts_even_while_the_stage_lags_behind():
    # So does the board, which counts published standards by their dates.
    assert stays(facts(("2023-01", "批准"), published_on=date(2023, 3, 1)))[-1] == ("发布", "2023-03", None)


def test_skipped_stages_are_said():
    given = facts(("2023-01", "立项"), ("2023-02", "审查"))
    assert remarks(given)[1] == [Remark.STAGES_SKIPPED]


@pytest.mark.parametrize(
    "first, then, remark",
    [
        ("审查", "起草", Remark.SENT_BACK),
        ("批准", "审查", Remark.SENT_BACK),
        ("复审", "发布", Remark.SENT_BACK),
        ("复审", "起草", Remark.SENT_BACK),
        ("征求意见", "起草", Remark.WENT_BACK),
        ("发布", "批准", Remark.WENT_BACK),
        ("废止", "发布", Remark.WENT_BACK),
    ],
)
def test_only_reviews_send_standards_back_all_else_is_marked_but_told(first, then, remark):
    given = facts(("2023-01", first), ("2023-02", then))
    assert [stay[0] for stay in stays(given)] == [first, then]
    assert remarks(given)[1] == [remark]


def test_a_revision_after_a_review_keeps_the_old_publication_and_begins_a_new_round():
    given = facts(
        ("2022-08", "发布"), ("2024-11", "复审"), ("2025-01", "立项"), ("2025-02", "起草"),
        registers=["2024-10", "2024-12"], published_on=date(2021, 9, 1), registered_on=date(2025, 1, 5),
    )  # fmt: skip
    assert stays(given) == [
        ("发布", "2021-09", "2024-11"),
        ("复审", "2024-11", "2025-01"),
        ("立项", "2025-01", "2025-02"),
        ("起草", "2025-02", None),
    ]


def test_a_date_after_what_the_ledger_showed_already_is_not_used_and_said():
    given = facts(("2023-01", "起草"), ("2023-02", "征求意见"), registered_on=date(2023, 6, 1))
    assert stays(given) == [("起草", "≤2023-01", "2023-02"), ("征求意见", "2023-02", None)]
    assert Remark.DATE_CONFLICT in remarks(given)[0]


def test_of_two_ledgers_for_one_month_the_later_import_counts():
    given = drawn(
        standards=[{"name": "a", "stage": "征求意见"}],
        reports=[("standards", "2023-01", REGISTER), ("standards", "2023-01", REGISTER)],
        versions=[("a", "起草", "2023-01", 1), ("a", "征求意见", "2023-01", 2)],
    )
    assert stays(given) == [("征求意见", "≤2023-01", None)]


def test_a_register_loaded_late_takes_the_place_of_its_month():
    given = drawn(
        standards=[{"name": "a", "stage": "征求意见"}],
        reports=[("standards", "2023-02", REGISTER), ("standards", "2023-01", REGISTER)],
        versions=[("a", "征求意见", "2023-02", 1), ("a", "起草", "2023-01", 2)],
    )
    assert stays(given) == [("起草", "≤2023-01", "2023-02"), ("征求意见", "2023-02", None)]


def test_what_is_only_listed_in_the_plan_or_has_no_stage_is_in_no_stage():
    given = drawn(
        standards=[{"name": "a"}, {"name": "b"}],
        reports=[("standards", "2023-01", REGISTER)],
        versions=[("a", None, None, 1), ("b", None, "2023-01", 1)],
    )
    assert not spells(given)


NAMES = ["a", "b", "c"]
MONTHS = [shift("2023-01", place) for place in range(8)]
histories = st.dictionaries(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(MONTHS)), st.sampled_from(list(Stage)), max_size=15
)
days = st.none() | st.dates(date(2022, 6, 1), date(2023, 12, 31))


@settings(deadline=None, max_examples=50)
@given(
    histories,
    st.dictionaries(st.sampled_from(NAMES), st.tuples(days, days)),
    st.sets(st.sampled_from(MONTHS)),
    st.randoms(),
)
def test_stays_follow_one_another_and_the_order_of_rows_changes_nothing(seen, dates, registers, lot):
    reports = [("standards", month, REGISTER) for month in MONTHS if month in registers]
    reports += [("standards", month, {"row_count": 1}) for _name, month in seen]
    ledgers = drawn(
        standards=[
            {"name": name, "registered_on": registered, "published_on": published}
            for name in NAMES
            for registered, published in [dates.get(name, (None, None))]
        ],
        reports=reports,
        versions=[(name, stage, month, MONTHS.index(month) + 1) for (name, month), stage in seen.items()],
    )
    table = spells(ledgers)
    for _key, group in groupby(table, key=lambda stay: stay.key):
        rows = list(group)
        assert all(row.left == after.entered for row, after in pairwise(rows))
        assert all((row.earliest or "") <= row.entered <= (row.left or "9999-12") for row in rows)
        assert all((row.earliest == row.entered) or not row.is_exact for row in rows)
        assert all(row.stage != after.stage for row, after in pairwise(rows))
        assert [row.left for row in rows].count(None) == 1
    names = ("standards", "standard_versions", "reports")
    mixed = {name: shuffled(getattr(ledgers, name), lot) for name in names}
    assert spells(replace(ledgers, **mixed)) == table


def test_a_timeline_tells_each_stay_up_to_the_month_and_the_cell_that_says_so():
    given = facts(
        ("2023-02", "起草"), ("2023-04", "征求意见"), ("2023-06", "发布"),
        registers=["2023-01", "2023-03", "2023-05"],
        registered_on=date(2023, 1, 9),
    )  # fmt: skip
    timed = timeline(given, "a", "2023-05")
    assert columns(timed, "stay.stage", "stay.entered", "stay.left", "months", "stay.is_exact") == [
        ("立项", "2023-01", "2023-02", 1, True),
        ("起草", "2023-02", "2023-04", 2, False),
        ("征求意见", "2023-04", None, 1, True),
    ]
    # The date from the row as it is now, the stages from the ledgers that showed them first.
    assert [shown.source["file"] for shown in timed] == ["台账.xlsx", "台账2.xlsx", "台账4.xlsx"]
    assert [shown.source["cell"] for shown in timed] == ["F3", "F3", "F4"]


def test_a_timeline_of_a_month_before_any_ledger_is_empty():
    assert timeline(facts(("2023-02", "起草")), "a", "2023-01") == []


def test_a_standard_that_no_ledger_has_is_told():
    use_language("en")
    with pytest.raises(UnknownCode, match="standard “b”"):
        timeline(facts(("2023-02", "起草")), "p|b", "2023-05")
