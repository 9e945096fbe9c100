"""Numbers that open outcomes and criteria: which of the printed candidates really do.

A candidate opens a criterion only if it takes its place in one consistent numbering: the chain of candidates with the
best score wins, and what stands outside the chain ('see 1.2', '2.4 metres') is text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from extractor.openings import Token, doubts
from extractor.outcome_names import before_text, read_name

_DIGIT = r"[0-9lIO]"
_CRITERION = re.compile(rf"^[(\[]?(?:AC)?({_DIGIT}{{1,2}})[.,]({_DIGIT}{{1,2}})[.:)\]]?$")
_HALF = re.compile(rf"^({_DIGIT}{{1,2}})$")
_OTHER_HALF = re.compile(rf"^[.,]({_DIGIT}{{1,2}})[.:)]?$")
_OUTCOME = re.compile(r"^([0-9]{1,2})[.:)]?$")
_MISREAD = str.maketrans({"l": "1", "I": "1", "O": "0"})

START_SCORE, INLINE_SCORE = 1.0, 0.6
NEXT_SCORE, GAP_COST = 1.0, 0.5
FEWEST_ACROSS = 4
FEWEST_GRADED = 3
HEADLESS = 1.0


@dataclass(frozen=True, slots=True)
class Marker:
    """A number that opens an outcome or a criterion.

    `at` is the first token and `end` the token after the last; `minor` is 0 for outcomes; `number` is the number as
    printed, misread characters mended. Graded criteria have a `grade`, and `outcomes` where their number names them;
    a `sharing` marker ('LO3 and LO4') names the outcomes that the criterion below it serves. `doubt` says how much
    speaks for text that was broken before a number (`extractor.openings`), `counted` that no number is printed.
    """

    kind: Literal["outcome", "criterion", "sharing"]
    at: int
    end: int
    major: int
    minor: int
    number: str
    start: bool
    misread: bool = False
    grade: str | None = None
    outcomes: tuple[str, ...] = ()
    doubt: float = 0
    counted: bool = False


_OPENING = re.compile(
    r"(?i)(?:lo ?\d{1,2}|(?:learning )?(?:outcome|aim) \w{1,2}|\d{1,2}(?:\.\d{1,2})?|(?:[a-z]{1,4}\.)?[pmd]\d{1,2})"
    r"[.:)]?(?:\s.*)?"
)


def opens_item(text: str) -> bool:
    """Does a line open with what may be the number of an outcome or a criterion?"""
    return _OPENING.fullmatch(text) is not None


def find_markers(tokens: Sequence[Token], *, listed: bool = False) -> tuple[Marker, ...]:
    """Return the markers of outcomes and criteria in printed order; those that make one consistent numbering.

    `listed` says that criteria take their numbers from lists, so that outcomes are known by their column alone.
    """
    candidates = _criterion_candidates(tokens)
    chain, across = _chain(candidates), _across(candidates)
    criteria = across if len(across) > len(chain) else chain
    outcomes = _column_outcomes(tokens) if listed else _outcomes(tokens, criteria)
    return tuple(sorted((*criteria, *outcomes), key=lambda marker: marker.at))


def _criterion_candidates(tokens: Sequence[Token]) -> list[Marker]:
    found = []
    for at, token in enumerate(tokens):
        marker = _whole(tokens, at) or (_halves(tokens, at) if token.start else None)
        if marker and (marker.start or _opens_text(tokens, marker.end)):
            found.append(marker)
    headed = {int(marker.number) for marker in _outcome_candidates(tokens)}
    return [
        replace(marker, doubt=marker.doubt + HEADLESS * (1 in headed and marker.major not in headed))
        for marker in _weighed(tokens, found, "criterion")
    ]


def _weighed(tokens: Sequence[Token], markers: Sequence[Marker], column: str) -> list[Marker]:
    """The markers with their doubts; one inside a line is doubtful where another opens a line with its number."""
    weights = doubts(tokens, [(marker.at, marker.end) for marker in markers], column)
    clear = {marker.number for marker, doubt in zip(markers, weights, strict=True) if marker.start and doubt < 1}
    return [
        replace(marker, doubt=doubt if marker.start else doubt + (marker.number in clear))
        for marker, doubt in zip(markers, weights, strict=True)
    ]


def _opens_text(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].word.text[:1].isalpha()


def _whole(tokens: Sequence[Token], at: int) -> Marker | None:
    match = _CRITERION.match(tokens[at].word.text)
    if not match or (not any(char.isdigit() for char in match[0]) and not tokens[at].start):
        return None
    return _criterion(match[1], match[2], at, at + 1, start=tokens[at].start)


def _halves(tokens: Sequence[Token], at: int) -> Marker | None:
    """'1 .3' read with a space before the point."""
    if at + 1 >= len(tokens):
        return None
    first, second = _HALF.match(tokens[at].word.text), _OTHER_HALF.match(tokens[at + 1].word.text)
    return _criterion(first[1], second[1], at, at + 2, start=True, misread=True) if first and second else None


def _criterion(major: str, minor: str, at: int, end: int, *, start: bool, misread: bool = False) -> Marker | None:
    whole, part = major.translate(_MISREAD), minor.translate(_MISREAD)
    if int(whole) == 0 or int(part) == 0:
        return None
    misread = misread or whole != major or part != minor
    return Marker("criterion", at, end, int(whole), int(part), f"{whole}.{part}", start, misread)


def _chain(candidates: Sequence[Marker]) -> list[Marker]:
    """The best-scoring chain of candidates in which every number follows from the one before."""
    best: list[tuple[float, int]] = []
    for i, marker in enumerate(candidates):
        own = (START_SCORE if marker.start else INLINE_SCORE) - marker.doubt
        score, back = own + (NEXT_SCORE if marker.minor == 1 else 0) / 2, -1
        for j in range(i):
            step = _step(candidates[j], marker)
            if step is not None and best[j][0] + own + step > score:
                score, back = best[j][0] + own + step, j
        best.append((score, back))
    chain: list[Marker] = []
    at = max(range(len(best)), key=lambda i: best[i][0], default=-1)
    while at >= 0:
        chain.append(candidates[at])
        at = best[at][1]
    return chain[::-1]


def _step(before: Marker, after: Marker) -> float | None:
    """What it is worth that `after` follows `before`; None where it cannot."""
    if after.major == before.major and after.minor > before.minor:
        gap = after.minor - before.minor - 1
    elif after.major > before.major:
        gap = (after.major - before.major - 1) + (after.minor - 1)
    else:
        return None
    if gap == 0:
        return NEXT_SCORE
    return -GAP_COST * gap if after.start else None


def _outcome_candidates(tokens: Sequence[Token]) -> list[Marker]:
    found = []
    for at, token in enumerate(tokens):
        marker = (_named(tokens, at) or _numbered(tokens, at)) if token.start else None
        if marker and marker.major:
            found.append(marker)
    return _weighed(tokens, found, "outcome")


def _named(tokens: Sequence[Token], at: int) -> Marker | None:
    """'LO1', 'Outcome 1', 'Learning aim A', with the lead-in behind it."""
    line = _line_from(tokens, at)
    name = read_name([token.word.text for token in line])
    if name is None:
        return None
    major = int(name.number) if name.number.isdigit() else 0
    return Marker("outcome", at, at + name.length, major, 0, name.number, True)


def _numbered(tokens: Sequence[Token], at: int) -> Marker | None:
    match = _OUTCOME.match(tokens[at].word.text)
    if not match:
        return None
    words = [token.word.text for token in _line_from(tokens, at)[1:]]
    end = at + 1 + before_text(words)
    return Marker("outcome", at, end, int(match[1]), 0, match[1], True)


def _column_outcomes(tokens: Sequence[Token]) -> list[Marker]:
    """Numbers that open a cell of the outcomes' column, each higher than the one before."""
    chosen: list[Marker] = []
    for marker in _outcome_candidates(tokens):
        if tokens[marker.at].column == "outcome" and (not chosen or marker.major > chosen[-1].major):
            chosen.append(marker)
    return chosen


def _outcomes(tokens: Sequence[Token], criteria: Sequence[Marker]) -> list[Marker]:
    """For each outcome that has criteria, the likeliest candidate before its first criterion, the last of several."""
    candidates = _outcome_candidates(tokens)
    chosen: list[Marker] = []
    for major in sorted({marker.major for marker in criteria}):
        first = min(marker.at for marker in criteria if marker.major == major)
        before = [c for c in candidates if c.major == major and c.at < first]
        floor = max((m.at for m in chosen), default=-1)
        later = [c for c in before if c.at > floor]
        if later:
            chosen.append(min(reversed(later), key=lambda marker: marker.doubt))
    return chosen


def _across(candidates: Sequence[Marker]) -> list[Marker]:
    """Rows read across, so that outcomes take turns: all first criteria, then all second ones, and so on."""
    last: dict[int, int] = {}
    taken: list[Marker] = []
    for marker in candidates:
        follows = not taken or (marker.minor, marker.major) > (taken[-1].minor, taken[-1].major)
        if follows and marker.doubt < 1 and marker.minor == last.get(marker.major, 0) + 1:
            last[marker.major] = marker.minor
            taken.append(marker)
    return taken if len(taken) >= FEWEST_ACROSS else []


GRADES = {"P": "pass", "M": "merit", "D": "distinction"}
_GRADED = re.compile(r"^(?:([A-Z]{1,4})\.)?([PMD])(\d{1,2})[.:]?$")
_OUTCOMES = r"(?:LO|[Ll]earning (?:[Oo]utcome|[Aa]im)s?)"
_SHARING = re.compile(
    rf"^{_OUTCOMES} ?(\d{{1,2}}|[A-Z])(?:(?:,| and|, and| ?&| ?[-–—]| to) ?(?:{_OUTCOMES} ?)?(\d{{1,2}}|[A-Z]))+:?$"
)
_RANGE = re.compile(rf"(\d{{1,2}})(?: ?[-–—] ?| to )(?:{_OUTCOMES} ?)?(\d{{1,2}})")


def has_graded(starts: Sequence[str]) -> bool:
    """Do the first words of lines count criteria by grades, from P1 or A.P1 on?"""
    codes = {match[0].rstrip(".:") for text in starts if (match := _GRADED.match(text))}
    return len(codes) >= FEWEST_GRADED and any(code.split(".")[-1] == "P1" for code in codes)


def find_graded(tokens: Sequence[Token]) -> tuple[Marker, ...]:
    """Markers of a table graded Pass, Merit, Distinction: outcomes or learning aims, criteria, shared outcomes."""
    found: list[Marker] = []
    for at, token in enumerate(tokens):
        if token.start and (marker := _shared(tokens, at) or _graded(tokens, at) or _named(tokens, at)):
            found.append(marker)
    return tuple(found)


def _line_from(tokens: Sequence[Token], at: int) -> list[Token]:
    line = [tokens[at]]
    for token in tokens[at + 1 :]:
        if token.start:
            break
        line.append(token)
    return line


def _shared(tokens: Sequence[Token], at: int) -> Marker | None:
    line = _line_from(tokens, at)
    text = " ".join(token.word.text for token in line)
    if not _SHARING.match(text):
        return None
    return Marker("sharing", at, at + len(line), 0, 0, text, True, outcomes=_named_outcomes(text))


def _named_outcomes(text: str) -> tuple[str, ...]:
    """The outcomes that 'LO1, LO3 and LO4', 'LO2 – LO4' or 'Learning aims A and B' name, in order."""
    whole = _RANGE.sub(lambda m: " ".join(map(str, range(int(m[1]), int(m[2]) + 1))), text)
    return tuple(dict.fromkeys(re.findall(r"\d{1,2}|\b[A-Z]\b", re.sub(_OUTCOMES, " ", whole))))


def _graded(tokens: Sequence[Token], at: int) -> Marker | None:
    match = _GRADED.match(tokens[at].word.text)
    if not match:
        return None
    number = match[0].rstrip(".:")
    return Marker(
        "criterion", at, at + 1, 0, int(match[3]), number, True, grade=GRADES[match[2]], outcomes=tuple(match[1] or "")
    )
