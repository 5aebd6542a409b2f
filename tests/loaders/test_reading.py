"""Reading workbooks: what is found in them, and every problem with its cell."""

from dataclasses import replace
from datetime import date

import pytest

from loaders.known import Background
from loaders.reader import read_workbook
from loaders.workbook import cell_name, open_workbook
from tests.loaders.sheets import PLAN, REMARKS, STANDARDS, read, told, workbook_bytes
from words.errors import WorkbookUnreadable
from words.terms import Level


def test_a_ledger_tells_its_plan_unit_and_month():
    reading = read(
        标准台账=[
            ["标准月度台账"],
            REMARKS,
            STANDARDS,
            ["港口规范", "基础设施", "DB12/T 9001-2023", "发布", date(2023, 5, 12)],
        ]
    )
    assert (reading.plan_code, reading.unit, reading.month, reading.is_demo) == (
        "p",
        "甲单位",
        "2023-06",
        False,
    )
    (rows,) = reading.sheets
    assert (rows.kind, rows.sheet, rows.header_rows, rows.numbers) == ("standards", "标准台账", (3,), [4])
    assert rows.records()[0] == {
        "name": "港口规范",
        "section": "基础设施",
        "standard_number": "DB12/T 9001-2023",
        "stage": "发布",
        "published_on": date(2023, 5, 12),
    }
    assert rows.cells["published_on"] == "E"
    assert told(reading) == []


def test_several_kinds_in_one_workbook():
    reading = read(
        标准=[REMARKS, STANDARDS, ["港口规范", "基础设施"]],
        培训=[["培训名称", "举办日期", "参训人次"], ["宣贯会", date(2023, 6, 1), "35人次"]],
        指标=[["目标代码", "完成值", "分子", "分母"], ["T02", 0.5, 10, 20]],
        进展=[["任务序号", "完成率", "状态", "本月进展"], ["1", "60%", "按序时", "完成主体工程"]],
    )
    assert [(rows.kind, len(rows.rows)) for rows in reading.sheets] == [("standards", 1), ("trainings", 1), ("indicators", 1), ("task_reports", 1)]  # fmt: skip
    assert told(reading) == []
    indicators, reports = reading.sheets[2:]
    assert indicators.records()[0]["month"] == reports.records()[0]["month"] == "2023-06"
    assert reports.records()[0] | {"month": None} == {
        "task_code": "1",
        "month": None,
        "attained_share": 0.6,
        "status": "on_time",
        "progress_text": "完成主体工程",
    }


def test_merged_group_cells_belong_to_every_row_of_their_block():
    rows = [
        ["序号", "场景", "任务名称", "牵头单位"],
        ["1", "智慧港口", "一码通行", "甲单位、乙单位"],
        ["2", None, "评价体系", None],
    ]
    reading = read({"任务分工": ["B2:B3", "D2:D3"]}, 任务分工=rows)
    assert [(row["section"], row["lead_units"]) for row in reading.sheets[0].records()] == [
        ("智慧港口", ["甲单位", "乙单位"])
    ] * 2


def test_notes_totals_blank_rows_and_repeated_headers_are_not_rows():
    reading = read(
        标准=[
            REMARKS,
            STANDARDS,
            ["甲规范", "基础设施"],
            [None],
            STANDARDS,
            ["乙规范", "安全保障"],
            ["合  计", None, 2],
            ["注：阶段按GB/T 16733填写。"],
        ]
    )
    assert [row["name"] for row in reading.sheets[0].records()] == ["甲规范", "乙规范"]
    assert reading.sheets[0].numbers == [3, 6]


def test_every_wrong_cell_is_told_at_once():
    reading = read(
        标准=[
            REMARKS,
            STANDARDS,
            ["甲规范", "基础设施", "DB12/T 9001-2023", "不知道", date(2023, 5, 12)],
            [None, "基础设施", None, "发布", "五月"],
            ["甲规范", "基础设施", None, "起草", None],
        ]
    )
    assert sorted(told(reading)) == [
        ("A4", "missing-value"),
        ("A5", "duplicate-key"),
        ("C4", "published-without-number"),
        ("D3", "bad-choice"),
        ("E4", "no-day"),
    ]


def test_a_missing_column_is_told_with_its_name():
    reading = read(标准=[REMARKS, ["标准名称", "标准号", "发布日期"], ["甲规范", None, None]])
    assert told(reading) == [("A2", "missing-column")]
    assert "领域" in reading.problems[0].message


def test_a_workbook_of_something_else_has_no_table():
    reading = read(随便=[["购物清单", "数量"], ["苹果", 3]])
    assert told(reading) == [("", "no-table")]


def test_codes_and_units_are_checked_against_the_plan():
    reading = read(
        指标=[
            ["规划代码：p", "填报单位：丙单位", "填报月份：2023年6月"],
            ["目标代码", "完成值", "分子", "分母"],
            ["T09", 3, None, None],
            ["T02", None, 21, 20],
        ]
    )
    assert told(reading) == [
        ("", "unknown-unit"),
        ("A3", "unknown-target"),
        ("C4", "numerator-above-denominator"),
    ]


def test_a_ledger_without_its_remarks_says_what_is_missing():
    reading = read(标准=[STANDARDS, ["甲规范", "基础设施"]])
    assert [code for _cell, code in told(reading)] == ["no-plan"]
    with_plan = read(标准=[["规划代码：p"], STANDARDS, ["甲规范", "基础设施"]])
    assert [code for _cell, code in told(with_plan)] == ["no-month", "no-unit"]


def test_what_the_caller_says_comes_before_what_the_workbook_says():
    content = workbook_bytes(标准=[REMARKS, STANDARDS, ["甲规范", "基础设施"]])
    book = open_workbook(content, "a.xlsx")
    reading = read_workbook(book, Background({"p": PLAN}), plan_code="p", unit="乙单位", month="2023-05")
    assert (reading.unit, reading.month) == ("乙单位", "2023-05")


def test_a_month_before_the_plan_is_refused():
    plan = type(PLAN)("p", "规划", starts_on=date(2021, 1, 1), ends_on=date(2025, 12, 31))
    rows = [["规划代码：p", "填报单位：甲", "填报月份：2020年12月"], STANDARDS, ["甲规范", "基础设施"]]
    assert told(read(plan=plan, 标准=rows)) == [("", "month-outside-plan")]


@pytest.mark.parametrize("newest, codes", [("2023-05", []), ("2023-06", []), ("2023-07", ["older-ledger"])])
def test_a_register_older_than_the_newest_one_of_its_unit_is_told(newest, codes):
    plan = replace(PLAN, reported={("甲单位", "standards"): newest, ("乙单位", "standards"): "2024-01"})
    reading = read(plan=plan, 标准=[REMARKS, STANDARDS, ["甲规范", "基础设施"]])
    assert [code for _cell, code in told(reading)] == codes


def test_demonstration_data_is_recognised_by_its_remark():
    assert read(标准=[[*REMARKS, "演示数据：数值均为虚构"], STANDARDS, ["甲规范", "基础设施"]]).is_demo


def test_a_zero_report_has_tables_without_rows():
    reading = read(标准=[REMARKS, STANDARDS])
    assert [(rows.kind, rows.rows) for rows in reading.sheets] == [("standards", [])]
    assert told(reading) == []


def test_rows_of_a_template_that_nobody_filled_in_are_left_out():
    reading = read(
        指标=[REMARKS, ["目标代码", "指标名称", "完成值", "分子"], ["T01", "试点", None, " "], ["T02", None, 0, None]],
        进展=[
            ["任务序号", "任务名称", "完成率", "状态", "本月进展"],
            ["1", "甲", None, None, "无"],
            ["2", "乙", None, None, None],
            [None, "丙", None, None, None],
        ],
    )  # fmt: skip
    assert told(reading) == [("C3", "not-filled-in"), ("D3", "not-filled-in"), ("A4", "missing-value")]
    assert [rows.numbers for rows in reading.sheets] == [[4], [2, 4]]
    assert not reading.has(Level.WARNING)


def test_a_template_that_nobody_filled_in_is_no_zero_report():
    header = ["目标代码", "完成值"]
    reading = read(指标=[REMARKS, header, ["T01", None], ["T02", None]], 标准=[STANDARDS])
    assert told(reading) == [("A2", "table-not-filled-in")]
    assert [(rows.kind, rows.rows) for rows in reading.sheets] == [("standards", [])]
    alone = read(指标=[header, ["T01", None]])
    assert [code for _cell, code in told(alone)] == ["table-not-filled-in", "no-plan"]
    assert read(指标=[REMARKS, header]).sheets[0].rows == []


def test_a_register_has_no_rows_to_leave_out():
    assert told(read(标准=[REMARKS, STANDARDS, ["甲规范", "基础设施"]])) == []


def test_hidden_sheets_are_told_and_not_read():
    from io import BytesIO

    from openpyxl import load_workbook

    book = load_workbook(
        BytesIO(workbook_bytes(标准=[REMARKS, STANDARDS], 旧=[STANDARDS, ["甲规范", "基础设施"]]))
    )
    book["旧"].sheet_state = "hidden"
    file = BytesIO()
    book.save(file)
    reading = read_workbook(open_workbook(file.getvalue(), "a.xlsx"), Background({"p": PLAN}))
    assert [rows.sheet for rows in reading.sheets] == ["标准"]
    assert told(reading) == [("", "hidden-sheet")]


@pytest.mark.parametrize(
    "content", [b"", b"just text", b"PK\x03\x04 not a zip", b"<html><table></table></html>"]
)
def test_what_is_no_workbook_is_refused_by_name(content):
    with pytest.raises(WorkbookUnreadable, match=r"台账\.xlsx"):
        open_workbook(content, "台账.xlsx")


@pytest.mark.parametrize(
    "row, column, name", [(0, 0, "A1"), (22, 5, "F23"), (0, 25, "Z1"), (9, 26, "AA10"), (0, 702, "AAA1")]
)
def test_cells_are_named_as_excel_names_them(row, column, name):
    assert cell_name(row, column) == name
