"""What scripts write, in the language of marks: it comes from the catalogue as the pages do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from site_builder.messages import spoken
from tests.browser.conftest import watch
from tests.browser.visit import Visit
from tests.site_builder.pseudo import bare, pseudo_language, untranslated
from tests.site_builder.sites import COMPARISON, OCN, OCR, build, real_library


@pytest.fixture(scope="module")
def marked_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two versions of one unit, in the language of marks."""
    output, library = tmp_path_factory.mktemp("marked") / "site", real_library()
    with spoken(pseudo_language()):
        build(replace(library, units={key: library.units[key] for key in (OCN, OCR)}), output)
    return output


@pytest.fixture
def marked(browser: Browser, marked_site: Path) -> Iterator[Visit]:
    context = browser.new_context(offline=True)
    visit = Visit(context.new_page(), marked_site)
    watch(visit.page, visit)
    yield visit
    context.close()
    assert visit.complaints == []


def left(visit: Visit) -> list[tuple[str, str]]:
    """The texts of the page as it is now that come from no catalogue; the groups of the search are called by titles."""
    return [found for found in untranslated(visit.page.content()) if found[0] != "div aria-label"]


def status(visit: Visit) -> str:
    """What is announced."""
    said = visit.page.get_by_role("status").inner_text()
    assert bare(said) == ""
    return said


def test_search_and_its_list(marked: Visit) -> None:
    marked.open("index.html")
    marked.type("customer servixe")
    assert status(marked) == "⟦⟦2 úñíts⟧ fór “customer service”, ás ñóthíñg hás “servixe”⟧."
    assert left(marked) == []
    marked.page.keyboard.press("Enter")
    marked.heading("⟦⟦2 úñíts⟧ fór “customer service”, ás ñóthíñg hás “servixe”⟧")
    expect(marked.page.locator("[data-results] tbody tr")).to_have_count(2)
    assert left(marked) == []
    marked.type("zzzz")
    assert status(marked) == "⟦Nóthíñg fóúñd.⟧"


def test_copying_and_filters(marked: Visit) -> None:
    page = marked.open(f"units/{OCR}.html")
    page.locator("[data-copy]").first.click()
    assert status(marked)
    page.locator("[data-mine]").click()
    assert status(marked)
    assert left(marked) == []
    marked.open(COMPARISON).locator("[data-differ]").click()
    assert status(marked) == "⟦1 óf 18 páírs shówñ⟧"
    assert left(marked) == []


def test_my_units(marked: Visit) -> None:
    page = marked.open(f"units/{OCR}.html")
    page.locator("[data-mine]").click()
    page = marked.open("mine/index.html")
    page.locator("[name=criteria]").check()
    expect(page.locator("[data-pack] section.sheet")).to_have_count(3)
    assert left(marked) == []
    page.locator("[data-rows] button").last.click()
    assert status(marked)
    assert left(marked) == []
