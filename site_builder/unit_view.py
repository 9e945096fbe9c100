"""The unit page: everything in the canonical file, each thing once."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from site_builder import links
from site_builder.field_paths import field_anchor, field_label
from site_builder.render import counted, markdown
from site_builder.unit_parts import (
    MethodView,
    NosView,
    OutcomeView,
    SkillView,
    method_view,
    nos_view,
    outcome_views,
    prose,
    skill_views,
)
from site_builder.views import BodyView, Crumb, Head, level_key, level_label, reference_of, title_note, title_of
from unit_atlas.model import Decision, Qualification, Unit

REASONS = {
    "missing": "missing",
    "inferred": "inferred, not printed",
    "uncertain": "uncertain",
    "unreadable": "unreadable",
    "conflict": "conflict",
    "check-letter": "check letter does not agree",
    "numbering-gap": "gap in the numbering",
    "unread-text": "text left unread",
}
_SETTLED = {"not-printed": "not printed", "checked": "checked against the source", "accepted": "accepted as it stands"}


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact at a glance; `value` None means not printed."""

    label: str
    value: str | None
    note: str | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True)
class ReviewView:
    """An entry of the review list: the field in words, the reason, where it stands on the unit's page."""

    field: str
    reason: str
    message: str | None
    target: str


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


@dataclass(frozen=True, slots=True)
class VersionView:
    """Another version of a unit in one line; `comparison` None means that no page compares the two."""

    body: BodyView
    page: str
    title: str
    detail: str
    button: str
    relation: str
    verdict: str
    tally: tuple[tuple[str, str], ...]
    comparison: str | None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a unit page shows that does not stand in the unit's own file."""

    body: BodyView
    versions: tuple[VersionView, ...] = ()
    versions_left_out: int = 0
    related: tuple[VersionView, ...] = ()
    family: str | None = None
    reference_note: str | None = None
    held: str | None = None
    downloads: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class UnitView:
    """All that the unit page shows."""

    head: Head
    around: Surroundings
    title: str
    title_note: str | None
    number_line: str | None
    citation: str
    facts: tuple[FactView, ...]
    more_facts: tuple[FactView, ...]
    contents: tuple[tuple[str, str], ...]
    aim: Markup | None
    outcomes: tuple[OutcomeView, ...]
    outcome_count: str
    with_guidance: bool
    assessment: Markup | None
    methods: tuple[MethodView, ...]
    nos: tuple[NosView, ...]
    skills: tuple[tuple[str, tuple[SkillView, ...]], ...]
    evidence: Markup | None
    guidance: Markup | None
    sections: tuple[SectionView, ...]
    source: tuple[FactView, ...]
    reviews: tuple[ReviewView, ...]
    decisions: tuple[DecisionView, ...]
    checked: bool


def unit_view(unit_id: str, unit: Unit, around: Surroundings) -> UnitView:
    """Lay out one unit."""
    outcomes = outcome_views(unit.learning_outcomes)
    criteria = [criterion for outcome in outcomes for criterion in outcome.criteria]
    return UnitView(
        head=_head(unit_id, unit, around.body),
        around=around,
        title=title_of(unit),
        title_note=title_note(unit),
        number_line=_number_line(unit),
        citation=f"{around.body.name} {reference_of(unit) or title_of(unit)}",
        facts=_facts(unit, around.reference_note),
        more_facts=_more_facts(unit),
        contents=_contents(unit, around),
        aim=prose(unit.aim),
        outcomes=outcomes,
        outcome_count=f"{counted(len(outcomes), 'learning outcome')}, "
        f"{counted(len(criteria), 'assessment criterion', 'assessment criteria')}",
        with_guidance=any(criterion.guidance or criterion.range for criterion in criteria),
        assessment=prose(unit.assessment.text),
        methods=tuple(method_view(method) for method in unit.assessment.methods),
        nos=tuple(nos_view(link) for link in unit.nos),
        skills=skill_views(unit),
        evidence=prose(unit.evidence_requirements),
        guidance=prose(unit.guidance),
        sections=tuple(
            SectionView(f"section-{position}", section.heading, markdown(section.text))
            for position, section in enumerate(unit.other_sections, 1)
        ),
        source=_source(unit),
        reviews=review_views(unit, outcomes, around),
        decisions=tuple(_decision(decision) for decision in unit.decisions),
        checked=is_checked(unit),
    )


def is_checked(unit: Unit) -> bool:
    """Tell whether a person has checked the whole unit."""
    return any(decision.field == "unit" and decision.decision == "checked" for decision in unit.decisions)


def _head(unit_id: str, unit: Unit, body: BodyView) -> Head:
    crumbs = (Crumb("Units", links.HOME), Crumb(body.name, body.page), Crumb(reference_of(unit) or title_of(unit)))
    return Head(links.unit_page(unit_id), f"{title_of(unit)}: {body.name}", "units", crumbs)


def _number_line(unit: Unit) -> str | None:
    parts = []
    if unit.unit_number:
        parts.append(f"Unit {unit.unit_number}")
    if unit.sector_unit_number:
        parts.append(f"sector unit {unit.sector_unit_number}")
    return ", ".join(parts) or None


def _facts(unit: Unit, reference_note: str | None) -> tuple[FactView, ...]:
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


def _more_facts(unit: Unit) -> tuple[FactView, ...]:
    qualifications = (_qualification_fact(qualification) for qualification in unit.qualifications)
    return (*qualifications, *(FactView(fact.label, fact.value) for fact in unit.other_facts))


def _qualification_fact(qualification: Qualification) -> FactView:
    note = f"qualification number {qualification.number}" if qualification.title and qualification.number else None
    return FactView("Qualification", qualification.title or qualification.number, note)


def _number(value: int | None) -> str | None:
    return None if value is None else f"{value:,}"


def _source(unit: Unit) -> tuple[FactView, ...]:
    source = unit.source
    if source is None:
        return ()
    pages = f"pages {', '.join(str(page) for page in source.pages)}" if len(source.pages) > 1 else None
    pages = f"page {source.pages[0]}" if len(source.pages) == 1 else pages
    return (
        FactView("Document", source.file, pages),
        FactView("Read as", source.reader, f"with the {source.layout} layout"),
        FactView("Fingerprint (SHA-256)", source.sha256),
    )


def _decision(decision: Decision) -> DecisionView:
    who = ", ".join(part for part in (decision.by, decision.on) if part) or "nobody named"
    return DecisionView(field_label(decision.field), _SETTLED[decision.decision], who, decision.note)


def review_views(unit: Unit, outcomes: tuple[OutcomeView, ...], around: Surroundings) -> tuple[ReviewView, ...]:
    """Lay out the open review entries; messages are left out where the text of the unit is held back."""
    present = _sections_present(unit, _contents(unit, around))

    def anchor_of(path: str) -> str:
        return field_anchor(path, outcomes, present)

    return tuple(
        ReviewView(
            field_label(entry.field),
            REASONS[entry.reason],
            None if around.held else entry.message,
            anchor_of(entry.field),
        )
        for entry in unit.review
    )


def _contents(unit: Unit, around: Surroundings) -> tuple[tuple[str, str], ...]:
    """Return anchor and name of each section that the page has, in its order."""
    sections = (
        ("aim", "Purpose and aim", unit.aim),
        ("criteria", "Outcomes and criteria", unit.learning_outcomes),
        ("more-facts", "Also printed in the head", unit.qualifications or unit.other_facts),
        ("assessment", "Assessment", unit.assessment.text),
        ("methods", "Assessment methods", unit.assessment.methods),
        ("evidence", "Evidence requirements", unit.evidence_requirements),
        ("guidance", "Guidance", unit.guidance),
        ("skills", "Functional skills", unit.functional_skills),
        *((f"section-{n}", section.heading, True) for n, section in enumerate(unit.other_sections, 1)),
        ("versions", "Other versions", around.versions),
        ("related", "Related units", around.related),
        ("source", "Source and checking", True),
        ("downloads", "Downloads", around.downloads),
    )
    return tuple((anchor, name) for anchor, name, content in sections if content)


def _sections_present(unit: Unit, contents: tuple[tuple[str, str], ...]) -> frozenset[str]:
    return frozenset({"facts", "main", *(anchor for anchor, _ in contents), *(["nos"] if unit.nos else [])})
