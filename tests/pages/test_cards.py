"""Cards, sparklines, tasks by section and the state of a month, from values and without a page."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from urllib.parse import unquote

import pytest

from charts.palette import LIGHT
from metrics.board import board
from metrics.board import history as history_of
from screens import cards, links
from screens.month_state import month_state
from tests.metrics.drawn import drawn, readings, target
from words.terms import Status

MONTH = "2023-06"


@pytest.fixture(autouse=True)
def no_browser(monkeypatch):
    """Links hold the plan and month of an address, drawings the colours of a browser's theme; here is neither."""
    monkeypatch.setattr(links, "parameter", lambda name: None)
    monkeypatch.setattr(cards, "colours", lambda: LIGHT)


def points(drawing: str) -> list[tuple[float, float]]:
    (line,) = re.findall('points="(.*?)"', unquote(drawing))
    return [tuple(map(float, point.split(","))) for point in line.split()]


def test_a_silence_is_as_long_in_a_sparkline_as_it_was():
    first, second, last = points(cards.sparkline([None, 0, 1, None, None, 4], Status.BEHIND))
    assert last[0] - second[0] == pytest.approx(3 * (second[0] - first[0]), abs=0.2)
    assert first[1] > second[1] > last[1]  # more stands higher


def test_a_level_lies_in_the_middle_and_one_value_draws_nothing():
    level = points(cards.sparkline([5, 5], Status.MET))
    assert {y for _x, y in level} == {cards.SPARK_HEIGHT / 2}
    assert cards.sparkline([None, 5, None], Status.MET) == ""


def test_a_card_is_a_link_in_the_colour_of_its_status_and_its_name_is_text():
    facts = drawn(targets=[target(name="<i>标准</i>")], indicators=readings("T01", m202305=30, m202306=41))
    (row,) = board(facts, MONTH).targets
    card = cards.card(row, history_of(facts, "T01", MONTH))
    assert card.startswith(f'<a class="card {row.status.value}" href="./targets?target=T01">')
    assert "&lt;i&gt;标准&lt;/i&gt;" in card and "<i>标准" not in card
    assert "<strong>41</strong> / 90 项" in card and 'class="spark"' in card


def test_tasks_stand_under_their_sections_with_how_many_stand_where():
    tasks = [
        {"task_code": str(number), "title": "甲", "section": section}
        for number, section in enumerate(("公路", None, "公路"))
    ]
    shown = board(drawn(tasks=tasks), MONTH).tasks
    panel = cards.tasks_panel(shown)
    sections = re.findall('<summary><span class="name">(.*?)</span>.*?<b>(.*?)</b>', panel)
    assert [count for _name, count in sections] == ["2", "1"] and sections[0][0] == "公路"
    assert "open" in cards.section_of_tasks("公路", shown, is_open=True).split(">")[0]
    assert cards.tasks_panel([]) == ""


@pytest.mark.parametrize("month, count", [("2020-12", 1), (MONTH, 0), ("2023-07", 1), ("2025-12", 2)])
def test_only_what_is_out_of_the_ordinary_is_said_of_a_month(month, count):
    facts = drawn(targets=[target()], indicators=readings("T01", m202306=41))
    assert month_state(board(facts, month), None).count('<p class="state">') == count


def test_a_closed_month_says_when_it_was_closed_and_what_was_restated():
    facts = drawn(targets=[target()], indicators=readings("T01", m202306=41))
    closing = {"closed_at": datetime(2023, 7, 12, tzinfo=UTC), "restated": 7}
    state = month_state(board(facts, MONTH), closing)
    assert "2023年7月12日" in state and "7" in state
    undated = board(replace(facts, plan=facts.plan | {"ends_on": date(2023, 6, 30)}), MONTH)
    assert "2023年6月30日" in month_state(undated, None)
