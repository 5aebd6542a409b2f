"""A chart drawn with Plotly: one look for all, in the colours of a palette."""

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape
from unicodedata import east_asian_width

import plotly.graph_objects as go

from charts.chart import RATE, Axis, Chart, Label, Look, Series
from charts.palette import Palette
from words import _
from words.months import first_day, last_day
from words.numbers import month
from words.terms import Status

FONT = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif"
FEW_TICKS = 6  # up to so many whole numbers each has a tick
FEW_MONTHS = 18  # up to so many months each is named; more are named by their year
LEAST_OF_A_YEAR = 80  # days of a year that must be drawn to leave room for its name
HEIGHT = 380  # pixels of a chart over months
BAR_HEIGHT, BARS_MARGIN = 34, 48  # pixels of a lying bar with its room, and of what stands around all of them
NAME_LINE = 8  # pixels more for each bar where names take two lines
LEGEND_HEIGHT = 22  # pixels of a line of the legend above the drawing
SMALL_HEIGHT = 220  # of one of several side by side
HALF_A_NAME = 36  # pixels of half the name of a month
FEW_YEARS = 2  # so many turns of the year and more, days are named by their year
LEGEND_LINE, LEGEND_SERIES = 20, 3  # pixels of one more line of the legend, and series for which it is needed
HALF_A_BAR = 12  # days
FOOT = 0.7  # of a lying bar's room, for the name of the month asked for
NEAR_THE_END = 0.8  # share of an axis of time from which words stand to the left of their place
ROOM = 1.18  # the axis above its highest value, for the words that stand on it
LONG_NAME = (
    20  # half widths (a Chinese character has two) of a category before its name is broken into two lines
)
OPENING, CLOSING = "（《“(", " ，。、；：）》”%)"  # no line ends with the first or begins with the second
WIDTHS = {Look.LINE: 3.0, Look.PATH: 1.5, Look.STEPS: 1.5, Look.LEVEL: 1.5, Look.FORECAST: 2.0}  # line widths
DASHES = {Look.PATH: "dash", Look.STEPS: "dot", Look.FORECAST: "dot"}


def figure(chart: Chart, colours: Palette) -> go.Figure:
    """Draw a chart. Traces are named after what they show, so that a test, a legend and a reader find the same words."""
    drawing = go.Figure(layout=_layout(chart, colours))
    for series in chart.series:
        (_draw_over_months if chart.axis is Axis.MONTHS else _draw_by_name)(drawing, chart, series, colours)
    if chart.axis is Axis.MONTHS:
        _label_months(drawing, chart)
    else:
        _label_names(drawing, chart)
    _mark_now(drawing, chart, colours)
    for label in chart.labels:
        _write(drawing, chart, label, colours)
    return drawing


def height(chart: Chart) -> int:
    """Pixels of the drawing: the same for all over months, growing with its names for lying bars."""
    if chart.axis is Axis.MONTHS:
        return SMALL_HEIGHT if chart.is_small else HEIGHT
    legend = LEGEND_LINE * (len(chart.series) // LEGEND_SERIES) + LEGEND_HEIGHT * _has_legend(chart)
    a_bar = BAR_HEIGHT + NAME_LINE * any(len(_lines(each)) > 1 for each in chart.categories)
    return BARS_MARGIN + legend + a_bar * len(chart.categories)


def _has_legend(chart: Chart) -> bool:
    return len([each for each in chart.series if each.look is not Look.POINT]) > 1


def _draw_over_months(drawing: go.Figure, chart: Chart, series: Series, colours: Palette) -> None:
    days = [last_day(each) for each in chart.categories]
    words = {"customdata": _hints(chart, series), "hovertemplate": "%{customdata[0]}<extra></extra>"}
    if series.look is Look.BAND:
        edge = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
        drawing.add_scatter(name=series.name, x=days, y=list(series.upper or ()), showlegend=False, **edge)
        colour = _fade(_colour(series, 0, colours))
        drawing.add_scatter(
            name=series.name, x=days, y=series.values, fill="tonexty", fillcolor=colour, **edge
        )
    elif series.look is Look.BAR:
        drawing.add_bar(
            name=series.name, x=days, y=series.values, marker={"color": _colours(series, colours)}, **words
        )
    elif series.look in (Look.POINT, Look.CROSS):
        is_cross = series.look is Look.CROSS
        places = [place for place, value in enumerate(series.values) if value is not None]
        colour = _colour(series, places[0] if places else 0, colours)
        border = {"color": colour if is_cross else colours.card, "width": 2}
        symbol = "x-thin" if is_cross else "circle"
        words["customdata"] = [words["customdata"][place] for place in places]
        drawing.add_scatter(
            name=series.name,
            x=[days[place] for place in places],
            y=[series.values[place] for place in places],
            mode="markers",
            marker={"symbol": symbol, "size": 8 if is_cross else 13, "color": colour, "line": border},
            showlegend=is_cross,
            cliponaxis=False,
            **words,
        )
    else:
        if series.look is Look.LEVEL:
            days[0] = first_day(chart.categories[0])
        shape = "hv" if series.look is Look.STEPS else "linear"
        line = {"color": _colour(series, 0, colours), "width": WIDTHS[series.look], "shape": shape}
        drawing.add_scatter(
            name=series.name,
            x=days,
            y=list(series.values),
            mode="lines+markers" if series.look is Look.LINE else "lines",
            line=line | {"dash": DASHES.get(series.look, "solid")},
            marker={"size": 5},
            connectgaps=False,
            showlegend=series.look is not Look.LEVEL,
            **words,
        )


def _draw_by_name(drawing: go.Figure, chart: Chart, series: Series, colours: Palette) -> None:
    names = list(range(len(chart.categories)))
    words = {"customdata": _hints(chart, series), "hovertemplate": "%{customdata[0]}<extra></extra>"}
    if series.look is Look.TICK:
        known = [(place, value) for place, value in enumerate(series.values) if value is not None]
        drawing.add_scatter(
            name=series.name,
            x=[value for _place, value in known],
            y=[place for place, _value in known],
            mode="markers",
            marker={"symbol": "line-ns", "size": 20, "line": {"color": colours.text, "width": 3}},
            customdata=[words["customdata"][place] for place, _value in known],
            hovertemplate=words["hovertemplate"],
        )
        return
    starts: list | None = None
    lengths: list = list(series.values)
    if series.look is Look.SPAN:
        starts = [_moment(value) for value in series.values]
        lengths = [_length(low, high) for low, high in zip(series.values, series.upper or (), strict=True)]
    has_ticks = any(each.look is Look.TICK for each in chart.series)
    drawing.add_bar(
        name=series.name,
        orientation="h",
        x=lengths,
        y=names,
        base=starts,
        # A line in the colour of the card keeps stacked bars apart.
        marker={"color": _colours(series, colours), "line": {"color": colours.card, "width": 1}},
        text=[_bar_text(chart, value) for value in series.values] if series.has_labels else None,
        # With ticks at the foot of the bar, or nowhere, so that no tick crosses it.
        textposition="inside" if has_ticks else "auto",
        insidetextanchor="start" if has_ticks else "middle",
        insidetextfont={"color": colours.card},
        textangle=0,
        textfont={"size": 12},
        **words,
    )


def _bar_text(chart: Chart, value: object) -> str:
    return chart.text(value) if value else ""  # type: ignore[arg-type]


def _moment(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _length(low: object, high: object) -> float | None:
    """How long a span is: days in milliseconds, as Plotly's dates count them, with its last day."""
    if low is None or high is None:
        return None
    if isinstance(low, date) and isinstance(high, date):
        return ((high - low).days + 1) * 86_400_000.0
    return high - low  # type: ignore[operator]


def _hints(chart: Chart, series: Series) -> list[list[str]]:
    """What is told of each category under the pointer."""
    if series.hints is not None:
        return [[escape(hint)] for hint in series.hints]
    told = _("{name}, {category}: {value}")
    return [
        [
            escape(
                told.format(name=series.name, category=chart.category_text(category), value=chart.text(value))
            )
        ]
        for category, value in zip(chart.categories, series.values, strict=True)
    ]


def _colour(series: Series, place: int, colours: Palette) -> str:
    role = series.colour if isinstance(series.colour, str) else series.colour[place]
    return colours.fills[Status(role)] if role in set(Status) else getattr(colours, role)


def _colours(series: Series, colours: Palette) -> str | list[str]:
    if isinstance(series.colour, str):
        return _colour(series, 0, colours)
    return [_colour(series, place, colours) for place in range(len(series.values))]


def _fade(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.18)"


def _mark_now(drawing: go.Figure, chart: Chart, colours: Palette) -> None:
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
    drawing.add_annotation(
        x=day,
        yref="paper",
        y=0,
        text=month(chart.now),
        xanchor="right" if day > first + NEAR_THE_END * (last - first) else "left",
        yanchor="bottom",
        yshift=8
        if any(each.look is Look.CROSS for each in chart.series)
        else 0,  # above the crosses on the axis
        showarrow=False,
        font={"color": colours.muted, "size": 13},
    )


def _write(drawing: go.Figure, chart: Chart, label: Label, colours: Palette) -> None:
    is_over_months = chart.axis is Axis.MONTHS
    place = list(chart.categories).index(label.category)
    at_start = is_over_months and place == 0 and not label.is_left
    drawing.add_annotation(
        x=(first_day if at_start else last_day)(label.category) if is_over_months else label.value,
        y=label.value if is_over_months else place,
        text=f"<b>{escape(label.text)}</b>" if label.size > 14 else escape(label.text),
        xanchor="right" if label.is_left else "left",
        yanchor="top" if label.is_below else "bottom",
        xshift=0 if at_start else (-8 if label.is_left else 10),
        yshift=0 if at_start else (-2 if label.is_below else 6),
        showarrow=False,
        font={"color": getattr(colours, label.colour), "size": label.size},
    )


def _layout(chart: Chart, colours: Palette) -> dict:
    axis = {"linecolor": colours.line, "fixedrange": True, "automargin": True}
    grid = {"gridcolor": colours.line, "zerolinecolor": colours.line, "nticks": 6}
    is_over_months = chart.axis is Axis.MONTHS
    return {
        "height": height(chart),
        "margin": {"l": 4, "r": 12, "t": 8 + LEGEND_HEIGHT * _has_legend(chart), "b": 24},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 13, "color": colours.muted},
        "hoverlabel": {"font": {"family": FONT}},
        "barmode": _bar_mode(chart),
        "bargap": 0.4 if is_over_months else 0.28,  # lying bars leave room for a value in them
        # A value that does not fit into its bar is left out; shrunk, nobody could read it.
        "uniformtext": {"minsize": 11, "mode": "hide"},
        "showlegend": _has_legend(chart),
        "legend": {
            "orientation": "h",
            "x": 0,
            "y": 1.01,
            "yanchor": "bottom",
            "itemclick": False,
            "itemdoubleclick": False,
            "traceorder": "reversed" if is_over_months else "normal",
        },
        "xaxis": axis | ({"showgrid": False} if is_over_months else grid),
        "yaxis": axis | (grid if is_over_months else {"showgrid": False}),
    }


def _bar_mode(chart: Chart) -> str:
    if any(each.look is Look.SPAN for each in chart.series):
        return "overlay"
    return "relative" if _low(chart) < 0 else "stack"


def _label_months(drawing: go.Figure, chart: Chart) -> None:
    months = list(chart.categories)
    if len(months) <= FEW_MONTHS:
        step = max(1, -(-len(months) // (FEW_TICKS // 2 if chart.is_small else FEW_TICKS)))
        named = months[::-1][::step]
        drawing.update_xaxes(
            tickvals=[last_day(each) for each in named], ticktext=[month(each) for each in named]
        )
        # Plotly leaves out the name of the last month where it does not fit beside the drawing.
        drawing.update_layout(margin_r=HALF_A_NAME)
    else:
        _name_years(drawing, first_day(months[0]), last_day(months[-1]))
    has_bars = any(each.look is Look.BAR for each in chart.series)
    end = last_day(months[-1]) + timedelta(days=HALF_A_BAR * has_bars)
    drawing.update_xaxes(range=[first_day(months[0]), end])
    _scale(drawing.update_yaxes, chart)


def _name_years(drawing: go.Figure, first: date, last: date) -> None:
    """A year's name stands in the middle of what is drawn of it, where that leaves room; a small tick where it begins."""
    named, begins = {}, []
    for year in range(first.year, last.year + 1):
        start, end = max(date(year, 1, 1), first), min(date(year, 12, 31), last)
        begins.append(date(year, 1, 1))
        if (end - start).days >= LEAST_OF_A_YEAR:
            named[_("{year}").format(year=year)] = start + (end - start) / 2
    drawing.update_xaxes(
        tickvals=list(named.values()),
        ticktext=list(named),
        minor={"tickvals": begins, "ticks": "outside"},
    )


def _label_names(drawing: go.Figure, chart: Chart) -> None:
    foot = FOOT if chart.has_days and chart.now else 0
    drawing.update_yaxes(
        tickvals=list(range(len(chart.categories))),
        ticktext=["<br>".join(map(escape, _lines(each))) for each in chart.categories],
        range=[len(chart.categories) - 0.5 + foot, -0.5],
    )
    if chart.has_days:
        days = [
            value
            for each in chart.series
            for value in (*each.values, *(each.upper or ()))
            if isinstance(value, date)
        ]
        first, last = min(days), max(days)
        drawing.update_xaxes(
            type="date", tickformat=_("%Y-%m"), range=[first, last + timedelta(days=HALF_A_BAR)]
        )
        if last.year - first.year >= FEW_YEARS:
            _name_years(drawing, first, last)
        return
    _scale(drawing.update_xaxes, chart)


def _lines(name: str) -> list[str]:
    """A name as it stands beside its bar: a long one over two lines, parted nearest to its middle."""
    places = [place for place in range(1, len(name)) if _may_part(name[place - 1], name[place])]
    if _width(name) <= LONG_NAME or not places:
        return [name]
    middle = min(places, key=lambda place: abs(_width(name[:place]) - _width(name[place:])))
    return [name[:middle].rstrip(), name[middle:]]


def _may_part(before: str, after: str) -> bool:
    """Whether a line may end between two characters: after a space, and beside a Chinese character, but not before "）"."""
    return before == " " or (after not in CLOSING and before not in OPENING and _width(before + after) > 2)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(each) in "WF" else 1 for each in text)


def _scale(update: object, chart: Chart) -> None:
    """The axis of values: from 0, or from below where there are losses, with room above; whole numbers where few."""
    top, low, is_whole = chart.top or _top(chart), _low(chart), _is_whole(chart)
    update(range=[low * ROOM, top * ROOM], tickformat=",.0%" if chart.unit == RATE else ",")  # type: ignore[operator]
    if is_whole and top - low <= FEW_TICKS:
        update(dtick=1)  # type: ignore[operator]


def _numbers(values: Sequence | None) -> list[float]:
    return [float(value) for value in values or () if value is not None]


def _top(chart: Chart) -> float:
    return max((number for number in _ends(chart) if number > 0), default=1.0)


def _low(chart: Chart) -> float:
    return min((number for number in _ends(chart) if number < 0), default=0.0)


def _ends(chart: Chart) -> list[float]:
    """What the axis of values has to reach: every value, and each stack of bars up and down."""
    bars = [each.values for each in chart.series if each.look is Look.BAR]
    stacks = [_numbers(stack) for stack in zip(*bars, strict=True)]
    sums = [sum(n for n in stack if is_up == (n > 0)) for stack in stacks for is_up in (True, False)]
    others = [
        number
        for each in chart.series
        if each.look is not Look.BAR
        for number in (*_numbers(each.values), *_numbers(each.upper))
    ]
    return [*sums, *others]


def _is_whole(chart: Chart) -> bool:
    return chart.unit != RATE and all(
        number.is_integer() for each in chart.series for number in _numbers(each.values)
    )
