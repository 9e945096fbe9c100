"""Numbered pieces of one state in the cache, which know each other by their stamps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b

from unit_atlas.cache import Cache

_STAMP = 8  # bytes
_NOTHING = bytes(_STAMP)
"""The stamp of a piece that is empty and therefore not in the cache."""


class LostError(Exception):
    """A piece is not there as it was noted."""


class Pieces:
    """Pieces of a kind by number, each of several parts."""

    def __init__(self, cache: Cache, kind: str, stamps: bytes) -> None:
        self._cache, self._kind, self._stamps = cache, kind, bytearray(stamps)

    def read(self, place: int) -> list[bytes]:
        """The parts of a piece.

        Raises:
            LostError: The cache does not hold the piece with its stamp.
        """
        stamp = bytes(self._stamps[place * _STAMP : (place + 1) * _STAMP])
        if stamp in (_NOTHING, b""):
            return []
        value = self._cache.find(self._kind, _name(place), stamp)
        if value is None:
            raise LostError
        return parted(value)

    def note(self, pieces: Mapping[int, Sequence[bytes]]) -> None:
        """Note pieces; those without parts are dropped."""
        values = {place: joined(parts) for place, parts in pieces.items() if parts}
        stamps = {place: blake2b(value, digest_size=_STAMP).digest() for place, value in values.items()}
        self._cache.note(self._kind, ((_name(place), stamps[place], value) for place, value in values.items()))
        self._cache.forget(self._kind, map(_name, pieces.keys() - values.keys()))
        self._stamps.extend(bytes(max(0, (max(pieces, default=-1) + 1) * _STAMP - len(self._stamps))))
        for place in pieces:
            self._stamps[place * _STAMP : (place + 1) * _STAMP] = stamps.get(place, _NOTHING)

    def clear(self) -> None:
        """Drop all pieces of the kind."""
        self._cache.forget(self._kind, list(self._cache.all(self._kind)))

    def stamps(self) -> bytes:
        """What the pieces are known by, to be kept beside them."""
        return bytes(self._stamps)


def joined(parts: Iterable[bytes]) -> bytes:
    """Parts as one value."""
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def parted(value: bytes) -> list[bytes]:
    """The parts of a value."""
    parts, place = list[bytes](), 0
    while place < len(value):
        start = place + 4
        place = start + int.from_bytes(value[place:start], "big")
        parts.append(value[start:place])
    return parts


def _name(place: int) -> str:
    return f"{place:06x}"
