"""A chart drawn with Plotly: one look for all, in the colours of a palette."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from html import escape
from typing import Any
from unicodedata import east_asian_width

import plotly.graph_objects as go

from charts.chart import RATE, Axis, Chart, Label, Look, Series, Value
from charts.palette import Palette
from words import _
from words.months import first_day, last_day
from words.numbers import month
from words.terms import Status

FONT = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif"
SIZE, BAR_SIZE, LEAST_SIZE = (
    13,
    12,
    11,
)  # pixels of words, of values at bars, and of the smallest that can be read
LARGE = 14  # pixels; larger labels are bold
FEW_TICKS = 6  # up to so many whole numbers each has a tick
FEW_MONTHS = 18  # up to so many months each is named; more are named by their year
LEAST_OF_A_YEAR = 80  # days of a year that must be drawn to leave room for its name
HEIGHT = 380  # pixels of a chart over months
BAR_HEIGHT, BARS_MARGIN = 34, 48  # pixels of a lying bar with its room, and of what stands around all of them
NAME_LINE = 8  # pixels more for each bar where names take two lines
LEGEND_HEIGHT = 22  # pixels of a line of the legend above the drawing
LEGEND_TOP = 1.01  # of the drawing's height, at which the legend stands: just above it
SMALL_HEIGHT = 220  # of one of several side by side
HALF_A_NAME = 36  # pixels of half the name of a month
FEW_YEARS = 2  # so many turns of the year and more, days are named by their year
LEGEND_LINE, LEGEND_SERIES = 20, 3  # pixels of one more line of the legend, and series for which it is needed
HALF_A_BAR = 12  # days
DAY = 86_400_000.0  # milliseconds, in which Plotly counts the length of bars of days
FOOT = 0.7  # of a lying bar's room, for the name of the month asked for
NEAR_THE_END = 0.8  # share of an axis of time from which words stand to the left of their point
ABOVE_CROSSES = 8  # pixels by which the name of the month stands higher where crosses stand on the axis
ROOM = 1.18  # the axis above its highest value, for the words that stand on it
LONG_NAME = 20  # half widths (a Chinese character has two) from which a name is broken into two lines
OPENING, CLOSING = "（《“(", " ，。、；：）》”%)"  # no line ends with the first or begins with the second
GAP_OVER_MONTHS, GAP_OF_NAMES = 0.4, 0.28  # share of a bar's room between bars; lying ones hold their value
BAND_OPACITY = 0.18  # lines and the grid show through the area of a band
POINT_SIZE, CROSS_SIZE, DOT_SIZE, TICK_SIZE = 13, 8, 5, 20  # pixels of markers
WIDTHS = {Look.LINE: 3.0, Look.PATH: 1.5, Look.STEPS: 1.5, Look.LEVEL: 1.5, Look.FORECAST: 2.0}  # line widths
DASHES = {Look.PATH: "dash", Look.STEPS: "dot", Look.FORECAST: "dot"}

Options = dict[str, Any]  # what Plotly takes by name


def figure(chart: Chart, colours: Palette) -> go.Figure:
    """Draw a chart. Traces are named after what they show, so that a test, a legend and a reader find the same words."""
    drawing = go.Figure(layout=_layout(chart, colours))
    for series in chart.series:
        (_draw_over_months if chart.axis is Axis.MONTHS else _draw_by_name)(drawing, chart, series, colours)
    if chart.axis is Axis.MONTHS:
        _label_months(drawing, chart)
    else:
        _label_names(drawing, chart)
    _mark_month(drawing, chart, colours)
    for label in chart.labels:
        _write(drawing, chart, label, colours)
    return drawing


def height(chart: Chart) -> int:
    """Pixels of the drawing: the same for all over months, growing with its names for lying bars."""
    if chart.axis is Axis.MONTHS:
        return SMALL_HEIGHT if chart.is_small else HEIGHT
    legend = LEGEND_LINE * (len(chart.series) // LEGEND_SERIES) + LEGEND_HEIGHT * _has_legend(chart)
    has_long_names = any(len(_lines(name)) > 1 for name in chart.categories)
    return BARS_MARGIN + legend + (BAR_HEIGHT + NAME_LINE * has_long_names) * len(chart.categories)


def _has_legend(chart: Chart) -> bool:
    return len([series for series in chart.series if series.look is not Look.POINT]) > 1


# --- series over months -------------------------------------------------------------------------------------


def _draw_over_months(drawing: go.Figure, chart: Chart, series: Series, colours: Palette) -> None:
    match series.look:
        case Look.BAND:
            _draw_band(drawing, chart, series, colours)
        case Look.BAR:
            drawing.add_bar(
                name=series.name,
                x=_last_days(chart),
                y=series.values,
                marker={"color": _colours(series, colours)},
                **_hover(chart, series),
            )
        case Look.POINT | Look.CROSS:
            _draw_points(drawing, chart, series, colours)
        case _:
            _draw_line(drawing, chart, series, colours)


def _last_days(chart: Chart) -> list[date]:
    """A month stands at its last day: that is when its figures hold."""
    return [last_day(category) for category in chart.categories]


def _draw_band(drawing: go.Figure, chart: Chart, series: Series, colours: Palette) -> None:
    """The area between two lines that are not drawn: Plotly fills from a trace to the one before it."""
    edge: Options = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    days = _last_days(chart)
    drawing.add_scatter(name=series.name, x=days, y=list(series.upper or ()), showlegend=False, **edge)
    colour = _fade(_colour(series, 0, colours))
    drawing.add_scatter(name=series.name, x=days, y=series.values, fill="tonexty", fillcolor=colour, **edge)


def _draw_points(drawing: go.Figure, chart: Chart, series: Series, colours: Palette) -> None:
    is_cross = series.look is Look.CROSS
    days = _last_days(chart)
    indices = _known_indices(series)
    colour = _colour(series, indices[0] if indices else 0, colours)
    border = {"color": colour if is_cross else colours.card, "width": 2}
    drawing.add_scatter(
        name=series.name,
        x=[days[index] for index in indices],
        y=[series.values[index] for index in indices],
        mode="markers",
        marker={
            "symbol": "x-thin" if is_cross else "circle",
            "size": CROSS_SIZE if is_cross else POINT_SIZE,
            "color": colour,
            "line": border,
        },
        showlegend=is_cross,
        cliponaxis=False,  # a point at the edge is drawn whole
        **_hover(chart, series, indices),
    )


def _draw_line(drawing: go.Figure, chart: Chart, series: Series, colours: Palette) -> None:
    days = _last_days(chart)
    if series.look is Look.LEVEL:  # it holds from the first day on
        days[0] = first_day(chart.categories[0])
    shape = "hv" if series.look is Look.STEPS else "linear"
    line = {"color": _colour(series, 0, colours), "width": WIDTHS[series.look], "shape": shape}
    drawing.add_scatter(
        name=series.name,
        x=days,
        y=list(series.values),
        mode="lines+markers" if series.look is Look.LINE else "lines",
        line=line | {"dash": DASHES.get(series.look, "solid")},
        marker={"size": DOT_SIZE},
        connectgaps=False,
        showlegend=series.look is not Look.LEVEL,
        **_hover(chart, series),
    )


# --- series of lying bars -----------------------------------------------------------------------------------


def _draw_by_name(drawing: go.Figure, chart: Chart, series: Series, colours: Palette) -> None:
    if series.look is Look.TICK:
        _draw_ticks(drawing, chart, series, colours)
        return
    starts: list[Value | str] | None = None
    lengths: list[Value] = list(series.values)
    if series.look is Look.SPAN:
        starts = [value.isoformat() if isinstance(value, date) else value for value in series.values]
        lengths = [_length(low, high) for low, high in zip(series.values, series.upper or (), strict=True)]
    has_ticks = any(other.look is Look.TICK for other in chart.series)
    drawing.add_bar(
        name=series.name,
        orientation="h",
        x=lengths,
        y=list(range(len(chart.categories))),
        base=starts,
        # A line in the colour of the card keeps stacked bars apart.
        marker={"color": _colours(series, colours), "line": {"color": colours.card, "width": 1}},
        text=[chart.text(value) if value else "" for value in series.values] if series.has_labels else None,
        # With ticks at the foot of the bar, or nowhere, so that no tick crosses it.
        textposition="inside" if has_ticks else "auto",
        insidetextanchor="start" if has_ticks else "middle",
        insidetextfont={"color": colours.card},
        textangle=0,
        textfont={"size": BAR_SIZE},
        **_hover(chart, series),
    )


def _draw_ticks(drawing: go.Figure, chart: Chart, series: Series, colours: Palette) -> None:
    indices = _known_indices(series)
    drawing.add_scatter(
        name=series.name,
        x=[series.values[index] for index in indices],
        y=indices,
        mode="markers",
        marker={"symbol": "line-ns", "size": TICK_SIZE, "line": {"color": colours.text, "width": 3}},
        **_hover(chart, series, indices),
    )


def _length(low: Value, high: Value) -> float | None:
    """How long a span is: days in milliseconds, as Plotly's dates count them, with its last day."""
    if isinstance(low, date) and isinstance(high, date):
        return ((high - low).days + 1) * DAY
    if low is None or high is None or isinstance(low, date) or isinstance(high, date):
        return None
    return high - low


# --- words under the pointer, colours -----------------------------------------------------------------------


def _known_indices(series: Series) -> list[int]:
    return [index for index, value in enumerate(series.values) if value is not None]


def _hover(chart: Chart, series: Series, indices: Iterable[int] | None = None) -> Options:
    """What stands under the pointer at each category, or at those of the indices. Plotly reads HTML in it."""
    hints = series.hints
    if hints is None:
        sentence = _("{name}, {category}: {value}")
        hints = [
            sentence.format(name=series.name, category=chart.category_text(category), value=chart.text(value))
            for category, value in zip(chart.categories, series.values, strict=True)
        ]
    shown = range(len(hints)) if indices is None else indices
    return {
        "customdata": [[escape(hints[index])] for index in shown],
        "hovertemplate": "%{customdata[0]}<extra></extra>",
    }


def _colour(series: Series, index: int, colours: Palette) -> str:
    role = series.colour if isinstance(series.colour, str) else series.colour[index]
    return colours.fills[Status(role)] if role in set(Status) else str(getattr(colours, role))


def _colours(series: Series, colours: Palette) -> str | list[str]:
    if isinstance(series.colour, str):
        return _colour(series, 0, colours)
    return [_colour(series, index, colours) for index in range(len(series.values))]


def _fade(colour: str) -> str:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return f"rgba({red},{green},{blue},{BAND_OPACITY})"


# --- words in the drawing -----------------------------------------------------------------------------------


def _mark_month(drawing: go.Figure, chart: Chart, colours: Palette) -> None:
    """A thin upright line at the month asked for, with its name at the foot; none where the axis does not show it."""
    if chart.now is None or not (chart.axis is Axis.MONTHS or chart.has_days):
        return
    first, last = drawing.layout.xaxis.range
    day = last_day(chart.now)
    if not first <= day <= last:
        return
    line = {"color": colours.muted, "width": 1, "dash": "dot"}
    drawing.add_shape(type="line", x0=day, x1=day, yref="paper", y0=0, y1=1, line=line)
    # Small charts have no room for its name, which stands over all of them.
    if chart.is_small or month(chart.now) in (drawing.layout.xaxis.ticktext or ()):
        return
    has_crosses = any(series.look is Look.CROSS for series in chart.series)
    drawing.add_annotation(
        x=day,
        yref="paper",
        y=0,
        text=month(chart.now),
        xanchor="right" if day > first + NEAR_THE_END * (last - first) else "left",
        yanchor="bottom",
        yshift=ABOVE_CROSSES if has_crosses else 0,
        showarrow=False,
        font={"color": colours.muted, "size": SIZE},
    )


def _write(drawing: go.Figure, chart: Chart, label: Label, colours: Palette) -> None:
    """A label beside its point, 8 or 10 pixels aside and 2 or 6 off it: clear of a large point in either direction."""
    is_over_months = chart.axis is Axis.MONTHS
    index = list(chart.categories).index(label.category)
    # At the first month a label begins at the axis, over the line of a level.
    at_start = is_over_months and index == 0 and not label.is_left
    drawing.add_annotation(
        x=(first_day if at_start else last_day)(label.category) if is_over_months else label.value,
        y=label.value if is_over_months else index,
        text=f"<b>{escape(label.text)}</b>" if label.size > LARGE else escape(label.text),
        xanchor="right" if label.is_left else "left",
        yanchor="top" if label.is_below else "bottom",
        xshift=0 if at_start else (-8 if label.is_left else 10),
        yshift=0 if at_start else (-2 if label.is_below else 6),
        showarrow=False,
        font={"color": getattr(colours, label.colour), "size": label.size},
    )


def _layout(chart: Chart, colours: Palette) -> Options:
    axis = {"linecolor": colours.line, "fixedrange": True, "automargin": True}
    grid = {"gridcolor": colours.line, "zerolinecolor": colours.line, "nticks": FEW_TICKS}
    is_over_months = chart.axis is Axis.MONTHS
    return {
        "height": height(chart),
        "margin": {"l": 4, "r": 12, "t": 8 + LEGEND_HEIGHT * _has_legend(chart), "b": 24},  # pixels
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": SIZE, "color": colours.muted},
        "hoverlabel": {"font": {"family": FONT}},
        "barmode": _bar_mode(chart),
        "bargap": GAP_OVER_MONTHS if is_over_months else GAP_OF_NAMES,
        # A value that does not fit into its bar is left out; shrunk, nobody could read it.
        "uniformtext": {"minsize": LEAST_SIZE, "mode": "hide"},
        "showlegend": _has_legend(chart),
        "legend": {
            "orientation": "h",
            "x": 0,
            "y": LEGEND_TOP,
            "yanchor": "bottom",
            "itemclick": False,
            "itemdoubleclick": False,
            "traceorder": "reversed" if is_over_months else "normal",
        },
        "xaxis": axis | ({"showgrid": False} if is_over_months else grid),
        "yaxis": axis | (grid if is_over_months else {"showgrid": False}),
    }


def _bar_mode(chart: Chart) -> str:
    if any(series.look is Look.SPAN for series in chart.series):
        return "overlay"
    return "relative" if _low(chart) < 0 else "stack"


# --- axes ---------------------------------------------------------------------------------------------------


def _label_months(drawing: go.Figure, chart: Chart) -> None:
    months = list(chart.categories)
    if len(months) <= FEW_MONTHS:
        step = max(1, -(-len(months) // (FEW_TICKS // 2 if chart.is_small else FEW_TICKS)))
        ticks = months[::-1][::step]  # from the last month back: that is the one a reader looks for
        drawing.update_xaxes(
            tickvals=[last_day(category) for category in ticks],
            ticktext=[month(category) for category in ticks],
        )
        # Plotly leaves out the name of the last month where it does not fit beside the drawing.
        drawing.update_layout(margin_r=HALF_A_NAME)
    else:
        _name_years(drawing, first_day(months[0]), last_day(months[-1]))
    has_bars = any(series.look is Look.BAR for series in chart.series)
    end = last_day(months[-1]) + timedelta(days=HALF_A_BAR * has_bars)
    drawing.update_xaxes(range=[first_day(months[0]), end])
    _scale(drawing.update_yaxes, chart)


def _name_years(drawing: go.Figure, first: date, last: date) -> None:
    """A year's name stands in the middle of what is drawn of it, where that leaves room; a small tick where it begins."""
    middles, begins = {}, []
    for year in range(first.year, last.year + 1):
        start, end = max(date(year, 1, 1), first), min(date(year, 12, 31), last)
        begins.append(date(year, 1, 1))
        if (end - start).days >= LEAST_OF_A_YEAR:
            middles[_("{year}").format(year=year)] = start + (end - start) / 2
    drawing.update_xaxes(
        tickvals=list(middles.values()),
        ticktext=list(middles),
        minor={"tickvals": begins, "ticks": "outside"},
    )


def _label_names(drawing: go.Figure, chart: Chart) -> None:
    foot = FOOT if chart.has_days and chart.now else 0
    drawing.update_yaxes(
        tickvals=list(range(len(chart.categories))),
        ticktext=["<br>".join(map(escape, _lines(name))) for name in chart.categories],
        range=[
            len(chart.categories) - 0.5 + foot,
            -0.5,
        ],  # from the last down to the first, half a bar around
    )
    if not chart.has_days:
        _scale(drawing.update_xaxes, chart)
        return
    values = [value for series in chart.series for value in (*series.values, *(series.upper or ()))]
    days = [value for value in values if isinstance(value, date)]
    first, last = min(days), max(days)
    end = last + timedelta(days=HALF_A_BAR)
    drawing.update_xaxes(type="date", tickformat=_("%Y-%m"), range=[first, end])
    if last.year - first.year >= FEW_YEARS:
        _name_years(drawing, first, last)


def _lines(name: str) -> list[str]:
    """A name as it stands beside its bar: a long one over two lines, parted nearest to its middle."""
    breaks = [index for index in range(1, len(name)) if _may_part(name[index - 1], name[index])]
    if _width(name) <= LONG_NAME or not breaks:
        return [name]
    middle = min(breaks, key=lambda index: abs(_width(name[:index]) - _width(name[index:])))
    return [name[:middle].rstrip(), name[middle:]]


def _may_part(before: str, after: str) -> bool:
    """Whether a line may end between two characters: after a space, and beside a Chinese character, but not before "）"."""
    return before == " " or (after not in CLOSING and before not in OPENING and _width(before + after) > 2)


def _width(text: str) -> int:
    """Half widths: a Chinese character has two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _scale(update: Callable[..., object], chart: Chart) -> None:
    """The axis of values: from 0, or from below where there are losses, with room above; whole numbers where few.

    update: the method of the drawing that changes this axis.
    """
    top, low, is_whole = chart.top or _top(chart), _low(chart), _is_whole(chart)
    update(range=[low * ROOM, top * ROOM], tickformat=",.0%" if chart.unit_of_measure == RATE else ",")
    if is_whole and top - low <= FEW_TICKS:
        update(dtick=1)


def _numbers(values: Sequence[Value] | None) -> list[float]:
    return [float(value) for value in values or () if value is not None and not isinstance(value, date)]


def _top(chart: Chart) -> float:
    return max((number for number in _ends(chart) if number > 0), default=1.0)


def _low(chart: Chart) -> float:
    return min((number for number in _ends(chart) if number < 0), default=0.0)


def _ends(chart: Chart) -> list[float]:
    """What the axis of values has to reach: every value, and each stack of bars up and down."""
    bars = [series.values for series in chart.series if series.look is Look.BAR]
    stacks = [_numbers(stack) for stack in zip(*bars, strict=True)]
    sums = [sum(n for n in stack if is_up == (n > 0)) for stack in stacks for is_up in (True, False)]
    others = [
        number
        for series in chart.series
        if series.look is not Look.BAR
        for number in (*_numbers(series.values), *_numbers(series.upper))
    ]
    return [*sums, *others]


def _is_whole(chart: Chart) -> bool:
    return chart.unit_of_measure != RATE and all(
        number.is_integer() for series in chart.series for number in _numbers(series.values)
    )
