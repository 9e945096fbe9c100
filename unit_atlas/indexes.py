"""Reverse indexes: which units stand under an awarding body, level, NOS, assessment method, skill or verb."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from unit_atlas.ids import UNKNOWN_BODY, find_body, slug
from unit_atlas.model import AwardingBody, Unit

_NO_VERB = re.compile(
    r"an?|the|how|why|what|when|where|which|who|that|this|these|those|their|its|own|any|all|each|both|one|two|three"
    r"|in|on|at|for|from|with|within|by|of|and|or|to|as|if|not|no|using"
)
_LEAD_IN = re.compile(r"(?:the learner (?:can|will|should)|be able to|can|to)\s+", re.IGNORECASE)
_FEW = 20
"""Of so many changed units, lines are searched for their ids before they are read."""
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


Spot = tuple[str, str | bool | None]
"""A name under which a unit stands, with a detail: the requirement of a method, a tick, the number of a criterion."""

Listed = Mapping[str, str]
"""For each name a line for each unit that stands under it, in the order of ids: the id, then its details as JSON."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of an index; `name` is its most frequent spelling, `lines` are its units as in `Listed`."""

    name: str
    lines: str

    @property
    def entries(self) -> Iterator[tuple[str, list[str | bool | None]]]:
        """The units with their details."""
        return entries_of(self.lines)


def entries_of(lines: str) -> Iterator[tuple[str, list[str | bool | None]]]:
    """Yield the units of some lines with their details."""
    for line in lines.split("\n") if lines else ():
        unit_id, _, details = line.partition(" ")
        yield unit_id, json.loads(details)


def listed(spots: Mapping[str, Iterable[Spot]]) -> Listed:
    """List the units under the names at which they stand."""
    found: defaultdict[str, dict[str, list[str | bool | None]]] = defaultdict(dict)
    for unit_id, each in spots.items():
        for name, detail in each:
            found[name].setdefault(unit_id, []).append(detail)
    return {name: _lines(units) for name, units in found.items()}


def relisted(before: Listed, units: Mapping[str, Iterable[Spot]]) -> Listed:
    """List the units anew of which some changed; those that are no more stand under no name."""
    after, now = dict(before), listed(units)
    for name in before.keys() | now.keys():
        text = before.get(name, "")
        if name in now or len(units) > _FEW or any(f"\n{unit_id} " in f"\n{text}" for unit_id in units):
            lines = {line.partition(" ")[0]: line for line in f"{text}\n{now.get(name, '')}".split("\n") if line}
            gone = units.keys() - {unit_id for unit_id, _ in entries_of(now.get(name, ""))}
            after[name] = "\n".join([lines[unit_id] for unit_id in sorted(lines) if unit_id not in gone])
    return {name: text for name, text in after.items() if text}


def _lines(units: Mapping[str, list[str | bool | None]]) -> str:
    return "\n".join([f"{unit_id} {json.dumps(details)}" for unit_id, details in units.items()])


def headings(names: Listed) -> tuple[Heading, ...]:
    """Return the headings of an index, in their order; names that differ in case are one."""
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        alike[slug(name) or name.casefold()].append(name)
    return tuple(
        Heading(min(found, key=lambda name: (-names[name].count("\n"), name)), _joined([names[name] for name in found]))
        for _, found in sorted(alike.items())
    )


def _joined(spellings: list[str]) -> str:
    """Join the units of each spelling of a name."""
    if len(spellings) == 1:
        return spellings[0]
    units: defaultdict[str, list[str | bool | None]] = defaultdict(list)
    for lines in spellings:
        for unit_id, details in entries_of(lines):
            units[unit_id] += details
    return _lines(dict(sorted(units.items())))


def by_awarding_body(printed: Mapping[str, str | None], bodies: Sequence[AwardingBody]) -> tuple[Heading, ...]:
    """Units by the awarding body's id; the name as printed, where the list does not hold it; else `unknown`."""
    found = {name: find_body(name, bodies) for name in {*printed.values()}}
    names = {name: body.id if body else name or UNKNOWN_BODY for name, body in found.items()}
    return headings(listed({unit_id: [(names[name], None)] for unit_id, name in printed.items()}))


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
