"""Which month a ledger and its rows are of, rows that stand twice, and lists of problems that would flood."""

from dataclasses import replace
from datetime import date

import pytest

import words
from loaders.problems import MOST_OF_A_CODE, problem, shortened
from tests.loaders.sheets import PLAN, REMARKS, STANDARDS, read, told
from words.terms import Level

PERIOD = replace(PLAN, starts_on=date(2021, 1, 1), ends_on=date(2022, 6, 30))
REPORTS = ["任务序号", "月份", "完成率", "状态", "本月进展"]


@pytest.mark.parametrize(
    "month, found",
    [
        ("2020年12月", "month-outside-plan"),
        ("2021年1月", None),
        ("2022年7月", None),
        ("2023年6月", None),  # last figures come in for a year after the end
        ("2023年7月", "month-after-plan"),
    ],
)
def test_a_month_outside_the_plan_at_both_ends(month, found):
    rows = [["规划代码：p", "填报单位：甲单位", f"填报月份：{month}"], STANDARDS]
    result = read(plan=PERIOD, 标准=rows)
    assert told(result) == ([("", found)] if found else [])
    assert result.has(Level.ERROR) is (found == "month-outside-plan")


@pytest.mark.parametrize("month, found", [("2023年6月", []), ("2023年5月", []), ("2023年7月", [("B3", "month-after-ledger")]), ("2020年12月", [("B3", "month-outside-plan")])])  # fmt: skip
def test_a_row_is_of_the_month_reported_or_an_earlier_one_of_the_plan(month, found):
    plan = replace(PLAN, starts_on=date(2021, 1, 1))
    result = read(plan=plan, 进展=[REMARKS, REPORTS, ["1", month, "50%", "按序时", "推进"]])
    assert told(result) == found
    assert all(each.level is Level.ERROR for each in result.problems)


def test_rows_of_a_month_outside_the_plan_are_not_told_one_by_one():
    rows = [
        ["规划代码：p", "填报单位：甲单位", "填报月份：2020年12月"],
        REPORTS,
        ["1", None, "50%", "按序时", "推进"],
    ]
    assert told(read(plan=PERIOD, 进展=rows)) == [("", "month-outside-plan")]


def test_a_unit_not_known_is_told_with_the_nearest_name():
    result = read(标准=[["规划代码：p", "填报单位：甲单立", "填报月份：2023年6月"], STANDARDS])
    assert told(result) == [("", "unknown-unit")]
    assert "甲单位" in result.problems[0].message and result.problems[0].level is Level.WARNING


def test_a_row_twice_is_found_across_the_sheets_of_a_kind():
    result = read(
        标准一=[REMARKS, STANDARDS, ["甲规范", "港口"]],
        标准二=[STANDARDS, ["乙规范", "港口"], ["甲规范", "公路"]],
    )
    assert told(result) == [("A3", "duplicate-key")]
    assert "标准一!A3" in result.problems[0].message and result.problems[0].sheet == "标准二"


# --- no flood ---


def problems(count, sheet="标准", code="not-a-number"):
    return [problem(code, sheet=sheet, cell=f"C{at + 3}", value=at) for at in range(count)]


@pytest.mark.parametrize("count", [MOST_OF_A_CODE, MOST_OF_A_CODE + 1])
def test_up_to_twenty_one_problems_of_a_code_are_told_one_by_one(count):
    assert shortened(problems(count)) == problems(count)


def test_more_of_a_code_on_a_sheet_are_told_as_twenty_and_one_that_counts_the_rest():
    words.use_language("en")
    found = shortened(problems(500))
    assert found[:MOST_OF_A_CODE] == problems(MOST_OF_A_CODE)
    (last,) = found[MOST_OF_A_CODE:]
    assert (last.code, last.level, last.cell) == ("not-a-number", Level.ERROR, "C23")
    assert "479 more" in last.message and "500 in all" in last.message and "C24、C25" in last.message
    assert len(last.message) < 400


def test_each_code_and_each_sheet_is_counted_by_itself():
    many = problems(15) + problems(15, code="not-a-date") + problems(15, sheet="标准二")
    assert shortened(many) == many


def test_cells_that_cannot_be_read_do_not_flood_either():
    rows = [[f"规范{at}", "港口", None, "不知道"] for at in range(60)]
    result = read(标准=[REMARKS, STANDARDS, *rows])
    assert len(result.problems) == MOST_OF_A_CODE + 1
    assert "60" in result.problems[-1].message
