"""Running heads and feet, page numbers, link targets and repeated blocks: marked with their kind, never lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractor.document import Line
from extractor.folding import fold
from extractor.head_lines import read_head_lines
from extractor.labels import label_kind
from extractor.tables import head_roles, spaced_groups

_PAGE_NUMBER = re.compile(r"(?i)page\s+\d{1,3}(?:\s+of\s+\d{1,3})?|\d{1,3}\s+of\s+\d{1,3}")
_COPYRIGHT = re.compile(
    r"(?i)^(?:\d{1,3}\s+)?(?:©|\(c\)|copyright(?: ©| \(c\)|(?:(?!\bacts?\b).)*\b(?:19|20)\d\d\b)|@(?=\s))"
)
_BARE_NUMBER = re.compile(r"\d{1,4}")
_URL = re.compile(r"(?:https?://|www\.)\S+")
_UNIT_NUMBER = re.compile(r"unit [\w/.-]*\d[\w/.-]*:?")
_SAME_HEIGHT = 3.0
_LONGEST_FOOT = 14
_SHORTEST_REPEAT = 3
_LONG_ENOUGH_TO_KNOW = 3
_TOP_LINES = 3


def is_foot(line: Line) -> bool:
    """A page number, or a copyright line with or without one."""
    text = line.text
    if len(line.words) > _LONGEST_FOOT or line.words[0].bullet:
        return False
    return bool(_PAGE_NUMBER.fullmatch(text) or _COPYRIGHT.match(text))


def link_targets(lines: Sequence[Line]) -> set[int]:
    """Positions of the addresses that a converter listed at the end of the document."""
    found: set[int] = set()
    for position in range(len(lines) - 1, -1, -1):
        if not all(_URL.fullmatch(word.text) for word in lines[position].words):
            break
        found.add(position)
    return found


def mark_furniture(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Mark running heads and feet, page numbers, copyright lines and link targets of a whole document."""
    found = link_targets(lines) | running_heads(lines) | _last_feet(lines) | _around_feet(lines)
    return tuple(
        replace(line, furniture=True) if position in found or is_foot(line) else line
        for position, line in enumerate(lines)
    )


def _around_feet(lines: Sequence[Line]) -> set[int]:
    """Lines of a text without pages beside a page's foot that stand beside another foot too, or at the top."""
    feet = {at for at, line in enumerate(lines) if not line.page and is_foot(line)}
    found: set[int] = set()
    for _ in range(_TOP_LINES if feet else 0):
        found |= _repeated_beside(lines, feet | found)
    return found


def _repeated_beside(lines: Sequence[Line], feet: set[int]) -> set[int]:
    beside: dict[str, set[int]] = {}
    for at in feet:
        for other in (at - 1, at + 1):
            if 0 <= other < len(lines) and other not in feet and _may_run(lines[other]):
                beside.setdefault(_edge_text(lines[other]), set()).add(other)
    top = {_edge_text(line) for line in lines[:_TOP_LINES]}
    known = (places for text, places in beside.items() if len(places) > 1 or text in top)
    return {at for places in known for at in places if at >= _TOP_LINES}


def _may_run(line: Line) -> bool:
    """May a line be a running head: no label, head of a column or numbered item?"""
    labelled = label_kind(line.text.split(":")[0]) is not None
    return line.cells == 1 and not labelled and not head_roles(line.text) and not line.words[0].text[0].isdigit()


def running_heads(lines: Sequence[Line]) -> set[int]:
    """Positions of page numbers, and of lines that stand in the same place on several pages and say the same.

    Figures may differ. Such a line is known again a little higher or lower too, at the edge of its page.
    """
    edges: dict[str, list[int]] = {}
    numbers: list[int] = []
    heads = _table_heads(lines)
    for position, line in enumerate(lines):
        if not line.page or position in heads or not _stands_at_edge(lines, position):
            continue
        if line.edge and _BARE_NUMBER.fullmatch(line.text):
            numbers.append(position)
        elif not head_roles(line.text) and label_kind(line.text.split(":")[0]) is None and line.cells == 1:
            edges.setdefault(_edge_text(line), []).append(position)
    found = _page_numbers(lines, numbers)
    for places in edges.values():
        repeated = _in_one_place(lines, places)
        if repeated:
            repeated |= {at for at in places if lines[at].edge and len(lines[at].words) >= _LONG_ENOUGH_TO_KNOW}
        found |= {place for place in repeated if not lines[place].heading} or repeated
    return {place for place in found if place in numbers or _stands_outside(lines, place, found)}


def _stands_outside(lines: Sequence[Line], position: int, running: set[int]) -> bool:
    """Is all above or all below on the page furniture too, with room between it and the text of the page?

    Lines of a text have no measured room, and stand where they are.
    """
    line = lines[position]
    if not line.words[0].bottom:
        return True
    first, last = position, position
    while first and first - 1 in running and lines[first - 1].page == line.page:
        first -= 1
    while last + 1 < len(lines) and lines[last + 1].page == line.page:
        if last + 1 not in running and not lines[last + 1].furniture:
            break
        last += 1
    opens = not first or lines[first - 1].page != line.page
    closes = last + 1 == len(lines) or lines[last + 1].page != line.page
    if closes:
        return opens or lines[first].gap > 0
    return opens and lines[last + 1].gap > 0


def _in_one_place(lines: Sequence[Line], places: Sequence[int]) -> set[int]:
    """Those of the lines that stand as far down their page as one on another page does."""
    tops = [(lines[place].page, lines[place].words[0].top) for place in places]
    return {
        place
        for place, (page, top) in zip(places, tops, strict=True)
        if any(other != page and abs(height - top) < _SAME_HEIGHT for other, height in tops)
    }


def _page_numbers(lines: Sequence[Line], places: Sequence[int]) -> set[int]:
    """Bare numbers that count the pages; a single one where it stands apart from the text."""
    shifts = Counter(int(lines[place].text) - lines[place].page for place in places)
    return {
        place
        for place in places
        if shifts[int(lines[place].text) - lines[place].page] > 1 or (len(places) == 1 and _stands_apart(lines, place))
    }


def _stands_apart(lines: Sequence[Line], position: int) -> bool:
    """Is there room between the line and the rest of its page?"""
    first = not position or lines[position - 1].page != lines[position].page
    following = lines[position + 1 : position + 2]
    return (following[0].gap if first and following else lines[position].gap) > 1


def _table_heads(lines: Sequence[Line]) -> set[int]:
    """Positions of the lines of column heads that narrow columns break."""
    heads = ((at, count) for at in range(len(lines)) for _, count in [read_head_lines(lines, at)] if count > 1)
    return {position for at, count in heads for position in range(at, at + count)}


def _edge_text(line: Line) -> str:
    """What a running line says on every page: its first part where a second stands apart, figures aside.

    A number of a unit alone is no such part: each unit has another title behind it.
    """
    first = fold(" ".join(word.text for word in spaced_groups(line)[0]))
    text = first if line.edge and not _UNIT_NUMBER.fullmatch(first) else fold(line.text)
    return re.sub(r"\d+", "#", text)


def _stands_at_edge(lines: Sequence[Line], position: int) -> bool:
    first = position == 0 or lines[position - 1].page != lines[position].page
    last = position + 1 == len(lines) or lines[position + 1].page != lines[position].page
    return first or last or lines[position].edge


def _last_feet(lines: Sequence[Line]) -> set[int]:
    """The last line of a page, apart from the text, with a page number at its end."""
    found = set()
    for position, line in enumerate(lines):
        last = position + 1 == len(lines) or lines[position + 1].page != line.page
        if last and line.edge and line.gap > 1 and re.search(r"\s\d{1,3}$", line.text) and line.cells == 1:
            found.add(position)
    return found


def repeated_blocks(lines: Sequence[Line]) -> set[int]:
    """Positions of lines that print a block of labels and values a second time."""
    texts = [fold(line.text) for line in lines]
    labels = [any(label_kind(text) for text in (line.text, line.text.partition(":")[0])) for line in lines]
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
