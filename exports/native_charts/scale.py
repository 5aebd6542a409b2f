"""The axis of values of a native chart: where it begins and ends, its step, and the format of its numbers."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl.utils.datetime import to_excel

from charts.chart import RATE, Chart, Look, Value
from exports.sheets import DATE_FORMAT

FEW_TICKS = 6  # steps of the axis, at most: more would crowd a chart of a third of a page
ROOM = 1.08  # the axis above its highest value, at least, so that no line runs along the upper edge
DAYS_OF_STEPS = (7, 14, 31, 61, 92, 183, 366, 731, 1827, 3653)  # a week to ten years: no month is shorter


@dataclass(frozen=True)
class Scale:
    """The axis of values. low, high: its ends; step: from one tick to the next. Days are counted as Excel counts them."""

    low: float
    high: float
    step: float


def scale(chart: Chart) -> Scale:
    """The axis of values: from 0 for numbers (from below where there are losses), from the first day for days."""
    numbers = _numbers_to_reach(chart)
    if chart.has_days:
        return _scale_of_days(min(numbers), max(numbers) + 1)
    low, high = min([0.0, *numbers]), max([0.0, *numbers])
    if low == high:
        high = 1.0
    if chart.unit_of_measure == RATE and 0.5 < high <= 1:
        # Shares end at 100%; a value written behind a full bar needs room beyond it.
        return Scale(low, 1.1 if any(series.has_labels for series in chart.series) else 1.0, 0.2)
    step = _round_step((high - low) * ROOM / FEW_TICKS)
    if chart.unit_of_measure != RATE and all(number.is_integer() for number in numbers):
        step = max(1.0, math.ceil(step))
    # Rounded to 9 places first, so that 0.3 / 0.1 does not become one step more.
    end = math.ceil(round(high * ROOM / step, 9)) * step
    return Scale(math.floor(round(low / step, 9)) * step, round(end, 9), step)


def _numbers_to_reach(chart: Chart) -> list[float]:
    """Every known value, both edges of bands and spans, and the height of every stack of bars."""
    values = [value for series in chart.series for value in (*series.values, *(series.upper or ()))]
    numbers = [number for value in values if (number := as_number(value)) is not None]
    bars = [series.values for series in chart.series if series.look is Look.BAR]
    return numbers + [sum(filter(None, map(as_number, stack)), 0.0) for stack in zip(*bars, strict=True)]


def _scale_of_days(first: float, last: float) -> Scale:
    # One tick more than usual: dates are narrow when they are named by year and month.
    fitting = (days for days in DAYS_OF_STEPS if (last - first) / days <= FEW_TICKS + 1)
    return Scale(first, last, next(fitting, DAYS_OF_STEPS[-1]))


def _round_step(least: float) -> float:
    """The next round number that is not below `least`: 1, 2, 2.5, 5 or 10 times a power of ten."""
    tens = 10.0 ** math.floor(math.log10(least))
    # A billionth less, so that a step that is met exactly is not passed over.
    return next(tens * factor for factor in (1, 2, 2.5, 5, 10) if tens * factor >= least * (1 - 1e-9))


def plain(value: Any) -> Value:
    """A value without numpy's types; NaN is unknown, None."""
    if value is None or value != value:
        return None
    number: Value = value.item() if hasattr(value, "item") else value
    return number


def as_number(value: Any) -> float | None:
    """A value as the number that a chart keeps; a day as Excel counts it. Unknown is None."""
    value = plain(value)
    if value is None:
        return None
    return float(to_excel(value)) if isinstance(value, date) else float(value)


def number_format(unit_of_measure: str | None, values: Iterable[Value]) -> str:
    """The format of a column of values of one unit of measure: days, whole or broken percent, whole or broken numbers."""
    values = list(values)
    if any(isinstance(value, date) for value in values):
        return DATE_FORMAT
    numbers = [float(value) for value in values if isinstance(value, int | float)]
    if unit_of_measure == RATE:
        return "0%" if all(round(number * 100, 6).is_integer() for number in numbers) else "0.0%"
    return "#,##0" if all(number.is_integer() for number in numbers) else "#,##0.0#"
