"""A real server on a free port with the example plan, and a real Chromium."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile
from urllib.parse import urlencode, urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

import settings
from tests.browser import chromium
from tests.pages.every_page import PAGES
from tests.pages.example import MONTH, PLAN_CODE

STARTS_WITHIN = 60  # seconds; a loaded machine is slow to import
LINK = {"plan": PLAN_CODE, "month": MONTH}
# What Streamlit itself asks for under each deep link, and does not find.
EXPECTED_404 = ("/_stcore/health", "/_stcore/host-config")


@contextmanager
def serving(database_url: str, folder: Path) -> Iterator[str]:
    """The address of a fresh server on that database, as `planwatch serve` starts it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = folder / f"server-{port}.log"
    command = [sys.executable, "-m", "cli", "serve", "--port", str(port)]
    environment = os.environ | {"PLANWATCH_DATABASE_URL": database_url}
    with open(log, "wb") as output:
        server = subprocess.Popen(command, cwd=settings.ROOT, env=environment, stdout=output, stderr=output)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(f"{address}/healthz", server, log)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait_for(address: str, server: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The server did not answer at {address}:\n{log.read_text(errors='replace')}")


@pytest.fixture
def fresh_server(example_url: str, tmp_path: Path) -> Iterator[str]:
    """A server that nobody has asked for a page yet."""
    with serving(example_url, tmp_path) as address:
        yield address


@pytest.fixture(scope="session")
def server(example_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(example_url, tmp_path_factory.mktemp("server")) as address:
        yield address


@pytest.fixture(scope="session")
def empty_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("empty")
    with serving(f"sqlite:///{folder / 'empty.db'}", folder) as address:
        yield address


@pytest.fixture(scope="module")
def own_server(example_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on a database of its own with the example plan, to save in."""
    folder = tmp_path_factory.mktemp("own")
    copyfile(example_url.removeprefix("sqlite:///"), folder / "own.db")
    with serving(f"sqlite:///{folder / 'own.db'}", folder) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium.find()
    print(f"\nBrowser tests use {path}")
    with sync_playwright() as playwright:
        # Root has no sandbox in a container, and these tests open nothing but our own pages.
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


# The script has run to its end, ours for the browser is there, and every figure is drawn as wide as its place.
IS_SETTLED = """() => window.planwatch && document.querySelector("[data-test-script-state=notRunning]")
    && document.querySelector(".pw :is(h1, footer, .told)")
    && !document.querySelector("[data-testid=stSkeleton]")
    && [...document.querySelectorAll("[data-testid=stPlotlyChart]")].every((place) => {
        const drawing = place.querySelector(".main-svg");
        return drawing?.querySelector(".cartesianlayer .trace")
            && Math.abs(drawing.getBoundingClientRect().width - place.getBoundingClientRect().width) < 2;
    })"""
# Text is light on a dark ground, and on a wall always.
HAS_GROUND = """ground => {
    const colour = getComputedStyle(document.querySelector(".pw :is(h1, header)")).color;
    const isDark = ground === "dark" || !!document.querySelector(".st-key-wall");
    return isDark === (parseInt(colour.match(/\\d+/)) > 128);
}"""


class Visitor:
    """A person at a browser. Keeps every address that was asked for, and what went wrong on the way."""

    def __init__(self, context: BrowserContext):
        self.page: Page = context.new_page()
        self.page.set_default_timeout(60_000)  # a loaded machine draws slowly
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("websocket", lambda socket: self.asked.append(socket.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._listen)

    def _listen(self, message) -> None:
        if message.type == "error" and not message.location["url"].endswith(EXPECTED_404):
            self.complaints.append(message.text)

    @property
    def hosts(self) -> set[str | None]:
        """The machines that were asked for anything."""
        return {
            urlsplit(address).hostname for address in self.asked if not address.startswith(("data:", "blob:"))
        }

    def open(self, server: str, page: str = "", **query: str) -> Page:
        self.page.goto(f"{server}/{page}?{urlencode(query)}")
        return self.settled()

    def arrived(self, page: str) -> Page:
        """The page that a click leads to, once it is settled."""
        self.page.wait_for_url(re.compile(rf"//[^/]+/{page}(\?|$)"))
        return self.settled()

    def settled(self) -> Page:
        """The page once it has run and every figure is drawn."""
        self.page.wait_for_function(IS_SETTLED)
        return self.page

    def on(self, ground: str, width: int) -> Page:
        """The same page on another ground and at another width; nothing is loaded anew."""
        self.page.emulate_media(color_scheme=ground)
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.wait_for_function(HAS_GROUND, arg=ground)
        return self.settled()

    def leaves(self) -> None:
        """Closes the browser; wherever the visit led, nothing went wrong and no other machine was asked."""
        self.page.context.close()
        assert self.complaints == []
        assert self.hosts <= {"127.0.0.1"}


def come(browser: Browser, width: int = 1440, height: int = 900, ground: str = "light") -> Visitor:
    """Somebody with a fresh browser, without cookies or anything kept.

    He has asked for less motion: halfway through a fade, a page of the wall is paler than it is to be judged.
    """
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=ground,
        locale="zh-CN",
        reduced_motion="reduce",
    )
    return Visitor(context)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visitor]]:
    """Somebody comes: visit(width=390, ground="dark")."""
    visitors = []

    def visiting(**looks) -> Visitor:
        visitors.append(come(browser, **looks))
        return visitors[-1]

    yield visiting
    for visitor in visitors:
        visitor.leaves()


@pytest.fixture(scope="session", params=PAGES)
def shown(server: str, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """Each page of the menu, opened once by its link in a fresh browser, for all tests that only look at it."""
    visitor = come(browser)
    if request.param == "source":  # a cell is reached from what was counted from it
        page = visitor.open(server, "targets", **LINK, target="T01")
        page.locator("a.source").first.click()
        visitor.arrived("source")
    else:
        visitor.open(server, PAGES[request.param], **LINK)
    yield visitor
    visitor.leaves()
