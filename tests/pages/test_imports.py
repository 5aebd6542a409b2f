"""The page of imports: their history, what one changed, its workbook, and its undo."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from metrics.imports import Import
from pages import imports as imports_page
from screens import cached, saving
from tests.pages.example import MONTH, PLAN_CODE
from words.errors import ReadOnly

LINK = {"plan": PLAN_CODE, "month": MONTH}
IMPORTS = 11  # the plan and ten ledgers


def numbers(opened) -> list[str]:
    return re.findall(r'<a class="" href="[^"]*imports\?[^"]*number=(\d+)', opened.html)


def test_every_import_is_listed_the_newest_first_and_leads_to_what_it_changed(loaded, open_page):
    opened = open_page("imports", **LINK)
    assert not opened.page.exception
    assert numbers(opened) == [str(number) for number in range(IMPORTS, 0, -1)]
    assert "任务进展_2023-06.xlsx" in opened.text and "警告说明：示例" in opened.text


def test_the_address_says_which_are_shown(loaded, open_page):
    of_month = open_page("imports", **LINK, scope="month")
    assert len(numbers(of_month)) == 4 and "标准台账_2023-05" not in of_month.text
    of_unit = open_page("imports", **LINK, unit="港航局")
    assert numbers(of_unit) == [str(IMPORTS)]
    nothing = open_page("imports", plan=PLAN_CODE, month="2023-05", scope="month", unit="港航局")
    assert "没有符合条件的导入记录" in nothing.text
    for wrong in ({"unit": "没有的局"}, {"scope": "year"}, {"number": "99"}, {"number": "x"}):
        told = open_page("imports", **LINK, **wrong)
        assert not told.page.exception and 'role="alert"' in told.html, wrong


def test_an_import_shows_what_it_held_and_each_value_that_it_changed_with_its_cell(loaded, open_page):
    later = next(row.import_id for row in cached.imports() if row.file == "标准台账_2023-06.xlsx")
    opened = open_page("imports", **LINK, number=str(later))
    assert not opened.page.exception
    for shown in (
        "标准处",
        "2023年6月",
        "标准 12 行",
        "警告说明",
        "变更 1 行",
        "征求意见",
        "发布",
        "标准台账 › D11",
    ):
        assert shown in opened.text, shown
    labels = [button.proto.label for button in opened.page.get("download_button")]
    assert labels == ["下载原文件"]


def test_an_import_is_undone_and_the_undo_says_what_it_took_back(own, open_page):
    undone = open_page("imports", **LINK, number=str(IMPORTS)).press("undo")
    assert f"导入批次 {IMPORTS} 已撤销" in undone.page.success[0].value
    assert f"已由批次 {IMPORTS + 1} 撤销" in undone.text
    assert not [button for button in undone.page.button if button.key == "undo"]
    undo = open_page("imports", **LINK, number=str(IMPORTS + 1))
    assert "撤销的批次" in undo.text and "撤回 3 行" in undo.text
    assert not undo.page.get("download_button")


def test_an_import_that_later_ones_built_on_is_refused_in_words(own, open_page):
    first = next(row.import_id for row in cached.imports() if row.file == "标准台账_2023-05.xlsx")
    refused = open_page("imports", **LINK, number=str(first)).press("undo")
    assert str(first + 1) in refused.page.warning[0].value and not refused.page.success


def test_after_the_only_plan_is_undone_the_history_is_still_there(empty, open_page):
    opened = open_page("imports")
    assert "尚未导入任何规划" in opened.text and "尚无导入记录" in opened.text


def test_a_server_that_only_shows_undoes_nothing(own, open_page, monkeypatch):
    opened = open_page("imports", **LINK, number=str(IMPORTS))
    monkeypatch.setenv("PLANWATCH_READ_ONLY", "1")
    refused = opened.press("undo")  # the page was open before
    assert "本服务器为只读" in refused.text and "已由批次" not in refused.text
    assert {button.key for button in refused.page.button} == {"language"}


@pytest.mark.parametrize(
    "save",
    [
        lambda: saving.take_in("a.xlsx", b"", accepted_reason=None, saved_by="王", withdraws_missing=False),
        lambda: saving.undo(1, "王"),
        lambda: saving.close_month(PLAN_CODE, MONTH, "schedule-gap", "王"),
        lambda: saving.reopen(PLAN_CODE, MONTH, "试", "王"),
        lambda: saving.set_by_hand(PLAN_CODE, {}),
        lambda: saving.lift_override(1),
    ],
)
def test_whatever_saves_is_refused_where_the_server_only_shows(loaded, monkeypatch, save):
    monkeypatch.setenv("PLANWATCH_READ_ONLY", "1")
    with pytest.raises(ReadOnly, match="只读"):
        save()


def test_only_the_imports_of_one_page_are_shown_and_the_plan_only_where_they_differ():
    moment = datetime(2023, 6, 5, tzinfo=UTC)
    imports = [
        Import(number, moment, "李", "a.xlsx", "ab", "example", None, None, False, None, None, {})
        for number in range(imports_page.PAGE + 1, 0, -1)
    ]
    first, second = imports_page.history(imports, 0), imports_page.history(imports, imports_page.PAGE)
    assert first.count("number=") == imports_page.PAGE and second.count("number=") == 1
    assert 'data-label="规划"' not in first
    other = replace(imports[0], plan_code="other")
    assert 'data-label="规划"' in imports_page.history([other, *imports], 0)
