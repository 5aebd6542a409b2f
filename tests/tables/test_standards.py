"""Tables of standards: the same one on the page, in its workbook and in a briefing."""

from datetime import date, datetime

import pytest

from metrics.periods import load_periods
from metrics.pipeline import pipeline, reviews_due
from metrics.stages import timeline
from tables.standards import late_table, reviews_table, standards_table, stays_table
from tests.metrics.drawn import drawn
from tests.shown import in_briefing, in_workbook, on_screen
from words.months import months_between

MONTH = "2023-06"
STANDARDS = [
    {"name": "甲规范", "section": "港口", "stage": "征求意见", "lead_units": ["港航局"], "registered_on": date(2021, 2, 3)},
    {"name": "乙规范", "section": "公路", "stage": "发布", "published_on": date(2018, 5, 9), "standard_number": "DB12/T 1-2018"},
    {"name": "丁规范"},
]  # fmt: skip
SEEN = [
    ("甲规范", "起草", "2021-03", 1),
    ("甲规范", "征求意见", "2021-09", 2),
    ("乙规范", "发布", "2023-01", 1),
    ("丁规范", None, "2023-01", 1),
]


@pytest.fixture
def facts():
    return drawn(
        standards=STANDARDS,
        versions=SEEN,
        reports=[("standards", month, {"row_count": 9}) for month in months_between("2023-01", MONTH)],
        units=[{"name": "天津市港航局", "short_name": "港航局"}],
    )


def test_the_list_is_one_table_with_fewer_columns_on_a_page_than_in_its_workbook(facts):
    table = standards_table(pipeline(facts, MONTH).listing)
    header, late, published, untold = on_screen(table)
    assert header == ["标准名称", "标准号", "领域", "阶段", "日期", "牵头单位", "来源单元格"]
    assert late[:6] == [
        "甲规范",
        "—",
        "港口",
        "征求意见 不晚于2021年9月超时限",
        "立项 2021年2月3日",
        "天津市港航局",
    ]
    assert published[1:5] == ["DB12/T 1-2018", "公路", "发布 2018年5月起", "发布 2018年5月9日"]
    assert untold[:6] == ["丁规范", "—", "—", "—", "—", "—"]
    sheet_header, *sheet = in_workbook(table)
    assert sheet_header == [
        *["标准名称", "标准号", "领域", "方向", "主题", "阶段", "进入阶段月份", "停留月数", "超时限"],
        *["立项日期", "发布日期", "实施日期", "牵头单位", "备注", "来源单元格"],
    ]
    row = dict(zip(sheet_header, sheet[0], strict=True))
    assert (row["阶段"], row["进入阶段月份"], row["停留月数"], row["超时限"]) == (
        "征求意见",
        datetime(2021, 9, 1),
        21,
        "是",
    )
    assert row["立项日期"] == datetime(2021, 2, 3) and row["来源单元格"] == "台账2.xlsx › standards › F4"
    assert sheet[2][1:-1] == [None] * 13


def test_those_over_their_period_show_the_same_in_a_briefing_and_its_workbook(facts):
    figures = pipeline(facts, MONTH)
    table = late_table([row for row in figures.ageing if row.is_over], figures.listing)
    header = ["标准名称", "领域", "阶段", "停留月数", "时限（月）", "牵头单位"]
    assert in_briefing(table) == [header, ["甲规范", "港口", "征求意见", "21", "2", "天津市港航局"]]
    assert in_workbook(table) == [
        [*header, "来源单元格"],
        ["甲规范", "港口", "征求意见", 21, 2, "天津市港航局", "台账2.xlsx › standards › F4"],
    ]


def test_reviews_show_the_same_on_page_and_in_a_workbook(facts):
    table = reviews_table("复审到期", reviews_due(facts, MONTH, within=60))
    assert on_screen(table) == [
        ["标准名称", "标准号", "发布日期", "复审到期"],
        ["乙规范", "DB12/T 1-2018", "2018年5月9日", "2023年5月，已逾期1个月"],
    ]
    header, cells = in_workbook(table)
    row = dict(zip(header, cells, strict=True))
    assert (row["复审到期"], row["剩余月数"], row["牵头单位"]) == (datetime(2023, 5, 1), -1, None)


def test_a_stay_says_within_which_months_it_began_and_what_its_period_is(facts):
    table = stays_table("阶段", timeline(facts, "甲规范", MONTH), load_periods().stages)
    registered, _drafting, comments = on_screen(table)[1:]
    assert registered[:4] == ["立项", "2021年2月", "2021年3月", "1（时限3）"] and registered[4] == "—"
    assert comments[:4] == ["征求意见", "2021年3月至2021年9月", "仍在该阶段", "21（时限2）"]
    assert comments[5] == "standards › F4台账2.xlsx"
