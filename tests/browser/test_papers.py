"""Working papers and "My units", opened from the disk: chosen, added up, exported, imported, printed as one pack."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_access import SCREENS, violations
from tests.browser.visit import Visit

pytestmark = pytest.mark.browser
OCR, OCN, UNTITLED = "ocr/j-601-1515", "ocn-london/l-508-3936", "unknown/004-966ac3875d73e667"
MINE = "mine/index.html"


def choose(visit: Visit, *units: str) -> Page:
    """Add units on their pages, then open the list."""
    for unit in units:
        page = visit.open(f"units/{unit}.html")
        page.get_by_role("button", name="Add to my units").click()
        expect(page.get_by_role("button", name="In my units: remove")).to_be_visible()
    page = visit.open(MINE)
    expect(page.locator("[data-rows] tr")).to_have_count(len(units))
    return page


def test_chosen_units_are_added_up_and_gaps_are_named(visit: Visit) -> None:
    page = choose(visit, OCR, OCN, UNTITLED)
    assert page.locator("[data-sum] td.num").all_inner_texts() == ["18", "80"]
    assert page.locator("[data-gaps]").inner_text() == "No guided learning hours are printed for Title not printed."


def test_a_list_goes_through_a_file_and_back(visit: Visit, tmp_path: Path) -> None:
    page = choose(visit, OCR, OCN)
    page.get_by_role("button", name="Move down:").first.click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Export the list").click()
    path = tmp_path / "list.json"
    download.value.save_as(path)
    assert json.loads(path.read_text(encoding="utf-8")) == {"unit-atlas-units": 1, "units": [OCN, OCR]}
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Empty the list").click()
    expect(page.locator("[data-none]")).to_be_visible()
    page.locator("#import").set_input_files(path)
    expect(page.locator("[data-rows] tr")).to_have_count(2)
    assert page.locator("[data-rows] a").first.inner_text() == "Monitor and Solve Customer Service Problems"


@pytest.mark.parametrize("content", ["", "[]", '{"unit-atlas-units": 1, "units": 3}', '{"units": ["ocr/j-601-1515"]}'])
def test_other_files_are_refused_in_words(visit: Visit, content: str) -> None:
    page = visit.open(MINE)
    page.locator("#import").set_input_files({"name": "x.json", "mimeType": "", "buffer": content.encode()})
    expect(page.locator("[data-unkept]")).to_contain_text("a list exported from this page was expected")


def test_what_is_no_id_is_left_out_and_shown_as_text(visit: Visit) -> None:
    page = visit.open(MINE)
    units = json.dumps({"unit-atlas-units": 1, "units": ["../../x", "<img src=x onerror=alert(1)>", OCR]})
    page.locator("#import").set_input_files({"name": "x.json", "mimeType": "", "buffer": units.encode()})
    expect(page.locator("[data-unkept]")).to_contain_text("../../x, <img src=x onerror=alert(1)>")
    expect(page.locator("[data-rows] tr")).to_have_count(1)


def test_the_pack_holds_every_criterion_of_every_unit(visit: Visit) -> None:
    page = choose(visit, OCR, OCN)
    page.get_by_label("Criteria in full").check()
    names = [sheet.get_attribute("aria-label") for sheet in page.locator("[data-pack] > section").all()]
    assert [str(name).partition(":")[0] for name in names] == [
        "Tracking sheet",
        "Evidence record",
        "Criteria in full",
    ] * 2
    assert page.locator("[data-pack] > section").nth(2).locator("td.no").count() == 18
    assert "Line manager: signature and date" in page.locator("[data-pack] > section").nth(1).inner_text()
    assert "Line manager" not in page.locator("[data-pack] > section").nth(4).inner_text()


def test_an_empty_pack_prints_no_empty_sheet(visit: Visit) -> None:
    page = visit.open(MINE)
    expect(page.get_by_role("button", name="Print the pack")).to_be_disabled()
    page.emulate_media(media="print")
    expect(page.get_by_text("Nothing to print: choose a unit and at least one paper.")).to_be_visible()
    page.emulate_media(media="screen")
    page = choose(visit, OCR)
    expect(page.get_by_role("button", name="Print the pack")).to_be_enabled()


def test_a_browser_that_keeps_nothing_is_told_so(visit: Visit) -> None:
    visit.page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }})")
    page = visit.open(f"units/{OCR}.html")
    expect(page.get_by_role("button", name="Add to my units")).to_be_disabled()
    page = visit.open(MINE)
    expect(page.locator("[data-unkept]")).to_contain_text("Export it before you leave")


def test_a_chosen_paper_is_printed_alone(visit: Visit) -> None:
    page = visit.open(f"papers/{OCR}.html")
    page.emulate_media(media="print")
    shown = "[...document.querySelectorAll('.sheet')].filter(s => s.offsetHeight).map(s => s.id)"
    assert page.evaluate(shown) == ["tracking", "record", "plan", "handout"]
    page.goto(f"{page.url}#record")
    assert page.evaluate(shown) == ["record"]


@pytest.mark.parametrize("visit", SCREENS.values(), ids=SCREENS.keys(), indirect=True)
def test_axe_finds_nothing(visit: Visit) -> None:
    visit.open(f"papers/{OCR}.html")
    assert violations(visit.page) == []
    choose(visit, OCR, UNTITLED)
    assert violations(visit.page) == []
    assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
