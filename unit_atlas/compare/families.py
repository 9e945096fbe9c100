"""Which units of a library are versions of one unit, found by their words alone, without comparing each with each.

An inverted index over hashes of N(criterion) finds units that share at least .3 of the smaller one's criteria. Units
that it leaves alone are looked up by halves of criteria, titles and NOS, and verified by reading: their text may be
damaged. References do not decide: versions of one unit seldom share one. `unit_atlas.families` adds what people
decided.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from rapidfuzz import fuzz, process

from unit_atlas.compare.normal import normal
from unit_atlas.model import Unit

SHARE = 0.3
"""Shared criteria over the smaller unit's; measured at 10,000 generated units: recall .994, precision .997."""

FEWEST = 2
"""Shared criteria that two versions have at least; one alone is too often a commonplace."""

SIMILAR = 80
"""rapidfuzz ratio (0 to 100) from which two criteria are one text with damage."""

DAMAGED_SHARE = 0.5
"""Criteria that are one text with damage over the smaller unit's, for units found by reading."""

CANDIDATES = 12
"""Most units that one unit is read against."""


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


Texts = Callable[[str], Sequence[str]]
"""N of each criterion of the unit with this id."""


class _Holders:
    """Which units hold a hash: most hashes are held by one, for which a set would be a waste."""

    def __init__(self) -> None:
        self._one: dict[int, str] = {}
        self._more: dict[int, set[str]] = {}

    def __getitem__(self, digest: int) -> set[str]:
        """All that hold it."""
        more = self._more.get(digest)
        if more is not None:
            return more
        return {self._one[digest]} if digest in self._one else set()

    def add(self, digest: int, unit_id: str) -> None:
        """Note that a unit holds it."""
        first = self._one.setdefault(digest, unit_id)
        if first != unit_id:
            self._more.setdefault(digest, {first}).add(unit_id)

    def discard(self, digest: int, unit_id: str) -> None:
        """Note that a unit no longer holds it."""
        left = self[digest] - {unit_id}
        self._one.pop(digest, None)
        self._more.pop(digest, None)
        for other in left:
            self.add(digest, other)


class FamilyIndex:
    """The close pairs of a library, kept up to date unit by unit.

    `most_held`: a criterion that more units hold than this tells nothing of kinship; measured: 100 for 10,000 units,
    400 for 100,000.
    """

    def __init__(self, texts: Texts, *, most_held: int = 100) -> None:
        self._texts = texts
        self._most_held = most_held
        self._signatures: dict[str, Signature] = {}
        self._criteria = _Holders()
        self._hints = _Holders()
        self._close: defaultdict[str, dict[str, int]] = defaultdict(dict)
        self._read: defaultdict[str, set[str]] = defaultdict(set)
        self._stale: set[str] = set()

    def put(self, signature: Signature) -> None:
        """Add a unit, or replace the one with its id."""
        self.drop(signature.unit_id)
        self._signatures[signature.unit_id] = signature
        for digest in signature.criteria:
            self._criteria.add(digest, signature.unit_id)
        for digest in signature.hints:
            self._hints.add(digest, signature.unit_id)
        self._mark(signature)
        self._stale.add(signature.unit_id)

    def drop(self, unit_id: str) -> None:
        """Take a unit out, if it is there."""
        signature = self._signatures.pop(unit_id, None)
        if signature is None:
            return
        self._mark(signature)
        for digest in signature.criteria:
            self._criteria.discard(digest, unit_id)
        for digest in signature.hints:
            self._hints.discard(digest, unit_id)
        self._stale |= self._unlink(unit_id)
        self._stale.discard(unit_id)

    def _mark(self, signature: Signature) -> None:
        """Note whose pairs this unit's coming or going may change: by a criterion that it makes too common or rare
        enough again, or by a hint.
        """
        for digest in signature.criteria:
            if len(self._criteria[digest]) == self._most_held + 1:
                self._stale |= self._criteria[digest]
        for digest in signature.hints:
            if len(self._hints[digest]) <= self._most_held + 1:
                self._stale |= self._hints[digest]

    def _unlink(self, unit_id: str) -> set[str]:
        """Forget a unit's pairs; the units that lost one."""
        others = set(self._close.pop(unit_id, {})) | self._read.pop(unit_id, set())
        for other in others:
            self._close[other].pop(unit_id, None)
            self._read[other].discard(unit_id)
        return others

    def pairs(self) -> dict[tuple[str, str], int]:
        """Pairs of versions, in order of ids, with the criteria they share word for word."""
        self._refresh()
        found = {
            (first, second): shared
            for first, others in self._close.items()
            for second, shared in others.items()
            if first < second
        }
        read = {(first, second) for first, others in self._read.items() for second in others if first < second}
        return dict(sorted((found | {pair: found.get(pair, 0) for pair in read}).items()))

    def families(self) -> tuple[tuple[str, ...], ...]:
        """Sets of versions, those of more than one unit, in order of ids."""
        return united(self.pairs())

    def _refresh(self) -> None:
        """Work out the pairs of the units that changed, and of those whose pairs depend on them."""
        stale, self._stale = self._stale & self._signatures.keys(), set()
        lonely_before = {unit_id for unit_id in stale if self._close.get(unit_id)}
        for unit_id in stale:
            lonely_before |= self._unlink(unit_id)
        for unit_id in stale:
            self._link(unit_id)
        for unit_id in sorted((stale | lonely_before) & self._signatures.keys()):
            if not self._close.get(unit_id):
                self._look_around(unit_id)

    def _link(self, unit_id: str) -> None:
        own = self._signatures[unit_id]
        for other, shared in self._sharing(own.criteria, self._criteria, unit_id).items():
            smaller = min(len(own.criteria), len(self._signatures[other].criteria))
            if shared >= FEWEST and shared >= SHARE * smaller:
                self._close[unit_id][other] = self._close[other][unit_id] = shared

    def _sharing(self, hashes: array[int], index: _Holders, unit_id: str) -> Counter[str]:
        """Units that hold the same hashes, with how many; those held by too many tell nothing."""
        shared: Counter[str] = Counter()
        for digest in hashes:
            holders = index[digest]
            if 1 < len(holders) <= self._most_held:
                shared.update(holders)
        del shared[unit_id]
        return shared

    def _look_around(self, unit_id: str) -> None:
        """Read a unit that shares too little with any other against those that share a hint."""
        own = self._texts(unit_id)
        hints = self._sharing(self._signatures[unit_id].hints, self._hints, unit_id)
        for other, _ in sorted(hints.items(), key=lambda hint: (-hint[1], hint[0]))[:CANDIDATES]:
            if _one_text_damaged(own, self._texts(other)):
                self._read[unit_id].add(other)
                self._read[other].add(unit_id)


def _one_text_damaged(a: Sequence[str], b: Sequence[str]) -> bool:
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
