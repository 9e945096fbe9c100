"""Bullets of a scanned page: by ink, because recognition does not look for print so small and so far from words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2

from extractor.document import Rule, Word
from extractor.readers.sheet import Sheet

BULLET, DASH = "•", "–"
SMALLEST, LARGEST, FILLED = 0.14, 0.75, 0.5
THINNEST, SHORTEST = 0.05, 0.22
BAND = (0.25, 0.8)
NEAREST, FARTHEST, FREE = 0.15, 3.5, 1.5

Blot = tuple[float, float, float, float]


def read_bullets(words: Sequence[Word], sheet: Sheet) -> list[Word]:
    """The words with the bullets that stand before them: compact ink of a bullet's size, and nothing else beside it."""
    return [*words, *(bullet for blot in _blots(words, sheet) for bullet in _bullet(blot, words, sheet.rules))]


def _blots(words: Sequence[Word], sheet: Sheet) -> Iterator[Blot]:
    """Compact ink outside all words, of a size that bullets have: x0, top, x1, bottom in points."""
    sizes = [word.size for word in words] or [0.0]
    smallest, largest = SMALLEST * min(sizes), LARGEST * max(sizes)
    _, _, stats, _ = cv2.connectedComponentsWithStats(sheet.ink, connectivity=8)
    for x, y, width, height, area in stats[1:].tolist():
        left, top, right, bottom = (value / sheet.scale for value in (x, y, x + width, y + height))
        longest = max(right - left, bottom - top)
        if area >= FILLED * width * height and smallest <= longest <= largest:
            blot = (left, top, right, bottom)
            if not any(_meet(blot, word) for word in words):
                yield blot


def _meet(blot: Blot, word: Word) -> bool:
    return word.x0 < blot[2] and blot[0] < word.x1 and word.top < blot[3] and blot[1] < word.bottom


def _bullet(blot: Blot, words: Sequence[Word], rules: Sequence[Rule]) -> Iterator[Word]:
    """The blot as a bullet, where it stands before the first word of a line."""
    x0, top, x1, bottom = blot
    middle = (top + bottom) / 2
    beside = [word for word in words if word.top < middle < word.bottom]
    following = min((word for word in beside if word.x0 > x1), key=lambda word: word.x0, default=None)
    if following is None:
        return
    size = following.size
    near = NEAREST * size < following.x0 - x1 < FARTHEST * size
    free = not any(x0 - FREE * size < word.x1 <= x0 for word in beside)
    height = (middle - following.top) / (following.bottom - following.top)
    text = _sign((x1 - x0) / size, (bottom - top) / size)
    if text and near and free and BAND[0] < height < BAND[1] and not _parted(blot, following, rules):
        yield Word(text, 0, 0, x0, x1, top=following.top, bottom=following.bottom, size=size)


def _sign(width: float, height: float) -> str:
    """What a blot of these sides, in sizes of the type beside it, may be; '' for nothing."""
    if SHORTEST <= width <= LARGEST and THINNEST <= height < width / 2:
        return DASH
    return BULLET if min(width, height) >= SMALLEST and max(width, height) <= LARGEST else ""


def _parted(blot: Blot, word: Word, rules: Sequence[Rule]) -> bool:
    """Does an upright rule run between a blot and the word after it?"""
    upright = [rule for rule in rules if rule.x0 == rule.x1 and rule.top < blot[3] and blot[1] < rule.bottom]
    return any(blot[2] < rule.x0 < word.x0 for rule in upright)
