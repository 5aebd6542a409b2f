"""The overview: what is red and who leads it, what moved, the state of the month, and all plans side by side."""

import re
from datetime import date
from pathlib import Path

import pytest

from metrics.summary import AttentionItem
from pages import overview
from services.closing import close_month
from services.imports import take_in
from store.database import open_database
from tests.loaders.sheets import workbook_bytes
from tests.pages import example
from tests.pages.example import MONTH, PLAN_CODE
from words.terms import Status

LINK = {"plan": PLAN_CODE, "month": MONTH}
OLD = [
    ["规划代码", "old"],
    ["规划名称", "旧规划"],
    ["起始日期", date(2016, 1, 1)],
    ["截止日期", date(2020, 12, 31)],
]
OLD_TARGETS = [
    ["目标代码", "目标名称", "目标值", "计量单位", "口径"],
    ["T01", "旧标准", 10, "项", "填报指标"],
]
OLD_LEDGER = [
    ["规划代码：old", "填报单位：甲单位", "填报月份：2020年12月"],
    ["目标代码", "完成值"],
    ["T01", 10],
]


@pytest.fixture
def two_plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The example with June closed, and a plan whose period is over."""
    url = f"sqlite:///{tmp_path / 'two.db'}"
    engine = open_database(url)
    example.load(engine)
    old = workbook_bytes(规划=OLD, 目标=OLD_TARGETS, 单位=[["单位名称", "职责"], ["甲单位", "牵头"]])
    for name, content in (("old.xlsx", old), ("old-12.xlsx", workbook_bytes(指标台账=OLD_LEDGER))):
        assert take_in(engine, content, name, accepted_reason="试").import_id
    close_month(engine, PLAN_CODE, MONTH, closed_by="李明")
    engine.dispose()
    monkeypatch.setenv("PLANWATCH_DATABASE_URL", url)


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", html)).strip()


def test_what_is_red_comes_right_after_the_answer_with_its_lead_unit(loaded, open_page):
    opened = open_page(**LINK)
    assert not opened.page.exception
    reds = re.search('<ul class="reds">(.*?)</ul>', opened.html).group(1)
    items = [plain(item) for item in re.findall("<li>(.*?)</li>", reds)]
    assert items[0].startswith("✖ 逾期未达 &lt;b&gt;试点") and items[0].endswith("牵头：港航局")
    assert items[1] == "✖ 逾期未达 任务 3 桥梁监测 牵头：公路局"
    assert items[2] == "◆ 严重滞后 智慧码头 牵头：港航局"
    assert opened.html.index("<h1>") < opened.html.index('class="reds"') < opened.html.index('class="cards"')


def test_nothing_red_draws_no_strip(loaded, open_page):
    assert 'class="reds"' not in open_page(plan=PLAN_CODE, month="2020-12").html


def test_the_change_since_last_month_is_counted(loaded, open_page):
    opened = open_page(**LINK)
    assert "· 较上月：2 项恢复填报 · 智慧码头 – 未报 → ◆ 严重滞后 ·" in plain(opened.html)


@pytest.mark.parametrize(
    "month, state",
    [
        ("2020-12", "规划自2021年1月起实施，此前不计应达值，也不计完成值。"),
        ("2023-07", "2023年7月尚无台账，各项目标按未报列示。 查看最近一期：2023年6月 · 上传台账"),
        ("2025-12", "规划期已于2025年12月31日届满"),
    ],
)
def test_the_state_of_a_month_is_told_before_its_figures(loaded, open_page, month, state):
    opened = open_page(plan=PLAN_CODE, month=month)
    assert not opened.page.exception
    told = [plain(line) for line in re.findall('<p class="state">(.*?)</p>', opened.html)]
    assert any(line.startswith(state) for line in told), told


def test_an_ordinary_month_has_no_state_to_tell(loaded, open_page):
    opened = open_page(**LINK)
    assert 'class="state"' not in opened.html and "未月结" in opened.text


def test_a_closed_month_says_when_it_was_closed(two_plans, open_page):
    opened = open_page(**LINK)
    assert "按月结时的数据显示；此后修订 0 处" in opened.text
    assert "未月结 ·" not in plain(opened.html)


def test_before_the_plan_cards_say_that_nothing_is_due(loaded, open_page):
    html = open_page(plan=PLAN_CODE, month="2020-12").html
    cards = re.findall('<a class="card not_started".*?</a>', html)
    assert len(cards) == 8 and all("尚未开始，暂无应达值" in card for card in cards)


def test_all_plans_stand_side_by_side_each_in_its_own_newest_month(two_plans, open_page):
    opened = open_page(**LINK)
    assert not opened.page.exception
    table = re.search('<table class="stack plans short">.*?<tbody>(.*?)</tbody>', opened.html).group(1)
    rows = {
        re.search("plan=([a-z]+)", row).group(1): re.findall("<td[^>]*>(.*?)</td>", row)
        for row in re.findall("<tr>(.*?)</tr>", table)
    }
    assert set(rows) == {PLAN_CODE, "old"}
    assert [plain(cell) for cell in rows["old"]] == [
        "旧规划",
        "已期满",
        "100%",
        "✔ 已达标 1",
        "—",
        "2020年12月",
        "未月结",
    ]
    assert "month=2020-12" in rows["old"][0] and "target=" not in rows["old"][0]
    here = rows[PLAN_CODE]
    assert 'aria-current="page"' in here[0] and "month=2023-06" in here[0]
    assert [plain(cell) for cell in here[1:3]] == ["实施中", "50%"]
    assert "◆ 严重滞后 1" in plain(here[3]) and plain(here[6]) == "已月结"


def test_another_plan_leaves_the_choices_of_this_one_behind(two_plans, open_page):
    page = open_page("targets", **LINK, section="公路", status="behind").page
    page.selectbox(key="plan_picker").select("old").run()
    assert not page.exception
    assert not {"section", "status"} & set(page.query_params)
    assert page.query_params["plan"] in ("old", ["old"])


def test_one_plan_alone_has_nothing_beside_it(loaded, open_page):
    assert 'class="stack plans short"' not in open_page(**LINK).html


def test_the_table_of_targets_can_be_taken_along(loaded, open_page):
    assert [button.key for button in open_page(**LINK).page.get("download_button")] == ["xlsx-all-targets"]


def test_english_has_no_chinese_of_ours(two_plans, open_page):
    for month in ("2020-12", MONTH, "2023-07", "2025-12"):
        opened = open_page(plan=PLAN_CODE, month=month, lang="en")
        assert not opened.page.exception
        assert not re.search("牵头：|已月结|未月结|较上月|尚无台账|已期满", opened.text)
    assert "All plans side by side (2)" in opened.text


def item(code: str, status: Status, *, is_task: bool = False, units: tuple = ()) -> AttentionItem:
    return AttentionItem(is_task, code, f"<{code}>", status, [*units], "2023-05", None, None)


def test_the_strip_names_the_first_red_ones_and_counts_the_others():
    items = [item(f"T{number}", Status.OVERDUE) for number in range(overview.RED_SHOWN + 2)]
    strip = overview.reds([*items, item("T9", Status.BEHIND)])
    assert strip.count("<li>") == overview.RED_SHOWN + 1 and "T9" not in strip
    assert "2" in plain(strip.rsplit("<li>", 1)[1])
    assert "&lt;T0&gt;" in strip and "<T0>" not in strip
    assert overview.reds([item("T9", Status.BEHIND)]) == ""


def test_what_needs_attention_folds_after_the_first_ones():
    items = [item(f"T{number}", Status.UNREPORTED, units=("甲",)) for number in range(9)]
    panel = overview.attention_panel(items)
    assert panel.count("<li>") == 9
    folded = panel.split('<details class="rest">')[1]
    assert folded.count("<li>") == 9 - overview.ATTENTION_SHOWN
    assert "<li>" not in overview.attention_panel([])
