"""Where the outcomes of a unit begin: below the heads of their columns, at a named outcome, or at the first number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.document import Line
from extractor.head_lines import read_head_lines
from extractor.headings import known_heading
from extractor.markers import find_markers
from extractor.openings import Token
from extractor.outcome_names import read_name
from extractor.tables import read_head

_FEWEST_CRITERIA = 2
_FURTHEST = 7
_NUMBER = re.compile(r"(?:AC)?(\d{1,2})\.\d{1,2}[.:)]?")
_MARK = re.compile(r"(?:AC)?(\d{1,2})\.1[.:)]?|P\d{1,2}[.:)]?")


def headless_start(lines: Sequence[Line]) -> int | None:
    """Position of the line where outcomes start without any column head; None where a head opens them, or nothing."""
    if any(_has_head(lines, at) for at in range(len(lines))):
        return None
    tokens = [Token(word, i == 0, page=line.page) for line in lines for i, word in enumerate(line.words)]
    markers = find_markers(tokens)
    if sum(marker.kind == "criterion" for marker in markers) < _FEWEST_CRITERIA:
        return None
    first = tokens[markers[0].at].word
    return next(i for i, line in enumerate(lines) if first in line.words)


def _has_head(lines: Sequence[Line], at: int) -> bool:
    head, _ = read_head_lines(lines, at)
    return head is not None and "outcome" in head.roles


def heads_criteria(lines: Sequence[Line], at: int) -> bool:
    """Does a line name an outcome whose criteria, or a head for them, stand a few lines below?

    Content and guidance name outcomes in the same words.
    """
    name = _name(lines[at])
    if name is None:
        return False
    for below in range(at + 1, min(at + _FURTHEST, len(lines))):
        line = lines[below]
        mark = _MARK.fullmatch(line.words[0].text)
        if mark and mark[1] in (None, name):
            return True
        head = read_head(line)
        if head is not None and "criterion" in head.roles:
            return "outcome" not in head.roles and not _is_graded(lines[below + 1 : below + 2])
        if _name(line) is not None or known_heading(line):
            return False
    return False


def _is_graded(lines: Sequence[Line]) -> bool:
    """Is the next line the head of a table of grades, which holds its outcomes itself?"""
    heads = [read_head(line) for line in lines]
    return any(head is not None and "pass" in head.roles for head in heads)


def covers_several(lines: Sequence[Line], at: int) -> bool:
    """Is what stands below a heading of content or guidance for several outcomes, and not for the last one?"""
    named = set()
    for following in range(at + 1, len(lines)):
        line = lines[following]
        if known_heading(line) or read_head(line) or heads_criteria(lines, following):
            break
        name = _name(line) or (mark[1] if (mark := _NUMBER.fullmatch(line.words[0].text)) else None)
        named.add(name)
    return len(named - {None}) > 1


def _name(line: Line) -> str | None:
    """The number of the outcome that a line of running text names."""
    name = read_name([word.text for word in line.words]) if line.cells == 1 else None
    return name.number if name else None
