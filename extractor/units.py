"""Handbooks: where each unit of a document starts and ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.document import Document, Line, renumber
from extractor.folding import fold
from extractor.headings import known_heading
from extractor.labels import label_kind
from extractor.restarts import numbered_runs
from extractor.tables import read_head, spaced_groups

_UNIT_HEADING = re.compile(r"Unit \d{1,4}(?:\.\d{1,2})?\s?[:–—-]? ?[A-Z].*")
_CONTENTS_ENTRY = re.compile(r"(.+?)[\s.]*\s(\d{1,3})")
_HEAD_LINES = 16
_FEWEST_FACTS = 2
_FEWEST_ENTRIES = 3
_FACTS = frozenset(("unit_number", "ofqual_reference", "level", "credit", "glh", "tqt"))


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a document: one unit, or text outside all units (front matter, rules, forms)."""

    document: Document
    is_unit: bool


def part_units(document: Document) -> list[Part]:
    """Part a document into its units and what stands between them; a document of one unit is one part."""
    if is_assignment(document):
        return [Part(document, False)]
    starts = _with_unheaded(document.lines, _unit_starts(document.lines))
    if len(starts) < 2:
        return [Part(document, True)]
    tails = _tails(document.lines, starts)
    ends = sorted({*starts, *tails, *_other_starts(document.lines, starts), len(document.lines)})
    cuts = [0, *(cut for cut in ends if cut > 0)]
    parts = [Part(_stretch(document, first, last), first in starts) for first, last in pairwise(cuts)]
    return [part for part in parts if part.document.lines]


_ASSIGNMENT_LABELS = frozenset(
    ("assignment title", "assignment brief", "submission date", "final submission date", "assessor", "academic year")
)
_FEWEST_LABELS = 2


def is_assignment(document: Document) -> bool:
    """Is the document a brief or form for one assignment, which quotes a unit without specifying it?"""
    cells = {fold(text) for line in document.lines if line.cells > 1 for pair in labelled_pairs(line) for text in pair}
    return len(_ASSIGNMENT_LABELS & cells) >= _FEWEST_LABELS


def _stretch(document: Document, first: int, last: int) -> Document:
    lines = document.lines[first:last]
    pages = {line.page for line in lines}
    return replace(document, lines=renumber(lines), aside=tuple(text for text in document.aside if text[0] in pages))


def _unit_starts(lines: Sequence[Line]) -> list[int]:
    """Positions of the lines where a unit's head begins: a title, and facts about the unit right below.

    A title and facts that stand there a second time, and contradict the first in nothing, begin no other unit.
    """
    starts: list[int] = []
    known: dict[str, str] = {}
    for position, line in enumerate(lines):
        title = _title(line)
        if title is None or len(facts := _facts_below(lines, position)) < _FEWEST_FACTS:
            continue
        head = {"title": fold(title), **facts}
        if any(known.get(field) != value for field, value in head.items() if field == "title" or field in known):
            starts.append(_with_furniture(lines, position))
            known = head
    return starts


def _with_unheaded(lines: Sequence[Line], starts: Sequence[int]) -> list[int]:
    """The starts, and for each further run of numbered criteria where the unit begins that holds it."""
    found = list(starts)
    end = 0
    for run in numbered_runs(lines, starts):
        if not any(end <= start <= run.first for start in starts):
            found.append(_unheaded_start(lines, end, run.first))
        end = run.last + 1
    return sorted(found)


def _unheaded_start(lines: Sequence[Line], end: int, first: int) -> int:
    """Where a unit begins between the last criterion of the one before and its own first one.

    That is the page that opens with facts or an aim, else the page of the first criterion; on one page with the unit
    before, the first line that is a label or heading.
    """
    tops = [at for at in range(end, first + 1) if not at or lines[at].page != lines[at - 1].page]
    if not tops:
        return next((at for at in range(end, first) if lines[at].heading or _facts_below(lines, at)), first)
    opening = (at for at in reversed(tops) if _facts_below(lines, at) or _opens_with_aim(lines, at))
    return next(opening, tops[-1])


def _opens_with_aim(lines: Sequence[Line], top: int) -> bool:
    line = next((line for line in lines[top:] if not line.furniture), None)
    return line is not None and known_heading(line) == "aim"


def _title(line: Line) -> str | None:
    """What a line gives as the title of a unit, None where it gives none."""
    for label, value in labelled_pairs(line):
        kind = label_kind(label)
        if kind is not None and kind.field == "title" and value:
            return value
    return line.text if line.heading and _UNIT_HEADING.fullmatch(line.text) else None


def labelled_pairs(line: Line) -> list[tuple[str, str]]:
    """Texts of a line that may be a label and its value, by cells, colon or room between them."""
    if line.cells > 1:
        texts = [" ".join(word.text for word in line.cell(i)) for i in range(line.cells)]
        return [(texts[i], texts[i + 1]) for i in range(0, len(texts) - 1, 2)]
    before, colon, after = line.text.partition(":")
    groups = [" ".join(word.text for word in group) for group in spaced_groups(line)]
    pairs = [(groups[0], " ".join(groups[1:]))] if len(groups) > 1 else []
    return [(before + colon, after.strip()), *pairs]


def _facts_below(lines: Sequence[Line], at: int) -> dict[str, str]:
    """What the lines of a head tell about a unit, folded."""
    found: dict[str, str] = {}
    for line in lines[at : at + _HEAD_LINES]:
        for label, value in labelled_pairs(line):
            kind = label_kind(label)
            if kind is not None and value and kind.field in _FACTS:
                found.setdefault(kind.field, fold(value))
    return found


def _with_furniture(lines: Sequence[Line], position: int) -> int:
    """The running head above a unit's first line belongs to it."""
    page = lines[position].page
    while position and page and lines[position - 1].page == page and lines[position - 1].furniture:
        position -= 1
    return position


def _tails(lines: Sequence[Line], starts: Sequence[int]) -> set[int]:
    """Where pages begin that follow a unit without a heading, a table, a label or a column head: no part of it."""
    found = set()
    for start, end in pairwise([*starts, len(lines)]):
        last = max((i for i in range(start, end) if _belongs(lines[i])), default=start)
        after = next((i for i in range(last, end) if lines[i].page != lines[last].page), None)
        if after is not None and lines[after].page:
            found.add(after)
    return found


def _belongs(line: Line) -> bool:
    if line.furniture:
        return False
    labelled = any(label_kind(label) for label, value in labelled_pairs(line) if value)
    return line.heading or line.cells > 1 or labelled or bool(known_heading(line)) or read_head(line) is not None


def _other_starts(lines: Sequence[Line], starts: Sequence[int]) -> list[int]:
    """Pages after the first unit that open with a heading of the contents page which is no unit's."""
    entries = _contents(lines[: starts[0]])
    found = []
    for position in range(starts[0] + 1, len(lines)):
        line = lines[position]
        opens_page = line.page != lines[position - 1].page or lines[position - 1].furniture
        if opens_page and not line.furniture and fold(line.text) in entries and read_head(line) is None:
            found.append(_with_furniture(lines, position))
    return [position for position in found if position not in starts]


def _contents(lines: Sequence[Line]) -> set[str]:
    """The headings that a contents page lists with page numbers; none where there are too few for one."""
    entries = {fold(match[1]) for line in lines if (match := _CONTENTS_ENTRY.fullmatch(line.text))}
    return entries if len(entries) >= _FEWEST_ENTRIES else set()
