"""Tables of tasks by scene: the same one on the page, in its workbook and in a briefing."""

from datetime import datetime

import pytest

from metrics.board import board
from metrics.scenes import progress, scene_tasks, task_history, troubles
from tables.scenes import progress_table, reports_table, troubles_table
from tests.metrics.test_scenes import facts
from tests.shown import in_briefing, in_workbook, on_screen
from words.terms import Status

MONTH = "2023-06"


@pytest.fixture
def tasks():
    known = facts()
    return scene_tasks(board(known, MONTH), known.units)


@pytest.fixture
def history():
    return task_history(facts(), MONTH)


def test_problems_show_the_same_on_page_and_in_a_workbook(tasks):
    table = troubles_table("存在问题", troubles(tasks), {"scene": "港口"})
    header, late, behind = on_screen(table)
    assert header == ["任务", "状态", "责任单位", "最近填报", "存在问题", "下一步安排", "来源单元格"]
    assert late[:6] == ["3 桥梁监测", "逾期未达", "公路局（推定）", "2023年2月", "汛期停工", "—"]
    assert behind[:5] == ["2 自动驾驶", "低于序时", "港航局、公路局", "2023年6月", "资金未到位"]
    sheet_header, sheet_late, _behind = in_workbook(table)
    row = dict(zip(sheet_header, sheet_late, strict=True))
    assert set(header) <= set(sheet_header) and len(set(sheet_header)) == len(sheet_header)
    assert (row["场景"], row["序号"], row["任务"]) == ("公路", "3", "桥梁监测")
    assert (row["最近填报"], row["完成率"]) == (datetime(2023, 2, 1), 0.5)
    assert row["来源单元格"] == "台账.xlsx › task_reports › F5" and row["下一步安排"] is None


def test_a_link_to_a_task_leads_back_to_the_choice(tasks):
    table = troubles_table("存在问题", troubles(tasks), {"scene": "港口"})
    (link, *_others) = [cell for column, cell in table.cells(table.rows[0]) if column.kind.value == "link"]
    assert dict(link.query) == {"task": "3", "scene": "港口"}


def test_a_page_leaves_out_who_answers_where_nobody_is_named(tasks):
    nobody = [task for task in tasks if task.code == "4"]
    table = troubles_table("存在问题", nobody, {})
    assert "责任单位" not in on_screen(table)[0] and "责任单位" in in_workbook(table)[0]


def test_reports_say_in_a_file_which_task_they_are_on(history):
    own = [entry for entry in history if entry.is_reported and entry.row.code == "1"]
    table = reports_table("reports", "填报", own)
    header, first, done = on_screen(table)
    assert header == ["月份", "状态", "完成率", "进展", "存在问题", "下一步安排", "来源单元格"]
    assert first[:3] == ["2023年2月", "达序时", "40%"] and done[:3] == ["2023年5月", "已完成", "100%"]
    sheet_header, sheet_first, _done = in_workbook(table)
    assert sheet_header == ["场景", "序号", "任务", "责任单位", *header]
    assert sheet_first[:7] == ["港口", "1", "一码通行", "港航局", datetime(2023, 2, 1), "达序时", 0.4]
    assert table.row_statuses() == [Status.ON_SCHEDULE, Status.MET]


def test_scenes_show_the_same_in_a_briefing_and_its_workbook(history):
    table = progress_table([row for row in progress(history) if row.month == MONTH])
    header = ["领域、场景", "任务", "已完成", "办结任务占比", "平均完成率"]
    assert in_briefing(table) == on_screen(table) == [header, ["港口", "2", "1", "50%", "65%"]]
    assert in_workbook(table) == [header, ["港口", 2, 1, 0.5, 0.65]]
