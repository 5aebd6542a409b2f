"""Pages as a browser would open them, on an empty database and on the example plan."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from shutil import copyfile

import pytest
import streamlit as st
from openpyxl import load_workbook
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

import settings
import words
from exports.xlsx import MONTH_FORMAT, table_workbook
from screens import panels
from store.database import open_database
from tests.pages import example

MENU = settings.ROOT / "pages" / "menu.py"
WHO = "王建国"


class Opened:
    """A page after it ran."""

    def __init__(self, page: AppTest):
        self.page = page
        self.html = "\n".join(element.proto.body for element in page.get("html"))

    @property
    def text(self) -> str:
        """What the page's HTML says, without tags and styles."""
        return re.sub(r"<style>.*?</style>|<[^>]+>", " ", self.html, flags=re.DOTALL)

    def press(self, key: str) -> "Opened":
        """The page after the button of this key was pressed."""
        self.page.button(key=key).click().run()
        assert not self.page.exception
        return Opened(self.page)

    @property
    def figures(self) -> list:
        return self.page.get("plotly_chart")

    @property
    def links(self) -> list[str]:
        return re.findall(r'href="([^"]+)"', self.html)


def open_at(page: str, **query: str) -> Opened:
    """Open a page by its link, with whatever the caches hold."""
    # The test asks the pickers for their words, outside the page's own run.
    words.use_language(query.get("lang", words.DEFAULT_LANGUAGE))
    at = AppTest.from_file(str(MENU), default_timeout=20)
    at.session_state["uploader"] = WHO  # AppTest has no cookies to ask
    at.query_params.update(query)
    if page:
        # Streamlit's tests reach a page only once the menu has named it.
        at.run()
        at.query_params.clear()
        at.query_params.update(query)
        at.switch_page(f"{page}.py")
    return Opened(at.run())


@pytest.fixture
def open_page() -> Iterator[Callable[..., Opened]]:
    """Open a page by its link: open_page("targets", plan="example", target="T01"). "" is the overview."""
    st.cache_data.clear()
    st.cache_resource.clear()
    yield lambda page="", **query: open_at(page, **query)
    st.cache_resource.clear()


@pytest.fixture
def loaded(example_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANWATCH_DATABASE_URL", example_url)


@pytest.fixture
def planned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two plans, and no ledger of either."""
    url = f"sqlite:///{tmp_path / 'planned.db'}"
    engine = open_database(url)
    example.load_plans(engine)
    engine.dispose()
    monkeypatch.setenv("PLANWATCH_DATABASE_URL", url)


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANWATCH_DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")


@pytest.fixture
def own(example_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """A database of one's own with the example plan, to save in."""
    file = tmp_path / "own.db"
    copyfile(example_url.removeprefix("sqlite:///"), file)
    url = f"sqlite:///{file}"
    monkeypatch.setenv("PLANWATCH_DATABASE_URL", url)
    engine = open_database(url)
    yield engine
    engine.dispose()


@pytest.fixture
def taken_along(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[list]]:
    """What the downloads of a page hold, by their names: the rows of each workbook from its header on.

    A download is made only when somebody asks for it, which tests of Streamlit cannot.
    """
    taken: dict[str, list[list]] = {}

    def file_of_table(table, remarks=()) -> None:
        take(table.name, table_workbook(table, remarks), len(remarks) + table.is_demo)

    def take(name: str, workbook: bytes, lines_above: int) -> None:
        sheet = load_workbook(BytesIO(workbook)).active
        rows = [[as_shown(cell) for cell in row] for row in sheet.iter_rows()]
        taken[name] = rows[1 + lines_above :]

    monkeypatch.setattr(panels, "file_of_table", file_of_table)
    return taken


def as_shown(cell) -> object:
    """The value of a cell; a month, which is a date in its file, as it is read."""
    return f"{cell.value:%Y}年{cell.value.month}月" if cell.number_format == MONTH_FORMAT else cell.value
