"""Pictures drawn by a browser on this machine, and what is told where there is none."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from exports.png import SCALE, VARIABLE, WIDTH, browser, pictures
from tests.browser import chromium
from tests.exports.briefings import gantt, history_of
from words.errors import UnknownCode


@pytest.fixture
def _found(monkeypatch):
    monkeypatch.setenv(VARIABLE, chromium.find())


@pytest.mark.usefixtures("_found")
def test_charts_are_drawn_as_png_in_one_start():
    found = pictures([history_of(), replace(gantt(), title="<b>&“任务”</script>", is_demo=True)])
    assert list(found) == ["history", "gantt"]
    for content in found.values():
        picture = Image.open(BytesIO(content)).convert("RGB")
        assert picture.width == WIDTH * SCALE
        assert len(picture.getcolors(1 << 24)) > 20  # something is drawn


@pytest.mark.usefixtures("_found")
def test_an_svg_holds_the_words():
    svg = pictures([replace(history_of(), is_demo=True)], "svg")["history"].decode()
    assert svg.startswith("<svg")
    assert all(word in svg for word in (history_of().title, "完成值", "2023年6月"))


def test_without_a_browser_it_is_told_how_to_get_one(monkeypatch):
    monkeypatch.setenv(VARIABLE, "/nowhere/chromium")
    assert browser() is None
    with pytest.raises(UnknownCode, match=VARIABLE):
        pictures([history_of()])


def test_what_is_no_browser_is_told(monkeypatch, tmp_path):
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(0o755)
    monkeypatch.setenv(VARIABLE, str(program))
    with pytest.raises(UnknownCode, match="history"):
        pictures([history_of()])


def test_nothing_to_draw_needs_no_browser(monkeypatch):
    monkeypatch.setenv(VARIABLE, "/nowhere/chromium")
    assert pictures([]) == {}
