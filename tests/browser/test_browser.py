"""What only a real browser on a real server can show: links, the frame, requests, looks."""

from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.browser.conftest import LINK, come
from tests.pages.example import MARKED_NAME, STATUSES
from words.terms import Status


def test_a_deep_link_is_right_as_the_first_request_of_a_fresh_server(fresh_server, visit):
    """Where a folder pages/ stood beside the main script, this request would skip the frame."""
    page = visit().open(fresh_server, "targets", **LINK, target="T04")
    assert "培训人次：286 / 约 1,000 人次" in page.inner_text("h1")
    assert page.inner_text(".st-key-brand") == "规划目标监测"
    assert page.input_value(".st-key-month_picker input") == "2023年6月"
    assert page.title() == "规划目标监测"


def test_a_link_opens_its_page_with_plan_and_month_in_a_fresh_browser(shown):
    page = shown.on("light", 1440)
    assert page.title().endswith("规划目标监测")
    assert page.get_attribute("html", "lang") == "zh-CN"
    assert not page.locator(".told[role=alert]").count()
    if page.locator(".st-key-wall").count():  # it shows nothing but itself
        assert page.inner_text(".pw header").startswith("示例规划\n2023年6月")
        return
    assert len(page.inner_text("h1")) > 3
    assert page.inner_text(".st-key-brand") == "规划目标监测"
    assert page.input_value(".st-key-plan_picker input") == "示例规划"
    assert page.input_value(".st-key-month_picker input") == "2023年6月"


def test_a_page_asks_nothing_of_other_machines_and_nothing_goes_wrong(shown):
    assert shown.hosts == {"127.0.0.1"}
    assert shown.complaints == []


@pytest.mark.parametrize("width", [1440, 1000, 390])
def test_nothing_sticks_out_of_a_page_sideways(shown, width):
    page = shown.on("light", width)
    assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth") <= width


def test_three_clicks_lead_from_the_overview_to_the_source_cell(server, visit):
    visitor = visit()
    page = visitor.open(server, **LINK)
    page.click(".card:has-text('制修订标准')")
    assert "8 / 20 项" in visitor.arrived("targets").inner_text("h1")
    assert "完成率40%；2023年6月应达10 项" in page.inner_text(".stMain")
    page.locator(".st-key-panel-rows a.source").first.click()
    visitor.arrived("source")
    marked = page.locator("td.cell")
    assert marked.count() == 1 and marked.inner_text() == "2023年2月15日"
    assert "演示数据" in page.inner_text("h1")
    page.go_back()
    assert "8 / 20 项" in visitor.arrived("targets").inner_text("h1")


def test_every_status_has_shape_word_and_colour_on_the_screen(server, visit):
    page = visit().open(server, **LINK)
    colours = {}
    for status in set(STATUSES.values()) - {Status.UNQUANTIFIED}:
        shown = page.locator(f".card .status.{status.value}").first
        assert shown.inner_text().replace("\n", "") == f"{status.shape}{status.label}"
        colours[status] = shown.evaluate("element => getComputedStyle(element).color")
    assert len(set(colours.values())) == len(colours)


def test_choices_go_into_the_address_and_stay(server, visit):
    visitor = visit()
    page = visitor.open(server, **LINK)
    page.click(".st-key-month_picker input")
    page.keyboard.type("2023年5月")
    page.keyboard.press("Enter")
    page.wait_for_url("**month=2023-05**")
    page.click("[data-testid=stTopNavLink]:has-text('目标')")
    page.wait_for_url("**/targets?**month=2023-05**")
    page.click("text=English")
    page.wait_for_url("**lang=en**")
    page.wait_for_selector("h1:has-text('of the time')")
    page.reload()
    assert "of the time" in visitor.settled().inner_text("h1")
    assert page.input_value(".st-key-month_picker input") == "2023-05"


def test_streamlits_own_words_are_chinese_too(server, visit):
    page = visit().open(server, **LINK)
    assert page.get_attribute("html", "lang") == "zh-CN"
    page.click(".st-key-plan_picker input")
    page.keyboard.type("没有这样的规划")
    page.wait_for_selector("text=没有匹配项")


def test_text_from_workbooks_stays_text(server, visit):
    page = visit().open(server, "targets", **LINK, target="T06")
    assert page.inner_text("h1").startswith(f"{MARKED_NAME}：3 / ≥ 5 个")


def test_the_ground_turns_with_the_system(server, visit):
    page = visit().open(server, **LINK)
    before = page.evaluate("() => getComputedStyle(document.querySelector('.pw h1')).color")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(
        "before => getComputedStyle(document.querySelector('.pw h1')).color !== before", arg=before
    )


VIEWS = {
    "target": {"target": "T01"},
    "target-without-number": {"target": "T09"},
}


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_sticks_out_of_a_target_sideways(server, visit, view):
    visitor = visit()
    page = visitor.open(server, "targets", **LINK, **VIEWS[view])
    for width in (1440, 1000, 390):
        visitor.on("light", width)
        assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth") <= width


def test_an_empty_database_says_what_to_do_at_any_width(empty_server, visit):
    visitor = visit()
    page = visitor.open(empty_server)
    assert "planwatch demo" in page.inner_text(".empty")
    for width in (1440, 390):
        visitor.on("light", width)
        assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth") <= width


def test_on_a_phone_the_menu_is_folded_and_rows_are_cards(server, visit):
    page = visit(width=390).open(server, "targets", **LINK)
    assert not page.locator("[data-testid=stTopNav]").is_visible()
    assert page.locator("[data-testid=stExpandSidebarButton]").is_visible()
    row = page.locator("table.stack tbody tr").first
    assert row.evaluate("element => getComputedStyle(element).display") == "block"


def test_on_a_phone_the_source_cell_is_in_sight(server, visit):
    visitor = visit(width=390)
    page = visitor.open(server, "targets", **LINK, target="T01")
    page.locator("a.source").first.click()
    visitor.arrived("source")
    page.wait_for_function(
        """() => {
            const place = document.querySelector("td.cell").getBoundingClientRect();
            return place.left >= 0 && place.right <= innerWidth;
        }"""
    )


def test_answers_carry_the_security_headers(server):
    with urlopen(f"{server}/targets") as answer:
        headers = answer.headers
    policy = headers["Content-Security-Policy"]
    assert "script-src 'self' 'sha256-" in policy and "unsafe-eval" not in policy
    assert "frame-ancestors 'none'" in policy and "default-src 'self'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/", "/healthz", "/_stcore/health"])
def test_pages_of_other_sites_are_turned_away(server, path):
    with pytest.raises(HTTPError) as refused:
        urlopen(Request(f"{server}{path}", headers={"Origin": "https://example.com"}))
    assert refused.value.code == 403


def test_the_socket_of_another_site_is_refused(server, browser):
    """The check is ours: Streamlit's own would ask an outside service for this machine's address first."""
    page = come(browser).page
    page.route(
        "http://other.test/", lambda route: route.fulfill(body="<html></html>", content_type="text/html")
    )
    page.goto("http://other.test/")
    outcome = page.evaluate(
        """address => new Promise(done => {
            const socket = new WebSocket(address);
            socket.onopen = () => done("open");
            socket.onerror = () => done("refused");
        })""",
        f"{server.replace('http', 'ws')}/_stcore/stream",
    )
    page.context.close()
    assert outcome == "refused"
