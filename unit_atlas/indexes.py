"""Reverse indexes: which units stand under an awarding body, level, NOS, assessment method, skill or verb."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from unit_atlas.ids import UNKNOWN_BODY, find_body, slug
from unit_atlas.library import Library
from unit_atlas.model import Unit

_NO_VERB = re.compile(
    r"an?|the|how|why|what|when|where|which|who|that|this|these|those|their|its|own|any|all|each|both|one|two|three"
    r"|in|on|at|for|from|with|within|by|of|and|or|to|as|if|not|no|using"
)
_LEAD_IN = re.compile(r"(?:the learner (?:can|will|should)|be able to|can|to)\s+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A unit under a heading; `detail` says how: the requirement of a method, a tick, the number of a criterion."""

    unit_id: str
    detail: str | bool | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of an index with its entries in the order of unit ids; `name` is its most frequent spelling."""

    name: str
    entries: tuple[IndexEntry, ...]


Spot = tuple[str, str | bool | None]


def by_awarding_body(library: Library) -> tuple[Heading, ...]:
    """Units by the awarding body's id; the name as printed, where the list does not hold it; else `unknown`."""
    return _index(library, lambda unit: [(_body(unit, library), None)])


def by_level(library: Library) -> tuple[Heading, ...]:
    """Units by framework and level (`RQF 3`, `SCQF 6`); units without a level stand in none."""
    return _index(library, lambda unit: [(f"{unit.level_framework} {unit.level}", None)] if unit.level else [])


def by_nos(library: Library) -> tuple[Heading, ...]:
    """Units by reference of the National Occupational Standard; the detail is its title as printed."""
    return _index(library, lambda unit: [(link.reference, link.title) for link in unit.nos])


def by_assessment_method(library: Library) -> tuple[Heading, ...]:
    """Units by assessment method; the detail is the requirement, None for an empty cell."""
    return _index(library, lambda unit: [(method.name, method.requirement) for method in unit.assessment.methods])


def by_functional_skill(library: Library) -> tuple[Heading, ...]:
    """Units by functional skill (`English / Reading`); the detail is the tick, None when unknown."""
    return _index(library, _skills)


def by_command_verb(library: Library) -> tuple[Heading, ...]:
    """Units by leading verb of their criteria; the detail is the criterion's number."""
    return _index(library, _verbs)


def leading_verb(text: str) -> str | None:
    """The command verb a criterion begins with, in lower case; None when it does not begin with one.

    Adverbs before it (`critically evaluate`) and lead-ins (`be able to`) are passed over.
    """
    for word in map(str.lower, _WORD.findall(_LEAD_IN.sub("", text, count=1))):
        if not word.endswith("ly") or word in ("apply", "supply", "comply", "rely", "reply", "multiply"):
            return None if _NO_VERB.fullmatch(word) else word
    return None


def _body(unit: Unit, library: Library) -> str:
    body = find_body(unit.awarding_body, library.bodies)
    return body.id if body else unit.awarding_body or UNKNOWN_BODY


def _skills(unit: Unit) -> Iterator[Spot]:
    for subject, skills in unit.functional_skills.items():
        for skill, ticked in skills.items():
            yield f"{subject} / {skill}", ticked


def _verbs(unit: Unit) -> Iterator[Spot]:
    for outcome in unit.learning_outcomes:
        for criterion in outcome.criteria:
            verb = leading_verb(criterion.text)
            if verb is not None:
                yield verb, criterion.number


def _index(library: Library, spots: Callable[[Unit], Iterable[Spot]]) -> tuple[Heading, ...]:
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    entries: defaultdict[str, list[IndexEntry]] = defaultdict(list)
    for unit_id, unit in library.units.items():
        for name, detail in spots(unit):
            key = slug(name) or name.casefold()
            spellings[key][name] += 1
            entries[key].append(IndexEntry(unit_id, detail))
    return tuple(Heading(_commonest(spellings[key]), tuple(entries[key])) for key in sorted(entries))


def _commonest(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda name: (-spellings[name], name))
