"""The library's reverse indexes as pages show them: in the order people look for them, 'not printed' last."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from site_builder import columns, links
from site_builder.brief import Brief
from site_builder.columns import BRIEFS, Columns
from site_builder.kept import key_of
from site_builder.kinds import BODIES, CREDITS, KINDS, LEVELS, METHODS, NOS, SKILLS, VERBS, Kind
from site_builder.messages import _, counted
from site_builder.unit_parts import REQUIREMENTS, TICKS, nos_suite, skill_key
from site_builder.views import ABSENT, Bodies, level_label
from unit_atlas.cache import Cache
from unit_atlas.ids import UNKNOWN_BODY
from unit_atlas.indexes import Heading, by_awarding_body, headings, level_spots, listed, relisted

_COLUMNS = {METHODS.id: columns.METHODS, SKILLS.id: columns.SKILLS, VERBS.id: columns.VERBS}


class Member(NamedTuple):
    """A unit under an entry.

    `note` says how it belongs there ('Prescribed'), greater `weight` puts it further up. `counts` is False for a cell
    that is printed and empty or cannot be read: the unit is listed, but narrowing by the entry leaves it out.
    """

    unit: str
    note: str | None = None
    weight: int = 0
    counts: bool = True


Said = tuple[str | None, int, bool]
"""Note, weight and `counts` of a member."""


@dataclass(frozen=True)
class Entry:
    """An entry of an index: `key` names its page, `group` is the heading it stands under ('CFA', 'English').

    `lines` are the units that it has, as in the index.
    """

    kind: Kind
    key: str
    label: str
    lines: str
    order: tuple[object, ...]
    group: str | None = None

    @property
    def size(self) -> int:
        """How many units it has."""
        return self.lines.count("\n") + 1

    @cached_property
    def members(self) -> tuple[Member, ...]:
        """The units, those with more weight first, those alike in the order of ids."""
        alike: defaultdict[int, list[Member]] = defaultdict(list)
        for member in _members(self.kind, self.lines):
            alike[member.weight].append(member)
        return tuple(member for weight in sorted(alike, reverse=True) for member in alike[weight])

    @property
    def counted(self) -> tuple[str, ...]:
        """The units that narrowing a list by this entry leaves."""
        return tuple(member.unit for member in self.members if member.counts)

    @property
    def full_label(self) -> str:
        """The label with its group, for places without headings: 'English: Reading'."""
        return f"{self.group}: {self.label}" if self.group else self.label

    @property
    def page(self) -> str:
        """The page that lists the entry's units."""
        return links.index_page(self.kind.id, self.key)


class Catalogue(Mapping[str, tuple[Entry, ...]]):
    """The entries of each kind of index, worked out when they are asked for.

    Args:
        columns: What may be shown of the units.
        bodies: The awarding bodies as pages show them.
        held: Units whose text is held back; no index of words names them.
        cache: Where it is kept how many entries there are.
    """

    def __init__(self, columns: Columns, bodies: Bodies, *, held: Collection[str], cache: Cache | None) -> None:
        self._columns, self._bodies, self._held, self._cache = columns, bodies, held, cache
        self._known: dict[str, tuple[Entry, ...]] = {}

    def __getitem__(self, kind: str) -> tuple[Entry, ...]:
        if kind not in self._known:
            found = next(each for each in KINDS if each.id == kind)
            units = [unit_id for unit_id in self._columns.briefs if found is not VERBS or unit_id not in self._held]
            self._known[kind] = _with_absent(found, self._entries(found, units), units)
        return self._known[kind]

    def __iter__(self) -> Iterator[str]:
        return (kind.id for kind in KINDS)

    def __len__(self) -> int:
        return len(KINDS)

    def size(self, kind: Kind) -> int:
        """Return how many entries a kind has."""
        key = key_of(self.key(kind), self._bodies.listed, *self._held)
        found = self._cache.find("sizes", kind.id, key) if self._cache and kind.id not in self._known else None
        if found:
            return int(found)
        size = len(self[kind.id])
        if self._cache:
            self._cache.note("sizes", [(kind.id, key, str(size).encode())])
        return size

    def key(self, kind: Kind) -> bytes:
        """Return a digest of what decides the entries of a kind, beside the units held and the awarding bodies."""
        return self._columns.key(_COLUMNS.get(kind.id, BRIEFS))

    def _entries(self, kind: Kind, units: Sequence[str]) -> list[Entry]:
        briefs = {unit_id: self._columns.briefs[unit_id] for unit_id in units}
        if kind is BODIES:
            printed = {unit_id: brief.awarding_body for unit_id, brief in briefs.items()}
            return [_body(heading, self._bodies) for heading in by_awarding_body(printed, self._bodies.listed)]
        if kind is CREDITS:
            return _credits(briefs)
        if kind is LEVELS:
            levels = {key: level_spots(brief.level, brief.level_framework) for key, brief in briefs.items()}
            return [_level(heading) for heading in headings(listed(levels))]
        if kind is NOS:
            return [
                _standard(heading) for heading in headings(listed({key: brief.nos for key, brief in briefs.items()}))
            ]
        names = self._columns.listed(_COLUMNS[kind.id])
        if len(units) < len(self._columns.briefs):
            names = relisted(names, dict.fromkeys(self._columns.briefs.keys() - set(units), ()))
        entry = {METHODS: _method, SKILLS: _skill, VERBS: _verb}[kind]
        return [entry(heading) for heading in headings(names)]


def _with_absent(kind: Kind, entries: list[Entry], units: Iterable[str]) -> tuple[Entry, ...]:
    known_units = {line.partition(" ")[0] for entry in entries for line in entry.lines.split("\n")}
    left = "\n".join(f"{unit_id} []" for unit_id in units if unit_id not in known_units)
    known = sorted((entry for entry in entries if entry.key != ABSENT), key=lambda entry: entry.order)
    return (*known, Entry(kind, ABSENT, kind.absent, left, ())) if left else tuple(known)


def _body(heading: Heading, bodies: Bodies) -> Entry:
    if heading.name == UNKNOWN_BODY:
        return Entry(BODIES, ABSENT, BODIES.absent, "", ())
    view = bodies.view(heading.name)
    return Entry(BODIES, view.id, view.name, heading.lines, (view.name.casefold(),))


def _level(heading: Heading) -> Entry:
    framework, level = heading.name.split(" ")
    rank = int(level.lstrip("E")) - (10 if level.startswith("E") else 0)
    key = links.slug(level if framework == "RQF" else heading.name)
    order = (framework != "RQF", framework, rank)
    return Entry(LEVELS, key, level_label(level, framework), heading.lines, order)


def _credits(briefs: Mapping[str, Brief]) -> list[Entry]:
    found = listed({key: [(str(brief.credit), None)] for key, brief in briefs.items() if brief.credit is not None})
    return [
        Entry(CREDITS, value, counted("%(num)s credit", "%(num)s credits", int(value)), lines, (int(value),))
        for value, lines in found.items()
    ]


def _standard(heading: Heading) -> Entry:
    suite = nos_suite(heading.name)
    return Entry(NOS, links.slug(heading.name), heading.name, heading.lines, (suite, natural(heading.name)), suite)


def natural(text: str) -> tuple[tuple[bool, int, str], ...]:
    """Return by what references are sorted: CFAC5 comes before CFAC10."""
    parts = re.findall(r"\d+|\D+", text)
    return tuple((part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts)


def _method(heading: Heading) -> Entry:
    return Entry(METHODS, links.slug(heading.name), heading.name, heading.lines, (heading.name.casefold(),))


def _skill(heading: Heading) -> Entry:
    subject, standard = heading.name.split(" / ", 1)
    order = (subject.casefold(), standard.casefold())
    return Entry(SKILLS, skill_key(subject, standard), standard, heading.lines, order, subject)


def _verb(heading: Heading) -> Entry:
    return Entry(VERBS, links.slug(heading.name), heading.name, heading.lines, (heading.name,))


def _members(kind: Kind, lines: str) -> Iterator[Member]:
    """Yield the units of some lines; those without details are listed as having none."""
    said = {METHODS: _by_requirement, SKILLS: _by_tick, VERBS: _by_criteria}.get(kind)
    of_details = dict[str, Said]()
    for line in lines.split("\n") if lines else ():
        unit_id, _, details = line.partition(" ")
        if details not in of_details:
            read = json.loads(details)
            of_details[details] = said(read) if said and read else (None, 0, True)
        yield Member(unit_id, *of_details[details])


def _by_requirement(details: Sequence[str | bool | None]) -> Said:
    strongest = next((each for each in ("prescribed", "optional") if each in details), None)
    weight = {"prescribed": 2, "optional": 1, None: 0}[strongest]
    return _(REQUIREMENTS[strongest]), weight, weight > 0


def _by_tick(details: Sequence[str | bool | None]) -> Said:
    ticked = None if details[-1] is None else bool(details[-1])
    return _(TICKS[ticked]), {True: 2, None: 1, False: 0}[ticked], ticked is True


def _by_criteria(details: Sequence[str | bool | None]) -> Said:
    return ", ".join(map(str, details)), len(details), True
