"""Tables of rates: the same one on the page, in its workbook and in a briefing."""

from datetime import datetime

import pytest

from metrics.board import board
from metrics.coverage import drift, rates, readings
from tables.coverage import drifts_table, rates_table, readings_table
from tests.metrics.drawn import drawn, target
from tests.metrics.test_coverage import RATE, STATIONS, reading
from tests.shown import in_briefing, in_workbook, on_screen
from words.terms import Status

MONTH = "2023-03"


@pytest.fixture
def facts():
    """A rate with numerators and denominators, one that was given without, and one that nobody reported."""
    return drawn(
        targets=[target(code, **RATE) for code in ("T01", "T02", "T03")],
        indicators=[*STATIONS, reading("2023-03", value=0.5, code="T02")],
    )


def test_rates_show_the_same_on_page_workbook_and_briefing(facts):
    table = rates_table("rates", "覆盖率", rates(board(facts, MONTH)), drift(readings(facts, MONTH)))
    header, both, alone, nothing = on_screen(table)
    assert header[2:6] == ["分子 / 分母", "完成值／目标值", "应达", "状态"]
    assert both[2:8] == ["199 / 259", "76.8% / ≥ 100%", "45%", "达序时", "2025年12月", "2023年3月"]
    assert alone[2:4] == ["只报了比率，未报分子、分母", "50% / ≥ 100%"]
    assert nothing[2:6] == ["—", "— / ≥ 100%", "45%", "未报"]
    sheet_header, *sheet = in_workbook(table)
    row, _alone, silent = [dict(zip(sheet_header, cells, strict=True)) for cells in sheet]
    assert (row["分子"], row["分母"], row["目标值"]) == (199, 259, 1)
    assert row["完成值"] == pytest.approx(199 / 259) and row["变动（点）"] == pytest.approx(3.17, abs=0.01)
    assert (row["完成时限"], row["数据截至"]) == (datetime(2025, 12, 31), datetime(2023, 3, 1))
    assert row["来源单元格"] == "台账.xlsx › indicators › F5"
    assert silent["完成值"] is None and silent["来源单元格"] is None
    assert in_briefing(table)[:2] == [
        ["覆盖率", "分子", "分母", "完成值", "目标值", "状态", "变动（点）", "分子影响（点）", "分母影响（点）"],
        ["T01", "199", "259", "76.8%", "≥ 100%", "达序时", "+3.2", "+2.3", "+0.9"],
    ]  # fmt: skip
    assert table.row_statuses() == [Status.ON_SCHEDULE, Status.ON_SCHEDULE, Status.UNREPORTED]


def test_what_moved_a_rate_shows_the_same_on_page_and_in_a_workbook(facts):
    table = drifts_table("变动", drift(readings(facts, MONTH)))
    assert on_screen(table)[1] == [
        *["T01", "2022年12月 73.7%", "2023年3月 76.8%", "+3.2", "+2.3", "+0.9", "262", "259", "1"]
    ]
    header, cells = in_workbook(table)
    row = dict(zip(header, cells, strict=True))
    assert (row["首次填报"], row["最近填报"]) == (datetime(2022, 12, 1), datetime(2023, 3, 1))
    assert row["期初覆盖率"] == pytest.approx(193 / 262) and row["期末分母"] == 259


def test_a_reading_has_its_note_beside_its_month_and_in_a_file_in_a_column_of_its_own(facts):
    own = [row for row in readings(facts, MONTH) if row.code == "T01"]
    table = readings_table("历次填报", own)
    assert [row[0] for row in on_screen(table)] == [
        "月份",
        "2022年12月",
        "2023年1月 3个客运站停止运营",
        "2023年3月",
    ]
    header, _first, noted, _last = in_workbook(table)
    row = dict(zip(header, noted, strict=True))
    assert (row["月份"], row["备注"]) == (datetime(2023, 1, 1), "3个客运站停止运营")
    assert row["分子影响（点）"] == 0 and row["分母影响（点）"] == pytest.approx(0.853, abs=1e-3)
