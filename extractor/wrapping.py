"""Values that run over several printed lines: which lines below go on with a value."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.document import Line, Word
from extractor.headings import known_heading
from extractor.labels import label_kind

_MOST_LINES = 4


def wrapped(lines: Sequence[Line], at: int, value: Sequence[Word]) -> tuple[tuple[Word, ...], int]:
    """The words below a line that go on with a value which ends it, and how many lines they take."""
    words: list[Word] = []
    count = 0
    while value and count < _MOST_LINES and at + count + 1 < len(lines):
        line, following = lines[at + count], lines[at + count + 1]
        goes_on = _hangs(lines[at], value, following) or _fills(lines, line, following)
        if not goes_on or not _may_go_on(line, following):
            break
        words += following.words
        count += 1
    return tuple(words), count


def _may_go_on(line: Line, following: Line) -> bool:
    plain = not following.gap and following.cells == 1 and label_kind(following.text.partition(":")[0]) is None
    return bool(line.page) and line.page == following.page and plain and not known_heading(following)


def _hangs(line: Line, value: Sequence[Word], following: Line) -> bool:
    """Does the line below stand in the value's own column, right of the label?"""
    in_column = abs(following.words[0].x0 - value[0].x0) < 2 * line.letter
    return in_column and value[0].x0 > line.words[0].x0 + line.letter


def _fills(lines: Sequence[Line], line: Line, following: Line) -> bool:
    """Are both lines of one large heading, so that the first word below had no room on the line?"""
    first, last = following.words[0], line.words[-1]
    alike = line.heading and following.heading and abs(first.size - last.size) < 0.1 and first.bold == last.bold
    right = max(word.x1 for other in lines if other.page == line.page for word in other.words)
    return alike and last.x1 + first.x1 - first.x0 + first.size / 2 > right
