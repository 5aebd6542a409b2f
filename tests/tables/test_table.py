"""What a cell says in words, what a workbook keeps of it, and which cells are a status."""

from datetime import UTC, date, datetime

import pytest

from tables.table import (
    Amount,
    Bar,
    Column,
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
from words import use_language
from words.numbers import RATE, Share
from words.terms import Comparator, Status

SOURCE = Source(12, "台账.xlsx", "标准台账", "C4")

# A line each: the kind of the column, its unit, a cell, what it says, what a workbook keeps.
CELLS = [
    (Kind.TEXT, None, "甲", "甲", "甲"),
    (Kind.TEXT, None, None, "—", None),
    (Kind.TEXT, None, "", "—", None),
    (Kind.LONG, None, "=1", "=1", "=1"),
    (Kind.TEXT, None, Share(0.9996), "99.9%", Share(0.9996)),
    (Kind.NUMBER, "项", 41.0, "41 项", 41.0),
    (Kind.NUMBER, None, 1234.56, "1,234.6", 1234.56),
    (Kind.NUMBER, None, 0, "0", 0),
    (Kind.NUMBER, RATE, 0.625, "62.5%", Share(0.625)),
    (Kind.NUMBER, None, Amount(41, "项"), "41 项", 41),
    (Kind.NUMBER, None, Amount(0.8, RATE), "80%", Share(0.8)),
    (Kind.NUMBER, None, Goal(20, Comparator.AT_LEAST, "场次"), "≥ 20 场次", 20),
    (Kind.NUMBER, None, Goal(1000, Comparator.ABOUT, "人次"), "约 1,000 人次", 1000),
    (Kind.NUMBER, None, Goal(0.8, None, RATE), "80%", Share(0.8)),
    (Kind.NUMBER, None, Progress(41, Goal(90, None, "项")), "41 / 90 项", "41 / 90 项"),
    (Kind.NUMBER, None, Progress(None, None), "— / —", "— / —"),
    (Kind.SHARE, None, 0.456, "45.6%", Share(0.456)),
    (Kind.SHARE, None, None, "—", None),
    (Kind.POINTS, None, -4.4, "−4.4", -4.4),
    (Kind.POINTS, None, 6.7, "+6.7", 6.7),
    (Kind.CHANCE, None, 0.87, "87%", Share(0.87)),
    (Kind.CHANCE, None, 0.999, "99%以上", Share(0.999)),
    (Kind.STATUS, None, Status.OVERDUE, "逾期未达", "逾期未达"),
    (Kind.STATUS, None, Status.MET, "已达标", "已达标"),
    (Kind.STATUS, None, TaskStatus(Status.MET), "已完成", "已完成"),
    (Kind.STATUS, None, Mark("late", "!", "迟报"), "迟报", "迟报"),
    (Kind.MONTH, None, "2023-06", "2023年6月", "2023年6月"),
    (Kind.MONTH, None, "2023", "2023年", "2023年"),
    (Kind.DAY, None, date(2023, 6, 30), "2023年6月30日", date(2023, 6, 30)),
    (Kind.NAMES, None, ("甲委", "乙局"), "甲委、乙局", "甲委、乙局"),
    (Kind.NAMES, None, (), "—", None),
    (Kind.LINK, None, Link("T01", "targets"), "T01", "T01"),
    (Kind.SOURCES, None, (SOURCE,), "台账.xlsx › 标准台账 › C4", "台账.xlsx › 标准台账 › C4"),
    (Kind.DRAWING, None, Bar(0.4, 0.5, Status.BEHIND), "完成率 40%，序时 50%", "完成率 40%，序时 50%"),
    (Kind.TEXT, None, Noted("甲", "注"), "甲\n注", "甲\n注"),
]


@pytest.mark.parametrize("kind, unit, cell, text, value", CELLS)
def test_a_cell_says_what_a_screen_shows_and_keeps_what_can_be_reckoned_with(kind, unit, cell, text, value):
    column = Column("列", kind, unit)
    assert column.text(cell) == text
    kept = column.value(cell)
    assert kept == value and type(kept) is type(value)


def test_a_moment_is_shown_to_the_minute_in_its_own_kind_of_column_alone():
    moment = datetime(2023, 6, 30, 8, 5, tzinfo=UTC)
    local = moment.astimezone()
    day = f"{local.year}年{local.month}月{local.day}日"
    assert Column("时间", Kind.MOMENT).text(moment) == f"{day} {local:%H:%M}"
    assert Column("日期", Kind.DAY).text(moment) == "2023年6月30日"


def test_more_sources_than_one_are_counted():
    sources = (SOURCE, Source(13, "台账.xlsx", "标准台账", "C9"))
    text = Column("来源", Kind.SOURCES).text(sources)
    assert "C9" in text and "2" in text and "C4" not in text


def test_a_status_is_one_because_its_cell_is_never_because_of_its_words():
    column = Column("状态", Kind.STATUS)
    assert column.status(Status.OVERDUE) is Status.OVERDUE
    assert column.status(TaskStatus(Status.MET)) is Status.MET
    assert column.status(Noted(Status.BEHIND, "注")) is Status.BEHIND
    assert [column.status(cell) for cell in ("逾期未达", "overdue", None, Mark("late", "!", "迟报"))] == [
        None
    ] * 4


def table() -> Table:
    columns = [
        Column("名称"),
        Column("状态", Kind.STATUS),
        Column("说明", on=On.SCREEN),
        Column("来源", Kind.SOURCES, on=On.SCREEN | On.FILE),
        Column("备注"),
    ]
    rows = [
        ["甲", Status.MET, "见附件", (SOURCE,), None],
        ["乙", None, "", (), ""],
    ]
    return Table("t", "表", columns, rows)


@pytest.mark.parametrize(
    "place, headers",
    [
        (On.SCREEN, ["名称", "状态", "说明", "来源", "备注"]),
        (On.FILE, ["名称", "状态", "来源", "备注"]),
        (On.BRIEFING, ["名称", "状态", "备注"]),
    ],
)
def test_a_column_shows_where_it_says(place, headers):
    shown = table().on(place)
    assert shown.headers == headers
    assert [len(row) for row in shown.rows] == [len(headers)] * 2


def test_columns_in_which_nothing_is_known_can_be_left_out_and_others_by_their_header():
    assert table().without_blanks().headers == ["名称", "状态", "说明", "来源"]
    assert table().without("状态", "来源").headers == ["名称", "说明", "备注"]
    blank = Table("t", "表", [Column("名称")], [[None]])
    assert blank.without_blanks().headers == ["名称"]  # the first stays


def test_a_row_has_its_first_status():
    assert table().row_statuses() == [Status.MET, None]


def test_a_row_that_does_not_fit_its_columns_is_refused():
    with pytest.raises(ValueError, match="t: a row has 1 cells for 2 columns"):
        Table("t", "表", [Column("甲"), Column("乙")], [["一"]])


def test_words_are_in_the_language_in_use():
    use_language("en")
    assert Column("Status", Kind.STATUS).text(TaskStatus(Status.MET)) == "Done"
    assert Column("Goal", Kind.NUMBER).text(Goal(1000, Comparator.ABOUT, "人次")) == "about 1,000 人次"
