"""Criteria whose marks begin anew under each outcome: letters, figures, the numbers of a list, bullets.

An outcome counts where a first mark stands below it, and the marks of each outcome follow one another without a gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from extractor.markers import Marker
from extractor.outcome_names import before_text, read_name
from extractor.tables import Chunk

Style = Literal["list", "letter", "figure", "bullet"]
_STYLES: tuple[Style, ...] = ("list", "letter", "figure", "bullet")
_LETTER = re.compile(r"\(?([a-z])[.)]")
_FIGURE = re.compile(r"\(?(\d{1,2})[.:)]?")
_OUTCOME = re.compile(r"(\d{1,2})[.:)]?")
_FEWEST = 2
_DEEPER = 0.5


@dataclass
class _Outcome:
    """An outcome that a chunk may open, and the marks below it: their chunks, numbers and words."""

    at: int
    number: str
    length: int
    marks: list[tuple[int, str, int]] = field(default_factory=list)


def find_local(chunks: Sequence[Chunk], *, headed: bool) -> tuple[Marker, ...]:
    """Return the markers of outcomes and criteria by the word that each opens at; none where nothing is consistent.

    `headed` says that the document prints a head for criteria: without one, bullets are points of something else.
    """
    best: list[_Outcome] = []
    for named in (True, False):
        for style in _STYLES:
            if (style == "bullet" and not headed) or not (named or headed):
                continue
            found = _outcomes(chunks, style, named=named)
            if sum(len(o.marks) for o in found) > sum(len(o.marks) for o in best):
                best = found
    if sum(len(outcome.marks) for outcome in best) < _FEWEST:
        return ()
    return tuple(_markers(chunks, best))


def _outcomes(chunks: Sequence[Chunk], style: Style, *, named: bool) -> list[_Outcome]:
    """The outcomes that have criteria of a style, their numbers rising by one from the first."""
    found: list[_Outcome] = []
    waiting: _Outcome | None = None
    for at, chunk in enumerate(chunks):
        opened = _opened(chunk, at, style, named=named)
        if opened is not None and opened.number == str(len(found) + 1):
            waiting = opened
            continue
        mark = _mark(chunk, style)
        if mark is None:
            continue
        place, text, length = mark
        if waiting is not None and place in (1, 0):
            found.append(waiting)
            waiting = None
        if found and _follows(chunks, found[-1], at, place):
            found[-1].marks.append((at, text or str(len(found[-1].marks) + 1), length))
    return found


def _follows(chunks: Sequence[Chunk], outcome: _Outcome, at: int, place: int) -> bool:
    if place:
        return place == len(outcome.marks) + 1
    first = chunks[outcome.marks[0][0]].words[0] if outcome.marks else chunks[at].words[0]
    return chunks[at].words[0].x0 <= first.x0 + max(first.size, 1) * _DEEPER


def _opened(chunk: Chunk, at: int, style: Style, *, named: bool) -> _Outcome | None:
    words = [word.text for word in chunk.words]
    if named:
        name = read_name(words)
        return _Outcome(at, name.number, name.length) if name else None
    match = _OUTCOME.fullmatch(words[0])
    if match is None or chunk.bullet or chunk.role not in (None, "outcome"):
        return None
    if style == "figure" and chunk.role is None:
        return None
    return _Outcome(at, match[1], 1 + before_text(words[1:]))


def _mark(chunk: Chunk, style: Style) -> tuple[int, str, int] | None:
    """The place, text and number of words of the mark that opens a chunk; place 0 for a bullet."""
    if chunk.role not in (None, "criterion"):
        return None
    if style == "list":
        return (chunk.ordinal, str(chunk.ordinal), 0) if chunk.ordinal else None
    if style == "bullet":
        return (0, "", 0) if chunk.bullet else None
    match = (_LETTER if style == "letter" else _FIGURE).fullmatch(chunk.words[0].text)
    if match is None or chunk.bullet:
        return None
    return (ord(match[1]) - 96 if style == "letter" else int(match[1])), match[1], 1


def _markers(chunks: Sequence[Chunk], outcomes: Sequence[_Outcome]) -> Iterator[Marker]:
    starts = [0]
    for chunk in chunks:
        starts.append(starts[-1] + len(chunk.words))
    for outcome in outcomes:
        at, major = starts[outcome.at], int(outcome.number)
        yield Marker("outcome", at, at + outcome.length, major, 0, outcome.number, True)
        for place, (opened, text, length) in enumerate(outcome.marks, 1):
            at, number = starts[opened], f"{outcome.number}.{text}"
            counted = chunks[opened].bullet and not length
            yield Marker("criterion", at, at + length, major, place, number, True, counted=counted)
