"""Kinship of a library kept from build to build: only what a change of units touches is worked out again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache as remembered

from unit_atlas.cache import Cache
from unit_atlas.compare.families import Traits, signed
from unit_atlas.compare.family_index import FamilyIndex
from unit_atlas.families import Kinship, bounds_of, hang_together
from unit_atlas.kept_findings import KeptFindings
from unit_atlas.kept_pieces import LostError
from unit_atlas.model import Family


def kept_kinship(
    digests: Mapping[str, bytes], traits: Callable[[str], Traits], decided: Sequence[Family], cache: Cache
) -> Kinship:
    """Find the families of a library, as `kinship_of` does, with what the cache knows of it.

    Args:
        digests: What stands for the content of each unit, by id in order.
        traits: What the unit with an id is told apart by; asked of units that changed and those to read beside them.
        decided: What people added or decided.
        cache: Where all is kept.
    """
    known = remembered(traits)
    kept = KeptFindings(cache, repr(bounds_of(len(digests))).encode())
    try:
        kept.load()
        index = _index(digests, known, kept)
    except LostError:
        kept.clear()
        index = _index(digests, known, kept)
    return hang_together(digests, index, decided)


def _index(digests: Mapping[str, bytes], traits: Callable[[str], Traits], kept: KeptFindings) -> FamilyIndex:
    """The index of the units, noted for the next build; what is kept is told what changed.

    Raises:
        LostError: Not all that it needs is left.
    """
    most_held, most_counted = bounds_of(len(digests))
    index = FamilyIndex(
        lambda unit_id: traits(unit_id).criteria,
        most_held=most_held,
        most_counted=most_counted,
        findings=kept.findings,
    )
    for unit_id in kept.digests.keys() - digests.keys():
        index.drop(unit_id)
    for unit_id, digest in digests.items():
        if kept.digests.get(unit_id) != digest:
            index.put(signed(unit_id, traits(unit_id)))
    index.refresh()
    if kept.digests != digests:
        kept.note(digests)
    return index
