"""The planned path: points in, the expected value of a month out."""

from datetime import date

import pytest

from metrics.path import planned_path

NAN = float("nan")
PLAN = {"starts_on": date(2021, 1, 1), "issued_on": date(2022, 7, 23), "ends_on": date(2025, 12, 31)}


def target(value=90.0, unit="项", baseline=NAN, due_on=date(2025, 12, 31)) -> dict:
    return {"target_value": value, "unit_of_measure": unit, "baseline_value": baseline, "due_on": due_on}


def checkpoint(day: date, value: float) -> dict:
    return {"due_on": day, "planned_value": value}


@pytest.mark.parametrize(
    "month, expected",
    [
        ("2020-12", 0),  # the month before the start
        ("2021-01", 1),  # 1 of 60 months: 1.5, and nobody owes half a standard
        ("2023-06", 45),
        ("2023-12", 54),  # 90 × 36/60, exactly
        ("2025-11", 88),
        ("2025-12", 90),
        ("2031-01", 90),
    ],
)
def test_a_straight_line_in_whole_numbers(month, expected):
    path = planned_path(target(), [], PLAN)
    assert (path.kind, path.value(month)) == ("line", expected)


def test_a_rate_is_not_rounded():
    assert planned_path(target(0.8, "%"), [], PLAN).value("2023-06") == pytest.approx(0.4)


def test_small_counts_expect_whole_things():
    pilots = planned_path(target(2.0, "个"), [], PLAN)
    assert [pilots.value(month) for month in ("2021-01", "2023-05", "2023-06", "2025-11", "2025-12")] == [
        0,
        0,
        1,
        1,
        2,
    ]


def test_falling_to_zero_is_rounded_in_favour_of_those_who_deliver():
    path = planned_path(target(0.0, "起", baseline=10.0), [], PLAN)
    assert [path.value(month) for month in ("2020-12", "2021-01", "2023-06", "2025-12")] == [10, 10, 5, 0]
    assert path.share(1) == pytest.approx(0.9)


def test_the_plans_own_checkpoints_come_before_the_line():
    stops = [checkpoint(date(2023, 12, 31), 0.2), checkpoint(date(2022, 12, 31), 0.1)]
    path = planned_path(target(1.0, "%"), stops, PLAN)
    assert path.kind == "checkpoints"
    months = ("2021-12", "2022-12", "2023-06", "2023-12", "2024-12", "2025-12")
    assert [round(path.value(month), 6) for month in months] == [0.05, 0.1, 0.15, 0.2, 0.6, 1.0]


def test_checkpoints_in_words_do_not_bend_the_path():
    assert planned_path(target(), [checkpoint(date(2023, 12, 31), NAN)], PLAN).kind == "line"


def test_a_plan_without_a_printed_start_begins_when_it_was_issued():
    path = planned_path(target(), [], PLAN | {"starts_on": None})
    assert path.value("2022-06") == 0
    assert path.value("2022-07") == 2  # 1 of 42 months


@pytest.mark.parametrize(
    "plan, goal", [(PLAN, target(NAN)), (PLAN | {"starts_on": None, "issued_on": None}, target())]
)
def test_no_number_or_no_date_means_no_path(plan, goal):
    assert planned_path(goal, [], plan) is None


def test_a_target_equal_to_its_baseline_has_no_share():
    assert planned_path(target(90.0, baseline=90.0), [], PLAN).share(90) is None
