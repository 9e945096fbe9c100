"""What pages other than a unit's own say of units, in columns; each is read when somebody asks for it.

A column holds one cell a unit. Of the cells their digests are at hand without reading the column, so that a build knows
which lists would come out as they are.
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
from unit_atlas.indexes import Spot, method_spots, skill_spots, verb_spots
from unit_atlas.library import Library
from unit_atlas.model import Unit

BRIEFS, DOUBTS, METHODS, SKILLS, VERBS = "briefs", "doubts", "methods", "skills", "verbs"
COLUMNS = (BRIEFS, DOUBTS, METHODS, SKILLS, VERBS)
_KIND = "columns"
_DIGEST = 8  # bytes; two cells alike by chance are a matter of one in 10^19

Cells = dict[str, Any]
"""A cell of one unit by column, or those of one column by unit, as JSON has them."""


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


def _cells(unit: Unit) -> Cells:
    brief = brief_of(unit)
    return {
        BRIEFS: [getattr(brief, name) for name in Brief.__slots__],
        DOUBTS: _doubts(unit),
        METHODS: method_spots(unit),
        SKILLS: skill_spots(unit),
        VERBS: verb_spots(unit),
    }


def _digest(cell: Any) -> str:
    return hashlib.blake2b(json.dumps(cell).encode(), digest_size=_DIGEST).hexdigest()


class Columns:
    """The columns of a library.

    Args:
        library: The library.
        cache: Where columns are kept for the next build; then only units that changed are read. None: nowhere.
    """

    def __init__(self, library: Library, cache: Cache | None) -> None:
        self._library, self._cache = library, cache
        self._read: dict[str, Cells] = {}
        found = cache.find(_KIND, "digests", b"") if cache else None
        before: dict[str, list[str]] = json.loads(found) if found else {}
        now = {unit_id: digest.hex() for unit_id, digest in library.digests.items()}
        fresh = {
            unit_id: _cells(library.units[unit_id])
            for unit_id in library.units
            if unit_id not in now or before.get(unit_id, [""])[0] != now[unit_id]
        }
        self._digests = {
            unit_id: [now.get(unit_id, ""), *(_digest(fresh[unit_id][name]) for name in COLUMNS)]
            if unit_id in fresh
            else before[unit_id]
            for unit_id in library.units
        }
        for name in COLUMNS:
            self._renew(name, before, fresh)
        if cache and self._digests != before:
            cache.note(_KIND, [("digests", b"", json.dumps(self._digests).encode())])

    def _renew(self, name: str, before: Mapping[str, list[str]], fresh: Mapping[str, Cells]) -> None:
        """Bring a column up to date, where a cell of it changed."""
        old, new = _column_key(name, before), self.key(name)
        if old == new and self._cache:
            return
        kept = {} if len(fresh) == len(self._digests) else self._column(name, old, before)
        cells = {unit_id: fresh[unit_id][name] if unit_id in fresh else kept[unit_id] for unit_id in self._digests}
        self._read[name] = cells
        if self._cache:
            self._cache.note(_KIND, [(name, new, json.dumps(cells).encode())])

    def _column(self, name: str, key: bytes, units: Mapping[str, object]) -> Cells:
        """Read a column from the cache; where it is lost, from those of its units that are still there."""
        found = self._cache.find(_KIND, name, key) if self._cache else None
        if found is None:
            return {key: _cells(self._library.units[key])[name] for key in units if key in self._library.units}
        cells: Cells = json.loads(found)
        return cells

    @property
    def units(self) -> Iterable[str]:
        """The ids of all units, in order."""
        return self._digests.keys()

    def key(self, name: str) -> bytes:
        """Return a digest of a column."""
        return _column_key(name, self._digests)

    def cell_key(self, name: str, unit_id: str) -> str:
        """Return a digest of a unit's cell."""
        return self._digests[unit_id][1 + COLUMNS.index(name)]

    def _cells_of(self, name: str) -> Cells:
        if name not in self._read:
            self._read[name] = self._column(name, self.key(name), self._digests)
        return self._read[name]

    @cached_property
    def briefs(self) -> Mapping[str, Brief]:
        """What lists say of each unit, in the order of ids."""
        cells = self._cells_of(BRIEFS)
        del self._read[BRIEFS]
        return {unit_id: _brief(cell) for unit_id, cell in cells.items()}

    def spots(self, name: str) -> Mapping[str, list[Spot]]:
        """Return where each unit stands in the index of methods, skills or verbs."""
        return self._cells_of(name)

    @cached_property
    def doubts(self) -> Mapping[str, tuple[Doubt, ...]]:
        """The open review entries of each unit that has any."""
        return {
            unit_id: tuple(Doubt(*each) for each in cell) for unit_id, cell in self._cells_of(DOUBTS).items() if cell
        }


def _brief(cell: list[Any]) -> Brief:
    values = dict(zip(Brief.__slots__, cell, strict=True))
    return Brief(**{**values, "nos": tuple(Standard(*each) for each in values["nos"])})


def _column_key(name: str, digests: Mapping[str, list[str]]) -> bytes:
    place = 1 + COLUMNS.index(name)
    whole = "\n".join(f"{unit_id} {row[place]}" for unit_id, row in digests.items())
    return hashlib.blake2b(whole.encode(), digest_size=16).digest()
