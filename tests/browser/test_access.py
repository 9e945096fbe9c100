"""axe finds nothing: every kind of page, light and dark, wide and narrow, search open."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_pages import KINDS
from tests.browser.visit import Visit

pytestmark = pytest.mark.browser
SCREENS = {
    f"{scheme} {width}": {"color_scheme": scheme, "viewport": {"width": width, "height": 900}, "bypass_csp": True}
    for scheme in ("light", "dark")
    for width in (1280, 320)
}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(visit: Visit) -> list[str]:
    found = (
        Axe()
        .run(visit.page, options={"runOnly": {"type": "tag", "values": TAGS}, "preload": False})
        .response["violations"]
    )
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("visit", SCREENS.values(), ids=SCREENS.keys(), indirect=True)
def test_axe_finds_nothing(visit: Visit) -> None:
    found = {}
    for kind, name in KINDS.items():
        visit.open(name)
        found[kind] = violations(visit)
    assert found == {kind: [] for kind in KINDS}


@pytest.mark.parametrize("visit", SCREENS.values(), ids=SCREENS.keys(), indirect=True)
def test_axe_finds_nothing_with_the_search_open(visit: Visit) -> None:
    visit.open("index.html")
    visit.type("repeated problems")
    visit.page.keyboard.press("ArrowDown")
    assert violations(visit) == []
