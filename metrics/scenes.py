"""Tasks by scene: how each was reported month by month, who leads it, from when to when it runs, and what is done."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from metrics.board import Board, due_of, task_rows
from metrics.facts import Facts, start_of
from metrics.rows import TaskRow
from metrics.summary import ATTENTION, ORDER
from metrics.unit_names import full_names, in_full
from words.months import months_between
from words.terms import Status

NO_SCENE = ""  # the scene of a task for which the plan prints none


@dataclass(frozen=True, slots=True)
class SceneTask:
    """A task of a board, with what is asked of it beside its status.

    scene: the section, NO_SCENE where there is none. units: full names of the lead units, else of those inferred.
    starts_on: the plan's first day, as tasks print none; None where the plan prints none either. ends_on: the day it is
    due; None for one that goes on, and where the plan prints no end. done_until: up to where the share done reaches
    on the way from starts_on to ends_on; None while nothing is done or known, and without the two.
    """

    row: TaskRow
    scene: str
    units: list[str]
    starts_on: date | None
    ends_on: date | None
    done_until: date | None

    @property
    def code(self) -> str:
        return self.row.code


@dataclass(frozen=True, slots=True)
class TaskMonth:
    """A task in one month, as a board for that month has it. is_reported: it has a report for this very month."""

    month: str
    is_reported: bool
    scene: str
    row: TaskRow


@dataclass(frozen=True, slots=True)
class SceneProgress:
    """How far a scene is in a month.

    tasks, done: how many, and how many of them are done. mean_share: the mean of the shares done, each task weighing
    the same, None while one of them is unknown.
    """

    scene: str
    month: str
    tasks: int
    done: int
    mean_share: float | None

    @property
    def done_share(self) -> float:
        return self.done / self.tasks


@dataclass(frozen=True, slots=True)
class LedTasks:
    """How many tasks of a status a unit leads; unit: None for those that nobody is said to lead."""

    unit: str | None
    status: Status
    count: int


def scene_tasks(board: Board, units: pd.DataFrame) -> list[SceneTask]:
    """The tasks of a board, in its order, with what is asked of them beside their status. `units`: Facts.units."""
    names = full_names(units)
    tasks = []
    for row in board.tasks:
        starts_on, ends_on = start_of(board.plan), due_of(row, board.plan)
        tasks.append(
            SceneTask(
                row=row,
                scene=row.section or NO_SCENE,
                units=in_full(row.leads, names),
                starts_on=starts_on,
                ends_on=ends_on,
                done_until=_done_until(starts_on, ends_on, share_done(row)),
            )
        )
    return tasks


def share_done(task: TaskRow) -> float | None:
    """The share of a task that is done: 1 of one that its unit calls done, else as reported."""
    return 1.0 if task.status is Status.MET else task.attained_share


def _done_until(starts_on: date | None, ends_on: date | None, share: float | None) -> date | None:
    if starts_on is None or ends_on is None or share is None or ends_on < starts_on:
        return None
    days = (ends_on - starts_on).days + 1
    # What is not all done never reaches the last day.
    done = days if share >= 1 else min(round(share * days), days - 1)
    return starts_on + timedelta(days=done - 1) if done > 0 else None


def chosen(
    tasks: Sequence[SceneTask], scene: str | None = None, unit: str | None = None, status: str | None = None
) -> list[SceneTask]:
    """Those tasks that are of a scene, led by a unit and of a status; None stands for all."""
    return [
        task
        for task in tasks
        if (scene is None or task.scene == scene)
        and (unit is None or unit in task.units)
        and (status is None or task.row.status == status)
    ]


def task_history(facts: Facts, month: str) -> list[TaskMonth]:
    """Every task in every month up to `month` in which any task was reported, and in `month` itself.

    The oldest month first, tasks in the plan's order. Judged by the board's own rule; months in which nobody reported
    are left out, see silent_months.
    """
    reported = {at for at in facts.task_reports["month"] if at and at <= month}
    return [
        TaskMonth(at, task.reported_month == at, task.section or NO_SCENE, task)
        for at in sorted({*reported, month})
        for task in task_rows(facts, at)
    ]


def silent_months(history: Sequence[TaskMonth]) -> list[str]:
    """The months within a task_history in which no task was reported, from the first one with a report on."""
    reported = {entry.month for entry in history if entry.is_reported}
    if not reported:
        return []
    last = max(entry.month for entry in history)
    return [month for month in months_between(min(reported), last) if month not in reported]


def progress(history: Sequence[TaskMonth]) -> list[SceneProgress]:
    """How far each scene is, month by month, from a task_history (of all tasks or of some).

    One row per scene and month with a report on any of its tasks. Source: docs/glossary.md, "Scenes and tasks".
    """
    groups: dict[str, dict[str, list[TaskMonth]]] = {}
    for entry in history:
        groups.setdefault(entry.scene, {}).setdefault(entry.month, []).append(entry)
    return [
        SceneProgress(
            scene,
            month,
            tasks=len(tasks),
            done=sum(task.row.status is Status.MET for task in tasks),
            mean_share=_mean([share_done(task.row) for task in tasks]),
        )
        for scene, months in groups.items()
        for month, tasks in sorted(months.items())
        if any(task.is_reported for task in tasks)
    ]


def _mean(shares: Sequence[float | None]) -> float | None:
    given = [share for share in shares if share is not None]
    return sum(given) / len(given) if given and len(given) == len(shares) else None


def by_unit(tasks: Sequence[SceneTask]) -> list[LedTasks]:
    """How many of the tasks each unit leads, by status; the unit with most first.

    A task with two lead units counts for each. Those that nobody is said to lead stand last, under None.
    """
    counts: Counter[tuple[str | None, Status]] = Counter()
    for task in tasks:
        leads: list[str | None] = [*task.units]
        counts.update((unit, task.row.status) for unit in leads or [None])
    led: Counter[str | None] = Counter()
    for (unit, _status), count in counts.items():
        led[unit] += count
    order = sorted(led, key=lambda unit: (unit is None, -led[unit]))
    return [
        LedTasks(unit, status, counts[unit, status])
        for unit in order
        for status in ORDER
        if counts[unit, status]
    ]


def troubles(tasks: Sequence[SceneTask]) -> list[SceneTask]:
    """Those tasks whose newest report tells a problem, the worst status first."""
    ranks = {status: rank for rank, status in enumerate(ATTENTION)}
    troubled = [task for task in tasks if task.row.problem_text]
    return sorted(troubled, key=lambda task: ranks.get(task.row.status, len(ranks)))
