"""Pages drawn cell by cell, for rules about ruled tables: what is printed where, without a PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.assemble import assemble, to_unit
from extractor.document import Document, Page, Rule, Word
from extractor.furniture import mark_furniture
from extractor.geometry import lines_of
from extractor.grammar import parse
from extractor.layout import GENERIC
from unit_atlas.model import Unit

SIZE, LEADING, LETTER = 10.0, 14.0, 5.0
Box = tuple[float, float, float, float]


def words_of(text: str, x0: float, top: float, x1: float, *, bold: bool = False) -> Iterator[Word]:
    """A text set from (x0, top) in lines that end before x1; a line feed ends a line too, white space indents it."""
    for line in text.split("\n"):
        x = x0 + LETTER * (len(line) - len(line.lstrip()))
        for word in line.split():
            if x > x0 and x + len(word) * LETTER > x1:
                x, top = x0, top + LEADING
            end = x + len(word) * LETTER
            yield Word(word, 0, 0, x, end, top=top, bottom=top + SIZE, size=SIZE, bold=bold)
            x = end + LETTER / 2
        top += LEADING


def page_of(
    cells: Sequence[tuple[Box, str]], above: Sequence[tuple[float, str]] = (), bold: Sequence[str] = (), number: int = 1
) -> Page:
    """A page with printed lines at the given heights, and ruled cells with their texts."""
    words = [word for top, text in above for word in words_of(text, 50, top, 550, bold=text in bold)]
    rules = []
    for (x0, top, x1, bottom), text in cells:
        words += words_of(text, x0 + 4, top + 4, x1 - 4)
        rules += [Rule(x0, top, x1, top), Rule(x0, bottom, x1, bottom)]
        rules += [Rule(x0, top, x0, bottom), Rule(x1, top, x1, bottom)]
    return Page(number, 600, 850, tuple(words), tuple(rules))


def read_pages(*pages: Page) -> Unit:
    """The unit on the pages; every word must be accounted for or unread."""
    document = Document("drawn.pdf", "0" * 64, "pdf", mark_furniture(lines_of(pages)), pages=len(pages))
    parsed = parse(document, GENERIC)
    draft = assemble(parsed, body="Pearson", body_names=[], spellings=[], infer=False)
    assert not parsed.account.unread(), parsed.account.unread()
    return to_unit(
        draft, {"file": "drawn.pdf", "sha256": "0" * 64, "pages": (1,), "layout": "generic", "reader": "pdf"}
    )
