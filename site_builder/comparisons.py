"""Which versions are compared, and what each comparison leaves for other pages to show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from site_builder.compare_sides import Compared
from site_builder.site import Group, Site
from site_builder.unit_view import VersionView
from site_builder.version_view import related_view, version_view
from site_builder.views import reference_of
from unit_atlas.compare.model import Comparison
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

    def versions(self, unit_id: str) -> list[VersionView]:
        """Lay out the other versions of a member, as its page lists them."""
        members = {member.id: member for member in self.members}
        return [
            version_view(members[held], members[wanted], result)
            for (held, wanted), result in self.results.items()
            if held == unit_id
        ]


class Comparer:
    """Compares the units of groups; those compared last are not compared again."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self.compared = lru_cache(maxsize=4)(self._compare_all)

    def _compare_all(self, group: Group) -> ComparedFamily:
        """Compare each unit of a group with the others.

        Comparisons read the whole texts; what may be shown of them is for the pages to heed.
        """
        from unit_atlas.compare.engine import compare

        site = self._site
        names = Counter(_name(site.units[unit_id]) for unit_id in group.members)
        members = tuple(
            _compared(site, unit_id, copy_of=names[_name(site.units[unit_id])] > 1) for unit_id in group.members
        )
        results = {}
        for held in members:
            for wanted in _partners(held, members):
                unit, other = site.library.units[held.id], site.library.units[wanted.id]
                results[held.id, wanted.id] = compare(unit, other, a_id=held.id, b_id=wanted.id)
        return ComparedFamily(group, members, results, len(members) * (len(members) - 1) - len(results))

    def versions(self, unit_id: str) -> tuple[VersionView, ...]:
        """Lay out the other versions of a unit."""
        group = self._site.group_of.get(unit_id)
        return tuple(self.compared(group).versions(unit_id)) if group else ()

    def related(self, unit_id: str) -> tuple[VersionView, ...]:
        """Lay out the units that a person had it compared with, and those with which it shares a few criteria."""
        named = self._site.named_of.get(unit_id, ())
        views = [view for group in named for view in self.compared(group).versions(unit_id)]
        kin = related_kin(self._site, unit_id)
        return (*views, *(_related(self._site, other, shared) for other, shared in kin))


def related_kin(site: Site, unit_id: str) -> Sequence[tuple[str, int]]:
    """Return the units with which a unit shares a few criteria and that its page names, with how many."""
    groups, kin = site.named_of.get(unit_id, ()), site.kin.get(unit_id, ())
    named = sum(len(_partners_of(unit_id, group.members)) for group in groups)
    return kin[: max(0, MOST_RELATED - named)]


def _related(site: Site, unit_id: str, shared: int) -> VersionView:
    brief = site.briefs[unit_id]
    return related_view(unit_id, brief, site.bodies.view(brief.awarding_body), shared)


def _name(unit: Unit) -> tuple[str | None, str | None]:
    return unit.awarding_body, reference_of(unit)


def _compared(site: Site, unit_id: str, *, copy_of: bool = False) -> Compared:
    unit = site.units[unit_id]
    return Compared(unit_id, unit, site.bodies.view(unit.awarding_body), site.held.get(unit_id), copy_of)


def _partners(held: Compared, members: tuple[Compared, ...]) -> list[Compared]:
    near = _partners_of(held.id, [member.id for member in members])
    return [member for member in members if member.id in near]


def _partners_of(unit_id: str, members: Sequence[str]) -> list[str]:
    """Choose the versions that a unit is compared with: its neighbours in the family, alike in both directions."""
    place = members.index(unit_id)
    reach = MOST_COMPARED // 2
    near = members if len(members) <= MOST_COMPARED + 1 else members[max(0, place - reach) : place + reach + 1]
    return [member for member in near if member != unit_id]
