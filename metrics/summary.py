"""A board in a few words: how many targets stand where, what changed since the month before, what needs attention."""

import pandas as pd

from metrics.board import Board
from metrics.facts import records
from terms import Status

# Worst first: what leadership has to look at.
ATTENTION = (Status.OVERDUE, Status.FAR_BEHIND, Status.BEHIND, Status.UNREPORTED)
ORDER = tuple(Status)


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


def furthest_behind(targets: pd.DataFrame) -> dict | None:
    """The target with a report that lies furthest below its path, else the first with a report; None without any."""
    reported = [row for row in records(targets) if row["reported_month"] is not None]
    gaps = [row["gap_points"] if row["gap_points"] is not None else 0.0 for row in reported]
    return reported[gaps.index(min(gaps))] if reported else None


def newest_report(board: Board) -> str | None:
    """The newest month for which a target or task of the board has a report; None without any."""
    months = [month for month in [*board.targets["reported_month"], *board.tasks["reported_month"]] if month]
    return max(months, default=None)
