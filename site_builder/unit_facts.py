"""Facts of a unit: its head, where it was read, what people settled, which sections it has beside the known ones."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from site_builder import links
from site_builder.field_paths import field_label
from site_builder.messages import N_, _, counted
from site_builder.render import markdown
from site_builder.views import level_key, level_label
from unit_atlas.model import Decision, Qualification, Section, Unit
from unit_atlas.provenance import WordCounts

_SETTLED = {
    "not-printed": N_("not printed"),
    "checked": N_("checked against the source"),
    "accepted": N_("accepted as it stands"),
}
_PLACES = {
    "fields": N_("%(number)s in fields"),
    "labels": N_("%(number)s in labels"),
    "repeats": N_("%(number)s in repeats"),
    "furniture": N_("%(number)s in running heads and feet"),
    "ignored": N_("%(number)s left out by name"),
    "unread": N_("%(number)s unread"),
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
        parts.append(_("Unit %(number)s", number=unit.unit_number))
    if unit.sector_unit_number:
        parts.append(_("sector unit %(number)s", number=unit.sector_unit_number))
    return ", ".join(parts) or None


def head_facts(unit: Unit, reference_note: str | None) -> tuple[FactView, ...]:
    """Return the facts at a glance."""
    level = level_label(unit.level, unit.level_framework) if unit.level else None
    facts = [
        FactView(_("Level"), level, page=links.index_page("levels", level_key(unit)) if level else None),
        FactView(_("Credit"), _number(unit.credit)),
        FactView(_("Guided learning hours"), _number(unit.glh)),
        FactView(_("Ofqual unit reference"), unit.ofqual_reference, reference_note),
    ]
    if unit.tqt is not None:
        facts.append(FactView(_("Total qualification time"), _("%(number)s hours", number=unit.tqt)))
    if unit.published:
        facts.append(FactView(_("Published"), unit.published))
    if unit.issue:
        facts.append(FactView(_("Issue"), unit.issue))
    return tuple(facts)


def more_facts(unit: Unit) -> tuple[FactView, ...]:
    """Return the qualifications and the printed labels without a key of their own."""
    qualifications = (_qualification_fact(qualification) for qualification in unit.qualifications)
    return (*qualifications, *(FactView(fact.label, fact.value) for fact in unit.other_facts))


def _qualification_fact(qualification: Qualification) -> FactView:
    both = qualification.title and qualification.number
    note = _("qualification number %(number)s", number=qualification.number) if both else None
    return FactView(_("Qualification"), qualification.title or qualification.number, note)


def _number(value: int | None) -> str | None:
    return None if value is None else f"{value:,}"


def source_facts(unit: Unit, words: WordCounts | None) -> tuple[FactView, ...]:
    """Return where a unit was read, and what became of the words of its document."""
    source = unit.source
    if source is None:
        return ()
    numbers = ", ".join(str(page) for page in source.pages)
    pages = _("pages %(numbers)s", numbers=numbers) if len(source.pages) > 1 else None
    pages = _("page %(number)s", number=numbers) if len(source.pages) == 1 else pages
    account = [FactView(_("Words"), _word_account(words))] if words else []
    read = _("as %(reader)s, with the layout %(layout)s", reader=source.reader, layout=source.layout)
    return (
        FactView(_("Document"), source.file, pages),
        FactView(_("Read"), read),
        *account,
        FactView(_("Fingerprint (SHA-256)"), source.sha256),
    )


def _word_account(words: WordCounts) -> str:
    """Return '792 words: 700 in fields, 82 in labels, 10 in running heads and feet, none unread'."""
    counts = words.model_dump()
    told = [_(name, number=f"{counts[place]:,}") for place, name in _PLACES.items() if counts[place]]
    if not words.unread:
        told.append(_("none unread"))
    return counted("%(num)s words: %(places)s", "%(num)s words: %(places)s", words.total, places=", ".join(told))


def decision_view(decision: Decision) -> DecisionView:
    """Lay out what a person settled."""
    who = ", ".join(part for part in (decision.by, decision.on) if part) or _("nobody named")
    return DecisionView(field_label(decision.field), _(_SETTLED[decision.decision]), who, decision.note)


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
