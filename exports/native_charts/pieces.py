"""What a native chart draws, from back to front: pieces, each from one column of the workbook behind it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from charts.chart import Axis, Chart, Look, Series, Value
from exports.native_charts.scale import number_format, plain, scale
from exports.sheets import DATE_FORMAT
from words import N_, _
from words.months import first_day

MONTH_FORMAT = N_("yyyy-mm")
BARS = (Look.BAR, Look.SPAN, Look.BAND)  # looks that are bars where bars lie
TICK_WIDTH = 0.008  # share of the axis of values: as thin as still prints


class Form(StrEnum):
    """The kind of native chart that draws a piece."""

    AREA = "area"
    BAR = "bar"
    LINE = "line"
    OUTLINE = "outline"  # a bar with a line around it and nothing in it


@dataclass(frozen=True)
class Column:
    """A column of the sheet behind a chart: what the chart draws, in the order in which it draws it."""

    name: str
    values: Sequence[Any]
    number_format: str


@dataclass(frozen=True)
class Piece:
    """A series, or one half of it, as a native chart draws it, from one column.

    series: what it shows; None for the mark of the month asked for.
    """

    column: Column
    form: Form
    series: Series | None = None
    is_base: bool = False  # invisible, carries what comes next
    is_second: bool = False  # stands on axes of its own, which are hidden

    @property
    def is_bar(self) -> bool:
        return self.form in (Form.BAR, Form.OUTLINE)


def data_columns(chart: Chart) -> list[Column]:
    """The sheet behind a chart: its categories, months as their first day, then what is drawn. Unknown values are None."""
    return [category_column(chart), *(piece.column for piece in pieces(chart))]


def category_column(chart: Chart) -> Column:
    """The first column of the sheet behind a chart: names, or months as their first day."""
    if chart.axis is Axis.MONTHS:
        months = [first_day(month) for month in chart.categories]
        return Column(chart.category_title or _("Month"), months, _(MONTH_FORMAT))
    return Column(chart.category_title or _("Name"), chart.categories, "@")


def pieces(chart: Chart) -> list[Piece]:
    """What is drawn, from back to front, areas before bars before lines. Unknown values are None.

    Raises ValueError for spans and ticks that no two pairs of axes can show together.
    """
    return _over_months(chart) if chart.axis is Axis.MONTHS else _by_name(chart)


def _over_months(chart: Chart) -> list[Piece]:
    areas: list[Piece] = []
    bars: list[Piece] = []
    lines: list[Piece] = []
    reached: list[Value] = [None] * len(chart.categories)
    for series in chart.series:
        match series.look:
            case Look.BAND:
                low, high = _filled(series)
                areas += _on_base(chart, series, Form.AREA, low, _lengths(low, high))
            case Look.SPAN:
                bars += _span(chart, series, bars, reached)
            case Look.BAR:
                bars.append(_piece(chart, series, Form.BAR))
            case _:
                lines.append(_piece(chart, series, Form.LINE))
    if chart.now in chart.categories:
        lines.append(_month_mark(chart))
    return [*areas, *bars, *lines]


def _by_name(chart: Chart) -> list[Piece]:
    bars: list[Piece] = []
    reached: list[Value] = [None] * len(chart.categories)
    for series in chart.series:
        if series.look in (Look.SPAN, Look.BAND):
            bars += _span(chart, series, bars, reached)
        elif series.look is Look.BAR:
            bars.append(_piece(chart, series, Form.BAR))
    ticks = [series for series in chart.series if series.look not in BARS]
    if ticks and any(piece.is_second for piece in bars):
        raise ValueError(f"{chart.name}: spans over each other leave no axes for its ticks")
    if len(ticks) == 1:
        return bars + _tick(chart, ticks[0])
    return bars + [replace(_piece(chart, series, Form.OUTLINE), is_second=True) for series in ticks]


def _piece(chart: Chart, series: Series, form: Form) -> Piece:
    values = [plain(value) for value in series.values]
    return Piece(Column(series.name, values, number_format(chart.unit_of_measure, values)), form, series)


def _month_mark(chart: Chart) -> Piece:
    """A point as high as the axis at the month asked for, from which a line hangs down."""
    top = scale(chart).high
    heights = [top if month == chart.now else None for month in chart.categories]
    return Piece(Column(_("Month shown"), heights, number_format(chart.unit_of_measure, [top])), Form.LINE)


def _tick(chart: Chart, series: Series) -> list[Piece]:
    """A short line across each bar: it begins at the value, on an invisible bar that has just this value."""
    base = _piece(chart, series, Form.BAR)
    axis = scale(chart)
    width = round((axis.high - axis.low) * TICK_WIDTH, 6)
    widths = [None if value is None else width for value in series.values]
    colour = "text" if series.look is Look.TICK else series.colour
    mark = Column(_("{name}: mark").format(name=series.name), widths, "General")
    return [
        replace(base, is_base=True, is_second=True),
        Piece(mark, Form.BAR, replace(series, colour=colour, has_labels=False), is_second=True),
    ]


def _on_base(
    chart: Chart, series: Series, form: Form, low: Sequence[Value], lengths: Sequence[Value]
) -> list[Piece]:
    """What goes from one value to another: an invisible piece up to where it begins, and on it what is as long as it is."""
    has_days = any(isinstance(value, date) for value in low)
    low_format = DATE_FORMAT if has_days else number_format(chart.unit_of_measure, low)
    length_format = "0" if has_days else number_format(chart.unit_of_measure, lengths)
    start = _("{name}: from").format(name=series.name)
    return [
        Piece(Column(start, low, low_format), form, series, is_base=True),
        Piece(Column(series.name, lengths, length_format), form, series),
    ]


def _span(chart: Chart, series: Series, before: Sequence[Piece], reached: list[Value]) -> list[Piece]:
    """A span over lying bars. Where it goes on from the spans before it, it is stacked on them; else it is drawn over them.

    reached: up to where each bar is drawn so far, None before its first span; brought up to date. Drawn over others, a
    span takes axes of its own, of which there is one more pair.
    """
    low = [plain(value) for value in series.values]
    high = [plain(value) for value in series.upper or ()]
    goes_on = all(
        first is None or end is None or first == _next(end) for first, end in zip(low, reached, strict=True)
    )
    if not goes_on:
        if any(piece.is_second for piece in before):
            raise ValueError(f"“{series.name}” is one span more than two pairs of axes can show")
        return [
            replace(piece, is_second=True)
            for piece in _on_base(chart, series, Form.BAR, low, _lengths(low, high))
        ]
    # Where a bar goes on it stands on what is drawn already and needs no base.
    base = [first if end is None else None for first, end in zip(low, reached, strict=True)]
    drawn = _on_base(chart, series, Form.BAR, base, _lengths(low, high))
    reached[:] = [end if last is None else last for last, end in zip(high, reached, strict=True)]
    return drawn if any(value is not None for value in base) else drawn[1:]


def _next(end: Value) -> Value:
    """Where a span goes on that ended there: on the next day, or at the same value."""
    return end + timedelta(days=1) if isinstance(end, date) else end


def _lengths(low: Sequence[Value], high: Sequence[Value]) -> list[Value]:
    """How long spans are; of days with the last one."""
    return [_length(first, last) for first, last in zip(low, high, strict=True)]


def _length(first: Any, last: Any) -> float | None:
    if first is None or last is None:
        return None
    if isinstance(first, date) and isinstance(last, date):
        return (last - first).days + 1
    # Without the computer's rounding errors, which the sheet would show: 0.3 - 0.1 is 0.19999999999999998.
    return float(round(last - first, 9)) if isinstance(last - first, float) else int(last - first)


def _filled(series: Series) -> tuple[list[Value], list[Value]]:
    """The edges of a band. Where it is unknown it has no width: a native area falls to 0 over a gap."""
    edges = [(plain(low), plain(high)) for low, high in zip(series.values, series.upper or (), strict=True)]
    drawn = [index for index, edge in enumerate(edges) if None not in edge]
    if not drawn:
        return [None] * len(edges), [None] * len(edges)
    nearest = [min(drawn, key=lambda index: abs(index - month)) for month in range(len(edges))]
    low = [edges[index][0] for index in nearest]
    return low, [edges[index][index == month] for month, index in enumerate(nearest)]
