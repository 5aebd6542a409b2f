"""The page of trainings: its answer, the calendar, the groups, the list."""

import re

import pytest

from metrics.trainings import trainings
from pages import trainings as page
from tests.metrics.drawn import PLAN, drawn
from tests.metrics.test_trainings import held
from tests.pages.example import MONTH, PLAN_CODE

LINK = {"plan": PLAN_CODE, "month": MONTH}


def headline(opened) -> str:
    return re.sub(r"<[^>]+>", "", re.search("<h1>(.*?)</h1>", opened.html).group(1)).strip()


@pytest.mark.parametrize(
    "lang, told",
    [
        ("zh_CN", "培训、宣贯场次：13 / ≥ 20 场次 ●达序时；培训人次：286 / 约 1,000 人次 ▲低于序时"),
        ("en", "培训、宣贯场次: 13 / ≥ 20 场次 ●On schedule; 培训人次: 286 / about 1,000 人次 ▲Behind"),
    ],
)
def test_the_page_answers_first_in_both_languages(loaded, open_page, lang, told):
    opened = open_page("trainings", **LINK, lang=lang)
    assert not opened.page.exception
    assert headline(opened) == told
    assert len(opened.figures) == 4


def test_the_calendar_shows_each_session_on_its_day_and_months_without_a_report(loaded, open_page):
    html = open_page("trainings", **LINK).html
    calendar = re.search(r'<table class="stack calendar">.*?</table>', html).group(0)
    rows = re.findall("<tr>(.*?)</tr>", calendar)[1:]
    assert [re.search("<strong>(.*?)</strong>", row).group(1) for row in rows] == [
        "2023年",
        "2022年",
        "2021年",
    ]
    assert "20日 21人次" in rows[2] and "5场" in rows[2] and "6场" in rows[1] and "2场" in rows[0]
    assert rows[1].count("·") == 6  # July to December 2022, by the ledger of December
    assert html.count('<span class="held"') == 13


def test_months_after_the_newest_ledger_are_unknown_and_not_empty(loaded, open_page):
    html = open_page("trainings", plan=PLAN_CODE, month="2023-08").html
    calendar = re.search(r'<table class="stack calendar">.*?</table>', html).group(0)
    assert calendar.split("</tr>")[1].count("—") == 2


@pytest.mark.parametrize(
    "asked, count", [({}, 13), ({"year": "2022"}, 6), ({"search": "第3期"}, 1), ({"type": "宣贯"}, 13)]
)
def test_the_list_has_every_session_asked_for_with_its_cell(loaded, open_page, asked, count):
    opened = open_page("trainings", **LINK, **asked)
    assert not opened.page.exception
    assert f"{count} / 13 场" in opened.text
    assert len([link for link in opened.links if "source?" in link and "cell=E" in link]) == count


def test_people_who_are_not_named_are_told_and_not_counted(loaded, open_page):
    text = open_page("trainings", **LINK).text
    assert "台账未填参训人员姓名" in text


def test_a_stale_choice_says_so(loaded, open_page):
    opened = open_page("trainings", **LINK, year="1999")
    assert not opened.page.exception
    assert "“1999”" in opened.text and 'role="alert"' in opened.html


def test_before_the_plan_the_page_still_stands(loaded, open_page):
    opened = open_page("trainings", plan=PLAN_CODE, month="2020-12")
    assert not opened.page.exception and "未开始" in headline(opened)
    assert "截至本月，尚无培训记录" in opened.text


@pytest.mark.parametrize("lang, told", [("zh_CN", "尚未导入任何规划"), ("en", "No plan is loaded yet")])
def test_an_empty_database_says_what_to_type(empty, open_page, lang, told):
    opened = open_page("trainings", lang=lang)
    assert not opened.page.exception and told in opened.text


def test_another_plan_takes_the_choices_of_this_one_out_of_the_address(planned, open_page):
    opened = open_page("trainings", plan="other", month=MONTH)
    page = opened.page
    page.query_params["year"] = "2023"
    page.selectbox(key="plan_picker").select(PLAN_CODE).run()
    assert "year" not in page.query_params and not page.exception


def test_the_calendar_is_made_from_values():
    calendar = page.calendar(trainings(held("2023-06"), "2023-06"))
    assert calendar.count('class="held"') == 3 and 'title="宣贯会"' in calendar
    assert "至少42人次" in calendar  # one session gives no attendances
    assert page.calendar(trainings(drawn(plan=PLAN | {"starts_on": None, "issued_on": None}), "2023-06")) == (
        "<p>截至本月，尚无培训记录。</p>"
    )
