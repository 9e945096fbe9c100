"""Prose set in two columns: the left column is read before the right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from extractor.document import Word

GUTTER = 12.0
FEWEST_LINES = 6
FEWEST_WORDS = 3.5
MOST_APART = 0.25
_MIDDLE = (0.35, 0.65)
_STEP = 6
_NUMBER = re.compile(r"(?:LO)?\d{1,2}(?:\.\d{1,2})?[.:)]?|(?:[A-Z]{1,3}\.)?[PMD]\d{1,2}")

Item = tuple[list[Word], int]


def in_reading_order(items: Sequence[Item], width: float) -> list[Item]:
    """Put the lines of stretches that are set in two columns in order; a stretch with numbered items is a table.

    Args:
        items: Printed lines (one column) and rows of tables (several), from the top of the page down.
        width: Width of the page in points.
    """
    done: list[Item] = []
    stretch: list[list[Word]] = []
    gutter = _gutter([words for words, cells in items if cells == 1], width)
    for words, cells in items:
        if gutter is not None and cells == 1 and not _crosses(words, gutter):
            stretch.append(words)
        else:
            done += _parted(stretch, gutter)
            stretch = []
            done.append((words, cells))
    return done + _parted(stretch, gutter)


def _gutter(lines: Sequence[Sequence[Word]], width: float) -> float | None:
    """Where most lines leave a gap in the middle of the page; the middle of it."""
    counted: Counter[int] = Counter()
    for line in lines:
        for before, after in pairwise(line):
            middle = (before.x1 + after.x0) / 2
            if after.x0 - before.x1 >= GUTTER and _MIDDLE[0] * width < middle < _MIDDLE[1] * width:
                counted.update(range(int(before.x1) // _STEP + 1, int(after.x0) // _STEP + 1))
    most = max(counted.values(), default=0)
    best = sorted(at for at in counted if counted[at] == most)
    return best[len(best) // 2] * _STEP if most >= FEWEST_LINES else None


def _crosses(line: Sequence[Word], gutter: float) -> bool:
    """Does the line run on over the gutter?"""
    if any(word.x0 < gutter < word.x1 for word in line):
        return True
    gaps = [(a, b) for a, b in pairwise(line) if a.x1 <= gutter <= b.x0]
    return any(b.x0 - a.x1 < GUTTER / 2 for a, b in gaps)


def _parted(stretch: Sequence[list[Word]], gutter: float | None) -> list[Item]:
    if gutter is None or not stretch:
        return [(line, 1) for line in stretch]
    left = [[word for word in line if word.x1 <= gutter] for line in stretch]
    right = [[word for word in line if word.x0 >= gutter] for line in stretch]
    columns = [[line for line in side if line] for side in (left, right)]
    if not all(_is_prose(column) for column in columns):
        return [(line, 1) for line in stretch]
    return [(line, 1) for column in columns for line in column]


def _is_prose(lines: Sequence[Sequence[Word]]) -> bool:
    """Are there enough lines, of enough words, few drawn apart by a tick or a mark, none numbered as criteria are?"""
    if len(lines) < FEWEST_LINES or sum(map(len, lines)) < FEWEST_WORDS * len(lines):
        return False
    if sum(map(_is_apart, lines)) > MOST_APART * len(lines):
        return False
    return not any(_NUMBER.fullmatch(line[0].text) for line in lines)


def _is_apart(line: Sequence[Word]) -> bool:
    return any(after.x0 - before.x1 >= GUTTER for before, after in pairwise(line))
