"""What the store knows reaches the checks: ledgers taken in one after the other, on both databases."""

from datetime import date

import pytest
from sqlalchemy import Engine

from services.imports import Intake, take_in
from store import facts
from store.database import snapshot, transaction
from store.saving import undo
from tests.loaders.sheets import workbook_bytes

PLAN = [
    ["规划代码", "p"],
    ["规划名称", "示例规划"],
    ["发布机构", "总局"],
    ["起始日期", date(2021, 1, 1)],
    ["截止日期", date(2025, 12, 31)],
]
TARGETS = [
    ["目标代码", "目标名称", "目标值", "比较关系", "计量单位", "基期值", "口径", "牵头单位"],
    ["T01", "试点", 20, "≥", "个", None, "填报指标", "甲局"],
    ["T02", "时间", 10, "≤", "分钟", 20, "填报指标", None],
    ["T03", "事故", 2, "=", "起", 9, "填报指标", None],
]
TASKS = [["序号", "领域/场景", "任务名称", "牵头单位", "配合单位"], ["1", "港口", "建平台", "甲局", "总局"]]
UNITS = [
    ["单位名称", "简称", "职责"],
    ["天津市甲局", "甲局", "牵头"],
    ["天津市乙局", "乙局", "牵头"],
    ["总局", None, "印发"],
]
STANDARDS = ["标准名称", "领域", "标准号", "阶段", "发布日期"]
INDICATORS = ["目标代码", "完成值", "当月完成值"]
REPORTS = ["任务序号", "完成率", "状态", "本月进展"]
SESSIONS = ["培训名称", "举办日期", "参训人次"]


@pytest.fixture
def planned(engine: Engine) -> Engine:
    content = workbook_bytes(规划=PLAN, 目标=TARGETS, 任务分工=TASKS, 单位=UNITS)
    assert take_in(engine, content, "规划.xlsx").problems == []
    return engine


def sent(engine: Engine, unit: str, month: int, reason: str | None = None, **sheets: list[list]) -> Intake:
    """Send a ledger of a month of 2023; each sheet is its header and rows."""
    remarks = ["规划代码：p", f"填报单位：{unit}", f"填报月份：2023年{month}月"]
    content = workbook_bytes(**{name: [remarks, *rows] for name, rows in sheets.items()})
    return take_in(engine, content, f"{month}.xlsx", accepted_reason=reason)


def codes(found: Intake) -> list[str]:
    return [problem.code for problem in found.problems]


def test_standards_are_held_against_the_ledger_before(planned):
    day = date(2023, 5, 12)
    rows = [["甲规范", "港口", "DB12/T 9001-2023", "发布", day], ["乙规范", "港口", None, "审查", None]]
    assert codes(sent(planned, "天津市甲局", 5, 标准=[STANDARDS, *rows])) == []
    changed = [["甲规范", "港口", None, "批准", None], ["乙规范", "港口", None, "起草", None]]
    found = sent(planned, "甲局", 6, 标准=[STANDARDS, *changed])
    assert codes(found) == ["no-longer-published", "stage-back"]
    assert "天津市甲局 2023年5月" in found.problems[0].message
    other = sent(
        planned, "天津市乙局", 6, 标准=[STANDARDS, ["丙规范", "港口", "DB12/T 9001-2023", "发布", day]]
    )
    assert codes(other) == ["standard-number-known"]
    assert other.is_rejected


def test_what_was_undone_is_not_held_against_anybody(planned):
    rows = [["乙规范", "港口", None, "审查", None]]
    saved = sent(planned, "天津市甲局", 5, 标准=[STANDARDS, *rows])
    with transaction(planned) as connection:
        undo(connection, [saved.import_id], file="撤销")
    assert (
        codes(sent(planned, "天津市乙局", 6, 标准=[STANDARDS, ["乙规范", "港口", None, "起草", None]])) == []
    )


def test_indicators_are_held_against_earlier_months_whatever_the_ledger(planned):
    first = [INDICATORS, ["T01", 5, None], ["T02", 18, None], ["T03", 6, None]]
    assert codes(sent(planned, "甲局", 5, 指标=first)) == []
    second = [INDICATORS, ["T01", 4, None], ["T02", 15, None], ["T03", 5, None]]
    found = sent(planned, "甲局", 6, 指标=second)
    assert [(problem.cell, problem.code) for problem in found.problems] == [("B3", "total-falls")]
    assert codes(sent(planned, "甲局", 6, 指标=[INDICATORS, ["T01", 7, 3]])) == ["total-not-sum"]


def test_tasks_are_held_against_earlier_months_and_the_units_the_plan_gives_them_to(planned):
    assert codes(sent(planned, "甲局", 5, 进展=[REPORTS, ["1", "60%", "按序时", "推进"]])) == []
    assert codes(sent(planned, "总局", 6, 进展=[REPORTS, ["1", "50%", "按序时", "推进"]])) == ["share-falls"]
    other = sent(
        planned,
        "乙局",
        6,
        进展=[REPORTS, ["1", "70%", "按序时", "推进"]],
        指标=[INDICATORS, ["T01", 5, None]],
    )
    assert sorted(codes(other)) == ["row-of-another-unit"] * 2


def test_sessions_are_held_against_those_of_the_ledger_before(planned):
    day = date(2023, 5, 12)
    assert codes(sent(planned, "甲局", 5, 培训=[SESSIONS, ["公路养护标准宣贯会", day, 20]])) == []
    again = sent(planned, "甲局", 6, 培训=[SESSIONS, ["公路养护标准 宣贯会。", day, 20]])
    assert codes(again) == ["training-known"]


def test_a_warning_is_accepted_with_a_reason_that_stays_with_the_import(planned):
    sent(planned, "甲局", 5, 指标=[INDICATORS, ["T01", 5, None]])
    rows = [INDICATORS, ["T01", 4, None]]
    assert sent(planned, "甲局", 6, 指标=rows).is_rejected
    accepted = sent(planned, "甲局", 6, "上月多计一个，已核实", 指标=rows)
    assert accepted.import_id is not None and codes(accepted) == ["total-falls"]
    with snapshot(planned) as connection:
        newest = facts.import_list(connection).iloc[0]
    assert newest["accepted_reason"] == "上月多计一个，已核实"


def test_the_same_workbook_twice_raises_nothing_new(planned):
    rows = [STANDARDS, ["甲规范", "港口", "DB12/T 9001-2023", "发布", date(2023, 5, 12)]]
    for _time in range(2):
        assert codes(sent(planned, "甲局", 5, 标准=rows)) == []


def test_only_the_kinds_of_the_workbook_are_read_from_the_store(planned):
    from sqlalchemy import event

    asked: list[str] = []
    event.listen(
        planned, "before_cursor_execute", lambda _c, _cur, statement, *_rest: asked.append(statement)
    )
    sent(planned, "甲局", 5, 培训=[SESSIONS, ["宣贯会", date(2023, 5, 12), 20]])
    names = ("standards", "indicators", "task_reports")
    assert not [each for each in asked if any(f"FROM {name} " in each.replace("\n", " ") for name in names)]
    assert any("FROM trainings " in each.replace("\n", " ") for each in asked)
