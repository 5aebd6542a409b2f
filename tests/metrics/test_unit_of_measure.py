"""Units: which count whole things, and what follows for the figures."""

import pytest

from metrics.board import board
from metrics.goal import is_whole_number
from tests.metrics.drawn import drawn, target
from words.unit_of_measure import is_counted, is_rate, scale


@pytest.mark.parametrize("unit", ["项", "个", "家", "场次", "人次", "座", "起", "公里", "万元", "分钟", "%"])
def test_only_things_come_whole(unit):
    assert is_counted(unit) == (unit not in ("公里", "万元", "分钟", "%"))
    assert is_whole_number(target(value=90.0, unit=unit)) == is_counted(unit)


@pytest.mark.parametrize(
    "unit",
    ["千米", "米", "平方米", "小时", "天", "个月", "吨", "元", "亿元", "万人次", "公里/小时", "某种单位"],
)
def test_what_is_measured_or_unknown_is_never_rounded(unit):
    assert not is_whole_number(target(value=90.0, unit=unit))


def test_a_number_without_a_unit_counts_things():
    assert is_whole_number(target(value=2.0, unit=None))
    assert not is_whole_number(target(value=2.5, unit="个"))


def test_rates_are_told_by_their_unit():
    assert [is_rate(unit) for unit in ("%", "‰", "件/万人", "项", None)] == [True, True, True, False, False]


@pytest.mark.parametrize(
    "unit, size", [("人次", 1), ("万人次", 10_000), ("千人", 1000), ("万元", 1), (None, 1), ("%", 1)]
)
def test_how_many_things_a_unit_is(unit, size):
    assert scale(unit) == size


def test_a_count_is_told_in_the_targets_own_unit():
    held = {"title": "a", "held_on": "", "attendances": 500.0}
    from datetime import date

    facts = drawn(
        targets=[target(value=0.1, unit="万人次", measure="training_attendances")],
        trainings=[held | {"held_on": date(2023, 1, 1)}],
        reports=[("trainings", "2023-06")],
    )
    row = board(facts, "2023-06").targets[0]
    assert (row.actual_value, row.attained_share) == (0.05, 0.5)
