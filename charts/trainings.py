"""Trainings: sessions and attendances month by month against their targets, and by type and organiser."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import pandas as pd

from charts.chart import Axis, Chart, Look, Series
from charts.history import history_chart
from metrics.board import HistoryMonth
from metrics.rows import TargetRow
from metrics.trainings import HeldMonth, SessionGroup
from words import _, numbers


def sessions_chart(
    calendar: Sequence[HeldMonth],
    now: str,
    history: Sequence[HistoryMonth] | None = None,
    target: TargetRow | None = None,
    is_demo: bool = False,
    forecast: pd.DataFrame | None = None,
) -> Chart:
    """Sessions held in each month; with a target's history, their sum against the planned path and the target as well.

    calendar: what metrics.trainings.calendar gave; history: metrics.board.history of the target; forecast: metrics.board.forecast_fan.
    """
    return _burn_up(
        "sessions", _("Sessions"), _("sessions"), calendar, now, history, target, is_demo, forecast
    )


def attendances_chart(
    calendar: Sequence[HeldMonth],
    now: str,
    history: Sequence[HistoryMonth] | None = None,
    target: TargetRow | None = None,
    is_demo: bool = False,
    forecast: pd.DataFrame | None = None,
) -> Chart:
    """Attendances of each month; as sessions_chart."""
    return _burn_up(
        "attendances", _("Attendances"), _("attendances"), calendar, now, history, target, is_demo, forecast
    )


def groups_chart(
    groups: Sequence[SessionGroup], by: Literal["training_type", "organiser"], now: str, is_demo: bool = False
) -> Chart:
    """Sessions by type or organiser, with their attendances told of each."""
    unnamed = {"training_type": _("No type told"), "organiser": _("No organiser told")}[by]
    names = [group.name or unnamed for group in groups]
    hints = [
        _("{name}: {sessions} sessions, {attendances} attendances").format(
            name=name, sessions=group.sessions, attendances=_at_least(group)
        )
        for name, group in zip(names, groups, strict=True)
    ]
    title = {"training_type": _("Sessions by type"), "organiser": _("Sessions by organiser")}[by]
    return Chart(
        name={"training_type": "by-type", "organiser": "by-organiser"}[by],
        title=title,
        axis=Axis.NAMES,
        categories=names,
        series=[
            Series(
                _("Sessions"),
                Look.BAR,
                [group.sessions for group in groups],
                "product",
                hints=hints,
                has_labels=True,
            )
        ],
        alt_text=_("{title} up to {month}: {parts}.").format(
            title=title, month=numbers.month(now), parts=numbers.clauses(hints) if hints else numbers.UNKNOWN
        ),
        unit_of_measure=_("sessions"),
        category_title={"training_type": _("Type"), "organiser": _("Organiser")}[by],
        is_demo=is_demo,
    )


def _burn_up(
    name: Literal["sessions", "attendances"],
    title: str,
    unit: str,
    calendar: Sequence[HeldMonth],
    now: str,
    history: Sequence[HistoryMonth] | None,
    target: TargetRow | None,
    is_demo: bool,
    forecast: pd.DataFrame | None,
) -> Chart:
    held = {month.month: month.sessions if name == "sessions" else month.attendances for month in calendar}
    if not history or target is None:
        values = list(held.values())
        total = numbers.quantity(sum(value for value in values if value is not None), unit)
        return Chart(
            name=name,
            title=_("{name} month by month").format(name=title),
            axis=Axis.MONTHS,
            categories=list(held),
            series=[Series(_("In the month"), Look.BAR, values, "step_4")] if values else [],
            alt_text=_("{name} up to {month}: {total}.").format(
                name=title, month=numbers.month(now), total=total
            ),
            unit_of_measure=unit,
            is_demo=is_demo,
        )
    drawn = history_chart(history, target, now, is_demo, forecast)
    bars = Series(_("In the month"), Look.BAR, [held.get(month) for month in drawn.categories], "step_1")
    return replace(
        drawn,
        name=name,
        title=_("{name}: held, planned, target").format(name=target.name),
        series=[bars, *drawn.series],
    )


def _at_least(group: SessionGroup) -> str:
    if group.attendances is None:
        return numbers.UNKNOWN
    words = _("at least {value}") if group.is_partial else "{value}"
    return words.format(value=numbers.plain(group.attendances))
