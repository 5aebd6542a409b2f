"""No serious barrier of ours on any page: axe-core at a wide and a narrow width, on a light and a dark ground.

docs/accessibility.md tells what is left out, and why.
"""

import re

import pytest

import settings
from tests.browser.conftest import LINK, Visitor

AXE = (settings.ROOT / "tests" / "browser" / "axe.min.js").read_text(encoding="utf-8")
DOCUMENT = (settings.ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8")
# Rules that Streamlit's own widgets break, each with the widgets: no element of ours may match them.
STREAMLITS: dict[str, list[str]] = {
    "list": ["[data-testid=stSidebarNavItems]"],
    "listitem": ["[data-testid=stSidebarNavItems]"],
}
RUN = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
    .filter(each => ["serious", "critical"].includes(each.impact))
    .flatMap(each => each.nodes.map(node => [each.id, node.target.flat().join(" "), node.html.slice(0, 200),
        node.any.concat(node.all, node.none).map(said => said.message).join("; ")]))"""


def barriers(visitor: Visitor) -> list[list[str]]:
    """Serious and critical violations: rule, selector, element, what axe says of it; without those left out."""
    page = visitor.page
    page.evaluate(AXE)
    return [
        found
        for found in page.evaluate(RUN)
        if not any(
            page.evaluate(
                "([own, theirs]) => !!document.querySelector(own)?.closest(theirs)", [found[1], theirs]
            )
            for theirs in STREAMLITS.get(found[0], [])
        )
    ]


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("ground", ["light", "dark"])
def test_a_page_has_no_serious_barrier(shown, ground, width):
    shown.on(ground, width)
    assert barriers(shown) == []


@pytest.mark.parametrize("ground", ["light", "dark"])
def test_a_target_and_its_source_cell_have_no_serious_barrier(server, visit, ground):
    visitor = visit(ground=ground)
    page = visitor.open(server, "targets", **LINK, target="T01")
    assert barriers(visitor) == []
    page.locator("a.source").first.click()
    visitor.arrived("source")
    assert barriers(visitor) == []


def test_what_is_left_out_is_told_with_its_reason():
    assert {rule: selectors for rule, selectors in STREAMLITS.items() if f"`{rule}`" not in DOCUMENT} == {}
    told = set(re.findall(r"^\| `([a-z-]+)`", DOCUMENT, re.MULTILINE))
    assert told == set(STREAMLITS)
