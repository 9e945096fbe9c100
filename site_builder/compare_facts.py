"""Facts and assessment methods of two units, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from site_builder.compare_words import BURDENS
from site_builder.links import slug
from site_builder.rights import WITHHELD
from site_builder.unit_parts import REQUIREMENTS
from unit_atlas.compare.model import FactDifference
from unit_atlas.model import Unit

_BURDEN_ORDER = tuple(BURDENS.values())
_PLAIN_FACTS = {
    "awarding_body", "title", "unit_number", "sector_unit_number", "ofqual_reference", "level", "level_framework",
    "credit", "glh", "tqt", "published", "issue", "nos", "functional_skills", "assessment.methods",
    "learning_outcomes", "criteria", "evidence_requirements.simulation", "evidence_requirements.witness",
}  # fmt: skip
_PLAIN_PREFIXES = ("assessment.methods[", "functional_skills.")
_OVER_TIME = "evidence_requirements.over-time"
_SILENT = "not mentioned"


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


def public_value(field: str, value: str | None) -> str | None:
    """Return what a public site may say of a fact: facts as they are, passages of text held back; None stays.

    What is said of simulation and witness testimony is a class in our own words; what is said of evidence over time is
    quoted from the text.
    """
    if value in (None, _SILENT) or field in _PLAIN_FACTS or field.startswith(_PLAIN_PREFIXES):
        return value
    return "asked for, words held back" if field == _OVER_TIME else WITHHELD


def is_public(field: str) -> bool:
    """Tell whether a fact and what it means may be shown whole on a public site."""
    return public_value(field, "") == ""


def fact_rows(facts: Sequence[FactDifference], *, hidden: bool) -> tuple[FactRow, ...]:
    """Lay out the facts that differ, those that ask for evidence first; prose of units that are held back stays out."""
    rows = [_hidden_row(fact) if hidden else _fact_row(fact) for fact in facts]
    return tuple(sorted(rows, key=lambda row: _BURDEN_ORDER.index(row.burden)))


def _fact_row(fact: FactDifference) -> FactRow:
    return FactRow(fact.label, fact.a, fact.b, BURDENS[fact.severity], fact.meaning)


def _hidden_row(fact: FactDifference) -> FactRow:
    """Leave out passages, and what they mean too, which may speak in their words."""
    held, wanted = public_value(fact.field, fact.a), public_value(fact.field, fact.b)
    known = is_public(fact.field) or fact.field == _OVER_TIME
    return FactRow(fact.label, held, wanted, BURDENS[fact.severity], fact.meaning if known else "The texts differ.")


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
