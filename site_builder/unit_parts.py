"""The parts of a unit as pages show them: outcomes, methods, standards, skills."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from site_builder import links
from site_builder.messages import N_, _
from site_builder.render import markdown
from unit_atlas.model import AssessmentMethod, Criterion, LearningOutcome, NosLink, Unit

REQUIREMENTS = {"prescribed": N_("Prescribed"), "optional": N_("Optional"), None: N_("left empty")}
TICKS = {True: N_("ticked"), False: N_("not ticked"), None: N_("cannot be told")}
_SIGNS = {"prescribed": N_("P"), "optional": N_("O")}


@dataclass(frozen=True, slots=True)
class CriterionView:
    """A criterion with its permalink."""

    anchor: str
    number: str
    text: str
    items: tuple[str, ...]
    grade: str | None
    shared_with: str | None
    guidance: Markup | None
    range: Markup | None


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """A learning outcome with its criteria."""

    anchor: str
    number: str
    text: str
    guidance: Markup | None
    range: Markup | None
    criteria: tuple[CriterionView, ...]


@dataclass(frozen=True, slots=True)
class MethodView:
    """A cell of the assessment grid: prescribed, optional or left empty."""

    name: str
    page: str
    requirement: str
    sign: str


@dataclass(frozen=True, slots=True)
class SkillView:
    """A standard of functional skills and what the grid says of it."""

    name: str
    page: str
    state: str
    ticked: bool | None


@dataclass(frozen=True, slots=True)
class NosView:
    """A National Occupational Standard."""

    reference: str
    page: str
    title: str | None
    suite: str | None


def prose(text: str | None) -> Markup | None:
    """Render a Markdown field; None stays None."""
    return None if text is None else markdown(text)


def criterion_anchors(outcomes: Sequence[LearningOutcome]) -> dict[tuple[str, str], str]:
    """Return the anchor of each criterion by the numbers of its outcome and itself.

    `ac-<number>`, or `ac-<outcome>-<number>` where the number comes more than once in the unit. A number that comes
    twice in one outcome has the anchor of its first criterion.
    """
    places = [(outcome.number, criterion.number) for outcome in outcomes for criterion in outcome.criteria]
    numbers = Counter(number for _, number in dict.fromkeys(places))
    taken: set[str] = set()
    return {
        (outcome, number): links.unique(
            links.anchor("ac", number if numbers[number] == 1 else f"{outcome}-{number}"), taken
        )
        for outcome, number in dict.fromkeys(places)
    }


def outcome_views(outcomes: Sequence[LearningOutcome]) -> tuple[OutcomeView, ...]:
    """Lay out the outcomes with their criteria."""
    anchors = criterion_anchors(outcomes)
    taken: set[str] = set()
    return tuple(
        OutcomeView(
            anchor=links.unique(links.anchor("lo", outcome.number), taken),
            number=outcome.number,
            text=outcome.text,
            guidance=prose(outcome.guidance),
            range=prose(outcome.range),
            criteria=tuple(
                _criterion(criterion, links.unique(anchors[outcome.number, criterion.number], taken))
                for criterion in outcome.criteria
            ),
        )
        for outcome in outcomes
    )


def _criterion(criterion: Criterion, anchor: str) -> CriterionView:
    return CriterionView(
        anchor=anchor,
        number=criterion.number,
        text=criterion.text,
        items=criterion.items,
        grade=criterion.grade,
        shared_with=", ".join(criterion.shared_with) or None,
        guidance=prose(criterion.guidance),
        range=prose(criterion.range),
    )


def method_view(method: AssessmentMethod) -> MethodView:
    """Lay out one cell of the assessment grid."""
    page = links.index_page("methods", links.slug(method.name))
    sign = _(_SIGNS[method.requirement]) if method.requirement else ""
    return MethodView(method.name, page, _(REQUIREMENTS[method.requirement]), sign)


def nos_view(link: NosLink) -> NosView:
    """Lay out one National Occupational Standard."""
    return NosView(link.reference, links.index_page("nos", links.slug(link.reference)), link.title, link.suite)


def nos_suite(reference: str) -> str:
    """Return the letters that a reference opens with, at most three; without any the reference itself.

    They name the standards organisation that owns it: CFA in CFAC5 and CFAB10. Suites as printed vary too much to sort
    by.
    """
    letters = "".join(character for character in reference if character.isalpha())
    return letters[:3].upper() or reference


def skill_views(unit: Unit) -> tuple[tuple[str, tuple[SkillView, ...]], ...]:
    """Lay out the functional skills grid, subject by subject."""
    return tuple(
        (
            subject,
            tuple(
                SkillView(name, links.index_page("skills", skill_key(subject, name)), _(TICKS[ticked]), ticked)
                for name, ticked in standards.items()
            ),
        )
        for subject, standards in unit.functional_skills.items()
    )


def skill_key(subject: str, standard: str) -> str:
    """Return the key of a functional skill's index page."""
    return links.slug(f"{subject} {standard}")
