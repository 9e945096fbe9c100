"""Where the columns below a head start, where the head's own words do not stand at their left edge."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractor.document import Line
from extractor.tables import Head, spaced_groups

_MOST_LINES = 60
_FEWEST = 2
_NARROWEST = 8
_GRID = 2.0
_FURTHEST = 60
_NUMBER = re.compile(r"\d{1,2}\.\d{1,2}\.?")


def settled(head: Head, below: Sequence[Line], before: Head | None = None) -> Head:
    """The head with the starts of its columns moved left to where the text below lines up, as under centred heads.

    A head that is printed again has its columns where they were under the one before. Text files keep theirs: their
    columns may have been pressed together.
    """
    if not head.starts or not below or not below[0].words[0].bottom:
        return head
    if before is not None and before.roles == head.roles and before.moved:
        moved = before.moved
    else:
        lines = _of_table([line for line in below[:_MOST_LINES] if line.page == below[0].page and line.cells == 1])
        edges = [head.starts[0]]
        for role, start in zip(head.roles[1:], head.starts[1:], strict=True):
            edges.append(_edge(lines, edges[-1], start, numbered=role == "criterion"))
        moved = tuple(edge - start for edge, start in zip(edges, head.starts, strict=True))
    starts = tuple(start + by for start, by in zip(head.starts, moved, strict=True))
    return replace(head, starts=starts, moved=moved, shifts=_shifts(replace(head, starts=starts), below))


def _of_table(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines down to the last that numbers a criterion, for text below the table runs over its columns."""
    last = max((i for i, line in enumerate(lines) if _numbers(line)), default=len(lines))
    return lines[: last + 1]


def on_page(head: Head | None, page: int) -> Head | None:
    """The head with its columns where they stand on a page."""
    shift = head.shifts[page % 2] if head is not None else 0
    if head is None or not shift:
        return head
    return replace(head, starts=tuple(start + shift for start in head.starts))


def _shifts(head: Head, below: Sequence[Line]) -> tuple[float, float]:
    """How far columns lie from their place on even and on odd pages, known by the numbers of criteria."""
    if "criterion" not in head.roles:
        return (0, 0)
    first = below[0].page
    here = _common_number([line for line in below if line.page == first])
    there = _common_number([line for line in below if (line.page - first) % 2])
    if here is None:
        here = head.starts[head.roles.index("criterion")]
    shift = there - here if there is not None and _GRID < abs(there - here) < _FURTHEST else 0
    return (0, shift) if first % 2 == 0 else (shift, 0)


def _common_number(lines: Sequence[Line]) -> float | None:
    """Where most numbers of criteria stand that open a part of a line."""
    found = Counter(_on_grid(x) for line in lines for x in _numbers(line))
    return found.most_common(1)[0][0] if found else None


def _numbers(line: Line) -> list[float]:
    return [group[0].x0 for group in spaced_groups(line, wide=1) if _NUMBER.fullmatch(group[0].text)]


def _behind_numbers(line: Line) -> list[float]:
    """Where the texts of criteria start whose numbers stand alone before them."""
    groups = spaced_groups(line, wide=1)
    alone = (len(one) == 1 and _NUMBER.fullmatch(one[0].text) for one in groups)
    return [other[0].x0 for is_number, other in zip(alone, groups[1:], strict=False) if is_number]


def _edge(lines: Sequence[Line], left: float, start: float, *, numbered: bool) -> float:
    """The place well left of a head's start where most parts of lines begin, and over which no word runs."""
    letter = lines[0].letter if lines else 0
    begins: Counter[float] = Counter()
    for line in lines:
        firsts = _numbers(line) if numbered else [group[0].x0 for group in spaced_groups(line, wide=1)]
        begins.update(map(_on_grid, firsts))
    for x in () if numbered else {_on_grid(x) for line in lines for x in _behind_numbers(line)}:
        del begins[x]
    fewest = 1 if numbered else _FEWEST
    near = {x: n for x, n in begins.items() if abs(x - start) < 2 * letter and not _is_run_over(lines, x)}
    if sum(near.values()) >= fewest:
        return start
    narrowest = (1 if numbered else _NARROWEST) * letter
    clear = {x: n for x, n in begins.items() if left + narrowest < x < start and not _is_run_over(lines, x)}
    best = max(clear, key=lambda x: (clear[x], -x), default=start)
    return best if best < start - 2 * letter and clear[best] >= fewest else start


def _on_grid(x: float) -> float:
    return round(x / _GRID) * _GRID


def _is_run_over(lines: Sequence[Line], x: float) -> bool:
    return any(word.x0 < x - _GRID and word.x1 > x for line in lines for word in line.words)
