"""Heads of outcome tables, and the cells under them: which words stand in which column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal

from extractor.document import Line, Word
from extractor.folding import fold
from extractor.geometry import blank_lines
from extractor.outcome_names import read_name

Role = Literal["outcome", "criterion", "guidance", "range", "pass", "merit", "distinction", "ignored", "other"]
LONGEST_HEADS = 500
ALIKE = 1.2
GRADED: tuple[Role, ...] = ("pass", "merit", "distinction")

_PERSON = r"(?:(?:the |a )?(?:learner|candidate|student)|learners|candidates|students|you)"
HEADS: tuple[tuple[str, Role], ...] = (
    (r"(?:unit )?learning outcomes?(?: and)? assessment criteria(?: and indicative content)?", "outcome"),
    (r"(?:unit )?learning outcomes?(?: los?)?", "outcome"),
    (rf"{_PERSON} (?:will|should|must)(?: be able to)?", "outcome"),
    (r"(?:a )?(?:student|learner) who (?:completes|finishes) (?:the|this) unit (?:can|will)", "outcome"),
    (r"outcomes and assessment standards", "outcome"),
    (r"(?:by the end of|on completion of) (?:this|the) unit (?:students|learners|you) will(?: be able to)?", "outcome"),
    (r"(?:unit )?assessment criteri(?:a|on)(?: acs?)?(?: for)?", "criterion"),
    (rf"{_PERSON} can", "criterion"),
    (r"additional guidance(?: and information)?", "guidance"),
    (r"notes for guidance", "guidance"),
    (r"(?:guidance|exemplification|delivery guidance)", "guidance"),
    (r"indicative content", "guidance"),
    (r"range", "range"),
    (r"pass", "pass"),
    (r"merit", "merit"),
    (r"distinction", "distinction"),
    (r"evidence (?:record(?: sheet)?|ref(?:erence)?)?", "ignored"),
    (r"where the evidence is", "ignored"),
    (r"(?:assessor )?(?:date|initials|signature)", "ignored"),
)
_HEADS = tuple((re.compile(pattern + r"(?= |$)"), role) for pattern, role in HEADS)


@dataclass(frozen=True, slots=True)
class Head:
    """A table's columns: roles by cell, and where each column starts on the line (empty when that cannot be told).

    `moved` is how far each start lies from its head's first word, and `shifts` how far the columns of even and of odd
    pages lie from where they are below the head: binding margins differ.
    """

    roles: tuple[Role, ...]
    starts: tuple[float, ...] = ()
    moved: tuple[float, ...] = ()
    shifts: tuple[float, float] = (0, 0)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Words of one printed line that stand together: a line of running text, or a line of a cell.

    `role` is None in running text; `block` tells the cell apart from all others, (line, 0) where there is no cell.
    """

    words: tuple[Word, ...]
    role: Role | None
    gap: int
    indent: float
    block: tuple[int, int]
    ordinal: int | None = None
    page: int = 0

    @property
    def bullet(self) -> bool:
        """Does a bullet stand before the first word?"""
        return self.words[0].bullet

    @property
    def text(self) -> str:
        """The words with single spaces between them."""
        return " ".join(word.text for word in self.words)


def head_roles(text: str) -> tuple[Role, ...]:
    """The columns that a text of nothing but column heads names, in order; empty for any other text."""
    if len(text) > LONGEST_HEADS:
        return ()
    rest, roles = " ".join(fold(text).replace("(", " ").replace(")", " ").split()), []
    while rest:
        found = next(((m, role) for pattern, role in _HEADS if (m := pattern.match(rest)) and m.end()), None)
        if found is None:
            return ()
        roles.append(found[1])
        rest = rest[found[0].end() :].strip()
    return tuple(roles)


def read_head(line: Line) -> Head | None:
    """Return the columns that a head line sets, or None where the line is no head."""
    if line.cells > 1 and (roles := _cell_roles(line)):
        return Head(roles)
    groups = spaced_groups(line)
    by_group = [_column_roles(group) for group in groups]
    if (close := _close_heads(line)) and len(close.roles) > len(groups):
        return close
    if len(groups) > 1 and all(by_group):
        return Head(tuple(r[0] for r in by_group), tuple(group[0].x0 for group in groups))
    named = [roles for roles in by_group if roles]
    if len(named) > 1 and is_table(tuple(r[0] for r in named)):
        roles = tuple(r[0] if r else "other" for r in by_group)
        return Head(roles, tuple(group[0].x0 for group in groups))
    whole = head_roles(line.text)
    return Head(tuple(dict.fromkeys(whole))) if whole and not set(whole) & set(GRADED) else None


def _roles(words: Sequence[Word]) -> tuple[Role, ...]:
    return head_roles(" ".join(word.text for word in words))


def _column_roles(words: Sequence[Word]) -> tuple[Role, ...]:
    """The roles of a head beside others: there it may number its outcome ('Learning outcome 1')."""
    name = read_name([word.text for word in words])
    return ("outcome",) if name and name.length == len(words) else _roles(words)


def _close_heads(line: Line) -> Head | None:
    """Heads of a page that stand so close that their words alone part them; None where a head goes on as another."""
    groups: list[list[Word]] = []
    for word in line.words if line.cells == 1 and line.words[0].bottom else ():
        if groups and (len(_roles((*groups[-1], word))) == 1 or not _roles(groups[-1])):
            groups[-1].append(word)
        else:
            groups.append([word])
    roles = [_roles(group) for group in groups]
    if len(groups) < 2 or any(len(named) != 1 for named in roles) or len({named[0] for named in roles}) < len(groups):
        return None
    return Head(tuple(named[0] for named in roles), tuple(group[0].x0 for group in groups))


def is_table(roles: Sequence[Role]) -> bool:
    """Do the columns make a table of outcomes and criteria, or of graded criteria?"""
    return {"outcome", "criterion"} <= set(roles) or {"pass", "merit"} <= set(roles)


def _cell_roles(line: Line) -> tuple[Role, ...]:
    """Roles by column; a head cell that is empty belongs to the one before (number and text in cells of their own)."""
    roles: list[Role] = []
    for cell in range(line.cells):
        words = line.cell(cell)
        named = _column_roles(words) or _head_above_a_note(words)
        roles.append(named[0] if named else roles[-1] if roles and not words else "other")
    return tuple(roles) if is_table(roles) else ()


_NUMBERED = re.compile(r"(?:LO)?\d{1,2}(?:\.\d{1,2})?[.:)]?")
_LONGEST_NOTE = 10


def _head_above_a_note(words: Sequence[Word]) -> tuple[Role, ...]:
    """The role of a head cell that goes on with a short note ('e.g. page number and method'), not with content."""
    first = [word for word in words if word.row == words[0].row]
    note = words[len(first) :]
    if len(note) > _LONGEST_NOTE or any(_NUMBERED.fullmatch(word.text) for word in note):
        return ()
    return head_roles(" ".join(word.text for word in first))


def spaced_groups(line: Line, *, wide: float = 3) -> list[list[Word]]:
    """Words parted where the room of at least `wide` letters is blank between them."""
    groups: list[list[Word]] = []
    for word in line.words:
        if groups and word.x0 - groups[-1][-1].x1 < wide * line.letter:
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups


def chunks_of(line: Line, head: Head | None) -> list[Chunk]:
    """Part a line of the table into its cells, and these into printed lines, by the head that stands above it."""
    if line.cells > 1:
        return _cell_chunks(line, head)
    if head and head.starts:
        return _positioned(line, head)
    block = (line.words[0].line, 0)
    return [Chunk(line.words, None, line.gap, line.indent, block, dict(line.ordinals).get(0), line.page)]


def _cell_chunks(line: Line, head: Head | None) -> list[Chunk]:
    chunks: list[Chunk] = []
    before: tuple[Word, ...] = ()
    roles = _roles_of(line, head.roles if head else ())
    for (cell, block, row), group in groupby(line.words, key=lambda word: (word.cell, word.block, word.row)):
        words = tuple(group)
        gap = blank_lines(before, words) if row and before else line.gap
        role = roles[cell] if roles else None
        place = (words[0].line, block or -1 - cell)
        chunks.append(Chunk(words, role, gap, line.indent, place, dict(line.ordinals).get(cell), line.page))
        before = words
    return chunks


def _roles_of(line: Line, roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """The roles of a line's cells; a head cell may stand over two, the numbers and the texts of criteria."""
    if len(roles) + 1 == line.cells and "criterion" in roles:
        column = roles.index("criterion")
        numbers = line.cell(column)
        if len(numbers) and all(_NUMBERED.fullmatch(word.text) for word in numbers):
            return (*roles[:column], "criterion", *roles[column:])
    return roles if len(roles) == line.cells else ()


def _positioned(line: Line, head: Head) -> list[Chunk]:
    parts: list[list[Word]] = [[] for _ in head.starts]
    column = 0
    for i, word in enumerate(line.words):
        column = max(column, _column_of(line, i, head.starts))
        parts[column].append(word)
    place = (line.words[0].line, 0)
    return [
        Chunk(tuple(words), head.roles[i], line.gap, line.indent, place, page=line.page)
        for i, words in enumerate(parts)
        if words
    ]


def _column_of(line: Line, at: int, starts: Sequence[float], *, slack: float = 2) -> int:
    """The column a word stands in; left of its head only where it stands apart from the word before."""
    word = line.words[at]
    within = max((i for i, start in enumerate(starts) if word.x0 >= start - slack * line.letter), default=0)
    if not at or word.x0 >= starts[within] - line.letter / 2:
        return within
    spaces = [after.x0 - before.x1 for before, after in pairwise(line.words)]
    space = spaces[at - 1]
    near = space < line.letter or (at > 1 and space < ALIKE * spaces[at - 2]) or (spaces[at:] and space < spaces[at])
    return within - 1 if near else within
