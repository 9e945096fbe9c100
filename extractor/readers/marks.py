"""Marks in the cells of a scanned table: by ink, because recognition misses them or takes them for letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import cv2

from extractor.document import Word
from extractor.readers.engines import Engine
from extractor.readers.pdf import TICK
from extractor.readers.sheet import Sheet
from extractor.ruled import Cell, find_tables

LEAST_SHARE = 0.008
INSET = 2.5
LIKE_TICKS = frozenset("✓✔☑√∨vVyYjJ")
STROKES = frozenset("1lI|/\\7LrxXZ")
LIKE_LETTERS = {"P": "P", "O": "O", "0": "O", "o": "O", "p": "P"}
_SURE = 0.8
_BY_INK = 0.95


def read_marks(words: Sequence[Word], sheet: Sheet, engine: Engine) -> list[Word]:
    """The page's words with the marks of its tables: a word like a tick alone in its cell, and ink without a word."""
    marked = list(words)
    for table in find_tables(sheet.rules):
        held = {cell: [i for i, word in enumerate(marked) if _stands_in(word, cell)] for cell in table.cells}
        letters = _letter_columns({cell: [marked[i].text for i in found] for cell, found in held.items()})
        for cell, found in held.items():
            if not found:
                marked += _inked(cell, sheet, engine)
            elif len(found) == 1:
                marked[found[0]] = _as_mark(marked[found[0]], is_letter=cell.column in letters)
        texts = {cell: [marked[i].text for i in found] for cell, found in held.items()}
        ticked = _tick_columns(texts)
        for cell, found in held.items():
            if cell.column in ticked and len(found) == 1 and marked[found[0]].text in STROKES:
                marked[found[0]] = replace(marked[found[0]], text=TICK)
    return marked


def _tick_columns(cells: Mapping[Cell, Sequence[str]]) -> set[int]:
    """Columns with a tick; where a table has any, also those of nothing but strokes, with an empty cell among them."""
    columns: dict[int, list[Sequence[str]]] = {}
    for cell, texts in cells.items():
        columns.setdefault(cell.column, []).append(texts)
    ticked = {column for column, held in columns.items() if [TICK] in held}
    strokes = {column for column, held in columns.items() if [] in held and all(map(_is_stroke, filter(None, held)))}
    return ticked | strokes if ticked else set()


def _is_stroke(texts: Sequence[str]) -> bool:
    return len(texts) == 1 and texts[0] in STROKES


def _letter_columns(cells: Mapping[Cell, Sequence[str]]) -> set[int]:
    """Columns that hold nothing but the letters P and O, or what they are misread for, in a table that has one."""
    if not any(texts in (["P"], ["O"]) for texts in cells.values()):
        return set()
    others = {
        cell.column for cell, texts in cells.items() if texts and not (len(texts) == 1 and texts[0] in LIKE_LETTERS)
    }
    return {cell.column for cell in cells} - others


def _stands_in(word: Word, cell: Cell) -> bool:
    return cell.holds((word.x0 + word.x1) / 2, (word.top + word.bottom) / 2)


def _as_mark(word: Word, *, is_letter: bool) -> Word:
    """What a word alone in its cell marks; in a column of the letters P and O a nought is an O."""
    if is_letter and word.text in LIKE_LETTERS:
        return replace(word, text=LIKE_LETTERS[word.text], confidence=max(word.confidence, _BY_INK))
    if word.text in LIKE_TICKS:
        return replace(word, text=TICK, confidence=_BY_INK)
    return word


def _inked(cell: Cell, sheet: Sheet, engine: Engine) -> Iterator[Word]:
    """What is drawn in a cell in which no word was found."""
    scale = sheet.scale
    x0, top, x1, bottom = (
        round(value * scale) for value in (cell.x0 + INSET, cell.top + INSET, cell.x1 - INSET, cell.bottom - INSET)
    )
    inside = sheet.ink[top:bottom, x0:x1]
    if not inside.size or (inside > 0).mean() < LEAST_SHARE:
        return
    left, up, width, height = cv2.boundingRect(inside)
    read = engine.read_piece(sheet.image[top:bottom, x0:x1])
    text, sure = TICK, _BY_INK
    if len(read) == 1 and read[0].text in LIKE_LETTERS and read[0].confidence > _SURE:
        text, sure = LIKE_LETTERS[read[0].text], read[0].confidence
    edges = (value / scale for value in (x0 + left, x0 + left + width, top + up, top + up + height))
    mark_x0, mark_x1, mark_top, mark_bottom = edges
    size = mark_bottom - mark_top
    yield Word(text, 0, 0, mark_x0, mark_x1, confidence=sure, top=mark_top, bottom=mark_bottom, size=size)
