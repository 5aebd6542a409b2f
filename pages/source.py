"""Source cell: the cell a figure came from, shown in its sheet as it was sent, and the workbook itself to download."""

from html import escape

import streamlit as st

from screens import cached, html, links, panels
from words import _, numbers
from words.errors import UnknownCode

NEAR = 1  # columns on either side of the cell that narrow screens show


def show_headline(window: dict, import_id: str) -> None:
    facts = [
        _("Sheet “{sheet}”, cell {cell}").format(sheet=window["sheet"], cell=window["cell"]),
        _("import {number}, saved {moment}").format(
            number=import_id, moment=numbers.moment(window["saved_at"])
        ),
    ]
    if window["unit"]:
        facts.append(_("reported by {unit}").format(unit=window["unit"]))
    if window["month"]:
        facts.append(_("for {month}").format(month=numbers.month(window["month"])))
    target = st.query_params.get("target")
    back = html.link(_("Back to the target"), links.to("targets", target=target))
    task = st.query_params.get("task")
    if task:
        back = html.link(_("Back to the task"), links.to("scenes", task=task))
    elif not target:
        back = html.link(_("Back to the overview"), links.to(""))
    here = _("Source cell")
    demo = html.badge() if window["is_demo"] else ""
    html.block(
        f"<small>{back} › {escape(here)}</small>"
        f"<h1>{escape(window['file'])} {demo}</h1><p>{escape(' · '.join(facts))}</p>"
    )


def grid(window: dict) -> str:
    """The rows around the cell with Excel's letters and numbers, the cell itself marked."""
    row_here, column_here = window["highlight"]
    places = [place_of(column, column_here) for column in range(len(window["header"]))]
    letters = "".join(
        f'<th scope="col" class="{place}">{letter}</th>'
        for letter, place in zip(window["header"], places, strict=True)
    )
    rows = [
        grid_row(number, texts, places, at == row_here) for at, (number, texts) in enumerate(window["rows"])
    ]
    return f'<table class="grid"><thead><tr><th></th>{letters}</tr></thead><tbody>{"".join(rows)}</tbody></table>'


def place_of(column: int, column_here: int) -> str:
    """Where a column stands: "here", near it, or far, which narrow screens leave out as Excel leaves out hidden ones."""
    if column == column_here:
        return "here"
    return "far" if abs(column - column_here) > NEAR else "near"


def grid_row(number: int, texts: list[str], places: list[str], is_here: bool) -> str:
    cells = "".join(
        f'<td class="{("cell" if is_here else "near") if place == "here" else place}" title="{escape(text)}">'
        f"{escape(text)}</td>"
        for text, place in zip(texts, places, strict=True)
    )
    return f'<tr><td class="row {"here" if is_here else ""}">{number}</td>{cells}</tr>'


def whole_row(window: dict) -> str:
    """The cell's row by its column letters, for screens on which the grid shows only the columns beside it."""
    row_here, column_here = window["highlight"]
    _number, texts = window["rows"][row_here]
    items = "".join(
        f"<dt>{letter}</dt><dd>{f'<strong>{escape(text)}</strong>' if column == column_here else escape(text)}</dd>"
        for column, (letter, text) in enumerate(zip(window["header"], texts, strict=True))
        if text
    )
    return f"<dl>{items}</dl>"


import_id, sheet, cell = (st.query_params.get(name, "") for name in ("import", "sheet", "cell"))
if not import_id.isdigit():
    raise UnknownCode(_("This address names no import. Open a source cell from a target's page."))
window = cached.source_window(int(import_id), sheet, cell.upper())
show_headline(window, import_id)
with st.container(key="panel-grid"):
    title = _("The cell in its sheet, as it was sent")
    html.block(f"{html.heading(title)}{html.scrolling(grid(window), title)}")
    with panels.row_of_files("grid"):
        panels.file_button(
            _("Original workbook"),
            lambda: cached.original(int(import_id)),
            window["file"],
            None,
            "xlsx-original",
        )
title = _("Row {number} in full").format(number=cell.upper().lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
html.block(html.panel(title, whole_row(window), "narrow"))
