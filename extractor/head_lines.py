"""Column heads that run over several lines: narrow columns break their heads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.document import Line, Word
from extractor.tables import LONGEST_HEADS, Head, Role, head_roles, is_table, read_head, spaced_groups

MOST_HEAD_LINES = 5


def read_head_lines(lines: Sequence[Line], at: int) -> tuple[Head | None, int]:
    """Return the columns that the head at a line sets, and how many lines it takes: narrow columns break their heads.

    None and 0 where no head is printed.
    """
    alone = read_head(lines[at])
    if alone is not None and len(alone.roles) > 1 and "other" not in alone.roles:
        return alone, 1
    broken, count = _broken_head(lines, at)
    return (broken, count) if broken else (alone, 1 if alone else 0)


@dataclass(slots=True)
class _Column:
    """Words of a head that stand below each other; `length` counts the letters of their text."""

    words: list[Word]
    x0: float
    x1: float
    length: int

    def add(self, other: _Column) -> None:
        """Put words below those of the column."""
        self.words += other.words
        self.x0, self.x1 = min(self.x0, other.x0), max(self.x1, other.x1)
        self.length += 1 + other.length

    @property
    def roles(self) -> tuple[Role, ...]:
        """The columns that the words name."""
        return head_roles(" ".join(word.text for word in self.words))


def _broken_head(lines: Sequence[Line], at: int) -> tuple[Head | None, int]:
    """The columns of a head that is printed on several lines without rules, each text going on below itself."""
    columns: list[_Column] = []
    for count, line in enumerate(lines[at : at + MOST_HEAD_LINES], 1):
        if line.cells > 1 or line.page != lines[at].page or (count > 1 and line.gap):
            break
        for group in spaced_groups(line, wide=2):
            _put(columns, group)
        if any(column.length > LONGEST_HEADS for column in columns):
            break
        if count > 1 and (head := _head_of(columns)):
            return head, count
    return None, 0


def _put(columns: list[_Column], group: list[Word]) -> None:
    """Put words into the first column that they stand below, or into one of their own."""
    length = sum(len(word.text) for word in group) + len(group) - 1
    new = _Column(group, min(word.x0 for word in group), max(word.x1 for word in group), length)
    below = next((each for each in columns if each.x0 < group[-1].x1 and group[0].x0 < each.x1), None)
    if below:
        below.add(new)
    else:
        columns.append(new)


def _head_of(columns: Sequence[_Column]) -> Head | None:
    """The head that columns make; None where one of them is no head, or they make no table."""
    if len(columns) < 2:
        return None
    ordered = sorted(columns, key=lambda column: column.x0)
    roles = [column.roles for column in ordered]
    if not all(roles) or not is_table(tuple(r[0] for r in roles)):
        return None
    return Head(tuple(r[0] for r in roles), tuple(column.x0 for column in ordered))
