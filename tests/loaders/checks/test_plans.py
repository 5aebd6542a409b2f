"""Plan workbooks: codes, dates, values and names that do not go with one another."""

from datetime import date

import pytest

from loaders.known import Background
from loaders.reader import read_workbook
from loaders.workbook import open_workbook
from tests.loaders.sheets import PLAN, read, told, workbook_bytes
from words.terms import Level

FORM = [
    ["规划代码", "q"],
    ["规划名称", "示例规划"],
    ["起始日期", date(2021, 1, 1)],
    ["截止日期", date(2025, 12, 31)],
]
TARGETS = ["目标代码", "目标名称", "目标值", "比较关系", "完成时限", "口径"]
CHECKPOINTS = ["目标代码", "节点日期", "计划值"]
UNITS = ["单位名称", "简称", "别名", "职责"]


def target(code="T01", value=90, comparator="≥", due=date(2025, 12, 31)):
    return [code, "标准", value, comparator, due, "发布标准数"]


def codes(**sheets):
    """The problems of a plan workbook: its form and these sheets."""
    book = open_workbook(workbook_bytes(规划=FORM, **sheets), "规划.xlsx")
    return told(read_workbook(book, Background({"p": PLAN})))


@pytest.mark.parametrize("code, found", [("T01", []), ("T1", [("A2", "unknown-target")])])
def test_a_checkpoint_is_of_a_target_in_the_workbook(code, found):
    assert codes(目标=[TARGETS, target()], 节点=[CHECKPOINTS, [code, date(2023, 12, 31), 50]]) == found


def test_a_baseline_may_name_a_target_in_the_workbook():
    rows = [
        ["基期代码", "指标名称", "基期值", "关联目标"],
        ["B1", "标准", 60, "T09"],
        ["B2", "培训", 5, None],
    ]
    assert codes(目标=[TARGETS, target()], 基期=rows) == [("D2", "unknown-target")]


def test_checkpoints_by_themselves_are_checked_against_the_stored_targets():
    rows = [["规划代码：p"], CHECKPOINTS, ["T01", date(2023, 12, 31), 50], ["T09", date(2023, 12, 31), 50]]
    assert told(read(节点=rows)) == [("A4", "unknown-target")]


@pytest.mark.parametrize(
    "day, found", [(date(2023, 12, 31), []), (date(2024, 1, 1), [("B2", "checkpoint-after-due")])]
)
def test_a_checkpoint_is_not_later_than_its_target_is_due(day, found):
    rows = [TARGETS, target(due=date(2023, 12, 31))]
    assert codes(目标=rows, 节点=[CHECKPOINTS, ["T01", day, 90]]) == found


@pytest.mark.parametrize("day, found", [(date(2021, 1, 1), []), (date(2020, 12, 31), [("E2", "due-outside-plan")]), (date(2026, 1, 1), [("E2", "due-outside-plan")])])  # fmt: skip
def test_what_is_due_is_due_within_the_plan(day, found):
    assert codes(目标=[TARGETS, target(due=day)]) == found


def test_a_comparator_compares_with_a_number():
    assert codes(目标=[TARGETS, target(value=None)]) == [("C2", "comparator-without-value")]
    assert codes(目标=[TARGETS, target(value=None, comparator=None)]) == []


@pytest.mark.parametrize(
    "first, second, found",
    [
        (["天津市甲局", "甲局", None, "牵头"], ["天津市乙局", "乙局", None, "牵头"], []),
        (["天津市甲局", "甲局", "甲局", "牵头"], ["天津市乙局", "乙局", None, "牵头"], []),
        (["天津市甲局", "甲局", None, "牵头"], ["甲局", None, None, "牵头"], [("A3", "unit-name-twice")]),
        (["天津市甲局", "局", None, "牵头"], ["天津市乙局", "局", None, "牵头"], [("B3", "unit-name-twice")]),
        (
            ["天津市甲局", None, "局", "牵头"],
            ["天津市乙局", None, "乙局、局", "牵头"],
            [("C3", "unit-name-twice")],
        ),
        (["天津市甲局", None, None, "牵头"], ["天津市甲局", None, None, "配合"], [("A3", "duplicate-key")]),
    ],
)
def test_a_name_means_one_unit(first, second, found):
    assert codes(单位=[UNITS, first, second]) == found


def test_the_levels_of_plan_checks():
    book = open_workbook(
        workbook_bytes(规划=FORM, 目标=[TARGETS, target(value=None, due=date(2026, 1, 1))]), "规划.xlsx"
    )
    assert {each.level for each in read_workbook(book, Background()).problems} == {Level.WARNING}


YEARS = [*CHECKPOINTS, "计量周期"]


def yearly(*values: float, cycle: str | None = "年度") -> list[list]:
    """Checkpoints at the ends of the years from 2021 on."""
    return [YEARS, *(["T01", date(2021 + at, 12, 31), value, cycle] for at, value in enumerate(values))]


@pytest.mark.parametrize(
    "rows, found",
    [
        (yearly(10, 20, 20, 20, 20), []),
        (yearly(10, 20, 20, 20, 10), [("C6", "checkpoints-yearly-sum")]),
        (yearly(10, 30, 50, 70, 90, cycle=None), []),
        (yearly(10, 20, 20, 20, 20, cycle=None), [("C6", "checkpoints-perhaps-yearly")]),
        (yearly(10, 30, 25, 70, cycle=None), [("C4", "checkpoints-backwards")]),
        (yearly(10, 95, cycle=None), [("C3", "checkpoints-beyond-target")]),
    ],
)
def test_checkpoints_lead_to_their_target(rows, found):
    assert codes(目标=[TARGETS, target()], 节点=rows) == found
