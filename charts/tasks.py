"""Tasks by section: how many stand where."""

import pandas as pd
import plotly.graph_objects as go

from charts.history import FONT
from charts.palette import Palette
from terms import Status
from words import _

LABEL_LENGTH = 14  # characters of a section's name before it is cut; the hover has all of it


def tasks_figure(counts: pd.DataFrame, colours: Palette) -> go.Figure:
    """Draw one bar per section, divided by status.

    counts: one row per section in the plan's order, one column per status that occurs, numbers of tasks.
    """
    figure = go.Figure()
    sections = list(counts.index)
    for status in counts.columns:
        numbers = counts[status]
        figure.add_bar(
            name=f"{Status(status).shape} {Status(status).label}",
            y=[_cut(section) for section in sections],
            x=numbers,
            orientation="h",
            marker={"color": colours.statuses[Status(status)], "line": {"color": colours.card, "width": 1}},
            text=[str(count) if count else "" for count in numbers],
            textposition="inside",
            insidetextanchor="middle",
            textfont={"color": colours.card},
            customdata=sections,
            hovertemplate="%{customdata}　%{fullData.name}：%{x}<extra></extra>",
        )
    figure.update_layout(
        barmode="stack",
        height=70 + 34 * max(len(sections), 1),
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": 13, "color": colours.muted},
        legend={
            "orientation": "h",
            "x": 0,
            "y": 1.0,
            "yanchor": "bottom",
            "traceorder": "normal",
            "itemclick": False,
        },
        xaxis={"visible": False, "fixedrange": True},
        yaxis={
            "autorange": "reversed",
            "automargin": True,
            "fixedrange": True,
            "tickfont": {"color": colours.text},
        },
        bargap=0.35,
    )
    return figure


def _cut(section: str) -> str:
    name = section or _("No section")
    return name if len(name) <= LABEL_LENGTH else name[: LABEL_LENGTH - 1] + "…"
