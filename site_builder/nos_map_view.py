"""Maps of National Occupational Standards: whose units, and which units, claim the standards of a suite."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from site_builder import links
from site_builder.catalogue import Entry
from site_builder.kinds import NOS
from site_builder.messages import _, counted
from site_builder.paging import title_order
from site_builder.site import Site
from site_builder.views import BodyView, Crumb, Head, UnitRow

STANDARDS = 24
BODIES = 8
UNITS = 60
_STEPS = 4


@dataclass(frozen=True, slots=True)
class StandardRow:
    """A standard with the number of units of each organisation; each number has a step of shade from 0 to 4."""

    reference: str
    title: str | None
    page: str
    cells: tuple[tuple[int, int], ...]
    total: int


@dataclass(frozen=True, slots=True)
class MapUnit:
    """A unit with a mark for each standard of the map that it claims; `more` counts those that the map leaves out."""

    row: UnitRow
    marks: tuple[bool, ...]
    more: int


@dataclass(frozen=True, slots=True)
class NosMapView:
    """The map of one suite; `left_out` tells in sentences what it does not show."""

    head: Head
    suite: str
    bodies: tuple[BodyView, ...]
    standards: tuple[StandardRow, ...]
    units: tuple[MapUnit, ...]
    left_out: tuple[str, ...]


def map_page(suite: str) -> str:
    """Return the page of a suite's map."""
    return links.index_page("nos-map", links.slug(suite))


def nos_map_views(site: Site) -> Iterator[NosMapView]:
    """Lay out the map of each suite."""
    for suite, entries in groupby(site.entries[NOS.id], key=lambda entry: entry.group):
        if suite:
            yield _map(site, suite, tuple(entries))


def _map(site: Site, suite: str, entries: Sequence[Entry]) -> NosMapView:
    shown = sorted(sorted(entries, key=lambda entry: -len(entry.members))[:STANDARDS], key=lambda entry: entry.order)
    claims = _claims(entries)
    bodies = _bodies(site, claims)
    units = _units(site, shown, claims)
    title = _("Standards of %(suite)s and the units that claim them", suite=suite)
    crumbs = (Crumb(_("Indexes"), links.INDEXES), Crumb(NOS.name, links.index_page(NOS.id)), Crumb(suite))
    return NosMapView(
        head=Head(map_page(suite), title, "browse", crumbs),
        suite=suite,
        bodies=bodies[:BODIES],
        standards=_standards(site, shown, bodies[:BODIES]),
        units=units,
        left_out=tuple(_left_out(len(entries) - len(shown), len(bodies) - BODIES, len(claims) - len(units))),
    )


def _claims(entries: Sequence[Entry]) -> Mapping[str, set[str]]:
    """Return the keys of the standards that each unit claims."""
    claims: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        for member in entry.members:
            claims[member.unit].add(entry.key)
    return claims


def _bodies(site: Site, claims: Mapping[str, set[str]]) -> tuple[BodyView, ...]:
    """Return the organisations, those with the most units first."""
    found = Counter(site.bodies.view(site.briefs[unit_id].awarding_body) for unit_id in claims)
    return tuple(sorted(found, key=lambda body: (-found[body], body.name)))


def _standards(site: Site, shown: Sequence[Entry], bodies: Sequence[BodyView]) -> tuple[StandardRow, ...]:
    counts = [
        Counter(site.bodies.view(site.briefs[member.unit].awarding_body) for member in entry.members) for entry in shown
    ]
    most = max((_STEPS, *(count for each in counts for count in each.values())))
    return tuple(
        StandardRow(
            entry.label,
            _title(site, entry),
            entry.page,
            tuple((each[body], -(-_STEPS * each[body] // most)) for body in bodies),
            len(entry.members),
        )
        for entry, each in zip(shown, counts, strict=True)
    )


def _title(site: Site, entry: Entry) -> str | None:
    """Return the title of a standard as the first unit that prints one has it."""
    named = (link for member in entry.members for link in site.briefs[member.unit].nos)
    return next((link.title for link in named if link.title and links.slug(link.reference) == entry.key), None)


def _units(site: Site, shown: Sequence[Entry], claims: Mapping[str, set[str]]) -> tuple[MapUnit, ...]:
    """Return the units that claim most of the standards shown, by title."""
    keys = [entry.key for entry in shown]
    claimed = {unit_id: len(claims[unit_id] & set(keys)) for unit_id in claims}
    order = {unit_id: (title_order(site.briefs[unit_id].title), unit_id) for unit_id in claims}
    chosen = sorted((each for each in claims if claimed[each]), key=lambda each: (-claimed[each], order[each]))[:UNITS]
    return tuple(
        MapUnit(site.row(each), tuple(key in claims[each] for key in keys), len(claims[each]) - claimed[each])
        for each in sorted(chosen, key=lambda each: order[each])
    )


def _left_out(standards: int, bodies: int, units: int) -> Iterator[str]:
    if standards > 0:
        yield counted(
            "%(num)s standard with fewer units is left out; the index has it.",
            "%(num)s standards with fewer units are left out; the index has them.",
            standards,
        )
    if bodies > 0:
        yield counted(
            "%(num)s organisation with fewer units has no column; it counts in the last one.",
            "%(num)s organisations with fewer units have no column; they count in the last one.",
            bodies,
        )
    if units > 0:
        yield counted(
            "%(num)s unit that claims fewer of these standards has no row; each standard’s page lists its units.",
            "%(num)s units that claim fewer of these standards have no row; each standard’s page lists its units.",
            units,
        )
