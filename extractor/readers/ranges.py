"""The pages of a PDF in ranges, each read by itself, in whatever process, and put together in order."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.document import Page
from extractor.readers import handbook, pdf
from extractor.readers.recognition import READERS, completed

MOST_PAGES = 40

Positions = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PagesRead:
    """Pages of a PDF as read, in order; `reader` says in which ways, warnings what could not be done."""

    pages: tuple[Page, ...]
    reader: str
    warnings: tuple[str, ...]


def page_ranges(texts: Sequence[str]) -> list[Positions | None]:
    """Positions (from 0) of the pages that need reading whole, in ranges of about one length; None stands for all.

    Args:
        texts: What `handbook.plain_texts` gives.
    """
    if not texts:
        return [None]
    positions = sorted(handbook.pages_with_units(texts))
    length = math.ceil(len(positions) / max(1, math.ceil(len(positions) / MOST_PAGES)))
    return [tuple(positions[at : at + length]) for at in range(0, len(positions), max(1, length))]


def read_range(data: bytes, positions: Positions | None, engine: str) -> PagesRead:
    """Read the pages at these positions, or all, and recognise those that are pictures of print.

    Raises:
        PdfRefused: The PDF cannot be read.
        EngineMissing: A page needs recognition and the engine is not installed.
        RecognitionFailed: The engine failed.
    """
    pages, warnings = pdf.read_pages(data, positions)
    whole = completed(data, pages, engine)
    return PagesRead(whole.pages, whole.reader, (*warnings, *whole.warnings))


def joined(ranges: Sequence[PagesRead]) -> PagesRead:
    """Ranges that follow each other as one."""
    ways = {way for one in ranges for way in one.reader.split("+")}
    return PagesRead(
        tuple(page for one in ranges for page in one.pages),
        "+".join(way for way in READERS if way in ways) or READERS[0],
        tuple(warning for one in ranges for warning in one.warnings),
    )
