"""Which versions are compared, and what each comparison leaves for other pages to show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from site_builder.compare_sides import Compared
from site_builder.family_view import related_view, version_view
from site_builder.site import Group, Site
from site_builder.unit_view import VersionView
from site_builder.views import reference_of
from unit_atlas.compare import Comparison, compare
from unit_atlas.model import Unit

MOST_COMPARED = 12


MOST_RELATED = 8


@dataclass(frozen=True, slots=True)
class ComparedFamily:
    """A family with its comparisons, both directions; `left_out` counts pairs beyond the bound."""

    group: Group
    members: tuple[Compared, ...]
    results: dict[tuple[str, str], Comparison]
    left_out: int


def compared_families(site: Site) -> Iterator[ComparedFamily]:
    """Compare the versions in each family; units' pages learn of their other versions on the way."""
    for group in site.groups:
        yield _compare_all(site, group, site.versions)


def compared_pairs(site: Site) -> Iterator[ComparedFamily]:
    """Compare the pairs that people named; units' pages learn of them, and of units that share a few criteria."""
    for group in site.named:
        yield _compare_all(site, group, site.related)
    for first, second, shared in site.kin:
        for unit_id, other in ((first, second), (second, first)):
            listed = site.related.setdefault(unit_id, [])
            if len(listed) < MOST_RELATED:
                listed.append(_related(site, other, shared))


def _related(site: Site, unit_id: str, shared: int) -> VersionView:
    brief = site.briefs[unit_id]
    return related_view(unit_id, brief, site.bodies.view(brief.awarding_body), shared)


def _compare_all(site: Site, group: Group, noted: dict[str, list[VersionView]]) -> ComparedFamily:
    """Compare each unit of a group with the others.

    Comparisons read the whole texts; what may be shown of them is for the pages to heed.
    """
    names = Counter(_name(site.units[unit_id]) for unit_id in group.members)
    members = tuple(
        _compared(site, unit_id, copy_of=names[_name(site.units[unit_id])] > 1) for unit_id in group.members
    )
    results = {}
    for held in members:
        for wanted in _partners(held, members):
            unit, other = site.library.units[held.id], site.library.units[wanted.id]
            result = compare(unit, other, a_id=held.id, b_id=wanted.id)
            results[held.id, wanted.id] = result
            noted.setdefault(held.id, []).append(version_view(held, wanted, result))
    return ComparedFamily(group, members, results, len(members) * (len(members) - 1) - len(results))


def _name(unit: Unit) -> tuple[str | None, str | None]:
    return unit.awarding_body, reference_of(unit)


def _compared(site: Site, unit_id: str, *, copy_of: bool = False) -> Compared:
    unit = site.units[unit_id]
    return Compared(unit_id, unit, site.bodies.view(unit.awarding_body), site.held.get(unit_id), copy_of)


def _partners(held: Compared, members: tuple[Compared, ...]) -> list[Compared]:
    """Choose the versions that a unit is compared with: its neighbours in the family, alike in both directions."""
    place = members.index(held)
    reach = MOST_COMPARED // 2
    near = members if len(members) <= MOST_COMPARED + 1 else members[max(0, place - reach) : place + reach + 1]
    return [member for member in near if member is not held]
