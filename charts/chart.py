"""What a drawing shows, apart from how it is drawn: pages draw it with Plotly, documents as native charts.

One description for both, so that a slide cannot show another figure than the screen. Colours are roles of
charts/palette.py or codes of statuses, words are in the language in use, and unknown values are None, never 0.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from words import _, numbers

RATE = numbers.RATE  # the unit of measure of values that are fractions
PICTURES = ("png", "svg")  # formats in which a drawing is saved
Value = float | date | None


class Axis(StrEnum):
    """What the categories are: months "2023-06" from left to right, or names with lying bars from top to bottom."""

    MONTHS = "months"
    NAMES = "names"


class Look(StrEnum):
    """How a series is drawn."""

    LINE = "line"  # what is: a solid line with points, with a gap where nothing is known
    PATH = "path"  # what was planned: thin and dashed
    STEPS = "steps"  # what was planned, in whole steps
    LEVEL = "level"  # one value over all categories: the target
    FORECAST = "forecast"  # what is to come: dotted
    BAND = "band"  # the area from `values` to `upper`
    BAR = "bar"  # bars; those of one category are stacked
    SPAN = "span"  # a bar from `values` to `upper`, such as the days of a task
    TICK = "tick"  # a short line across a bar: what was due
    POINT = "point"  # a large point in a colour of its own
    CROSS = "cross"  # a small cross


@dataclass(frozen=True)
class Series:
    """One series: a value for each category of its chart.

    colour: a role of the palette or a code of terms.Status; or one for each category.
    upper: the other edge of a BAND or SPAN. hints: words shown for each category instead of its value.
    """

    name: str
    look: Look
    values: Sequence[Value]
    colour: str | Sequence[str] = "product"
    upper: Sequence[Value] | None = None
    hints: Sequence[str] | None = None
    has_labels: bool = False  # values written at the bars
    in_table: bool = True  # False for what only points out a value of another series


@dataclass(frozen=True)
class Label:
    """A few words at a point of the drawing. colour: a role of the palette; size: in pixels, 14 as the words around it."""

    text: str
    category: str
    value: float
    colour: str = "text"
    size: int = 14
    is_left: bool = False  # stands to the left of its point
    is_below: bool = False


@dataclass(frozen=True)
class Chart:
    """A drawing in words, numbers and roles.

    name: ASCII, unique on its page; also the name of its files. alt_text: the text alternative, one sentence or two.
    unit_of_measure: of all values; RATE for fractions, None where they are days. now: the month asked for, marked on an
    axis of months or days.
    """

    name: str
    title: str
    axis: Axis
    categories: Sequence[str]
    series: Sequence[Series]
    alt_text: str
    unit_of_measure: str | None = None
    now: str | None = None
    labels: Sequence[Label] = field(default=())
    category_title: str | None = None  # heads the table's first column; "Month" on a month axis
    is_demo: bool = False
    top: float | None = None  # the axis of values ends there, so that several charts have one scale
    is_small: bool = False  # one of several side by side

    def __post_init__(self) -> None:
        for series in self.series:
            for values in (series.values, series.upper, series.hints):
                if values is not None and len(values) != len(self.categories):
                    raise ValueError(f"{self.name}: “{series.name}” has {len(values)} values")

    @property
    def has_days(self) -> bool:
        """Whether the values are days."""
        return any(isinstance(value, date) for series in self.series for value in series.values)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(value is not None for series in self.series for value in series.values)

    def columns(self) -> dict[str, Sequence[object]]:
        """The columns of its table by their names: the categories, then each series; a band or span has two."""
        first = self.category_title or (_("Month") if self.axis is Axis.MONTHS else _("Name"))
        columns: dict[str, Sequence[object]] = {first: list(self.categories)}
        for series in self.series:
            if not series.in_table:
                continue
            if series.upper is None:
                columns[series.name] = list(series.values)
            else:
                columns[_("{name}: from").format(name=series.name)] = list(series.values)
                columns[_("{name}: to").format(name=series.name)] = list(series.upper)
        return columns

    def text(self, value: Value) -> str:
        """A value as it is shown; what is not known is "—"."""
        return (
            numbers.day(value) if isinstance(value, date) else numbers.quantity(value, self.unit_of_measure)
        )

    def category_text(self, category: str) -> str:
        """A category as it is shown: 2023-06 as 2023年6月."""
        return numbers.month(category) if self.axis is Axis.MONTHS else category


def known(values: Iterable[Any]) -> list[Any]:
    """A column of numbers or days as the values of a series: NaN becomes None."""
    return [None if value is None or value != value else value for value in values]
