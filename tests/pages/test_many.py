"""Pages of a plan with far more targets than a screen holds: the most pressing first, all of them within reach."""

import re

import pytest

from screens import panels
from store.database import open_database
from tests.pages import example
from tests.pages.example import MONTH, PLAN_CODE

COUNT = 60
LINK = {"plan": PLAN_CODE, "month": MONTH}
WORST = f"第T{COUNT:03}项覆盖率"


@pytest.fixture(scope="module")
def many_url(tmp_path_factory):
    url = f"sqlite:///{tmp_path_factory.mktemp('many') / 'many.db'}"
    engine = open_database(url)
    example.load_many(engine, COUNT)
    engine.dispose()
    return url


@pytest.fixture(autouse=True)
def many(many_url, monkeypatch):
    monkeypatch.setenv("PLANWATCH_DATABASE_URL", many_url)


def test_the_overview_has_cards_of_the_most_pressing_and_a_table_of_all(open_page):
    opened = open_page("", **LINK)
    cards = re.search(r'<div class="cards">.*?</div>\n?</div>', opened.html, re.DOTALL).group(0)
    assert cards.index(WORST) < cards.index(f"第T{COUNT - 1:03}项覆盖率")
    assert "第T001项覆盖率" not in cards
    assert f"全部{COUNT}项见下表" in opened.text
    table = opened.html[opened.html.index("全部量化目标") :]
    assert all(f"第T{place:03}项覆盖率" in table for place in range(1, COUNT + 1))
    assert "展开其余" in table


def test_the_wall_turns_through_the_most_pressing_only(open_page):
    opened = open_page("wall", **LINK)
    assert "最需关注的16项" in opened.text
    pages = int(re.search(r"共(\d+)屏", opened.html).group(1))
    assert 4 < pages <= 8


def test_rates_are_drawn_the_furthest_behind_first_and_all_at_a_choice(open_page):
    opened = open_page("coverage", **LINK)
    assert re.findall(r"<h3>([^<]*)", opened.html)[0] == WORST
    assert len(opened.figures) == panels.SMALL_SHOWN
    everything = open_page("coverage", **LINK, paths="all")
    assert len(everything.figures) >= COUNT
