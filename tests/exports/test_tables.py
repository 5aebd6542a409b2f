"""One table as a page, a workbook, slides and a document show it: the same headers, the same words, the same colours."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO

import docx
import pytest
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
from screens import links
from screens import tables as screens
from tables.table import (
    Amount,
    Bar,
    Column,
    Counts,
    Goal,
    Kind,
    Link,
    Mark,
    Noted,
    On,
    Progress,
    Source,
    Table,
    TaskStatus,
)
from words import numbers
from words.terms import Comparator, PlanState, Status

MOMENT = datetime(2023, 6, 30, 8, 5, tzinfo=UTC)
SOURCE = Source(12, "台账.xlsx", "标准台账", "C4")
OVERDUE = "逾期未达"


@pytest.fixture(autouse=True)
def no_address(monkeypatch):
    """Links of a page hold the plan and month of its address; here is none."""
    monkeypatch.setattr(links, "parameter", lambda name: None)


def column(kind: Kind, unit: str | None = None, on: On = On.EVERYWHERE) -> Column:
    return Column(f"{kind.value}列", kind, unit, on)


EVERY_KIND = Table(
    "kinds",
    "各类",
    [
        column(Kind.TEXT),
        column(Kind.LONG),
        column(Kind.NUMBER, "项"),
        Column("目标值", Kind.NUMBER),
        Column("数量", Kind.NUMBER),
        Column("进展", Kind.NUMBER),
        column(Kind.SHARE),
        column(Kind.POINTS),
        column(Kind.CHANCE),
        column(Kind.STATUS),
        Column("任务状态", Kind.STATUS),
        Column("报送", Kind.STATUS),
        column(Kind.MONTH),
        column(Kind.DAY),
        column(Kind.MOMENT),
        column(Kind.NAMES),
        column(Kind.LINK),
        column(Kind.DRAWING),
        Column("附注"),
        column(Kind.PERIOD),
        column(Kind.COUNTS),
        column(Kind.SOURCES, on=On.SCREEN | On.FILE),
    ],
    [
        [
            "甲",
            "一段较长的文字",
            1041.0,
            Goal(20.5, Comparator.AT_LEAST, "场次"),
            Amount(41, "项"),
            Progress(41, Goal(90, None, "项")),
            0.456,
            -4.4,
            0.87,
            Status.BEHIND,
            TaskStatus(Status.MET),
            Mark("late", "!", "迟报"),
            "2023-06",
            date(2023, 6, 30),
            MOMENT,
            ("甲委", "乙局"),
            Link("T01", "targets"),
            Bar(0.4, 0.5, Status.BEHIND),
            Noted("甲", "注"),
            PlanState.RUNNING,
            Counts({Status.MET: 2}),
            (SOURCE,),
        ],
        [
            "=1+1",
            "<b>&",
            -3.0,
            Goal(0.8, None, "%"),
            Amount(0.625, "%"),
            Progress(None, None),
            1.0,
            6.7,
            0.5,
            Status.MET,
            TaskStatus(Status.OVERDUE),
            Mark("in_time", "✔", "已报"),
            "2023",
            date(2021, 1, 1),
            MOMENT,
            ("丙",),
            Link("T02", "targets"),
            Bar(None, 0.5, Status.UNREPORTED),
            Noted(Status.BEHIND, "注"),
            PlanState.OVER,
            Counts({Status.MET: 1}, is_task=True),
            (),
        ],
        [None] * 22,
    ],
)  # fmt: skip


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
    sheet = load_workbook(BytesIO(workbooks.briefing_file(briefing(table))))[table.title]
    rows = list(sheet.iter_rows())
    start = next(index for index, row in enumerate(rows) if row[0].value == table.columns[0].header)
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


# --- what holds for all of them -----------------------------------------------------------------------------


def plain(text: str) -> str:
    """A text without its spaces and line breaks, which differ between a screen and a document, and without shapes."""
    shapes = "".join({status.shape for status in Status})
    return re.sub(r"\s", "", text).lstrip(shapes)


def wanted(table: Table, place: On) -> list[list[str]]:
    return [[plain(text) for text in row] for row in table.on(place).texts()]


@pytest.mark.parametrize(
    "show, place",
    zip(WRITERS, [On.SCREEN, On.FILE, On.BRIEFING, On.BRIEFING], strict=True),
    ids=[show.__name__ for show in WRITERS],
)
def test_a_table_with_every_kind_of_cell_shows_the_same_headers_and_words_everywhere(
    show: Callable[[Table], list[list[Cell]]], place: On
):
    assert {column.kind for column in EVERY_KIND.columns} == set(Kind)
    headers, *rows = show(EVERY_KIND)
    assert [plain(text) for text, _colour in headers] == EVERY_KIND.on(place).headers
    expected = wanted(EVERY_KIND, place)
    if place is On.SCREEN:  # there a source is a link to its cell, with the file behind it
        expected[0][-1] = "标准台账›C4台账.xlsx"
        expected[0][-2], expected[1][-2] = "已达标2", "已完成1"  # each with its shape, and no list of words
    if place is On.FILE:  # a number that can be reckoned with stands without the unit of its column
        expected[0][2], expected[1][2] = "1,041", "−3"
    assert [[plain(text) for text, _colour in row] for row in rows] == expected


@pytest.mark.parametrize("show", WRITERS)
def test_only_a_status_is_painted_not_a_target_that_is_called_like_one(show):
    table = Table(
        "t",
        "表",
        [Column("目标"), Column("状态", Kind.STATUS), Column("任务", Kind.STATUS)],
        [[OVERDUE, Status.OVERDUE, TaskStatus(Status.MET)], [OVERDUE, OVERDUE, None]],
    )
    assert Status.OVERDUE.label == OVERDUE
    _header, statuses, words = show(table)
    red, green = (LIGHT.statuses[status][1:].upper() for status in (Status.OVERDUE, Status.MET))
    assert [colour for _text, colour in statuses] == [None, red, green]
    assert [plain(text) for text, _colour in statuses] == [OVERDUE, OVERDUE, "已完成"]
    assert [colour for _text, colour in words] == [None, None, None]


def test_documents_and_slides_close_up_numbers_and_units_and_hold_no_sources():
    for show in (on_slides, in_a_document):
        headers, first, *_others = show(EVERY_KIND)
        texts = [text for text, _colour in first]
        assert {"1,041项", "≥ 20.5场次", "41项"} <= set(texts)
        assert "sources列" not in [text for text, _colour in headers]
        assert "C4" not in "".join(texts)


def test_a_workbook_keeps_months_as_dates_and_goals_and_amounts_as_numbers():
    sheet = load_workbook(BytesIO(workbooks.table_workbook(EVERY_KIND))).active
    header, first, second = ([*row] for row in list(sheet.iter_rows())[-4:-1])
    headers = [cell.value for cell in header]

    def kept(row, name: str) -> tuple[object, str]:
        cell = row[headers.index(name)]
        return cell.value, cell.number_format

    assert kept(first, "month列") == (datetime(2023, 6, 1), 'yyyy"年"m"月"')
    assert kept(second, "month列") == ("2023年", "@")
    assert kept(first, "目标值") == (20.5, '"≥ "#,##0.0#" 场次"')
    assert kept(second, "目标值") == (0.8, "0%")
    assert kept(first, "数量") == (41, '#,##0" 项"')
    assert kept(second, "数量") == (0.625, "0.0%")
    assert kept(first, "day列") == (datetime(2023, 6, 30), 'yyyy"年"m"月"d"日"')
    assert kept(first, "share列") == (0.456, "0.0%")
    assert kept(first, "points列") == (-4.4, '+#,##0.0#;"−"#,##0.0#;0')
    moment, form = kept(first, "moment列")
    assert (moment, form) == (MOMENT.astimezone().replace(tzinfo=None), 'yyyy"年"m"月"d"日" hh:mm')
    assert kept(second, "text列") == ("=1+1", "@")
    assert sheet["A1"].value == EVERY_KIND.title
