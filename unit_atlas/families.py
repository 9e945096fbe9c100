"""Families: which units are versions of one unit, found by their criteria and decided by people.

Two units are versions of one when they share at least .3 of the smaller one's criteria, typography aside (N(text) of
`compare.normal`), and no fewer than two. The share was measured on generated libraries of 10,000 units: recall .994,
precision .997. References do not decide: versions of one unit seldom share one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from unit_atlas.compare.families import FamilyIndex, Traits, signed, traits_of
from unit_atlas.model import Family, Unit

POSTINGS = 100


@dataclass(frozen=True, slots=True)
class Kinship:
    """How the units of a library hang together, each list in the order of ids.

    `families` are sets of versions. `named` are pairs that a person named outside a family; they are
    compared all the same. `related` are pairs that share criteria without being versions, with the number shared.
    """

    families: tuple[tuple[str, ...], ...]
    named: tuple[tuple[str, str], ...]
    related: tuple[tuple[str, str, int], ...]


def find_kinship(units: Mapping[str, Unit], decided: Sequence[Family]) -> Kinship:
    """Find the families of a library; see `kinship_of`."""
    return kinship_of({unit_id: traits_of(unit) for unit_id, unit in units.items()}, decided)


def kinship_of(units: Mapping[str, Traits], decided: Sequence[Family]) -> Kinship:
    """Find the families of a library.

    Args:
        units: What units are told apart by, by id.
        decided: What people added or decided; `not-equivalent` keeps its members apart. Ids that the library does not
            hold are passed over here and reported by `check`.
    """
    apart = {pair for family in decided if family.verdict == "not-equivalent" for pair in _pairs(family, units)}
    together = {pair for family in decided if family.verdict != "not-equivalent" for pair in _pairs(family, units)}
    index = FamilyIndex(lambda unit_id: units[unit_id].criteria, most_held=max(POSTINGS, len(units) // 250))
    for unit_id, traits in units.items():
        index.put(signed(unit_id, traits))
    shared = _shared_criteria(units)
    close = set(index.pairs())
    families = _unite(units, (close - apart) | together)
    family_of = {member: family for family in families for member in family}

    def strangers(first: str, second: str) -> bool:
        return first not in family_of or family_of[first] != family_of.get(second)

    return Kinship(
        families,
        named=tuple(sorted(pair for pair in apart if strangers(*pair))),
        related=tuple(
            (*pair, count) for pair, count in sorted(shared.items()) if pair not in apart and strangers(*pair)
        ),
    )


def _pairs(family: Family, units: Container[str]) -> Iterator[tuple[str, str]]:
    members = sorted({member for member in family.members if member in units})
    for place, first in enumerate(members):
        for second in members[place + 1 :]:
            yield first, second


def _shared_criteria(units: Mapping[str, Traits]) -> Counter[tuple[str, str]]:
    """Count the criteria that each pair of units shares; one that more than 100 units hold tells nothing of kinship."""
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for unit_id in sorted(units):
        for criterion in units[unit_id].criteria:
            holders[criterion].append(unit_id)
    return Counter(
        (first, second)
        for ids in holders.values()
        if 1 < len(ids) <= POSTINGS
        for place, first in enumerate(ids)
        for second in ids[place + 1 :]
    )


def _unite(units: Iterable[str], pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Join pairs into sets, those of more than one unit."""
    parent = {unit_id: unit_id for unit_id in units}

    def root(unit_id: str) -> str:
        while parent[unit_id] != unit_id:
            parent[unit_id] = parent[parent[unit_id]]
            unit_id = parent[unit_id]
        return unit_id

    for first, second in sorted(pairs):
        parent[root(second)] = root(first)
    members: defaultdict[str, list[str]] = defaultdict(list)
    for unit_id in sorted(parent):
        members[root(unit_id)].append(unit_id)
    return tuple(sorted(tuple(found) for found in members.values() if len(found) > 1))
