"""What pages other than a unit's own say of units, in columns; each is read when somebody asks for it.

A column holds one cell a unit, a line of JSON each, or where units stand in an index, by name. Of the cells their
digests are at hand without reading the column, so that a build knows which lists would come out as they are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from site_builder.brief import Brief, Doubt, Standard
from site_builder.unit_parts import outcome_views
from site_builder.unit_view import review_targets
from site_builder.views import opening_of, title_inferred
from unit_atlas.cache import Cache
from unit_atlas.compare.families import Traits, traits_of
from unit_atlas.indexes import Listed, listed, method_spots, relisted, skill_spots, verb_spots
from unit_atlas.library import Library
from unit_atlas.model import Unit

BRIEFS, DOUBTS, METHODS, SKILLS, VERBS = "briefs", "doubts", "methods", "skills", "verbs"
LISTED = (METHODS, SKILLS, VERBS)
COLUMNS = (BRIEFS, DOUBTS, *LISTED)
_KIND = "columns"
_DIGEST = 8  # bytes; two cells alike by chance are a matter of one in 10^19

Texts = dict[str, str]
"""The cells of a unit by column, as JSON."""


def brief_of(unit: Unit) -> Brief:
    """Return what lists say of a unit."""
    return Brief(
        title=unit.title,
        title_inferred=title_inferred(unit),
        unit_number=unit.unit_number,
        ofqual_reference=unit.ofqual_reference,
        awarding_body=unit.awarding_body,
        level=unit.level,
        level_framework=unit.level_framework,
        credit=unit.credit,
        glh=unit.glh,
        opening=opening_of(unit),
        outcomes=len(unit.learning_outcomes),
        criteria=sum(len(outcome.criteria) for outcome in unit.learning_outcomes),
        nos=tuple(Standard(link.reference, link.title) for link in unit.nos),
        doubts=len(unit.review),
    )


def _doubts(unit: Unit) -> list[Doubt]:
    if not unit.review:
        return []
    targets = review_targets(unit, outcome_views(unit.learning_outcomes))
    return [
        Doubt(entry.field, entry.reason, entry.message, target)
        for entry, target in zip(unit.review, targets, strict=True)
    ]


def _cells(unit: Unit) -> Texts:
    brief = brief_of(unit)
    cells = {
        BRIEFS: [getattr(brief, name) for name in Brief.__slots__],
        DOUBTS: _doubts(unit),
        METHODS: method_spots(unit),
        SKILLS: skill_spots(unit),
        VERBS: verb_spots(unit),
    }
    return {name: json.dumps(cell, separators=(",", ":")) for name, cell in cells.items()}


def _digest(cell: str) -> str:
    return hashlib.blake2b(cell.encode(), digest_size=_DIGEST).hexdigest()


def _joined(names: Listed) -> str:
    return "\n\n".join(f"{json.dumps(name)}\n{lines}" for name, lines in names.items())


def _parted(text: str) -> Listed:
    parts = (part.partition("\n") for part in text.split("\n\n") if part)
    return {json.loads(name): lines for name, _, lines in parts}


class _Digests:
    """Digests, in hex, of each column (`keys`), and for each of `units` of its files and of its cells."""

    def __init__(self, found: bytes | None) -> None:
        self.keys: dict[str, str] = {}
        self.units: dict[str, list[str]] = {}
        if found:
            columns, *units = (line.split(" ") for line in found.decode().split("\n"))
            self.keys = dict(zip(COLUMNS, columns, strict=True))
            self.units = {unit_id: digests for unit_id, *digests in units}

    def key(self, name: str) -> bytes:
        """Return the digest of a column."""
        return bytes.fromhex(self.keys.get(name, ""))

    def renewed(self, units: dict[str, list[str]], changed: Mapping[str, list[str]]) -> _Digests:
        """Return those of another state of the library, in which these units changed."""
        after = _Digests(None)
        after.units = units
        for place, name in enumerate(COLUMNS, 1):
            same = units.keys() == self.units.keys() and all(
                row[place] == self.units[unit_id][place] for unit_id, row in changed.items()
            )
            after.keys[name] = self.keys[name] if same and name in self.keys else _column_key(place, units)
        return after

    def to_bytes(self) -> bytes:
        """Return what a later build reads them from."""
        units = (" ".join((unit_id, *digests)) for unit_id, digests in self.units.items())
        return "\n".join((" ".join(self.keys[name] for name in COLUMNS), *units)).encode()


def _column_key(place: int, units: Mapping[str, list[str]]) -> str:
    whole = "\n".join([f"{unit_id} {row[place]}" for unit_id, row in units.items()])
    return hashlib.blake2b(whole.encode(), digest_size=16).hexdigest()


class Columns:
    """The columns of a library.

    Args:
        library: The library.
        cache: Where columns are kept for the next build; then only units that changed are read. None: nowhere.
    """

    def __init__(self, library: Library, cache: Cache | None) -> None:
        self._library, self._cache = library, cache
        self._texts: dict[str, str] = {}
        self._traits: dict[str, Traits] = {}
        before = _Digests(cache.find(_KIND, "digests", b"") if cache else None)
        now = {unit_id: digest.hex() for unit_id, digest in library.digests.items()}
        fresh = dict[str, Texts]()
        for unit_id in library.units:
            if unit_id not in now or before.units.get(unit_id, [""])[0] != now[unit_id]:
                unit = library.units[unit_id]
                fresh[unit_id] = _cells(unit)
                if cache:
                    self._traits[unit_id] = traits_of(unit)
        if not fresh and before.units.keys() == now.keys():
            self._digests = before
            return
        rows = {key: [now.get(key, ""), *(_digest(cells[name]) for name in COLUMNS)] for key, cells in fresh.items()}
        units = {unit_id: rows.get(unit_id) or before.units[unit_id] for unit_id in library.units}
        self._digests = before.renewed(units, rows)
        for name in COLUMNS:
            self._renew(name, before, fresh)
        if cache:
            cache.note(_KIND, [("digests", b"", self._digests.to_bytes())])

    def _renew(self, name: str, before: _Digests, fresh: Mapping[str, Texts]) -> None:
        """Bring a column up to date, where a cell of it changed."""
        new, units = self.key(name), self._digests.units
        if self._cache and before.keys.get(name) == new.hex():
            return
        text = self._kept_text(name, before.key(name)) if len(fresh) < len(units) else None
        cells = {unit_id: each[name] for unit_id, each in fresh.items()}
        if text is None:
            text = self._whole(name, cells)
        elif name in LISTED:
            gone = dict.fromkeys(before.units.keys() - units.keys(), "[]")
            text = _joined(relisted(_parted(text), {key: json.loads(cell) for key, cell in (gone | cells).items()}))
        else:
            kept = dict(zip(before.units, text.split("\n"), strict=True)) | cells
            text = "\n".join([kept[unit_id] for unit_id in units])
        self._texts[name] = text
        if self._cache:
            self._cache.note(_KIND, [(name, new, text.encode())])

    def _kept_text(self, name: str, key: bytes) -> str | None:
        found = self._cache.find(_KIND, name, key) if self._cache else None
        return None if found is None else found.decode()

    def _whole(self, name: str, cells: Mapping[str, str]) -> str:
        """Make a column of its cells; those that are not at hand are made again."""
        units = self._library.units
        whole = {key: cells[key] if key in cells else _cells(units[key])[name] for key in units}
        if name in LISTED:
            return _joined(listed({unit_id: json.loads(cell) for unit_id, cell in whole.items()}))
        return "\n".join(whole.values())

    def _text(self, name: str) -> str:
        if name not in self._texts:
            found = self._kept_text(name, self.key(name))
            self._texts[name] = self._whole(name, {}) if found is None else found
        return self._texts[name]

    def _cells_of(self, name: str) -> Mapping[str, Any]:
        lines = self._text(name).split("\n") if self._digests.units else []
        return dict(zip(self._digests.units, json.loads(f"[{','.join(lines)}]"), strict=True))

    @property
    def units(self) -> Iterable[str]:
        """The ids of all units, in order."""
        return self._digests.units.keys()

    def key(self, name: str) -> bytes:
        """Return a digest of a column."""
        return self._digests.key(name)

    def cell_key(self, name: str, unit_id: str) -> str:
        """Return a digest of a unit's cell."""
        return self._digests.units[unit_id][1 + COLUMNS.index(name)]

    @cached_property
    def briefs(self) -> Mapping[str, Brief]:
        """What lists say of each unit, in the order of ids."""
        return {unit_id: _brief(*cell) for unit_id, cell in self._cells_of(BRIEFS).items()}

    def traits(self, unit_id: str) -> Traits:
        """Return what a unit's versions are known by; of units that were read for these columns it is at hand once."""
        return self._traits.pop(unit_id, None) or traits_of(self._library.units[unit_id])

    def listed(self, name: str) -> Listed:
        """Return the index of methods, skills or verbs."""
        return _parted(self._text(name))

    @cached_property
    def doubts(self) -> Mapping[str, tuple[Doubt, ...]]:
        """The open review entries of each unit that has any."""
        return {
            unit_id: tuple(Doubt(*each) for each in cell) for unit_id, cell in self._cells_of(DOUBTS).items() if cell
        }


def _brief(*cell: Any) -> Brief:
    *facts, nos, doubts = cell
    return Brief(*facts, tuple(map(Standard._make, nos)), doubts)  # type: ignore[call-arg]
