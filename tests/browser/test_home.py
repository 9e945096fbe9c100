"""The home page answers what is here, how current it is and where to start, before anybody scrolls."""

from __future__ import annotations

import pytest

from tests.browser.visit import Visit

pytestmark = pytest.mark.browser
SCREENS = {
    f"{width} x {height}": {"viewport": {"width": width, "height": height}}
    for width, height in ((1280, 800), (360, 780))
}


@pytest.mark.parametrize("visit", SCREENS.values(), ids=SCREENS.keys(), indirect=True)
def test_one_screen_tells_what_is_here_how_current_and_where_to_start(visit: Visit) -> None:
    page = visit.open("index.html")
    last = {
        "search": page.locator("#q"),
        "what is here": page.locator(".counts li").last,
        "how current": page.get_by_text("Library data of 14 May 2026.").first,
        "where to start": page.locator(".recent a").last,
    }
    ends = {name: box["y"] + box["height"] if (box := place.bounding_box()) else None for name, place in last.items()}
    height = page.viewport_size["height"] if page.viewport_size else 0
    assert {name: end for name, end in ends.items() if end is None or end > height} == {}
