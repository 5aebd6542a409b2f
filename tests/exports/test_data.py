"""The data of a chart as a workbook: numbers stay numbers, text stays text, missing stays blank."""

from datetime import date
from io import BytesIO

import pandas as pd
import pytest
from openpyxl import load_workbook

from exports.data import data_workbook
from exports.sheets import DEMO_REMARK


def sheet(*args, **also):
    return load_workbook(BytesIO(data_workbook(*args, **also))).active


TABLE = pd.DataFrame(
    {"月份": ["2023-06", "2023-07"], "完成率": [0.625, None], "=1+1": ["@SUM(A1)", "-3"]}, dtype=object
)


def test_shares_are_percentages_and_missing_is_blank():
    made = sheet("覆盖率", TABLE, ["2023年6月"], unit="%")
    assert made["A1"].value == "覆盖率" and made["A2"].value == "2023年6月"
    assert (made["B4"].value, made["B4"].number_format) == (0.625, "0.0%")
    assert made["B5"].value is None


@pytest.mark.parametrize("cell, text", [("C3", "=1+1"), ("C4", "@SUM(A1)"), ("C5", "-3")])
def test_text_that_begins_like_a_formula_is_text(cell, text):
    made = sheet("覆盖率", TABLE, ["2023年6月"])
    assert (made[cell].value, made[cell].data_type) == (text, "s")


def test_demonstration_data_says_so():
    assert sheet("x", TABLE, is_demo=True)["A2"].value == DEMO_REMARK
    assert sheet("x", TABLE)["A2"].value == "月份"


def test_dates_are_dates_and_titles_make_names_of_sheets():
    made = sheet("各[领域]：发布/计划*进度" * 4, pd.DataFrame({"发布": [date(2023, 6, 21)]}, dtype=object))
    assert made["A3"].is_date and made.title == ("各领域：发布计划进度" * 4)[:31]


def test_an_empty_table_has_its_header():
    assert sheet("空", pd.DataFrame(columns=["名称"]))["A2"].value == "名称"
