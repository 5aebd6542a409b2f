"""The page of standards: its answer, its charts, its list, one standard's stages, and plans without standards."""

import re
from html import unescape

import pytest

from metrics.pipeline import Standing
from metrics.stages import Remark
from pages import standards as page
from tests.pages.example import MONTH, PLAN_CODE

LINK = {"plan": PLAN_CODE, "month": MONTH}
UNDER_WAY = f"{PLAN_CODE}|示例标准第9项技术规范"


def headline(opened) -> str:
    return re.sub(r"<[^>]+>", "", re.search("<h1>(.*?)</h1>", opened.html).group(1)).strip()


def names(opened) -> list[str]:
    """The standards of the list, in its order."""
    table = opened.html[opened.html.rindex('standards"><thead') :]
    return re.findall(r'data-label="标准名称"><a class="" href="[^"]+">(.*?)</a>', table)


@pytest.mark.parametrize(
    "lang, told",
    [
        ("zh_CN", "已发布标准8 / 20 项，在办4项，均未确认超时限"),
        ("en", "8 of 20 项 standards published, 4 under way, none certainly over its period"),
    ],
)
def test_the_page_answers_first_in_both_languages(loaded, open_page, lang, told):
    opened = open_page("standards", **LINK, lang=lang)
    assert not opened.page.exception
    assert headline(opened).startswith(told)
    assert len(opened.figures) == 5
    if lang == "en":
        assert not re.search("领域|在办|超时限|全部标准|未填", opened.text)


def test_the_list_has_every_standard_with_its_stage_and_its_cell(loaded, open_page):
    opened = open_page("standards", **LINK)
    assert len(names(opened)) == 12
    assert "12 / 12 项" in opened.text and "现行8项，在办4项" in opened.text
    assert len([link for link in opened.links if "source?" in link and "cell=" in link]) == 12
    assert "DB12/T 1001-2021" in opened.text


@pytest.mark.parametrize(
    "asked, count",
    [
        ({"search": "第9项"}, 1),
        ({"section": "绿色发展"}, 6),
        ({"section": "绿色发展", "stage": "under_way"}, 2),
        ({"stage": "发布"}, 8),
    ],
)
def test_what_is_asked_for_stands_in_the_address(loaded, open_page, asked, count):
    opened = open_page("standards", **LINK, **asked)
    assert not opened.page.exception
    assert len(names(opened)) == count and f"{count} / 12 项" in opened.text


def test_nothing_found_is_said(loaded, open_page):
    assert "没有符合条件的标准" in open_page("standards", **LINK, search="没有这项").text


def test_the_month_is_shown_as_it_was(loaded, open_page):
    earlier = open_page("standards", plan=PLAN_CODE, month="2022-12")
    assert headline(earlier).startswith("标准发布数未知，目标20 项")


def test_one_standard_shows_its_stages_and_where_each_is_known_from(loaded, open_page):
    opened = open_page("standards", **LINK, standard=UNDER_WAY)
    assert not opened.page.exception and len(opened.figures) == 1
    assert headline(opened) == "示例标准第9项技术规范：征求意见阶段至少1个月"
    assert "标准台账_2023-05.xlsx" in opened.text and "不晚于2023年5月" in opened.text
    assert Remark.FIRST_SEEN.label in opened.text
    assert len([link for link in opened.links if "source?" in link and "cell=D" in link]) == 1  # its stage


def test_a_standard_that_no_ledger_had_yet_says_so(loaded, open_page):
    opened = open_page("standards", plan=PLAN_CODE, month="2022-12", standard=UNDER_WAY)
    assert not opened.page.exception and not opened.figures
    assert "截至2022年12月，台账尚未列出该标准" in opened.text


@pytest.mark.parametrize(
    "query, chinese, english",
    [
        ({"standard": f"{PLAN_CODE}|没有"}, "没有标准“没有”", "have no standard “没有”"),
        ({"section": "没有"}, "“没有”", "“没有”"),
        ({"within": "7"}, "“7”", "“7”"),
    ],
)
def test_a_stale_link_says_so(loaded, open_page, query, chinese, english):
    for lang, told in (("zh_CN", chinese), ("en", english)):
        opened = open_page("standards", **LINK, **query, lang=lang)
        assert not opened.page.exception
        assert told in unescape(opened.text) and 'role="alert"' in opened.html


def test_before_the_plan_the_page_still_stands(loaded, open_page):
    opened = open_page("standards", plan=PLAN_CODE, month="2020-12")
    assert not opened.page.exception
    assert "截至2020年12月，台账尚未列出任何标准" in opened.text and "未开始" in headline(opened)


@pytest.mark.parametrize("lang, told", [("zh_CN", "尚未导入任何规划"), ("en", "No plan is loaded yet")])
def test_an_empty_database_says_what_to_type(empty, open_page, lang, told):
    opened = open_page("standards", lang=lang)
    assert not opened.page.exception and told in opened.text


@pytest.mark.parametrize(
    "page, lang, told",
    [
        ("standards", "zh_CN", ["本规划尚未导入标准台账", "规划目标为20 项"]),
        ("standards", "en", ["No standards ledger has been loaded", "asks for 20 项"]),
        ("trainings", "zh_CN", ["本规划尚未导入培训台账", "≥ 20 场次、约 1,000 人次"]),
        ("trainings", "en", ["No trainings ledger has been loaded"]),
    ],
)
def test_a_plan_without_its_ledger_says_which_and_where_to_bring_it(planned, open_page, page, lang, told):
    opened = open_page(page, plan=PLAN_CODE, lang=lang)
    assert not opened.page.exception and not opened.figures
    assert all(each in opened.text for each in told)
    assert any(link.startswith("./upload?") and PLAN_CODE in link for link in opened.links)


@pytest.mark.parametrize(
    "page, told", [("standards", "本规划没有需监测的标准"), ("trainings", "本规划没有需监测的培训")]
)
def test_a_plan_without_such_targets_shows_no_other_plans_numbers(planned, open_page, page, told):
    opened = open_page(page, plan="other")
    assert not opened.page.exception and not opened.figures
    assert told in opened.text and "示例标准" not in opened.text


def test_the_headline_is_made_from_values():
    standing = Standing(listed=7, in_force=4, under_way=2, unstaged=1, withdrawn=0, over_age=1, maybe_over=0)
    headline = page.headline(standing, [], MONTH)
    assert headline.startswith("<h1>现行标准4项，在办2项，其中1项超时限</h1>")
    assert "现行4项，在办2项，未填阶段1项" in headline and "废止" not in headline
    assert page.no_review_text(None) == "暂无到期复审。"
