"""One table as each writer shows it, read back as its readers see it: a page, a workbook, slides, a document."""

import re
from datetime import date, datetime
from io import BytesIO

import docx
from docx.oxml.ns import qn as docx_qn
from lxml import html as lxml_html
from openpyxl import load_workbook
from pptx import Presentation
from pptx.oxml.ns import qn as pptx_qn

from charts.palette import LIGHT
from exports import docx as documents
from exports import pptx as slides
from exports import xlsx as workbooks
from exports.briefing.content import Briefing, Part
from exports.sheets import sheet_name
from screens import tables as screens
from tables.table import On, Table
from words import numbers
from words.terms import Status


def briefing(table: Table) -> Briefing:
    part = Part("p", "部分", [], [table])
    return Briefing(
        "工作简报", "p", "规划", "2023-06", "时间过半", [part], ["数据"], False, date(2023, 7, 3), "办公室"
    )


# --- each kind of file as a reader sees it: rows of (text, colour), the header first ------------------------

Cell = tuple[str, str | None]  # colour: RRGGBB where a cell is painted, else None


def on_a_page(table: Table) -> list[list[Cell]]:
    root = lxml_html.fromstring(str(screens.table(table)))
    return [[_page_cell(cell) for cell in row.xpath("./td | ./th")] for row in root.xpath("//tr")]


def _page_cell(cell) -> Cell:
    status = cell.xpath(".//span[starts-with(@class, 'status ')]/@class")
    code = status[0].split()[1] if status else ""
    drawing = cell.xpath(".//*[@role='img']/@aria-label")
    for mark in cell.xpath(".//*[@aria-hidden='true']"):
        mark.drop_tree()
    text = drawing[0] if drawing else cell.text_content()
    return text, LIGHT.statuses[Status(code)][1:].upper() if code in set(Status) else None


def in_a_workbook(table: Table) -> list[list[Cell]]:
    sheet = load_workbook(BytesIO(workbooks.briefing_file(briefing(table))))[sheet_name(table.title)]
    rows = list(sheet.iter_rows())
    start = next(
        index for index, row in enumerate(rows) if row[0].value == table.on(On.FILE).columns[0].header
    )
    return [[(_as_excel_shows(cell), _painted(cell.font)) for cell in row] for row in rows[start:]]


def _painted(font) -> str | None:
    return font.color.rgb[2:] if font.color is not None and font.color.type == "rgb" and font.b else None


def _as_excel_shows(cell) -> str:
    """A cell by its number format, as far as ours go: literals in quotes, digits, percent, parts of a date."""
    value, form = cell.value, cell.number_format
    if value is None:
        return numbers.UNKNOWN
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        parts = {"yyyy": f"{value.year}", "hh": f"{value:%H}", "mm": f"{value:%M}", "m": f"{value.month}", "d": f"{value.day}"}  # fmt: skip
        return re.sub("yyyy|hh|mm|m|d", lambda part: parts[part[0]], form.replace('"', ""))
    if ";" in form:
        form, value = form.split(";")[value < 0], abs(value)
    before, digits, after = re.fullmatch(r'((?:"[^"]*"|\+)?)([#,0.%]+)((?:"[^"]*")?)', form).groups()
    if digits.endswith("%"):
        text = f"{value * 100:.{len(digits) - len('0%') - ('.' in digits)}f}%"
    else:
        text = f"{value:,.2f}".rstrip("0").rstrip(".") if "." in digits else f"{value:,.0f}"
    return f"{before}{text}{after}".replace('"', "").replace("-", "−")


def on_slides(table: Table) -> list[list[Cell]]:
    presentation = Presentation(BytesIO(slides.briefing_file(briefing(table))))
    # The slide of the answer shows what it has room for; the table itself follows, over as many slides as it needs.
    shapes = [shape for slide in presentation.slides for shape in slide.shapes if shape.has_table]
    if len(shapes) > 1:
        shapes = shapes[1:]
    header = shapes[0].table.rows[0]
    rows = [header, *(row for shape in shapes for row in list(shape.table.rows)[1:])]
    return [[_slide_cell(cell) for cell in row.cells] for row in rows]


def _slide_cell(cell) -> Cell:
    runs = list(cell._tc.iter(pptx_qn("a:rPr")))
    colours = {colour.get("val") for run in runs for colour in run.iter(pptx_qn("a:srgbClr"))}
    text = "\n".join(paragraph.text for paragraph in cell.text_frame.paragraphs)
    return text, next(iter(colours - {LIGHT.text[1:].upper()}), None)


def in_a_document(table: Table) -> list[list[Cell]]:
    document = docx.Document(BytesIO(documents.briefing_file(briefing(table))))
    return [[_document_cell(cell) for cell in row.cells] for row in document.tables[0].rows]


def _document_cell(cell) -> Cell:
    colours = [colour.get(docx_qn("w:val")) for colour in cell._tc.iter(docx_qn("w:color"))]
    return cell.text, colours[0].upper() if colours else None


WRITERS = [on_a_page, in_a_workbook, on_slides, in_a_document]


def plain(text: str) -> str:
    """A text without its spaces and line breaks, which differ between a screen and a document, and without shapes."""
    shapes = "".join({status.shape for status in Status})
    return re.sub(r"\s", "", text).lstrip(shapes)


def wanted(table: Table, place: On) -> list[list[str]]:
    return [[plain(text) for text in row] for row in table.on(place).texts()]
