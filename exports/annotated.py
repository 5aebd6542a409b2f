"""The uploader's own workbook back, with every problem in its cell and a list of all of them in front.

A bad cell is filled with the colour of its level and has the messages in a comment. What we put into a workbook
can be told from what was there, so that a second round takes the first one away:

    fill       a solid one in a colour of ours; what the cell was filled with before is kept as its background
               colour, which a solid fill does not show
    comment    from MARK on it is ours; what stands above it was there before
    sheet      the first cell says PROBLEM_TITLE
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from copy import copy
from datetime import date, datetime
from io import BytesIO
from pathlib import PurePath
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile, is_zipfile

from openpyxl import Workbook as Book
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Fill, Font, PatternFill
from openpyxl.styles.colors import COLOR_INDEX, Color
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from exports.sheets import (
    BODY,
    BOX,
    DATE_FORMAT,
    FILL,
    HEADER,
    LINE_HEIGHT,
    SHEET_NAME,
    TITLE,
    Looks,
    column_width,
    lay_out,
    length,
    lines,
    new_book,
    put,
    text,
)
from loaders.problems import PROBLEM_SHEET, PROBLEM_TITLE, Problem
from loaders.workbook import Grid, Workbook
from tables.table import Value
from words import _
from words.terms import Level

AUTHOR = "规划目标监测"
MARK = f"【{AUTHOR}】"
# Light, and odd enough in their last digits that nobody else fills a cell with them.
COLOURS = {Level.ERROR: "FFFFC7CB", Level.WARNING: "FFFFF0B5", Level.HINT: "FFCFE6FD"}
KEPT = "5A"  # alpha of a colour we keep; LibreOffice writes background colours of its own, all opaque

COMMENT_WIDTH = 320  # pixels
COMMENT_CHARACTERS = 22.0  # Chinese characters of its 9-point text on one line, with room to spare
COMMENT_LINE, COMMENT_EDGES = 18, 18  # pixels
TALLEST_COMMENT = 600
LONGEST_VALUE = 300  # characters of a cell's text shown in the list; the cell itself has the rest
NARROWEST_CONTENT, WIDEST_CONTENT = (
    4.0,
    20.0,
)  # Chinese characters; the columns of a workbook that is written anew

SUFFIX = "（问题标注）"
MACROS = "xl/vbaProject.bin"
# What openpyxl raises for files that are none of its own, or that it does not understand.
UNREADABLE = (
    InvalidFileException,
    BadZipFile,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    OSError,
)


def annotated_workbook(workbook: Workbook, problems: Iterable[Problem]) -> bytes:
    """The workbook with its problems marked, as the bytes of an .xlsx file (.xlsm where it has macros).

    A workbook of the Excel kind keeps its sheets, widths, formats, formulas and merged cells; of any other
    kind its visible cells are written anew. Problems without a cell, or of a sheet that is not there, stand
    in the list alone. Without problems the list is empty, and what an earlier round marked is gone.
    """
    ordered = _ordered(workbook, problems)
    book = _own_book(workbook.content) or _new_book(workbook.grids)
    ours = {number for number, fill in enumerate(book._fills) if _is_ours(fill)}
    for sheet in book.worksheets:
        if str(sheet["A1"].value) == PROBLEM_TITLE:
            book.remove(sheet)
        else:
            _clean(sheet, ours)
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    by_cell: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    marked_cells: list[str | None] = []
    for problem in ordered:
        cell = _cell_to_mark(sheets.get(_title(problem.sheet)), problem.cell)
        marked_cells.append(cell)
        if cell:
            by_cell[_title(problem.sheet), cell].append(problem)
    for (name, cell), of_cell in by_cell.items():
        _mark(sheets[name][cell], of_cell)
    _write_list(book, workbook.file, ordered, marked_cells)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def annotated_name(file: str, content: bytes) -> str:
    """The name of a marked workbook: `file` is the name of the one that was sent, `content` the marked bytes."""
    suffix = ".xlsm" if _has_macros(content) else ".xlsx"
    return f"{PurePath(file).stem.removesuffix(SUFFIX)}{SUFFIX}{suffix}"


def _ordered(workbook: Workbook, problems: Iterable[Problem]) -> list[Problem]:
    """Errors first; within a level as a reader goes through the sheets, row by row."""
    levels = list(Level)
    sheets = {grid.name: index for index, grid in enumerate(workbook.grids)}

    def order(problem: Problem) -> tuple[int, int, tuple[int, int]]:
        cell = coordinate_to_tuple(problem.cell) if problem.cell else (0, 0)
        return levels.index(problem.level), sheets.get(problem.sheet, len(sheets)), cell

    return sorted(problems, key=order)


# --- the workbook that the marks go into --------------------------------------------------------------------


def _own_book(content: bytes) -> Book | None:
    """The workbook itself, to be changed; None where it is of a kind that openpyxl cannot write back."""
    try:
        book = load_workbook(BytesIO(content), keep_vba=_has_macros(content), rich_text=True)
    except UNREADABLE:
        return None
    book.template = False
    return book


def _has_macros(content: bytes) -> bool:
    file = BytesIO(content)
    return is_zipfile(file) and MACROS in ZipFile(file).namelist()


def _new_book(grids: Sequence[Grid]) -> Book:
    """The cells of a workbook of another kind, written anew: values and merged cells, columns wide enough."""
    book = new_book()
    for grid in grids:
        sheet = book.create_sheet(_title(grid.name))
        widths: dict[int, float] = defaultdict(lambda: NARROWEST_CONTENT)
        merged = {(top, column) for top, left, _bottom, right in grid.merges for column in range(left, right)}
        for row, values in enumerate(grid.rows):
            for column, value in enumerate(values):
                if value == "":
                    continue
                _copy_value(sheet.cell(row + 1, column + 1), value)
                if (row, column) not in merged:
                    widths[column] = max(widths[column], min(length(str(value)), WIDEST_CONTENT))
        for column, width in widths.items():
            sheet.column_dimensions[get_column_letter(column + 1)].width = column_width(width)
        for top, left, bottom, right in grid.merges:
            sheet.merge_cells(None, top + 1, left + 1, bottom + 1, right + 1)
    return book


def _copy_value(cell: Cell, value: object) -> None:
    if isinstance(value, str):
        put(cell, value)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        return
    cell.value = int(value) if isinstance(value, float) and value.is_integer() else value
    if isinstance(value, date) and not isinstance(value, datetime):
        cell.number_format = DATE_FORMAT


def _title(name: str) -> str:
    """The name of a sheet as a workbook of the Excel kind may have it."""
    return "".join("_" if mark in "[]:*?/\\" else mark for mark in name)[:SHEET_NAME]


# --- marks --------------------------------------------------------------------------------------------------


def _is_ours(fill: Fill) -> bool:
    return fill.fill_type == "solid" and fill.fgColor.rgb in COLOURS.values()


def _clean(sheet: Worksheet, ours: set[int]) -> None:
    """Take away the comments of an earlier round and the fills of these numbers.

    Comments that stay are sized to be read.
    """
    # Not iter_rows: it makes a cell of every place up to the last row, often a million.
    for cell in list(sheet._cells.values()):
        if cell.has_style and cell._style.fillId in ours:
            cell.fill = _former(cell.fill)
        if cell.comment is not None:
            # openpyxl does not read the size of a comment, and would make all of them small.
            cell.comment = _comment(cell.comment.text.partition(MARK)[0].rstrip(), cell.comment.author)


def _mark(cell: Cell, problems: Sequence[Problem]) -> None:
    cell.fill = PatternFill("solid", fgColor=COLOURS[problems[0].level], bgColor=_kept(cell.fill))
    messages = "\n".join(f"{problem.level.label}：{problem.message}" for problem in problems)
    former = cell.comment
    above = f"{former.text}\n\n" if former else ""
    cell.comment = _comment(f"{above}{MARK}\n{messages}", former.author if former else AUTHOR)


def _kept(fill: Fill) -> Color:
    """The colour of a cell's own fill, to be kept as the background colour of ours."""
    colour = fill.fgColor if fill.fill_type == "solid" else Color(indexed=64)
    if colour.type == "theme":
        return copy(colour)
    is_named = colour.type == "indexed"
    if is_named and colour.indexed >= len(COLOR_INDEX):
        return Color(indexed=64)  # the colour of the system: no fill of its own
    return Color(KEPT + (COLOR_INDEX[colour.indexed] if is_named else colour.rgb)[2:])


def _former(fill: Fill) -> PatternFill:
    """The fill that a cell had before ours, as far as the programs the workbook went through have kept it."""
    kept = fill.bgColor
    if kept.type == "theme":
        return PatternFill("solid", fgColor=copy(kept))
    if kept.type == "rgb" and kept.rgb.startswith(KEPT):
        return PatternFill("solid", fgColor="FF" + kept.rgb[2:])
    return PatternFill()


def _comment(content: str, author: str | None) -> Comment | None:
    """A comment as large as its text needs; None for one without text."""
    if not content:
        return None
    count = sum(lines(line, COMMENT_CHARACTERS) for line in content.split("\n"))
    height = min(COMMENT_LINE * count + COMMENT_EDGES, TALLEST_COMMENT)
    return Comment(content, author or AUTHOR, height=height, width=COMMENT_WIDTH)


def _cell_to_mark(sheet: Worksheet | None, cell: str) -> str | None:
    """The cell that is marked for a problem of `cell`: of merged cells the first. None where there is none."""
    if sheet is None or not cell:
        return None
    row, column = coordinate_to_tuple(cell)
    for merged in sheet.merged_cells.ranges:
        if merged.min_row <= row <= merged.max_row and merged.min_col <= column <= merged.max_col:
            return f"{get_column_letter(merged.min_col)}{merged.min_row}"
    return cell


# --- the list -----------------------------------------------------------------------------------------------
#
#   row 1   规划目标监测 · 问题清单
#   row 2   错误 3 | 警告 1 | 提示 2 | name of the file
#   row 3   what to do
#   row 4   序号 | 级别 | 工作表 | 单元格 | 列 | 原值 | 问题与改法
#   row 5…  problems

HEADER_ROW = 4
WIDTHS = (3.5, 4.5, 8.0, 5.5, 9.0, 15.0, 36.0)  # Chinese characters
CENTRED = {1, 2, 3, 4}  # columns
LEVEL_COLUMN, CELL_COLUMN = 2, 4
ROW_EDGE, TALLEST_ROW = 8, 400  # points that a row is higher than its lines; Excel stops at 409
LINK = Font(name=BODY.name, size=BODY.sz, charset=BODY.charset, color="FF0563C1", underline="single")


def _write_list(
    book: Book, file: str, problems: Sequence[Problem], marked_cells: Sequence[str | None]
) -> None:
    """Put the list in front of the other sheets; `marked_cells` are those of the problems, or None."""
    sheet = book.create_sheet(_free_title(book), 0)
    for number, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column_width(width)
    last_column = len(WIDTHS)
    put(sheet["A1"], PROBLEM_TITLE)
    sheet["A1"].font, sheet["A1"].alignment = TITLE, Alignment("center", "center")
    sheet.merge_cells(None, 1, 1, 1, last_column)
    sheet.row_dimensions[1].height = 36
    _write_counts(sheet, file, problems)
    _write_advice(sheet)
    _write_headers(sheet)
    looks = Looks()
    for number, (problem, cell) in enumerate(zip(problems, marked_cells, strict=True), 1):
        _write_problem(sheet, looks, number, problem, cell)
    last = HEADER_ROW + len(problems)
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{get_column_letter(last_column)}{last}"
    lay_out(sheet, HEADER_ROW, last, last_column, is_one_page=False)
    # One selected sheet: what is typed into several selected ones goes into all of them.
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    book.active = 0
    book.calculation.fullCalcOnLoad = True


def _write_counts(sheet: Worksheet, file: str, problems: Sequence[Problem]) -> None:
    for level, (first, last) in zip(Level, ((1, 2), (3, 3), (4, 5)), strict=True):
        cell = sheet.cell(2, first)
        count = sum(problem.level is level for problem in problems)
        put(cell, f"{level.label} {count}")
        cell.font, cell.alignment = HEADER, Alignment("center", "center")
        cell.fill = PatternFill("solid", fgColor=COLOURS[level])
        if last > first:
            sheet.merge_cells(None, 2, first, 2, last)
    cell = sheet.cell(2, 6)
    put(cell, file)
    cell.font, cell.alignment = BODY, Alignment("right", "center", shrink_to_fit=True)
    sheet.merge_cells(None, 2, 6, 2, len(WIDTHS))
    sheet.row_dimensions[2].height = 26


def _write_advice(sheet: Worksheet) -> None:
    """What to do with the workbook, over the whole width."""
    advice = _(
        "Mend the coloured cells, save this workbook and send it again. "
        "This sheet, the colours and the comments do no harm: they are not read."
    )
    put(sheet["A3"], advice)
    sheet["A3"].font, sheet["A3"].alignment = BODY, Alignment("left", "center", wrap_text=True)
    sheet.merge_cells(None, 3, 1, 3, len(WIDTHS))
    sheet.row_dimensions[3].height = 24


def _write_headers(sheet: Worksheet) -> None:
    headers = (
        _("No."),
        _("Severity"),
        _("Sheet"),
        _("Cell"),
        _("Column"),
        _("Text in the cell"),
        _("Problem and how to mend it"),
    )
    for number, header in enumerate(headers, 1):
        cell = sheet.cell(HEADER_ROW, number)
        put(cell, header)
        cell.font, cell.fill, cell.border = HEADER, FILL, BOX
        cell.alignment = Alignment("center", "center", wrap_text=True)
    sheet.row_dimensions[HEADER_ROW].height = 30


def _write_problem(
    sheet: Worksheet, looks: Looks, number: int, problem: Problem, marked_cell: str | None
) -> None:
    """A row of the list. marked_cell: where its problem stands, which its fourth column leads to."""
    row = HEADER_ROW + number
    value = problem.value
    if len(value) > LONGEST_VALUE:
        value = value[: LONGEST_VALUE - 1] + "…"
    contents: tuple[Value, ...] = (
        number,
        problem.level.label,
        problem.sheet,
        problem.cell,
        problem.column,
        value,
        problem.message,
    )
    height: float = LINE_HEIGHT
    for index, (content, width) in enumerate(zip(contents, WIDTHS, strict=True), 1):
        cell = sheet.cell(row, index)
        is_level, is_link = index == LEVEL_COLUMN, index == CELL_COLUMN and marked_cell is not None
        looks.dress(
            cell,
            (index in CENTRED, problem.level if is_level else None, is_link),
            font=LINK if is_link else BODY,
            border=BOX,
            fill=PatternFill("solid", fgColor=COLOURS[problem.level]) if is_level else PatternFill(),
            alignment=Alignment("center" if index in CENTRED else "left", "center", wrap_text=True),
        )
        put(cell, content)
        if is_link:
            location = f"{quote_sheetname(_title(problem.sheet))}!{marked_cell}"
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=location)
            looks.dress(cell, (True, None, True))  # a link brings a look of its own
        # A character less than fit, as fonts differ.
        count = sum(lines(line, width - 1) for line in text(content).split("\n"))
        height = max(height, LINE_HEIGHT * count)
    sheet.row_dimensions[row].height = math.ceil(min(height + ROW_EDGE, TALLEST_ROW))


def _free_title(book: Book) -> str:
    """问题清单, or the same with a number where the sender has a sheet of that name."""
    names = (PROBLEM_SHEET, *(f"{PROBLEM_SHEET} ({number})" for number in range(2, len(book.sheetnames) + 3)))
    return next(name for name in names if name not in book.sheetnames)
