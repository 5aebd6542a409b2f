"""Coverage: rates with their numerators and denominators, what moved them, and plans without any."""

import re
from pathlib import Path

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from data.demo.make_ledgers import FOLDER
from data.plans import build
from services.imports import take_in
from store.database import open_database
from tests.pages.conftest import MENU, Opened
from tests.pages.example import MONTH, PLAN_CODE
from words import use_language

PLAN = "sd-digital-145"
LINK = {"plan": PLAN, "month": "2023-02"}


@pytest.fixture(scope="module")
def rates_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The plan with five rates, and its ledgers of the three months in which stations closed; one plan without rates."""
    url = f"sqlite:///{tmp_path_factory.mktemp('rates') / 'rates.db'}"
    engine: Engine = open_database(url)
    ledgers = [
        file for file in sorted((FOLDER / PLAN).glob("*.xlsx")) if "2022-12" <= file.name[:7] <= "2023-02"
    ]
    assert len(ledgers) == 3
    plans = [build.FOLDER / f"{code}.xlsx" for code in (PLAN, "tj-digital-2123")]
    for file in [*plans, *ledgers]:
        found = take_in(engine, Path(file).read_bytes(), file.name, accepted_reason="测试")
        assert not found.is_rejected, file
    return url


@pytest.fixture
def with_rates(rates_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANWATCH_DATABASE_URL", rates_url)


def row_of(html: str, name: str) -> str:
    """The text of the first table row that names something."""
    rows = re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)
    return re.sub("<[^>]+>", " ", next(row for row in rows if name in row))


def test_rates_stand_with_numerator_and_denominator_against_their_target(with_rates, open_page):
    opened = open_page("coverage", **LINK)
    assert not opened.page.exception
    assert "<h1>5 项覆盖率：" in opened.html and "5 项有分子、分母 · 各项比率不平均、不相加" in opened.text
    stations = row_of(opened.html, "电子客票")
    assert "196 / 259" in stations and re.search(r"75\.7%\s*/ ≥ 100%", stations)
    assert "指标台账" in stations and "2023年2月" in stations


def test_every_rate_has_a_small_chart_and_one_what_moved_it(with_rates, open_page):
    opened = open_page("coverage", **LINK)
    assert len(opened.figures) == 5 + 1
    assert "同一刻度" in opened.text


def test_a_denominator_that_changed_is_told_apart_from_work(with_rates, open_page):
    opened = open_page("coverage", **LINK, rate="T03")
    html = opened.html[opened.html.index("变动原因：分子与分母") :]
    drift = row_of(html, "电子客票").split()
    assert drift[-6:] == ["+2", "+1.2", "+0.9", "262", "259", "1"]
    january = row_of(html[html.index("历次填报") :], "2023年1月")
    assert january.split()[2:8] == ["193", "259", "74.5%", "+0.9", "0", "+0.9"]
    assert "3个客运站停止运营，分母核减" in january
    assert "变动原因：二级及以上汽车客运站电子客票使用覆盖率" in opened.text


def test_the_rate_is_chosen_in_the_address(with_rates, open_page):
    opened = open_page("coverage", **LINK, rate="T05")
    assert "变动原因：既有高速公路数字化改造率" in opened.text
    assert "没有" not in opened.text
    stale = open_page("coverage", **LINK, rate="T99")
    assert "“T99”" in stale.text and not stale.page.exception


def test_everything_can_be_taken_along(with_rates, open_page):
    buttons = open_page("coverage", **LINK).page.get("download_button")
    labels = [button.proto.label for button in buttons]
    assert labels.count("XLSX") == 5 and labels.count("PPTX") == 1


def test_a_plan_without_rates_says_where_they_would_come_from(with_rates, open_page):
    opened = open_page("coverage", plan="tj-digital-2123", month="2023-02")
    assert not opened.page.exception and not opened.figures
    assert "本规划没有覆盖率类目标" in opened.text and "指标台账" in opened.text
    assert any(link.startswith("./upload") for link in opened.links)


def test_before_the_first_report_rates_are_unknown_and_nothing_moved(with_rates, open_page):
    opened = open_page("coverage", plan=PLAN, month="2021-06")
    assert not opened.page.exception
    assert "5 项未报" in opened.text and "— / ≥ 100%" in row_of(opened.html, "电子客票").replace("  ", " ")
    assert "无法分解变动原因" in opened.text


def test_rates_given_without_numerator_and_denominator_say_so(loaded, open_page):
    opened = open_page("coverage", plan=PLAN_CODE, month=MONTH)
    assert not opened.page.exception
    assert "0 项有分子、分母" in opened.text
    assert "只报了比率，未报分子、分母" in row_of(opened.html, "高速公路数字化率")
    assert "无法分解变动原因" in opened.text


def test_english_pages_have_no_chinese_of_ours(with_rates, open_page):
    text = open_page("coverage", **LINK, lang="en").text
    assert "5 rates: " in text and "never averaged or added up" in text
    assert not re.search("变动原因|历次填报|各项比率|序时|规划没有", text)


def test_an_empty_database_says_what_to_type(empty, open_page):
    assert "尚未导入任何规划" in open_page("coverage").text


def test_another_plan_takes_the_choices_of_this_one_out_of_the_address(with_rates):
    use_language("zh_CN")
    page = AppTest.from_file(str(MENU), default_timeout=20)
    page.query_params.update(LINK)
    page.run()
    page.query_params.update({**LINK, "rate": "T03"})
    page.switch_page("coverage.py").run()
    page.query_params.update({**LINK, "rate": "T03"})
    page.selectbox(key="plan_picker").set_value("tj-digital-2123").run()
    assert not page.exception and "rate" not in page.query_params
    assert page.query_params["plan"] in ("tj-digital-2123", ["tj-digital-2123"])
    assert "本规划没有覆盖率类目标" in Opened(page).text


def test_what_is_taken_along_holds_numbers_as_numbers(with_rates, open_page, taken_along):
    open_page("coverage", **LINK, rate="T03")
    assert set(taken_along) >= {"rates", "paths", "moved", "drift", "readings"}
    header, *rows = taken_along["readings"]
    newest = dict(zip(header, rows[0], strict=True))
    assert (newest["分子"], newest["分母"], newest["月份"]) == (196, 259, "2023年2月")
    assert newest["覆盖率"] == pytest.approx(196 / 259) and "指标台账" in newest["来源单元格"]
    header, *rows = taken_along["rates"]
    stations = next(dict(zip(header, row, strict=True)) for row in rows if "电子客票" in row[1])
    assert stations["目标值"] == 1 and stations["分母"] == 259
    header, *rows = taken_along["paths"]
    assert header[:2] == ["名称", "月份"] and len({row[0] for row in rows}) == 5


def test_a_plan_that_prints_no_lead_units_says_so(with_rates, open_page):
    text = open_page("scenes", plan=PLAN, month="2022-12").text
    assert "规划未列这些任务的牵头单位" in text and "26 项任务" in text
