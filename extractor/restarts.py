"""Where the numbers of criteria start anew below a column head, with other texts: another unit has begun."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extractor.document import Line
from extractor.folding import fold
from extractor.head_lines import read_head_lines

_NUMBER = re.compile(r"(?:AC)?(\d{1,2}\.\d{1,2})[.:)]?|((?:[A-Z]{1,4}\.)?[PMD]\d{1,2})[.:]?")
_FIRST = frozenset(("1.1", "P1", "A.P1"))
_SECOND = frozenset(("1.2", "2.1", "P2", "M1", "D1", "A.P2", "A.M1", "A.D1", "AB.D1", "B.P2"))
_WORDS_TO_KNOW = 4
_REPEATED = 0.8


@dataclass
class Run:
    """Criteria numbered in one go: the positions of the lines of the first and the last, and how their texts open."""

    first: int
    last: int
    texts: dict[str, str] = field(default_factory=dict)


def numbered_runs(lines: Sequence[Line], starts: Collection[int]) -> list[Run]:
    """The runs of numbered criteria below column heads, one a unit; what is printed again goes with its first print.

    No run goes on past the positions in `starts`, where units are known to begin.
    """
    runs: list[Run] = []
    for run in _runs(lines, starts):
        if runs and (not _is_run(run) or any(_says_again(run, earlier) for earlier in runs)):
            runs[-1].last = run.last
        elif _is_run(run):
            runs.append(run)
    return runs


def _runs(lines: Sequence[Line], starts: Collection[int]) -> Iterator[Run]:
    run: Run | None = None
    below_head = False
    for position, line in enumerate(lines):
        if position in starts and run is not None:
            yield run
            run, below_head = None, False
        if line.furniture:
            continue
        below_head = below_head or read_head_lines(lines, position)[0] is not None
        numbers = dict(_numbers(line))
        if below_head and numbers.keys() & _FIRST:
            if run is not None:
                yield run
            run = Run(position, position)
        below_head = below_head and not numbers
        if run is not None:
            _take(run, position, numbers)
    if run is not None:
        yield run


def _take(run: Run, position: int, numbers: Mapping[str, str]) -> None:
    for number in sorted(numbers):
        if _follows(number, run.texts):
            run.last = position
            run.texts[number] = numbers[number]


def _numbers(line: Line) -> Iterator[tuple[str, str]]:
    """The numbers of criteria in a line, and the words behind each."""
    for at, word in enumerate(line.words):
        if match := _NUMBER.fullmatch(word.text):
            text = " ".join(other.text for other in line.words[at + 1 : at + 1 + _WORDS_TO_KNOW])
            yield match[1] or match[2], fold(text)


def _follows(number: str, texts: Collection[str]) -> bool:
    """Does a number go on with those before it, a gap of one allowed, and not stand in text ('version 2.0')?"""
    if number in _FIRST or not number[:1].isdigit():
        return number not in texts
    major, minor = map(int, number.split("."))
    before = {f"{major}.{minor - 1}", f"{major}.{minor - 2}"}
    opens = minor == 1 and any(text.startswith(f"{major - 1}.") for text in texts)
    return number not in texts and (opens or not before.isdisjoint(texts))


def _is_run(run: Run) -> bool:
    """Does the numbering go on as numberings do?"""
    return bool(run.texts.keys() & _SECOND)


def _says_again(run: Run, earlier: Run) -> bool:
    """Do most of its criteria open with the words of the earlier ones?"""
    texts = {number: text for number, text in run.texts.items() if text}
    alike = [number for number, text in texts.items() if _alike(text, earlier.texts.get(number, ""))]
    return len(alike) >= _REPEATED * max(1, len(texts))


def _alike(one: str, other: str) -> bool:
    return bool(other) and (one.startswith(other) or other.startswith(one))
