"""Marks in the cells of a scanned table: by ink, because recognition misses them or takes them for letters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import cv2

from extractor.document import Rule, Word
from extractor.ink import Image
from extractor.readers.engines import Engine
from extractor.readers.pdf import TICK
from extractor.ruled import Cell, find_tables

LEAST_SHARE = 0.008
INSET = 2.5
LIKE_TICKS = frozenset("✓✔☑√∨vVyYjJ")
LETTERS = frozenset("POYN")
_SURE = 0.8
_BY_INK = 0.95


def read_marks(
    words: Sequence[Word], rules: Sequence[Rule], image: Image, ink: Image, scale: float, engine: Engine
) -> list[Word]:
    """The page's words with the marks of its tables: a word like a tick alone in its cell, and ink without a word."""
    cells = [cell for table in find_tables(rules) for cell in table.cells]
    marked = list(words)
    for cell in cells:
        held = [i for i, word in enumerate(marked) if cell.holds((word.x0 + word.x1) / 2, (word.top + word.bottom) / 2)]
        if not held:
            marked += _inked(cell, image, ink, scale, engine)
        elif len(held) == 1 and marked[held[0]].text in LIKE_TICKS:
            marked[held[0]] = replace(marked[held[0]], text=TICK, confidence=_BY_INK)
    return marked


def _inked(cell: Cell, image: Image, ink: Image, scale: float, engine: Engine) -> Iterator[Word]:
    """What is drawn in a cell in which no word was found."""
    x0, top, x1, bottom = (
        round(value * scale) for value in (cell.x0 + INSET, cell.top + INSET, cell.x1 - INSET, cell.bottom - INSET)
    )
    inside = ink[top:bottom, x0:x1]
    if not inside.size or (inside > 0).mean() < LEAST_SHARE:
        return
    left, up, width, height = cv2.boundingRect(inside)
    read = engine.read_piece(image[top:bottom, x0:x1])
    text, sure = TICK, _BY_INK
    if len(read) == 1 and read[0].text in LETTERS and read[0].confidence > _SURE:
        text, sure = read[0].text, read[0].confidence
    edges = (value / scale for value in (x0 + left, x0 + left + width, top + up, top + up + height))
    mark_x0, mark_x1, mark_top, mark_bottom = edges
    size = mark_bottom - mark_top
    yield Word(text, 0, 0, mark_x0, mark_x1, confidence=sure, top=mark_top, bottom=mark_bottom, size=size)
