"""Reverse indexes: which units stand under an awarding body, level, NOS, assessment method, skill or verb."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from unit_atlas.ids import UNKNOWN_BODY, find_body, slug
from unit_atlas.model import AwardingBody, Unit

_NO_VERB = re.compile(
    r"an?|the|how|why|what|when|where|which|who|that|this|these|those|their|its|own|any|all|each|both|one|two|three"
    r"|in|on|at|for|from|with|within|by|of|and|or|to|as|if|not|no|using"
)
_LEAD_IN = re.compile(r"(?:the learner (?:can|will|should)|be able to|can|to)\s+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


class IndexEntry(NamedTuple):
    """A unit under a heading; `detail` says how: the requirement of a method, a tick, the number of a criterion."""

    unit_id: str
    detail: str | bool | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of an index with its entries in the order of unit ids; `name` is its most frequent spelling."""

    name: str
    entries: tuple[IndexEntry, ...]


Spot = tuple[str, str | bool | None]


@dataclass(frozen=True, slots=True)
class Spots:
    """Where one unit stands in the indexes: names with their details."""

    body: str | None
    level: str | None
    nos: tuple[Spot, ...]
    methods: tuple[Spot, ...]
    skills: tuple[Spot, ...]
    verbs: tuple[Spot, ...]


Units = Mapping[str, Spots]


def spots_of(unit: Unit) -> Spots:
    """The names under which a unit stands."""
    return Spots(
        unit.awarding_body,
        f"{unit.level_framework} {unit.level}" if unit.level else None,
        tuple((link.reference, link.title) for link in unit.nos),
        tuple((method.name, method.requirement) for method in unit.assessment.methods),
        tuple(_skills(unit)),
        tuple(_verbs(unit)),
    )


def by_awarding_body(units: Units, bodies: Sequence[AwardingBody]) -> tuple[Heading, ...]:
    """Units by the awarding body's id; the name as printed, where the list does not hold it; else `unknown`."""
    printed = {spots.body for spots in units.values()}
    names = {name: body.id if (body := find_body(name, bodies)) else name or UNKNOWN_BODY for name in printed}
    return _index(units, lambda spots: [(names[spots.body], None)])


def by_level(units: Units) -> tuple[Heading, ...]:
    """Units by framework and level (`RQF 3`, `SCQF 6`); units without a level stand in none."""
    return _index(units, lambda spots: [(spots.level, None)] if spots.level else [])


def by_nos(units: Units) -> tuple[Heading, ...]:
    """Units by reference of the National Occupational Standard; the detail is its title as printed."""
    return _index(units, lambda spots: spots.nos)


def by_assessment_method(units: Units) -> tuple[Heading, ...]:
    """Units by assessment method; the detail is the requirement, None for an empty cell."""
    return _index(units, lambda spots: spots.methods)


def by_functional_skill(units: Units) -> tuple[Heading, ...]:
    """Units by functional skill (`English / Reading`); the detail is the tick, None when unknown."""
    return _index(units, lambda spots: spots.skills)


def by_command_verb(units: Units) -> tuple[Heading, ...]:
    """Units by leading verb of their criteria; the detail is the criterion's number."""
    return _index(units, lambda spots: spots.verbs)


def leading_verb(text: str) -> str | None:
    """The command verb a criterion begins with, in lower case; None when it does not begin with one.

    Adverbs before it (`critically evaluate`) and lead-ins (`be able to`) are passed over.
    """
    for word in map(str.lower, _WORD.findall(_LEAD_IN.sub("", text, count=1))):
        if not word.endswith("ly") or word in ("apply", "supply", "comply", "rely", "reply", "multiply"):
            return None if _NO_VERB.fullmatch(word) else word
    return None


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


def _index(units: Units, spots: Callable[[Spots], Iterable[Spot]]) -> tuple[Heading, ...]:
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    entries: defaultdict[str, list[IndexEntry]] = defaultdict(list)
    for unit_id, unit in units.items():
        for name, detail in spots(unit):
            key = _key(name)
            spellings[key][name] += 1
            entries[key].append(IndexEntry(unit_id, detail))
    return tuple(Heading(_commonest(spellings[key]), tuple(entries[key])) for key in sorted(entries))


@lru_cache(maxsize=65536)
def _key(name: str) -> str:
    return slug(name) or name.casefold()


def _commonest(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda name: (-spellings[name], name))
