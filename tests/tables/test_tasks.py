"""Tables of tasks: with their reports, counted by section, and those that need attention."""

from datetime import date

import pytest

from metrics import summary
from metrics.board import board
from screens import links
from tables.tasks import attention_table, task_counts_table, tasks_table
from tests.metrics.drawn import drawn, readings, target
from tests.shown import in_briefing, in_workbook, on_screen
from words.terms import Status

MONTH = "2023-06"
TASKS = [
    {"task_code": "1", "title": "桥梁监测", "section": "公路", "lead_units": ["公路局"], "due_on": date(2023, 3, 31)},
    {"task_code": "2", "title": "智慧航道", "section": "水运", "inferred_units": ["港航局"], "due_text": "长期"},
    {"task_code": "3", "title": "养护", "section": "公路"},
]  # fmt: skip
REPORTS = [
    {"task_code": "1", "month": MONTH, "status": "behind", "attained_share": 0.4, "progress_text": "已招标", "problem_text": "缺经费"},
    {"task_code": "2", "month": MONTH, "status": "done", "attained_share": 1.0},
]  # fmt: skip


@pytest.fixture(autouse=True)
def no_address(monkeypatch):
    """Links of a page hold the plan and month of its address; here is none."""
    monkeypatch.setattr(links, "parameter", lambda name: None)


@pytest.fixture
def shown():
    facts = drawn(
        tasks=TASKS,
        task_reports=REPORTS,
        targets=[target()],
        indicators=readings("T01", m202306=1),
        reports=[("task_reports", MONTH, {"row_count": 2})],
    )
    return board(facts, MONTH)


def test_a_task_shows_the_same_on_page_and_in_a_workbook(shown):
    table = tasks_table("任务", shown.tasks)
    header, first, second, third = on_screen(table)
    assert header == ["序号", "任务", "责任单位", "完成时限", "状态", "完成率", "进展", "来源单元格"]
    assert first[:7] == ["1", "桥梁监测", "公路局", "2023年3月31日", "逾期未达", "40%", "已招标缺经费"]
    assert second[2:7] == ["港航局（推定）", "长期", "已完成", "100%", "—"]
    assert third[4:] == ["未报", "—", "—", "—"]
    sheet_header, sheet_first, *_rest = in_workbook(table)
    assert sheet_header == header
    assert sheet_first[4:7] == ["逾期未达", 0.4, "已招标\n缺经费"] and sheet_first[7].count("›") == 2


def test_a_task_that_is_done_is_met_in_colour_and_done_in_words(shown):
    table = tasks_table("任务", shown.tasks)
    assert table.row_statuses() == [Status.OVERDUE, Status.MET, Status.UNREPORTED]
    assert table.texts()[1][4] == "已完成"


def test_tasks_are_counted_by_section_under_the_statuses_that_occur(shown):
    table = task_counts_table(shown.tasks)
    assert in_briefing(table) == [
        ["章节", "任务", "已完成", "逾期未达", "未报"],
        ["公路", "2", "—", "1", "1"],
        ["水运", "1", "1", "—", "—"],
    ]
    assert in_workbook(table)[1] == ["公路", 2, None, 1, 1]


def test_what_needs_attention_tells_who_leads_it_and_the_workbook_its_cell(shown):
    table = attention_table(shown, summary.attention(shown), {"公路局": "天津市公路局"})
    header, task, goal = in_briefing(table)
    assert header == ["目标、任务", "状态", "偏差（点）", "最近报送", "牵头单位", "存在问题"]
    assert task == ["任务 1　桥梁监测", "逾期未达", "—", "2023年6月", "天津市公路局", "缺经费"]
    assert goal[:2] == ["T01", "严重滞后"] and goal[3] == "2023年6月"
    assert in_workbook(table)[0] == [*header, "来源单元格"]
