"""How a sheet of a plan's workbook looks: fonts, wrapped rows, borders and the printed page.

    row 1   title, merged over the table
    row 2   remarks ("规划代码：…")
    row 3   header, repeated on every printed page
    row 4…  rows; equal values of a group column stand in one merged cell
    below   notes ("注：…")

What any sheet of ours has in common is in exports/sheets.py. Knows nothing of plans.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from exports.sheets import (
    BODY,
    BOX,
    CHARACTER,
    FILL,
    HEADER,
    LINE_HEIGHT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    TITLE,
    Value,
    column_width,
    lay_out,
    length,
    lines,
    put,
    text,
)

ITALIC = Font(name="仿宋_GB2312", size=12, charset=134, italic=True)

HEADER_ROW = 3
TALLEST_ROW = 320.0  # points; Excel itself stops at 409
WIDEST_COLUMN = 50.0  # characters


@dataclass(frozen=True)
class Column:
    """A column of a table. `width` is the number of Chinese characters that fit on one of its lines.

    is_group: equal values below one another share a merged cell. is_flexible: widened until no row is too
    tall.
    """

    header: str
    width: float
    is_centred: bool = False
    is_group: bool = False
    is_flexible: bool = False
    is_italic: bool = False


def write_table(
    sheet: Worksheet,
    title: str,
    remarks: Sequence[str],
    columns: Sequence[Column],
    rows: Sequence[Sequence[Value]],
    notes: Sequence[str] = (),
    is_one_page: bool = False,
) -> None:
    """Fill an empty sheet with one table, ready to print on A4 at one page's width (or on one page in all).

    At most two remarks: one left, one right. A table has at least one row.
    """
    columns = _widened(columns, rows)
    heights = _heights(columns, rows)
    last_column = len(columns)
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column_width(column.width)

    width = sum(_points(column.width) for column in columns)
    _banner(sheet, 1, 1, last_column, title, TITLE, "center")
    # The title is set in 18 points, 28 a line; cells keep 6 points free at each edge.
    sheet.row_dimensions[1].height = 12 + 28 * math.ceil(length(title) * 18 / (width - 12))
    _remarks(sheet, columns, remarks)
    for number, column in enumerate(columns, 1):
        cell = sheet.cell(HEADER_ROW, number)
        put(cell, column.header)
        cell.font, cell.fill, cell.border = HEADER, FILL, BOX
        cell.alignment = Alignment("center", "center", wrap_text=True)
    header_lines = max(lines(column.header, column.width) for column in columns)
    sheet.row_dimensions[HEADER_ROW].height = 12 + LINE_HEIGHT * header_lines

    first = HEADER_ROW + 1
    for number, (row, height) in enumerate(zip(rows, heights, strict=True), first):
        sheet.row_dimensions[number].height = height
        for column_number, (column, value) in enumerate(zip(columns, row, strict=True), 1):
            cell = sheet.cell(number, column_number)
            put(cell, value)
            cell.font, cell.border = ITALIC if column.is_italic else BODY, BOX
            cell.alignment = Alignment("center" if column.is_centred else "left", "center", wrap_text=True)
    # Programs do not agree to the point on what fits on a page.
    counts = [
        _pages(sheet, heights, width, room) for room in (PAGE_HEIGHT, 0.96 * PAGE_HEIGHT, 0.92 * PAGE_HEIGHT)
    ]
    for column_number, start, end in _groups(columns, rows):
        # A label in the middle of a block that runs over a page's end could be cut in two there.
        vertical = "center" if all(pages[start] == pages[end] for pages in counts) else "top"
        sheet.cell(first + start, column_number).alignment = Alignment("center", vertical, wrap_text=True)
        if end > start:
            sheet.merge_cells(None, first + start, column_number, first + end, column_number)

    last = HEADER_ROW + len(rows)
    for note in notes:
        last += 1
        _banner(sheet, last, 1, last_column, note, BODY, "left")
        sheet.row_dimensions[last].height = 4 + LINE_HEIGHT * math.ceil(
            length(note) * CHARACTER / (width - 24)
        )
    lay_out(sheet, HEADER_ROW, last, last_column, is_one_page)


def _widened(columns: Sequence[Column], rows: Sequence[Sequence[Value]]) -> list[Column]:
    """The columns, with the flexible one wide enough that no row is taller than TALLEST_ROW."""
    columns = list(columns)
    for index, column in enumerate(columns):
        while (
            column.is_flexible and column.width < WIDEST_COLUMN and max(_heights(columns, rows)) > TALLEST_ROW
        ):
            column = columns[index] = replace(column, width=column.width + 2)
    return columns


def _heights(columns: Sequence[Column], rows: Sequence[Sequence[Value]]) -> list[float]:
    """The height in points of each row, so that neither a cell nor the label of a group is cut."""
    heights = [
        8
        + LINE_HEIGHT
        * max(lines(text(v), c.width) for c, v in zip(columns, row, strict=True) if not c.is_group)
        for row in rows
    ]
    for column_number, start, end in _groups(columns, rows):
        needed = 8 + LINE_HEIGHT * lines(
            text(rows[start][column_number - 1]), columns[column_number - 1].width
        )
        lacking = needed - sum(heights[start : end + 1])
        for row in range(start, end + 1):
            heights[row] += max(0.0, lacking) / (end - start + 1)
    return [math.ceil(height) for height in heights]


def _groups(columns: Sequence[Column], rows: Sequence[Sequence[Value]]) -> list[tuple[int, int, int]]:
    """The blocks of the group columns: (column from 1, first row, last row), rows from 0.

    A block ends where a group column to its left changes, so a topic never reaches into the next field.
    """
    blocks = []
    indexes = [index for index, column in enumerate(columns) if column.is_group]
    for depth, index in enumerate(indexes, 1):
        start = 0
        for _, block in groupby(rows, key=lambda row: [row[left] for left in indexes[:depth]]):
            end = start + len(list(block)) - 1
            blocks.append((index + 1, start, end))
            start = end + 1
    return blocks


def _pages(sheet: Worksheet, heights: Sequence[float], width: float, room: float) -> list[int]:
    """The printed page of each row; `room` is the height of a page in points, before scaling to its width."""
    room /= min(1.0, PAGE_WIDTH / width)
    header = sheet.row_dimensions[HEADER_ROW].height
    used = sheet.row_dimensions[1].height + sheet.row_dimensions[2].height + header
    page, pages = 1, []
    for height in heights:
        if used + height > room:
            page, used = page + 1, header
        used += height
        pages.append(page)
    return pages


def _remarks(sheet: Worksheet, columns: Sequence[Column], remarks: Sequence[str]) -> None:
    sheet.row_dimensions[2].height = 24
    last = len(columns)
    total = sum(column.width for column in columns)
    # The first column at which half of the table's width is passed: the right remark starts there.
    middle = next(n for n in range(1, last + 1) if sum(c.width for c in columns[:n]) >= total / 2)
    middle = min(max(middle, 2), last)
    if len(remarks) == 1:
        _banner(sheet, 2, 1, last, remarks[0], BODY, "left")
    else:
        left, right = remarks
        _banner(sheet, 2, 1, middle - 1, left, BODY, "left")
        _banner(sheet, 2, middle, last, right, BODY, "right")


def _banner(sheet: Worksheet, row: int, start: int, end: int, text: str, font: Font, horizontal: str) -> None:
    """Text over the cells of a row from column `start` to `end`, without lines around it."""
    cell = sheet.cell(row, start)
    put(cell, text)
    cell.font = font
    cell.alignment = Alignment(horizontal, "center", wrap_text=True)
    if end > start:
        sheet.merge_cells(None, row, start, row, end)


def _points(width: float) -> float:
    """The width of a column in points, with what its cells need at their edges."""
    return width * CHARACTER + 8
