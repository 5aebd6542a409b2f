"""What people come for, from the first click to the last."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor
from tests.pages.example import MONTH, PLAN_CODE

LINK = {"plan": PLAN_CODE, "month": MONTH}


def address(page: Page) -> tuple[str, dict]:
    parts = urlsplit(page.url)
    return parts.path, {name: value for name, [value] in parse_qs(parts.query).items()}


def test_a_review_goes_from_the_answer_to_the_cell_and_back(server, visit):
    """What is red, why, from which row, from which cell; then back to where the question arose."""
    visitor = visit()
    page = visitor.open(server, **LINK)
    page.locator(".panel.first li:has(.far_behind) a").first.click()
    page.wait_for_url("**/targets**")
    visitor.settled()
    assert address(page) == ("/targets", {**LINK, "target": "T05"})
    assert "严重滞后" in page.inner_text("h1") and "判为严重滞后" in page.inner_text(".stMain")
    row = page.locator(".rows tbody tr").first
    value = row.locator("td").nth(1).inner_text()
    row.locator("a.source").click()
    page.wait_for_url("**/source**")
    visitor.settled()
    assert page.inner_text("td.cell") in value
    for place in ("/targets", "/"):
        page.go_back()
        page.wait_for_url(f"**{place}?**")
        visitor.settled()
        assert address(page)[1].items() >= LINK.items()
    assert "时间过半" in page.inner_text("h1")
    assert visitor.complaints == []


def test_a_shared_link_shows_the_same_to_somebody_else(server, visit):
    first = visit()
    page = first.open(server, **LINK)
    page.locator(".card").nth(2).click()
    page.wait_for_url("**/targets**")
    first.settled()
    seen = page.inner_text("h1"), page.locator(".answers").inner_text()
    other = visit(width=390, ground="dark")
    other.page.goto(page.url)
    shown = other.settled()
    assert (shown.inner_text("h1"), shown.locator(".answers").inner_text()) == seen


def tab_to(page: Page, selector: str, most: int = 40) -> None:
    """Press Tab until the focus stands on the element; it must be seen there."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            outline = page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none"
            return
    raise AssertionError(f"{selector} is not reached by {most} presses of Tab")


def test_a_target_and_its_cell_are_reached_by_keyboard_alone(server, visit):
    visitor = visit()
    page = visitor.open(server, **LINK)
    tab_to(page, ".card")
    page.keyboard.press("Enter")
    page.wait_for_url("**/targets**")
    visitor.settled()
    tab_to(page, "details.data > summary")
    page.keyboard.press("Enter")
    expect(page.locator("details.data table")).to_be_visible()
    tab_to(page, "a.source")
    page.keyboard.press("Enter")
    page.wait_for_url("**/source**")
    assert visitor.settled().locator("td.cell").count() == 1


@pytest.mark.parametrize("ground", ["light", "dark"])
def test_a_page_prints_on_paper_with_its_plan_and_month_and_without_the_menu(server, visit, ground):
    visitor = visit(ground=ground)
    page = visitor.open(server, "targets", **LINK, target="T01")
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    width, height = map(float, re.search(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)", pdf).groups())
    assert (round(width), round(height)) == (842, 595)  # A4 lying, in points
    page.emulate_media(media="print", color_scheme=ground)
    for hidden in ("[data-testid=stHeader]", ".st-key-choices", ".st-key-brand", "button.file"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.inner_text(".printed") == "示例规划\n2023年6月"
    background = page.evaluate("() => getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    assert background == "rgb(255, 255, 255)"
    wide = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth")
    assert wide <= page.viewport_size["width"]


def saved(visitor: Visitor, button: str) -> tuple[str, bytes]:
    with visitor.page.expect_download() as download:
        visitor.page.locator(button).first.click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def test_a_chart_is_taken_along_as_picture_drawing_and_workbook(server, visit):
    from io import BytesIO

    from openpyxl import load_workbook
    from PIL import Image

    visitor = visit()
    visitor.open(server, "targets", **LINK, target="T01")
    title = "制修订标准：历史进程"
    name, drawing = saved(visitor, "button[data-format=svg]")
    texts = "".join(re.findall(r"<text[^>]*>(.*?)</text>", drawing.decode()))
    assert name == f"{title}.svg"
    for said in (title, "目标 20 项", "2023年6月", "演示数据"):
        assert said in texts, said
    name, content = saved(visitor, "button[data-format=png]")
    picture = Image.open(BytesIO(content)).convert("L")
    assert name == f"{title}.png" and picture.width > 1000
    # Where the drawing has its title, the picture has ink; and so has the plot below it.
    assert picture.crop((0, 20, 400, 80)).getextrema()[0] < 100
    assert picture.crop((0, picture.height // 2, *picture.size)).getextrema()[0] < 100
    name, content = saved(visitor, "[class*=st-key-xlsx-] button")
    cells = [
        cell for row in load_workbook(BytesIO(content)).active.iter_rows(values_only=True) for cell in row
    ]
    assert name == f"{title}.xlsx" and title in cells and any("演示数据" in str(cell) for cell in cells)
    assert visitor.complaints == []


def test_the_wall_turns_its_pages_stops_and_leads_back(server, visit):
    visitor = visit(width=1920, height=1080)
    page = visitor.open(server, "wall", **LINK, seconds="5")
    dots = page.locator(".dots")
    for number in (1, 2):
        expect(dots).to_have_attribute("aria-label", re.compile(f"第{number}屏"), timeout=30_000)
    page.keyboard.press("p")
    expect(page.locator(".st-key-wall-pause button")).to_contain_text("继续")
    stopped = dots.get_attribute("aria-label")
    page.wait_for_timeout(7000)
    assert dots.get_attribute("aria-label") == stopped
    page.keyboard.press("ArrowRight")
    expect(dots).not_to_have_attribute("aria-label", stopped, timeout=30_000)
    assert not page.locator("[data-testid=stHeader]").is_visible() and not page.locator("select").count()
    page.keyboard.press("Escape")
    page.wait_for_selector(".cards")
    assert visitor.complaints == []


@pytest.mark.parametrize("width, height", [(1366, 768), (1920, 1080), (3840, 2160)])
def test_the_wall_is_dark_fills_the_screen_and_is_large_enough(server, visit, width, height):
    page = visit(width=width, height=height).open(server, "wall", **LINK, seconds="600")
    for _page in range(5):
        sizes = page.evaluate(
            """() => [...document.querySelectorAll('.st-key-wall .pw *')]
                .filter(each => each.offsetParent && [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
                .map(each => [parseFloat(getComputedStyle(each).fontSize), each.closest('.tile strong, .value strong') !== null])"""
        )
        scale = width / 1920
        assert min(size for size, _number in sizes) >= 24 * scale
        assert min((size for size, number in sizes if number), default=64 * scale) >= 64 * scale
        main = page.locator("[data-testid=stMain]")
        assert main.evaluate(
            "each => each.scrollHeight <= each.clientHeight && each.scrollWidth <= each.clientWidth"
        )
        here = page.locator(".dots").get_attribute("aria-label")
        page.keyboard.press("ArrowRight")
        expect(page.locator(".dots")).not_to_have_attribute("aria-label", here, timeout=30_000)
    ground = page.evaluate("() => getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    assert ground == "rgb(11, 22, 36)"


def test_on_a_phone_the_folded_menu_leads_to_every_page(server, visit):
    visitor = visit(width=390)
    page = visitor.open(server, **LINK)
    page.click("[data-testid=stExpandSidebarButton]")
    links = page.locator("[data-testid=stSidebarNavLink]")
    expect(links.first).to_be_visible()
    sizes = links.locator("p").evaluate_all("each => each.map(one => getComputedStyle(one).fontSize)")
    assert set(sizes) == {"15px"}
    links.filter(has_text="计算方法").click()
    page.wait_for_url("**/method**")
