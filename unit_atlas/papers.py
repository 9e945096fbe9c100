"""What the working papers of a unit need: who signs, and how its criteria fall into grids that fit on a sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from unit_atlas.model import LearningOutcome, Unit

MOST_COLUMNS = 20
"""Criteria side by side on a sheet of A4 landscape, where a date fits into a cell."""

_LINE_MANAGER = re.compile(r"\b(line[ -]managers?|owner/managers?)\b", re.IGNORECASE)
_TO_SIGN = re.compile(
    r"\b(counter)?(sign|signs|signed|signature)\b|\bconfirm(s|ed|ation)?\b|\b(verified|authenticated) by\b",
    re.IGNORECASE,
)
_NOT_TO_SIGN = re.compile(r"\b(need|needs|does|do|is|are) not\b|\bno need\b", re.IGNORECASE)
_WITNESS = re.compile(r"\bwitness(es)?\b", re.IGNORECASE)
_TESTIMONY = re.compile(r"\b(testimon\w+|statements?)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Signature:
    """Somebody who signs the evidence record; `because` is the sentence of the unit that asks for it, if one does."""

    who: str
    because: str | None = None


@dataclass(frozen=True, slots=True)
class GridPart:
    """Outcomes with the numbers of their criteria, no more than fit side by side on one sheet."""

    outcomes: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def columns(self) -> int:
        """How many criteria stand side by side."""
        return sum(len(numbers) for _, numbers in self.outcomes)


def signatures(unit: Unit) -> tuple[Signature, ...]:
    """Return who signs: learner and assessor, the line manager and a witness where the unit asks, the quality assurer.

    A line manager signs where one sentence of the unit names a line manager and asks for a signature or confirmation
    (OCR 2011: "requires the line manager or the owner/manager to sign and date …"); a witness where testimony or
    statements of witnesses are named. A sentence that says "need not" or the like asks nobody.
    """
    texts = list(_texts(unit))
    manager = next(_asking(texts, _LINE_MANAGER, _TO_SIGN), None)
    witness = next(_asking(texts, _WITNESS, _TESTIMONY), None)
    asked = (("Line manager", manager), ("Witness", witness))
    return (
        Signature("Learner"),
        Signature("Assessor"),
        *(Signature(who, because) for who, because in asked if because),
        Signature("Internal quality assurer"),
    )


def _asking(texts: Iterable[str], person: re.Pattern[str], act: re.Pattern[str]) -> Iterator[str]:
    """Yield the sentences that ask a person to act."""
    for text in texts:
        if person.search(_on_one_line(text)):
            yield from (sentence for sentence in _sentences(text) if _asks(sentence, person, act))


def _asks(sentence: str, person: re.Pattern[str], act: re.Pattern[str]) -> bool:
    return bool(person.search(sentence) and act.search(sentence)) and not _NOT_TO_SIGN.search(sentence)


def _sentences(text: str) -> Iterator[str]:
    return (_on_one_line(part) for part in _SENTENCE_END.split(text))


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _texts(unit: Unit) -> Iterator[str]:
    texts = (unit.evidence_requirements, unit.assessment.text, unit.guidance, *(s.text for s in unit.other_sections))
    beside = ((outcome.guidance, *(c.guidance for c in outcome.criteria)) for outcome in unit.learning_outcomes)
    return filter(None, chain(texts, chain.from_iterable(beside)))


def grid_parts(outcomes: tuple[LearningOutcome, ...]) -> tuple[GridPart, ...]:
    """Part a unit's criteria into grids of at most 20 columns; an outcome is cut only where it alone is wider."""
    parts: list[list[tuple[str, tuple[str, ...]]]] = []
    room = 0
    for number, numbers in _pieces(outcomes):
        if len(numbers) > room:
            parts.append([])
            room = MOST_COLUMNS
        parts[-1].append((number, numbers))
        room -= len(numbers)
    return tuple(GridPart(tuple(part)) for part in parts)


def _pieces(outcomes: tuple[LearningOutcome, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for outcome in outcomes:
        numbers = tuple(criterion.number for criterion in outcome.criteria)
        for first in range(0, len(numbers), MOST_COLUMNS):
            yield outcome.number, numbers[first : first + MOST_COLUMNS]
