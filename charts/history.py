"""One target's history: what was reported, what the plan asked for, and the target."""

import pandas as pd
import plotly.graph_objects as go

from charts.palette import Palette
from metrics.months import first_day, last_day
from show import RATE, goal, month, quantity
from terms import Status
from words import _

FONT = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif"
FEW_STEPS = 30  # a path of at most so many whole numbers is drawn as the steps it has
FEW_TICKS = 6  # up to so many whole numbers each has a tick
NEAR_THE_END = 0.8  # share of the axis from which labels stand to the left of their point


def history_figure(history: pd.DataFrame, target: dict, now: str, colours: Palette) -> go.Figure:
    """Draw a target's history as known in the month `now`.

    history: one row per month, from metrics.board.history; months without a report are gaps.
    target: a row of the board's targets. Months stand at their last day. Traces are named after what they
    show, so that a test, a legend and a reader find the same words.
    """
    unit = target["unit_of_measure"]
    known = history[history["is_reported"].astype(bool) & history["actual_value"].notna()]
    figure = go.Figure(layout=_layout(colours))
    _draw_path(figure, history, target, colours)
    _draw_target(figure, history, target, colours)
    figure.add_scatter(
        name=_("Reported"),
        x=[last_day(each) for each in history["month"]],
        y=history["actual_value"].astype(float),
        mode="lines+markers",
        line={"color": colours.product, "width": 3},
        marker={"size": 5},
        connectgaps=False,
        customdata=_words(history["month"], history["actual_value"], unit),
        hovertemplate="%{customdata[0]}：%{customdata[1]}",
    )
    _mark_silence(figure, history, known, now, colours)
    _mark_now(figure, history, now, colours)
    if not known.empty:
        _mark_newest(figure, history, known.iloc[-1], target, colours)
    _label_axes(figure, history, target)
    return figure


def _draw_path(figure: go.Figure, history: pd.DataFrame, target: dict, colours: Palette) -> None:
    expected = history["expected_value"]
    if not expected.notna().any():
        return
    is_stepped = target["is_whole"] and expected.nunique() <= FEW_STEPS
    figure.add_scatter(
        name=_("Planned path"),
        x=[last_day(each) for each in history["month"]],
        y=expected,
        mode="lines",
        line={
            "color": colours.muted,
            "width": 1.5,
            "dash": "dot" if is_stepped else "dash",
            "shape": "hv" if is_stepped else "linear",
        },
        customdata=_words(history["month"], expected, target["unit_of_measure"]),
        hovertemplate="%{customdata[0]}：%{customdata[1]}",
    )


def _draw_target(figure: go.Figure, history: pd.DataFrame, target: dict, colours: Palette) -> None:
    wanted = target["target_value"]
    if wanted is None or wanted != wanted:
        return
    days = [first_day(history["month"].iloc[0]), last_day(history["month"].iloc[-1])]
    figure.add_scatter(
        name=_("Target"),
        x=days,
        y=[wanted] * 2,
        mode="lines",
        line={"color": colours.text, "width": 1.5},
        hoverinfo="skip",
        showlegend=False,
    )
    # At the left, where neither path nor figures have come near the target yet; at the right for falling ones.
    is_falling = (target["baseline_value"] or 0) > wanted
    figure.add_annotation(
        x=days[0],
        y=wanted,
        text=_("Target {value}").format(value=goal(wanted, target["comparator"], target["unit_of_measure"])),
        xanchor="left",
        yanchor="top" if is_falling else "bottom",
        showarrow=False,
        font={"color": colours.text, "size": 14},
    )


def _mark_silence(
    figure: go.Figure, history: pd.DataFrame, known: pd.DataFrame, now: str, colours: Palette
) -> None:
    """A grey mark on the axis for every month without a report between the first report and now."""
    if known.empty:
        return
    is_silent = ~history["is_reported"].astype(bool)
    silent = history[is_silent & (history["month"] > known["month"].iloc[0]) & (history["month"] <= now)]
    if silent.empty:
        return
    figure.add_scatter(
        name=_("Unreported"),
        x=[last_day(each) for each in silent["month"]],
        y=[0] * len(silent),
        mode="markers",
        marker={"symbol": "x-thin", "size": 8, "line": {"color": colours.muted, "width": 2}},
        customdata=[[month(each)] for each in silent["month"]],
        hovertemplate="%{customdata[0]}",
        cliponaxis=False,
    )


def _mark_now(figure: go.Figure, history: pd.DataFrame, now: str, colours: Palette) -> None:
    """A thin upright line at the month asked for, with its name at the top."""
    months = list(history["month"])
    if now not in months:
        return
    is_late = months.index(now) > NEAR_THE_END * len(months)
    figure.add_shape(
        type="line",
        x0=last_day(now),
        x1=last_day(now),
        yref="paper",
        y0=0,
        y1=1,
        line={"color": colours.muted, "width": 1, "dash": "dot"},
    )
    figure.add_annotation(
        x=last_day(now),
        yref="paper",
        y=0,
        text=month(now),
        xanchor="right" if is_late else "left",
        yanchor="bottom",
        showarrow=False,
        font={"color": colours.muted, "size": 13},
    )


def _mark_newest(
    figure: go.Figure, history: pd.DataFrame, newest: pd.Series, target: dict, colours: Palette
) -> None:
    """The newest value as a point in the colour of the status, its label on the side away from the path."""
    unit = target["unit_of_measure"]
    day, value = last_day(newest["month"]), newest["actual_value"]
    figure.add_scatter(
        name=_("Newest report"),
        x=[day],
        y=[value],
        mode="markers",
        marker={
            "color": colours.fills[Status(target["status"])],
            "size": 13,
            "line": {"color": colours.card, "width": 2},
        },
        customdata=_words([newest["month"]], [value], unit),
        hovertemplate="%{customdata[0]}：%{customdata[1]}",
        showlegend=False,
    )
    expected = newest["expected_value"]
    is_above = expected is None or expected != expected or value >= expected
    is_late = list(history["month"]).index(newest["month"]) > NEAR_THE_END * len(history)
    # Above a rising line the room is on the left, below it on the right.
    on_left = is_above or is_late
    figure.add_annotation(
        x=day,
        y=value,
        text=f"<b>{quantity(value, unit)}</b>",
        xanchor="right" if on_left else "left",
        yanchor="bottom" if is_above else "top",
        xshift=-8 if on_left else 10,
        yshift=6 if is_above else -2,
        showarrow=False,
        font={"color": colours.text, "size": 17},
    )


def _words(months: list | pd.Series, values: list | pd.Series, unit: str | None) -> list[list[str]]:
    return [[month(each), quantity(amount, unit)] for each, amount in zip(months, values, strict=True)]


def _layout(colours: Palette) -> dict:
    return {
        "height": 380,
        "margin": {"l": 4, "r": 12, "t": 30, "b": 30},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 13, "color": colours.muted},
        "hoverlabel": {"font": {"family": FONT}},
        "legend": {
            "orientation": "h",
            "x": 0,
            "y": 1.01,
            "yanchor": "bottom",
            "itemclick": False,
            "itemdoubleclick": False,
            "traceorder": "reversed",
        },
        "xaxis": {"showgrid": False, "linecolor": colours.line, "fixedrange": True},
        "yaxis": {
            "gridcolor": colours.line,
            "zerolinecolor": colours.line,
            "automargin": True,
            "fixedrange": True,
            "nticks": 6,
        },
    }


def _label_axes(figure: go.Figure, history: pd.DataFrame, target: dict) -> None:
    first, last = history["month"].iloc[0], history["month"].iloc[-1]
    years = sorted({each[:4] for each in history["month"]})
    # A year's name stands in its middle, and a small tick where it begins.
    figure.update_xaxes(
        tickmode="array",
        tickvals=[first_day(f"{year}-07") for year in years],
        ticktext=[_("{year}").format(year=year) for year in years],
        minor={"tickvals": [first_day(f"{year}-01") for year in years], "ticks": "outside"},
        range=[first_day(first), last_day(last)],
    )
    numbers = pd.concat([history["actual_value"], history["expected_value"]]).astype(float).dropna()
    goal_value = target["target_value"]
    tops = [*numbers, *([goal_value] if goal_value == goal_value and goal_value is not None else [])]
    top = max([top for top in tops if top > 0], default=1.0)
    # Room above the highest line for the words that stand on it.
    figure.update_yaxes(
        range=[0, top * 1.15], tickformat=",.0%" if target["unit_of_measure"] == RATE else ","
    )
    if target["is_whole"] and top <= FEW_TICKS:
        figure.update_yaxes(dtick=1)
