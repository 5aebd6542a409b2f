"""Task reports: status and share, and what goes back from month to month."""

from dataclasses import replace

import pytest

from tests.loaders.sheets import PLAN, REMARKS, read, told
from words.kinds import row_key
from words.kinds.task_reports import StoredReport
from words.terms import Level, TaskState

HEADERS = ["任务序号", "月份", "完成率", "状态", "本月进展", "存在问题"]
DONE = StoredReport("1", "2023-05", 1.0, TaskState.DONE, "办结")


def row(share, state, text="推进", problem=None, code="1"):
    return [code, None, share, state, text, problem]


def reading(*rows, known=()):
    """Read task reports for June 2023 by 甲单位 against known ones; they stand in row 3 and below."""
    stored = {row_key("p", (each.task_code, each.month)): each for each in known}
    return read(plan=replace(PLAN, rows={"task_reports": stored}), 进展=[REMARKS, HEADERS, *rows])


def test_no_task_is_done_to_more_than_the_whole():
    assert told(reading(row("101%", "已完成"))) == [("C3", "share-above-one")]


@pytest.mark.parametrize(
    "share, state, is_told",
    [
        ("100%", "已完成", False),
        ("99%", "已完成", True),
        ("100%", "按序时", True),
        ("99%", "按序时", False),
        (None, "已完成", False),
        ("100%", None, False),
    ],
)
def test_done_is_the_whole_and_the_whole_is_done(share, state, is_told):
    result = reading(row(share, state))
    assert told(result) == ([("C3", "share-against-state")] if is_told else [])
    assert all(each.level is Level.WARNING for each in result.problems)


@pytest.mark.parametrize("share, found", [("60%", []), ("59%", [("C3", "share-falls")]), (None, [])])
def test_a_share_does_not_fall(share, found):
    known = [
        StoredReport("1", "2023-04", 0.8, TaskState.ON_TIME, "推进"),
        StoredReport("1", "2023-05", 0.6, TaskState.ON_TIME, "推进"),
    ]
    result = reading(row(share, "按序时"), known=known)
    assert told(result) == found
    assert all("60%" in each.message and "2023年5月" in each.message for each in result.problems)


def test_a_task_that_was_done_is_opened_again_only_with_a_word_why():
    silent = reading(row("80%", "滞后"), known=[DONE])
    assert told(silent) == [("D3", "task-reopened")]
    assert silent.has(Level.WARNING)
    explained = reading(row("80%", "滞后", problem="验收发现缺项"), known=[DONE])
    assert told(explained) == [("D3", "task-reopened-explained")]
    assert not explained.has(Level.WARNING)
    assert told(reading(row("100%", "已完成"), known=[DONE])) == []


def test_a_share_of_the_whole_without_a_status_was_done():
    known = DONE._replace(status=None)
    assert told(reading(row("80%", "按序时"), known=[known])) == [("D3", "task-reopened")]


def test_silence_on_progress_is_told_after_three_reports():
    known = [StoredReport("1", month, 0.5, TaskState.ON_TIME, None) for month in ("2023-04", "2023-05")]
    result = reading(row("50%", "按序时", None), known=known)
    assert told(result) == [("E3", "no-progress-text")]
    assert result.problems[0].level is Level.HINT and "2023年4月" in result.problems[0].message
    assert told(reading(row("50%", "按序时", None), known=known[1:])) == []
    assert told(reading(row("50%", "按序时"), known=known)) == []
    assert told(reading(row("100%", "已完成", None), known=known)) == []
