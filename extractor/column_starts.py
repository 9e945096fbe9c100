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
        lines = [line for line in below[:_MOST_LINES] if line.page == below[0].page and line.cells == 1]
        edges = [head.starts[0]]
        for role, start in zip(head.roles[1:], head.starts[1:], strict=True):
            edges.append(_edge(lines, edges[-1], start, numbered=role == "criterion"))
        moved = tuple(edge - start for edge, start in zip(edges, head.starts, strict=True))
    starts = tuple(start + by for start, by in zip(head.starts, moved, strict=True))
    page = below[0].page
    return replace(head, starts=starts, moved=moved, page=page, numbers=_common_number(below, page))


def on_page(head: Head | None, page: int, lines: Sequence[Line]) -> Head | None:
    """The head with its columns where they stand on another page, known by the criteria's numbers.

    Even pages may have other margins than odd ones.
    """
    if head is None or not head.page or head.page == page or "criterion" not in head.roles:
        return head
    here = _common_number(lines, page)
    there = head.starts[head.roles.index("criterion")] if head.numbers is None else head.numbers
    if here is None or not _GRID < abs(here - there) < _FURTHEST:
        return head
    return replace(head, starts=tuple(start + here - there for start in head.starts), page=page, numbers=here)


def _common_number(lines: Sequence[Line], page: int) -> float | None:
    """Where most numbers of criteria stand that open a part of a line of the page."""
    found = Counter(_on_grid(x) for line in lines if line.page == page for x in _numbers(line))
    best = found.most_common(1)
    return best[0][0] if best and best[0][1] >= _FEWEST else None


def _numbers(line: Line) -> list[float]:
    return [group[0].x0 for group in spaced_groups(line, wide=1) if _NUMBER.fullmatch(group[0].text)]


def _edge(lines: Sequence[Line], left: float, start: float, *, numbered: bool) -> float:
    """The place well left of a head's start where most parts of lines begin, and over which no word runs."""
    letter = lines[0].letter if lines else 0
    begins: Counter[float] = Counter()
    for line in lines:
        firsts = _numbers(line) if numbered else [group[0].x0 for group in spaced_groups(line, wide=1)]
        begins.update(map(_on_grid, firsts))
    fewest = 1 if numbered else _FEWEST
    if sum(count for x, count in begins.items() if abs(x - start) < 2 * letter) >= fewest:
        return start
    narrowest = (1 if numbered else _NARROWEST) * letter
    clear = {x: n for x, n in begins.items() if left + narrowest < x < start and not _is_run_over(lines, x)}
    best = max(clear, key=lambda x: (clear[x], -x), default=start)
    return best if best < start - 2 * letter and clear[best] >= fewest else start


def _on_grid(x: float) -> float:
    return round(x / _GRID) * _GRID


def _is_run_over(lines: Sequence[Line], x: float) -> bool:
    return any(word.x0 < x - _GRID and word.x1 > x for line in lines for word in line.words)
