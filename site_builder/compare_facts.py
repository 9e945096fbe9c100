"""Facts and assessment methods of two units, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from site_builder.compare_words import BURDENS
from site_builder.links import slug
from site_builder.unit_parts import REQUIREMENTS
from unit_atlas.compare.model import FactDifference
from unit_atlas.model import Unit

_BURDEN_ORDER = tuple(BURDENS.values())
_PLAIN_FACTS = {
    "awarding_body", "title", "unit_number", "sector_unit_number", "ofqual_reference", "level", "level_framework",
    "credit", "glh", "tqt", "published", "issue", "nos", "functional_skills", "assessment.methods",
    "learning_outcomes", "criteria",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact that differs; None on a side means not printed."""

    label: str
    held: str | None
    wanted: str | None
    burden: str
    meaning: str


@dataclass(frozen=True, slots=True)
class MethodRow:
    """An assessment method; None on a side means that its grid does not print it."""

    name: str
    held: str | None
    wanted: str | None


def is_plain(field: str) -> bool:
    """Tell whether a field is a fact that may always be shown, not a passage of text."""
    return field in _PLAIN_FACTS or field.startswith(("assessment.methods[", "functional_skills."))


def fact_rows(facts: Sequence[FactDifference], *, hidden: bool) -> tuple[FactRow, ...]:
    """Lay out the facts that differ, those that ask for evidence first; prose of units that are held back stays out."""
    rows = [_hidden_row(fact) if hidden else _fact_row(fact) for fact in facts]
    return tuple(sorted(rows, key=lambda row: _BURDEN_ORDER.index(row.burden)))


def _fact_row(fact: FactDifference) -> FactRow:
    return FactRow(fact.label, fact.a, fact.b, BURDENS[fact.severity], fact.meaning)


def _hidden_row(fact: FactDifference) -> FactRow:
    """Leave out passages, and the meaning too, which may speak in their words."""
    if is_plain(fact.field):
        return FactRow(fact.label, fact.a, fact.b, BURDENS[fact.severity], "")
    held, wanted = ("text held back" if side else None for side in (fact.a, fact.b))
    return FactRow(fact.label, held, wanted, BURDENS[fact.severity], "The texts differ.")


def method_rows(held: Unit, wanted: Unit) -> tuple[MethodRow, ...]:
    """Lay out the two grids of assessment methods as one: what either side uses first, then what both leave empty."""
    sides = [{slug(method.name): method for method in unit.assessment.methods} for unit in (held, wanted)]
    names = {key: method.name for side in sides for key, method in side.items()}
    rows = [
        MethodRow(name, *(REQUIREMENTS[side[key].requirement] if key in side else None for side in sides))
        for key, name in names.items()
    ]
    rank = {REQUIREMENTS["prescribed"]: 0, REQUIREMENTS["optional"]: 1}
    return tuple(sorted(rows, key=lambda row: min(rank.get(row.held or "", 2), rank.get(row.wanted or "", 2))))
