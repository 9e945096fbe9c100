"""Ruled tables: cells from ruling lines, spans included."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.document import Rule

NEAR = 3.0
NARROWEST = 7.0
MOST_RULES = 2000
MOST_CELLS = 4000


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell in points; `column` counts the table's columns by left edge, `group` its rows that no cell spans."""

    x0: float
    top: float
    x1: float
    bottom: float
    column: int
    group: int

    def holds(self, x: float, y: float) -> bool:
        """Does the point lie in the cell?"""
        return self.x0 <= x < self.x1 and self.top <= y < self.bottom


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table: its cells by position, and how many columns it has."""

    cells: tuple[Cell, ...]
    columns: int


def find_tables(rules: Sequence[Rule]) -> list[Table]:
    """Return the tables that the rules draw, from the top of the page down; none where there are too many rules."""
    flat = _merged((r.top, r.x0, r.x1) for r in rules if r.bottom - r.top < NEAR)
    upright = _merged((r.x0, r.top, r.bottom) for r in rules if r.bottom - r.top >= NEAR)
    if len(flat) + len(upright) > MOST_RULES:
        return []
    tables = [_table(f, u) for f, u in _connected(flat, upright)]
    return sorted((t for t in tables if t and len(t.cells) > 1), key=lambda table: table.cells[0].top)


Segment = tuple[float, float, float]


def _merged(segments: Iterable[Segment]) -> list[Segment]:
    """Segments (at, from, to) on one line joined where they touch."""
    done: list[Segment] = []
    for at, start, end in sorted((round(a, 1), min(s, e), max(s, e)) for a, s, e in segments):
        touched = next((i for i in range(len(done) - 1, -1, -1) if _touches(done[i], at, start, end)), None)
        if touched is None:
            done.append((at, start, end))
        else:
            line, first, last = done[touched]
            done[touched] = (line, min(start, first), max(end, last))
    return done


def _touches(segment: Segment, at: float, start: float, end: float) -> bool:
    return at - segment[0] <= NEAR and start <= segment[2] + NEAR and segment[1] <= end + NEAR


def _connected(flat: list[Segment], upright: list[Segment]) -> list[tuple[list[Segment], list[Segment]]]:
    """Rules that cross or touch belong to one table."""
    parent = list(range(len(flat) + len(upright)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, (y, x0, x1) in enumerate(flat):
        for j, (x, y0, y1) in enumerate(upright, len(flat)):
            if x0 - NEAR <= x <= x1 + NEAR and y0 - NEAR <= y <= y1 + NEAR:
                parent[root(i)] = root(j)
    parts: dict[int, tuple[list[Segment], list[Segment]]] = {}
    for i, segment in enumerate(flat):
        parts.setdefault(root(i), ([], []))[0].append(segment)
    for j, segment in enumerate(upright, len(flat)):
        parts.setdefault(root(j), ([], []))[1].append(segment)
    return [part for part in parts.values() if part[0] and part[1]]


def _table(flat: list[Segment], upright: list[Segment]) -> Table | None:
    xs = _positions([s[0] for s in upright] + [x for s in flat for x in s[1:]], NARROWEST)
    ys = _positions([s[0] for s in flat] + [y for s in upright for y in s[1:]], NEAR)
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > MOST_CELLS:
        return None
    merged = _merge_cells(xs, ys, flat, upright)
    boxes = {(min(c for c, _ in m), min(r for _, r in m), max(c for c, _ in m), max(r for _, r in m)) for m in merged}
    lefts = sorted({box[0] for box in boxes})
    groups = _groups(boxes, len(ys) - 1)
    cells = [
        Cell(xs[c0], ys[r0], xs[c1 + 1], ys[r1 + 1], lefts.index(c0), groups[r0])
        for c0, r0, c1, r1 in sorted(boxes, key=lambda box: (groups[box[1]], box[1], box[0]))
    ]
    return Table(tuple(cells), len(lefts))


def _positions(values: Iterable[float], near: float) -> list[float]:
    """Distinct positions; those that follow each other within `near` points are one, at their middle."""
    runs: list[list[float]] = []
    for value in sorted(values):
        if runs and value - runs[-1][-1] <= near:
            runs[-1].append(value)
        else:
            runs.append([value])
    return [(run[0] + run[-1]) / 2 for run in runs]


def _merge_cells(
    xs: list[float], ys: list[float], flat: list[Segment], upright: list[Segment]
) -> list[set[tuple[int, int]]]:
    """Elementary cells joined where no rule parts them."""
    owner: dict[tuple[int, int], set[tuple[int, int]]] = {}
    for c in range(len(xs) - 1):
        for r in range(len(ys) - 1):
            owner[c, r] = {(c, r)}
    for (c, r), _ in list(owner.items()):
        x_mid, y_mid = (xs[c] + xs[c + 1]) / 2, (ys[r] + ys[r + 1]) / 2
        if c + 2 < len(xs) and not _ruled(upright, xs[c + 1], y_mid, NARROWEST):
            _join(owner, (c, r), (c + 1, r))
        if r + 2 < len(ys) and not _ruled(flat, ys[r + 1], x_mid, NEAR):
            _join(owner, (c, r), (c, r + 1))
    return list({id(cells): cells for cells in owner.values()}.values())


def _ruled(segments: list[Segment], at: float, along: float, near: float) -> bool:
    return any(abs(s[0] - at) <= near and s[1] <= along <= s[2] for s in segments)


def _join(owner: dict[tuple[int, int], set[tuple[int, int]]], a: tuple[int, int], b: tuple[int, int]) -> None:
    if owner[a] is not owner[b]:
        whole = owner[a] | owner[b]
        for cell in whole:
            owner[cell] = whole


def _groups(boxes: Iterable[tuple[int, int, int, int]], rows: int) -> list[int]:
    """The group of each row; rows that a cell spans are of one group."""
    tied = [False] * rows
    for _, r0, _, r1 in boxes:
        for row in range(r0 + 1, r1 + 1):
            tied[row] = True
    groups: list[int] = []
    for row in range(rows):
        groups.append(groups[-1] if row and tied[row] else (groups[-1] + 1 if row else 0))
    return groups
