"""A board in a few words: how many targets stand where, what changed since the month before, what needs attention."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from metrics.board import Board
from metrics.facts import plan_name, records, start_of
from words.months import month_of
from words.terms import PlanState, Status

# Worst first: what leadership has to look at.
ATTENTION = (Status.OVERDUE, Status.FAR_BEHIND, Status.BEHIND, Status.UNREPORTED)
RED = ATTENTION[:2]
# Best first: between these a target gets better or worse; all others say nothing of how far it is.
LADDER = (
    Status.MET,
    Status.ON_SCHEDULE,
    Status.SLIGHTLY_BEHIND,
    Status.BEHIND,
    Status.FAR_BEHIND,
    Status.OVERDUE,
)
ORDER = tuple(Status)


@dataclass(frozen=True)
class Movement:
    """How many targets stand better or worse than before, fell silent, or are reported again. Other changes are in none."""

    better: int
    worse: int
    silent: int
    resumed: int


def movement(changes: Iterable[dict]) -> Movement:
    """Count the changes of `status_changes`."""
    better = worse = silent = resumed = 0
    for change in changes:
        before, after = change["before"], change["after"]
        if before in LADDER and after in LADDER:
            steps = LADDER.index(after) - LADDER.index(before)
            better, worse = better + (steps < 0), worse + (steps > 0)
        elif after is Status.UNREPORTED:
            silent += 1
        elif before is Status.UNREPORTED:
            resumed += 1
    return Movement(better, worse, silent, resumed)


def plan_state(plan: dict, month: str) -> PlanState:
    """Where a plan's period stands in a month; one that prints no end is never over."""
    starts_on = start_of(plan)
    if starts_on is not None and month < month_of(starts_on):
        return PlanState.NOT_BEGUN
    is_over = plan["ends_on"] is not None and month >= month_of(plan["ends_on"])
    return PlanState.OVER if is_over else PlanState.RUNNING


def is_reported(board: Board) -> bool:
    """Whether any target or task has a report for the month itself."""
    months = [*board.targets["reported_month"], *board.tasks["reported_month"]]
    return board.month in months


def plan_row(board: Board) -> dict:
    """A plan in one row, to stand beside others.

    plan_code, title, month, state (terms.PlanState), elapsed_share (None where no period is printed), counts and
    task_counts (status_counts of the targets with a number, and of the tasks), reported_month (newest_report), is_demo.
    """
    plan = board.plan
    return {
        "plan_code": plan["plan_code"],
        "title": plan_name(plan),
        "month": board.month,
        "state": plan_state(plan, board.month),
        "elapsed_share": board.elapsed_share,
        "counts": status_counts(quantified(board)),
        "task_counts": status_counts(board.tasks),
        "reported_month": newest_report(board),
        "is_demo": board.is_demo,
    }


def neighbours(board: Board, code: str) -> tuple[dict | None, dict | None]:
    """The targets before and after one in the plan's order; None at either end."""
    rows = [None, *records(board.targets), None]
    place = next(at for at, row in enumerate(rows) if row is not None and row["code"] == code)
    return rows[place - 1], rows[place + 1]


def status_counts(targets: pd.DataFrame) -> dict[Status, int]:
    """Number of targets by status, in the order of the statuses; statuses that do not occur are left out."""
    counts = targets["status"].value_counts()
    return {status: int(counts[status]) for status in ORDER if status in counts}


def quantified(board: Board) -> pd.DataFrame:
    """The targets for which the plan prints a number."""
    return board.targets[board.targets["status"] != Status.UNQUANTIFIED]


def status_changes(board: Board, before: Board) -> list[dict]:
    """Quantified targets whose status differs from the board of an earlier month: code, name, before, after."""
    earlier = dict(zip(before.targets["code"], before.targets["status"], strict=True))
    return [
        {
            "code": row["code"],
            "name": row["name"],
            "before": Status(earlier[row["code"]]),
            "after": Status(row["status"]),
        }
        for row in records(quantified(board))
        if row["code"] in earlier and earlier[row["code"]] != row["status"]
    ]


def attention(board: Board) -> pd.DataFrame:
    """Targets and tasks that are overdue, far behind, behind or unreported, worst first.

    One row each: is_task, code, name, status, units (lead, or inferred where none is printed), reported_month,
    gap_points (targets), problem_text (tasks). Tasks that are only unreported are left out; they are counted
    in the table of tasks.
    """
    targets = board.targets.assign(is_task=False, units=board.targets["lead_units"], problem_text=None)
    tasks = board.tasks.assign(
        is_task=True,
        name=board.tasks["title"],
        units=[
            lead or inferred
            for lead, inferred in zip(board.tasks["lead_units"], board.tasks["inferred_units"], strict=True)
        ],
        gap_points=None,
    )
    columns = ["is_task", "code", "name", "status", "units", "reported_month", "gap_points", "problem_text"]
    rows = [
        row
        for row in [*records(targets[columns]), *records(tasks[columns])]
        if row["status"] in ATTENTION and not (row["is_task"] and row["status"] == Status.UNREPORTED)
    ]
    rows.sort(key=lambda row: (ATTENTION.index(row["status"]), row["is_task"], row["gap_points"] or 0))
    return pd.DataFrame(rows, columns=columns, dtype=object)


def most_pressing(
    items: pd.DataFrame, attention: Sequence[Mapping], count: int, *, is_task: bool = False
) -> pd.DataFrame:
    """As many targets (or tasks) as are asked for: those that need attention, the worst first, then others in their order.

    All of them in their own order where there are no more. attention: rows of `attention`.
    """
    if len(items) <= count:
        return items
    worst = [row["code"] for row in attention if row["is_task"] == is_task]
    ranks = {code: rank for rank, code in enumerate(worst)}
    order = sorted(range(len(items)), key=[ranks.get(code, len(ranks)) for code in items["code"]].__getitem__)
    return items.iloc[order[:count]]


def furthest_behind(targets: pd.DataFrame) -> dict | None:
    """The target with a report that lies furthest below its path, else the first with a report; None without any."""
    reported = [row for row in records(targets) if row["reported_month"] is not None]
    gaps = [row["gap_points"] if row["gap_points"] is not None else 0.0 for row in reported]
    return reported[gaps.index(min(gaps))] if reported else None


def newest_report(board: Board) -> str | None:
    """The newest month for which a target or task of the board has a report; None without any."""
    months = [month for month in [*board.targets["reported_month"], *board.tasks["reported_month"]] if month]
    return max(months, default=None)
