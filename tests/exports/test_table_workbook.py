"""One table as a workbook, to be worked on further: numbers stay numbers, text stays text, missing stays blank."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from exports.sheets import DEMO_REMARK
from exports.xlsx import MONTH_FORMAT, table_workbook
from tables.table import Column, Kind, Table


def sheet(table: Table, remarks=()):
    return load_workbook(BytesIO(table_workbook(table, remarks))).active


TABLE = Table(
    "coverage",
    "覆盖率",
    [Column("月份", Kind.MONTH), Column("完成率", Kind.SHARE), Column("=1+1")],
    [["2023-06", 0.625, "@SUM(A1)"], ["2023-07", None, "-3"]],
)


def test_shares_are_percentages_and_missing_is_blank():
    made = sheet(TABLE, ["2023年6月"])
    assert made["A1"].value == "覆盖率" and made["A2"].value == "2023年6月"
    assert (made["B4"].value, made["B4"].number_format) == (0.625, "0.0%")
    assert made["B5"].value is None


def test_months_are_their_first_day_and_read_as_months():
    made = sheet(TABLE)
    assert (made["A3"].value, made["A3"].number_format) == (datetime(2023, 6, 1), MONTH_FORMAT)


@pytest.mark.parametrize("cell, text", [("C3", "=1+1"), ("C4", "@SUM(A1)"), ("C5", "-3")])
def test_text_that_begins_like_a_formula_is_text(cell, text):
    made = sheet(TABLE, ["2023年6月"])
    assert (made[cell].value, made[cell].data_type) == (text, "s")


def test_demonstration_data_says_so():
    assert sheet(replace(TABLE, is_demo=True))["A2"].value == DEMO_REMARK
    assert sheet(TABLE)["A2"].value == "月份"


def test_dates_are_dates_and_titles_make_names_of_sheets():
    title = "各[领域]：发布/计划*进度" * 4
    made = sheet(Table("published", title, [Column("发布", Kind.DAY)], [[date(2023, 6, 21)]]))
    assert made["A3"].is_date and made.title == ("各领域：发布计划进度" * 4)[:31]


def test_an_empty_table_has_its_header():
    assert sheet(Table("empty", "空", [Column("名称")], []))["A2"].value == "名称"
