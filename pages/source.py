"""Source cell: the cell a figure came from, shown in its sheet as it was sent."""

from html import escape

import streamlit as st

import blocks
import cached
import links
import show
from errors import UnknownCode
from words import _


def show_headline(window: dict, import_id: str) -> None:
    facts = [
        _("Sheet “{sheet}”, cell {cell}").format(sheet=window["sheet"], cell=window["cell"]),
        _("import {number}, saved {moment}").format(number=import_id, moment=show.moment(window["saved_at"])),
    ]
    if window["unit"]:
        facts.append(_("reported by {unit}").format(unit=window["unit"]))
    if window["month"]:
        facts.append(_("for {month}").format(month=show.month(window["month"])))
    target = st.query_params.get("target")
    back = blocks.link(_("Back to the target"), links.to("targets", target=target))
    task = st.query_params.get("task")
    if task:
        back = blocks.link(_("Back to the task"), links.to("scenes", task=task))
    elif not target:
        back = blocks.link(_("Back to the overview"), links.to(""))
    here = _("Source cell")
    demo = blocks.badge() if window["is_demo"] else ""
    blocks.block(
        f"<small>{back} › {escape(here)}</small>"
        f"<h1>{escape(window['file'])} {demo}</h1><p>{escape(' · '.join(facts))}</p>"
    )


def grid(window: dict) -> str:
    """The rows around the cell with Excel's letters and numbers, the cell itself marked."""
    row_here, column_here = window["highlight"]
    letters = "".join(
        f'<th scope="col" class="{"here" if column == column_here else ""}">{letter}</th>'
        for column, letter in enumerate(window["header"])
    )
    rows = [
        grid_row(number, texts, column_here if place == row_here else None)
        for place, (number, texts) in enumerate(window["rows"])
    ]
    return f'<table class="grid"><thead><tr><th></th>{letters}</tr></thead><tbody>{"".join(rows)}</tbody></table>'


def grid_row(number: int, texts: list[str], column_here: int | None) -> str:
    cells = "".join(
        f'<td class="{"cell" if column == column_here else ""}" title="{escape(text)}">{escape(text)}</td>'
        for column, text in enumerate(texts)
    )
    return f'<tr><td class="row {"here" if column_here is not None else ""}">{number}</td>{cells}</tr>'


import_id, sheet, cell = (st.query_params.get(name, "") for name in ("import", "sheet", "cell"))
if not import_id.isdigit():
    raise UnknownCode(_("This address names no import. Open a source cell from a target's page."))
window = cached.source_window(int(import_id), sheet, cell.upper())
show_headline(window, import_id)
title = _("The cell in its sheet, as it was sent")
blocks.block(blocks.panel(title, f'<div class="scroll">{grid(window)}</div>'))
