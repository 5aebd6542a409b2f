"""Closings, restated figures and statuses set by hand as screens, workbooks and briefings show them."""

from datetime import UTC, datetime

from metrics.closings import Closing, closings_from, months_in_force
from metrics.restatement import ChangedCell, Restatement
from store.closings import closing_list
from store.database import open_database, snapshot
from tables.closing import MonthClosings, closings_table, restated_cells_table, restatements_table
from tests.shown import in_briefing, in_workbook, on_screen
from words import numbers
from words.terms import Status

AT = datetime(2023, 7, 5, 1, tzinfo=UTC)
IN_FORCE = Closing(2, "p", "2023-06", 1234, "schedule-gap/1", AT, "李明", None, None, None)
REOPENED = Closing(1, "p", "2023-05", 5, "schedule-gap/1", AT, "李明", AT, None, "漏报")
SOURCE = {"import_id": 9, "file": "更正.xlsx", "sheet": "指标台账", "cell": "C3"}
CHANGE = ChangedCell(SOURCE, "T02 2023-06", 0.853, 0.9, "李明", "原台账漏填")
STATUSES = (Status.BEHIND, Status.ON_SCHEDULE)
RATE = Restatement("2023-06", "T02", "数字化率", "actual_value", 0.853, 0.9, *STATUSES, (CHANGE,))
DUE = Restatement("2023-06", "T03", "试点", "due_on", None, "2025-12-31", None, Status.BEHIND, ())
STATUS = Restatement("2023-06", "T02", "数字化率", "status", "behind", "on_schedule", *STATUSES, (CHANGE,))
UNITS = {"T02": "%", "T03": "个"}


def test_an_open_month_has_nothing_to_tell_where_a_closed_one_has_its_facts():
    table = closings_table(
        [MonthClosings("2023-06", [IN_FORCE], 3), MonthClosings("2023-05", [REOPENED], None)]
    )
    _headers, closed, opened = on_screen(table)
    assert closed[0] == "2023年6月" and closed[2:5] == [numbers.moment(AT), "李明", "1234"]
    assert closed[6:] == ["3", ""]
    assert opened[2:7] == [""] * 5 and opened[7].endswith("漏报")
    _headers, _closed, opened = in_workbook(table)
    assert opened[2:7] == [None] * 5


def test_of_a_month_that_is_not_counted_the_way_to_it_is_there():
    table = closings_table([MonthClosings("2023-06", [IN_FORCE], None)])
    assert on_screen(table)[1][6] == "查看该月"


def test_a_restated_figure_is_the_same_in_a_briefing_and_in_its_workbook():
    table = restatements_table([RATE, DUE, STATUS], UNITS)
    assert in_briefing(table) == [
        ["月份", "目标", "数据项", "发布值", "现值", "发布时状态", "现状态"],
        ["2023年6月", "数字化率", "完成值", "85.3%", "90%", "低于序时", "达序时"],
        ["2023年6月", "试点", "完成时限", "—", "2025年12月31日", "—", "低于序时"],
        ["2023年6月", "数字化率", "状态", "低于序时", "达序时", "低于序时", "达序时"],
    ]
    header, rate, due, _status = in_workbook(table)
    assert header == [*in_briefing(table)[0], "来源单元格"]
    assert rate[3:5] == [0.853, 0.9] and rate[-1] == "更正.xlsx › 指标台账 › C3"
    assert due[3:5] == [None, datetime(2025, 12, 31)] and due[-1] is None


def test_a_download_has_a_row_for_each_figure_and_cell():
    header, rate, due = in_workbook(restated_cells_table("修订", [RATE, DUE], UNITS))
    assert header[:3] == ["目标代码", "目标", "数据项"] and header[-2:] == ["经办人", "理由"]
    assert rate[6:] == ["T02 2023-06", 0.853, 0.9, "李明", "原台账漏填"]
    assert due[5:] == [None] * 6  # it came or went with the plan


def test_a_month_is_closed_while_its_closing_is_in_force(tmp_path):
    assert months_in_force([IN_FORCE, REOPENED]) == {"2023-06"}
    engine = open_database(f"sqlite:///{tmp_path / 'empty.db'}")
    with snapshot(engine) as connection:
        assert closings_from(closing_list(connection)) == []
    engine.dispose()
