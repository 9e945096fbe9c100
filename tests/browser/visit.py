"""Opening pages of a built site."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2
from playwright.sync_api import Locator, Page, expect


@dataclass
class Visit:
    """A browser page on a built site, and what went wrong on it."""

    page: Page
    site: Path
    complaints: list[str] = field(default_factory=list)

    def open(self, name: str) -> Page:
        """Open a file of the site from the disk."""
        path, _, rest = name.partition("?")
        self.page.goto((self.site / path).as_uri() + (f"?{rest}" if rest else ""))
        return self.page

    def type(self, text: str) -> None:
        """Put words into the search box and wait for the answer to them: the box closes while it is empty."""
        self.page.locator("#q").fill("")
        self.page.locator("#q").fill(text)
        self.answered()

    def answered(self) -> None:
        """Wait until the search offers all that it found."""
        expect(self.page.locator(".hits")).to_be_visible()
        expect(self.page.locator(".hits [role=listbox]:not([aria-busy])")).to_be_attached()

    def options(self) -> Locator:
        """What the search offers."""
        return self.page.get_by_role("option")

    def arrives(self, name: str) -> None:
        """Wait until a file of the site, with its query and fragment, is open."""
        there = f"{self.site.as_uri()}/{name}"
        self.page.wait_for_url(lambda url: url == there)

    def heading(self, text: str) -> None:
        """Wait until the list of the home page is headed so."""
        expect(self.page.locator("#list")).to_have_text(text)


def printed(page: Page) -> list[str]:
    """The text of each sheet of A4 that a page prints."""
    document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert {tuple(sorted(map(round, sheet.get_size()))) for sheet in document} == {(595, 842)}
    return [" ".join(sheet.get_textpage().get_text_range().split()) for sheet in document]
