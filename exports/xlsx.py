"""Workbooks to work on further: a table by itself, and a briefing with its words, tables, and native charts with their data."""

import math
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.chart._chart import ChartBase
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import fromstring

from charts.chart import RATE, Axis, Chart
from charts.palette import LIGHT
from exports.briefing.content import Briefing, issue_text, lead_text, title_text
from exports.native_charts import SHEET_SIZE, chart_xml, data_columns, write_data
from exports.sheets import (
    BODY,
    BOX,
    DEMO_REMARK,
    FILL,
    HEADER,
    HEADER_LOOK,
    LINE_HEIGHT,
    RED_BODY,
    TITLE,
    Looks,
    column_width,
    lay_out,
    length,
    lines,
    new_book,
    put,
    sheet_name,
)
from tables.table import Amount, Cell, Column, Goal, Kind, On, Table
from words import _, numbers
from words.months import first_day
from words.numbers import Share
from words.terms import Status

WIDEST, NARROWEST = 30.0, 6.0  # Chinese characters of a column
MONTH_FORMAT = 'yyyy"年"m"月"'
WORDS_WIDTH = 48.0  # of the sheet of words
CHART_WIDTH, CHART_HEIGHT, BAR_HEIGHT = 24.0, 10.0, 0.6  # centimetres; of one lying bar
POINTS = 28.35  # of a centimetre
LEAST_COLUMNS = 6  # of a chart's sheet, so that its drawing is printed


def briefing_workbook(briefing: Briefing) -> bytes:
    """The briefing as XLSX bytes: a sheet of words, one for each table, one for each chart with its data.

    Numbers stay numbers with the format of their unit; text that begins like a formula stays text.
    """
    book = new_book()
    book.properties.title = title_text(briefing)
    book.properties.creator = book.properties.lastModifiedBy = briefing.organisation or None
    names: set[str] = set()
    _write_words(book.create_sheet(sheet_name(briefing.name, names)), briefing)
    for part in briefing.parts:
        for table in part.tables:
            sheet = book.create_sheet(sheet_name(table.title, names))
            write_table(sheet, table, [numbers.month(briefing.month), *briefing.basis], briefing.is_demo)
        for chart in part.charts:
            if not chart.is_empty:
                _write_chart(book.create_sheet(sheet_name(chart.title, names)), chart, briefing)
    return _saved(book)


def table_workbook(table: Table, remarks: Sequence[str] = ()) -> bytes:
    """One table as XLSX bytes, to be worked on further; demonstration data says so under the title."""
    book = new_book()
    book.properties.title = table.title
    write_table(book.create_sheet(sheet_name(table.title)), table, remarks, table.is_demo)
    return _saved(book)


def _saved(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _head(
    sheet: Worksheet, title: str, remarks: Sequence[str], is_demo: bool, widths: Sequence[float]
) -> int:
    """The title, and under it that the data is made up, and the remarks, over columns of these widths; returns the
    row that follows."""
    told = [(title, TITLE), *([(DEMO_REMARK, RED_BODY)] if is_demo else [])]
    told += [(remark, BODY) for remark in remarks]
    for row, (remark, font) in enumerate(told, start=1):
        cell = sheet.cell(row, 1)
        put(cell, remark)
        cell.font, cell.alignment = font, Alignment(vertical="center", wrap_text=True)
        large = (font.sz or BODY.sz) / BODY.sz
        sheet.row_dimensions[row].height = 2 + LINE_HEIGHT * large * lines(remark, sum(widths) / large - 1)
        if len(widths) > 1:
            sheet.merge_cells(None, row, 1, row, len(widths))
    return 1 + len(told)


def _write_words(sheet: Worksheet, briefing: Briefing) -> None:
    """The answer and every part's sentences, one a row."""
    sheet.column_dimensions["A"].width = column_width(WORDS_WIDTH)
    issued = [issue_text(briefing), briefing.organisation, numbers.day(briefing.told_on)]
    row = _head(
        sheet, title_text(briefing), ["  ".join(filter(None, issued))], briefing.is_demo, [WORDS_WIDTH]
    )
    told: list[tuple[str, Font]] = [(lead_text(briefing), HEADER)]
    for part in briefing.parts:
        told += [(part.title, HEADER), *((sentence, BODY) for sentence in part.sentences)]
    told += [(_("Basis"), HEADER), *((each, BODY) for each in briefing.basis)]
    for number, (words, font) in enumerate(told, start=row + 1):
        cell = sheet.cell(number, 1)
        put(cell, words)
        cell.font, cell.alignment = font, Alignment(vertical="center", wrap_text=True)
        sheet.row_dimensions[number].height = 6 + LINE_HEIGHT * lines(words, WORDS_WIDTH)
    lay_out(sheet, 1, row + len(told), 1, is_one_page=False)
    sheet.freeze_panes = None


def write_table(sheet: Worksheet, table: Table, remarks: Sequence[str], is_demo: bool) -> None:
    """A table on a sheet of its own, under its title and remarks: numbers, shares, months and days stay what they are."""
    table = table.on(On.FILE)
    texts = [[column.text(cell) for column, cell in table.cells(row)] for row in table.rows]
    widths = [
        min(max([length(header) / 2, NARROWEST, *(length(line[index]) + 1 for line in texts)]), WIDEST)
        for index, header in enumerate(table.headers)
    ]
    header_row = _head(sheet, table.title, remarks, is_demo, widths)
    looks = Looks()
    for index, (header, width) in enumerate(zip(table.headers, widths, strict=True), start=1):
        cell = sheet.cell(header_row, index)
        put(cell, header)
        looks.dress(cell, "header", **HEADER_LOOK)
        sheet.column_dimensions[get_column_letter(index)].width = column_width(width)
    sheet.row_dimensions[header_row].height = 12 + LINE_HEIGHT * _most(table.headers, widths)
    for number, (row, line) in enumerate(zip(table.rows, texts, strict=True), start=header_row + 1):
        for index, (column, meaning) in enumerate(table.cells(row), start=1):
            _write_cell(sheet.cell(number, index), column, meaning, looks)
        sheet.row_dimensions[number].height = 8 + LINE_HEIGHT * _most(line, widths)
    lay_out(sheet, header_row, header_row + len(table.rows), max(len(table.columns), 1), is_one_page=False)


def _write_cell(cell: Any, column: Column, meaning: Cell, looks: Looks) -> None:
    value, status = column.value(meaning), column.status(meaning)
    if column.kind is Kind.MONTH and isinstance(meaning, str) and len(meaning) == len("2023-06"):
        value = first_day(meaning)
    looks.dress(
        cell,
        (isinstance(value, str), status),
        font=_status_font(status) if status else BODY,
        border=BOX,
        alignment=Alignment(vertical="center", wrap_text=isinstance(value, str)),
    )
    put(cell, value)
    if column.kind is Kind.MONTH and isinstance(value, date):
        cell.number_format = MONTH_FORMAT
    elif isinstance(value, int | float):
        cell.number_format = _number_format(column, meaning, value, cell.number_format)


def _number_format(column: Column, meaning: Cell, value: float, percent: str) -> str:
    """The format that shows a number with what its cell says besides: ≥ 20 场次, 41 项. percent: that of a share."""
    form = percent if isinstance(value, Share) else ("#,##0" if float(value).is_integer() else "#,##0.0#")
    match meaning:
        case Goal(_value, comparator, unit_of_measure):
            sign = comparator.label if comparator else ""
        case Amount(_value, unit_of_measure):
            sign = ""
        case _:
            return form
    unit = "" if unit_of_measure in (None, RATE) else f" {unit_of_measure}"
    return f"{_quoted(sign)}{form}{_quoted(unit)}"


def _quoted(text: str) -> str:
    """A text as it stands in a number format; quotes cannot stand in one."""
    plain = text.replace('"', "")
    return f'"{plain}"' if plain else ""


def _most(texts: Sequence[str], widths: Sequence[float]) -> int:
    """The lines of a row: as many as its fullest cell has."""
    return max(
        (
            sum(lines(line, width - 0.5) for line in text.split("\n"))
            for text, width in zip(texts, widths, strict=True)
        ),
        default=1,
    )


def _status_font(status: Status) -> Font:
    colour = LIGHT.statuses[status].removeprefix("#").upper()
    return Font(name=BODY.name, size=BODY.sz, charset=BODY.charset, bold=True, color=f"FF{colour}")


def _write_chart(sheet: Worksheet, chart: Chart, briefing: Briefing) -> None:
    """A chart above its data."""
    count, first = len(chart.categories), 12.0 if chart.axis is Axis.MONTHS else 20.0
    widths = [first, *[9.0] * (len(data_columns(chart)) - 1)]
    widths += [9.0] * (LEAST_COLUMNS - len(widths))
    top = _head(sheet, chart.title, [chart.told, *briefing.basis], briefing.is_demo, widths)
    bars = len(chart.categories) if chart.axis is Axis.NAMES else 0
    height = max(CHART_HEIGHT, 3 + BAR_HEIGHT * bars)
    header_row = top + math.ceil(height * POINTS / LINE_HEIGHT) + 1
    write_data(sheet, chart, header_row)
    for number in range(top, header_row + count + 1):
        name = str(sheet.cell(number, 1).value or "")
        sheet.row_dimensions[number].height = LINE_HEIGHT * lines(name, widths[0] - 0.5)
    looks = Looks()
    for row in sheet.iter_rows(header_row, header_row + count, max_col=len(data_columns(chart))):
        for cell in row:
            is_header, form = cell.row == header_row, cell.number_format
            looks.dress(
                cell,
                (is_header, form),
                font=HEADER if is_header else BODY,
                fill=FILL if is_header else PatternFill(),
                border=BOX,
                number_format=form,
                alignment=Alignment("center" if is_header else None, "center", wrap_text=form == "@"),
            )
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = column_width(width)
    xml = chart_xml(chart, sheet=sheet.title, row=header_row, size=SHEET_SIZE)
    sheet.add_chart(_Drawing(xml, height), f"A{top}")
    lay_out(sheet, header_row, header_row + count, len(widths), is_one_page=bars > 0)
    sheet.freeze_panes = None
    if bars:  # no page is to end within a drawing, and a tall sheet is read best upright
        sheet.page_setup.orientation = "portrait"


class _Drawing(ChartBase):
    """A chart that openpyxl puts on a sheet as it is."""

    tagname = "chartSpace"

    def __init__(self, xml: bytes, height: float):
        super().__init__()
        self.xml, self.width, self.height = xml, CHART_WIDTH, height

    def _write(self) -> Any:
        return fromstring(self.xml)
