"""A board in a few words: what moved, where the period stands, and all plans side by side."""

from datetime import date
from typing import NamedTuple

import pytest

from metrics.board import board
from metrics.summary import (
    Movement,
    StatusChange,
    attention,
    furthest_behind,
    is_reported,
    most_pressing,
    movement,
    neighbours,
    plan_row,
    plan_state,
    status_changes,
)
from tests.metrics.drawn import PLAN, drawn, readings, target
from words.terms import PlanState, Status


def change(before: Status, after: Status) -> StatusChange:
    return StatusChange("T01", "T01", before, after)


@pytest.mark.parametrize(
    "before, after, counted",
    [
        (Status.BEHIND, Status.ON_SCHEDULE, Movement(1, 0, 0, 0)),
        (Status.ON_SCHEDULE, Status.MET, Movement(1, 0, 0, 0)),
        (Status.FAR_BEHIND, Status.OVERDUE, Movement(0, 1, 0, 0)),
        (Status.ON_SCHEDULE, Status.SLIGHTLY_BEHIND, Movement(0, 1, 0, 0)),
        (Status.ON_SCHEDULE, Status.UNREPORTED, Movement(0, 0, 1, 0)),
        (Status.UNREPORTED, Status.BEHIND, Movement(0, 0, 0, 1)),
        (Status.NOT_STARTED, Status.ON_SCHEDULE, Movement(0, 0, 0, 0)),
    ],
)
def test_a_change_is_better_worse_a_silence_its_end_or_none_of_them(before, after, counted):
    assert movement([change(before, after)]) == counted


def test_changes_are_counted_from_one_month_to_the_next():
    facts = drawn(
        targets=[target(), target("T02"), target("T03")],
        indicators=[
            *readings("T01", m202305=30, m202306=46),
            *readings("T02", m202305=60),
            *readings("T03", m202305=60, m202306=60),
        ],
    )
    changes = status_changes(board(facts, "2023-06"), board(facts, "2023-05"))
    assert movement(changes) == Movement(better=1, worse=0, silent=1, resumed=0)


@pytest.mark.parametrize(
    "month, state",
    [
        ("2020-12", PlanState.NOT_BEGUN),
        ("2021-01", PlanState.RUNNING),
        ("2025-11", PlanState.RUNNING),
        ("2025-12", PlanState.OVER),
        ("2031-01", PlanState.OVER),
    ],
)
def test_where_the_period_stands(month, state):
    assert plan_state(PLAN, month) is state


def test_a_plan_without_printed_dates_runs():
    open_ended = PLAN | {"starts_on": None, "ends_on": None, "issued_on": None}
    assert plan_state(open_ended, "2031-01") is PlanState.RUNNING
    assert plan_state(open_ended | {"issued_on": date(2022, 7, 1)}, "2022-06") is PlanState.NOT_BEGUN


def test_a_month_is_reported_once_one_figure_is():
    facts = drawn(targets=[target(), target("T02")], indicators=readings("T02", m202305=1))
    assert is_reported(board(facts, "2023-05")) and not is_reported(board(facts, "2023-06"))


def test_a_plan_in_one_row():
    plan = PLAN | {"short_title": "简称"}
    facts = drawn(
        plan, targets=[target(), target("T02", value=float("nan"))], indicators=readings("T01", m202306=45)
    )
    row = plan_row(board(facts, "2023-06"))
    assert row.title == "简称" and row.elapsed_share == 0.5 and row.state is PlanState.RUNNING
    assert row.counts == {Status.ON_SCHEDULE: 1} and row.task_counts == {}
    assert (row.month, row.reported_month) == ("2023-06", "2023-06")


def test_the_targets_before_and_after_one():
    shown = board(drawn(targets=[target(), target("T02"), target("T03")]), "2023-06")
    assert [neighbour and neighbour.code for neighbour in neighbours(shown, "T01")] == [None, "T02"]
    assert [neighbour and neighbour.code for neighbour in neighbours(shown, "T02")] == ["T01", "T03"]
    assert [neighbour and neighbour.code for neighbour in neighbours(shown, "T03")] == ["T02", None]


class Listed(NamedTuple):
    code: str
    reported_month: str | None
    gap_points: float | None


def listed(*rows: tuple) -> list[Listed]:
    return [Listed(*row) for row in rows]


def test_furthest_behind_is_the_lowest_gap_among_those_with_a_report():
    table = listed(
        ("T01", "2023-06", -3.0), ("T02", "2023-05", -9.5), ("T03", None, None), ("T04", "2023-06", None)
    )
    assert furthest_behind(table).code == "T02"


def test_furthest_behind_is_the_first_where_none_is_behind_or_none_has_a_path():
    assert furthest_behind(listed(("T01", None, None), ("T02", "2023-06", None))).code == "T02"
    assert furthest_behind(listed(("T01", None, None))) is None
    assert furthest_behind(listed()) is None


def test_the_most_pressing_are_the_worst_first_and_then_the_others_in_their_order():
    values = {"T01": 60, "T02": 10, "T03": 30, "T04": 61, "T05": 20}
    facts = drawn(
        targets=[target(code) for code in values],
        indicators=[row for code, value in values.items() for row in readings(code, m202306=value)],
    )
    june = board(facts, "2023-06")
    targets, worst = june.targets, attention(june)
    shown = {
        count: [row.code for row in most_pressing(targets, worst, count)] for count in (2, 4, len(values))
    }
    assert shown == {2: ["T02", "T05"], 4: ["T02", "T05", "T03", "T01"], 5: list(values)}
