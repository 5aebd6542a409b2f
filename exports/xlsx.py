"""Workbooks to work on further: a table by itself, and a briefing with its words, tables, and native charts with their data."""

import math
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.chart._chart import ChartBase
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import fromstring

from charts.chart import RATE, Axis, Chart
from charts.palette import LIGHT
from exports.briefing.content import Briefing, issue_text, lead_text, title_text
from exports.native_charts.chart_space import chart_xml
from exports.native_charts.embedding import write_data
from exports.native_charts.looks import SHEET_SIZE
from exports.native_charts.pieces import data_columns
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

WIDEST, NARROWEST = 26.0, 4.0  # Chinese characters of a column
MONTH_FORMAT = 'yyyy"年"m"月"'
MOMENT_FORMAT = 'yyyy"年"m"月"d"日" hh:mm'
MONTH_LENGTH = len("2023-06")
WORDS_WIDTH = 48.0  # Chinese characters of the sheet of words
MONTH_WIDTH, NAME_WIDTH, VALUE_WIDTH = 12.0, 20.0, 9.0  # Chinese characters of the columns of a chart's data
CHART_WIDTH, CHART_HEIGHT, BAR_HEIGHT, BARS_EDGE = (
    24.0,
    10.0,
    0.6,
    3.0,
)  # centimetres; of one lying bar, and around all
POINTS = 28.35  # of a centimetre
LEAST_COLUMNS = 6  # of a chart's sheet, so that its drawing is printed
TIGHT = 0.5  # characters fewer when lines are counted: fonts differ, and a cut line is lost
# Points that a row is higher than its lines: under the title, of words, of a table, of its header.
TITLE_EDGE, WORDS_EDGE, ROW_EDGE, HEADER_EDGE = 2, 6, 8, 12


def briefing_file(briefing: Briefing, office_template: bytes | None = None) -> bytes:
    """The briefing as XLSX bytes: a sheet of words, one for each table, one for each chart with its data.

    Numbers stay numbers with the format of their unit; text that begins like a formula stays text. No office has a
    template for workbooks; the argument stands here because all writers of briefings are called alike.
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
    rows = [(title, TITLE), *([(DEMO_REMARK, RED_BODY)] if is_demo else [])]
    rows += [(remark, BODY) for remark in remarks]
    for row, (words, font) in enumerate(rows, start=1):
        cell = sheet.cell(row, 1)
        put(cell, words)
        cell.font, cell.alignment = font, Alignment(vertical="center", wrap_text=True)
        scale = (font.sz or BODY.sz) / BODY.sz  # of the title, whose words are larger
        count = lines(words, sum(widths) / scale - 1)
        sheet.row_dimensions[row].height = TITLE_EDGE + LINE_HEIGHT * scale * count
        if len(widths) > 1:
            sheet.merge_cells(None, row, 1, row, len(widths))
    return 1 + len(rows)


def _write_words(sheet: Worksheet, briefing: Briefing) -> None:
    """The answer and every part's sentences, one a row."""
    sheet.column_dimensions["A"].width = column_width(WORDS_WIDTH)
    issued = [issue_text(briefing), briefing.organisation, numbers.day(briefing.dated_on)]
    row = _head(
        sheet, title_text(briefing), ["  ".join(filter(None, issued))], briefing.is_demo, [WORDS_WIDTH]
    )
    paragraphs: list[tuple[str, Font]] = [(lead_text(briefing), HEADER)]
    for part in briefing.parts:
        paragraphs += [(part.title, HEADER), *((sentence, BODY) for sentence in part.sentences)]
    paragraphs += [(_("Basis"), HEADER), *((sentence, BODY) for sentence in briefing.basis)]
    for number, (words, font) in enumerate(paragraphs, start=row + 1):
        cell = sheet.cell(number, 1)
        put(cell, words)
        cell.font, cell.alignment = font, Alignment(vertical="center", wrap_text=True)
        sheet.row_dimensions[number].height = WORDS_EDGE + LINE_HEIGHT * lines(words, WORDS_WIDTH)
    lay_out(sheet, 1, row + len(paragraphs), 1, is_one_page=False)
    sheet.freeze_panes = None


def write_table(sheet: Worksheet, table: Table, remarks: Sequence[str], is_demo: bool) -> None:
    """A table on a sheet of its own, under its title and remarks: numbers, shares, months and days stay what they are."""
    table = table.on(On.FILE)
    texts = table.texts()
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
    sheet.row_dimensions[header_row].height = HEADER_EDGE + LINE_HEIGHT * _most_lines(table.headers, widths)
    for number, (row, line) in enumerate(zip(table.rows, texts, strict=True), start=header_row + 1):
        for index, (column, content) in enumerate(table.cells(row), start=1):
            _write_cell(sheet.cell(number, index), column, content, looks)
        sheet.row_dimensions[number].height = ROW_EDGE + LINE_HEIGHT * _most_lines(line, widths)
    lay_out(sheet, header_row, header_row + len(table.rows), max(len(table.columns), 1), is_one_page=False)


def _write_cell(cell: SheetCell, column: Column, content: Cell, looks: Looks) -> None:
    """A cell of the sheet; a status has its colour because the content is one. A month becomes its first day."""
    value, status = column.value(content), column.status(content)
    if column.kind is Kind.MONTH and isinstance(content, str) and len(content) == MONTH_LENGTH:
        value = first_day(content)
    if isinstance(value, datetime) and column.kind is not Kind.MOMENT:
        value = value.date()
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
    elif isinstance(value, datetime):
        cell.number_format = MOMENT_FORMAT
    elif isinstance(value, int | float):
        cell.number_format = _number_format(column, content, value, cell.number_format)


def _number_format(column: Column, content: Cell, value: float, percent: str) -> str:
    """The format that shows a number with what its content says besides: ≥ 20 场次, 41 项. percent: that of a share."""
    form = percent if isinstance(value, Share) else ("#,##0" if float(value).is_integer() else "#,##0.0#")
    if column.kind is Kind.POINTS:
        form = "#,##0" if float(value).is_integer() else "#,##0.0"  # one decimal place, as the screen has
        return f'+{form};"−"{form};0'
    match content:
        case Goal(_value, comparator, unit_of_measure):
            sign = comparator.label if comparator else ""
        case Amount(_value, unit_of_measure):
            sign = ""
        case _:
            return form
    suffix = "" if unit_of_measure in (None, RATE) else f" {unit_of_measure}"
    return f"{_literal(sign)}{form}{_literal(suffix)}"


def _literal(text: str) -> str:
    """A text as it stands in a number format; quotes cannot stand in one."""
    plain = text.replace('"', "")
    return f'"{plain}"' if plain else ""


def _most_lines(texts: Sequence[str], widths: Sequence[float]) -> int:
    """The lines of a row: as many as its fullest cell has."""
    return max(
        (
            sum(lines(line, width - TIGHT) for line in text.split("\n"))
            for text, width in zip(texts, widths, strict=True)
        ),
        default=1,
    )


def _status_font(status: Status) -> Font:
    colour = LIGHT.statuses[status].removeprefix("#").upper()
    return Font(name=BODY.name, size=BODY.sz, charset=BODY.charset, bold=True, color=f"FF{colour}")


def _write_chart(sheet: Worksheet, chart: Chart, briefing: Briefing) -> None:
    """A chart above its data."""
    columns, last = len(data_columns(chart)), len(chart.categories)
    widths = [NAME_WIDTH if chart.axis is Axis.NAMES else MONTH_WIDTH]
    widths += [VALUE_WIDTH] * (max(columns, LEAST_COLUMNS) - 1)
    top = _head(sheet, chart.title, [chart.alt_text, *briefing.basis], briefing.is_demo, widths)
    bars = last if chart.axis is Axis.NAMES else 0
    height = max(CHART_HEIGHT, BARS_EDGE + BAR_HEIGHT * bars)
    # The drawing floats: as many rows are left free for it as it is high.
    header_row = top + math.ceil(height * POINTS / LINE_HEIGHT) + 1
    write_data(sheet, chart, header_row)
    for number in range(top, header_row + last + 1):
        name = str(sheet.cell(number, 1).value or "")
        sheet.row_dimensions[number].height = LINE_HEIGHT * lines(name, widths[0] - TIGHT)
    _dress_data(sheet, header_row, header_row + last, columns)
    for index, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = column_width(width)
    xml = chart_xml(chart, sheet=sheet.title, row=header_row, size=SHEET_SIZE)
    sheet.add_chart(_Drawing(xml, height), f"A{top}")
    lay_out(sheet, header_row, header_row + last, len(widths), is_one_page=bars > 0)
    sheet.freeze_panes = None
    if bars:  # no page is to end within a drawing, and a tall sheet is read best upright
        sheet.page_setup.orientation = "portrait"


def _dress_data(sheet: Worksheet, header_row: int, last_row: int, columns: int) -> None:
    """The data of a chart in the look of a table; each cell keeps its number format."""
    looks = Looks()
    for row in sheet.iter_rows(header_row, last_row, max_col=columns):
        for cell in row:
            is_header, number_format = cell.row == header_row, cell.number_format
            looks.dress(
                cell,
                (is_header, number_format),
                font=HEADER if is_header else BODY,
                fill=FILL if is_header else PatternFill(),
                border=BOX,
                number_format=number_format,
                alignment=Alignment(
                    "center" if is_header else None, "center", wrap_text=number_format == "@"
                ),
            )


class _Drawing(ChartBase):  # type: ignore[misc] # openpyxl has no types
    """A chart that openpyxl puts on a sheet as it is. height: in centimetres."""

    tagname = "chartSpace"

    def __init__(self, xml: bytes, height: float) -> None:
        super().__init__()
        self.xml, self.width, self.height = xml, CHART_WIDTH, height

    def _write(self) -> Any:
        return fromstring(self.xml)
