"""Families: which units are versions of one unit, found by their criteria and decided by people.

Two units are versions of one when they share at least .3 of the smaller one's criteria, typography aside (N(text) of
`compare.normal`), and no fewer than two. The share was measured on generated libraries of 10,000 units: recall .994,
precision .997. References do not decide: versions of one unit seldom share one.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from unit_atlas.compare.families import Traits, signed, traits_of, united
from unit_atlas.compare.family_index import FamilyIndex
from unit_atlas.model import Family, Unit

POSTINGS = 100
"""A criterion that more units hold tells nothing of kinship."""

PORTION = 250
"""Units of a large library for one that may hold a criterion, if that is more."""


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
    most_held, most_counted = bounds_of(len(units))
    index = FamilyIndex(lambda unit_id: units[unit_id].criteria, most_held=most_held, most_counted=most_counted)
    for unit_id, traits in units.items():
        index.put(signed(unit_id, traits))
    return hang_together(units, index, decided)


def bounds_of(size: int) -> tuple[int, int]:
    """How many units of a library may hold what makes versions, and what makes units related."""
    return max(POSTINGS, size // PORTION), POSTINGS


def hang_together(units: Container[str], index: FamilyIndex, decided: Sequence[Family]) -> Kinship:
    """Join what an index of the units found and what people decided."""
    apart = {pair for family in decided if family.verdict == "not-equivalent" for pair in _pairs(family, units)}
    together = {pair for family in decided if family.verdict != "not-equivalent" for pair in _pairs(family, units)}
    families = united(sorted((index.pairs().keys() - apart) | together))
    family_of = {member: family for family in families for member in family}

    def strangers(first: str, second: str) -> bool:
        return family_of.get(first, first) is not family_of.get(second)

    return Kinship(
        families,
        named=tuple(sorted(pair for pair in apart if strangers(*pair))),
        related=tuple([row for row in index.shared() if strangers(row[0], row[1]) and row[:2] not in apart]),
    )


def _pairs(family: Family, units: Container[str]) -> Iterator[tuple[str, str]]:
    members = sorted({member for member in family.members if member in units})
    for place, first in enumerate(members):
        for second in members[place + 1 :]:
            yield first, second
