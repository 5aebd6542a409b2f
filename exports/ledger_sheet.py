"""How the sheets of a ledger template are laid out: title, remarks, header with a note on every column, lists, locked cells."""

import math
from collections.abc import Mapping, Sequence
from datetime import date

from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from exports.ledger_rows import LAST, Prefilled, Row
from exports.sheets import (
    BODY,
    BOX,
    CHARACTER,
    DATE_FORMAT,
    DEMO_REMARK,
    FILL,
    HEADER,
    LINE_HEIGHT,
    RED_BODY,
    TITLE,
    Looks,
    Value,
    column_width,
    lay_out,
    length,
    lines,
    put,
    text,
    write_remarks,
)
from loaders.parse.month import format_month
from words import _
from words.kinds import Asked, Content, Kind, Template

HEADER_ROW = 3
BLANK_HEIGHT = 26.0  # points: what a hand needs to write a line
LAST_COLUMN = 16384  # of a sheet
SHARE_FORMAT, RATE_FORMAT = "0%", "0.0#%"  # a task's share is estimated, a rate is counted: 79.15%
PREFILLED_FILL = PatternFill("solid", fgColor="F2F2F2")  # cells that are not to be filled in
UNLOCKED = Protection(locked=False)
LONGEST_LIST = 255  # characters; what Excel takes as the choices of a cell
REGISTER_NOTE = "注：没有内容可填的表即为零报告；不由本单位填报的表，请整张删除。"
LAST_HEADER = "上次填报（供参考）"
AUTHOR = "规划目标监测"


def write_sheet(
    sheet: Worksheet, kind: Kind, template: Template, prefilled: Prefilled, rows: list[Row]
) -> None:
    """Write the table of a kind: `rows` as they are known, and the blank rows of its template."""
    asked = prefilled.asked(kind)
    _size_columns(sheet, [column.width for column in asked.values()])
    _write_head(sheet, kind, prefilled, asked)
    looks, last = Looks(), HEADER_ROW
    for last, row in enumerate([*rows, *({} for _blank in range(template.blank_rows))], HEADER_ROW + 1):
        _write_row(sheet, looks, last, kind, asked, row)
    for column, (name, how) in enumerate(asked.items(), 1):
        if how.choices:
            used = (str(row[name]) for row in rows if row.get(name))
            letter = get_column_letter(column)
            cells = f"{letter}{HEADER_ROW + 1}:{letter}{last}"
            _offer(sheet, cells, [*how.choices, *used], how.is_strict)
    if template.blank_rows:
        last += 1
        cell = sheet.cell(last, 1)
        put(cell, REGISTER_NOTE)
        cell.font, cell.alignment = BODY, Alignment("left", "center", wrap_text=True)
        sheet.merge_cells(None, last, 1, last, len(asked))
        sheet.row_dimensions[last].height = 24
    lay_out(sheet, HEADER_ROW, last, len(asked), is_one_page=False)
    _protect(sheet)


def _size_columns(sheet: Worksheet, widths: Sequence[float]) -> None:
    """Widths of the columns, and of all that lie behind them; none of them is locked, so that people may add their own."""
    for number, width in enumerate(widths, 1):
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width, dimension.protection = column_width(width), UNLOCKED
    first = len(widths) + 1
    rest = get_column_letter(first)
    sheet.column_dimensions[rest] = ColumnDimension(
        sheet, index=rest, min=first, max=LAST_COLUMN, width=column_width(4)
    )
    sheet.column_dimensions[rest].protection = UNLOCKED


def _write_head(sheet: Worksheet, kind: Kind, prefilled: Prefilled, asked: Mapping[str, Asked]) -> None:
    """Title, remarks and header, each column with its note."""
    plan, month = prefilled.facts.plan, format_month(prefilled.month)
    widths = [column.width for column in asked.values()]
    title = f"{plan['title']} 月度台账（{month}）"
    put(sheet["A1"], title)
    sheet["A1"].font, sheet["A1"].alignment = TITLE, Alignment("center", "center", wrap_text=True)
    sheet.merge_cells(None, 1, 1, 1, len(widths))
    points = sum(width * CHARACTER + 8 for width in widths)
    sheet.row_dimensions[1].height = 12 + 28 * math.ceil(
        length(title) * 18 / (points - 12)
    )  # 18 points a character
    remarks = [f"规划代码：{plan['plan_code']}", f"填报单位：{prefilled.unit}", f"填报月份：{month}"]
    if prefilled.is_demo:
        remarks.append(DEMO_REMARK)
    write_remarks(sheet, 2, widths, remarks, RED_BODY if prefilled.is_demo else BODY)
    sheet.row_dimensions[2].height = 24

    headers = [LAST_HEADER if name == LAST else kind.header(name) for name in asked]
    for number, (header, column) in enumerate(zip(headers, asked.values(), strict=True), 1):
        cell = sheet.cell(HEADER_ROW, number)
        put(cell, header)
        cell.font, cell.fill, cell.border = HEADER, FILL, BOX
        cell.alignment = Alignment("center", "center", wrap_text=True)
        cell.comment = _note(_(column.note))
    header_lines = max(lines(header, width) for header, width in zip(headers, widths, strict=True))
    sheet.row_dimensions[HEADER_ROW].height = 12 + LINE_HEIGHT * header_lines


def _write_row(
    sheet: Worksheet, looks: Looks, number: int, kind: Kind, asked: Mapping[str, Asked], row: Row
) -> None:
    """Write a row of a table; an empty one is a blank row, ready to be filled in."""
    height = BLANK_HEIGHT
    for index, (name, how) in enumerate(asked.items(), 1):
        cell, value = sheet.cell(number, index), row.get(name)
        is_locked = bool(row) and how.is_prefilled
        looks.dress(
            cell,
            (how.is_long, is_locked),
            font=BODY,
            border=BOX,
            fill=PREFILLED_FILL if is_locked else PatternFill(),
            alignment=Alignment("left" if how.is_long else "center", "center", wrap_text=True),
            protection=Protection(locked=is_locked),
        )
        put(cell, value)
        cell.number_format = "@" if name == LAST else _format(kind, name, how, row, cell)
        count = sum(lines(line, how.width - 0.5) for line in text(value).split("\n"))
        height = max(height, 8 + LINE_HEIGHT * count)
    sheet.row_dimensions[number].height = math.ceil(min(height, 400))  # Excel stops at 409


def _format(kind: Kind, name: str, how: Asked, row: Row, cell: Cell) -> str:
    """The number format of a cell, also of a blank one: what is typed there is read as it is meant."""
    content = kind.column(name).content
    if content is Content.SHARE:
        return SHARE_FORMAT if cell.value is None or _is_whole_percent(row[name]) else RATE_FORMAT
    if how.is_in_unit and row.get("unit_of_measure") == "%":
        return RATE_FORMAT
    (value_type,) = content.types
    if value_type is date:
        return DATE_FORMAT
    return "General" if value_type in (int, float) else "@"


def _is_whole_percent(share: Value) -> bool:
    return isinstance(share, (int, float)) and round(share * 100, 6) == round(share * 100)


def _note(content: str) -> Comment:
    count = lines(content, 16)
    return Comment(content, AUTHOR, height=18 * count + 20, width=240)


def _offer(sheet: Worksheet, cells: str, words: Sequence[str], is_strict: bool) -> None:
    """A list to choose from at cells. Not strict: other words are taken too."""
    choices = ""
    for word in dict.fromkeys(words):
        longer = f"{choices},{word}" if choices else word
        if not set(',"') & set(word) and len(longer) <= LONGEST_LIST:
            choices = longer
    validation = DataValidation(
        type="list", formula1=f'"{choices}"', allow_blank=True, showErrorMessage=is_strict
    )
    validation.errorTitle, validation.error = _("Not in the list"), _("Please choose one of the list.")
    validation.add(cells)
    sheet.add_data_validation(validation)


def _protect(sheet: Worksheet) -> None:
    """Keep locked cells as they are, without a password. All else is allowed: widths, formats, new rows."""
    protection = sheet.protection
    protection.enable()
    for allowed in ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort"):
        setattr(protection, allowed, False)  # False: not forbidden
