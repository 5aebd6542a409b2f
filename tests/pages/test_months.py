"""The months page: closing, reopening, what was restated since, and statuses set by hand."""

import re
from datetime import date

import pytest

from pages import months
from screens import links
from services.imports import take_in
from store.closings import closing, closing_list, override_list
from store.database import snapshot
from tests.loaders.sheets import workbook_bytes
from tests.pages.conftest import WHO
from tests.pages.example import MONTH, PLAN_CODE

LINK = {"plan": PLAN_CODE, "month": MONTH}
REASON = "原台账漏填"


def close(opened):
    opened.page.checkbox[0].check()
    return opened.press("close")


def correct(engine, value: float = 0.9) -> None:
    """A later ledger of June that corrects one figure of the closed month."""
    rows = [
        [f"规划代码：{PLAN_CODE}", "填报单位：公路局", "填报月份：2023年6月"],
        ["目标代码", "月份", "完成值", "计量单位"],
        ["T02", MONTH, value, "%"],
    ]
    found = take_in(
        engine, workbook_bytes(指标台账=rows), "更正.xlsx", accepted_reason=REASON, saved_by="李明"
    )
    assert found.import_id is not None


def stored(engine) -> dict | None:
    with snapshot(engine) as connection:
        return closing(connection, PLAN_CODE, MONTH)


def test_an_open_month_says_what_is_missing_before_it_is_closed(own, open_page):
    opened = open_page("months", **LINK)
    assert "2023年6月未月结，数据随导入更新" in opened.text
    assert re.search("应报 \\d+ 份，已报 \\d+ 份", opened.text)
    assert "催报单 1 份" in opened.text
    assert "1 项：电子运单使用率" in opened.text and "治超联网" in opened.text


def test_a_month_is_closed_from_the_page_once_that_is_confirmed(own, open_page):
    opened = open_page("months", **LINK).press("close")
    assert opened.page.warning[0].value == "请先勾选确认以上数据可以发布。" and stored(own) is None
    closed = close(opened)
    assert "2023年6月已月结" in closed.page.success[0].value
    assert "已于" in closed.text and "此后没有修订" in closed.text
    assert stored(own)["closed_by"] == WHO
    assert stored(own)["rule_set"].startswith("schedule-gap")


def test_a_month_is_judged_by_the_rule_set_that_was_chosen(own, open_page):
    opened = open_page("months", **LINK)
    next(box for box in opened.page.selectbox if box.label == "本月采用的判定规则").set_value("eurostat")
    assert "判定规则" in close(opened).text
    assert stored(own)["rule_set"].startswith("eurostat")


def test_without_a_name_nothing_is_closed(own, open_page):
    opened = open_page("months", **LINK)
    opened.page.text_input(key="uploader_field").set_value("").run()
    told = close(opened)
    assert "请先填写姓名" in told.page.warning[0].value and stored(own) is None


def test_what_was_restated_is_listed_with_its_cell_who_and_why(own, open_page):
    close(open_page("months", **LINK))
    correct(own)
    opened = open_page("months", **LINK)
    assert "此后修订 1 项" in opened.text
    for shown in ("85.3%", "90%", "更正.xlsx", "指标台账 › C3", "李明", REASON):
        assert shown in opened.text, shown
    assert "发布时与现在对照" in opened.text
    assert [button.proto.label for button in opened.page.get("download_button")] == ["XLSX"]
    assert "85.3%" in open_page("targets", **LINK, target="T02").text  # every page shows it as issued


def test_a_closed_month_is_opened_again_only_with_a_reason(own, open_page):
    opened = close(open_page("months", **LINK))
    refused = opened.press("reopen")
    assert "须说明理由" in refused.page.warning[0].value and stored(own) is not None
    next(field for field in refused.page.text_input if field.label == "重新打开的理由").set_value(
        "漏一项标准"
    )
    again = refused.press("reopen")
    assert "已重新打开" in again.page.success[0].value and stored(own) is None
    assert f"{WHO}：漏一项标准" in again.text  # the record stays
    with snapshot(own) as connection:
        assert len(closing_list(connection, PLAN_CODE)) == 1


def test_a_status_is_set_by_hand_beside_the_computed_one_and_ended(own, open_page):
    opened = open_page("months", **LINK)
    assert "没有人工认定的状态" in opened.text
    refused = opened.press("set_override")
    assert refused.page.warning[0].value == "请选择目标并填写理由。"
    next(box for box in refused.page.selectbox if box.label == "目标").set_value("T04")
    next(box for box in refused.page.selectbox if box.label == "状态").set_value("on_schedule")
    next(field for field in refused.page.text_input if field.label == "理由").set_value("培训已排期")
    done = refused.press("set_override")
    assert "已保存T04的人工认定" in done.page.success[0].value
    row = re.search(
        r'<tr><td class="" data-label="编号".*?</tr>|<tr><td [^>]*>1</td>.*?</tr>', done.html
    ).group(0)
    assert "达序时" in row and "低于序时" in row and "培训已排期" in row and WHO in row and "有效" in row
    assert "培训已排期" in open_page("targets", **LINK, target="T04").text
    ended = open_page("months", **LINK).press("lift")
    assert "第1号人工认定已终止" in ended.page.success[0].value
    with snapshot(own) as connection:
        assert override_list(connection, PLAN_CODE)["lifted_at"].notna().all()


def test_a_month_that_has_not_begun_has_no_button(own, open_page):
    later = f"{date.today().year + 1}-01"
    opened = open_page("months", plan=PLAN_CODE, month=later)
    assert "该月尚未开始，不能月结。" in opened.text
    assert not [button for button in opened.page.button if button.key == "close"]


@pytest.mark.parametrize("lang, told", [("zh_CN", "本服务器为只读"), ("en", "This server only shows")])
def test_a_server_that_only_shows_has_no_forms(own, open_page, monkeypatch, lang, told):
    close(open_page("months", **LINK))
    monkeypatch.setenv("PLANWATCH_READ_ONLY", "1")
    opened = open_page("months", **LINK, lang=lang)
    assert not opened.page.exception and told in opened.text
    assert {button.key for button in opened.page.button} == {"language"}
    assert stored(own) is not None


def test_the_calendar_has_a_link_for_each_month_of_the_plan_and_none_beside(monkeypatch):
    monkeypatch.setattr(links, "parameter", lambda name: None)
    calendar = months.months_calendar(["2022-11", "2022-12", "2023-01"], {"2022-12"}, "2023-01")
    assert re.findall(r'href="\./months\?month=([^"]+)"', calendar) == ["2022-11", "2022-12", "2023-01"]
    assert calendar.count("state-closed") == 1 and calendar.count('aria-current="page"') == 1
    assert calendar.count("<td") == 24


@pytest.mark.parametrize(
    "names, sentence",
    [([], "无"), (["甲"], "1项：甲"), (["甲", "乙", "丙", "丁", "戊", "己", "庚"], "7项：甲")],
)
def test_what_is_missing_is_counted_and_the_first_are_named(names, sentence):
    assert months.count_and_names(names).replace(" ", "").startswith(sentence)
