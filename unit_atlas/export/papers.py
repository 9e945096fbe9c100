"""What stands in the working papers of a unit, for every format: heads, rows, blanks to fill in."""

from __future__ import annotations

from collections.abc import Iterator

from unit_atlas.export.transfer import named
from unit_atlas.model import Criterion, LearningOutcome, Unit
from unit_atlas.papers import Signature

Row = tuple[str, ...]

LEARNERS = 14
TRACKING_BLANKS: Row = ("Centre", "Group", "Assessor", "Internal quality assurer")
RECORD_BLANKS: Row = ("Learner", "Registration number", "Centre", "Assessor")
PLAN_BLANKS: Row = ("Learner or group", "Centre", "Assessor", "Date of the plan")
RECORD_HEAD: Row = ("Criterion", "Text", "Evidence: what it is and where it is kept", "Method", "Date met", "Assessor")
METHODS_HEAD: Row = ("Assessment method", "In the printed grid", "For which criteria", "Planned date")
PLAN_HEAD: Row = ("Criterion", "Text", "Planned evidence and method", "Planned date", "Done")
REQUIREMENTS = {"prescribed": "Prescribed", "optional": "Optional", None: "left empty"}


def title_of(unit: Unit, unit_id: str) -> str:
    """Return the unit's title, else the name that people know it by."""
    return unit.title or f"Title not printed: {named(unit, unit_id)}"


def origin(unit: Unit, unit_id: str) -> str:
    """Return where the text comes from: 'OCR J/601/1515, source 000_….pdf, pages 1 to 3'."""
    name = named(unit, unit_id).split(", ")[0]
    if unit.source is None:
        return f"{name}, no source recorded"
    pages = unit.source.pages
    where = "" if not pages else f", page {pages[0]}" if len(pages) == 1 else f", pages {pages[0]} to {pages[-1]}"
    return f"{name}, source {unit.source.file}{where}"


def foot(unit: Unit, unit_id: str, date_line: str) -> str:
    """Return what stands at the foot of every page: whose text it is, from where, of what day."""
    return " · ".join(filter(None, ("Unit Atlas", origin(unit, unit_id), date_line)))


def doubts(unit: Unit) -> str | None:
    """Say that fields of the unit wait for a person, None where none does."""
    open_entries = len(unit.review)
    if not open_entries:
        return None
    return f"{open_entries} field{'' if open_entries == 1 else 's'} of this unit to be checked against the source"


def criterion_text(criterion: Criterion) -> str:
    """Return a criterion with its points, grade and range, each on a line."""
    points = (f"• {item}" for item in criterion.items)
    covered = (f"Range: {criterion.range}",) if criterion.range else ()
    grade = f"[{criterion.grade}] " if criterion.grade else ""
    return "\n".join((grade + criterion.text, *points, *covered))


def outcome_text(outcome: LearningOutcome) -> str:
    """Return an outcome with its range, each on a line."""
    return "\n".join((outcome.text, *((f"Range: {outcome.range}",) if outcome.range else ())))


def outcome_title(number: str, text: str) -> str:
    """Return 'LO 1 Solve immediate problems'."""
    return f"LO {number} {text}"


def method_rows(unit: Unit) -> Iterator[Row]:
    """Yield a row of the plan for each method of the printed grid, in its order."""
    for method in unit.assessment.methods:
        yield method.name, REQUIREMENTS[method.requirement], "", ""


def signature_line(signature: Signature) -> str:
    """Return 'Line manager: signature and date', with the sentence that asks for it."""
    because = f" (the unit: “{signature.because}”)" if signature.because else ""
    return f"{signature.who}: signature and date{because}"
