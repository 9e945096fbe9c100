"""A unit as a few readable lines, for fixtures: what was read, `!` what is flagged, `?` what is unread."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.extractor.samples import Reading
from unit_atlas.model import EXPECTED_FIELDS, LearningOutcome, Unit

HEAD = (*EXPECTED_FIELDS, "sector_unit_number", "tqt", "published", "issue")
PASSAGES = ("aim", "evidence_requirements", "guidance")


def head(unit: Unit) -> Iterator[str]:
    """Header fields that have a value, facts without a key, and qualifications."""
    yield from (f"{name}: {getattr(unit, name)}" for name in HEAD if getattr(unit, name) is not None)
    yield from (f"{fact.label}: {fact.value}" for fact in unit.other_facts)
    yield from (f"qualification {q.number or '-'}: {q.title or '-'}" for q in unit.qualifications)


def outcomes(unit: Unit) -> Iterator[str]:
    """Outcomes and criteria with what hangs on them."""
    for outcome in unit.learning_outcomes:
        yield f"{outcome.number} {outcome.text}"
        yield from _criteria(outcome)
        if outcome.guidance:
            yield from (f"    | {line}" for line in outcome.guidance.splitlines() if line)


def _criteria(outcome: LearningOutcome) -> Iterator[str]:
    for criterion in outcome.criteria:
        yield f"  {criterion.number} {criterion.text}"
        yield from (f"    - {item}" for item in criterion.items)


def prose(unit: Unit) -> Iterator[str]:
    """Headed passages as Markdown, and what was read out of them."""
    for name in PASSAGES:
        if getattr(unit, name):
            yield from (f"[{name}]", getattr(unit, name))
    if unit.assessment.text:
        yield from ("[assessment]", unit.assessment.text)
    yield from (f"{method.name} = {method.requirement}" for method in unit.assessment.methods)
    yield from (f"NOS {nos.reference} / {nos.title} / {nos.suite}" for nos in unit.nos)
    for subject, skills in unit.functional_skills.items():
        yield f"{subject}: " + ", ".join(f"{skill} {_MARKS[ticked]}" for skill, ticked in skills.items())
    for section in unit.other_sections:
        yield from (f"[{section.heading}]", section.text)


_MARKS = {True: "+", False: "-", None: "?"}
VIEWS: dict[str, tuple[Callable[[Unit], Iterator[str]], ...]] = {
    "head": (head,),
    "outcomes": (outcomes,),
    "prose": (prose,),
    "all": (head, outcomes, prose),
}
PARTS = {
    "head": (*HEAD, "qualifications", "source"),
    "outcomes": ("learning_outcomes",),
    "prose": (*PASSAGES, "assessment", "nos", "functional_skills", "other_sections"),
}


def outline(reading: Reading, view: str) -> str:
    """The lines of one view, the review entries on its fields, and every unread line."""
    unit = reading.unit
    lines = [line for part in VIEWS[view] for line in part(unit)]
    fields = PARTS.get(view, tuple(name for names in PARTS.values() for name in names))
    for entry in unit.review:
        printed = f"! {entry.field} {entry.reason}: {entry.message}"
        if entry.field.split(".")[0].split("[")[0] in fields and not _expectable(entry.field, entry.reason):
            lines.append(printed)
    lines += [f"? {unread.text}" for unread in reading.result.unread]
    return "\n".join(lines)


def _expectable(field: str, reason: str) -> bool:
    """An expected field that is merely not printed: a fixture prints what it is about and nothing else."""
    return field in EXPECTED_FIELDS and reason == "missing"
