"""Tasks by scene: when each runs and how much of it is done, who leads how many, and how far each scene is."""

from collections.abc import Sequence
from datetime import date, timedelta

from charts.chart import RATE, Axis, Chart, Look, Series
from metrics.rows import TaskRow
from metrics.scenes import NO_SCENE, LedTasks, SceneProgress, SceneTask, TaskMonth
from metrics.summary import ORDER, status_counts
from words import _
from words.months import last_day
from words.numbers import UNKNOWN, day, in_turn, month, share
from words.terms import Status, TaskState

Span = tuple[date, date]
A_DAY = timedelta(days=1)


def timeline_chart(tasks: Sequence[SceneTask], now: str, is_demo: bool = False) -> Chart:
    """Tasks as spans of days: what of each is done, in the colour of its status, what is left, and what is past its date.

    now: the month asked for. A task that goes on (长期坚持) has one bar to the
    last day drawn, and one without dates none.
    """
    hints = [_hint(task) for task in tasks]
    last = max([last_day(now), *(task.ends_on for task in tasks if task.ends_on is not None)])

    def spans(name: str, role: str, drawn: Sequence[Span | None]) -> Series:
        starts, ends = [span and span[0] for span in drawn], [span and span[1] for span in drawn]
        return Series(name, Look.SPAN, starts, role, upper=ends, hints=hints)

    series = [
        spans(
            status_name(status),
            status.value,
            [_done(task) if task.row.status is status else None for task in tasks],
        )
        for status in ORDER
    ]
    series += [
        spans(_("Left to do"), "track", [_left(task) for task in tasks]),
        spans(_("Goes on"), "muted", [_going_on(task, last) for task in tasks]),
        spans(_("Past its date"), Status.OVERDUE.value, [_past(task, last_day(now)) for task in tasks]),
    ]
    sentence = _("{count} tasks from their start to their deadline, as of {month}: {counts}")
    return Chart(
        name="timeline",
        title=_("Tasks and their deadlines"),
        axis=Axis.NAMES,
        categories=[f"{task.row.status.shape} {task.code} {task.row.title}" for task in tasks],
        series=[drawn for drawn in series if any(value is not None for value in drawn.values)],
        alt_text=sentence.format(count=len(tasks), month=month(now), counts=counts_in_words(tasks)),
        now=now,
        category_title=_("Task"),
        is_demo=is_demo,
    )


def _done(task: SceneTask) -> Span | None:
    """What of a task is done, as days from its start."""
    if task.starts_on is None or task.done_until is None:
        return None
    return task.starts_on, task.done_until


def _left(task: SceneTask) -> Span | None:
    """The days from what is done to the deadline."""
    if task.starts_on is None or task.ends_on is None or task.done_until == task.ends_on:
        return None
    return task.done_until + A_DAY if task.done_until else task.starts_on, task.ends_on


def _going_on(task: SceneTask, last: date) -> Span | None:
    """All the days drawn of a task that never ends."""
    return (task.starts_on, last) if task.row.is_ongoing and task.starts_on else None


def _past(task: SceneTask, today: date) -> Span | None:
    """The days since the deadline of a task that is overdue."""
    if task.row.status is not Status.OVERDUE or task.ends_on is None:
        return None
    return task.ends_on + A_DAY, today


def _hint(task: SceneTask) -> str:
    row = task.row
    due = _("goes on") if row.is_ongoing else _("to be done by {day}").format(day=day(task.ends_on))
    return in_turn([row.title, status_name(row.status), share(row.attained_share), due])


def status_name(status: Status) -> str:
    """The word for the status of a task: done, where a target would be met."""
    return TaskState.DONE.label if status is Status.MET else status.label


def counts_in_words(tasks: Sequence[SceneTask]) -> str:
    """How many tasks stand where, in words; "—" without tasks."""
    parts = [
        _("{count} {status}").format(count=count, status=status_name(status).lower())
        for status, count in status_counts(task.row.status for task in tasks).items()
    ]
    return in_turn(parts) if parts else UNKNOWN


def leads_chart(led: Sequence[LedTasks], is_demo: bool = False) -> Chart:
    """How many tasks each unit leads, by status. led: from metrics.scenes.by_unit."""
    counts = {(row.unit, row.status): row.count for row in led}
    units = list(dict.fromkeys(unit for unit, _status in counts))
    names = [unit or _("No lead unit printed") for unit in units]
    series = [
        Series(
            status_name(status),
            Look.BAR,
            [counts.get((unit, status)) for unit in units],
            status.value,
            has_labels=True,
        )
        for status in ORDER
        if any((unit, status) in counts for unit in units)
    ]
    sentence = _("Tasks by lead unit and status: {units}")
    totals = [
        _("{unit} {count}").format(unit=name, count=sum(counts.get((unit, status), 0) for status in ORDER))
        for unit, name in zip(units, names, strict=True)
    ]
    return Chart(
        name="leads",
        title=_("Who leads"),
        axis=Axis.NAMES,
        categories=names,
        series=series,
        alt_text=sentence.format(units=in_turn(totals) if totals else UNKNOWN),
        unit_of_measure=_("tasks"),
        category_title=_("Lead unit"),
        is_demo=is_demo,
    )


def progress_charts(progress: Sequence[SceneProgress], is_demo: bool = False) -> list[Chart]:
    """How far each scene is, month by month, one small chart each and all on one scale: the mean share done, and the share of tasks done."""
    charts = []
    for number, scene in enumerate(dict.fromkeys(row.scene for row in progress), start=1):
        rows = [row for row in progress if row.scene == scene]
        newest = rows[-1]
        sentence = _("{scene}, {month}: {done} of {count} tasks done, {share} on average")
        series = [
            Series(_("Mean share done"), Look.LINE, [row.mean_share for row in rows]),
            Series(_("Share of tasks done"), Look.STEPS, [row.done_share for row in rows], Status.MET.value),
        ]
        charts.append(
            Chart(
                name=f"progress-{number}",
                title=scene_name(scene),
                axis=Axis.MONTHS,
                categories=[row.month for row in rows],
                series=series,
                alt_text=sentence.format(
                    scene=scene_name(scene),
                    month=month(newest.month),
                    done=newest.done,
                    count=newest.tasks,
                    share=share(newest.mean_share),
                ),
                unit_of_measure=RATE,
                is_demo=is_demo,
                top=1.0,
                is_small=True,
            )
        )
    return charts


def scene_name(scene: str) -> str:
    return _("No section") if scene == NO_SCENE else scene


def task_chart(reports: Sequence[TaskMonth], task: TaskRow, now: str, is_demo: bool = False) -> Chart:
    """The share of one task that is done, from report to report; months without one have no point.

    reports: those of the task in metrics.scenes.task_history that have a report.
    """
    shares: list[float | None] = [report.row.attained_share for report in reports]
    sentence = _("{task}: {share} done, {status}, as of {month}")
    return Chart(
        name="task",
        title=_("Share done as reported"),
        axis=Axis.MONTHS,
        categories=[report.month for report in reports],
        series=[
            Series(_("Share done"), Look.LINE, shares),
            Series(
                _("Newest report"),
                Look.POINT,
                [*([None] * (len(shares) - 1)), *shares[-1:]],
                task.status,
                in_table=False,
            ),
        ],
        alt_text=sentence.format(
            task=task.title,
            share=share(task.attained_share),
            status=status_name(task.status),
            month=month(now),
        ),
        unit_of_measure=RATE,
        now=now,
        is_demo=is_demo,
        top=1.0,
    )
