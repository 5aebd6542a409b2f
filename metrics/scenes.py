"""Tasks by scene: how each was reported month by month, who leads it, from when to when it runs, and what is done."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd

from metrics.board import TASK_COLUMNS, Board, due_of, task_rows
from metrics.facts import Facts, records, start_of
from metrics.summary import ATTENTION, ORDER
from metrics.units import full_names, leads_of
from words.months import months_between
from words.terms import Status

OWN_COLUMNS = ["scene", "units", "is_inferred", "starts_on", "ends_on", "done_until"]
HISTORY_COLUMNS = ["month", "is_reported", "scene", *TASK_COLUMNS]
PROGRESS_COLUMNS = ["scene", "month", "tasks", "done", "done_share", "mean_share"]
NO_SCENE = ""  # the scene of a task for which the plan prints none


def scene_tasks(board: Board, units: pd.DataFrame) -> pd.DataFrame:
    """The tasks of a board, in its order, with what is asked of them beside their status. `units`: Facts.units.

    The board's columns (metrics.board.TASK_COLUMNS), and:

        scene         the section, NO_SCENE where there is none
        units         full names of the lead units, else of those inferred (is_inferred)
        starts_on     the plan's first day, as tasks print none; None where the plan prints none either
        ends_on       the day it is due; None for one that goes on, and where the plan prints no end
        done_until    up to where the share done reaches on the way from starts_on to ends_on; None while
                      nothing is done or known, and without the two
    """
    names = full_names(units)
    rows = []
    for task in records(board.tasks):
        starts_on, ends_on = start_of(board.plan), due_of(task, board.plan)
        own = {
            "scene": task["section"] or NO_SCENE,
            "units": leads_of(task, names),
            "is_inferred": bool(task["inferred_units"] and not task["lead_units"]),
            "starts_on": starts_on,
            "ends_on": ends_on,
            "done_until": _done_until(starts_on, ends_on, share_done(task)),
        }
        rows.append(task | own)
    return pd.DataFrame(rows, columns=[*TASK_COLUMNS, *OWN_COLUMNS], dtype=object)


def share_done(task: dict) -> float | None:
    """The share of a task that is done: 1 of one that its unit calls done, else as reported."""
    if task["status"] == Status.MET:
        return 1.0
    share: float | None = task["attained_share"]
    return share


def _done_until(starts_on: date | None, ends_on: date | None, share: float | None) -> date | None:
    if starts_on is None or ends_on is None or share is None or ends_on < starts_on:
        return None
    days = (ends_on - starts_on).days + 1
    # What is not all done never reaches the last day.
    done = days if share >= 1 else min(round(share * days), days - 1)
    return starts_on + timedelta(days=done - 1) if done > 0 else None


def chosen(
    tasks: pd.DataFrame, scene: str | None = None, unit: str | None = None, status: str | None = None
) -> pd.DataFrame:
    """Those of scene_tasks that are of a scene, led by a unit and of a status; None stands for all."""
    keep = [
        (scene is None or own_scene == scene)
        and (unit is None or unit in units)
        and (status is None or own_status == status)
        for own_scene, units, own_status in zip(tasks["scene"], tasks["units"], tasks["status"], strict=True)
    ]
    return tasks[keep]


def task_history(facts: Facts, month: str) -> pd.DataFrame:
    """Every task in every month up to `month` in which any task was reported, and in `month` itself.

    One row per month and task, oldest month first, tasks in the plan's order: month, is_reported (the task has a
    report for this month), scene, and the board's columns for that month (metrics.board.TASK_COLUMNS), which tell
    the newest report until then. It is judged by the board's own rule; months in which nobody reported are
    left out, see silent_months.
    """
    reported = {each for each in facts.task_reports["month"] if each and each <= month}
    rows = [
        {
            "month": each,
            "is_reported": task["reported_month"] == each,
            "scene": task["section"] or NO_SCENE,
            **{name: task[name] for name in TASK_COLUMNS},
        }
        for each in sorted({*reported, month})
        for task in task_rows(facts, each)
    ]
    return pd.DataFrame(rows, columns=HISTORY_COLUMNS, dtype=object)


def silent_months(history: pd.DataFrame) -> list[str]:
    """The months within a task_history in which no task was reported, from the first one with a report on."""
    reported = set(history.loc[history["is_reported"].astype(bool), "month"])
    if not reported:
        return []
    return [each for each in months_between(min(reported), max(history["month"])) if each not in reported]


def progress(history: pd.DataFrame) -> pd.DataFrame:
    """How far each scene is, month by month, from a task_history (of all tasks or of some).

    One row per scene and month with a report on any of its tasks: tasks, how many; done, how many of them are
    done; done_share, the one over the other; mean_share, the mean of the shares done, each task weighing the same,
    None while one of them is unknown. Source: docs/glossary.md, "Scenes and tasks".
    """
    groups: dict[tuple[str, str], list[dict]] = {}
    for row in records(history[["scene", "month", "is_reported", "status", "attained_share"]]):
        groups.setdefault((row["scene"], row["month"]), []).append(row)
    order = list(dict.fromkeys(scene for scene, _month in groups))
    rows = []
    for (scene, month), tasks in sorted(
        groups.items(), key=lambda each: (order.index(each[0][0]), each[0][1])
    ):
        if not any(task["is_reported"] for task in tasks):
            continue
        done = sum(task["status"] == Status.MET for task in tasks)
        rows.append((scene, month, len(tasks), done, done / len(tasks), _mean([*map(share_done, tasks)])))
    return pd.DataFrame(rows, columns=PROGRESS_COLUMNS, dtype=object)


def _mean(shares: Sequence[float | None]) -> float | None:
    known = [share for share in shares if share is not None]
    return sum(known) / len(known) if known and len(known) == len(shares) else None


def by_unit(tasks: pd.DataFrame) -> pd.DataFrame:
    """How many of scene_tasks each unit leads, by status: unit, status, count; the unit with most first.

    A task with two lead units counts for each. Those that nobody is said to lead stand last, under None.
    """
    counts: Counter[tuple[str | None, Status]] = Counter()
    for units, status in zip(tasks["units"], tasks["status"], strict=True):
        leads: list[str | None] = [*units] or [None]
        counts.update((unit, Status(status)) for unit in leads)
    led: Counter[str | None] = Counter()
    for (unit, _status), count in counts.items():
        led[unit] += count
    order = sorted(led, key=lambda unit: (unit is None, -led[unit]))
    rows = [
        (unit, status, counts[unit, status]) for unit in order for status in ORDER if counts[unit, status]
    ]
    return pd.DataFrame(rows, columns=["unit", "status", "count"], dtype=object)


def troubles(tasks: pd.DataFrame) -> pd.DataFrame:
    """Those of scene_tasks whose newest report tells a problem, the worst status first."""
    told = [bool(text) for text in tasks["problem_text"]]
    worst = {status: place for place, status in enumerate(ATTENTION)}
    return tasks[told].sort_values(
        "status", key=lambda column: column.map(lambda status: worst.get(status, len(worst))), kind="stable"
    )
