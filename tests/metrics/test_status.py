"""Statuses: what they rest on, the sentence that shows it, how long they have stood, and what other rules say."""

from datetime import date

import pytest

from metrics.board import board
from metrics.rows import TargetRow
from metrics.rules import is_current, load_rule_set
from metrics.status import escalation, reached, verdict
from metrics.track import Cycles, tracks_of
from tests.metrics.drawn import drawn, readings, target
from words.terms import Status

RULES = load_rule_set()


def only(facts, month: str, rules=RULES) -> TargetRow:
    (row,) = board(facts, month, rules).targets
    return row


def monthly(first: str, *values: float | None, code: str = "T01") -> list[dict]:
    """Indicator rows of one month after another; None for a month without a report."""
    from words.months import shift

    return [
        {"target_code": code, "month": shift(first, index), "value": float(value)}
        for index, value in enumerate(values)
        if value is not None
    ]


def test_the_working_names_the_rule_the_inputs_and_the_band():
    row = only(drawn(targets=[target()], indicators=readings("T01", m202306=41)), "2023-06")
    for part in (
        RULES.name,
        "41 项",
        "90 项",
        "45.6%",
        "45 项",
        "50%",
        "−4.4",
        "−10 ≤",
        Status.SLIGHTLY_BEHIND.label,
    ):
        assert part in row.working


@pytest.mark.parametrize(
    "month, value, parts", [("2026-03", 89, ["89 项", "90 项", "3"]), ("2025-12", 90, ["90 项"])]
)
def test_what_needs_no_band_shows_its_inputs_too(month, value, parts):
    row = only(
        drawn(targets=[target()], indicators=readings("T01", **{f"m{month.replace('-', '')}": value})), month
    )
    assert all(part in row.working for part in parts)


# --- holding a value in every month


HELD = target(value=0.98, unit="%", comparator=">=", cycle="month")


@pytest.mark.parametrize(
    "case, values, status, attained",
    [
        ("always held", [0.99, 0.985, 0.98], "on_schedule", 1),
        ("broken once, long ago", [0.9, *[0.99] * 19], "slightly_behind", 0.95),
        ("broken this month: never better than behind", [*[0.99] * 19, 0.97], "behind", 0.95),
        ("broken as often as not", [0.9, 0.99], "far_behind", 0.5),
        ("a silent month is neither held nor broken", [0.99, None, 0.99], "on_schedule", 1),
    ],
)
def test_a_value_to_be_held(case, values, status, attained):
    facts = drawn(targets=[HELD], indicators=monthly("2022-01", *values))
    month = facts.indicators["month"].max()
    row = only(facts, month)
    assert (row.status, row.attained_share, row.expected_share) == (status, attained, 1)
    assert row.cycles.worst_value == min(value for value in values if value is not None)


def test_a_value_to_be_held_is_met_only_once_its_time_is_over_and_it_always_held():
    always = drawn(targets=[HELD], indicators=monthly("2025-11", 0.99, 0.99))
    once_not = drawn(targets=[HELD], indicators=monthly("2025-11", 0.97, 0.99))
    assert [only(always, month).status for month in ("2025-12", "2026-01")] == ["on_schedule", "met"]
    assert only(once_not, "2026-01").status == "overdue"


def test_a_month_without_a_report_is_unreported_whatever_held_before():
    facts = drawn(targets=[HELD], indicators=monthly("2023-01", 0.99, 0.99))
    assert only(facts, "2023-03").status == "unreported"


@pytest.mark.parametrize(
    "goal, good, bad",
    [
        (target(value=5.0, unit="分钟", comparator="<="), 4.5, 5.5),  # a limit, with no way to go
        (target(value=0.0, unit="起"), 0, 1),  # no accidents, from none
        (target(value=0.8, unit="%", comparator=">=", baseline_value=0.85), 0.8, 0.79),
        (target(value=0.8, unit="%", baseline_value=0.8), 0.8, 0.79),
    ],
)
def test_what_its_baseline_already_meets_is_to_be_held(goal, good, bad):
    well, ill = (
        only(drawn(targets=[goal], indicators=readings("T01", m202306=value)), "2023-06")
        for value in (good, bad)
    )
    assert well.cycle == "month"
    assert (well.status, ill.status) == ("on_schedule", "far_behind")


# --- counting anew in each year


YEARLY = target(value=4.0, unit="场次", comparator=">=", measure="training_sessions", cycle="year")


def sessions(*days: date) -> list[dict]:
    return [{"title": str(index), "held_on": day, "attendances": 10.0} for index, day in enumerate(days)]


def test_a_yearly_target_counts_its_own_year_and_all_years_apart():
    held = sessions(*(date(2022, month, 1) for month in (2, 5, 8, 11)), date(2023, 1, 5))
    facts = drawn(
        targets=[YEARLY],
        trainings=held,
        reports=[("trainings", month) for month in ("2022-06", "2022-12", "2023-01", "2023-06")],
    )
    assert [only(facts, month).status for month in ("2022-06", "2022-12", "2023-01", "2023-06")] == [
        "on_schedule",
        "met",
        "on_schedule",
        "behind",
    ]
    row = only(facts, "2023-06")
    assert (row.actual_value, row.attained_share, row.expected_value, row.gap_points) == (
        1,
        0.25,
        2,
        -25,
    )
    # 2021 is known from the register to have had none; 2023 is not over.
    assert row.cycles == Cycles(held=1, decided=1, worst_cycle="2022", worst_value=4, total_value=5)
    assert row.to_json()["cycles"] == {"held": 1, "known": 1, "worst_cycle": "2022", "worst_value": 4, "total_value": 5}  # fmt: skip
    assert row.required_pace == 3 / 6


def test_what_last_year_came_to_says_nothing_of_this_one():
    facts = drawn(targets=[YEARLY], trainings=sessions(date(2022, 3, 1)), reports=[("trainings", "2022-12")])
    assert only(facts, "2023-01").status == "unreported"


def test_a_yearly_target_is_met_in_the_end_only_if_every_year_was():
    every = drawn(
        targets=[YEARLY],
        trainings=sessions(*(date(year, month, 1) for year in range(2021, 2026) for month in (1, 4, 7, 10))),
        reports=[("trainings", "2025-12")],
    )
    assert only(every, "2026-01").status == "met"
    gap = drawn(
        targets=[YEARLY],
        trainings=sessions(
            *(date(year, month, 1) for year in (2021, 2022, 2024, 2025) for month in (1, 4, 7, 10))
        ),
        reports=[("trainings", "2025-12")],
    )
    assert only(gap, "2026-01").status == "overdue"


def test_a_reported_yearly_figure_counts_since_january():
    goal = target(value=4.0, unit="场次", comparator=">=", cycle="year")
    facts = drawn(targets=[goal], indicators=readings("T01", m202211=3, m202212=4, m202301=1))
    row = only(facts, "2023-01")
    assert (row.actual_value, row.attained_share, row.cycles.total_value) == (1, 0.25, 5)


def test_a_limit_on_each_years_count_is_held_and_not_reached():
    goal = target(value=4.0, unit="起", comparator="<=", cycle="year")
    facts = drawn(targets=[goal], indicators=readings("T01", m202212=3, m202303=1, m202309=5))
    assert [only(facts, month).status for month in ("2023-03", "2023-09")] == ["on_schedule", "far_behind"]
    row = only(facts, "2023-09")
    assert (row.path_kind, row.expected_value, row.attained_share) == ("level", 4, 0.5)
    assert row.cycles == Cycles(held=1, decided=2, worst_cycle="2023", worst_value=5, total_value=8)


def test_a_count_whose_baseline_is_beyond_its_target_has_no_share():
    goal = target(value=90.0, comparator="<=", measure="published_standards")
    days = [{"name": str(index), "published_on": date(2022, 1, 1), "stage": "发布"} for index in range(91)]
    facts = drawn(targets=[goal], standards=days, reports=[("standards", "2023-06")])
    row = only(facts, "2023-06")
    assert (row.status, row.attained_share, row.gap_points) == ("undetermined", None, None)


# --- falling


def test_a_number_below_its_baseline_is_met_from_above_whatever_its_comparator():
    goal = target(value=2.0, unit="起", comparator="=", baseline_value=10.0)
    facts = drawn(targets=[goal], indicators=readings("T01", m202301=8, m202306=2))
    assert [only(facts, month).status for month in ("2023-01", "2023-06")] == ["behind", "met"]


# --- other rules


def test_where_other_rules_fall_on_another_side_it_is_said():
    row = only(drawn(targets=[target()], indicators=readings("T01", m202312=60)), "2023-12")
    assert load_rule_set("servicenow").name in row.disagreement
    assert load_rule_set("yinchuan-2025").name not in row.disagreement
    assert load_rule_set("eurostat").name not in row.disagreement  # it cannot say; that is no disagreement


def test_where_all_agree_or_none_is_asked_nothing_is_said():
    assert (
        only(drawn(targets=[target()], indicators=readings("T01", m202312=1)), "2023-12").disagreement is None
    )
    assert (
        only(drawn(targets=[target()], indicators=readings("T01", m202312=90)), "2023-12").disagreement
        is None
    )
    assert only(drawn(targets=[target()]), "2023-12").disagreement is None


def test_another_rule_set_may_be_asked():
    facts = drawn(targets=[target()], indicators=readings("T01", m202312=60))
    row = only(facts, "2023-12", load_rule_set("servicenow"))
    assert row.status == "far_behind"
    assert RULES.name in row.disagreement
    assert row.escalation is None  # ServiceNow has no notices


# --- notices


@pytest.mark.parametrize(
    "case, gaps, expected",
    [
        ("on schedule", [0, 0, 0], None),
        ("slightly behind is no matter for a notice", [-5, -5, -5, -5], None),
        ("one month behind", [0, -20], ("blue", 1, 0)),
        ("two", [0, -20, -20], ("blue", 2, 0)),
        ("three", [0, -20, -20, -20], ("yellow", 3, 0)),
        ("two far behind", [0, -20, -40, -40], ("yellow", 3, 2)),
        ("three far behind", [0, -40, -40, -40], ("red", 3, 3)),
        ("six behind", [0, *[-20] * 6], ("red", 6, 0)),
        ("one better month ends the row", [-40, -40, -40, -5, -20], ("blue", 1, 0)),
        ("silence does not end it", [0, -40, None, -40], ("red", 3, 3)),
        ("nor does it end by falling silent", [0, -20, -20, None], ("yellow", 3, 1)),
    ],
)
def test_notices_after_so_many_months_in_a_row(case, gaps, expected):
    first = "2023-01"
    goal = target(value=100.0, unit="%")
    path = tracks_of(drawn(targets=[goal]))["T01"].path
    rows = monthly(first, *gaps)
    for row in rows:
        row["value"] = path.value(row["month"]) + row["value"]  # of 100, so that a unit is a point of gap
    facts = drawn(targets=[goal], indicators=rows)
    month = f"2023-{len(gaps):02d}"
    track = tracks_of(facts)["T01"]
    notice = escalation(track, month, RULES, verdict(track, month, RULES))
    assert (notice and (notice.notice, notice.months_at_yellow, notice.months_at_red)) == expected


def test_months_before_anybody_was_asked_bring_no_notice():
    facts = drawn(targets=[target()], indicators=readings("T01", m202306=1))
    track = tracks_of(facts)["T01"]
    assert escalation(track, "2023-06", RULES, verdict(track, "2023-06", RULES)).months_at_yellow == 1


def test_a_target_nobody_ever_reported_on_is_chased_from_the_first_ledger_of_the_plan_on():
    facts = drawn(targets=[target(), target("T02")], indicators=readings("T01", m202304=30))
    track = tracks_of(facts)["T02"]
    assert escalation(track, "2023-06", RULES, verdict(track, "2023-06", RULES)).notice == "red"


# --- the pieces


@pytest.mark.parametrize(
    "comparator, actual, goal, expected",
    [
        (">=", 20, 20, True),
        (">=", 19, 20, False),
        ("=", 91, 90, True),
        ("about", 999, 1000, False),
        ("about", 1000, 1000, True),
        ("<=", 0.05, 0.05, True),
        ("<=", 0.051, 0.05, False),
        (">=", 0.1 + 0.2, 0.3, True),
    ],
)
def test_when_a_target_is_reached(comparator, actual, goal, expected):
    assert reached(comparator, actual, goal) is expected


def test_only_a_report_for_the_month_itself_is_current():
    assert is_current("2023-06", "2023-06", RULES)
    assert not is_current("2023-05", "2023-06", RULES)
    assert not is_current(None, "2023-06", RULES)


@pytest.mark.parametrize("actual, expected", [(3, False), (2, True), (1, True)])
def test_equal_and_about_are_met_from_the_side_they_come_from(actual, expected):
    assert reached("=", actual, 2, is_falling=True) is expected
    assert reached("about", actual, 2, is_falling=True) is expected
