"""The wall: pages that turn by themselves, and follow the newest month and import."""

import re

import pytest

from pages import wall
from screens import html
from store.database import open_database
from tests.pages.example import MONTH, PLAN_CODE, STATUSES, load
from tests.pages.test_pages import LINK
from words.errors import UnknownCode
from words.terms import Status


def turn(opened):
    """Let the time of a page pass."""
    opened.page.session_state["wall_since"] -= 30
    return type(opened)(opened.page.run())


def pages(opened) -> list[str]:
    """The HTML of every page of the wall, from the one shown on."""
    dots = re.search('<span class="dots".*?</footer>', opened.html).group(0).count("<i ")
    found = [opened]
    for _page in range(dots - 1):
        found.append(turn(found[-1]))
    return [each.html for each in found]


def test_the_pages_tell_the_answer_the_targets_what_is_behind_and_the_curve(loaded, open_page):
    answer, first, second, lists, curve = pages(open_page("wall", **LINK))
    assert "<h1>时间过半：8 项量化目标 1 项已达标" in answer
    assert "<strong>1</strong>" in answer and "较上月：" in answer
    assert first.count("<article") == 4 and second.count("<article") == 4
    assert "<strong>8</strong> / 20 项" in first and "应达 10 项，偏差 −10 个百分点" in first
    assert "需要关注" in lists and "牵头：" in lists and "台账" in lists and "未报：" in lists
    assert "“示范”：3 / ≥ 5 个" in curve  # furthest behind its path
    for page in (answer, first, second, lists, curve):
        assert "<strong>示例规划</strong><span>2023年6月</span>" in page
        assert "数据截至2023年6月，导入批次" in page and "演示数据" in page


def test_every_target_with_a_number_has_a_card_with_its_status_by_shape_word_and_colour(loaded, open_page):
    html = "".join(pages(open_page("wall", **LINK)))
    for status in set(STATUSES.values()) - {Status.UNQUANTIFIED}:
        assert (
            f'<span class="status {status.value}"><span class="shape" aria-hidden="true">{status.shape}'
            in html
        )
    assert html.count("<article") == len(STATUSES) - 1


def test_the_pages_turn_when_their_time_is_up_and_begin_anew(loaded, open_page):
    opened = open_page("wall", **LINK)
    here = [re.search('aria-label="(第[^"]*)"', opened.html).group(1)]
    for _page in range(5):
        opened = turn(opened)
        here.append(re.search('aria-label="(第[^"]*)"', opened.html).group(1))
    assert here == [f"第{page}屏，共5屏" for page in (1, 2, 3, 4, 5, 1)]


def test_a_page_stays_while_paused_and_until_its_time_is_up(loaded, open_page):
    opened = open_page("wall", **LINK)
    assert "第1屏" in type(opened)(opened.page.run()).html
    opened.page.button(key="wall-pause").click().run()
    assert "第1屏" in turn(opened).html
    opened.page.button(key="wall-next").click().run()
    assert "第2屏" in turn(opened).html
    opened.page.button(key="wall-former").click().run()
    opened.page.button(key="wall-former").click().run()
    assert "第5屏" in turn(opened).html
    opened.page.button(key="wall-pause").click().run()
    assert "第1屏" in turn(opened).html


def test_the_wall_has_no_menu_to_choose_from_and_leads_back(loaded, open_page):
    opened = open_page("wall", **LINK)
    assert not opened.page.selectbox
    opened.page.button(key="wall-back").click().run()
    assert "需要关注" in "".join(element.proto.body for element in opened.page.get("html"))
    assert {picker.key for picker in opened.page.selectbox} == {"plan_picker", "month_picker"}


def test_without_a_month_the_wall_moves_on_with_a_new_import(tmp_path, monkeypatch, open_page):
    from services.imports import take_in
    from tests.loaders.sheets import workbook_bytes
    from tests.pages import example

    url = f"sqlite:///{tmp_path / 'wall.db'}"
    monkeypatch.setenv("PLANWATCH_DATABASE_URL", url)
    engine = open_database(url)
    load(engine)
    opened = open_page("wall", plan=PLAN_CODE)
    assert "<span>2023年6月</span>" in opened.html
    later = example._standards("2023-07", 9)
    take_in(engine, workbook_bytes(标准台账=later), "标准台账_2023-07.xlsx", accepted_reason="示例")
    assert "<span>2023年7月</span>" in type(opened)(opened.page.run()).html
    assert "<span>2023年6月</span>" in open_page("wall", plan=PLAN_CODE, month=MONTH).html
    engine.dispose()


def test_a_closed_month_is_shown_as_issued(tmp_path, monkeypatch, open_page):
    from services import closing

    url = f"sqlite:///{tmp_path / 'closed.db'}"
    monkeypatch.setenv("PLANWATCH_DATABASE_URL", url)
    engine = open_database(url)
    load(engine)
    closing.close_month(engine, PLAN_CODE, MONTH, closed_by="办公室")
    assert "月结" in open_page("wall", **LINK).html
    engine.dispose()


@pytest.mark.parametrize("said", ["0", "4", "601", "二十", "-20", "20.5"])
def test_seconds_that_cannot_be_are_told(loaded, open_page, said):
    opened = open_page("wall", **LINK, seconds=said)
    assert f"链接中每屏秒数为“{said}”" in opened.text and 'class="dots"' not in opened.html


@pytest.mark.parametrize(
    "named, seconds",
    [(None, wall.SECONDS), (str(wall.LEAST), wall.LEAST), ("60", 60), (str(wall.MOST), wall.MOST)],
)
def test_a_page_stays_as_long_as_the_address_says(named, seconds):
    assert wall.page_seconds(named) == seconds


@pytest.mark.parametrize("named", [str(wall.LEAST - 1), str(wall.MOST + 1), "٢٠", ""])
def test_what_is_no_time_for_a_page_is_told(named):
    with pytest.raises(UnknownCode):
        wall.page_seconds(named)


def test_a_list_shows_its_first_lines_and_how_many_more_there_are():
    lines = [html.element("li", f"<{number}>") for number in range(wall.LINES + 3)]
    shown = wall.listing("标题", lines, "无")
    assert shown.count("<li>") == wall.LINES and "3" in shown.rsplit("<p>", 1)[1]
    assert "<p>无</p>" in wall.listing("标题", [], "无")
