"""Comparisons by keyboard, aloud, on a narrow screen and on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visit import Visit, printed

pytestmark = pytest.mark.browser
PAGES = {
    "comparison": "compare/a--tidy/b--tidy.html",
    "transfer sheet": "transfer/a--tidy/b--tidy.html",
    "unit": "units/a/tidy.html",
}


@pytest.fixture
def site(rich_site: Path) -> Path:
    """Among others a family of three versions."""
    return rich_site


def press(page: Page, key: str, times: int = 1) -> None:
    for _ in range(times):
        page.keyboard.press(key)


def shown(page: Page) -> list[str]:
    """The anchors of the pairs that can be seen."""
    rows = page.locator("tr[data-class]")
    return [str(row.get_attribute("id")) for row in rows.all() if row.is_visible()]


def test_filters_by_keyboard_are_announced(visit: Visit) -> None:
    page = visit.open(PAGES["comparison"])
    assert len(shown(page)) == 6
    page.get_by_role("button", name="Only differences").focus()
    press(page, "Space")
    assert shown(page) == ["c-1.4", "c-1.2", "c-1.5", "c-held-1.4"]
    expect(page.get_by_role("status")).to_have_text("4 of 6 pairs shown")
    press(page, "Tab")
    page.keyboard.type("To do")
    assert shown(page) == ["c-1.4"]
    press(page, "Tab")
    page.keyboard.type("Changed")
    assert shown(page) == []
    expect(page.get_by_role("status")).to_have_text("0 of 6 pairs shown")


def test_a_link_to_a_filtered_pair_brings_it_back(visit: Visit) -> None:
    page = visit.open(PAGES["comparison"])
    page.locator("[data-by=class]").select_option("changed")
    assert shown(page) == ["c-1.2"]
    page.locator(".strip a", has_text="1.4").click()
    assert len(shown(page)) == 6
    expect(page.locator("[id='c-1.4']")).to_be_in_viewport()


def test_why_and_the_other_version_by_keyboard(visit: Visit) -> None:
    page = visit.open(PAGES["comparison"])
    row = page.locator("[id='c-1.2']")
    row.locator("summary").focus()
    press(page, "Enter")
    expect(row.get_by_text("likeness")).to_be_visible()
    press(page, "Tab")
    press(page, "Enter")
    page.wait_for_url("**/units/a/tidy.html#ac-1.2")
    page.go_back()
    page.locator(".pair summary").first.focus()
    press(page, "Enter")
    press(page, "Tab")
    press(page, "Enter")
    page.wait_for_url("**/compare/c--tidy/b--tidy.html")


def test_the_tree_tells_class_status_and_words(visit: Visit) -> None:
    page = visit.open(PAGES["comparison"])
    tree = page.locator("main").aria_snapshot()
    assert 'link "criterion 1.2 , changed, partly covered"' in tree
    assert 'button "Only differences"' in tree
    assert 'combobox "Evidence held"' in tree
    row = page.locator("[id='c-1.2']").aria_snapshot()
    assert "only in the first: paint end." in row
    assert "only in the second: timber end." in row
    assert "Changed" in row
    assert "Partly covered" in row
    assert page.get_by_role("columnheader").count() >= 8


def test_from_a_criterion_to_its_pair_and_to_the_sheet(visit: Visit) -> None:
    page = visit.open(PAGES["unit"])
    page.locator("[id='ac-1.2']").get_by_role("link", name="B 1.2 (changed)").click()
    page.wait_for_url("**/compare/a--tidy/b--tidy.html#c-1.2")
    page.get_by_role("link", name="Transfer sheet").click()
    page.wait_for_url("**/transfer/a--tidy/b--tidy.html")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download XLSX").click()
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"


def test_paper_has_words_marked_and_no_controls(visit: Visit) -> None:
    flat = {kind: " ".join(printed(visit.open(PAGES[kind]))) for kind in ("comparison", "transfer sheet")}
    assert "[−paint−]" in flat["comparison"].replace(" ", "")
    assert "[+timber+]" in flat["comparison"].replace(" ", "")
    for control in ("Only differences", "Swap sides", "Take another version", "Why"):
        assert control not in flat["comparison"]
    assert "Download" not in flat["transfer sheet"]
    for needed in ("Check before you sign", "level 3 is asked", "New evidence", "Assessor’s signature", "Draft."):
        assert needed in flat["transfer sheet"]


@pytest.mark.parametrize("visit", [{"java_script_enabled": False}], indirect=True, ids=["without script"])
def test_without_script_all_is_shown(visit: Visit) -> None:
    page = visit.open(PAGES["comparison"])
    assert len(shown(page)) == 6
    assert not page.get_by_role("button", name="Only differences").is_visible()
