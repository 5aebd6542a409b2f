"""A real server on a free port with the example plan, and a real Chromium."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

import settings
from tests.browser import chromium

STARTS_WITHIN = 60  # seconds; a loaded machine is slow to import
SCREENSHOTS = Path(os.environ.get("SCREENSHOTS") or settings.ROOT / "tests" / "browser" / "screenshots")
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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium.find()
    print(f"\nBrowser tests use {path}")
    with sync_playwright() as playwright:
        # Root has no sandbox in a container, and these tests open nothing but our own pages.
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


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

    def open(self, server: str, page: str = "", **query: str) -> Page:
        self.page.goto(f"{server}/{page}?{urlencode(query)}")
        return self.settled()

    def settled(self) -> Page:
        """The page once its last block and every figure are drawn."""
        self.page.wait_for_selector(
            ".pw footer, .pw .told, .pw .empty, .pw .grid, .pw .method, .pw .dots, [data-testid=stFileUploader]"
        )
        if self.page.locator("[data-testid=stPlotlyChart]").count():
            self.page.wait_for_selector("[data-testid=stPlotlyChart] svg .scatterlayer")
        self.page.wait_for_function("() => !document.querySelector('[data-test-script-state=running]')")
        return self.page

    def screenshot(self, name: str) -> Path:
        """The whole page, also what lies below the edge, in SCREENSHOTS."""
        size = self.page.viewport_size
        height = self.page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight")
        self.page.set_viewport_size({"width": size["width"], "height": max(size["height"], height)})
        self.page.wait_for_timeout(300)  # figures follow the new size
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        path = SCREENSHOTS / f"{name}.png"
        self.page.screenshot(path=path)
        return path


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visitor]]:
    """Somebody comes: visit(width=390, ground="dark")."""
    contexts = []

    def visiting(width: int = 1440, height: int = 900, ground: str = "light") -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=ground, locale="zh-CN"
        )
        contexts.append(context)
        return Visitor(context)

    yield visiting
    for context in contexts:
        context.close()
