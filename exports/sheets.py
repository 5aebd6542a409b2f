"""How the sheets we write look: fonts, cells whose text stays text, the height of wrapped rows, the printed page.

Excel does not fit the height of a row to its text when the file was made elsewhere, so the lines of every
cell are counted here. Widths are in Chinese characters, heights in points.
"""

import math
import unicodedata
from collections.abc import Hashable, Sequence
from copy import copy
from datetime import date
from itertools import groupby
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tables.table import Value
from words.numbers import Share

NORMAL = Font(name="宋体", size=12, charset=134)  # what Excel measures the width of columns by
TITLE = Font(name="方正小标宋简体", size=18, charset=134)
HEADER = Font(name="黑体", size=12, charset=134)
BODY = Font(name="仿宋_GB2312", size=12, charset=134)  # 134 is GB 2312, the script of these fonts
RED_BODY = Font(name=BODY.name, size=BODY.sz, charset=BODY.charset, color="FFC00000")
FILL = PatternFill("solid", fgColor="DDEBF7")
LINE = Side(style="thin", color="000000")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
HEADER_LOOK: dict[str, Any] = {
    "font": HEADER,
    "fill": FILL,
    "border": BOX,
    "alignment": Alignment("center", "center", wrap_text=True),
}
DEMO_REMARK = "演示数据：数值均为虚构"
DATE_FORMAT = 'yyyy"年"m"月"d"日"'

LATIN = (
    0.55  # of a Chinese character that a Latin letter or digit takes: a little more than half in most fonts
)
COLUMN_EDGE = 0.75  # digits: what Excel adds to a column for its edges
LINE_HEIGHT = 18.0  # points a line of 12-point text takes, enough for the taller fonts that stand in for 仿宋
CHARACTER = 12.0  # points a Chinese character takes in the body
MARGIN = 0.5  # inches at the sides
TOP, BOTTOM = 0.6, 0.7  # inches; the number of the page stands in the lower one
PAGE_WIDTH = 841.9 - 2 * MARGIN * 72  # points of an A4 page laid across, between the margins
PAGE_HEIGHT = 595.3 - (TOP + BOTTOM) * 72
SHEET_NAME = 31  # characters Excel allows
NOT_IN_NAMES = str.maketrans("", "", r"[]:*?/\'")  # of sheets, and of files
NO_LINE_START = "，。、；：？！）》】〉’”…—·%,.;:?!)"


def new_book() -> Workbook:
    """A workbook without sheets, whose column widths are measured by a font that every Chinese office has."""
    book = Workbook()
    book.remove(book.worksheets[0])
    # openpyxl has no public way to set the normal font.
    book._named_styles["Normal"].font = NORMAL
    return book


def sheet_name(title: str, taken: set[str] | None = None) -> str:
    """A name for a sheet, as Excel allows it, which none of those taken has; it is taken from then on."""
    plain = title.translate(NOT_IN_NAMES).strip()[:SHEET_NAME].strip() or "Sheet"
    name, number = plain, 1
    taken = set() if taken is None else taken
    while name.casefold() in taken:
        number += 1
        name = f"{plain[: SHEET_NAME - len(str(number)) - 1]} {number}"
    taken.add(name.casefold())
    return name


def put(cell: Cell, value: Value) -> None:
    """Put a value into a cell. Text stays text, even where Excel would take it for a formula or a number.

    None and "" leave the cell blank; characters that no workbook can hold are left out.
    """
    if value is None or value == "":
        return
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = value[0] in "=+-@"
        return
    cell.value = value
    if isinstance(value, Share):
        cell.value = float(value)
        cell.number_format = _percent_format(value)
    elif isinstance(value, date):
        cell.number_format = DATE_FORMAT


def _percent_format(share: float) -> str:
    """A format for a share: whole percent, one decimal place, or as many as keep what is short of 100% from showing as 100%."""
    if round(share * 100, 6).is_integer():
        return "0%"
    # A share has two decimal places more than its percentage; beyond seven Excel shows rounding errors.
    places = next((places for places in range(1, 7) if share >= 1 or round(share, places + 2) < 1), 7)
    return f"0.{'0' * places}%"


class Looks:
    """The looks of cells by name. openpyxl takes a third of a millisecond for a font or fill; this copies them."""

    def __init__(self) -> None:
        self.styles: dict[Hashable, StyleArray] = {}

    def dress(self, cell: Cell, name: Hashable, **parts: object) -> None:
        """Give a cell the look of this name; `parts` (font, fill, border, alignment …) say it the first time."""
        if name not in self.styles:
            for part, value in parts.items():
                setattr(cell, part, value)
            self.styles[name] = copy(cell._style)
        else:
            cell._style = copy(self.styles[name])


def column_width(width: float) -> float:
    """The width of a column as Excel counts it: in digits, two to a Chinese character; the rest is for the edges."""
    return 2 * width + COLUMN_EDGE


def text(value: Value) -> str:
    """A value as it is seen in its cell."""
    if value is None:
        return ""
    if isinstance(value, Share):
        return f"{value:.0%}"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value)


def length(text: str) -> float:
    """The length of text in Chinese characters; a Latin letter or digit counts as just over half of one."""
    return sum(1.0 if unicodedata.east_asian_width(mark) in "WFA" else LATIN for mark in text)


def lines(text: str, width: float) -> int:
    """How many lines text without line breaks takes in a column `width` Chinese characters wide.

    A mark that may not begin a line takes the character before it along, and Latin words are not split.
    """
    count = 1
    used = 0.0
    for is_word, marks in groupby(text, key=lambda mark: mark.isascii() and mark.isalnum()):
        for piece in ("".join(marks),) if is_word else marks:
            needed = length(piece)
            if used + needed > width:
                count += max(1, math.ceil(needed / width))
                used = 1.0 if piece in NO_LINE_START else 0.0
            used += needed
    return count


def write_remarks(
    sheet: Worksheet, row: int, widths: Sequence[float], remarks: Sequence[str], last_font: Font = BODY
) -> None:
    """Put remarks ("规划代码：…") side by side into a row, each over as many columns as it needs.

    `widths` are those of the table's columns, at least as many as there are remarks. What was merged in the
    row before is split. All remarks but the last stand at the left, the last at the right.
    """
    for merged in [merged for merged in sheet.merged_cells.ranges if merged.min_row == row]:
        sheet.unmerge_cells(merged.coord)
    first = 1
    for index, remark in enumerate(remarks):
        left = len(remarks) - 1 - index
        last = first
        # In GB 18030 a Chinese character has two bytes and a Latin letter one, as wide as they print.
        while last < len(widths) - left and (
            not left or sum(widths[first - 1 : last]) < len(remark.encode("gb18030", "replace")) / 2
        ):
            last += 1
        cell = sheet.cell(row, first, remark)
        cell.number_format = "@"
        cell.font = BODY if left else last_font
        cell.alignment = Alignment("left" if left else "right", "center", wrap_text=True)
        if last > first:
            sheet.merge_cells(None, row, first, row, last)
        first = last + 1


def lay_out(sheet: Worksheet, header_row: int, last_row: int, last_column: int, is_one_page: bool) -> None:
    """Set a sheet for print: A4 across, as wide as the page (or on one page in all), the header on every page."""
    sheet.freeze_panes = f"A{header_row + 1}"
    sheet.print_area = f"A1:{get_column_letter(last_column)}{last_row}"
    sheet.print_title_rows = f"{header_row}:{header_row}"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, int(is_one_page)
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = MARGIN
    margins.top, margins.bottom = TOP, BOTTOM
    margins.header = margins.footer = 0.3  # inches from the edge of the paper
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"
