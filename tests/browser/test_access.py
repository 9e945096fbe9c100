"""Every kind of page, found in the built site: axe, narrow screens, large text, focus, colours, motion, paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.kinds import kinds
from tests.browser.visit import Visit, printed
from tests.site_builder.sites import COMPARISON, OCR, SHEET
from unit_atlas import __version__

pytestmark = pytest.mark.browser
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
SCREENS = {
    f"{scheme} {width}": {"color_scheme": scheme, "viewport": {"width": width, "height": 900}, "bypass_csp": True}
    for scheme, width in (("light", 1280), ("dark", 320))
}
STATUSES = ("covered", "part", "review", "todo", "none")
SET = "(node, [name, value]) => { value === null ? node.removeAttribute(name) : node.setAttribute(name, value); }"
UNFOLD = "document.querySelectorAll('main details').forEach(fold => { fold.open = true; })"
CUT_OFF = """() => {
  const seen = node => node.getClientRects().length && !node.closest('svg, .vh, .print-only')
    && getComputedStyle(node).clipPath === 'none';
  const control = node => /^(BUTTON|INPUT|SELECT)$/.test(node.tagName) && !/^(checkbox|radio)$/.test(node.type);
  const clips = (node, axis) => control(node) || /hidden|clip/.test(getComputedStyle(node)[axis]);
  const cut = [...document.body.querySelectorAll('*')].filter(node => seen(node)
    && ((clips(node, 'overflowX') && node.scrollWidth > node.clientWidth + 1)
    || (clips(node, 'overflowY') && node.scrollHeight > node.clientHeight + 1)));
  const wide = document.documentElement.scrollWidth - innerWidth;
  return (wide > 0 ? [`${wide} pixels too wide`] : []).concat(cut.map(node => node.outerHTML.slice(0, 120)));
}"""
WITHOUT_FOCUS_RING = """() => [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
  .filter(node => {
    node.focus();
    const drawn = node.querySelector('.edge'), style = getComputedStyle(drawn || node);
    const width = drawn ? style.strokeWidth : style.outlineStyle === 'none' ? '0' : style.outlineWidth;
    return document.activeElement === node && parseFloat(width) < 3;
  }).map(node => node.outerHTML.slice(0, 120))"""
MOVES = """() => [...document.querySelectorAll('*')].filter(node => {
    const style = getComputedStyle(node);
    return style.scrollBehavior === 'smooth' || style.transitionDuration !== '0s' || style.animationName !== 'none';
  }).map(node => node.outerHTML.slice(0, 120))"""


@pytest.fixture
def site(rich_site: Path) -> Path:
    """The site with every kind of page."""
    return rich_site


def each_kind(visit: Visit, look: Callable[[Page], list[str]]) -> dict[str, list[str]]:
    """What is wrong with each kind of page, everything that folds unfolded; kinds with nothing wrong are left out."""
    found = {}
    for name in kinds(visit.site):
        page = visit.open(name)
        page.evaluate(UNFOLD)
        found[name] = look(page)
    return {name: wrong for name, wrong in found.items() if wrong}


def violations(page: Page) -> list[str]:
    """What axe finds on a page as it stands."""
    options = {"runOnly": {"type": "tag", "values": TAGS}, "preload": False, "resultTypes": ["violations"]}
    return _told(Axe().run(page, options=options).response["violations"])


def _told(found: Iterable[dict[str, Any]]) -> list[str]:
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize(
    ("visit", "other"), list(zip(SCREENS.values(), ("dark", "light"), strict=True)), indirect=["visit"]
)
def test_axe_finds_nothing(visit: Visit, other: str) -> None:
    """In the other scheme nothing but colours changes. Beside a document a field is chosen."""

    def look(page: Page) -> list[str]:
        for link in page.locator(".field .to").all()[-1:]:
            link.click()
        found = violations(page)
        page.emulate_media(color_scheme=other)  # type: ignore[arg-type]
        recoloured = page.evaluate("rules => axe.run({runOnly: rules, preload: false})", COLOURS)
        page.emulate_media(color_scheme=None)
        return found + _told(recoloured["violations"])

    assert each_kind(visit, look) == {}


@pytest.mark.parametrize("visit", SCREENS.values(), ids=SCREENS.keys(), indirect=True)
def test_axe_finds_nothing_with_the_search_open(visit: Visit) -> None:
    visit.open("index.html")
    visit.type("wash brushes")
    visit.page.keyboard.press("ArrowDown")
    assert violations(visit.page) == []


def test_nothing_is_cut_off_or_scrolls_sideways_zoomed_or_with_text_of_twice_the_size(visit: Visit) -> None:
    session = visit.page.context.new_cdp_session(visit.page)

    def look(page: Page) -> list[str]:
        wrong = []
        for width, size in ((1280, 32), (640, 16), (320, 16)):
            page.set_viewport_size({"width": width, "height": 900})
            session.send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}})
            assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == f"{size}px"
            wrong += [f"{width} pixels, text of {size}: {each}" for each in page.evaluate(CUT_OFF)]
        return wrong

    assert each_kind(visit, look) == {}


@pytest.mark.parametrize(
    "visit", [{}, {"forced_colors": "active"}], indirect=True, ids=["own colours", "forced colours"]
)
def test_whatever_takes_the_focus_shows_it(visit: Visit) -> None:
    def look(page: Page) -> list[str]:
        page.keyboard.press("Tab")
        wrong: list[str] = page.evaluate(WITHOUT_FOCUS_RING)
        return wrong

    assert each_kind(visit, look) == {}


@pytest.mark.parametrize("visit", [{"forced_colors": "active"}], indirect=True, ids=["forced colours"])
@pytest.mark.parametrize(
    ("page", "place", "looks"),
    [
        ("compare/a--tidy/b--tidy.html", ".tally .st", [f"st s-{name}" for name in STATUSES]),
        (
            "compare/a--tidy/b--tidy.html",
            ".strip a",
            [f"c-changed {name}" for name in ("", "s-part", "s-todo", "s-review")],
        ),
        ("review/ocr/a-ruled-u3.html", ".field", [f"field is-{name}" for name in ("sure", "doubt", "lost")]),
    ],
    ids=["status", "strip", "doubt"],
)
def test_what_colours_tell_is_told_without_them(visit: Visit, page: str, place: str, looks: list[str]) -> None:
    """The same element, its words unchanged, looks another way for each thing it may say."""
    node = visit.open(page).locator(place).first
    pictures = [
        (node.evaluate("(node, look) => { node.className = look; }", look), node.screenshot()) for look in looks
    ]
    assert len(set(pictures)) == len(looks)


@pytest.mark.parametrize("visit", [{"forced_colors": "active"}], indirect=True, ids=["forced colours"])
def test_what_is_chosen_is_told_from_the_rest_without_colours(visit: Visit) -> None:
    page = visit.open("compare/a--tidy/b--tidy.html")
    for node, name, values in (
        (page.get_by_role("button", name="Only differences"), "aria-pressed", ("true", "false")),
        (page.get_by_role("link", name="Indexes"), "aria-current", ("true", None)),
    ):
        pictures = {node.evaluate(SET, [name, value]) or node.screenshot() for value in values}
        assert len(pictures) == 2, name
    visit.type("wash brushes")
    option = visit.options().first
    assert option.screenshot() != (page.keyboard.press("ArrowDown") or option.screenshot())


def test_nothing_moves_of_itself_where_less_motion_is_asked_for(visit: Visit) -> None:
    def look(page: Page) -> list[str]:
        wrong: list[str] = page.evaluate(MOVES)
        return wrong

    assert each_kind(visit, look) == {}
    visit.page.emulate_media(reduced_motion="no-preference")
    assert visit.page.evaluate(MOVES) != []


def test_screen_and_paper_tell_date_version_source_and_rights(visit: Visit) -> None:
    def look(page: Page) -> list[str]:
        sheets = printed(page)
        dated = "two files" if "comparison.html" in page.url else "Library data of 14 May 2026"
        needed = (dated, f"Unit Atlas {__version__}", "Text is copied from the awarding organisations’ documents")
        foot = page.locator(".foot").inner_text()
        missing = [
            f"{where}: {text}"
            for where, told in (("screen", foot), ("paper", sheets[-1]))
            for text in needed
            if text not in told
        ]
        return missing + [
            f"sheet {n}" for n, sheet in enumerate(sheets, 1) if f"Unit Atlas {__version__} ·" not in sheet
        ]

    assert each_kind(visit, look) == {}


@pytest.mark.parametrize("name", [f"units/{OCR}.html", COMPARISON, SHEET])
def test_paper_names_the_documents_that_the_text_comes_from(visit: Visit, name: str) -> None:
    assert "000_c601ae43fac006c2.txt" in " ".join(printed(visit.open(name)))
