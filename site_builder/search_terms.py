"""The files of the search's terms, of which those stay that no changed unit touches."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial

from site_builder.kept import File, Part, key_of
from site_builder.search_blocks import REFERENCE, blocks, lines_of, merged
from site_builder.search_shards import shard_text, shards
from site_builder.search_units import SearchedUnits
from unit_atlas.cache import Cache, Row

_BLOCKS, _GROUPS, _TERMS = "search blocks", "search groups", "search terms"


class Terms:
    """The files of the terms of some units in order.

    Of each block of units it is kept which groups of terms it has, and, apart from that, the terms of each group: they
    are read for the groups that changed alone.

    Attributes:
        shards: The names of the files, once all parts have been asked for.
        counts: How many units each word and reference is in, then.
    """

    def __init__(self, units: SearchedUnits, order: Sequence[str], cache: Cache | None) -> None:
        self._units, self._cache = units, cache
        self.shards: list[str] = []
        self.counts: dict[str, int] = {}
        self._blocks: dict[str, tuple[int, list[str]]] = {}
        self._groups: dict[str, list[tuple[str, bytes]]] = defaultdict(list)
        self._held: dict[str, dict[str, tuple[bytes, bytes]]] = defaultdict(dict)
        self._files = lru_cache(maxsize=1)(lambda group: _files(self._terms(group)))
        start = 0
        for block, header in self._headers(order):
            self._blocks[block[0]] = start, block
            for group, digest in _read(header):
                self._groups[group].append((block[0], digest))
            start += len(block)

    def _headers(self, order: Sequence[str]) -> Iterator[tuple[list[str], bytes]]:
        """Yield each block of units with its groups."""
        known, made = self._cache.all(_BLOCKS) if self._cache else {}, False
        for block in blocks(order):
            key = self._units.key(unit_ids=block)
            kept, header = known.pop(block[0], (b"", b""))
            if kept != key or not self._cache:
                made = True
                before = {group for group, _ in _read(header)}
                header = _header(self._made_block(block, before))
                self._note(_BLOCKS, [(block[0], key, header)])
            yield block, header
        if self._cache and (made or known):
            self._cache.forget(_BLOCKS, known)
            for first, (_, header) in known.items():
                self._cache.forget(_TERMS, [f"{group} {first}" for group, _ in _read(header)])
            self._units.prune()

    def _made_block(self, block: list[str], before: Iterable[str] = ()) -> dict[str, bytes]:
        """Make the terms of a block by group; `before` are the groups that it had."""
        lines, first = lines_of(self._units.words(block)), block[0]
        if self._cache:
            self._cache.forget(_TERMS, [f"{group} {first}" for group in before if group not in lines])
            self._note(_TERMS, [(f"{group} {first}", _digest(terms), terms) for group, terms in lines.items()])
        else:
            for group, terms in lines.items():
                self._held[group][f"{group} {first}"] = _digest(terms), terms
        return lines

    def _terms(self, group: str) -> Iterator[tuple[int, bytes]]:
        """Yield the terms of a group in each block that has it, and the number of the block's first unit."""
        known = self._cache.starting(_TERMS, f"{group} ") if self._cache else self._held[group]
        for first, digest in self._groups[group]:
            start, block = self._blocks[first]
            key, terms = known.get(f"{group} {first}", (b"", b""))
            yield start, terms if key == digest else self._made_block(block)[group]

    def _note(self, kind: str, rows: Iterable[Row]) -> None:
        if self._cache:
            self._cache.note(kind, rows)

    def parts(self) -> Iterator[Part]:
        """Yield the files."""
        known = self._cache.all(_GROUPS) if self._cache else {}
        for group, lines in sorted(self._groups.items()):
            key = key_of(*((self._blocks[first][0], digest) for first, digest in lines))
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
        self._note(_GROUPS, [(group, key, json.dumps([keys, counts]).encode())])
        yield from parts.values()

    def _again(self, group: str, name: str) -> Iterator[File]:
        return _file(name, self._files(group)[0][name])


def _header(lines: Mapping[str, bytes]) -> bytes:
    """Return the groups of a block, each with a digest of its terms."""
    return b"\n".join(b"%b %b" % (group.encode(), _digest(terms)) for group, terms in lines.items())


def _read(header: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what `_header` wrote."""
    for line in header.splitlines():
        group, digest = line.split(b" ")
        yield group.decode(), digest


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).hexdigest().encode()


def _part_name(shard: str) -> str:
    return f"search terms-{shard}"


def _file(shard: str, text: str) -> Iterator[File]:
    yield f"search/terms-{shard}.js", text


def _files(lines: Iterable[tuple[int, bytes]]) -> tuple[dict[str, str], dict[str, int]]:
    """Return the text of each shard of a group, and how many units each word and reference is in."""
    postings, units = merged(lines)
    words = {term: posting for term, posting in postings.items() if term[0] != REFERENCE}
    keys = {term[1:]: posting for term, posting in postings.items() if term[0] == REFERENCE}
    counts = dict.fromkeys(keys, 1) | {word: units[word] for word in words}
    return {name: shard_text(name, *shard) for name, shard in shards(words, keys)}, counts
