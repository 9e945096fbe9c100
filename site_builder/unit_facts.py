"""Facts of a unit: its head, where it was read, what people settled, which sections it has beside the known ones."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from site_builder import links
from site_builder.field_paths import field_label
from site_builder.render import markdown
from site_builder.views import level_key, level_label
from unit_atlas.model import Decision, Qualification, Section, Unit
from unit_atlas.provenance import WordCounts

_SETTLED = {"not-printed": "not printed", "checked": "checked against the source", "accepted": "accepted as it stands"}
_PLACES = {
    "fields": "in fields",
    "labels": "in labels",
    "repeats": "in repeats",
    "furniture": "in running heads and feet",
    "ignored": "left out by name",
    "unread": "unread",
}


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact at a glance; `value` None means not printed."""

    label: str
    value: str | None
    note: str | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What a person settled."""

    field: str
    decision: str
    who: str
    note: str | None


@dataclass(frozen=True, slots=True)
class SectionView:
    """A headed passage."""

    anchor: str
    heading: str
    text: Markup


def number_line(unit: Unit) -> str | None:
    """Return the body's own numbers in one line, None where none is printed."""
    parts = []
    if unit.unit_number:
        parts.append(f"Unit {unit.unit_number}")
    if unit.sector_unit_number:
        parts.append(f"sector unit {unit.sector_unit_number}")
    return ", ".join(parts) or None


def head_facts(unit: Unit, reference_note: str | None) -> tuple[FactView, ...]:
    """Return the facts at a glance."""
    level = level_label(unit.level, unit.level_framework) if unit.level else None
    facts = [
        FactView("Level", level, page=links.index_page("levels", level_key(unit)) if level else None),
        FactView("Credit", _number(unit.credit)),
        FactView("Guided learning hours", _number(unit.glh)),
        FactView("Ofqual unit reference", unit.ofqual_reference, reference_note),
    ]
    if unit.tqt is not None:
        facts.append(FactView("Total qualification time", f"{unit.tqt} hours"))
    if unit.published:
        facts.append(FactView("Published", unit.published))
    if unit.issue:
        facts.append(FactView("Issue", unit.issue))
    return tuple(facts)


def more_facts(unit: Unit) -> tuple[FactView, ...]:
    """Return the qualifications and the printed labels without a key of their own."""
    qualifications = (_qualification_fact(qualification) for qualification in unit.qualifications)
    return (*qualifications, *(FactView(fact.label, fact.value) for fact in unit.other_facts))


def _qualification_fact(qualification: Qualification) -> FactView:
    note = f"qualification number {qualification.number}" if qualification.title and qualification.number else None
    return FactView("Qualification", qualification.title or qualification.number, note)


def _number(value: int | None) -> str | None:
    return None if value is None else f"{value:,}"


def source_facts(unit: Unit, words: WordCounts | None) -> tuple[FactView, ...]:
    """Return where a unit was read, and what became of the words of its document."""
    source = unit.source
    if source is None:
        return ()
    pages = f"pages {', '.join(str(page) for page in source.pages)}" if len(source.pages) > 1 else None
    pages = f"page {source.pages[0]}" if len(source.pages) == 1 else pages
    account = [FactView("Words", _word_account(words))] if words else []
    return (
        FactView("Document", source.file, pages),
        FactView("Read", f"as {source.reader}, with the layout {source.layout}"),
        *account,
        FactView("Fingerprint (SHA-256)", source.sha256),
    )


def _word_account(words: WordCounts) -> str:
    """Return '792 words: 700 in fields, 82 in labels, 10 in running heads and feet, none unread'."""
    counts = words.model_dump()
    told = [f"{counts[place]:,} {name}" for place, name in _PLACES.items() if counts[place]]
    return f"{words.total:,} words: {', '.join(told)}{'' if words.unread else ', none unread'}"


def decision_view(decision: Decision) -> DecisionView:
    """Lay out what a person settled."""
    who = ", ".join(part for part in (decision.by, decision.on) if part) or "nobody named"
    return DecisionView(field_label(decision.field), _SETTLED[decision.decision], who, decision.note)


def is_checked(unit: Unit) -> bool:
    """Tell whether a person has checked the whole unit."""
    return any(decision.field == "unit" and decision.decision == "checked" for decision in unit.decisions)


def _of_skills(section: Section, unit: Unit) -> bool:
    """Tell whether a section introduces the printed grid of functional skills."""
    return bool(unit.functional_skills) and section.heading.casefold().startswith("functional skills")


def skills_introduction(unit: Unit) -> Markup | None:
    """Return the section that introduces the functional skills; it stands with their grid."""
    return next((markdown(section.text) for section in unit.other_sections if _of_skills(section, unit)), None)


def section_views(unit: Unit) -> tuple[SectionView, ...]:
    """Lay out the other sections; the first that introduces the functional skills stands with their grid."""
    left = list(unit.other_sections)
    introduction = next((section for section in left if _of_skills(section, unit)), None)
    if introduction:
        left.remove(introduction)
    return tuple(
        SectionView(f"section-{position}", section.heading, markdown(section.text))
        for position, section in enumerate(left, 1)
    )
