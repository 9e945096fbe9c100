"""The grid of assessment methods, ruled or not: names, and P or O or nothing beside each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.document import Line, Word, join
from extractor.tables import spaced_groups

REQUIREMENTS = {"P": "prescribed", "O": "optional", "": None}
_FEWEST = 2
_MOST_COLUMNS = 3
_SAME_COLUMN = 4.0


@dataclass(frozen=True, slots=True)
class ReadMethod:
    """A cell of the grid of assessment methods, with the words that print it."""

    name: str
    requirement: str | None
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class MethodsRead:
    """The methods of a section, the lines that are not of the grid, and why a row may be among these."""

    methods: tuple[ReadMethod, ...]
    prose: tuple[Line, ...]
    doubt: str = ""


def read_methods(lines: Sequence[Line]) -> MethodsRead:
    """Read the grid of assessment methods in a section."""
    methods: list[ReadMethod] = []
    prose: list[Line] = []
    for line in _with_cells(lines):
        pairs = _pairs(line)
        if pairs:
            methods += pairs
        else:
            prose.append(line)
    return MethodsRead(tuple(methods), tuple(prose), _doubt(methods, prose))


def _doubt(methods: Sequence[ReadMethod], prose: Sequence[Line]) -> str:
    below = max((word.index for method in methods for word in method.words), default=None)
    page = max((line.page for line in prose), default=0)
    for line in prose:
        if _is_row(line):
            return f"'{line.text}' looks like a row of a grid"
        if below is not None and line.words[0].index > below and line.page == page and _may_be_row(line):
            return f"'{line.text}' below the grid may be a row of it"
    return ""


def _may_be_row(line: Line) -> bool:
    return bool(line.words[0].bottom) and not line.heading and line.text[-1] not in ".:;"


def _pairs(line: Line) -> list[ReadMethod]:
    """Names in the even cells, P, O or nothing in the odd ones."""
    if line.cells < 2:
        return []
    found = []
    for cell in range(0, line.cells, 2):
        name, mark = line.cell(cell), join(line.cell(cell + 1))
        if mark not in REQUIREMENTS:
            return []
        if name:
            found.append(ReadMethod(join(name), REQUIREMENTS[mark], (*name, *line.cell(cell + 1))))
    return found


def _with_cells(lines: Sequence[Line]) -> list[Line]:
    """The lines, those of a grid without upright rules parted into cells where its rows line up."""
    rows = [line for line in lines if _is_row(line)]
    columns = _columns(rows)
    if not columns:
        return list(lines)
    lefts = {line.page: min(row.words[0].x0 for row in rows if row.page == line.page) for line in rows}
    apart = max((row.gap for row in rows[1:]), default=0)
    done: list[Line] = []
    above: Line | None = None
    for line in lines:
        starts = [lefts[line.page] + start for start in columns] if line.page in lefts else []
        if not starts or not (_is_row(line) or (above and _fits_row(line, above, starts, apart))):
            done.append(line)
            above = None
        elif above is not None and _goes_on(line):
            done[-1] = _longer(done[-1], _parted(line, starts))
        else:
            done.append(_parted(line, starts))
            above = line
    return done


def _is_row(line: Line) -> bool:
    """Does a line without ruled cells hold a mark behind a name, or names that stand apart?"""
    if line.cells > 1 or line.heading or not line.words[0].bottom or line.text[-1] in ".:;":
        return False
    return bool(_marks(line)) or len(spaced_groups(line)) > 1


def _marks(line: Line) -> list[Word]:
    """The words of a line that may be marks: each ends a group of words."""
    ends = [group[-1] for group in spaced_groups(line)]
    return [word for word in ends if word.text in REQUIREMENTS and word is not line.words[0]]


def _columns(rows: Sequence[Line]) -> list[float]:
    """Where names start, counted from the leftmost; none where marks or rows are too few to tell."""
    marks = sum(len(_marks(row)) for row in rows)
    if not marks or max(marks, len(rows)) < _FEWEST:
        return []
    columns = [0.0]
    for x in sorted(x for row in rows for x in _later_names(row, rows)):
        if x - columns[-1] > _SAME_COLUMN:
            columns.append(x)
    return columns if len(columns) <= _MOST_COLUMNS else []


def _later_names(row: Line, rows: Sequence[Line]) -> list[float]:
    """Where names start in a row, but for a first one at the left."""
    left = min(other.words[0].x0 for other in rows if other.page == row.page)
    names = [group[0].x0 - left for group in spaced_groups(row) if group[0].text not in REQUIREMENTS]
    behind = [
        word.x0 - left
        for mark, word in zip(row.words, row.words[1:], strict=False)
        if mark.text in REQUIREMENTS and word.text not in REQUIREMENTS
    ]
    return [x for x in (*names, *behind) if x > _SAME_COLUMN]


def _fits_row(line: Line, above: Line, starts: Sequence[float], apart: int) -> bool:
    """May a line below a row be the names of one column, or the rest of such names?"""
    if line.cells > 1 or line.heading or line.text[-1] in ".:;" or (line.page == above.page and line.gap > apart):
        return False
    first, last = line.words[0], line.words[-1]
    column = next((i for i, start in enumerate(starts) if abs(first.x0 - start) <= _SAME_COLUMN), None)
    return column is not None and (column + 1 == len(starts) or last.x1 < starts[column + 1])


def _goes_on(line: Line) -> bool:
    """Does a line go on with the names of the row above?"""
    return not _marks(line) and all(not group[0].text[:1].isupper() for group in spaced_groups(line))


def _parted(line: Line, starts: Sequence[float]) -> Line:
    marks = {word.index for word in _marks(line)}
    words = []
    for word in line.words:
        column = max((i for i, start in enumerate(starts) if word.x0 >= start - _SAME_COLUMN), default=0)
        words.append(replace(word, cell=2 * column + (word.index in marks)))
    return replace(line, words=tuple(words), cells=2 * len(starts))


def _longer(row: Line, line: Line) -> Line:
    words = sorted((*row.words, *line.words), key=lambda word: (word.cell, word.index))
    return replace(row, words=tuple(words))
