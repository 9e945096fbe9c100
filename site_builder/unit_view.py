"""The unit page: everything in the canonical file, each thing once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from site_builder import links
from site_builder.brief import Doubt
from site_builder.field_paths import field_anchor, field_label
from site_builder.messages import N_, _, counted
from site_builder.unit_facts import (
    DecisionView,
    FactView,
    SectionView,
    decision_view,
    head_facts,
    is_checked,
    more_facts,
    number_line,
    section_views,
    skills_introduction,
    source_facts,
)
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
from site_builder.views import BodyView, Crumb, Head, reference_of, title_note, title_of
from unit_atlas.model import Review, Unit
from unit_atlas.provenance import WordCounts

REASONS = {
    "missing": N_("missing"),
    "inferred": N_("inferred, not printed"),
    "uncertain": N_("uncertain"),
    "unreadable": N_("unreadable"),
    "conflict": N_("conflict"),
    "check-letter": N_("check letter does not agree"),
    "numbering-gap": N_("gap in the numbering"),
    "unread-text": N_("text left unread"),
}


@dataclass(frozen=True, slots=True)
class ReviewView:
    """An entry of the review list: the field in words, the reason, where it stands on the unit's page."""

    field: str
    reason: str
    message: str | None
    target: str


@dataclass(frozen=True, slots=True)
class VersionView:
    """Another version of a unit in one line; `comparison` None means that no page compares the two.

    `pairs` leads from each criterion of the unit, by outcome and number, to what answers it there: label and page.
    """

    body: BodyView
    page: str
    title: str
    detail: str
    button: str
    relation: str
    verdict: str
    tally: tuple[tuple[str, str], ...]
    comparison: str | None
    pairs: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a unit page shows that does not stand in the unit's own file."""

    body: BodyView
    versions: tuple[VersionView, ...] = ()
    versions_left_out: int = 0
    related: tuple[VersionView, ...] = ()
    family: str | None = None
    reference_note: str | None = None
    words: WordCounts | None = None
    held: str | None = None
    downloads: tuple[tuple[str, str], ...] = ()
    document: str | None = None
    papers: str = links.MINE


_ALONE = Surroundings(BodyView("", "", "", ""))


@dataclass(frozen=True, slots=True)
class UnitView:
    """All that the unit page shows."""

    id: str
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
    skills_text: Markup | None
    sections: tuple[SectionView, ...]
    source: tuple[FactView, ...]
    reviews: tuple[ReviewView, ...]
    decisions: tuple[DecisionView, ...]
    checked: bool

    @property
    def linked(self) -> tuple[VersionView, ...]:
        """The versions that each criterion links to: at most three, fewer where that would be more than 60 links."""
        criteria = sum(len(outcome.criteria) for outcome in self.outcomes)
        return self.around.versions[: min(3, max(1, 60 // max(1, criteria)))]


def unit_view(unit_id: str, unit: Unit, around: Surroundings) -> UnitView:
    """Lay out one unit."""
    outcomes = outcome_views(unit.learning_outcomes)
    sections = section_views(unit)
    criteria = [criterion for outcome in outcomes for criterion in outcome.criteria]
    return UnitView(
        id=unit_id,
        head=_head(unit_id, unit, around.body),
        around=around,
        title=title_of(unit),
        title_note=title_note(unit),
        number_line=number_line(unit),
        citation=f"{around.body.name} {reference_of(unit) or title_of(unit)}",
        facts=head_facts(unit, around.reference_note),
        more_facts=more_facts(unit),
        contents=_contents(unit, around, sections),
        aim=prose(unit.aim),
        outcomes=outcomes,
        outcome_count=_(
            "%(outcomes)s, %(criteria)s",
            outcomes=counted("%(num)s learning outcome", "%(num)s learning outcomes", len(outcomes)),
            criteria=counted("%(num)s assessment criterion", "%(num)s assessment criteria", len(criteria)),
        ),
        with_guidance=any(criterion.guidance or criterion.range for criterion in criteria),
        assessment=prose(unit.assessment.text),
        methods=tuple(method_view(method) for method in unit.assessment.methods),
        nos=tuple(nos_view(link) for link in unit.nos),
        skills=skill_views(unit),
        evidence=prose(unit.evidence_requirements),
        guidance=prose(unit.guidance),
        skills_text=skills_introduction(unit),
        sections=sections,
        source=source_facts(unit, around.words),
        reviews=tuple(
            review_view(entry, target, held=around.held is not None)
            for entry, target in zip(unit.review, review_targets(unit, outcomes), strict=True)
        ),
        decisions=tuple(decision_view(decision) for decision in unit.decisions),
        checked=is_checked(unit),
    )


def _head(unit_id: str, unit: Unit, body: BodyView) -> Head:
    crumbs = (Crumb(_("Units"), links.HOME), Crumb(body.name, body.page), Crumb(reference_of(unit) or title_of(unit)))
    return Head(
        links.unit_page(unit_id), _("%(title)s: %(body)s", title=title_of(unit), body=body.name), "units", crumbs
    )


def review_targets(unit: Unit, outcomes: tuple[OutcomeView, ...]) -> tuple[str, ...]:
    """Return for each open review entry the anchor where its field stands on the unit's page."""
    contents = (anchor for anchor, _ in _contents(unit, _ALONE, ()))
    present = frozenset({"facts", "main", *contents, *(["nos"] if unit.nos else [])})
    return tuple(field_anchor(entry.field, outcomes, present) for entry in unit.review)


def review_view(entry: Review | Doubt, target: str, *, held: bool) -> ReviewView:
    """Lay out an open review entry; its message is left out where the text of the unit is held back."""
    return ReviewView(field_label(entry.field), _(REASONS[entry.reason]), None if held else entry.message, target)


def _contents(unit: Unit, around: Surroundings, sections: tuple[SectionView, ...]) -> tuple[tuple[str, str], ...]:
    """Return anchor and name of each section that the page has, in its order."""
    parts = (
        ("aim", _("Purpose and aim"), unit.aim),
        ("criteria", _("Outcomes and criteria"), unit.learning_outcomes),
        ("more-facts", _("Also printed in the head"), unit.qualifications or unit.other_facts),
        ("assessment", _("Assessment"), unit.assessment.text),
        ("methods", _("Assessment methods"), unit.assessment.methods),
        ("evidence", _("Evidence requirements"), unit.evidence_requirements),
        ("guidance", _("Guidance"), unit.guidance),
        ("skills", _("Functional skills"), unit.functional_skills),
        *((section.anchor, section.heading, True) for section in sections),
        ("versions", _("Other versions"), around.versions),
        ("related", _("Related units"), around.related),
        ("source", _("Source and checking"), True),
        ("downloads", _("Downloads"), around.downloads),
    )
    return tuple((anchor, name) for anchor, name, content in parts if content)
