"""The data of one chart or table as a workbook, to be worked on further."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pandas as pd
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

from exports.sheets import (
    BODY,
    BOX,
    DEMO_REMARK,
    HEADER_LOOK,
    RED_BODY,
    TITLE,
    Looks,
    Value,
    column_width,
    lay_out,
    length,
    new_book,
    put,
    sheet_name,
    text,
)
from words.numbers import RATE, Share

WIDEST, NARROWEST = 40.0, 6.0  # Chinese characters of a column


def data_workbook(
    title: str,
    table: pd.DataFrame,
    remarks: Sequence[str] = (),
    *,
    unit: str | None = None,
    is_demo: bool = False,
) -> bytes:
    """A workbook with one sheet: the title, remarks, and the table with its column names as header.

    Numbers and dates stay numbers and dates, fractions become percentages where the unit is RATE, missing values are
    blank, and text stays text even where it begins like a formula. Demonstration data says so under the title.
    """
    book = new_book()
    sheet = book.create_sheet(sheet_name(title))
    looks = Looks()
    put(sheet.cell(1, 1), title)
    sheet.cell(1, 1).font = TITLE
    told = [*([(DEMO_REMARK, RED_BODY)] if is_demo else []), *((remark, BODY) for remark in remarks)]
    for row, (remark, font) in enumerate(told, start=2):
        put(sheet.cell(row, 1), remark)
        sheet.cell(row, 1).font = font
    header_row = 2 + len(told)
    for column, name in enumerate(table.columns, start=1):
        cell = sheet.cell(header_row, column)
        put(cell, str(name))
        looks.dress(cell, "header", **HEADER_LOOK)
        values = [_value(value, unit) for value in table.iloc[:, column - 1]]
        for row, value in enumerate(values, start=header_row + 1):
            cell = sheet.cell(row, column)
            looks.dress(
                cell,
                isinstance(value, str),
                font=BODY,
                border=BOX,
                alignment=Alignment(vertical="center", wrap_text=isinstance(value, str)),
            )
            put(cell, value)
        widest = max([length(str(name)), *(length(text(value)) for value in values)]) + 1
        sheet.column_dimensions[get_column_letter(column)].width = column_width(
            min(max(widest, NARROWEST), WIDEST)
        )
    lay_out(sheet, header_row, header_row + len(table), max(len(table.columns), 1), is_one_page=False)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _value(value: Any, unit: str | None) -> Value:
    if value is None or value != value:
        return None
    if hasattr(value, "item"):  # a number of numpy's
        value = value.item()
    return Share(value) if unit == RATE and isinstance(value, float) else value
