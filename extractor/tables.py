"""Heads of outcome tables, and the cells under them: which words stand in which column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.document import Line, Word
from extractor.folding import fold

Role = Literal["outcome", "criterion", "guidance", "range", "ignored"]

HEADS: tuple[tuple[str, Role], ...] = (
    (r"(?:unit )?learning outcomes? assessment criteria and indicative content", "outcome"),
    (r"(?:unit )?learning outcomes?(?: \(?los?\)?)?", "outcome"),
    (r"(?:the )?learner (?:will|should|must)(?: be able to)?", "outcome"),
    (r"the candidate will(?: be able to)?", "outcome"),
    (r"(?:unit )?assessment criteri(?:a|on)(?: \(?acs?\)?)?(?: for)?", "criterion"),
    (r"(?:the )?learner can", "criterion"),
    (r"the candidate can", "criterion"),
    (r"additional guidance(?: and information)?", "guidance"),
    (r"notes for guidance", "guidance"),
    (r"(?:guidance|exemplification|delivery guidance)", "guidance"),
    (r"indicative content", "guidance"),
    (r"evidence (?:record(?: sheet)?|ref(?:erence)?)?", "ignored"),
)
_HEADS = tuple((re.compile(pattern + r"(?= |$)"), role) for pattern, role in HEADS)


@dataclass(frozen=True, slots=True)
class Head:
    """A table's columns: roles by cell, and where each column starts on the line (empty when that cannot be told)."""

    roles: tuple[Role, ...]
    starts: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Chunk:
    """Words of one line that stand together: a line of running text, or one cell. `role` is None in running text."""

    words: tuple[Word, ...]
    role: Role | None
    gap: int
    indent: float
    ordinal: int | None = None
    bullet: bool = False


def head_roles(text: str) -> tuple[Role, ...]:
    """The columns that a line of nothing but column heads names, in order; empty for any other line."""
    rest, roles = fold(text), []
    while rest:
        found = next(((m, role) for pattern, role in _HEADS if (m := pattern.match(rest)) and m.end()), None)
        if found is None:
            return ()
        roles.append(found[1])
        rest = rest[found[0].end() :].strip()
    return tuple(roles)


def read_head(line: Line) -> Head | None:
    """Return the columns that a head line sets, or None where the line is no head."""
    roles = head_roles(line.text)
    if not roles:
        return None
    if line.cells > 1:
        return Head(_cell_roles(line))
    groups = _spaced_groups(line.words)
    starts = tuple(group[0].x0 for group in groups)
    if len(groups) > 1 and all(head_roles(" ".join(w.text for w in group)) for group in groups):
        by_group = tuple(head_roles(" ".join(w.text for w in group))[0] for group in groups)
        return Head(by_group, starts)
    return Head(tuple(dict.fromkeys(roles)))


def _cell_roles(line: Line) -> tuple[Role, ...]:
    """A head cell that is empty belongs to the one before (number and text in cells of their own)."""
    roles: list[Role] = []
    for cell in range(line.cells):
        named = head_roles(" ".join(word.text for word in line.cell(cell)))
        roles.append(named[0] if named else roles[-1] if roles else "outcome")
    return tuple(roles)


def _spaced_groups(words: Sequence[Word], *, wide: float = 3) -> list[list[Word]]:
    """Words parted where at least `wide` columns are blank between them."""
    groups: list[list[Word]] = []
    for word in words:
        if groups and word.x0 - groups[-1][-1].x1 < wide:
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups


def chunks_of(line: Line, head: Head | None) -> list[Chunk]:
    """Part a line of the table into its cells by the head that stands above it."""
    if line.cells > 1:
        roles = head.roles if head and len(head.roles) == line.cells else (None,) * line.cells
        return [_cell_chunk(line, cell, roles[cell]) for cell in range(line.cells) if line.cell(cell)]
    if head and head.starts:
        return _positioned(line, head)
    return [Chunk(line.words, None, line.gap, line.indent, dict(line.ordinals).get(0), 0 in line.bullets)]


def _cell_chunk(line: Line, cell: int, role: Role | None) -> Chunk:
    bullet, ordinal = cell in line.bullets, dict(line.ordinals).get(cell)
    return Chunk(line.cell(cell), role, line.gap, line.indent, ordinal, bullet)


def _positioned(line: Line, head: Head, *, slack: float = 2) -> list[Chunk]:
    parts: list[list[Word]] = [[] for _ in head.starts]
    for word in line.words:
        column = max((i for i, start in enumerate(head.starts) if word.x0 >= start - slack), default=0)
        parts[column].append(word)
    return [
        Chunk(tuple(words), head.roles[i], line.gap, line.indent, None, 0 in line.bullets)
        for i, words in enumerate(parts)
        if words
    ]
