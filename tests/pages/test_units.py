"""The units page: what each unit leads and owes, which reports came, whom to remind; and all of one unit."""

import re
from dataclasses import replace
from datetime import date

import pytest

from metrics.reporting import ExpectedReport, MonthMark, ReportMark, ReportState
from pages import units
from screens import cached, links
from tests.pages.example import MONTH, PLAN_CODE
from words.kinds import ledgers

LINK = {"plan": PLAN_CODE, "month": MONTH}


def headline(opened) -> str:
    return re.sub("<[^>]+>", "", re.search("<h1>(.*?)</h1>", opened.html).group(1)).strip()


def codes(opened) -> list[str]:
    return [block.value for block in opened.page.code]


def test_the_first_line_says_how_many_lead_how_many_owe_and_what_calls_for_a_notice(loaded, open_page):
    opened = open_page("units", **LINK)
    assert not opened.page.exception
    assert headline(opened) == "5 个牵头单位：1 个最近一期未报，7 项需提示督办"
    assert "次月5日前按月报送（第1版）" in opened.text


def test_each_unit_has_its_standing_its_notices_and_its_score_with_the_working(loaded, open_page):
    opened = open_page("units", **LINK)
    row = re.search(r"<tr><td[^>]*><a [^>]*>港航局</a>.*?</tr>", opened.html).group(0)
    for shown in ("严重滞后", "逾期未达", "黄色督办单", "红色督办单", "按期率", "0%", "0/2"):
        assert shown in row, shown
    assert "各单位得分计算过程" in opened.text and "报送完整率" in opened.text
    working = next(row.working for row in cached.unit_scores(PLAN_CODE, MONTH) if row.unit == "港航局")
    assert working in opened.text
    assert "另有 1 项目标、0 项任务规划未列牵头单位" in opened.text


def test_the_matrix_marks_each_month_by_shape_and_words_and_leads_to_the_import(loaded, open_page):
    opened = open_page("units", **LINK)
    received = re.search(
        r'<a href="([^"]*)" class="status mark-received" title="2023年6月[^"]*任务进展已报送[^"]*"',
        opened.html,
    )
    assert received and "imports?" in received.group(1) and "number=" in received.group(1)
    missing = re.search(
        r'<span role="img" class="status mark-missing" title="([^"]*)"[^>]*><span [^>]*>✖', opened.html
    )
    assert missing and "未报送" in missing.group(1) and "前报送" in missing.group(1)
    assert matrix_of(opened).count("<td>") == 4 * 12  # the newest months first; all of them by choice
    assert matrix_of(open_page("units", **LINK, span="all")).count("<td>") == 4 * 28


def matrix_of(opened) -> str:
    return re.search(r'<div class="matrix".*?</div>', opened.html, re.DOTALL).group(0)


def test_the_reminders_are_there_to_copy_and_to_take_along(loaded, open_page):
    opened = open_page("units", **LINK)
    texts = [reminder.text for reminder in cached.reminders(PLAN_CODE, MONTH)]
    assert codes(opened) == texts and len(texts) == 1 and texts[0].startswith("公路局：2023年6月任务进展台账")
    labels = [button.proto.label for button in opened.page.get("download_button")]
    assert labels == ["XLSX", "待填报台账（ZIP）", "TXT", "XLSX"]


def test_one_unit_sees_what_it_owes_its_reminder_its_work_and_its_imports(loaded, open_page):
    opened = open_page("units", **LINK, unit="公路局")
    assert not opened.page.exception
    assert headline(opened) == "公路局：牵头 4 项，可判定的 4 项中 2 项按期，自2021年3月起欠报"
    assert [text[:4] for text in codes(opened)] == ["公路局："]
    for shown in ("高速公路数字化率", "桥梁监测", "配合任务（1 项）", "对该单位的提示督办（2 项）", "得分："):
        assert shown in opened.text, shown
    assert "指标台账_2023-06.xlsx" in opened.text and "标准台账_2023-06.xlsx" not in opened.text
    assert matrix_of(opened).count("<td>") == 2 * 12  # its two ledgers, by months
    assert any(link.startswith("./upload?") and "unit=" in link for link in opened.links)


def test_a_unit_that_owes_nothing_is_told_so(loaded, open_page):
    opened = open_page("units", **LINK, unit="港航局")
    assert headline(opened) == "港航局：牵头 4 项，可判定的 4 项中 1 项按期，最近一期已报"
    assert "催报单" not in opened.text and not codes(opened)
    order = [opened.text.index(notice) for notice in ("红色督办单", "黄色督办单")]
    assert order == sorted(order)  # the sharpest first


def test_an_unknown_unit_is_told_and_the_way_back_is_there(loaded, open_page):
    opened = open_page("units", **LINK, unit="没有的局")
    assert not opened.page.exception
    assert "没有的局" in opened.text and "返回总览" in opened.text


def test_before_the_plan_nothing_is_due(loaded, open_page):
    opened = open_page("units", plan=PLAN_CODE, month="2020-12")
    assert "规划期尚未开始，无应报台账。" in opened.text and not codes(opened)


def test_in_english(loaded, open_page):
    opened = open_page("units", **LINK, lang="en")
    assert headline(opened).startswith("5 units lead: 1 owe their newest report, 7 items")


@pytest.mark.parametrize("page", ["units", "months"])
@pytest.mark.parametrize("lang, told", [("zh_CN", "尚未导入任何规划"), ("en", "No plan is loaded yet")])
def test_an_empty_database_says_what_to_type(empty, open_page, page, lang, told):
    opened = open_page(page, lang=lang)
    assert not opened.page.exception and told in opened.text


def test_a_cell_of_the_matrix_leads_to_the_import_and_tells_how_late_it_was(monkeypatch):
    monkeypatch.setattr(links, "parameter", lambda name: None)
    kind = next(iter(ledgers()))
    report = ExpectedReport(
        "<甲>", kind, "2023-06", date(2023, 7, 5), ReportState.REPORTED, date(2023, 7, 8), False, 3, 41
    )
    cell = MonthMark("<甲>", "2023-06", date(2023, 7, 5), ReportMark.LATE, (report,))
    assert re.search(r'href="\./imports\?number=41"', units.mark(cell))
    assert "2023年7月8日" in units.mark_sentence(cell) and "3天" in units.mark_sentence(cell)
    silent = replace(
        cell,
        mark=ReportMark.MISSING,
        reports=(
            replace(report, state=ReportState.MISSING, received_on=None, days_late=None, import_id=None),
        ),
    )
    assert "<a" not in units.mark(silent) and 'role="img"' in units.mark(silent)
