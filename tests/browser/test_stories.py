"""What people come for, from the first click to the last."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

import settings
from tests.browser.conftest import LINK


def address(page: Page) -> tuple[str, dict]:
    parts = urlsplit(page.url)
    return parts.path, {name: value for name, [value] in parse_qs(parts.query).items()}


def test_a_review_goes_from_the_answer_to_the_cell_and_back(server, visit):
    """What is red, why, from which row, from which cell; then back to where the question arose."""
    visitor = visit()
    page = visitor.open(server, **LINK)
    page.locator(".panel.first li:has(.far_behind) a").first.click()
    visitor.arrived("targets")
    assert address(page) == ("/targets", {**LINK, "target": "T05"})
    assert "严重滞后" in page.inner_text("h1") and "判为严重滞后" in page.inner_text(".stMain")
    row = page.locator(".rows tbody tr").first
    value = row.locator("td").nth(1).inner_text()
    row.locator("a.source").click()
    visitor.arrived("source")
    assert page.inner_text("td.cell") in value
    for place in ("targets", ""):
        page.go_back()
        visitor.arrived(place)
        assert address(page)[1].items() >= LINK.items()
    assert "时间过半" in page.inner_text("h1")


def test_a_shared_link_shows_the_same_to_somebody_else(server, visit):
    first = visit()
    page = first.open(server, **LINK)
    page.locator(".card").nth(2).click()
    first.arrived("targets")
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
    visitor.arrived("targets")
    tab_to(page, "details.data > summary")
    page.keyboard.press("Enter")
    expect(page.locator("details.data[open] table")).to_be_visible()
    tab_to(page, "a.source")
    page.keyboard.press("Enter")
    assert visitor.arrived("source").locator("td.cell").count() == 1


@pytest.mark.parametrize("ground", ["light", "dark"])
def test_a_page_prints_on_paper_with_its_plan_and_month_and_without_the_menu(server, visit, ground):
    page = visit(ground=ground).open(server, "targets", **LINK, target="T01")
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


def saved(page: Page, button: str) -> tuple[str, bytes]:
    """The name and the bytes of what a button downloads."""
    with page.expect_download() as download:
        page.locator(button).first.click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def test_a_chart_is_taken_along_as_picture_drawing_workbook_and_slide(server, visit):
    from io import BytesIO

    from openpyxl import load_workbook
    from PIL import Image
    from pptx import Presentation

    page = visit().open(server, "targets", **LINK, target="T01")
    title = "制修订标准：历史进程"
    name, drawing = saved(page, "button[data-format=svg]")
    texts = "".join(re.findall(r"<text[^>]*>(.*?)</text>", drawing.decode()))
    assert name == f"{title}.svg"
    for said in (title, "目标 20 项", "2023年6月", "演示数据"):
        assert said in texts, said
    name, content = saved(page, "button[data-format=png]")
    picture = Image.open(BytesIO(content)).convert("L")
    assert name == f"{title}.png" and picture.width > 1000
    # Where the drawing has its title, the picture has ink; and so has the plot below it.
    assert picture.crop((0, 20, 400, 80)).getextrema()[0] < 100
    assert picture.crop((0, picture.height // 2, *picture.size)).getextrema()[0] < 100
    name, content = saved(page, "[class*=st-key-xlsx-] button")
    cells = [
        cell for row in load_workbook(BytesIO(content)).active.iter_rows(values_only=True) for cell in row
    ]
    assert name == f"{title}.xlsx" and title in cells and any("演示数据" in str(cell) for cell in cells)
    name, content = saved(page, "[class*=st-key-pptx-] button")
    [slide] = Presentation(BytesIO(content)).slides
    [drawn] = [shape.chart for shape in slide.shapes if shape.has_chart]
    assert name == f"{title}.pptx" and len(drawn.plots) > 0


def test_the_wall_turns_its_pages_stops_and_leads_back(server, visit):
    visitor = visit(width=1920, height=1080)
    page = visitor.open(server, "wall", **LINK, seconds="5")
    dots = page.locator(".dots")
    for number in (1, 2):
        expect(dots).to_have_attribute("aria-label", re.compile(f"第{number}屏"), timeout=30_000)
    page.keyboard.press("p")
    expect(page.locator(".st-key-wall-pause button")).to_contain_text("继续")
    stopped = dots.get_attribute("aria-label")
    page.keyboard.press("ArrowRight")
    expect(dots).not_to_have_attribute("aria-label", stopped, timeout=30_000)
    assert not page.locator("[data-testid=stHeader]").is_visible() and not page.locator("select").count()
    page.keyboard.press("Escape")
    page.wait_for_selector(".cards")


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


def give_name(page: Page) -> None:
    page.fill("input[aria-label^='姓名']", "王建国")
    page.keyboard.press("Enter")


def test_a_workbook_is_uploaded_looked_up_in_the_history_and_undone(own_server, visit):
    visitor = visit()
    page = visitor.open(own_server, "upload", **LINK)
    plan = settings.ROOT / "data" / "plans" / "zj-smartcity-1519.xlsx"
    page.set_input_files("input[type=file]", plan)
    page.wait_for_selector("text=请先在上方填写上传人姓名")
    give_name(page)
    page.click("button:has-text('保存 zj-smartcity-1519.xlsx'):not([disabled])")
    said = page.locator("text=已保存为导入批次").inner_text()
    [number] = re.findall(r"导入批次 (\d+)", said)
    page.locator(f".pw td a:text-is('{number}')").click()
    visitor.arrived("imports")
    assert "zj-smartcity-1519.xlsx" in page.inner_text("h1")
    name, content = saved(page, "button:has-text('下载原文件')")
    assert (name, content) == (plan.name, plan.read_bytes())
    expect(page.locator("input[aria-label^='姓名']")).to_have_value("王建国")  # the browser keeps the name
    page.click(f"button:has-text('撤销批次 {number}')")
    page.wait_for_selector(f"text=导入批次 {number} 已撤销")
    assert "已由批次" in page.inner_text("h1 + p")
    visitor.open(own_server, "imports", **LINK, scope="all")
    newest = page.locator("table.stack tbody tr")
    assert newest.nth(0).locator("td").first.inner_text() == str(int(number) + 1)
    assert newest.nth(1).locator("td").first.inner_text() == number


def test_a_lead_of_a_task_force_lands_on_the_unit_and_takes_its_ledger(server, visit):
    visitor = visit()
    page = visitor.open(server, "units", **LINK, unit="港航局")
    assert page.inner_text("h1").startswith("港航局：")
    assert page.input_value(".st-key-choice-unit input") == "港航局"
    told = page.inner_text(".stMain")
    assert "智慧码头" in told and "建设一码通行平台" in told
    page.click(".stMain a:has-text('填报模板')")
    visitor.arrived("upload")
    name, content = saved(page, ".st-key-template button")
    assert name == "港航局月度台账2023-06.xlsx" and content[:2] == b"PK"


def test_a_month_is_closed_and_opened_again(own_server, visit):
    visitor = visit()
    link = {**LINK, "month": "2023-05"}
    page = visitor.open(own_server, "months", **link)
    give_name(page)
    page.locator(".st-key-panel-closing [data-testid=stCheckbox] label").click()
    page.click(".st-key-close button")
    page.wait_for_selector("text=2023年5月已月结")
    closed = visitor.open(own_server, **link).inner_text(".pw .state")
    assert "月结" in closed and "此后修订 0 处" in closed
    visitor.open(own_server, "months", **link)
    page.get_by_label("重新打开的理由").fill("培训数补报")
    page.click(".st-key-reopen button")
    page.wait_for_selector("text=2023年5月已重新打开")
    visitor.open(own_server, **link)
    assert not page.locator(".pw .state:has-text('月结')").count()


def test_an_issued_briefing_stays_byte_for_byte_whatever_is_undone_later(own_server, visit):
    visitor = visit()
    page = visitor.open(own_server, "briefing", **LINK)
    give_name(page)
    page.click(".st-key-make-docx button")
    name, content = saved(page, ".st-key-download-docx button")
    assert name.endswith(".docx") and content[:2] == b"PK"
    page.locator("[class*=st-key-sure-] label").click()
    page.click(".st-key-issue button:not([disabled])")
    page.wait_for_selector("text=/已发布[0-9]+年第1期/")
    buttons = {kind: f"[class*=st-key-issued-][class*=-{kind}] button" for kind in ("docx", "pptx", "xlsx")}
    issued = {kind: saved(page, button) for kind, button in buttons.items()}
    visitor.open(own_server, "imports", number="5")
    page.click("button:has-text('撤销批次 5')")
    page.wait_for_selector("text=导入批次 5 已撤销")
    other = visit().open(own_server, "briefing", **LINK)
    assert "第1期" in other.inner_text("h1")
    assert {kind: saved(other, button) for kind, button in buttons.items()} == issued
