"""What an index of families knows of a library, in pieces of the cache: a change of a few units reads and writes few.

One piece is of the whole library, one of each unit, and the holders of hashes lie in buckets by the first bits of the
hash. The piece of the whole has the stamps of all others, so that pieces of two states never mix. Numbers stand for
units in them; a unit keeps its number until it goes.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

from unit_atlas.cache import Cache
from unit_atlas.compare.family_index import Findings, Holders, Row
from unit_atlas.kept_pieces import LostError, Pieces, joined, parted

_KIND = "kinship"
_SHIFT = 64 - 12
"""Bits of a hash after those of its bucket: of 10,000 units a bucket holds about fifty hashes, which suits SQLite."""


class KeptFindings:
    """Findings that are read from the cache where they are asked for, and noted where they changed.

    Attributes:
        digests: What stood for the content of each unit, by id.
        findings: What was found; nothing until it is loaded.
    """

    def __init__(self, cache: Cache, key: bytes) -> None:
        self._cache, self._key = cache, key + sys.byteorder.encode()
        self._begin([])

    def _begin(self, ids: list[str], *stamps: bytes) -> None:
        kinds = [f"{_KIND} of {kind}" for kind in ("units", "criteria", "hints")]
        units, criteria, hints = map(Pieces, [self._cache] * 3, kinds, stamps or [b""] * 3)
        self._ids, self.digests = ids, dict[str, bytes]()
        self._rows, self._criteria, self._hints = _Rows(units, ids), _Holders(criteria, ids), _Holders(hints, ids)
        self.findings = Findings(set(ids) - {""}, self._rows, self._criteria, self._hints)

    def load(self) -> None:
        """Go on from what was noted with the same key.

        Raises:
            LostError: There is none.
        """
        whole = self._cache.find(_KIND, "all", self._key)
        if whole is None:
            raise LostError
        names, lengths, digests, units, criteria, hints, *pairs = parted(whole)
        self._begin(json.loads(names), units, criteria, hints)
        self.digests = dict(zip(self._ids, _cut(digests, array("I", lengths)), strict=True))
        self.digests.pop("", None)
        shared, close, read = (_unpacked(columns, self._ids) for columns in pairs)
        self.findings.shared = list(shared)
        self.findings.close = {(first, second): count for first, second, count in close}
        self.findings.read = {(reader, other) for reader, other, _ in read}

    def clear(self) -> None:
        """Drop all that was noted."""
        for kind in (self._rows, self._criteria, self._hints):
            kind.pieces.clear()
        self._begin([])

    def note(self, digests: Mapping[str, bytes]) -> None:
        """Note what changed; `digests` stand for the content of the units now."""
        ids, found = _numbered(self._ids, digests), self.findings
        number = {unit_id: place for place, unit_id in enumerate(ids)}
        contents = [digests.get(unit_id, b"") for unit_id in ids]
        self._rows.note(number)
        self._criteria.note(number)
        self._hints.note(number)
        parts = [
            json.dumps(ids).encode(),
            array("I", map(len, contents)).tobytes(),
            b"".join(contents),
            *(kind.pieces.stamps() for kind in (self._rows, self._criteria, self._hints)),
            _packed(found.shared, number),
            _packed([(*pair, count) for pair, count in found.close.items()], number),
            _packed([(*pair, 0) for pair in sorted(found.read)], number),
        ]
        self._cache.note(_KIND, [("all", self._key, joined(parts))])


class _Rows(dict[str, Row]):
    """What is known of each unit: those that were asked for or put."""

    def __init__(self, pieces: Pieces, ids: Sequence[str]) -> None:
        self.pieces, self._ids, self._touched = pieces, ids, set[str]()
        self._number = {unit_id: place for place, unit_id in enumerate(ids)}

    def __missing__(self, unit_id: str) -> Row:
        criteria, hints, verdicts = self.pieces.read(self._number[unit_id])
        said = {self._ids[one >> 1]: bool(one & 1) for one in array("I", verdicts)}
        row = Row(array("Q", criteria), array("Q", hints), said)
        super().__setitem__(unit_id, row)
        return row

    def __setitem__(self, unit_id: str, row: Row) -> None:
        super().__setitem__(unit_id, row)
        self._touched.add(unit_id)

    def __delitem__(self, unit_id: str) -> None:
        super().__delitem__(unit_id)
        self._touched.add(unit_id)

    def note(self, number: Mapping[str, int]) -> None:
        """Note those that changed; those that went make room for others."""
        gone = {self._number[unit_id]: list[bytes]() for unit_id in self._touched & self._number.keys() - self.keys()}
        touched = {number[unit_id]: self[unit_id] for unit_id in self._touched & self.keys()}
        self.pieces.note(gone | {place: _parts(row, number) for place, row in touched.items()})


def _parts(row: Row, number: Mapping[str, int]) -> list[bytes]:
    verdicts = array("I", [number[other] << 1 | same for other, same in row.verdicts.items()])
    return [row.criteria.tobytes(), row.hints.tobytes(), verdicts.tobytes()]


class _Holders(Holders):
    """Which units hold a hash, as far as buckets were asked for or changed."""

    def __init__(self, pieces: Pieces, ids: Sequence[str]) -> None:
        self.pieces, self._ids, self._loaded, self._touched = pieces, ids, set[int](), set[int]()

    def __missing__(self, digest: int) -> tuple[str, ...]:
        bucket = digest >> _SHIFT
        if bucket in self._loaded:
            return ()
        self._loaded.add(bucket)
        for held, unit_id in self._read(bucket):
            self[held] = (*self.get(held, ()), unit_id)
        return self.get(digest, ())

    def _read(self, bucket: int) -> Iterator[tuple[int, str]]:
        hashes, holders = self.pieces.read(bucket) or (b"", b"")
        return zip(array("Q", hashes), map(self._ids.__getitem__, array("I", holders)), strict=True)

    def change(self, unit_id: str, before: Iterable[int], after: Iterable[int], bounds: Collection[int]) -> set[str]:
        """Note what a unit holds now; see `Holders.change`."""
        self._touched.update(digest >> _SHIFT for digest in {*before, *after})
        return super().change(unit_id, before, after, bounds)

    def note(self, number: Mapping[str, int]) -> None:
        """Note the buckets that changed."""
        buckets: defaultdict[int, tuple[array[int], array[int]]] = defaultdict(lambda: (array("Q"), array("I")))
        for digest, holders in self.items():
            if digest >> _SHIFT in self._touched:
                hashes, numbers = buckets[digest >> _SHIFT]
                for unit_id in holders:
                    hashes.append(digest)
                    numbers.append(number[unit_id])
        self.pieces.note(
            {bucket: [part.tobytes() for part in buckets.get(bucket, ())] for bucket in sorted(self._touched)}
        )


def _numbered(before: Sequence[str], units: Mapping[str, bytes]) -> list[str]:
    """The ids by number: units keep theirs, new ones take those that others left; '' where none did."""
    known = set(before)
    new = iter([unit_id for unit_id in units if unit_id not in known])
    return [unit_id if unit_id in units else next(new, "") for unit_id in before] + list(new)


def _packed(rows: Sequence[tuple[str, str, int]], number: Mapping[str, int]) -> bytes:
    """Pairs of units with a count, column by column."""
    firsts, seconds, counts = zip(*rows, strict=True) if rows else ((), (), ())
    columns = ([number[one] for one in firsts], [number[one] for one in seconds], counts)
    return joined(array("I", column).tobytes() for column in columns)


def _unpacked(columns: bytes, ids: Sequence[str]) -> Iterator[tuple[str, str, int]]:
    firsts, seconds, counts = (array("I", column) for column in parted(columns))
    return zip(map(ids.__getitem__, firsts), map(ids.__getitem__, seconds), counts, strict=True)


def _cut(whole: bytes, lengths: Iterable[int]) -> Iterator[bytes]:
    return (whole[start:end] for start, end in pairwise(accumulate(lengths, initial=0)))
