"""Figures that recognition did not look for, as they stand alone on their line: such as the number of an outcome."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2

from extractor.document import Word
from extractor.readers.engines import Engine
from extractor.readers.lettering import ASCENT, CAPITALS, DESCENT
from extractor.readers.sheet import Sheet

HEIGHTS = (0.8, 1.25)
WIDEST, NEXT, MARGIN = 2.5, 0.5, 0.35
SURE = 0.9
_FIGURES = re.compile(r"[A-Z]{0,2}\d{1,3}(?:\.\d{1,2})*[.):]?")


@dataclass(frozen=True, slots=True)
class _Blot:
    """Ink outside all words, in points, and the type size of the line that it stands on."""

    x0: float
    top: float
    x1: float
    bottom: float
    size: float


def read_missed(words: Sequence[Word], sheet: Sheet, engine: Engine) -> list[Word]:
    """The words of a page and its figures that were not read: ink as tall as they are, on a line of print."""
    blots = _joined(sorted(_blots(words, sheet), key=lambda blot: (round(blot.bottom), blot.x0)))
    narrow = (blot for blot in blots if blot.x1 - blot.x0 <= WIDEST * blot.size)
    return [*words, *(word for blot in narrow for word in _figures(blot, sheet, engine))]


def _blots(words: Sequence[Word], sheet: Sheet) -> Iterator[_Blot]:
    lowest = HEIGHTS[0] * CAPITALS * min((word.size for word in words), default=0)
    _, _, stats, _ = cv2.connectedComponentsWithStats(sheet.ink, connectivity=8)
    for x, y, width, height, _ in stats[1:].tolist():
        if height >= lowest * sheet.scale:
            yield from _blot(words, *(value / sheet.scale for value in (x, y, x + width, y + height)))


def _blot(words: Sequence[Word], x0: float, top: float, x1: float, bottom: float) -> Iterator[_Blot]:
    """The ink in a box as a blot, where it is as tall as figures of its line are, and no word stands on it."""
    beside = [word for word in words if word.top < (top + bottom) / 2 < word.bottom]
    met = any(word.x0 < x1 and x0 < word.x1 and word.top < bottom and top < word.bottom for word in words)
    if beside and not met:
        size = min(beside, key=lambda word: abs(word.x0 - x1)).size
        if HEIGHTS[0] * CAPITALS * size <= bottom - top <= HEIGHTS[1] * CAPITALS * size:
            yield _Blot(x0, top, x1, bottom, size)


def _joined(blots: Sequence[_Blot]) -> list[_Blot]:
    """Blots that follow each other closely on a line as one."""
    done: list[_Blot] = []
    for blot in blots:
        last = done[-1] if done else None
        if last and abs(blot.bottom - last.bottom) < NEXT * blot.size and 0 <= blot.x0 - last.x1 < NEXT * blot.size:
            done[-1] = replace(last, x1=blot.x1, top=min(last.top, blot.top), bottom=max(last.bottom, blot.bottom))
        else:
            done.append(blot)
    return done


def _figures(blot: _Blot, sheet: Sheet, engine: Engine) -> Iterator[Word]:
    edge = MARGIN * blot.size
    sides = (blot.x0 - edge, blot.top - edge, blot.x1 + edge, blot.bottom + edge)
    x0, top, x1, bottom = (max(0, round(side * sheet.scale)) for side in sides)
    seen = engine.read_piece(sheet.image[top:bottom, x0:x1])
    if len(seen) == 1 and seen[0].confidence >= SURE and _FIGURES.fullmatch(seen[0].text):
        upper, lower = blot.bottom - ASCENT * blot.size, blot.bottom + DESCENT * blot.size
        sure = seen[0].confidence
        yield Word(seen[0].text, 0, 0, blot.x0, blot.x1, confidence=sure, top=upper, bottom=lower, size=blot.size)
