"""Pages as a browser would open them, on an empty database and on the example plan."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import settings
import words

MENU = settings.ROOT / "pages" / "menu.py"


class Opened:
    """A page after it ran."""

    def __init__(self, page: AppTest):
        self.page = page
        self.html = "\n".join(element.proto.body for element in page.get("html"))

    @property
    def text(self) -> str:
        """What the page's HTML says, without tags and styles."""
        return re.sub(r"<style>.*?</style>|<[^>]+>", " ", self.html, flags=re.DOTALL)

    @property
    def figures(self) -> list:
        return self.page.get("plotly_chart")

    @property
    def links(self) -> list[str]:
        return re.findall(r'href="([^"]+)"', self.html)


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Opened]]:
    """Open a page by its link: open_page("targets", plan="example", target="T01"). "" is the overview."""

    def opened(page: str = "", **query: str) -> Opened:
        # The test asks the pickers for their words, outside the page's own run.
        words.use_language(query.get("lang", words.DEFAULT_LANGUAGE))
        at = AppTest.from_file(str(MENU), default_timeout=20)
        at.session_state["uploader"] = ""  # AppTest has no cookies to ask
        at.query_params.update(query)
        if page:
            # Streamlit's tests reach a page only once the menu has named it.
            at.run()
            at.query_params.clear()
            at.query_params.update(query)
            at.switch_page(f"{page}.py")
        return Opened(at.run())

    st.cache_data.clear()
    st.cache_resource.clear()
    yield opened
    st.cache_resource.clear()


@pytest.fixture
def loaded(example_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANWATCH_DATABASE_URL", example_url)


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANWATCH_DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")
