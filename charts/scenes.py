"""Tasks by scene: when each runs and how much of it is done, who leads how many, and how far each scene is."""

from collections.abc import Callable
from datetime import date, timedelta

import pandas as pd

from charts.chart import RATE, Axis, Chart, Look, Series, known
from metrics.facts import records
from metrics.scenes import NO_SCENE
from metrics.summary import ORDER, status_counts
from words import _
from words.months import last_day
from words.numbers import UNKNOWN, day, in_turn, month, share
from words.terms import Status, TaskState

Span = tuple[date, date]
A_DAY = timedelta(days=1)


def timeline_chart(tasks: pd.DataFrame, now: str, is_demo: bool = False) -> Chart:
    """Tasks as spans of days: what of each is done, in the colour of its status, what is left, and what is past its date.

    tasks: from metrics.scenes.scene_tasks. now: the month asked for. A task that goes on (长期坚持) has one bar to the
    last day drawn, and one without dates none.
    """
    rows = records(tasks)
    hints = [_hint(row) for row in rows]
    last = max([last_day(now), *(row["ends_on"] for row in rows if row["ends_on"] is not None)])

    def done(of: Status) -> Callable[[dict], Span | None]:
        return lambda row: (
            (row["starts_on"], row["done_until"]) if row["status"] == of and row["done_until"] else None
        )

    def left(row: dict) -> Span | None:
        if row["starts_on"] is None or row["ends_on"] is None or row["done_until"] == row["ends_on"]:
            return None
        return row["done_until"] + A_DAY if row["done_until"] else row["starts_on"], row["ends_on"]

    def going_on(row: dict) -> Span | None:
        return (row["starts_on"], last) if row["is_ongoing"] and row["starts_on"] else None

    def past(row: dict) -> Span | None:
        return (row["ends_on"] + A_DAY, last_day(now)) if row["status"] == Status.OVERDUE else None

    def spans(name: str, role: str, span_of: Callable[[dict], Span | None]) -> Series:
        found = [span_of(row) or (None, None) for row in rows]
        starts, ends = [first for first, _last in found], [last for _first, last in found]
        return Series(name, Look.SPAN, starts, role, upper=ends, hints=hints)

    series = [spans(_status_name(status), status.value, done(status)) for status in ORDER]
    series += [
        spans(_("Left to do"), "track", left),
        spans(_("Goes on"), "muted", going_on),
        spans(_("Past its date"), Status.OVERDUE.value, past),
    ]
    told = _("{count} tasks from their start to their deadline, as of {month}: {counts}")
    return Chart(
        name="timeline",
        title=_("Tasks and their deadlines"),
        axis=Axis.NAMES,
        categories=[f"{Status(row['status']).shape} {row['code']} {row['title']}" for row in rows],
        series=[each for each in series if any(value is not None for value in each.values)],
        alt_text=told.format(count=len(rows), month=month(now), counts=counts_told(tasks)),
        now=now,
        category_title=_("Task"),
        is_demo=is_demo,
    )


def _hint(row: dict) -> str:
    due = _("goes on") if row["is_ongoing"] else _("to be done by {day}").format(day=day(row["ends_on"]))
    return in_turn([row["title"], _status_name(Status(row["status"])), share(row["attained_share"]), due])


def _status_name(of: Status) -> str:
    """The word for the status of a task: done, where a target would be met."""
    return TaskState.DONE.label if of is Status.MET else of.label


def counts_told(tasks: pd.DataFrame) -> str:
    """How many tasks stand where, in words; "—" without tasks."""
    parts = [
        _("{count} {status}").format(count=count, status=_status_name(status).lower())
        for status, count in status_counts(tasks).items()
    ]
    return in_turn(parts) if parts else UNKNOWN


def leads_chart(led: pd.DataFrame, is_demo: bool = False) -> Chart:
    """How many tasks each unit leads, by status. led: from metrics.scenes.by_unit."""
    counts = {(row["unit"], row["status"]): row["count"] for row in records(led)}
    units = list(dict.fromkeys(unit for unit, _status in counts))
    named = [unit or _("No lead unit printed") for unit in units]
    series = [
        Series(
            _status_name(status),
            Look.BAR,
            [counts.get((unit, status)) for unit in units],
            status.value,
            has_labels=True,
        )
        for status in ORDER
        if any((unit, status) in counts for unit in units)
    ]
    told = _("Tasks by lead unit and status: {units}")
    totals = [
        _("{unit} {count}").format(unit=name, count=sum(counts.get((unit, each), 0) for each in ORDER))
        for unit, name in zip(units, named, strict=True)
    ]
    return Chart(
        name="leads",
        title=_("Who leads"),
        axis=Axis.NAMES,
        categories=named,
        series=series,
        alt_text=told.format(units=in_turn(totals) if totals else UNKNOWN),
        unit_of_measure=_("tasks"),
        category_title=_("Lead unit"),
        is_demo=is_demo,
    )


def progress_charts(progress: pd.DataFrame, is_demo: bool = False) -> list[Chart]:
    """How far each scene is, month by month, one small chart each and all on one scale: the mean share done, and the share of tasks done.

    progress: from metrics.scenes.progress.
    """
    charts = []
    for place, scene in enumerate(dict.fromkeys(progress["scene"]), start=1):
        rows = progress[progress["scene"] == scene]
        newest = records(rows)[-1]
        told = _("{scene}, {month}: {done} of {count} tasks done, {share} on average")
        series = [
            Series(_("Mean share done"), Look.LINE, known(rows["mean_share"])),
            Series(_("Share of tasks done"), Look.STEPS, known(rows["done_share"]), Status.MET.value),
        ]
        charts.append(
            Chart(
                name=f"progress-{place}",
                title=scene_name(scene),
                axis=Axis.MONTHS,
                categories=list(rows["month"]),
                series=series,
                alt_text=told.format(
                    scene=scene_name(scene),
                    month=month(newest["month"]),
                    done=newest["done"],
                    count=newest["tasks"],
                    share=share(newest["mean_share"]),
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


def task_chart(reports: pd.DataFrame, task: dict, now: str, is_demo: bool = False) -> Chart:
    """The share of one task that is done, from report to report; months without one have no point.

    reports: the task's rows of metrics.scenes.task_history with a report. task: its row of metrics.scenes.scene_tasks.
    """
    shares = known(reports["attained_share"])
    told = _("{task}: {share} done, {status}, as of {month}")
    return Chart(
        name="task",
        title=_("Share done as reported"),
        axis=Axis.MONTHS,
        categories=list(reports["month"]),
        series=[
            Series(_("Share done"), Look.LINE, shares),
            Series(
                _("Newest report"),
                Look.POINT,
                [None] * (len(shares) - 1) + shares[-1:],
                task["status"],
                in_table=False,
            ),
        ],
        alt_text=told.format(
            task=task["title"],
            share=share(task["attained_share"]),
            status=_status_name(Status(task["status"])),
            month=month(now),
        ),
        unit_of_measure=RATE,
        now=now,
        is_demo=is_demo,
        top=1.0,
    )
