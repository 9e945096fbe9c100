"""What tells units apart, by their words alone; `family_index` finds with it which are versions of one unit."""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from rapidfuzz import fuzz, process

from unit_atlas.compare.normal import normal
from unit_atlas.model import Unit

FEWEST = 2
"""Shared criteria that two versions have at least; one alone is too often a commonplace."""

SIMILAR = 80
"""rapidfuzz ratio (0 to 100) from which two criteria are one text with damage."""

DAMAGED_SHARE = 0.5
"""Criteria that are one text with damage over the smaller unit's, for units found by reading."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What the index keeps of a unit: 64-bit hashes, no text."""

    unit_id: str
    criteria: array[int]
    hints: array[int]
    """Halves of criteria, the title, NOS references: where damage may have spared something."""


def signature(unit_id: str, unit: Unit) -> Signature:
    """The signature of a unit; equal on every machine and in every run."""
    return signed(unit_id, traits_of(unit))


@dataclass(frozen=True, slots=True)
class Traits:
    """What a unit is told apart by: N of its criteria, title and NOS references."""

    criteria: tuple[str, ...]
    title: str
    nos: tuple[str, ...]


def traits_of(unit: Unit) -> Traits:
    """What a unit is told apart by."""
    return Traits(
        tuple(criteria_of(unit)), normal(unit.title or ""), tuple(normal(link.reference) for link in unit.nos)
    )


def signed(unit_id: str, traits: Traits) -> Signature:
    """The signature of a unit with these traits."""
    hints = [half for text in traits.criteria for half in _halves(text)]
    hints += [f"title {traits.title}"] if traits.title else []
    hints += [f"nos {reference}" for reference in traits.nos]
    return Signature(unit_id, _hashes(traits.criteria), _hashes(hints))


def criteria_of(unit: Unit) -> list[str]:
    """N of each criterion, each once, in printed order."""
    texts = (normal(criterion.text) for outcome in unit.learning_outcomes for criterion in outcome.criteria)
    return [text for text in dict.fromkeys(texts) if text]


def _halves(text: str) -> Iterator[str]:
    words = text.split()
    middle = len(words) // 2
    if middle >= 3:
        yield f"start {' '.join(words[:middle])}"
        yield f"end {' '.join(words[middle:])}"


def _hashes(texts: Iterable[str]) -> array[int]:
    digests = {int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") for text in texts}
    return array("Q", sorted(digests))


def one_text_damaged(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether enough criteria of the smaller unit have a near-equal one in the other."""
    smaller, larger = sorted((a, b), key=len)
    wanted = max(FEWEST, math.ceil(DAMAGED_SHARE * len(smaller)))
    for left, text in zip(range(len(smaller), 0, -1), smaller, strict=True):
        if not 0 < wanted <= left:
            break
        wanted -= process.extractOne(text, larger, scorer=fuzz.ratio, score_cutoff=SIMILAR) is not None
    return wanted <= 0


def united(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Join pairs into sets of units, in order of ids."""
    parent: dict[str, str] = {}

    def root(unit_id: str) -> str:
        while parent.setdefault(unit_id, unit_id) != unit_id:
            parent[unit_id] = parent[parent[unit_id]]
            unit_id = parent[unit_id]
        return unit_id

    for first, second in pairs:
        parent[root(second)] = root(first)
    members: defaultdict[str, list[str]] = defaultdict(list)
    for unit_id in sorted(parent):
        members[root(unit_id)].append(unit_id)
    return tuple(sorted(tuple(found) for found in members.values()))
