"""What each writer makes of a Table: headers and texts of the screen, the workbook and the briefing."""

import re
from html import unescape
from io import BytesIO

from openpyxl import load_workbook

from exports.xlsx import table_workbook
from screens import tables
from tables.table import On, Table


def on_screen(table: Table) -> tuple[list[str], list[list[str]]]:
    body = str(tables.table(table, most=None))
    headers = [text_of(cell) for cell in re.findall(r"<th [^>]*>(.*?)</th>", body)]
    rows = re.findall(r"<tr>(<td.*?)</tr>", body)
    return headers, [[text_of(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)] for row in rows]


def in_file(table: Table) -> tuple[list[str], list[list[object]]]:
    sheet = load_workbook(BytesIO(table_workbook(table))).active
    above = 2 + table.is_demo  # the title, and that the data is made up
    headers, *rows = [list(row) for row in sheet.iter_rows(min_row=above, values_only=True)]
    return headers, rows


def in_briefing(table: Table) -> tuple[list[str], list[list[str]]]:
    seen = table.on(On.BRIEFING)
    return seen.headers, seen.texts()


def text_of(body: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())
