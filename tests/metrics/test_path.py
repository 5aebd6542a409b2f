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


def yearly(*amounts: float, first=2021) -> list[dict]:
    return [
        checkpoint(date(first + index, 12, 31), amount) | {"cycle": "year"}
        for index, amount in enumerate(amounts)
    ]


def test_yearly_sub_targets_add_up():
    path = planned_path(target(), yearly(10, 20, 20, 20, 20), PLAN)
    assert path.kind == "yearly"
    months = ("2021-06", "2021-12", "2022-06", "2022-12", "2024-12", "2025-12")
    assert [path.value(month) for month in months] == [5, 10, 20, 30, 70, 90]


def test_within_a_year_its_values_count_from_january():
    stops = [*yearly(10, 20), checkpoint(date(2022, 6, 30), 5) | {"cycle": "year"}]
    path = planned_path(target(), stops, PLAN)
    assert [path.value(month) for month in ("2021-12", "2022-06", "2022-12")] == [10, 15, 30]


def test_behind_a_year_without_a_sub_target_nothing_is_known():
    stops = [yearly(10)[0], yearly(20, first=2023)[0]]
    path = planned_path(target(), stops, PLAN)
    assert path.value("2021-12") == 10
    assert path.value("2023-06") == 40  # on the line from 10 to 90, not on a sum with a hole in it


def test_yearly_values_of_a_rate_are_levels():
    path = planned_path(target(1.0, "%"), yearly(0.7, 0.8, 0.9), PLAN)
    assert [path.value(f"{year}-12") for year in (2021, 2022, 2023)] == [0.7, 0.8, 0.9]


@pytest.mark.parametrize("value, kind", [(1.0, "steps"), (5.0, "steps"), (6.0, "line")])
def test_small_counts_go_in_steps(value, kind):
    assert planned_path(target(value, "个"), [], PLAN).kind == kind


def test_one_thing_is_due_when_it_is_due_and_not_a_day_before():
    path = planned_path(target(1.0, "个"), [], PLAN)
    assert [path.value(month) for month in ("2023-06", "2025-11", "2025-12")] == [0, 0, 1]


def test_few_things_with_dates_of_their_own_are_due_at_those():
    stops = [checkpoint(date(2023, 12, 31), 2.0)]
    path = planned_path(target(3.0, "个"), stops, PLAN)
    assert [path.value(month) for month in ("2023-11", "2023-12", "2025-11", "2025-12")] == [0, 2, 2, 3]


def test_what_is_measured_is_never_rounded():
    path = planned_path(target(5.0, "公里"), [], PLAN)
    assert (path.kind, path.value("2021-01")) == ("line", pytest.approx(5 / 60))


def test_a_yearly_target_starts_anew_each_january():
    path = planned_path(target(12.0, "场次") | {"cycle": "year"}, [], PLAN)
    months = ("2020-12", "2021-06", "2021-12", "2022-01", "2022-12", "2025-12", "2027-01")
    assert [path.value(month) for month in months] == [0, 6, 12, 1, 12, 12, 12]
    assert path.share(6, "2022-06") == 0.5


def test_a_year_may_ask_for_more_than_the_others():
    goal = target(12.0, "场次") | {"cycle": "year"}
    path = planned_path(
        goal, [checkpoint(date(2022, 12, 31), 24.0), checkpoint(date(2023, 6, 30), 9.0)], PLAN
    )
    assert [path.value(month) for month in ("2021-12", "2022-06", "2022-12", "2023-06", "2023-12")] == [
        12,
        12,
        24,
        9,
        12,
    ]


def test_a_value_to_be_held_is_the_same_in_every_month():
    path = planned_path(target(0.98, "%") | {"cycle": "month"}, [], PLAN)
    assert path.kind == "level"
    assert {path.value(month) for month in ("2020-12", "2021-01", "2025-12", "2026-01")} == {0.98}


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
