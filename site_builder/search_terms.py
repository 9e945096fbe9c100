"""The files of the search's terms, of which those stay that no changed unit touches."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial

from site_builder.kept import File, Part, key_of
from site_builder.search_blocks import REFERENCE, blocks, lines_of, merged
from site_builder.search_shards import shard_text, shards
from site_builder.search_units import SearchedUnits
from unit_atlas.cache import Cache, Row

_BLOCKS, _GROUPS = "search blocks", "search groups"
Line = tuple[int, bytes, bytes]
"""A group in a block: the number of the block's first unit, a digest of the terms, and the terms."""


class Terms:
    """The files of the terms of some units in order.

    Attributes:
        shards: The names of the files, once all parts have been asked for.
        counts: How many units each word and reference is in, then.
    """

    def __init__(self, units: SearchedUnits, order: Sequence[str], cache: Cache | None) -> None:
        self._units, self._cache = units, cache
        self.shards: list[str] = []
        self.counts: dict[str, int] = {}
        self._groups: dict[str, list[Line]] = defaultdict(list)
        self._files = lru_cache(maxsize=1)(lambda group: _files(self._groups[group]))
        start = 0
        for block, lines in self._blocks(order):
            for line in lines.splitlines():
                group, digest, terms = line.split(b" ", 2)
                self._groups[group.decode()].append((start, digest, terms))
            start += len(block)

    def _blocks(self, order: Sequence[str]) -> Iterator[tuple[list[str], bytes]]:
        known, made = self._cache.all(_BLOCKS) if self._cache else {}, False
        for block in blocks(order):
            key = self._units.key(unit_ids=block)
            kept, lines = known.pop(block[0], (b"", b""))
            if kept != key or not self._cache:
                made = True
                lines = _text(lines_of(self._units.words(block)))
                self._note(_BLOCKS, (block[0], key, lines))
            yield block, lines
        if self._cache and (made or known):
            self._cache.forget(_BLOCKS, known)
            self._units.prune()

    def _note(self, kind: str, row: Row) -> None:
        if self._cache:
            self._cache.note(kind, [row])

    def parts(self) -> Iterator[Part]:
        """Yield the files."""
        known = self._cache.all(_GROUPS) if self._cache else {}
        for group, lines in sorted(self._groups.items()):
            key = key_of(*((start, digest) for start, digest, _ in lines))
            kept, value = known.pop(group, (b"", b""))
            yield from self._known(group, value) if kept == key else self._made(group, key)
        if self._cache:
            self._cache.forget(_GROUPS, known)

    def _known(self, group: str, value: bytes) -> Iterator[Part]:
        keys, counts = json.loads(value)
        self.counts |= counts
        self.shards += keys
        for name, key in keys.items():
            yield Part(_part_name(name), bytes.fromhex(key), partial(self._again, group, name))

    def _made(self, group: str, key: bytes) -> Iterator[Part]:
        texts, counts = self._files(group)
        parts = {name: Part(_part_name(name), key_of(text), partial(_file, name, text)) for name, text in texts.items()}
        keys = {name: part.key.hex() for name, part in parts.items()}
        self.counts |= counts
        self.shards += keys
        self._note(_GROUPS, (group, key, json.dumps([keys, counts]).encode()))
        yield from parts.values()

    def _again(self, group: str, name: str) -> Iterator[File]:
        return _file(name, self._files(group)[0][name])


def _text(lines: dict[str, bytes]) -> bytes:
    """Return the lines of a block's groups, each with its digest."""
    return b"\n".join(b"%b %b %b" % (group.encode(), _digest(terms), terms) for group, terms in lines.items())


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).hexdigest().encode()


def _part_name(shard: str) -> str:
    return f"search terms-{shard}"


def _file(shard: str, text: str) -> Iterator[File]:
    yield f"search/terms-{shard}.js", text


def _files(lines: Iterable[Line]) -> tuple[dict[str, str], dict[str, int]]:
    """Return the text of each shard of a group, and how many units each word and reference is in."""
    postings, units = merged((start, terms) for start, _, terms in lines)
    words = {term: posting for term, posting in postings.items() if term[0] != REFERENCE}
    keys = {term[1:]: posting for term, posting in postings.items() if term[0] == REFERENCE}
    counts = dict.fromkeys(keys, 1) | {word: units[word] for word in words}
    return {name: shard_text(name, *shard) for name, shard in shards(words, keys)}, counts
