"""Source cell: the cell a figure came from, shown in its sheet as it was sent, and the workbook itself to download."""

import streamlit as st
from markupsafe import Markup

from screens import cached, html, links, panels
from words import _, numbers
from words.errors import UnknownCode

NEAR = 1  # columns on either side of the cell that narrow screens show


def show(import_id: str, sheet: str, cell: str) -> None:
    """The cell that the address names. Raises UnknownCode for an import or a cell there is not."""
    if not import_id.isdigit():
        raise UnknownCode(_("This address names no import. Open a source cell from a target's page."))
    window = cached.source_window(int(import_id), sheet, cell.upper())
    show_headline(window, import_id)
    show_grid(window, int(import_id))
    title = _("Row {number} in full").format(number=cell.upper().lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    html.block(html.panel(title, whole_row(window), "narrow"))


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
    demo = Markup(" ") + html.badge() if window["is_demo"] else html.NOTHING
    html.block(
        Markup("<small>{} › {}</small><h1>{}{}</h1><p>{}</p>").format(
            way_back(), _("Source cell"), window["file"], demo, " · ".join(facts)
        )
    )


def way_back() -> Markup:
    """Back to the target or task from whose page the cell was opened."""
    if target := links.said("target"):
        return html.link(_("Back to the target"), links.to("targets", target=target))
    if task := links.said("task"):
        return html.link(_("Back to the task"), links.to("scenes", task=task))
    return html.link(_("Back to the overview"), links.to(""))


def show_grid(window: dict, import_id: int) -> None:
    title = _("The cell in its sheet, as it was sent")
    with st.container(key="panel-grid"):
        html.block(html.heading(title) + html.scrolling(grid(window), title))
        with panels.row_of_files("grid"):
            panels.file_button(
                _("Original workbook"),
                lambda: cached.original(import_id),
                window["file"],
                None,
                "xlsx-original",
            )


def grid(window: dict) -> Markup:
    """The rows around the cell with Excel's letters and numbers, the cell itself marked."""
    row_here, column_here = window["highlight"]
    classes = [class_of(column, column_here) for column in range(len(window["header"]))]
    letters = html.join(
        Markup('<th scope="col" class="{}">{}</th>').format(name, letter)
        for letter, name in zip(window["header"], classes, strict=True)
    )
    rows = html.join(
        grid_row(number, texts, classes, index == row_here)
        for index, (number, texts) in enumerate(window["rows"])
    )
    return Markup('<table class="grid"><thead><tr><th></th>{}</tr></thead><tbody>{}</tbody></table>').format(
        letters, rows
    )


def class_of(column: int, column_here: int) -> str:
    """Where a column stands: "here", near it, or far, which narrow screens leave out as Excel leaves out hidden ones."""
    if column == column_here:
        return "here"
    return "far" if abs(column - column_here) > NEAR else "near"


def grid_row(number: int, texts: list[str], classes: list[str], is_here: bool) -> Markup:
    cells = html.join(
        Markup('<td class="{}" title="{}">{}</td>').format(
            ("cell" if is_here else "near") if name == "here" else name, text, text
        )
        for text, name in zip(texts, classes, strict=True)
    )
    return Markup('<tr><td class="row {}">{}</td>{}</tr>').format("here" if is_here else "", number, cells)


def whole_row(window: dict) -> Markup:
    """The cell's row by its column letters, for screens on which the grid shows only the columns beside it."""
    row_here, column_here = window["highlight"]
    _number, texts = window["rows"][row_here]
    return html.description(
        (letter, html.element("strong", text) if column == column_here else text)
        for column, (letter, text) in enumerate(zip(window["header"], texts, strict=True))
        if text
    )


if __name__ == "__main__":  # Streamlit runs a page as a script
    show(*(links.said(name) or "" for name in ("import", "sheet", "cell")))
