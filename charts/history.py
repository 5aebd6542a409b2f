"""One target's history: what was reported, what the plan asked for, the target, and the way it is forecast to take."""

from collections.abc import Sequence

import pandas as pd

from charts.chart import Axis, Chart, Label, Look, Series, known
from metrics import sentences
from metrics.board import HistoryMonth
from metrics.rows import TargetRow
from words import _, numbers
from words.terms import Status

FEW_STEPS = 30  # a path of at most so many whole numbers is drawn as the steps it has
NEWEST_SIZE = 17  # pixels: the figure that a reader looks for is larger than the other words of the drawing
NEAR_THE_END = 0.8  # share of the axis from which labels stand to the left of their point


def history_chart(
    history: Sequence[HistoryMonth],
    target: TargetRow,
    now: str,
    is_demo: bool = False,
    forecast: pd.DataFrame | None = None,
) -> Chart:
    """A target's history as known in the month `now`.

    history: from metrics.board.history; months without a report are gaps.
    forecast: from metrics.board.forecast_fan; None where it refuses. Of an overdue target it is not drawn: it would lie
    in the past.
    """
    months, is_overdue = [entry.month for entry in history], target.status == Status.OVERDUE
    reported = [entry for entry in history if entry.is_reported and entry.actual_value is not None]
    series = [
        *(_forecast(months, forecast, target) if forecast is not None and not is_overdue else ()),
        *_path(history, target),
        *_target(history, target),
        Series(_("Reported"), Look.LINE, [entry.actual_value for entry in history]),
        *_silence(history, reported, now),
    ]
    labels = _target_label(months, target)
    if reported:
        newest = reported[-1]
        points = [newest.actual_value if entry is newest else None for entry in history]
        series.append(Series(_("Newest report"), Look.POINT, points, target.status, in_table=False))
        labels.append(_newest_label(months, newest, target))
    return Chart(
        name="history",
        title=_("History of {name}").format(name=target.name),
        axis=Axis.MONTHS,
        categories=months,
        series=series,
        alt_text=" ".join([target.working or target.name, sentences.forecast(target.forecast, is_overdue)]),
        unit_of_measure=target.unit_of_measure,
        now=now,
        labels=labels,
        is_demo=is_demo,
    )


def _path(history: Sequence[HistoryMonth], target: TargetRow) -> list[Series]:
    expected = [entry.expected_value for entry in history]
    values = {value for value in expected if value is not None}
    if not values:
        return []
    is_stepped = target.is_whole and len(values) <= FEW_STEPS
    return [Series(_("Planned path"), Look.STEPS if is_stepped else Look.PATH, expected, "muted")]


def _forecast(months: Sequence[str], forecast: pd.DataFrame, target: TargetRow) -> list[Series]:
    """The band that holds 70 % of the futures drawn, named with the chance of being in time, and the line of half of them."""
    if len(forecast) < 2:
        return []  # the newest report alone is no way
    ahead = forecast.set_index("month").reindex(list(months))
    # P15 is the furthest from the target, so of one that falls it is the upper edge.
    edges = ahead[["p15", "p85"]]
    name, probability = _("Forecast P15–P85"), target.forecast.probability
    if probability is not None:
        name = _("{name}, {chance} chance of being in time").format(
            name=name, chance=numbers.chance(probability)
        )
    return [
        Series(name, Look.BAND, known(edges.min(axis=1)), upper=known(edges.max(axis=1))),
        Series(_("Forecast, median"), Look.FORECAST, known(ahead["p50"])),
    ]


def _target(history: Sequence[HistoryMonth], target: TargetRow) -> list[Series]:
    if target.target_value is None:
        return []
    return [Series(_("Target"), Look.LEVEL, [target.target_value] * len(history), "text")]


def _target_label(months: list[str], target: TargetRow) -> list[Label]:
    """At the left, where neither path nor figures have come near the target yet; below it for falling ones."""
    value = target.target_value
    if value is None:
        return []
    goal = numbers.goal(value, target.comparator, target.unit_of_measure)
    text = _("Target {value}").format(value=goal)
    return [Label(text, months[0], value, is_below=(target.baseline_value or 0) > value)]


def _silence(history: Sequence[HistoryMonth], reported: Sequence[HistoryMonth], now: str) -> list[Series]:
    """A mark on the axis for every month without a report between the first report and now."""
    if not reported:
        return []
    first = reported[0].month
    marks = [0.0 if not entry.is_reported and first < entry.month <= now else None for entry in history]
    if not any(mark is not None for mark in marks):
        return []
    hints = [numbers.month(entry.month) for entry in history]
    return [Series(_("Unreported"), Look.CROSS, marks, "muted", hints=hints, in_table=False)]


def _newest_label(months: list[str], newest: HistoryMonth, target: TargetRow) -> Label:
    """The newest value, on the side away from the path: above a rising line the room is on the left."""
    value, expected = newest.actual_value, newest.expected_value
    assert value is not None
    is_above = expected is None or value >= expected
    is_late = months.index(newest.month) > NEAR_THE_END * len(months)
    return Label(
        numbers.quantity(value, target.unit_of_measure),
        newest.month,
        value,
        size=NEWEST_SIZE,
        is_left=is_above or is_late,
        is_below=not is_above,
    )
