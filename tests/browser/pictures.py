"""The pictures of the documents, with the demonstration data: `python -m tests.browser.pictures` (make screenshots).

Writes docs/images/<name>.png, light and wide. A picture that no document shows is not kept (tests/test_docs.py).
"""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

import settings
from services import demonstration
from store.database import open_database
from tests.browser import chromium
from tests.browser.conftest import Visitor, serving
from tests.pages.every_page import PAGES

FOLDER = settings.ROOT / "docs" / "images"
COLOURS = 256  # what a PNG with a palette may hold
WIDTH = 1440
TALLEST = 1200  # pixels; of longer pages the head is enough
LINK = {"plan": "tj-standards-145", "month": "2023-06"}


@dataclass(frozen=True)
class Picture:
    page: str
    query: dict[str, str] = field(default_factory=dict)
    height: int = 900
    is_grown: bool = True  # as tall as the page, up to TALLEST


PICTURES = {
    "overview": Picture("overview"),
    "target": Picture("targets", {"target": "T01"}),
    "wall": Picture("wall", height=810, is_grown=False),
}


def draw(browser: Browser, server: str, picture: Picture, file: Path) -> None:
    """Write a picture of a page as a visitor sees it."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": picture.height}, color_scheme="light", locale="zh-CN"
    )
    visitor = Visitor(context)
    visitor.open(server, PAGES[picture.page], **LINK, **picture.query)
    page = visitor.page
    page.wait_for_timeout(500)
    if picture.is_grown:
        full = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight")
        page.set_viewport_size({"width": WIDTH, "height": min(max(picture.height, full), TALLEST)})
        page.wait_for_timeout(500)  # figures follow the new size
    page.screenshot(path=file)
    context.close()
    Image.open(file).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    print(f"{file.relative_to(settings.ROOT)}  {file.stat().st_size // 1024} KiB")


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'pictures.db'}"
        engine = open_database(url)
        demonstration.load(engine)
        engine.dispose()
        with serving(url, Path(folder)) as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium.find(), args=["--no-sandbox"])
            for name, picture in PICTURES.items():
                draw(browser, server, picture, FOLDER / f"{name}.png")
            browser.close()


if __name__ == "__main__":
    main()
