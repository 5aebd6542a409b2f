"""One target's history: what was reported, what the plan asked for, and the target."""

import pandas as pd
import plotly.graph_objects as go

from charts.palette import Palette
from metrics.months import first_day, last_day
from show import goal, month, quantity, value
from terms import Status
from words import _

FONT = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif"


def history_figure(history: pd.DataFrame, target: dict, now: str, colours: Palette) -> go.Figure:
    """Draw a target's history up to the month `now`.

    history: one row per month, from metrics.board.history; months without a report are gaps.
    target: a row of the board's targets. Months stand at their last day. Traces are named after what they
    show, so that a test, a legend and a reader find the same words.
    """
    unit = target["unit_of_measure"]
    days = [last_day(each) for each in history["month"]]
    known = history[history["is_reported"].astype(bool) & history["actual_value"].notna()]
    figure = go.Figure(layout=_layout(colours, unit))
    if history["expected_value"].notna().any():
        figure.add_scatter(
            name=_("Planned path"),
            x=days,
            y=history["expected_value"],
            mode="lines",
            line={
                "color": colours.muted,
                "width": 1.5,
                "dash": "dash",
                "shape": "hv" if target["is_whole"] else "linear",
            },
            customdata=_words(history["month"], history["expected_value"], unit),
            hovertemplate="%{customdata[0]}：%{customdata[1]}",
        )
    if target["target_value"] == target["target_value"]:
        figure.add_scatter(
            name=_("Target"),
            x=[days[0], days[-1]],
            y=[target["target_value"]] * 2,
            mode="lines",
            line={"color": colours.text, "width": 1.5},
            hoverinfo="skip",
        )
        figure.add_annotation(
            x=days[-1],
            y=target["target_value"],
            text=_("Target {value}").format(value=goal(target["target_value"], target["comparator"], unit)),
            xanchor="right",
            yanchor="bottom",
            showarrow=False,
            font={"color": colours.text},
        )
    figure.add_scatter(
        name=_("Reported"),
        x=days,
        y=history["actual_value"].astype(float),
        mode="lines+markers" if len(known) <= 12 else "lines",
        line={"color": colours.product, "width": 3},
        marker={"size": 6},
        connectgaps=False,
        customdata=_words(history["month"], history["actual_value"], unit),
        hovertemplate="%{customdata[0]}：%{customdata[1]}",
    )
    _mark_silence(figure, history, known, now, colours)
    if not known.empty:
        last = known.iloc[-1]
        colour = colours.statuses[Status(target["status"])]
        figure.add_scatter(
            name=_("Newest report"),
            x=[last_day(last["month"])],
            y=[last["actual_value"]],
            mode="markers",
            marker={"color": colour, "size": 12, "line": {"color": colours.card, "width": 2}},
            customdata=_words([last["month"]], [last["actual_value"]], unit),
            hovertemplate="%{customdata[0]}：%{customdata[1]}",
        )
        figure.add_annotation(
            x=last_day(last["month"]),
            y=last["actual_value"],
            text=f"<b>{quantity(last['actual_value'], unit)}</b>",
            yshift=18 if (target["gap_points"] or 0) >= 0 else -18,
            xanchor="right",
            showarrow=False,
            font={"color": colours.text, "size": 16},
        )
    _label_axes(figure, history, target, unit)
    return figure


def _mark_silence(
    figure: go.Figure, history: pd.DataFrame, known: pd.DataFrame, now: str, colours: Palette
) -> None:
    """A grey mark on the axis for every month without a report between the first report and now."""
    if known.empty:
        return
    silent = history[
        ~history["is_reported"].astype(bool)
        & (history["month"] > known["month"].iloc[0])
        & (history["month"] <= now)
    ]
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
    )


def _words(months: list | pd.Series, values: list | pd.Series, unit: str | None) -> list[list[str]]:
    return [[month(each), quantity(amount, unit)] for each, amount in zip(months, values, strict=True)]


def _layout(colours: Palette, unit: str | None) -> dict:
    return {
        "height": 360,
        "margin": {"l": 8, "r": 16, "t": 28, "b": 8},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 13, "color": colours.muted},
        "hoverlabel": {"font": {"family": FONT}},
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "itemclick": False},
        "xaxis": {"showgrid": False, "linecolor": colours.line, "fixedrange": True},
        "yaxis": {
            "gridcolor": colours.line,
            "zerolinecolor": colours.line,
            "rangemode": "tozero",
            "automargin": True,
            "fixedrange": True,
        },
    }


def _label_axes(figure: go.Figure, history: pd.DataFrame, target: dict, unit: str | None) -> None:
    years = [each for each in history["month"] if each.endswith("-01")] or [history["month"].iloc[0]]
    figure.update_xaxes(
        tickmode="array",
        tickvals=[first_day(each) for each in years],
        ticktext=[_("{year}").format(year=each[:4]) for each in years],
        range=[first_day(history["month"].iloc[0]), last_day(history["month"].iloc[-1])],
    )
    numbers = pd.concat([history["actual_value"], history["expected_value"]]).astype(float).dropna()
    top = max([float(numbers.max()) if len(numbers) else 0.0, target["target_value"] or 0.0], default=1.0)
    top = top if top == top and top > 0 else 1.0
    steps = [top * part / 4 for part in range(5)]
    figure.update_yaxes(
        tickmode="array",
        tickvals=steps,
        ticktext=[value(round(step) if target["is_whole"] and top >= 8 else step, unit) for step in steps],
        range=[0, top * 1.12],
    )
