"""Reverse indexes: which units stand under an awarding body, level, NOS, assessment method, skill or verb."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter

from unit_atlas.ids import UNKNOWN_BODY, find_body, slug
from unit_atlas.model import AwardingBody, Unit

_NO_VERB = re.compile(
    r"an?|the|how|why|what|when|where|which|who|that|this|these|those|their|its|own|any|all|each|both|one|two|three"
    r"|in|on|at|for|from|with|within|by|of|and|or|to|as|if|not|no|using"
)
_LEAD_IN = re.compile(r"(?:the learner (?:can|will|should)|be able to|can|to)\s+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


Entry = tuple[str, str | bool | None]
"""The id of a unit with a detail: the requirement of a method, a tick, the number of a criterion."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of an index with its entries in the order of unit ids; `name` is its most frequent spelling."""

    name: str
    entries: Sequence[Entry]


Spot = tuple[str, str | bool | None]
"""A name under which a unit stands, with the detail."""


def by_awarding_body(printed: Mapping[str, str | None], bodies: Sequence[AwardingBody]) -> tuple[Heading, ...]:
    """Units by the awarding body's id; the name as printed, where the list does not hold it; else `unknown`."""
    names = {
        name: body.id if (body := find_body(name, bodies)) else name or UNKNOWN_BODY for name in {*printed.values()}
    }
    return by_spot({unit_id: [(names[name], None)] for unit_id, name in printed.items()})


def by_spot(spots: Mapping[str, Iterable[Spot]]) -> tuple[Heading, ...]:
    """Units by the names under which they stand, whatever their case; units without any stand in none."""
    spelt: defaultdict[str, list[Entry]] = defaultdict(list)
    for unit_id, found in spots.items():
        for name, detail in found:
            spelt[name].append((unit_id, detail))
    names: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(spelt):
        names[slug(name) or name.casefold()].append(name)
    return tuple(
        Heading(
            min(alike, key=lambda name: (-len(spelt[name]), name)),
            _in_order([spelt[name] for name in alike]),
        )
        for _, alike in sorted(names.items())
    )


def _in_order(spellings: list[list[Entry]]) -> Sequence[Entry]:
    """Join the entries of each spelling of a name, which are in the order of unit ids."""
    return spellings[0] if len(spellings) == 1 else sorted(chain(*spellings), key=itemgetter(0))


def level_spots(level: str | None, framework: str) -> list[Spot]:
    """The framework and level of a unit: `RQF 3`, `SCQF 6`; none without a level."""
    return [(f"{framework} {level}", None)] if level else []


def method_spots(unit: Unit) -> list[Spot]:
    """The assessment methods of a unit; the detail is the requirement, None for an empty cell."""
    return [(method.name, method.requirement) for method in unit.assessment.methods]


def skill_spots(unit: Unit) -> list[Spot]:
    """The functional skills of a unit (`English / Reading`); the detail is the tick, None when unknown."""
    return [
        (f"{subject} / {skill}", ticked)
        for subject, skills in unit.functional_skills.items()
        for skill, ticked in skills.items()
    ]


def verb_spots(unit: Unit) -> list[Spot]:
    """The leading verb of each criterion that has one; the detail is the criterion's number."""
    criteria = (criterion for outcome in unit.learning_outcomes for criterion in outcome.criteria)
    return [(verb, criterion.number) for criterion in criteria if (verb := leading_verb(criterion.text))]


def leading_verb(text: str) -> str | None:
    """The command verb a criterion begins with, in lower case; None when it does not begin with one.

    Adverbs before it (`critically evaluate`) and lead-ins (`be able to`) are passed over.
    """
    for word in map(str.lower, _WORD.findall(_LEAD_IN.sub("", text, count=1))):
        if not word.endswith("ly") or word in ("apply", "supply", "comply", "rely", "reply", "multiply"):
            return None if _NO_VERB.fullmatch(word) else word
    return None
