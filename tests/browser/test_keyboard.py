"""The whole way by keyboard alone: find a unit, read it, compare it, print the transfer sheet."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visit import Visit, printed
from tests.site_builder.sites import COMPARISON, OCR, SHEET

pytestmark = pytest.mark.browser
MOST_STEPS = 60
SEEN = """() => {
  const node = document.activeElement, box = node.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, innerHeight - box.y) / 2);
  return box.y >= 0 && box.y < innerHeight && (node.contains(top) || top.contains(node))
    && parseFloat(getComputedStyle(node).outlineWidth) >= 3;
}"""
NAME = "(document.activeElement.textContent || document.activeElement.getAttribute('aria-label') || '').trim()"


def walk(page: Page, key: str, name: str) -> None:
    """Press Tab, or Shift and Tab, until what is called so has the focus; each stop on the way can be seen."""
    for _ in range(MOST_STEPS):
        page.keyboard.press(key)
        assert page.evaluate(SEEN), page.evaluate("document.activeElement.outerHTML")
        if re.match(name, page.evaluate(NAME)):
            return
    pytest.fail(f"{name} is not among the next {MOST_STEPS} stops")


def test_find_read_compare_print(visit: Visit) -> None:
    page = visit.open("index.html")
    page.keyboard.press("/")
    page.keyboard.insert_text("customer service problems ocr")
    visit.answered()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    visit.arrives(f"units/{OCR}.html")
    page.keyboard.press("Tab")
    assert page.evaluate(NAME) == "Skip to the content"
    page.keyboard.press("Enter")
    walk(page, "Tab", "Compare with OCN London")
    page.keyboard.press("Enter")
    visit.arrives(COMPARISON)
    walk(page, "Tab", "Only differences")
    page.keyboard.press("Space")
    expect(page.get_by_role("status")).to_have_text("1 of 18 pairs shown")
    walk(page, "Tab", "any")
    page.keyboard.type("Covered")
    expect(page.get_by_role("status")).to_have_text("1 of 18 pairs shown")
    walk(page, "Tab", "criterion 3.3")
    walk(page, "Shift+Tab", "Transfer sheet")
    page.keyboard.press("Enter")
    visit.arrives(SHEET)
    assert "Transfer sheet: a draft for the assessor" in printed(page)[0]
