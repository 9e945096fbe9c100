"""Long PDFs: which pages hold units and need reading with their geometry, and which can be read as plain lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import pypdfium2

from extractor.document import Line
from extractor.folding import fold
from extractor.labels import label_kind
from extractor.readers.text import read_line
from extractor.tables import head_roles

LONG = 24
_NUMBERED = re.compile(r"^(?:\d{1,2}\.\d{1,2}|(?:[A-Z]{1,3}\.)?[PMD]\d{1,2}|LO ?\d{1,2})[.:]?\s", re.MULTILINE)
_FEWEST_NUMBERED = 3
_FEWEST_LABELS = 2
_LONGEST_GAP = 6
_LEAST_TEXT = 80
_LONG_LINE = 60
_UNIT = re.compile(r"^Unit \d{1,4}\b", re.MULTILINE)


def plain_texts(data: bytes) -> list[str]:
    """The text of each page in the order it is drawn; empty for a PDF that is short, or that PDFium cannot open."""
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            return [_text(pdf, position) for position in range(len(pdf))] if len(pdf) >= LONG else []
    except pypdfium2.PdfiumError:
        return []


def _text(pdf: pypdfium2.PdfDocument, position: int) -> str:
    page = pdf[position]
    text: str = page.get_textpage().get_text_range()
    page.close()
    return text


def plain_lines(text: str, page: int) -> list[Line]:
    """The lines of a page read without its geometry."""
    printed = [line for line in text.splitlines() if line.strip()]
    lines = [read_line(line, number=number, page=page, gap=0) for number, line in enumerate(printed, 1)]
    return [line for line in lines if line.words]


def pages_with_units(texts: Sequence[str]) -> set[int]:
    """Positions of the pages that need reading whole.

    These are the pages that print an outcome table, a unit's head or numbered criteria, the page after such a page
    unless it is running text, the pages between two such pages that are not far apart, and pages with hardly any text,
    which may be pictures of print. A page taken for a unit's by mistake only costs time; a page of a unit that is
    missed is still read, as lines without columns.
    """
    found = [position for position, text in enumerate(texts) if _speaks_of_a_unit(text)]
    whole = set(found) | {after for after in (position + 1 for position in found) if not _runs_on(texts[after:])}
    for before, after in pairwise(found):
        if after - before <= _LONGEST_GAP and not any(_UNIT.search(texts[p]) for p in range(before + 1, after)):
            whole |= set(range(before, after))
    return whole


def _speaks_of_a_unit(text: str) -> bool:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(text) < _LEAST_TEXT:
        return True
    if any({"outcome", "criterion", "pass"} & set(head_roles(line)) for line in lines if len(line) < 120):
        return True
    if len(_NUMBERED.findall(text)) >= _FEWEST_NUMBERED:
        return True
    labels = {kind.field for line in lines if (kind := label_kind(_label_of(line)))}
    return len(labels - {"date", "other"}) >= _FEWEST_LABELS


def _runs_on(texts: Sequence[str]) -> bool:
    """Is the first page running text, most of its lines long? There is none behind the last."""
    lines = [line for line in texts[0].splitlines() if line.strip()] if texts else []
    return not texts or sum(len(line) > _LONG_LINE for line in lines) > len(lines) / 2


def _label_of(line: str) -> str:
    before, colon, _ = line.partition(":")
    return before if colon else fold(line)
