"""Which units of a library are versions of one unit, found without comparing each with each, and kept up to date.

An inverted index over hashes of N(criterion) finds units that share at least .3 of the smaller one's criteria. Units
that it leaves alone are looked up by halves of criteria, titles and NOS, and verified by reading: their text may be
damaged. References do not decide: versions of one unit seldom share one. `unit_atlas.families` adds what people
decided.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from unit_atlas.compare.families import FEWEST, Signature, one_text_damaged, united

SHARE = 0.3
"""Shared criteria over the smaller unit's; measured at 10,000 generated units: recall .994, precision .997."""

CANDIDATES = 12
"""Most units that one unit is read against."""

Pair = tuple[str, str]
Texts = Callable[[str], Sequence[str]]
"""N of each criterion of the unit with this id."""


class Holders(dict[int, tuple[str, ...]]):
    """Which units hold a hash; most hashes are held by one unit, and those of a unit share a tuple."""

    def __missing__(self, digest: int) -> tuple[str, ...]:
        return ()

    def change(self, unit_id: str, before: Iterable[int], after: Iterable[int], bounds: Collection[int]) -> set[str]:
        """Note what a unit holds now; the units that hold a hash of which the holders came or went beyond a bound."""
        own, old, new, crossed = (unit_id,), set(before), set(after), set[str]()
        for digest in old - new:
            held = self[digest]
            if len(held) - 1 in bounds:
                crossed.update(held)
            self[digest] = tuple(other for other in held if other != unit_id)
        for digest in new - old:
            held = self[digest]
            if len(held) in bounds:
                crossed.update(held)
            self[digest] = held + own if held else own
        return crossed


@dataclass(frozen=True, slots=True)
class Row:
    """The hashes of a unit, and whether it is one text with those that it was read against."""

    criteria: array[int] = field(default_factory=lambda: array("Q"))
    hints: array[int] = field(default_factory=lambda: array("Q"))
    verdicts: dict[str, bool] = field(default_factory=dict)


@dataclass(slots=True)
class Findings:
    """All that an index knows of a library; pairs are in order of ids.

    Attributes:
        shared: Pairs with the number of criteria they share, in order.
        close: Pairs that share enough to be versions, with the same number.
        read: Units that were read, each with one whose text damaged it is.
    """

    ids: set[str] = field(default_factory=set)
    rows: dict[str, Row] = field(default_factory=dict)
    criteria: Holders = field(default_factory=Holders)
    hints: Holders = field(default_factory=Holders)
    shared: list[tuple[str, str, int]] = field(default_factory=list)
    close: dict[Pair, int] = field(default_factory=dict)
    read: set[Pair] = field(default_factory=set)


class FamilyIndex:
    """The close pairs of a library, kept up to date unit by unit.

    `most_held`: a criterion that more units hold than this tells nothing of kinship; measured: 100 for 10,000 units,
    400 for 100,000. `most_counted`: the same for what `shared` counts. `findings`: of the units put so far.
    """

    def __init__(
        self, texts: Texts, *, most_held: int = 100, most_counted: int = 100, findings: Findings | None = None
    ) -> None:
        self._texts, self._most_held, self._most_counted = texts, most_held, most_counted
        self._found = findings or Findings()
        self._reworded: set[str] = set()
        self._uncounted: set[str] = set()
        self._looking: set[str] = set()

    def put(self, signature: Signature) -> None:
        """Add a unit, or replace the one with its id."""
        unit_id, before = signature.unit_id, self._row(signature.unit_id)
        after = Row(signature.criteria, signature.hints, before.verdicts)
        if unit_id not in self._found.ids or before != after:
            self._found.ids.add(unit_id)
            self._found.rows[unit_id] = after
            self._change(unit_id, before, after)

    def drop(self, unit_id: str) -> None:
        """Take a unit out, if it is there."""
        if unit_id in self._found.ids:
            self._change(unit_id, self._row(unit_id), Row())
            self._found.ids.discard(unit_id)
            del self._found.rows[unit_id]

    def _row(self, unit_id: str) -> Row:
        return self._found.rows[unit_id] if unit_id in self._found.ids else Row()

    def _change(self, unit_id: str, before: Row, after: Row) -> None:
        """Note what a unit holds now, and which units have to be counted or to look around again for it."""
        self._looking.add(unit_id)
        self._mark(before.hints)
        if before.criteria != after.criteria:
            self._reworded.add(unit_id)
            self._uncounted.add(unit_id)
            bounds = {self._most_held, self._most_counted}
            self._uncounted |= self._found.criteria.change(unit_id, before.criteria, after.criteria, bounds)
        self._looking |= self._found.hints.change(unit_id, before.hints, after.hints, {self._most_held})
        self._mark(after.hints)

    def _mark(self, hints: Iterable[int]) -> None:
        for digest in hints:
            held = self._found.hints[digest]
            if len(held) <= self._most_held:
                self._looking.update(held)

    def shared(self) -> list[tuple[str, str, int]]:
        """Pairs that share criteria, with how many, in order of ids."""
        self.refresh()
        return self._found.shared

    def pairs(self) -> dict[Pair, int]:
        """Pairs of versions, in order of ids, with the criteria they share word for word."""
        self.refresh()
        read = {(min(pair), max(pair)): 0 for pair in self._found.read}
        return dict(sorted((read | self._found.close).items()))

    def families(self) -> tuple[tuple[str, ...], ...]:
        """Sets of versions, those of more than one unit, in order of ids."""
        return united(self.pairs())

    def refresh(self) -> None:
        """Work out the pairs of the units that changed, and of those whose pairs depend on them."""
        if self._uncounted:
            self._count()
        if self._looking:
            self._look()
        self._reworded, self._uncounted, self._looking = set(), set(), set()

    def _count(self) -> None:
        """Count what units share; those that gain or lose a version have to look around."""
        found, stale = self._found, self._uncounted
        shared = self._counted(self._most_counted)
        held = shared if self._most_held == self._most_counted else self._counted(self._most_held)
        close = {pair: count for pair, count in held.items() if self._enough(pair, count)}
        lost = [pair for pair in found.close if pair[0] in stale or pair[1] in stale]
        self._looking.update(*close, *lost)
        for pair in lost:
            del found.close[pair]
        found.close |= close
        others = [row for row in found.shared if row[0] not in stale and row[1] not in stale]
        found.shared = sorted(others + [(*pair, count) for pair, count in shared.items()])

    def _counted(self, bound: int) -> Counter[Pair]:
        """What uncounted units share with others; criteria that more units hold than the bound tell nothing."""
        fresh, counts = self._uncounted & self._found.ids, Counter[Pair]()
        for digest in {digest for unit_id in fresh for digest in self._found.rows[unit_id].criteria}:
            held = self._found.criteria[digest]
            if 1 < len(held) <= bound:
                counts.update(pair for pair in combinations(sorted(held), 2) if not fresh.isdisjoint(pair))
        return counts

    def _enough(self, pair: Pair, shared: int) -> bool:
        return shared >= FEWEST and shared >= SHARE * min(len(self._found.rows[one].criteria) for one in pair)

    def _look(self) -> None:
        """Read units that share too little with any other against those that share a hint."""
        found, fresh = self._found, dict[Pair, bool]()
        found.read = {pair for pair in found.read if pair[0] not in self._looking}
        accompanied = {unit_id for pair in found.close for unit_id in pair}
        for unit_id in self._looking & found.ids:
            before = found.rows[unit_id].verdicts
            verdicts = {} if unit_id in accompanied else self._verdicts(unit_id, before, fresh)
            if verdicts != before:
                found.rows[unit_id] = replace(found.rows[unit_id], verdicts=verdicts)
            found.read.update((unit_id, other) for other, same in verdicts.items() if same)

    def _verdicts(self, unit_id: str, before: dict[str, bool], fresh: dict[Pair, bool]) -> dict[str, bool]:
        kept = {} if unit_id in self._reworded else before
        return {
            other: kept[other] if other in kept and other not in self._reworded else self._read(unit_id, other, fresh)
            for other in self._candidates(unit_id)
        }

    def _candidates(self, unit_id: str) -> list[str]:
        """The units that share most hints."""
        counts = Counter[str]()
        for digest in self._found.rows[unit_id].hints:
            held = self._found.hints[digest]
            if 1 < len(held) <= self._most_held:
                counts.update(held)
        del counts[unit_id]
        return sorted(counts, key=lambda other: (-counts[other], other))[:CANDIDATES]

    def _read(self, unit_id: str, other: str, fresh: dict[Pair, bool]) -> bool:
        """Whether two units are one text damaged; two of unlike length are read once for both."""
        texts, others = self._texts(unit_id), self._texts(other)
        pair = (unit_id, other) if len(texts) <= len(others) else (other, unit_id)
        if pair not in fresh:
            fresh[pair] = one_text_damaged(texts, others)
        return fresh[pair]
