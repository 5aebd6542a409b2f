"""One target's history: what was reported, what the plan asked for, the target, and the way it is forecast to take."""

import pandas as pd

from charts.chart import Axis, Chart, Label, Look, Series, known
from metrics import sentences
from metrics.rows import TargetRow
from words import _, numbers
from words.terms import Status

FEW_STEPS = 30  # a path of at most so many whole numbers is drawn as the steps it has
NEWEST_SIZE = 17  # pixels: the figure that a reader looks for is larger than the other words of the drawing
NEAR_THE_END = 0.8  # share of the axis from which labels stand to the left of their point


def history_chart(
    history: pd.DataFrame,
    target: TargetRow,
    now: str,
    is_demo: bool = False,
    forecast: pd.DataFrame | None = None,
) -> Chart:
    """A target's history as known in the month `now`.

    history: one row per month, from metrics.board.history; months without a report are gaps.
    forecast: from metrics.board.forecast_fan; None where it refuses. Of an overdue target it is not drawn: it would lie
    in the past.
    """
    months, is_overdue = list(history["month"]), target.status == Status.OVERDUE
    reported = history[history["is_reported"].astype(bool) & history["actual_value"].notna()]
    ahead = None
    if forecast is not None and len(forecast) > 1 and not is_overdue:
        ahead = history[["month"]].merge(forecast, how="left", on="month")
    series = [
        *(_forecast(ahead, target) if ahead is not None else ()),
        *_path(history, target),
        *_target(history, target),
        Series(_("Reported"), Look.LINE, known(history["actual_value"])),
        *_silence(history, reported, now),
    ]
    labels = _target_label(months, target)
    if not reported.empty:
        newest = reported.iloc[-1]
        points = [newest["actual_value"] if month == newest["month"] else None for month in months]
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


def _path(history: pd.DataFrame, target: TargetRow) -> list[Series]:
    expected = history["expected_value"]
    if not expected.notna().any():
        return []
    is_stepped = target.is_whole and expected.nunique() <= FEW_STEPS
    return [Series(_("Planned path"), Look.STEPS if is_stepped else Look.PATH, known(expected), "muted")]


def _forecast(ahead: pd.DataFrame, target: TargetRow) -> list[Series]:
    """The band that holds 70 % of the futures drawn, named with the chance of being in time, and the line of half of them."""
    low, high = ahead[["p15", "p85"]].min(axis=1), ahead[["p15", "p85"]].max(axis=1)
    name, probability = _("Forecast P15–P85"), target.forecast.probability
    if probability is not None:
        name = _("{name}, {chance} chance of being in time").format(
            name=name, chance=numbers.chance(probability)
        )
    return [
        Series(name, Look.BAND, known(low), upper=known(high)),
        Series(_("Forecast, median"), Look.FORECAST, known(ahead["p50"])),
    ]


def _target(history: pd.DataFrame, target: TargetRow) -> list[Series]:
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


def _silence(history: pd.DataFrame, reported: pd.DataFrame, now: str) -> list[Series]:
    """A mark on the axis for every month without a report between the first report and now."""
    if reported.empty:
        return []
    is_silent = ~history["is_reported"].astype(bool)
    is_silent &= (history["month"] > reported["month"].iloc[0]) & (history["month"] <= now)
    if not is_silent.any():
        return []
    marks = [0.0 if is_marked else None for is_marked in is_silent]
    hints = [numbers.month(month) for month in history["month"]]
    return [Series(_("Unreported"), Look.CROSS, marks, "muted", hints=hints, in_table=False)]


def _newest_label(months: list[str], newest: pd.Series, target: TargetRow) -> Label:
    """The newest value, on the side away from the path: above a rising line the room is on the left."""
    value, expected = newest["actual_value"], newest["expected_value"]
    is_above = pd.isna(expected) or value >= expected
    is_late = months.index(newest["month"]) > NEAR_THE_END * len(months)
    return Label(
        numbers.quantity(value, target.unit_of_measure),
        newest["month"],
        value,
        size=NEWEST_SIZE,
        is_left=is_above or is_late,
        is_below=not is_above,
    )
