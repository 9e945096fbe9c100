"""Finding a unit: by words, by reference, by keyboard, by narrowing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.visit import Visit
from tests.site_builder.sites import BEES, COMPARISON, OCN, OCR, build, library_of
from unit_atlas.model import Unit

pytestmark = pytest.mark.browser


def test_words_find_the_units_and_mark_the_criterion(visit: Visit) -> None:
    visit.open("index.html")
    visit.type("repeated problems")
    text = visit.page.get_by_role("listbox").inner_text()
    assert "Monitor and solve customer service problems" in text
    assert "Monitor and Solve Customer Service Problems" in text
    marks = visit.options().filter(has_text="2.1").first.locator("mark").all_inner_texts()
    assert [mark.lower() for mark in marks] == ["repeated", "problems"]


@pytest.mark.parametrize("query", ["J/601/1515", "j6011515", "CFAC5", "cfac5"])
def test_a_reference_goes_straight_to_its_unit(visit: Visit, query: str) -> None:
    visit.open("index.html")
    visit.type(query)
    assert visit.options().first.get_attribute("aria-selected") == "true"
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_selector(".crits")
    visit.arrives(f"units/{OCR}.html")


def test_prefixes_and_plurals_match(visit: Visit) -> None:
    visit.open("index.html")
    for query in ("repeat prob", "repeated problem", "J/601"):
        visit.type(query)
        assert visit.options().filter(has_text="J/601/1515").count() == 1


def test_the_keyboard_alone_finds_a_criterion(visit: Visit) -> None:
    page = visit.open(f"units/{OCN}.html")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.insert_text("repeated problems")
    visit.answered()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    active = page.locator("#q").get_attribute("aria-activedescendant")
    assert page.locator(f"[id='{active}']").get_attribute("aria-selected") == "true"
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/units/.*#"))
    page.keyboard.press("/")
    page.keyboard.insert_text("bees")
    visit.answered()
    page.keyboard.press("Escape")
    expect(page.locator(".hits")).to_be_hidden()


def test_results_are_announced(visit: Visit) -> None:
    visit.open("index.html")
    visit.type("repeated problems")
    assert visit.page.get_by_role("status").inner_text() == "3 units found."
    visit.type("xylophone zebra")
    assert visit.page.get_by_role("status").inner_text() == "Nothing found."


def test_nothing_is_loaded_before_the_box_has_focus(visit: Visit) -> None:
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    page = visit.open("index.html")
    page.evaluate("new Promise(done => requestIdleCallback(done))")
    assert [url for url in asked if "search" in url or "results" in url] == []
    page.locator("#q").focus()
    expect(page.locator("#q")).to_have_attribute("role", "combobox")
    assert [url for url in asked if "/search/" in url] == []


def test_the_list_keeps_words_and_facets_in_the_address(visit: Visit) -> None:
    page = visit.open("index.html")
    page.locator("#q").fill("customer service problems")
    page.keyboard.press("Enter")
    visit.heading("4 units for “customer service problems”")
    page.get_by_label("Level 3").check()
    visit.heading("2 units for “customer service problems”")
    visit.arrives("index.html?q=customer+service+problems&levels=3")
    page.reload()
    visit.heading("2 units for “customer service problems”")
    assert page.get_by_label("Level 3").is_checked()
    assert page.locator("#q").input_value() == "customer service problems"


def test_facets_combine_with_counts(visit: Visit) -> None:
    page = visit.open("index.html")
    page.get_by_label("OCR").check()
    visit.heading("3 units")
    assert page.locator("[data-kind=levels] label", has_text="Level 3").locator(".n").inner_text() == "1"
    page.get_by_label("Level 1").check()
    visit.heading("1 unit")
    assert "Record details of customer service problems" in page.locator("[data-results] tbody").inner_text()
    page.get_by_label("OCR").uncheck()
    page.get_by_label("Level 1").uncheck()
    visit.heading("6 units")


def test_one_wrong_letter_is_told_and_set_right(visit: Visit) -> None:
    visit.open("index.html")
    for query in ("custmer probelms", "Xustomer problemz"):
        visit.type(query)
        typed = " or ".join(f"“{word.lower().removesuffix('s')}”" for word in query.split())
        said = f"4 units for “customer problem”, as nothing has {typed}."
        assert visit.page.get_by_role("status").inner_text() == said
        assert visit.options().first.get_attribute("aria-selected") == "false"
    visit.page.keyboard.press("Enter")
    visit.heading("4 units for “customer problem”, as nothing has “xustomer” or “problemz”")


def test_one_wrong_letter_in_a_single_word_is_set_right_too(visit: Visit) -> None:
    visit.open("index.html")
    visit.type("custmer")
    assert "for “customer”, as nothing has “custmer”." in visit.page.get_by_role("status").inner_text()


def test_a_reference_with_one_wrong_character_is_not_taken_for_another_unasked(visit: Visit) -> None:
    visit.open("index.html")
    visit.type("K/601/1515")
    assert visit.page.get_by_role("status").inner_text() == ("1 unit for “J6011515”, as nothing has “k6011515”.")
    assert visit.options().first.get_attribute("aria-selected") == "false"
    assert "J/601/1515" in visit.options().first.inner_text()


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve units, each of another credit value: more than the list to narrow by shows at first."""
    output = tmp_path_factory.mktemp("wide") / "site"
    build(
        library_of({f"a/u{n:02}": Unit(title=f"Unit {n}", level=str(n % 2 + 1), credit=n) for n in range(1, 13)}),
        output,
    )
    return output


def test_a_view_narrowed_by_a_value_that_the_list_does_not_show_is_shared_by_address(visit: Visit, wide: Path) -> None:
    visit.site = wide
    page = visit.open("index.html?credits=12&levels=1")
    visit.heading("1 unit")
    assert page.get_by_label("12 credits").is_checked()
    assert "Unit 12" in page.locator("[data-results] tbody").inner_text()


def test_all_values_of_a_facet_are_shown_when_asked_for(visit: Visit, wide: Path) -> None:
    visit.site = wide
    page = visit.open("index.html")
    credit = page.locator("[data-kind=credits]")
    assert credit.get_by_role("checkbox").count() == 8
    credit.get_by_role("button", name="4 more").click()
    expect(credit.get_by_role("checkbox")).to_have_count(12)
    assert page.evaluate("document.activeElement.value") == "9"
    page.keyboard.press("Space")
    visit.heading("1 unit")
    visit.arrives("index.html?credits=9")


def test_the_search_box_of_a_unit_page_leads_to_the_list(visit: Visit) -> None:
    page = visit.open(f"units/{BEES}.html")
    page.locator("#q").fill("service delivery")
    page.keyboard.press("Enter")
    visit.heading("2 units for “service delivery”")


def test_from_the_search_to_the_comparison(visit: Visit) -> None:
    page = visit.open("index.html")
    visit.type("j6011515")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Compare with OCN London L/508/3936").first.click()
    visit.arrives(COMPARISON)
    page.get_by_role("link", name="criterion 3.3").first.click()
    visit.arrives(f"{COMPARISON}#c-3.3")
    page.get_by_role("button", name="Only differences").click()
    assert page.locator("[data-group=same]").is_hidden()
    assert page.locator("#c-3\\.3").is_visible()
    page.get_by_role("link", name="Swap sides").click()
    visit.arrives("compare/ocn-london--l-508-3936/ocr--j-601-1515.html")
