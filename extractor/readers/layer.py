"""Searchable scans: an earlier recognition's hidden text compared, place by place, with a recognition of the image."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.document import Page, Word

AGREED, DISPUTED = 0.99, 0.5
SURE = 0.9
LEAST_AGREED = 0.5
SET_ASIDE = "hidden text that says something else than the page, set aside"
_LEAST_OVERLAP = 0.4
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


def compared(layer: Page, seen: Page) -> Page:
    """The recognised page with its words checked against the hidden text of the same page.

    Where both say the same, the words are sure. Where they differ, the likelier reading stands with the confidence
    `DISPUTED`; words that only the hidden text has are disputed too, and those that only the recognition has are as
    sure as it is. Hidden text that mostly differs is not of this page, or of no use: it is set aside, with a remark.
    """
    hidden = [_turned(word, layer, seen.skew) for word in (*layer.words, *layer.aside)]
    places = _places(seen.words, hidden)
    agreed = sum(len(_letters(theirs)) for ours, theirs in places if _letters(ours) == _letters(theirs))
    if agreed < LEAST_AGREED * len(_letters(hidden)):
        return replace(seen, remarks=(*seen.remarks, SET_ASIDE))
    return replace(seen, words=tuple(word for ours, theirs in places for word in _settled(ours, theirs)))


def _turned(word: Word, page: Page, degrees: float) -> Word:
    """A word where it stands once the page is set straight."""
    angle = math.radians(degrees)
    x, y = (word.x0 + word.x1) / 2 - page.width / 2, (word.top + word.bottom) / 2 - page.height / 2
    right = x * math.cos(angle) - y * math.sin(angle) - x
    down = x * math.sin(angle) + y * math.cos(angle) - y
    return replace(word, x0=word.x0 + right, x1=word.x1 + right, top=word.top + down, bottom=word.bottom + down)


def _places(ours: Sequence[Word], theirs: Sequence[Word]) -> list[tuple[list[Word], list[Word]]]:
    """Words of both readings that overlap, put together; each word once."""
    places: list[tuple[list[Word], list[Word]]] = [([word], []) for word in ours]
    for word in theirs:
        hit = [place for place in places if any(_overlap(word, other) for other in place[0])]
        rest = [place for place in places if place not in hit]
        merged = ([w for place in hit for w in place[0]], [*(w for place in hit for w in place[1]), word])
        places = [*rest, merged]
    return places


def _overlap(one: Word, other: Word) -> bool:
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    narrow, low = min(one.x1 - one.x0, other.x1 - other.x0), min(one.bottom - one.top, other.bottom - other.top)
    return across > _LEAST_OVERLAP * narrow and down > _LEAST_OVERLAP * low


def _settled(ours: Sequence[Word], theirs: Sequence[Word]) -> list[Word]:
    if not theirs:
        return list(ours)
    if _letters(ours) == _letters(theirs):
        return [replace(word, confidence=max(word.confidence, AGREED)) for word in ours]
    sure = bool(ours) and min(word.confidence for word in ours) >= SURE
    taken = ours if sure else theirs
    return [replace(word, confidence=min(word.confidence, DISPUTED)) for word in taken]


def _letters(words: Sequence[Word]) -> str:
    ordered = sorted(words, key=lambda word: word.x0)
    return re.sub(r"\s+", "", "".join(word.text for word in ordered)).translate(_QUOTES)
