"""Pictures of every page with the demonstration data, for the documents: `python -m tests.browser.pictures` (make screenshots).

Writes docs/images/<page>.png for every page of the menu, 1440 wide and light, and a few dark or narrow.
"""

import tempfile
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
COLOURS = 256
TALLEST = 1200  # pixels; of longer pages the head is enough
LINK = {"plan": "tj-standards-145", "month": "2023-06"}
# Pages that other plans have more to show on.
LINKS = {
    "scenes": {"plan": "tj-digital-2123", "month": "2023-06"},
    "coverage": {"plan": "sd-digital-145", "month": "2023-06"},
}
# Besides each page wide and light: file, page, width, height, ground, what the address adds.
OTHERS = [
    ("target", "targets", 1440, 900, "light", {"target": "T01"}),
    ("overview-dark", "overview", 1440, 900, "dark", {}),
    ("overview-narrow", "overview", 390, 844, "light", {}),
    ("target-narrow", "targets", 390, 844, "dark", {"target": "T01"}),
]


def picture(
    browser: Browser, server: str, file: str, name: str, width: int, height: int, ground: str, query: dict
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=ground, locale="zh-CN"
    )
    visitor = Visitor(context)
    link = LINKS.get(name, LINK) | query
    if name == "source":  # a cell is reached from what was counted from it
        visitor.open(server, "targets", **link, target="T01").locator("a.source").first.click()
        visitor.page.wait_for_url("**/source**")
        visitor.settled()
    else:
        visitor.open(server, PAGES[name], **link)
    page = visitor.page
    page.wait_for_timeout(500)
    if width > 390 and name != "wall":
        full = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight")
        page.set_viewport_size({"width": width, "height": min(max(height, full), TALLEST)})
        page.wait_for_timeout(500)  # figures follow the new size
    path = FOLDER / f"{file}.png"
    page.screenshot(path=path)
    context.close()
    Image.open(path).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.relative_to(settings.ROOT)}  {path.stat().st_size // 1024} KiB")


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'pictures.db'}"
        engine = open_database(url)
        demonstration.load(engine)
        engine.dispose()
        with serving(url, Path(folder)) as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium.find(), args=["--no-sandbox"])
            for name in PAGES:
                picture(browser, server, name, name, 1440, 810 if name == "wall" else 900, "light", {})
            for other in OTHERS:
                picture(browser, server, *other)
            browser.close()


if __name__ == "__main__":
    main()
