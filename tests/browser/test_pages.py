"""Every page in a real browser: links, fragments, policy, width, print, copying, without script."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import quote, unquote, urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser.kinds import kinds
from tests.browser.visit import Visit
from tests.site_builder.sites import COMPARISON, OCR

pytestmark = pytest.mark.browser


def test_links_arrive_at_files_of_the_folder(visit: Visit) -> None:
    """As the browser resolves them, from one page of each kind."""
    for name in kinds(visit.site):
        page = visit.open(name)
        hrefs = page.evaluate("[...document.querySelectorAll('a[href]')].map(node => node.href)")
        paths = {Path(unquote(urlsplit(href).path)) for href in hrefs if not href.startswith("https:")}
        assert paths
        assert {path for path in paths if not (path.is_file() and path.is_relative_to(visit.site))} == set()


def test_fragments_arrive_in_view(visit: Visit) -> None:
    page = visit.page
    for anchor in ("ac-1.1", "ac-4.4", "lo-3", "skills", "source"):
        page.goto(f"{(visit.site / f'units/{OCR}.html').as_uri()}#{anchor}")
        box = page.locator(f"[id='{anchor}']").bounding_box()
        assert box
        assert 0 <= box["y"] < page.viewport_size["height"]  # type: ignore[index]


@pytest.mark.parametrize(
    "visit", [{"permissions": ["clipboard-read", "clipboard-write"]}], indirect=True, ids=["clipboard"]
)
def test_a_criterion_is_copied_with_its_citation(visit: Visit) -> None:
    page = visit.open(f"units/{OCR}.html")
    page.get_by_role("button", name="Copy 2.3 with citation").click()
    assert page.get_by_role("status").inner_text() == "Criterion 2.3 copied with its citation"
    page.locator("#q").focus()
    page.keyboard.press("Control+V")
    assert page.locator("#q").input_value().endswith("needs of the organisation (OCR J/601/1515, AC 2.3)")


def test_the_theme_switch_is_kept(visit: Visit) -> None:
    page = visit.open("index.html")
    page.get_by_role("button", name="Light/dark").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    visit.open(f"units/{OCR}.html")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


@pytest.mark.parametrize("visit", [{"java_script_enabled": False}], indirect=True, ids=["without script"])
def test_without_script_the_way_leads_through_indexes(visit: Visit) -> None:
    page = visit.open("index.html")
    page.get_by_role("link", name="Level 3").first.click()
    page.get_by_role("link", name="Monitor and solve customer service problems").last.click()
    visit.arrives(f"units/{OCR}.html")
    assert not page.get_by_role("button", name="Copy 1.1").is_visible()
    page.get_by_role("link", name="Compare with OCN London L/508/3936").first.click()
    assert page.locator("#c-3\\.3 del").inner_text().split() == "only in the first: their end.".split()


def test_printed_pages_carry_the_data_date_and_no_chrome(visit: Visit) -> None:
    page = visit.open(COMPARISON)
    page.emulate_media(media="print")
    assert not page.locator(".top").is_visible()
    assert "14 May 2026" in page.locator("tfoot").inner_text()
    marks = page.evaluate("getComputedStyle(document.querySelector('#c-3\\\\.3 del'), '::before').content")
    assert marks == '"[−"'


@pytest.fixture
def served(site: Path) -> Iterator[str]:
    """The address of the site below a sub-path of a plain web server."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(site.parent))
    handler.log_message = lambda *_: None  # type: ignore[attr-defined]
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{quote(site.name)}"
        server.shutdown()


def test_it_works_below_a_sub_path(browser: Browser, served: str) -> None:
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{served}/units/{OCR}.html")
    page.locator("#q").press_sequentially("CFAC5")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".crits")
    page.get_by_role("link", name="Compare with OCN London L/508/3936").first.click()
    page.wait_for_selector(".verdict")
    page.close()
    assert complaints == []
