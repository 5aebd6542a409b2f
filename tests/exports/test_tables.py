"""One table as a page, a workbook, slides and a document show it: the same headers, the same words, the same colours."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from charts.palette import LIGHT
from exports import xlsx as workbooks
from screens import links
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
from tests.read_back import WRITERS, Cell, in_a_document, on_slides, plain, wanted
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
        column(Kind.LINES),
        column(Kind.WORD),
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
            ("立项 1月", "发布 2月"),
            "p-1",
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
            ["立项 3月"],
            "p-2",
            Link("T02", "targets"),
            Bar(None, 0.5, Status.UNREPORTED),
            Noted(Status.BEHIND, "注"),
            PlanState.OVER,
            Counts({Status.MET: 1}, is_task=True),
            (),
        ],
        [None] * 24,
    ],
)  # fmt: skip


# --- what holds for all of them -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "show, place",
    list(zip(WRITERS, [On.SCREEN, On.FILE, On.BRIEFING, On.BRIEFING], strict=True)),
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
    assert kept(first, "points列") == (-4.4, '+#,##0.0;"−"#,##0.0;0')
    moment, form = kept(first, "moment列")
    assert (moment, form) == (MOMENT.astimezone().replace(tzinfo=None), 'yyyy"年"m"月"d"日" hh:mm')
    assert kept(second, "text列") == ("=1+1", "@")
    assert sheet["A1"].value == EVERY_KIND.title
