"""Which versions are compared, and what each comparison leaves for other pages to show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from site_builder.compare_view import Compared
from site_builder.family_view import version_view
from site_builder.site import Group, Site
from unit_atlas.compare import Comparison, compare

MOST_COMPARED = 12


@dataclass(frozen=True, slots=True)
class ComparedFamily:
    """A family with its comparisons, both directions; `left_out` counts pairs beyond the bound."""

    group: Group
    members: tuple[Compared, ...]
    results: dict[tuple[str, str], Comparison]
    left_out: int


def compared_families(site: Site) -> Iterator[ComparedFamily]:
    """Compare the versions in each family; units' pages learn of their other versions on the way.

    Comparisons read the whole texts; what may be shown of them is for the pages to heed.
    """
    for group in site.groups:
        members = tuple(_compared(site, unit_id) for unit_id in group.members)
        results = {}
        for held in members:
            for wanted in _partners(held, members):
                unit, other = site.library.units[held.id], site.library.units[wanted.id]
                result = compare(unit, other, a_id=held.id, b_id=wanted.id)
                results[held.id, wanted.id] = result
                site.versions.setdefault(held.id, []).append(version_view(wanted, result))
        yield ComparedFamily(group, members, results, len(members) * (len(members) - 1) - len(results))


def _compared(site: Site, unit_id: str) -> Compared:
    unit = site.units[unit_id]
    return Compared(unit_id, unit, site.bodies.view(unit.awarding_body), site.held.get(unit_id))


def _partners(held: Compared, members: tuple[Compared, ...]) -> list[Compared]:
    """Choose the versions that a unit is compared with: its neighbours in the family, alike in both directions."""
    place = members.index(held)
    reach = MOST_COMPARED // 2
    near = members if len(members) <= MOST_COMPARED + 1 else members[max(0, place - reach) : place + reach + 1]
    return [member for member in near if member is not held]
