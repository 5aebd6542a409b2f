"""Tables of targets: the same one on the page, in its workbook and in a briefing."""

from datetime import date, datetime

import pytest

from metrics.board import board, figure_rows
from metrics.breakdown import breakdown
from metrics.reconciliation import reconcile
from metrics.restatement import ChangedCell
from screens import links
from tables.table import On
from tables.targets import (
    changed_cells_table,
    ledger_rows_table,
    rate_table,
    targets_table,
    typed_totals_table,
)
from tests.metrics.drawn import drawn, readings, target
from tests.shown import in_briefing, in_workbook, on_screen

MONTH = "2023-06"
STANDARDS = [
    {"name": "甲", "section": "公路", "stage": "发布", "published_on": date(2022, 2, 5)},
    {"name": "乙", "section": "公路", "stage": "发布", "published_on": date(2023, 5, 5)},
]


@pytest.fixture(autouse=True)
def no_address(monkeypatch):
    """Links of a page hold the plan and month of its address; here is none."""
    monkeypatch.setattr(links, "parameter", lambda name: None)


def counted(**fields):
    return drawn(
        targets=[target(measure="published_standards", target_value=4.0) | fields],
        standards=STANDARDS,
        reports=[("standards", MONTH, {"row_count": 2})],
    )


def row_of(facts):
    return board(facts, MONTH).targets[0]


def test_targets_show_the_same_on_page_workbook_and_briefing():
    row = row_of(counted(lead_units=["港航局"], section="标准"))
    table = targets_table("targets", "目标", [row], {"港航局": "天津市港航局"})
    assert on_screen(table) == [
        ["目标", "完成（竖线为序时）", "完成值／目标值", "应达", "偏差（点）", "状态", "完成时限", "牵头单位", "数据截至"],
        ["T01", "", "2 / 4 项", "2", "0", "达序时", "2025年12月", "天津市港航局", "2023年6月"],
    ]  # fmt: skip
    header, values = in_workbook(table)
    sheet = dict(zip(header, values, strict=True))
    assert sheet["目标"] == "T01" and sheet["章节"] == "标准" and sheet["计量单位"] == "项"
    assert (sheet["目标值"], sheet["完成值"], sheet["应达"]) == (4, 2, 2)
    assert (sheet["完成率"], sheet["序时进度"], sheet["偏差（点）"]) == (0.5, 0.5, 0)
    assert (sheet["完成时限"], sheet["数据截至"]) == (datetime(2025, 12, 31), datetime(2023, 6, 1))
    assert (sheet["状态"], sheet["牵头单位"]) == ("达序时", "天津市港航局")
    assert sheet["来源单元格"].count("›") == 2 and "2" in sheet["来源单元格"]
    assert in_briefing(table) == [
        ["目标", "目标值", "完成值", "完成率", "序时进度", "偏差（点）", "状态", "牵头单位"],
        ["T01", "4 项", "2", "50%", "50%", "0", "达序时", "天津市港航局"],
    ]
    assert table.row_statuses() == [row.status]


def test_a_screen_has_no_column_of_lead_units_where_none_is_printed():
    table = targets_table("targets", "目标", [row_of(counted(lead_units=None))])
    assert "牵头单位" not in on_screen(table)[0] and "牵头单位" in in_workbook(table)[0]


def test_a_target_without_a_report_is_unknown_and_never_nought():
    facts = drawn(targets=[target()])
    table = targets_table("targets", "目标", [row_of(facts)])
    assert on_screen(table)[1][2] == "— / 90 项"
    sheet = dict(zip(*in_workbook(table), strict=True))
    assert sheet["完成值"] is None and sheet["完成率"] is None


def test_ledger_rows_have_the_fields_of_what_is_measured_and_their_cells():
    facts = counted()
    rows = figure_rows(facts, "T01", MONTH)
    table = ledger_rows_table("台账", row_of(facts), rows)
    assert on_screen(table)[0] == ["标准名称", "领域", "阶段", "发布日期", "来源单元格"]
    assert [line[:4] for line in on_screen(table)[1:]] == [
        ["甲", "公路", "发布", "2022年2月5日"],
        ["乙", "公路", "发布", "2023年5月5日"],
    ]
    header, first, _second = in_workbook(table)
    assert header == on_screen(table)[0]
    assert first[3] == datetime(2022, 2, 5) and first[4].count("›") == 2


def test_a_rate_by_month_is_the_newest_first_and_without_months_that_have_no_parts():
    rates = [
        {"target_code": "T01", "month": "2023-05", "value": 0.5, "numerator": 50, "denominator": 100},
        {"target_code": "T01", "month": MONTH, "value": 0.6, "numerator": 72, "denominator": 120},
    ]
    facts = drawn(targets=[target(unit="%", target_value=0.8)], indicators=rates)
    months = breakdown(facts, "T01", MONTH, "month").parts
    table = rate_table(row_of(facts), months, {"2023-05": 0.5, MONTH: 0.6})
    assert on_screen(table)[1:] == [
        ["2023年6月", "60%", "72", "120", "+10"],
        ["2023年5月", "50%", "50", "100", "—"],
    ]
    assert in_workbook(table)[1][:4] == [datetime(2023, 6, 1), 0.6, 72, 120]


def test_a_typed_total_stands_beside_the_count_with_its_cell():
    facts = drawn(
        targets=[target(measure="published_standards")],
        standards=STANDARDS,
        reports=[("standards", MONTH, {"row_count": 2})],
        indicators=readings("T01", m202306=5),
    )
    table = typed_totals_table(row_of(facts), reconcile(facts, MONTH))
    assert [line[:4] for line in on_screen(table)[1:]] == [["2023年6月", "2 项", "5 项", "−3 项"]]
    assert in_workbook(table)[1][1:4] == [2, 5, -3]


def test_a_changed_cell_tells_before_after_by_whom_and_why():
    place = {"import_id": 2, "file": "七月.xlsx", "sheet": "培训台账", "cell": "F9"}
    changes = [
        ChangedCell(place, "第13期", 23, 99.5, "王芳", "复核"),
        ChangedCell(place, "甲", ["乙", "丙"], None),
    ]
    table = changed_cells_table(MONTH, row_of(counted()), changes)
    assert on_screen(table)[1:] == [
        ["第13期", "培训台账 › F9七月.xlsx", "23", "99.5", "王芳", "复核"],
        ["甲", "培训台账 › F9七月.xlsx", "乙、丙", "—", "—", "—"],
    ]
    assert in_workbook(table)[1][1] == "七月.xlsx › 培训台账 › F9"
    assert table.on(On.BRIEFING) == table
