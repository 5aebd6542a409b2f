"""The pieces of HTML that pages are made of: status, bar, card, table. Every text is escaped here.

Looks are in pages/style.css. Colours come from charts/palette.py, so pages and figures agree.
"""

from html import escape

import pandas as pd
import streamlit as st

import links
import show
from charts.palette import Palette, palette
from metrics.board import Board
from metrics.months import month_of
from terms import Status
from words import _


def colours() -> Palette:
    """The palette of the theme that the person's browser shows."""
    return palette(st.context.theme.type)


def block(html: str) -> None:
    """Put HTML on the page, with the palette of the theme."""
    dark = " pw-dark" if st.context.theme.type == "dark" else ""
    st.html(f'<div class="pw{dark}">{html}</div>')


def status(of: Status) -> str:
    """A status: its shape, its word, its colour."""
    return f'<span class="status {of.value}"><span aria-hidden="true">{of.shape}</span> {escape(of.label)}</span>'


def link(text: str, address: str, name: str = "") -> str:
    return f'<a class="{name}" href="{escape(address)}" target="_self">{escape(text)}</a>'


def bar(target: dict) -> str:
    """What is done as a bar, what time asks for as an upright line. Both are told in words as well."""
    attained, expected = target["attained_share"], target["expected_share"]
    told = _("attained {attained}, expected {expected}").format(
        attained=show.share(attained), expected=show.share(expected)
    )
    done = (
        f'<i class="{target["status"]}" style="width:{_percent(attained)}%"></i>'
        if attained is not None
        else ""
    )
    mark = f'<b style="left:{_percent(expected)}%"></b>' if expected is not None else ""
    return f'<div class="bar" role="img" aria-label="{escape(told)}">{done}{mark}</div>'


def sparkline(history: pd.DataFrame, now: str) -> str:
    """The values reported up to now as a small line; nothing with fewer than two."""
    known = history[history["actual_value"].notna() & (history["month"] <= now)]
    if len(known) < 2:
        return ""
    values = [float(value) for value in known["actual_value"]]
    low, high = min(values), max(values)
    width, height = 96, 28
    places = [
        (
            width * at / (len(values) - 1),
            height - 2 - (height - 4) * ((value - low) / (high - low) if high > low else 0.5),
        )
        for at, value in enumerate(values)
    ]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    return f'<svg class="spark" viewBox="0 0 {width} {height}" aria-hidden="true"><polyline points="{points}"/></svg>'


def card(target: dict, history: pd.DataFrame, now: str) -> str:
    """A headline target: value against target, path, gap, pace, and its way so far. The whole card is a link."""
    unit, code = target["unit_of_measure"], Status(target["status"])
    value = show.value(target["actual_value"], unit)
    goal = show.goal(target["target_value"], target["comparator"], unit)
    lines = [_due_line(target), _pace_line(target)]
    if code == Status.UNREPORTED and target["reported_month"]:
        lines[0] = _("Last report {month}").format(month=show.month(target["reported_month"]))
    return (
        f'<a class="card {code.value}" href="{escape(links.to("targets", target=target["code"]))}" target="_self">'
        f'<span class="name"><span>{escape(target["name"])}</span>{status(code)}</span>'
        f'<span class="value"><span><strong>{value}</strong> / {escape(goal)}</span>{sparkline(history, now)}</span>'
        f"{bar(target)}"
        + "".join(f'<span class="line">{escape(line)}</span>' for line in lines if line)
        + "</a>"
    )


def _due_line(target: dict) -> str:
    if target["expected_value"] is None:
        return ""
    return _("Expected {value}, gap {gap} points").format(
        value=show.quantity(target["expected_value"], target["unit_of_measure"]),
        gap=show.points(target["gap_points"]),
    )


def _pace_line(target: dict) -> str:
    unit = target["unit_of_measure"]
    if Status(target["status"]) in (Status.MET, Status.OVERDUE):
        return (
            _("Due {month}").format(month=show.month(month_of(target["due_on"]))) if target["due_on"] else ""
        )
    if target["recent_pace"] is None or target["required_pace"] is None:
        return ""
    return _("Recently {recent} a month, needed {needed}").format(
        recent=show.quantity(target["recent_pace"], unit), needed=show.quantity(target["required_pace"], unit)
    )


def table(headers: list[str], rows: list[list[str]], name: str = "", numeric: tuple[int, ...] = ()) -> str:
    """A table of cells that are HTML already. On narrow screens each row becomes a card with its headers beside it.

    numeric: the columns that are aligned right.
    """
    kinds = ["number" if place in numeric else "" for place in range(len(headers))]
    head = "".join(
        f'<th scope="col" class="{kind}">{escape(header)}</th>'
        for header, kind in zip(headers, kinds, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(
            f'<td class="{kind}" data-label="{escape(header)}">{cell}</td>'
            for header, kind, cell in zip(headers, kinds, row, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return f'<table class="{name}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def source(place: dict) -> str:
    """A link to the cell a value came from: file › sheet › cell."""
    address = links.to(
        "source", **{"import": str(place["import_id"]), "sheet": place["sheet"], "cell": place["cell"]}
    )
    return link(f"{place['file']} › {place['sheet']} › {place['cell']}", address, "source")


def _percent(share: float) -> str:
    return f"{min(max(share, 0.0), 1.0) * 100:.2f}"


def tell(message: str) -> None:
    """A message meant for the reader, in place of what could not be shown."""
    st.error(escape_markdown(message))


def escape_markdown(text: str) -> str:
    """Text that Streamlit's Markdown shows as it is."""
    return "".join(f"\\{char}" if char in r"\`*_{}[]()#+-.!|<>$~:" else char for char in text)


def footer(board: Board) -> None:
    """Which rule, which import and which data a screen shows."""
    rule = _("Rule set: {name}").format(name=board.rule_set.name)
    state = _("as known at import {number}").format(number=board.import_id)
    badge = f'<span class="badge">{_("Demonstration data")}</span>' if board.is_demo else ""
    block(f"<footer><span>{escape(rule)} · {escape(state)}</span>{badge}</footer>")
