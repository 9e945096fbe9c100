"""A unit as a flat mapping from field path to value, and the difference of two units field by field.

Paths use printed numbers and names, never positions: `learning_outcomes[2].criteria[2.3].text`,
`functional_skills.English.Reading`, `assessment.methods[Case Study]`. A number or name that comes again gets `#2`
(`criteria[2.3#2]`). Points under a criterion, which have no numbers of their own, are counted from 1: `items[1]`.
"""

from __future__ import annotations

import itertools
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from unit_atlas.model import EXPECTED_FIELDS, Criterion, LearningOutcome, Model, Unit

FieldValue = str | int | bool | None
_NAMED_BY = ("number", "name", "reference", "label", "heading", "title")
_NOT_CONTENT = {"review", "decisions", "format"}


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A field that two units hold differently.

    `kind` tells a field that one unit lacks (`added`, `removed`) from a field that is null or an empty cell there: for
    both the value is None.
    """

    path: str
    old: FieldValue
    new: FieldValue
    kind: Literal["changed", "added", "removed"] = "changed"


def flatten(unit: Unit) -> dict[str, FieldValue]:
    """All content of the unit by field path, in the order of the format; absent parts are left out.

    The expected fields are always there, null or not; `review`, `decisions` and `format` are not content.
    """
    return dict(_unit(unit))


def differences(old: Unit, new: Unit) -> tuple[FieldDifference, ...]:
    """The fields that differ, in the order of the old unit, then those that only the new one has."""
    before, after = flatten(old), flatten(new)
    return tuple(
        FieldDifference(path, before.get(path), after.get(path), _kind(path, before, after))
        for path in dict.fromkeys((*before, *after))
        if path not in before or path not in after or not _same(before[path], after[path])
    )


def _kind(path: str, before: Container[str], after: Container[str]) -> Literal["changed", "added", "removed"]:
    if path in before and path in after:
        return "changed"
    return "removed" if path in before else "added"


def covers(path: str, field: str) -> bool:
    """Tells whether `field` is the field at `path` or a part of it."""
    return field == path or (field.startswith(path) and field[len(path)] in ".[")


def _same(old: FieldValue, new: FieldValue) -> bool:
    return type(old) is type(new) and old == new


Entries = Iterator[tuple[str, FieldValue]]


def _unit(unit: Unit) -> Entries:
    for key in type(unit).model_fields:
        value = getattr(unit, key)
        if key in EXPECTED_FIELDS or isinstance(value, (str, int)):
            if key not in _NOT_CONTENT:
                yield key, value
        elif key in _PARTS:
            yield from _PARTS[key](unit)


def labels(prefix: str, names: Iterable[str]) -> Iterator[str]:
    """`prefix[name]` for each name, with `#2`, `#3` … where a name comes again."""
    met: set[str] = set()
    for name in names:
        numbered = (f"{name}#{count}" for count in itertools.count(2))
        label = next(label for label in itertools.chain((name,), numbered) if label not in met)
        met.add(label)
        yield f"{prefix}[{label}]"


def item_names(items: Sequence[Any]) -> list[str]:
    """What each item of a list is called in field paths: its number or name, its position where it has none."""
    if all(isinstance(item, Model) for item in items):
        return [next((str(v) for key in _NAMED_BY if (v := getattr(item, key, None))), "") for item in items]
    return [str(position) for position in range(1, len(items) + 1)]


def _keys(prefix: str, model: Model, keys: Iterable[str]) -> Entries:
    for key in keys:
        value = getattr(model, key)
        if value is not None:
            yield f"{prefix}.{key}", value


def _outcomes(unit: Unit) -> Entries:
    outcomes = unit.learning_outcomes
    for prefix, outcome in zip(labels("learning_outcomes", (o.number for o in outcomes)), outcomes, strict=True):
        yield from _keys(prefix, outcome, ("text", "guidance", "range"))
        yield from _criteria(prefix, outcome)


def _criteria(outcome_prefix: str, outcome: LearningOutcome) -> Entries:
    places = labels(f"{outcome_prefix}.criteria", (c.number for c in outcome.criteria))
    for prefix, criterion in zip(places, outcome.criteria, strict=True):
        yield from _criterion(prefix, criterion)


def _criterion(prefix: str, criterion: Criterion) -> Entries:
    yield f"{prefix}.text", criterion.text
    for position, item in enumerate(criterion.items, start=1):
        yield f"{prefix}.items[{position}]", item
    if criterion.shared_with:
        yield f"{prefix}.shared_with", ", ".join(criterion.shared_with)
    yield from _keys(prefix, criterion, ("grade", "guidance", "range"))


def _assessment(unit: Unit) -> Entries:
    yield from _keys("assessment", unit.assessment, ("text",))
    methods = unit.assessment.methods
    places = labels("assessment.methods", (method.name for method in methods))
    yield from zip(places, (method.requirement for method in methods), strict=True)


def _nos(unit: Unit) -> Entries:
    for prefix, link in zip(labels("nos", (link.reference for link in unit.nos)), unit.nos, strict=True):
        yield f"{prefix}.reference", link.reference
        yield from _keys(prefix, link, ("title", "suite"))


def _functional_skills(unit: Unit) -> Entries:
    for subject, skills in unit.functional_skills.items():
        for skill, ticked in skills.items():
            yield f"functional_skills.{subject}.{skill}", ticked


def _qualifications(unit: Unit) -> Entries:
    named = unit.qualifications
    places = labels("qualifications", (q.number or q.title or "" for q in named))
    for prefix, qualification in zip(places, named, strict=True):
        yield from _keys(prefix, qualification, ("number", "title"))


def _other_facts(unit: Unit) -> Entries:
    facts = unit.other_facts
    yield from zip(labels("other_facts", (fact.label for fact in facts)), (fact.value for fact in facts), strict=True)


def _other_sections(unit: Unit) -> Entries:
    sections = unit.other_sections
    places = labels("other_sections", (section.heading for section in sections))
    yield from zip(places, (section.text for section in sections), strict=True)


def _source(unit: Unit) -> Entries:
    if unit.source is not None:
        yield from _keys("source", unit.source, ("file", "sha256", "layout", "reader"))
        if unit.source.pages:
            yield "source.pages", ", ".join(map(str, unit.source.pages))


_PARTS = {
    "learning_outcomes": _outcomes,
    "assessment": _assessment,
    "nos": _nos,
    "functional_skills": _functional_skills,
    "qualifications": _qualifications,
    "other_facts": _other_facts,
    "other_sections": _other_sections,
    "source": _source,
}
