"""What the search knows of each unit, kept for the next build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from site_builder.kept import digest_of, key_of
from site_builder.messages import language
from site_builder.render import script_data
from site_builder.search_words import Words, rows_of, words_of
from site_builder.site import Site
from unit_atlas.cache import Cache, Row

_SHOWN, _HELD, _LISTED = "search words", "search facts", "search units"


class SearchedUnits:
    """What the search knows of units; only those that changed are read."""

    def __init__(self, site: Site, cache: Cache | None) -> None:
        self._site, self._cache = site, cache
        self._ground = key_of(language(), site.bodies.listed)
        self._made: dict[str, str] = {}
        self._stamps = {unit_id: self._stamp(unit_id) for unit_id in site.briefs} if cache else {}

    def _stamp(self, unit_id: str) -> bytes:
        digest = self._site.library.digests.get(unit_id) or key_of(self._site.units[unit_id])
        return b"\0".join((self._ground, unit_id.encode(), b"held" if unit_id in self._site.held else b"", digest))

    def key(self, *others: bytes, unit_ids: Iterable[str]) -> bytes:
        """Return a digest of all that decides what is known of some units; without a cache it says nothing."""
        stamps = (self._stamps[unit_id] for unit_id in unit_ids) if self._cache else ()
        return digest_of(*others, *stamps)

    def words(self, unit_ids: Iterable[str]) -> Iterator[Words]:
        """Yield what is known of units."""
        fresh: list[tuple[str, Row]] = []
        for unit_id in unit_ids:
            kept = self._kept(unit_id)
            words = words_of(self._site, unit_id) if kept is None else Words.from_text(kept)
            if kept is None:
                self._made[unit_id] = words.rows
            if self._cache and kept is None:
                fresh.append((self._kind(unit_id), (unit_id, self._stamps[unit_id], words.to_text().encode())))
            yield words
        if self._cache:
            for kind in (_SHOWN, _HELD):
                self._cache.note(kind, [row for each, row in fresh if each == kind])

    def rows(self, unit_id: str) -> str:
        """Return the rows of a unit's table as the text of a script."""
        if unit_id in self._made:
            return self._made.pop(unit_id)
        kept = self._kept(unit_id)
        return kept.rpartition("\n")[2] if kept else script_data(rows_of(self._site, unit_id))

    def _kept(self, unit_id: str) -> str | None:
        found = self._cache.find(self._kind(unit_id), unit_id, self._stamps[unit_id]) if self._cache else None
        return None if found is None else found.decode()

    def _kind(self, unit_id: str) -> str:
        return _HELD if unit_id in self._site.held else _SHOWN

    def prune(self) -> None:
        """Drop what is kept of units that are gone."""
        if self._cache is None or self._cache.find(_LISTED, "", key_of(*self._site.briefs)) is not None:
            return
        for kind in (_SHOWN, _HELD):
            self._cache.forget(kind, self._cache.names(kind) - self._site.briefs.keys())
        self._cache.note(_LISTED, [("", key_of(*self._site.briefs), b"")])
