"""A table as its readers see it: on a page, in a workbook, in a briefing."""

from io import BytesIO

from lxml import html
from openpyxl import load_workbook

from exports.xlsx import table_workbook
from screens import tables
from tables.table import On, Table

MARKS = "✔●◐▲◆✖–?○· "  # the shapes of statuses, which their words say again


def on_screen(table: Table) -> list[list[str]]:
    """The headers and the cells of the page's HTML, without the shapes of statuses."""
    page = html.fromstring(f"<div>{tables.table(table)}</div>")
    rows = [[cell.text_content().lstrip(MARKS) for cell in row] for row in page.iter("tr")]
    return rows


def in_workbook(table: Table) -> list[list[object]]:
    """The headers and the values of the sheet, under its title."""
    sheet = load_workbook(BytesIO(table_workbook(table))).active
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2 + table.is_demo)]


def in_briefing(table: Table) -> list[list[str]]:
    """The headers and the words of slides and documents, which leave out columns in which nothing is known."""
    printed = table.without_blanks().on(On.BRIEFING)
    return [printed.headers, *printed.texts()]
