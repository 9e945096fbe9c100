"""What is wrong, doubtful or open in a library: an ordered table of rules, each yielding findings for one unit."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from unit_atlas.canonical import line_numbers, read_text
from unit_atlas.check_qualifications import HOURS_A_CREDIT, check_qualifications
from unit_atlas.fields import FieldValue, covers, flatten
from unit_atlas.findings import Finding, Severity
from unit_atlas.ids import find_body
from unit_atlas.library import Library
from unit_atlas.model import EXPECTED_FIELDS, Unit
from unit_atlas.places import line_of
from unit_atlas.references import Reference, parse_qualification_number, parse_unit_reference

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_SOFT_NULLS = frozenset({"~", "none", "null", "n/a", "nil", "tbc"})

Told = Iterator[tuple[str, Severity, str]]


def check(library: Library) -> tuple[Finding, ...]:
    """Everything found in the library, file by file in order of id; what could not be read comes first."""
    units = [finding for unit_id in library.units for finding in _within_unit(unit_id, library)]
    return (*library.problems, *units, *_between_units(library), *_beside_units(library))


def _within_unit(unit_id: str, library: Library) -> list[Finding]:
    unit, path = library.units[unit_id], library.path(unit_id)
    told = [(rule, *one) for rule, tell in _RULES.items() for one in tell(unit, library)]
    lines = line_numbers(read_text(path), name=path) if told and path.exists() else {}
    return [
        Finding(path, severity, rule, message, field, line_of(field, unit, lines))
        for rule, field, severity, message in told
    ]


def _open_review(unit: Unit, _library: Library) -> Told:
    for entry in unit.review:
        yield entry.field, "review", f"{entry.reason}: {entry.message}"


def _missing_field(unit: Unit, _library: Library) -> Told:
    for field in EXPECTED_FIELDS:
        if getattr(unit, field) is None and not _is_accounted(unit, field):
            yield field, "warning", "found null, expected a value; fill it in, or say not-printed under decisions"


def _is_accounted(unit: Unit, field: str) -> bool:
    """Tells whether a review entry or a decision speaks of the field."""
    return any(covers(spoken_of, field) for spoken_of in _spoken_of(unit))


def _spoken_of(unit: Unit) -> list[str]:
    return [*(entry.field for entry in unit.review), *(decision.field for decision in unit.decisions)]


def _check_letter(unit: Unit, _library: Library) -> Told:
    if unit.ofqual_reference is not None:
        yield from _reference("ofqual_reference", parse_unit_reference(unit.ofqual_reference), unit)
    for qualification in unit.qualifications:
        if qualification.number is not None:
            field = f"qualifications[{qualification.number}].number"
            yield from _reference(field, parse_qualification_number(qualification.number), unit)


def _reference(field: str, reference: Reference, unit: Unit) -> Told:
    if reference.verdict == "ok" and reference.printed != reference.value:
        yield field, "warning", f"found '{reference.printed}', expected the form {reference.value}; write it so"
    elif reference.verdict != "ok" and not _is_accounted(unit, field):
        yield field, "warning", reference.message


def _unknown_body(unit: Unit, library: Library) -> Told:
    if unit.awarding_body is not None and find_body(unit.awarding_body, library.bodies) is None:
        message = f"found '{unit.awarding_body}', expected a name or alias of awarding-bodies.yaml; add it there"
        yield "awarding_body", "warning", message


def _hours(unit: Unit, _library: Library) -> Told:
    if unit.glh is None:
        return
    most = None if unit.credit is None else unit.credit * HOURS_A_CREDIT
    if most is not None and unit.glh > most and not _is_accounted(unit, "glh"):
        yield "glh", "warning", f"found {unit.glh} hours, expected at most {most} (credit × 10); compare both"
    if unit.tqt is not None and unit.glh > unit.tqt and not _is_accounted(unit, "tqt"):
        yield "tqt", "warning", f"found {unit.tqt} hours, expected at least the {unit.glh} guided ones; compare both"


def _no_outcomes(unit: Unit, _library: Library) -> Told:
    if not unit.learning_outcomes and not _is_accounted(unit, "learning_outcomes"):
        yield "learning_outcomes", "warning", "found none, expected at least one; fill them in from the document"
    for outcome in unit.learning_outcomes:
        field = f"learning_outcomes[{outcome.number}].criteria"
        if not outcome.criteria and not _is_accounted(unit, field):
            yield field, "warning", "found none, expected at least one; fill them in from the document"


def _repeated_number(unit: Unit, _library: Library) -> Told:
    outcomes = [outcome.number for outcome in unit.learning_outcomes]
    yield from _repeats("learning_outcomes", outcomes, unit)
    for outcome in unit.learning_outcomes:
        numbers = [criterion.number for criterion in outcome.criteria]
        yield from _repeats(f"learning_outcomes[{outcome.number}].criteria", numbers, unit)


def _repeats(prefix: str, numbers: Sequence[str], unit: Unit) -> Told:
    for number, count in Counter(numbers).items():
        field = f"{prefix}[{number}]"
        if count > 1 and not any(
            covers(field, spoken_of) or covers(spoken_of, field) for spoken_of in _spoken_of(unit)
        ):
            yield field, "warning", f"found the number {count} times, expected once; compare with the document"


def _numbering_gap(unit: Unit, _library: Library) -> Told:
    yield from _gaps("learning_outcomes", "", [outcome.number for outcome in unit.learning_outcomes], unit)
    for outcome in unit.learning_outcomes:
        prefix = f"learning_outcomes[{outcome.number}].criteria"
        yield from _gaps(prefix, f"{outcome.number}.", [criterion.number for criterion in outcome.criteria], unit)


def _gaps(prefix: str, lead: str, numbers: Sequence[str], unit: Unit) -> Told:
    """Numbers left out of a run `1 2 4`, or `2.1 2.2 2.4` where `lead` is `2.`; none in other numbering."""
    printed = [
        int(match[1]) for number in numbers if (match := re.fullmatch(rf"{re.escape(lead)}([0-9]{{1,3}})", number))
    ]
    missing = sorted(set(range(1, max(printed, default=0))) - set(printed))
    for number in missing:
        field = f"{prefix}[{lead}{number}]"
        if not _is_accounted(unit, field):
            message = f"found no {lead}{number}, expected one before {lead}{max(printed)}; compare with the document"
            yield field, "warning", message


def _hidden_character(unit: Unit, _library: Library) -> Told:
    for field, value in flatten(unit).items():
        hidden = sorted({c for c in set(f"{field}{_text(value)}") if c != "\n" and unicodedata.category(c) in _HIDDEN})
        if hidden:
            names = ", ".join(f"U+{ord(c):04X}" for c in hidden)
            yield _visible(field), "error", f"found the hidden character {names}, expected printable text; remove it"


def _text(value: FieldValue) -> str:
    return value if isinstance(value, str) else ""


def _visible(text: str) -> str:
    return "".join(c for c in text if unicodedata.category(c) not in _HIDDEN)


def _lost_character(unit: Unit, _library: Library) -> Told:
    for field, value in flatten(unit).items():
        lost = sorted({c for c in set(_text(value)) if c == "\ufffd" or unicodedata.category(c) == "Co"})
        if lost and not _is_accounted(unit, field):
            names = ", ".join(f"U+{ord(c):04X}" for c in lost)
            yield field, "warning", f"found {names} where a character was lost, expected text; compare and correct"


def _soft_null(unit: Unit, _library: Library) -> Told:
    for field, value in flatten(unit).items():
        if _text(value).casefold() in _SOFT_NULLS and not _is_accounted(unit, field):
            yield field, "warning", f"found the text '{value}', expected a value or null; write null if there is none"


def _unknown_field(unit: Unit, _library: Library) -> Told:
    """Entries that speak of a field that the unit cannot have, so that nobody would find it."""
    known = ("unit", "source", *type(unit).model_fields)
    for field in _spoken_of(unit):
        if re.split(r"[.\[]", field, maxsplit=1)[0] not in known:
            yield field, "error", "found an entry for this, expected a field of the unit; correct the field path"


_RULES: dict[str, Callable[[Unit, Library], Told]] = {
    "unknown-body": _unknown_body,
    "check-letter": _check_letter,
    "missing-field": _missing_field,
    "hours": _hours,
    "no-criteria": _no_outcomes,
    "repeated-number": _repeated_number,
    "numbering-gap": _numbering_gap,
    "hidden-character": _hidden_character,
    "lost-character": _lost_character,
    "soft-null": _soft_null,
    "unknown-field": _unknown_field,
    "open-review": _open_review,
}


def _between_units(library: Library) -> Iterator[Finding]:
    """One reference on units whose criteria are not the same."""
    same: defaultdict[str, list[str]] = defaultdict(list)
    for unit_id, unit in library.units.items():
        if unit.ofqual_reference is not None:
            same[parse_unit_reference(unit.ofqual_reference).value or unit.ofqual_reference].append(unit_id)
    for reference, ids in same.items():
        if len({_wording(library.units[unit_id]) for unit_id in ids}) > 1:
            message = f"{' and '.join(ids)} hold {reference} with different criteria, expected one text; compare them"
            yield Finding(library.path(ids[0]), "error", "conflict", message, "ofqual_reference")


def _wording(unit: Unit) -> tuple[str, ...]:
    """The criteria without case, white space and punctuation."""
    texts = (criterion.text for outcome in unit.learning_outcomes for criterion in outcome.criteria)
    return tuple("".join(re.findall(r"\w", text.casefold())) for text in texts)


def _beside_units(library: Library) -> Iterator[Finding]:
    """Files that speak of units which are not there, and a missing list of awarding bodies."""
    if not library.bodies and not library.problems:
        path = library.root / "awarding-bodies.yaml"
        yield Finding(path, "warning", "no-bodies", "found no awarding bodies, expected the list; add the file")
    for unit_id in library.provenance:
        if not library.path(unit_id).exists():
            path = library.root / "provenance" / f"{unit_id}.json"
            yield Finding(path, "warning", "no-unit", f"found no unit {unit_id} for it, expected one; remove the file")
    yield from _unknown_members(library)
    yield from check_qualifications(library)


def _unknown_members(library: Library) -> Iterator[Finding]:
    families: Path = library.root / "families.yaml"
    for family in library.families:
        for member in family.members:
            if member not in library.units:
                message = f"found the member '{member}', expected the id of a unit; correct it"
                yield Finding(families, "error", "unknown-member", message)
