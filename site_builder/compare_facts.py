"""Facts and assessment methods of two units, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from site_builder.compare_words import BURDENS
from site_builder.links import slug
from site_builder.messages import _, said
from site_builder.rights import WITHHELD
from site_builder.unit_parts import REQUIREMENTS
from unit_atlas.compare.model import FactDifference, Severity
from unit_atlas.model import Unit

_PLAIN_FACTS = {
    "awarding_body", "title", "unit_number", "sector_unit_number", "ofqual_reference", "level", "level_framework",
    "credit", "glh", "tqt", "published", "issue", "nos", "functional_skills", "assessment.methods",
    "learning_outcomes", "criteria", "evidence_requirements.simulation", "evidence_requirements.witness",
}  # fmt: skip
_PLAIN_PREFIXES = ("assessment.methods[", "functional_skills.")
_SEVERITIES = tuple(BURDENS)
_RANKS = {"prescribed": 0, "optional": 1, None: 2}
_OVER_TIME = "evidence_requirements.over-time"
_SILENT = "not mentioned"


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact that differs; None on a side means not printed."""

    label: str
    held: str | None
    wanted: str | None
    severity: Severity
    meaning: str

    @property
    def burden(self) -> str:
        """What the difference asks of people."""
        return _(BURDENS[self.severity])


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
    return _("asked for, words held back") if field == _OVER_TIME else _(WITHHELD)


def is_public(field: str) -> bool:
    """Tell whether a fact and what it means may be shown whole on a public site."""
    return public_value(field, "") == ""


def fact_rows(facts: Sequence[FactDifference], *, hidden: bool) -> tuple[FactRow, ...]:
    """Lay out the facts that differ, those that ask for evidence first; prose of units that are held back stays out."""
    rows = [_hidden_row(fact) if hidden else _fact_row(fact) for fact in facts]
    return tuple(sorted(rows, key=lambda row: _SEVERITIES.index(row.severity)))


def _fact_row(fact: FactDifference) -> FactRow:
    held, wanted = _said(fact.a), _said(fact.b)
    return FactRow(said(fact.label), held, wanted, fact.severity, said(fact.meaning))


def _said(value: str | None) -> str | None:
    return None if value is None else said(value)


def _hidden_row(fact: FactDifference) -> FactRow:
    """Leave out passages, and what they mean too, which may speak in their words."""
    held, wanted = _said(public_value(fact.field, fact.a)), _said(public_value(fact.field, fact.b))
    known = is_public(fact.field) or fact.field == _OVER_TIME
    meaning = said(fact.meaning) if known else _("The texts differ.")
    return FactRow(said(fact.label), held, wanted, fact.severity, meaning)


def method_rows(held: Unit, wanted: Unit) -> tuple[MethodRow, ...]:
    """Lay out the two grids of assessment methods as one: what either side uses first, then what both leave empty."""
    sides = [{slug(method.name): method for method in unit.assessment.methods} for unit in (held, wanted)]
    names = {key: method.name for side in sides for key, method in side.items()}
    used = sorted(names, key=lambda key: min(_RANKS[side[key].requirement] for side in sides if key in side))
    return tuple(
        MethodRow(names[key], *(_(REQUIREMENTS[side[key].requirement]) if key in side else None for side in sides))
        for key in used
    )
