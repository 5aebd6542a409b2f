"""Rows of another unit: by the plan's division of work, and by who reported them before."""

from dataclasses import replace
from datetime import date

import pytest

from loaders.known import KnownTarget
from tests.loaders.sheets import PLAN, REMARKS, STANDARDS, read, told
from words.kinds.standards import StoredStandard
from words.kinds.task_reports import StoredReport
from words.kinds.trainings import StoredTraining
from words.terms import Level

UNITS = {"天津市甲局": "天津市甲局", "甲局": "天津市甲局", "天津市乙局": "天津市乙局", "乙局": "天津市乙局"}
TASK = ["1", "50%", "按序时", "推进"]


def reading(unit, task_units=frozenset(), target_units=frozenset(), **changes):
    """Read a report on task 1 and target T01 by a unit."""
    plan = replace(
        PLAN,
        units=UNITS,
        tasks={"1": frozenset(task_units)},
        targets={"T01": KnownTarget("项", units=frozenset(target_units))},
        **changes,
    )
    return read(
        plan=plan,
        进展=[
            ["规划代码：p", f"填报单位：{unit}", "填报月份：2023年6月"],
            ["任务序号", "完成率", "状态", "本月进展"],
            TASK,
        ],
        指标=[["目标代码", "完成值"], ["T01", 3]],
    )


def test_a_task_and_a_target_of_another_unit_are_told_with_its_name():
    result = reading("天津市甲局", {"天津市乙局"}, {"天津市乙局"})
    assert sorted(told(result)) == [("A2", "row-of-another-unit"), ("A3", "row-of-another-unit")]
    assert all("天津市乙局" in each.message and each.level is Level.WARNING for each in result.problems)


@pytest.mark.parametrize(
    "unit, named",
    [
        ("天津市甲局", ["天津市甲局"]),
        ("甲局", ["天津市甲局"]),  # an alias reports
        ("天津市甲局", ["天津市乙局", "甲局"]),  # it supports the task, under an alias
        ("天津市甲局", ["市甲局"]),  # a shorter form that the list lacks
        ("天津市甲局", ["各有关部门"]),  # may be any of them
        ("天津市甲局", []),
    ],
)
def test_a_unit_reports_what_the_plan_gives_it(unit, named):
    assert told(reading(unit, named, named)) == []


def test_a_unit_that_issued_the_plan_may_report_all_of_it():
    assert told(reading("甲局", {"天津市乙局"}, issuers=frozenset({"天津市甲局"}))) == []


def test_of_a_unit_that_the_plan_does_not_know_only_that_is_told():
    assert [code for _cell, code in told(reading("丙局", {"天津市乙局"}))] == ["unknown-unit"]


@pytest.mark.parametrize(
    "unit, found", [("甲单位", []), ("乙单位", [("A3", "other-unit-reported")]), (None, [])]
)
def test_a_standard_that_another_unit_reported_before(unit, found):
    known = StoredStandard("甲规范", None, "起草", None, unit, "2023-05" if unit else None)
    plan = replace(PLAN, rows={"standards": {"p|甲规范": known}})
    result = read(plan=plan, 标准=[REMARKS, STANDARDS, ["甲规范", "港口", None, "起草"]])
    assert told(result) == found
    assert all("乙单位" in each.message and "2023年5月" in each.message for each in result.problems)


def test_a_unit_under_its_alias_is_no_other_unit():
    known = StoredStandard("甲规范", None, "起草", None, "天津市甲局", "2023-05")
    plan = replace(PLAN, units=UNITS, rows={"standards": {"p|甲规范": known}})
    remarks = ["规划代码：p", "填报单位：甲局", "填报月份：2023年6月"]
    assert told(read(plan=plan, 标准=[remarks, STANDARDS, ["甲规范", "港口", None, "起草"]])) == []


def test_two_units_report_a_task_in_different_months_only():
    rows = [REMARKS, ["任务序号", "完成率", "状态", "本月进展"], TASK]
    other = StoredReport("1", "2023-06", 0.4, "on_time", "推进", "乙单位")
    result = read(plan=replace(PLAN, rows={"task_reports": {"p|1|2023-06": other}}), 进展=rows)
    assert told(result) == [("A3", "other-unit-reported")]
    earlier = other._replace(month="2023-05")
    assert told(read(plan=replace(PLAN, rows={"task_reports": {"p|1|2023-05": earlier}}), 进展=rows)) == []


def test_a_training_that_another_unit_reported_before():
    day = date(2023, 6, 8)
    plan = replace(
        PLAN, rows={"trainings": {f"p|宣贯会|{day}": StoredTraining("宣贯会", day, 20, "乙单位", "2023-06")}}
    )
    rows = [REMARKS, ["培训名称", "举办日期", "参训人次"], ["宣贯会", day, 20]]
    assert told(read(plan=plan, 培训=rows)) == [("A3", "other-unit-reported")]
