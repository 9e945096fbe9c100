"""A library as its site sees it: what may be shown, how units hang together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from site_builder import links
from site_builder.brief import Brief
from site_builder.catalogue import Catalogue
from site_builder.columns import BRIEFS, Columns
from site_builder.edition import Edition, edition, why_held
from site_builder.messages import _, counted, joined
from site_builder.paging import title_order
from site_builder.rights import facts_only, may_publish
from site_builder.shown import Shown, may_be_shown
from site_builder.since import Since
from site_builder.views import Bodies, Crumb, UnitRow, unit_row
from unit_atlas.cache import Cache
from unit_atlas.families import Kinship, find_kinship
from unit_atlas.kept_kinship import kept_kinship
from unit_atlas.library import Library, find_body
from unit_atlas.model import Family, Unit


@dataclass(frozen=True, slots=True)
class Group:
    """Units to compare: the versions of one unit, or a pair that a person named. `decisions` are people's verdicts."""

    members: tuple[str, ...]
    page: str
    decisions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Site:
    """What pages are made from. `units` holds what may be shown, `library.units` what comparisons may read."""

    library: Library
    bodies: Bodies
    units: Mapping[str, Unit]
    columns: Columns
    held: Mapping[str, str]
    entries: Catalogue
    groups: tuple[Group, ...]
    named: tuple[Group, ...]
    kin: Mapping[str, Sequence[tuple[str, int]]]
    group_of: Mapping[str, Group]
    named_of: Mapping[str, Sequence[Group]]
    edition: Edition
    since: Since | None = None
    shown: Mapping[str, Shown] = field(default_factory=dict)
    _rows: dict[str, UnitRow] = field(default_factory=dict)

    @property
    def briefs(self) -> Mapping[str, Brief]:
        """What lists say of each unit, in the order of ids."""
        return self.columns.briefs

    @cached_property
    def row_keys(self) -> Mapping[str, str]:
        """What decides each unit's line in lists, beside what decides the whole site."""
        return {unit_id: self._row_key(unit_id) for unit_id in self.columns.units}

    def _row_key(self, unit_id: str) -> str:
        cell, group = self.columns.cell_key(BRIEFS, unit_id), self.group_of.get(unit_id)
        return f"{unit_id} {cell} {group.page} {len(group.members)}" if group else f"{unit_id} {cell}"

    def row(self, unit_id: str) -> UnitRow:
        """A unit as one line of a list."""
        if unit_id not in self._rows:
            unit = self.briefs[unit_id]
            opening = None if unit_id in self.held else unit.opening
            family = self._family_crumb(unit_id)
            self._rows[unit_id] = unit_row(unit_id, unit, self.bodies, opening=opening, family=family)
        return self._rows[unit_id]

    def _family_crumb(self, unit_id: str) -> Crumb | None:
        group = self.group_of.get(unit_id)
        return Crumb(counted("%(num)s version", "%(num)s versions", len(group.members)), group.page) if group else None

    def by_title(self) -> list[str]:
        """Unit ids in the order of titles; units without a title last."""
        return list(self._by_title)

    @cached_property
    def _by_title(self) -> list[str]:
        return sorted(self.briefs, key=lambda key: (title_order(self.briefs[key].title), key))


def _kinship(library: Library, columns: Columns, cache: Cache | None) -> Kinship:
    """Find how units hang together, with what the cache knows of units that did not change."""
    if cache is None:
        return find_kinship(library.units, library.families)
    return kept_kinship(library.digests, columns.traits, library.families, cache)


def _partners(related: Sequence[tuple[str, str, int]]) -> Mapping[str, Sequence[tuple[str, int]]]:
    """Return for each unit those that share criteria without being versions, with how many, in the order of ids."""
    found: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for first, second, shared in related:
        found[first].append((second, shared))
        found[second].append((first, shared))
    return found


def _groups_of(groups: Sequence[Group]) -> Mapping[str, Sequence[Group]]:
    found: defaultdict[str, list[Group]] = defaultdict(list)
    for group in groups:
        for member in group.members:
            found[member].append(group)
    return found


class _Shown(Mapping[str, Unit]):
    """What may be shown of units."""

    def __init__(self, units: Mapping[str, Unit], held: Container[str]) -> None:
        self._units, self._held = units, held

    def __getitem__(self, unit_id: str) -> Unit:
        unit = self._units[unit_id]
        return facts_only(unit) if unit_id in self._held else unit

    def __iter__(self) -> Iterator[str]:
        return iter(self._units)

    def __len__(self) -> int:
        return len(self._units)


def make_site(
    library: Library,
    *,
    public: bool,
    data_date: str | None,
    shown: Mapping[str, Shown] | None = None,
    cache: Cache | None = None,
    since: Since | None = None,
) -> Site:
    """Decide what may be shown of a library, and of the documents of its units, and index that."""
    columns = Columns(library, cache)
    briefs, kinship = columns.briefs, _kinship(library, columns, cache)
    groups = tuple(_group(members, links.family_page(members[0]), library) for members in kinship.families)
    named = tuple(_group(members, links.FAMILIES, library) for members in kinship.named)
    bodies = Bodies(library.bodies)
    held = {key: _why(brief, bodies) for key, brief in briefs.items() if not _permitted(brief, bodies)}
    names = sorted({bodies.view(briefs[key].awarding_body).name for key in held})
    if not public:
        held, names = {}, []
    entries = Catalogue(columns, bodies, held=held, cache=cache)
    group_of = {member: group for group in groups for member in group.members}
    date_and_rights = edition(data_date, public=public, held=names)
    documents = may_be_shown(shown or {}, library.units, held)
    return Site(
        library,
        bodies,
        _Shown(library.units, held),
        columns,
        held,
        entries,
        groups,
        named,
        _partners(kinship.related),
        group_of,
        _groups_of(named),
        date_and_rights,
        since,
        shown=documents,
    )


def _group(members: tuple[str, ...], page: str, library: Library) -> Group:
    decided = [family for family in library.families if family.verdict and set(family.members) <= set(members)]
    return Group(members, page, tuple(_decision(family) for family in decided))


def _decision(family: Family) -> str:
    """Return 'Not equivalent, because … (AB, 2026-11-22): ocr/j-601-1515 and …'."""
    verdict = _("Equivalent") if family.verdict == "equivalent" else _("Not equivalent")
    if family.because:
        verdict = _("%(verdict)s, because %(reason)s", verdict=verdict, reason=family.because)
    who = ", ".join(part for part in (family.by, family.on) if part)
    return f"{verdict}{f' ({who})' if who else ''}: {joined(family.members)}."


def _permitted(brief: Brief, bodies: Bodies) -> bool:
    return may_publish(find_body(brief.awarding_body, bodies.listed))


def _why(unit: Brief, bodies: Bodies) -> str:
    if unit.awarding_body is None:
        return _(
            "Its awarding organisation is not known, so nobody has permitted republication. Facts and numbers stay."
        )
    body = bodies.view(unit.awarding_body)
    return why_held(body.name, body.reuse)
