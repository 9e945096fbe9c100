"""Making briefs of units, and keeping them for the next build."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import TypeAdapter

from site_builder.brief import Brief, Doubt, Standard
from site_builder.unit_parts import outcome_views
from site_builder.unit_view import review_targets
from site_builder.views import opening_of
from unit_atlas.cache import Cache, Row
from unit_atlas.compare.families import traits_of
from unit_atlas.indexes import spots_of
from unit_atlas.library import Library
from unit_atlas.model import Unit

_BRIEF = TypeAdapter(Brief)
_KIND = "briefs"


def brief_of(unit: Unit) -> Brief:
    """Return what other pages say of a unit."""
    targets = review_targets(unit, outcome_views(unit.learning_outcomes)) if unit.review else ()
    return Brief(
        title=unit.title,
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
        review=tuple(
            Doubt(entry.field, entry.reason, entry.message, target)
            for entry, target in zip(unit.review, targets, strict=True)
        ),
        spots=spots_of(unit),
        traits=traits_of(unit),
    )


def briefs_of(library: Library, cache: Cache | None) -> Mapping[str, Brief]:
    """Return the briefs of a library's units, those of units that did not change from the cache."""
    if cache is None:
        return {unit_id: brief_of(unit) for unit_id, unit in library.units.items()}
    known, fresh, briefs = cache.all(_KIND), list[Row](), dict[str, Brief]()
    for unit_id in library.units:
        key, value = known.get(unit_id, (b"", b""))
        if key == library.digests[unit_id]:
            briefs[unit_id] = _BRIEF.validate_json(value)
        else:
            briefs[unit_id] = brief_of(library.units[unit_id])
            fresh.append((unit_id, library.digests[unit_id], _BRIEF.dump_json(briefs[unit_id])))
    cache.note(_KIND, fresh)
    cache.forget(_KIND, known.keys() - briefs.keys())
    return briefs
