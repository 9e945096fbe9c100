"""A unit beside its document, in a real browser: field and box find each other by mouse, keys and anchors alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.visit import Visit

pytestmark = pytest.mark.browser
PAGES = {
    "upright": "review/ocr/a-ruled-u3.html",
    "landscape": "review/nocn/r-993-1842.html",
    "text": "review/ocr/003-68b0a6013f64a692.html",
    "alone": "alone/index.html",
}
PDF, TEXT, ALONE = PAGES["upright"], PAGES["text"], PAGES["alone"]


@pytest.fixture
def site(rich_site: Path) -> Path:
    """Among others three units beside their documents, and one such page by itself."""
    return rich_site


def field(page: Page, label: str) -> Locator:
    """The card of a field."""
    return page.locator(".field").filter(has=page.get_by_role("link", name=re.compile(rf"^\d+ *{label}$")))


def focused(page: Page) -> str:
    """The id of the element that has the focus, or of the field that it stands in."""
    found: str = page.evaluate("(document.activeElement.closest('[id]') || {}).id")
    return found


def comes_into_pane(page: Page, box: Locator) -> bool:
    """Does a box come to lie wholly in what the pane of the document shows, once scrolling has ended?"""
    for _ in range(50):
        if in_pane(page, box):
            return True
        page.wait_for_timeout(100)
    return False


def in_pane(page: Page, box: Locator) -> bool:
    """Does a box lie wholly in what the pane of the document shows?"""
    pane, found = page.locator("[data-pane]").bounding_box(), box.bounding_box()
    assert pane
    assert found
    return (
        pane["y"] <= found["y"]
        and found["y"] + found["height"] <= pane["y"] + pane["height"]
        and pane["x"] <= found["x"] + found["width"]
        and found["x"] <= pane["x"] + pane["width"]
    )


@pytest.mark.parametrize("name", [PDF, ALONE])
@pytest.mark.parametrize("label", ["Criterion 2.1", "Criterion 3.2", "Level"])
def test_a_click_on_a_field_shows_and_focuses_its_box(visit: Visit, name: str, label: str) -> None:
    page = visit.open(name)
    card = field(page, label)
    number = card.get_attribute("data-n")
    card.get_by_role("link").click()
    assert focused(page) == f"b{number}"
    box = page.locator(f"#b{number}")
    assert "on" in str(box.get_attribute("class")).split()
    assert comes_into_pane(page, box)
    assert page.url.endswith(f"#b{number}")


def test_a_click_anywhere_on_a_field_does_the_same(visit: Visit) -> None:
    page = visit.open(PDF)
    card = field(page, "Criterion 4.2")
    card.locator(".val").click()
    assert focused(page) == f"b{card.get_attribute('data-n')}"


def test_a_click_on_a_box_shows_and_focuses_its_field(visit: Visit) -> None:
    page = visit.open(PDF)
    box = page.get_by_role("link", name=re.compile("Criterion 4.1: read surely"))
    box.click()
    number = box.get_attribute("data-n")
    assert focused(page) == f"f{number}"
    card = page.locator(f"#f{number}")
    assert "describe organisational procedures" in card.inner_text()
    shape = card.bounding_box()
    assert shape
    assert 0 <= shape["y"] <= 900 - shape["height"]


@pytest.mark.parametrize("name", [PDF, TEXT])
def test_the_keyboard_goes_from_field_to_box_to_box_to_field(visit: Visit, name: str) -> None:
    page = visit.open(name)
    field(page, "Learning outcome 2").get_by_role("link").focus()
    page.keyboard.press("Enter")
    first = focused(page)
    page.keyboard.press("ArrowDown")
    second = focused(page)
    assert first.startswith("b")
    assert second.startswith("b")
    assert first != second
    page.keyboard.press("Enter")
    assert focused(page) == second.replace("b", "f")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    assert focused(page) == first


def test_the_boxes_of_a_page_are_one_stop_of_the_tab_key(visit: Visit) -> None:
    page = visit.open(PDF)
    stops = page.evaluate(
        "[...document.querySelectorAll('.sheet')].map(s => s.querySelectorAll('[tabindex=\"0\"]').length)"
    )
    assert stops == [1, 1, 1]


@pytest.mark.parametrize("visit", [{"java_script_enabled": False}], indirect=True, ids=["without script"])
@pytest.mark.parametrize("name", [PDF, TEXT, ALONE])
def test_without_script_anchors_lead_both_ways(visit: Visit, name: str) -> None:
    page = visit.open(name)
    card = field(page, "Criterion 2.3")
    number = card.get_attribute("data-n")
    card.get_by_role("link").click()
    assert page.url.endswith(f"#b{number}")
    assert comes_into_pane(page, page.locator(f"#b{number}"))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**#f{number}")
    assert card.evaluate("node => node.matches(':target')")


def test_a_link_to_a_field_arrives_with_its_box_in_view(visit: Visit) -> None:
    page = visit.page
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{(visit.site / PDF).as_uri()}#f25")
    assert focused(page) == "f25"
    assert comes_into_pane(page, page.locator("#b25"))


def test_the_picture_is_drawn_and_stays_white_in_the_dark(visit: Visit) -> None:
    page = visit.open(PDF)
    page.emulate_media(color_scheme="dark")
    drawn = page.evaluate("getComputedStyle(document.querySelector('.sheet')).backgroundColor")
    stroke = page.evaluate("getComputedStyle(document.querySelector('.sheet .is-sure .edge')).stroke")
    assert (drawn, stroke) == ("rgb(255, 255, 255)", "rgb(42, 95, 71)")
    sizes = page.evaluate(
        "Promise.all([...document.images, ...document.querySelectorAll('image')].map(node => {"
        " const image = new Image(); image.src = node.href.baseVal;"
        " return image.decode().then(() => image.naturalHeight); }))"
    )
    assert sizes == [1600, 1600, 1600]


def test_lines_are_drawn_whole_broken_and_dotted(visit: Visit) -> None:
    page = visit.open(PAGES["landscape"])
    style = "getComputedStyle(document.querySelector('{}')).{}"
    assert page.evaluate(style.format(".sheet .is-sure .edge", "strokeDasharray")) == "none"
    assert page.evaluate(style.format(".sheet .is-doubt .edge", "strokeDasharray")) != "none"
    visit.open(PDF)
    assert page.evaluate(style.format(".absent .box", "borderTopStyle")) == "dotted"


def test_the_pages_can_be_made_larger(visit: Visit) -> None:
    page = visit.open(PDF)
    width = "document.querySelector('.sheet').getBoundingClientRect().width"
    before = page.evaluate(width)
    page.get_by_role("button", name="Larger").click()
    assert page.evaluate(width) == pytest.approx(1.5 * before, rel=0.01)
    assert page.evaluate("document.documentElement.scrollWidth") == 1280


@pytest.mark.parametrize("visit", [{"viewport": {"width": 360, "height": 780}}], indirect=True, ids=["360"])
def test_on_a_phone_page_and_list_stand_one_above_the_other(visit: Visit) -> None:
    page = visit.open(PDF)
    card = field(page, "Criterion 4.2")
    card.get_by_role("link").click()
    number = card.get_attribute("data-n")
    box, shape = page.locator(f"#b{number}"), card.bounding_box()
    pane = page.locator("[data-pane]").bounding_box()
    assert pane
    assert shape
    assert comes_into_pane(page, box)
    assert shape["y"] >= pane["y"] + pane["height"] - 1
    assert shape["y"] < 780


def test_in_print_the_pages_stand_before_the_list(visit: Visit) -> None:
    page = visit.open(PDF)
    page.emulate_media(media="print")
    assert not page.locator(".pane-head").is_visible()
    assert page.evaluate(
        "document.querySelector('.pane').scrollHeight <= document.querySelector('.pane').clientHeight + 1"
    )
