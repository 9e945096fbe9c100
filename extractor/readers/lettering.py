"""From what an engine saw on a page to words in points: their size and weight, their sides, spaces that were lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.document import Rule, Word
from extractor.readers.engines import Seen
from extractor.readers.sheet import Darkness, Sheet
from extractor.readers.spelling import are_words, known_words, plain, spelt
from unit_atlas.characters import clean

Flags = NDArray[np.bool_]

# Height of the print between half of its darkness, for letters like x and for capitals and figures, to the type size.
SMALL_LETTERS, CAPITALS = 0.53, 0.67
ASCENT, DESCENT = 0.75, 0.2
BOX_PER_SIZE = 1.35
LIKELY = (0.6, 1.5)
SAME_SIZE = 0.1
LEAST_SPACE, LEAST_STEP = 0.28, 0.5
NARROW_SPACE = 0.13
CLOSING = frozenset(".,;:!?)]’'”\"")
BOLD, BESIDE_BOLD = 1.17, 1.08
MIXED, _TALL_SHARE = (0.25, 0.55), 0.08
_LOW = re.compile(r"[acegmnopqrstuvwxyz]")
_QUOTED, _WHOLE = re.compile(r"['\"‘“][^\W\d_]{3}"), re.compile(r"[^\W\d_]{2,}(?:['’]s)?")
_ADDRESS = re.compile(r"https?://")
_STROKES = frozenset("_|-–—―¯‾─│")
_INNER_QUOTE = re.compile(r"(?<=[^\W\d_])\"(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class _Lines:
    """Where a line of print stands, in pixels."""

    size: float
    base: float


def words_of(lines: Sequence[Sequence[Seen]], sheet: Sheet) -> list[Word]:
    """The words of a page in points, in the order of the lines."""
    placed = [(_measured(line, sheet), line) for line in lines if line]
    usual = median([measure.size for measure, line in placed for _ in line] or [0])
    known = known_words() | {plain(seen.text) for line in lines for seen in line}
    words = [list(_placed(line, _snapped(measure, usual), sheet, known)) for measure, line in placed]
    printed = [[word for word in line if not _is_ruling(word, sheet.rules)] for line in words]
    return _weighed(spelt(printed), sheet)


def _is_ruling(word: Word, rules: Sequence[Rule]) -> bool:
    """Is a word nothing but strokes, where a ruling line runs?"""
    return frozenset(word.text) <= _STROKES and any(
        rule.x0 < word.x1 and word.x0 < rule.x1 + 1 and rule.top < word.bottom and word.top < rule.bottom + 1
        for rule in rules
    )


def _measured(line: Sequence[Seen], sheet: Sheet) -> _Lines:
    """Size and base of a line's type, from the rows where most of its ink is."""
    top, bottom = round(line[0].top), round(line[0].bottom)
    rough = (bottom - top) / BOX_PER_SIZE
    letters = "".join(seen.text for seen in line)
    rows = _print(sheet.darkness[top:bottom, round(line[0].x0) : round(line[-1].x1)]).sum(axis=1)
    first, last = _half_height(rows)
    low = len(_LOW.findall(letters)) / max(len(letters), 1)
    if MIXED[0] < low < MIXED[1]:
        first = _top_of_capitals(rows, first)
    size = (last - first) / (SMALL_LETTERS if low >= MIXED[1] else CAPITALS)
    if LIKELY[0] * rough < size < LIKELY[1] * rough:
        return _Lines(size, top + last)
    return _Lines(rough, (top + bottom) / 2 + rough * (ASCENT - DESCENT) / 2)


def _top_of_capitals(rows: NDArray[np.float32], first: float) -> float:
    """Where the ink of tall letters ends, going up from the rows with most ink."""
    level = float(rows.max(initial=0)) * _TALL_SHARE
    top = round(first)
    while top and rows[top - 1] >= level:
        top -= 1
    return min(float(top), first)


def _print(darkness: Darkness) -> Darkness:
    """The darkness of the letters, also where they are light on dark."""
    return darkness.max() - darkness if darkness.size and darkness.mean() > darkness.max() / 2 else darkness


def _half_height(rows: NDArray[np.float32]) -> tuple[float, float]:
    """First and last place, to a part of a pixel, where the rows reach half of the highest."""
    level = float(rows.max(initial=0)) / 2
    on = np.flatnonzero(rows >= level) if level else np.zeros(1, dtype=np.intp)
    first, last = int(on[0]), int(on[-1])
    start, end = float(first), float(last) + 1
    if first > 0:
        start -= float((rows[first] - level) / (rows[first] - rows[first - 1]))
    if last + 1 < len(rows):
        end += float((rows[last] - level) / (rows[last] - rows[last + 1])) - 1
    return start, end


def _snapped(measure: _Lines, usual: float) -> _Lines:
    """Sizes that differ from the page's usual one by no more than measuring does become the usual one."""
    return replace(measure, size=usual) if abs(measure.size - usual) <= SAME_SIZE * usual else measure


def _placed(line: Sequence[Seen], measure: _Lines, sheet: Sheet, known: Set[str]) -> Iterator[Word]:
    """The words of a line in points, their sides where their ink starts and ends."""
    top, bottom = measure.base - ASCENT * measure.size, measure.base + DESCENT * measure.size
    columns: Flags = np.asarray(sheet.faint[max(0, round(top)) : round(bottom)].any(axis=0))
    parts = [part for seen in line for part in _parted(seen, columns, measure.size, known)]
    cuts = [_gap(columns, before, after, measure.size) for before, after in pairwise(parts)]
    for seen, left, right in zip(parts, [line[0].x0, *cuts], [*cuts, line[-1].x1], strict=True):
        x0, x1 = _inked(columns, left, right)
        text = _INNER_QUOTE.sub("’", clean(seen.text).strip())
        if text:
            yield Word(
                text,
                0,
                0,
                x0 / sheet.scale,
                x1 / sheet.scale,
                confidence=seen.confidence,
                top=top / sheet.scale,
                bottom=bottom / sheet.scale,
                size=measure.size / sheet.scale,
            )


def _parted(seen: Seen, columns: Flags, size: float, known: Set[str]) -> Iterator[Seen]:
    """A word cut where the page shows a space that recognition lost.

    A narrow space counts only where it parts two known words.
    """
    start, x0 = 0, seen.x0
    for i, (left, right) in enumerate(pairwise(seen.centres), 1):
        width, middle = _widest_space(columns, left, right)
        wide = width >= LEAST_SPACE * size and right - left >= LEAST_STEP * size
        opens = _ADDRESS.match(seen.text, i) is not None or (
            _QUOTED.match(seen.text, i) is not None and _WHOLE.fullmatch(seen.text, start, i) is not None
        )
        if width < NARROW_SPACE * size or (seen.text[i] in CLOSING and not opens):
            continue
        if wide or opens or are_words(seen.text[start:i], seen.text[i:], known):
            yield replace(seen, text=seen.text[start:i], x0=x0, x1=middle, centres=())
            start, x0 = i, middle
    yield replace(seen, text=seen.text[start:], x0=x0, centres=())


def _widest_space(columns: Flags, left: float, right: float) -> tuple[int, float]:
    """Width and middle of the widest run of columns without ink between two places, in pixels."""
    widest, end, run = 0, 0, 0
    for x in range(max(0, round(left)), min(len(columns), round(right) + 1)):
        run = 0 if columns[x] else run + 1
        if run > widest:
            widest, end = run, x
    return widest, end - widest / 2 + 0.5


def _gap(columns: Flags, before: Seen, after: Seen, size: float) -> float:
    """The middle of the widest space between two words."""
    width, middle = _widest_space(columns, before.x1 - size / 4, after.x0 + size / 4)
    return middle if width else (before.x1 + after.x0) / 2


def _inked(columns: Flags, left: float, right: float) -> tuple[float, float]:
    found = np.flatnonzero(columns[round(left) : round(right)])
    return (round(left) + int(found[0]), round(left) + int(found[-1]) + 1) if len(found) else (left, right)


def _weighed(lines: Sequence[Sequence[Word]], sheet: Sheet) -> list[Word]:
    """Words whose strokes are thicker than is usual on the page, for their size, are bold."""
    core = cv2.erode(sheet.faint, np.ones((3, 3), np.uint8))
    weights = [[_stroke(word, sheet, core) for word in line] for line in lines]
    long = [
        weight
        for line, of in zip(lines, weights, strict=True)
        for word, weight in zip(line, of, strict=True)
        if len(word.text) > 2
    ]
    usual = median(long or [0])
    return [
        replace(word, bold=bold)
        for line, of in zip(lines, weights, strict=True)
        for word, bold in zip(line, _bold([weight / usual if usual else 1 for weight in of]), strict=True)
    ]


def _bold(weights: Sequence[float]) -> list[bool]:
    """Which words of a line are bold, by their weights; a word between bold ones need not weigh as much."""
    sure = [weight > BOLD for weight in weights]
    return [
        sure[at] or (weight > BESIDE_BOLD and all(sure[max(0, at - 1) : at] + sure[at + 1 : at + 2]) and len(sure) > 1)
        for at, weight in enumerate(weights)
    ]


def _stroke(word: Word, sheet: Sheet, core: NDArray[Any]) -> float:
    """Ink to outline, which grows with the thickness of the strokes; to the type size."""
    rows = slice(max(0, round(word.top * sheet.scale)), round(word.bottom * sheet.scale))
    columns = slice(round(word.x0 * sheet.scale), round(word.x1 * sheet.scale))
    ink = int(np.count_nonzero(sheet.faint[rows, columns]))
    outline = ink - int(np.count_nonzero(core[rows, columns]))
    return ink / max(outline, 1) / max(word.size, 1)
