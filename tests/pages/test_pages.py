"""Every page: on an empty database, on the example plan, and by links that name what is not there."""

import ast
import re
from dataclasses import replace

import pytest
from markupsafe import escape

import settings
from metrics.formulas import CHAPTERS
from metrics.overrides import Override
from metrics.rules import shipped_rule_sets
from screens import html, tables
from tables.table import Column, Table
from tests.pages.example import MARKED_NAME, MONTH, PLAN_CODE, STATUSES
from words.terms import Status

PAGES = ["", "targets", "source"]
LINK = {"plan": PLAN_CODE, "month": MONTH}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lang, told", [("zh_CN", "尚未导入任何规划"), ("en", "No plan is loaded yet")])
def test_an_empty_database_says_what_to_type(empty, open_page, page, lang, told):
    opened = open_page(page, lang=lang)
    assert not opened.page.exception
    assert told in opened.text
    assert "planwatch demo" in opened.text and "planwatch load" in opened.text


def test_the_overview_answers_first(loaded, open_page):
    opened = open_page(**LINK)
    assert not opened.page.exception
    headline = re.search("<h1>(.*?)</h1>", opened.html).group(1)
    assert headline == (
        "时间过半：8 项量化目标 1 项已达标，2 项达序时，1 项略低于序时，1 项低于序时，1 项严重滞后，1 项逾期未达，1 项未报"
    )
    assert opened.html.index("<h1>") < opened.html.index('class="cards"') < opened.html.index("<table")


def test_the_overview_links_every_target_and_shows_each_status_by_shape_word_and_colour(loaded, open_page):
    opened = open_page(**LINK)
    for code, status in STATUSES.items():
        assert any(f"target={code}" in link for link in opened.links), code
        if status != Status.UNQUANTIFIED:
            shown = f'<span class="status {status.value}"><span class="shape" aria-hidden="true">{status.shape}</span>{status.label}'
            assert shown in opened.html
    for link in opened.links:
        assert link.startswith("./") and (link == "./" or f"plan={PLAN_CODE}" in link)


def test_the_overview_tells_what_changed_what_is_behind_and_how_old_the_data_are(loaded, open_page):
    text = open_page(**LINK).text
    assert "较上月：" in text
    assert "资金未到位；牵头：港航局" in text
    assert "最近填报：2023年3月；牵头：运管局" in text
    assert "判定规则：序时偏差（第1版）" in text and "−10 ≤ 偏差 &lt; 0" in text
    assert "数据截至2023年6月，导入批次" in text
    assert "演示数据" in text


def test_text_from_workbooks_is_text(loaded, open_page):
    for opened in (open_page(**LINK), open_page("targets", **LINK, target="T06")):
        assert "<b>试点" not in opened.html
        assert "&lt;b&gt;试点&lt;/b&gt;项目" in opened.html
    assert "<" in MARKED_NAME


def test_before_the_plan_nothing_has_started(loaded, open_page):
    text = open_page(plan=PLAN_CODE, month="2020-12").text
    assert "规划期尚未开始：8 项量化目标均未开始" in text


def test_unknown_is_a_dash_and_never_zero(loaded, open_page):
    shown = open_page(plan=PLAN_CODE, month="2021-03").html
    card = re.search(r'<a class="card unreported".*?target=T05.*?</a>', shown).group(0)
    assert "<strong>—</strong> / 8 个" in card and "从未填报" in card


def test_a_target_shows_its_working_its_curve_and_its_cells(loaded, open_page):
    opened = open_page("targets", **LINK, target="T01")
    assert not opened.page.exception
    assert [figure.key for figure in opened.figures] == ["chart-history", "chart-breakdown"]
    assert "制修订标准：8 / 20 项" in opened.text
    for part in ("完成8 项，完成率40%", "2023年6月应达10 项（50%）", "偏差 −10", "判为略低于序时"):
        assert part in opened.text
    assert "其他规则判断不同：“ServiceNow" in opened.text
    assert "构成这个数的 8 行台账" in opened.text
    sources = re.findall(r'class="source" href="([^"]+)"', opened.html)
    assert len(sources) == 8 + 1  # and the cell in which the plan prints the target
    assert all("import=" in link and "cell=" in link and "target=T01" in link for link in sources)


def test_a_status_set_by_hand_tells_who_why_and_until_when():
    hand = Override("T01", Status.ON_SCHEDULE, "材料<已>核", "2023-05", "2023-08", "办公室")
    told = re.sub(r"<[^>]+>", "", html.override(hand))
    assert told == "●达序时 办公室人工认定，有效至2023年8月：材料&lt;已&gt;核"


def test_a_target_without_a_number_has_no_curve(loaded, open_page):
    opened = open_page("targets", **LINK, target="T09")
    assert not opened.page.exception and not opened.figures
    assert "规划未给出量化值" in opened.text


def test_without_a_target_in_the_address_all_are_offered(loaded, open_page):
    opened = open_page("targets", **LINK)
    assert {code for code in STATUSES if any(f"target={code}" in link for link in opened.links)} == set(
        STATUSES
    )
    assert not opened.figures


def test_a_source_cell_is_marked_in_its_sheet(loaded, open_page):
    link = re.search(
        r'class="source" href="[^"]+import=(\d+)&amp;sheet=%E6%A0%87',
        open_page("targets", **LINK, target="T01").html,
    )
    opened = open_page("source", **{"import": link.group(1), "sheet": "标准台账", "cell": "E4"}, **LINK)
    assert not opened.page.exception
    assert "标准台账_2023-06.xlsx" in opened.text and "演示数据" in opened.text
    marked = re.findall(r'<td class="cell"[^>]*>(.*?)</td>', opened.html)
    assert len(marked) == 1 and "2021" in marked[0]


STALE = [
    ("", {"plan": "gone"}, "没有规划“gone”", "There is no plan “gone”"),
    ("", {"plan": PLAN_CODE, "month": "2023-13"}, "“2023-13”不是月份", "“2023-13” is not a month"),
    ("targets", {**LINK, "target": "T99"}, "没有目标“T99”", "has no target “T99”"),
    ("targets", {**LINK, "target": "t01"}, "没有目标“t01”", "has no target “t01”"),
    ("source", LINK, "链接中没有导入批次", "names no import"),
    ("source", {**LINK, "import": "999", "sheet": "标准台账", "cell": "E4"}, "导入批次 999", "import 999"),
    ("source", {**LINK, "import": "1", "sheet": "没有", "cell": "E4"}, "没有单元格", "no cell"),
    ("source", {**LINK, "import": "1", "sheet": "目标", "cell": "四"}, "没有单元格", "no cell"),
]


@pytest.mark.parametrize("page, query, chinese, english", STALE)
def test_a_stale_link_says_so_and_shows_nothing_else(loaded, open_page, page, query, chinese, english):
    for lang, told in (("zh_CN", chinese), ("en", english)):
        opened = open_page(page, **query, lang=lang)
        assert not opened.page.exception
        assert told in opened.text
        assert 'class="card' not in opened.html and not opened.figures and "<table" not in opened.html


@pytest.mark.parametrize("page", PAGES[:2])
def test_english_pages_have_no_chinese_of_ours(loaded, open_page, page):
    opened = open_page(page, **LINK, lang="en")
    assert "Overview" in str(opened.page.main) or "targets" in opened.text.lower()
    assert "Half the time has gone" in opened.text or page
    assert not re.search("未报|达序时|应达|完成时限|判定规则|演示数据", opened.text)


def test_pickers_show_what_the_address_says(loaded, open_page):
    opened = open_page(plan=PLAN_CODE, month="2023-05")
    pickers = {picker.key: picker.value for picker in opened.page.selectbox}
    assert pickers == {"plan_picker": PLAN_CODE, "month_picker": "2023-05"}
    month = opened.page.selectbox(key="month_picker").select("2022-12").run()
    assert month.query_params["month"] in ("2022-12", ["2022-12"])


def test_texts_are_not_translated_inside_f_strings():
    """There the catalogues' extractor does not find them."""
    for file in [
        *(settings.ROOT / "pages").glob("*.py"),
        *(settings.ROOT / "screens").glob("*.py"),
        *(settings.ROOT / "words").glob("*.py"),
    ]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                calls = [call.func for call in ast.walk(node) if isinstance(call, ast.Call)]
                assert not [call for call in calls if isinstance(call, ast.Name) and call.id == "_"], (
                    file,
                    node.lineno,
                )


def test_a_target_says_why_it_is_not_forecast(loaded, open_page):
    assert "历史不足，不作预测：已知月度增量仅2个月" in open_page("targets", **LINK, target="T01").text


@pytest.mark.parametrize("lang, title", [("zh_CN", "计算方法"), ("en", "Method")])
def test_the_method_shows_every_formula_with_its_example_and_every_rule_set(loaded, open_page, lang, title):
    opened = open_page("method", **LINK, lang=lang)
    assert not opened.page.exception
    assert f"<h1>{title}</h1>" in opened.html
    for formula in (formula for chapter in CHAPTERS for formula in chapter.formulas):
        assert escape(formula.label) in opened.text and escape(formula.in_words) in opened.text
        assert escape(formula.sum(formula.worked())) in opened.text
    for rules in shipped_rule_sets():
        assert escape(rules.name) in opened.text and escape(rules.source) in opened.text
        assert all(escape(rules.words(band)) in opened.text for band in rules.bands)


def test_the_method_can_be_read_before_anything_is_loaded(empty, open_page):
    opened = open_page("method")
    assert not opened.page.exception
    assert "尚未导入任何规划" in opened.text and "(41 − 0) ÷ (90 − 0) = 45.6%" in opened.text


def test_a_very_long_list_says_how_many_more_there_are():
    rows = [[f"标准{number}"] for number in range(tables.MOST_ROWS + 7)]
    long = Table("standards", "标准", [Column("名称")], rows)
    listing = tables.table(long, shown=20)
    assert listing.count("<tr><td") == tables.MOST_ROWS and "另有7项" in listing
    assert "另有" not in tables.table(replace(long, rows=rows[:5]), shown=20)
