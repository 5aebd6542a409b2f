"""Source cell: the cell a figure came from, shown in its sheet as it was sent, and the workbook itself to download."""

from functools import partial

import streamlit as st
from markupsafe import Markup

from loaders.surroundings import Surroundings
from screens import cached, html, links, panels
from words import _, numbers
from words.errors import UnknownCode

NEAR = 1  # columns on either side of the cell that narrow screens show


def show(import_id: str, sheet: str, cell: str) -> None:
    """The cell that the address names. Raises UnknownCode for an import or a cell there is not."""
    if not import_id.isdigit():
        raise UnknownCode(_("This address names no import. Open a source cell from a target's page."))
    cell = cell.upper()
    record, around = cached.source_cell(int(import_id), sheet, cell)
    show_headline(record, sheet, cell)
    show_grid(record, around)
    title = _("Row {number} in full").format(number=around.rows[around.row][0])
    html.block(html.panel(title, whole_row(around), "narrow"))


def show_headline(record: dict, sheet: str, cell: str) -> None:
    facts = [
        _("Sheet “{sheet}”, cell {cell}").format(sheet=sheet, cell=cell),
        _("import {number}, saved {moment}").format(
            number=record["import_id"], moment=numbers.moment(record["saved_at"])
        ),
    ]
    if record["unit"]:
        facts.append(_("reported by {unit}").format(unit=record["unit"]))
    if record["month"]:
        facts.append(_("for {month}").format(month=numbers.month(record["month"])))
    demo = Markup(" ") + html.badge() if record["is_demo"] else html.NOTHING
    html.block(
        html.fill(
            "<small>{} › {}</small><h1>{}{}</h1><p>{}</p>",
            way_back(),
            _("Source cell"),
            record["file"],
            demo,
            " · ".join(facts),
        )
    )


def way_back() -> Markup:
    """Back to the target or task from whose page the cell was opened."""
    if target := links.parameter("target"):
        return html.link(_("Back to the target"), links.to("targets", target=target))
    if task := links.parameter("task"):
        return html.link(_("Back to the task"), links.to("scenes", task=task))
    return html.link(_("Back to the overview"), links.to(""))


def show_grid(record: dict, around: Surroundings) -> None:
    title = _("The cell in its sheet, as it was sent")
    with st.container(key="panel-grid"):
        html.block(html.heading(title) + html.scrolling(grid(around), title))
        with panels.row_of_files("grid"):
            panels.file_button(
                _("Original workbook"),
                partial(cached.original, record["import_id"]),
                record["file"],
                None,
                "xlsx-original",
            )


def grid(around: Surroundings) -> Markup:
    """The rows around the cell with Excel's letters and numbers, the cell itself marked."""
    classes = [class_of(column, around.column) for column in range(len(around.letters))]
    letters = html.join(
        html.fill('<th scope="col" class="{}">{}</th>', name, letter)
        for letter, name in zip(around.letters, classes, strict=True)
    )
    rows = html.join(
        grid_row(number, texts, classes, index == around.row)
        for index, (number, texts) in enumerate(around.rows)
    )
    return html.fill(
        '<table class="grid"><thead><tr><th></th>{}</tr></thead><tbody>{}</tbody></table>', letters, rows
    )


def class_of(column: int, column_here: int) -> str:
    """Where a column stands: "here", near it, or far, which narrow screens leave out as Excel leaves out hidden ones."""
    if column == column_here:
        return "here"
    return "far" if abs(column - column_here) > NEAR else "near"


def grid_row(number: int, texts: list[str], classes: list[str], is_here: bool) -> Markup:
    cells = html.join(
        html.fill(
            '<td class="{}" title="{}">{}</td>',
            ("cell" if is_here else "near") if name == "here" else name,
            text,
            text,
        )
        for text, name in zip(texts, classes, strict=True)
    )
    return html.fill('<tr><td class="row {}">{}</td>{}</tr>', "here" if is_here else "", number, cells)


def whole_row(around: Surroundings) -> Markup:
    """The cell's row by its column letters, for screens on which the grid shows only the columns beside it."""
    return html.description(
        (letter, html.element("strong", text) if column == around.column else text)
        for column, (letter, text) in enumerate(around.whole_row)
        if text
    )


if __name__ == "__main__":  # Streamlit runs a page as a script
    show(*(links.parameter(name) or "" for name in ("import", "sheet", "cell")))
