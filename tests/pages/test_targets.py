"""Targets: the list with its choices, and one target split up, revised, with its rows to take along."""

import re
from pathlib import Path

import pytest

from metrics.board import board
from pages import targets
from services.closing import close_month
from services.imports import take_in
from store.database import open_database
from tests.loaders.sheets import workbook_bytes
from tests.metrics.drawn import drawn, readings, target
from tests.pages import example
from tests.pages.example import MONTH, PLAN_CODE
from words.terms import Measure, Status

LINK = {"plan": PLAN_CODE, "month": MONTH}


@pytest.fixture
def revised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The example with June closed; a ledger of July then corrects a training of June."""
    url = f"sqlite:///{tmp_path / 'revised.db'}"
    engine = open_database(url)
    example.load(engine)
    close_month(engine, PLAN_CODE, MONTH, closed_by="李明")
    sheet = example._trainings("2023-07", 13)
    sheet[-1][-1] = 99
    saved = take_in(
        engine, workbook_bytes(培训台账=sheet), "七月.xlsx", accepted_reason="签到表复核", saved_by="王芳"
    )
    assert saved.import_id
    engine.dispose()
    monkeypatch.setenv("PLANWATCH_DATABASE_URL", url)


def listed(opened) -> set[str]:
    return {code for code in example.STATUSES if any(f"target={code}" in link for link in opened.links)}


@pytest.mark.parametrize(
    "chosen, codes",
    [
        ({}, set(example.STATUSES)),
        ({"status": Status.BEHIND.value}, {"T04"}),
        ({"status": Status.NOT_STARTED.value}, set()),
        ({"section": "公路"}, {"T02", "T07", "T08"}),
        ({"unit": "人事处"}, {"T03", "T04"}),
        ({"unit": "人事处", "status": Status.ON_SCHEDULE.value}, {"T03"}),
    ],
)
def test_the_list_shows_the_targets_that_fit_the_address(loaded, open_page, chosen, codes):
    opened = open_page("targets", **LINK, **chosen)
    assert not opened.page.exception
    assert listed(opened) == codes
    assert ("没有符合所选条件的目标" in opened.text) == (not codes)


def test_a_choice_made_on_the_page_stands_in_the_address(loaded, open_page):
    page = open_page("targets", **LINK).page
    assert page.selectbox(key="choice-status").value == ""
    page = page.selectbox(key="choice-status").select(Status.BEHIND.value).run()
    assert page.query_params["status"] in (Status.BEHIND.value, [Status.BEHIND.value])
    page = page.selectbox(key="choice-status").select("").run()
    assert "status" not in page.query_params


@pytest.mark.parametrize("name, value", [("status", "gone"), ("section", "没有"), ("unit", "无此单位")])
def test_a_choice_that_is_not_there_is_told(loaded, open_page, name, value):
    opened = open_page("targets", **LINK, **{name: value})
    assert not opened.page.exception
    assert f"“{value}”" in opened.text and "<table" not in opened.html


def test_a_target_links_the_ones_before_and_after_it(loaded, open_page):
    opened = open_page("targets", **LINK, target="T02")
    place = re.search('<nav class="place">.*?</nav>', opened.html).group(0)
    assert "‹ 制修订标准" in place and "培训、宣贯场次 ›" in place
    assert re.findall("target=(T..)", place) == ["T01", "T03"]
    first = re.search('<nav class="place">.*?</nav>', open_page("targets", **LINK, target="T01").html).group(
        0
    )
    assert "‹" not in first


@pytest.mark.parametrize(
    "by, title, parts", [("month", "逐月新增", "2022年6月"), ("section", "按领域分解", "智慧交通")]
)
def test_a_counted_target_is_split_up_as_the_address_says(loaded, open_page, by, title, parts):
    opened = open_page("targets", **LINK, target="T01", by=by)
    assert not opened.page.exception
    assert f"制修订标准：{title}" in opened.text and parts in opened.text
    assert opened.page.selectbox(key="choice-by").value == by


def test_a_reported_value_is_split_up_by_month_alone(loaded, open_page):
    opened = open_page("targets", **LINK, target="T05")
    assert "智慧码头：逐月新增" in opened.text
    assert "choice-by" not in {picker.key for picker in opened.page.selectbox}


def test_a_rate_keeps_numerator_and_denominator(tmp_path, monkeypatch, open_page):
    url = f"sqlite:///{tmp_path / 'rates.db'}"
    engine = open_database(url)
    example.load(engine)
    remarks = example._remarks("指标台账", "2023-06", "公路局")
    header = ["目标代码", "月份", "完成值", "计量单位", "分子", "分母"]
    rows = [["T07", "2023-05", 0.5, "%", 50, 100], ["T07", "2023-06", 0.6, "%", 72, 120]]
    content = workbook_bytes(指标台账=[*remarks, header, *rows])
    assert take_in(engine, content, "比率.xlsx", accepted_reason="试").import_id
    engine.dispose()
    monkeypatch.setenv("PLANWATCH_DATABASE_URL", url)
    opened = open_page("targets", **LINK, target="T07")
    assert "电子运单使用率：逐月分子与分母" in opened.text
    (table,) = [
        table
        for table in re.findall('<table class="stack">.*?</table>', opened.html)
        if 'data-label="分子"' in table
    ]
    cells = [re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", table)]
    assert cells[:5] == ["2023年6月", "60%", "72", "120", "+10"]
    assert cells[5:9] == ["2023年5月", "50%", "50", "100"]


def test_rows_and_lists_can_be_taken_along(loaded, open_page):
    assert buttons(open_page("targets", **LINK, target="T01")) == {
        "xlsx-history",
        "pptx-history",
        "xlsx-breakdown",
        "pptx-breakdown",
        "xlsx-rows",
    }
    assert buttons(open_page("targets", **LINK)) == {"xlsx-targets"}


def buttons(opened) -> set[str]:
    return {button.key for button in opened.page.get("download_button")}


def test_revisions_tell_cell_before_after_who_and_why(revised, open_page):
    opened = open_page("targets", **LINK, target="T04")
    assert not opened.page.exception
    text = re.sub(r"\s+", " ", opened.text)
    assert "本月已于" in text and "此后修订 1 处" in text
    line = re.search("修订 月结后或当月台账报齐后.*?签到表复核", text).group(0)
    for part in ("2023年6月", "完成值 ", "第13期标准宣贯", "七月.xlsx", "23 99", "王芳"):
        assert part in line, part
    assert "修订 月结后" not in re.sub(r"\s+", " ", open_page("targets", **LINK, target="T05").text)


def test_a_target_that_counts_nothing_yet_is_not_split_up(loaded, open_page):
    opened = open_page("targets", plan=PLAN_CODE, month="2021-02", target="T05")
    assert not opened.page.exception
    assert "逐月新增" not in opened.text and "尚无台账" in opened.text
    assert Measure.REPORTED_INDICATOR.label in opened.text


def test_the_three_answers_stand_beside_one_another_each_in_its_words():
    facts = drawn(targets=[target()], indicators=readings("T01", m202305=30, m202306=41))
    (row,) = board(facts, MONTH).targets
    answers = re.findall(
        "<div><strong>(.*?)</strong>(.*?)<small>(.*?)</small></div>", targets.three_answers(row)
    )
    assert len(answers) == 3
    assert [bool(drawing) for _name, drawing, _words in answers] == [True, False, False]
    assert "45 项" in answers[0][2] and "−4.4" in answers[0][2]


def test_what_the_plan_prints_of_a_target_is_text_and_nothing_else():
    facts = drawn(targets=[target() | {"target_text": "<b>90</b> 项", "section": None}])
    (row,) = board(facts, MONTH).targets
    about = targets.about(row)
    assert "&lt;b&gt;90&lt;/b&gt; 项" in about and "<b>" not in about
    assert "F3" in about.rsplit("<dt>", 1)[1]  # where it is printed comes last
    assert len(re.findall("<dt>", targets.about(row))) == len(re.findall("<dd>", about))


def test_the_steps_lead_to_the_targets_on_both_sides():
    facts = drawn(targets=[target(code) for code in ("T01", "T02", "T03")])
    shown = board(facts, MONTH)
    ways = [re.findall("target=(T..)", targets.steps(shown, row)) for row in shown.targets]
    assert ways == [["T02"], ["T01", "T03"], ["T02"]]
