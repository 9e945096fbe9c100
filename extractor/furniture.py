"""Running heads and feet, page numbers, link targets and repeated blocks: marked with their kind, never lost."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.document import Line
from extractor.folding import fold
from extractor.labels import label_kind
from extractor.tables import head_roles

_PAGE_NUMBER = re.compile(r"(?i)page\s+\d{1,3}(?:\s+of\s+\d{1,3})?|\d{1,3}\s+of\s+\d{1,3}")
_COPYRIGHT = re.compile(r"(?i)^(?:\d{1,3}\s+)?(?:©|\(c\)|copyright\b|@(?=\s))")
_YEAR = re.compile(r"\b(19|20)[0-9lIO]{2}\b")
_URL = re.compile(r"(?:https?://|www\.)\S+")
_LONGEST_FOOT = 14
_SHORTEST_REPEAT = 3


def is_foot(line: Line) -> bool:
    """A page number, or a copyright line with or without one."""
    text = line.text
    if len(line.words) > _LONGEST_FOOT:
        return False
    return bool(_PAGE_NUMBER.fullmatch(text) or _COPYRIGHT.match(text))


def foot_year(text: str) -> str | None:
    """The year of a copyright line, misread figures mended."""
    found = _YEAR.search(text)
    return found[0].translate(str.maketrans("lIO", "110")) if found else None


def link_targets(lines: Sequence[Line]) -> set[int]:
    """Positions of the addresses that a converter listed at the end of the document."""
    found: set[int] = set()
    for position in range(len(lines) - 1, -1, -1):
        if not all(_URL.fullmatch(word.text) for word in lines[position].words):
            break
        found.add(position)
    return found


def running_heads(lines: Sequence[Line]) -> set[int]:
    """Positions of lines that stand at the head or foot of several pages with the same text, figures aside."""
    edges: dict[str, set[int]] = {}
    for position, line in enumerate(lines):
        first = position == 0 or lines[position - 1].page != line.page
        last = position + 1 == len(lines) or lines[position + 1].page != line.page
        if line.page and (first or last) and not head_roles(line.text) and label_kind(line.text.split(":")[0]) is None:
            edges.setdefault(re.sub(r"\d+", "#", fold(line.text)), set()).add(position)
    return {position for places in edges.values() if len({lines[p].page for p in places}) > 1 for position in places}


def repeated_blocks(lines: Sequence[Line]) -> set[int]:
    """Positions of lines that print a block of labels and values a second time."""
    texts = [fold(line.text) for line in lines]
    labels = [label_kind(line.text) is not None for line in lines]
    first_at: dict[tuple[str, ...], int] = {}
    found: set[int] = set()
    for at in range(len(texts) - _SHORTEST_REPEAT + 1):
        key = tuple(texts[at : at + _SHORTEST_REPEAT])
        if key in first_at and any(labels[at : at + _SHORTEST_REPEAT]):
            found |= _whole_repeat(texts, first_at[key], at)
        first_at.setdefault(key, at)
    return found


def _whole_repeat(texts: Sequence[str], first: int, again: int) -> set[int]:
    length = 0
    while again + length < len(texts) and first + length < again and texts[first + length] == texts[again + length]:
        length += 1
    return set(range(again, again + length))
