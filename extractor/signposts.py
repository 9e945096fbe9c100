"""What a unit points to: National Occupational Standards, functional skills, assessment methods."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.document import Line, Word, join
from extractor.folding import fold
from extractor.tables import spaced_groups

NOS_REFERENCE = re.compile(r"^\(?([A-Z]{2,}[A-Z0-9]*\d[A-Z0-9]*(?:\.\d+)?)[).,;:]?$")
_NOS_HEADS = ("occupational standards unit number title", "nos reference title", "nos unit number title")

SKILLS: dict[str, tuple[str, ...]] = {
    "English": ("Speaking and Listening", "Reading", "Writing"),
    "Mathematics": ("Representing", "Analysing", "Interpreting"),
    "ICT": ("Use ICT systems", "Find and select information", "Develop, present and communicate information"),
}
_SKILLS_HEADS = ("functional skills standards", "english mathematics ict")
_FEWEST_SKILLS = 4
TICKS = frozenset(["✓", "✔", "☑", "√", "y", "v", "Y", "V", "x", "X", "■", "\uf0fc", "\uf0fe"])


@dataclass(frozen=True, slots=True)
class ReadNos:
    """A standard named in the text; `row` holds the words of a table row that nothing else prints."""

    reference: str
    title: str | None
    suite: str | None
    row: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class NosRead:
    """Standards in printed order, the words of the table's head, and the lines of prose that are left."""

    nos: tuple[ReadNos, ...]
    heads: tuple[Word, ...]
    suites: tuple[Word, ...]
    prose: tuple[Line, ...]


def read_nos(lines: Sequence[Line]) -> NosRead:
    """Find the standards of a NOS section, in its sentences and in its table."""
    lines = _parted_by_head(lines)
    head_at, rows_from = _nos_table(lines)
    repeated = [line for line in lines[rows_from:] if fold(line.text) in _NOS_HEADS]
    rows, after = _nos_rows([line for line in lines[rows_from:] if line not in repeated])
    named = _nos_in_prose([word for line in lines[:head_at] for word in line.words])
    listed = [_nos_in_row(row) for row in rows]
    first = {nos.reference: nos for nos in reversed([*listed, *named])}
    order = dict.fromkeys(nos.reference for nos in (*named, *listed))
    heads = tuple(word for line in (*lines[head_at:rows_from], *repeated) for word in line.words)
    suites = dict.fromkeys(line for row in rows if not row.own_suite for line in row.suite)
    unused = dict.fromkeys(line for row in rows for line in row.suite if line not in suites)
    return NosRead(
        tuple(first[reference] for reference in order),
        heads,
        tuple(word for line in suites for word in line.words),
        (*lines[:head_at], *unused, *after),
    )


@dataclass(frozen=True, slots=True)
class _NosRow:
    """A row of the table, the lines of a wrapped title with it, and the lines that name its suite above."""

    reference: str
    line: Line
    suite: tuple[Line, ...]

    @property
    def at(self) -> int:
        """The cell that holds the reference."""
        cells = range(self.line.cells)
        return next(i for i in cells if any(self.is_reference(word) for word in self.line.cell(i)))

    @property
    def own_suite(self) -> str:
        """What the row itself names as suite, in the cells before the reference."""
        return " ".join(filter(None, (join(self.line.cell(i)) for i in range(self.at)))).rstrip(":")

    @property
    def title(self) -> str | None:
        """All other words from the reference on."""
        beside = [word for word in self.line.words if word.cell >= self.at and not self.is_reference(word)]
        return join(beside) or None

    def is_reference(self, word: Word) -> bool:
        """Is the word the reference, whatever stops stand around it?"""
        return word.text.strip("().,;:") == self.reference


def _nos_rows(lines: Sequence[Line]) -> tuple[list[_NosRow], tuple[Line, ...]]:
    """The rows of a table, and the lines below its last row that are no part of it."""
    rows: list[_NosRow] = []
    suite: list[Line] = []
    for line in lines:
        reference = _row_reference(line)
        if reference:
            rows.append(_NosRow(reference, line, tuple(suite)))
        elif rows and rows[-1].suite == tuple(suite) and not _opens_suite(line, rows[-1].line):
            rows[-1] = replace(rows[-1], line=_longer(rows[-1].line, line))
        else:
            suite = [line] if rows and rows[-1].suite == tuple(suite) else [*suite, line]
    is_named = bool(rows) and rows[-1].suite == tuple(suite)
    return rows, () if is_named else tuple(suite)


def _longer(row: Line, line: Line) -> Line:
    """A row with one more line of it; a line without cells goes on with the row's last cell."""
    last = row.words[-1].cell
    words = line.words if line.cells == row.cells else tuple(replace(word, cell=last) for word in line.words)
    return replace(row, words=row.words + words)


def _opens_suite(line: Line, above: Line) -> bool:
    """Does a line without a reference name what follows, rather than go on with the title above?"""
    if line.text[:1].islower():
        return False
    return line.text.endswith(":") or line.gap > above.gap or line.cells < above.cells


def _parted_by_head(lines: Sequence[Line]) -> list[Line]:
    """Rows below a head whose columns stand apart without rules, as lines with cells; a reference opens a row."""
    at = next((i for i, line in enumerate(lines) if fold(line.text) in _NOS_HEADS), None)
    if at is None or lines[at].cells > 1 or len(groups := spaced_groups(lines[at])) < 2:
        return list(lines)
    starts = [group[0].x0 for group in groups]
    rows: list[list[Word]] = []
    for line in lines[at + 1 :]:
        words = [replace(word, cell=_column(word, starts, line.letter)) for word in line.words]
        if not rows or any(NOS_REFERENCE.match(word.text) for word in words):
            rows.append([])
        rows[-1] += words
    ordered = [replace(lines[at + 1], words=tuple(sorted(r, key=lambda w: w.cell)), cells=len(starts)) for r in rows]
    return [*lines[: at + 1], *ordered]


def _column(word: Word, starts: Sequence[float], letter: float) -> int:
    return max((i for i, start in enumerate(starts) if word.x0 >= start - 2 * letter), default=0)


def _nos_table(lines: Sequence[Line]) -> tuple[int, int]:
    """Where the head of the table starts and where its rows start; the number of lines twice where there is none."""
    for at in range(len(lines)):
        for length in range(1, 5):
            if fold(" ".join(line.text for line in lines[at : at + length])) in _NOS_HEADS:
                return at, at + length
    return len(lines), len(lines)


def _row_reference(line: Line) -> str | None:
    """The reference of a table row: its first word, or a cell of its own."""
    match = NOS_REFERENCE.match(line.words[0].text)
    if match or line.cells == 1:
        return match[1] if match else None
    cells = [line.cell(i) for i in range(line.cells)]
    own = (NOS_REFERENCE.match(cell[0].text) for cell in cells if len(cell) == 1)
    return next((found[1] for found in own if found), None)


def _nos_in_row(row: _NosRow) -> ReadNos:
    suite = join([word for line in row.suite for word in line.words]).rstrip(":")
    return ReadNos(row.reference, row.title, row.own_suite or suite or None, row.line.words)


def _nos_in_prose(words: Sequence[Word]) -> list[ReadNos]:
    found = []
    for i, word in enumerate(words):
        match = NOS_REFERENCE.match(word.text)
        if match:
            found.append(ReadNos(match[1], _title_after(words, i), None))
    return found


_LONGEST_TITLE = 20


def _title_after(words: Sequence[Word], at: int) -> str | None:
    """The capitalised words that follow a reference on its line, up to the end of the sentence: its title."""
    following = words[at + 1 : at + 1 + _LONGEST_TITLE]
    if not following or following[0].line != words[at].line or not following[0].text[:1].isupper():
        return None
    if words[at].text[-1] in ".,;:)":
        return None
    end = next((i for i, word in enumerate(following) if word.text[-1] in ".;"), None)
    if end is None:
        return join([word for word in following if word.line == words[at].line])
    return join(following[: end + 1]).rstrip(".;")


@dataclass(frozen=True, slots=True)
class SkillsRead:
    """The grid as read: ticks by subject and skill, words of the grid by kind, and what is left of the section."""

    grid: dict[str, dict[str, bool | None]]
    heads: tuple[Word, ...]
    cells: tuple[Word, ...]
    unsure: tuple[str, ...]
    any_tick: bool
    prose: tuple[Line, ...]


def prints_skills(lines: Sequence[Line]) -> bool:
    """Do lines name so many skills that they must be of a grid?"""
    text = fold(" ".join(line.text for line in lines))
    return sum(fold(skill) in text for skills in SKILLS.values() for skill in skills) >= _FEWEST_SKILLS


def read_skills(lines: Sequence[Line]) -> SkillsRead | None:
    """Read the functional skills grid; None where the section prints no grid that can be followed."""
    start = next((i for i, line in enumerate(lines) if fold(line.text) in _SKILLS_HEADS), None)
    if start is None:
        return None
    body_at = start
    while body_at < len(lines) and fold(lines[body_at].text) in _SKILLS_HEADS:
        body_at += 1
    body = [word for line in lines[body_at:] for word in line.words]
    placed = _place_skills(body)
    if placed is None:
        return None
    heads = tuple(word for line in lines[start:body_at] for word in line.words)
    ticks = [word for word in body if word.index not in placed]
    grid, unsure = _ticked(body, placed, ticks)
    return SkillsRead(grid, heads, tuple(body), tuple(unsure), bool(ticks), tuple(lines[:start]))


_CELLS = [(subject, skill) for subject, skills in SKILLS.items() for skill in skills]


def _place_skills(body: Sequence[Word]) -> dict[int, tuple[int, int]] | None:
    """Row and column of each word that belongs to a skill's name; None where a name is not complete.

    The names are read in parallel: each word goes on with the first skill that waits for it in the current row.
    """
    names = [[skill.lower().split() for skill in SKILLS[subject]] for subject in SKILLS]
    row, got = 0, [[0, 0, 0] for _ in range(3)]
    placed: dict[int, tuple[int, int]] = {}
    for word in body:
        text = word.text.lower()
        spot = _waiting(names, got, row, text)
        if spot is None and row < 2 and names[0][row + 1][0] == text:
            row += 1
            spot = _waiting(names, got, row, text)
        if spot is not None:
            got[spot[1]][spot[0]] += 1
            placed[word.index] = spot
        elif word.text not in TICKS:
            return None
    complete = all(got[c][r] == len(names[c][r]) for c in range(3) for r in range(3))
    return placed if complete else None


def _waiting(names: list[list[list[str]]], got: list[list[int]], row: int, text: str) -> tuple[int, int] | None:
    for column in range(3):
        name, done = names[column][row], got[column][row]
        if done < len(name) and name[done] == text and (done or column == 0 or got[0][row]):
            return row, column
    return None


def _ticked(
    body: Sequence[Word], placed: dict[int, tuple[int, int]], ticks: Sequence[Word]
) -> tuple[dict[str, dict[str, bool | None]], list[str]]:
    value: dict[tuple[int, int], bool | None] = {}
    for tick in ticks:
        spots = _spots(body, placed, tick)
        for spot in spots:
            value[spot] = True if len(spots) == 1 else value.get(spot)
    blank = False if ticks else None
    grid = {
        subject: {skill: value.get((r, c), blank) for r, skill in enumerate(skills)}
        for c, (subject, skills) in enumerate(SKILLS.items())
    }
    unsure = [f"{s}.{k}" for s, skills in grid.items() for k, ticked in skills.items() if ticked is None]
    return grid, unsure


def _spots(body: Sequence[Word], placed: dict[int, tuple[int, int]], tick: Word) -> list[tuple[int, int]]:
    """The cells a tick may stand in: right of the skill before it on its line, left of the skill after it."""
    line = [word for word in body if word.line == tick.line]
    at = line.index(tick)
    before = [placed[word.index] for word in line[:at] if word.index in placed]
    after = [placed[word.index] for word in line[at + 1 :] if word.index in placed]
    earlier = [placed[word.index] for word in body if word.index < tick.index and word.index in placed]
    row = before[-1][0] if before else after[0][0] if after else earlier[-1][0] if earlier else 0
    first = before[-1][1] if before else 0
    last = after[0][1] - 1 if after else 2 if not before else before[-1][1]
    return [(row, column) for column in range(first, max(first, last) + 1)]
