"""A criterion made ready for aligning, and a link between criteria of two units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from unit_atlas.compare.model import CriterionRef
from unit_atlas.compare.normal import normal
from unit_atlas.compare.reading import Reading, read
from unit_atlas.model import Grade


@dataclass(frozen=True, slots=True)
class Terms:
    """What binds a criterion beside its text: its range and its outcome's, and its grade."""

    range: str = ""
    grade: Grade | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A criterion in its place: where it stands in its unit, what its outcome says, how it reads."""

    ref: CriterionRef
    terms: Terms
    position: float
    outcome: str
    normal: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Link:
    """Criteria that answer each other, by index: one to one, one to several (split) or several to one (merger).

    `by_place` links stand in the same gap between linked neighbours and share hardly a word: to be read by a person.
    """

    a: tuple[int, ...]
    b: tuple[int, ...]
    score: float
    by_place: bool = False


def entries(criteria: Sequence[tuple[CriterionRef, Terms]], outcome_texts: dict[str, str]) -> tuple[Entry, ...]:
    """The criteria of one unit, made ready."""
    last = max(len(criteria) - 1, 1)
    return tuple(
        Entry(ref, terms, place / last, normal(outcome_texts.get(ref.outcome, "")), normal(ref.text), read(ref.text))
        for place, (ref, terms) in enumerate(criteria)
    )
