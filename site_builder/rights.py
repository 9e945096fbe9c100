"""What may be republished: the verbatim text of an awarding body's units, or their facts alone."""

from __future__ import annotations

from site_builder.messages import N_, _
from unit_atlas.model import Assessment, AwardingBody, Criterion, LearningOutcome, Unit

WITHHELD = N_("text held back")
LONGEST_FACT = 80


def may_publish(body: AwardingBody | None) -> bool:
    """Tell whether a public site may show the text of a body's units; an unknown body has permitted nothing."""
    return body is not None and body.reuse == "permitted"


def facts_only(unit: Unit) -> Unit:
    """Return a unit without its verbatim text: numbers, counts, references, names of methods and skills stay.

    Built from a list of what stays, so that a new field is held back until somebody decides otherwise. Texts that the
    model requires become `WITHHELD`. Printed facts without a key of their own stay up to 80 characters of value;
    longer ones are prose.
    """
    return Unit(
        format=unit.format,
        awarding_body=unit.awarding_body,
        title=unit.title,
        unit_number=unit.unit_number,
        sector_unit_number=unit.sector_unit_number,
        ofqual_reference=unit.ofqual_reference,
        level=unit.level,
        level_framework=unit.level_framework,
        credit=unit.credit,
        glh=unit.glh,
        tqt=unit.tqt,
        published=unit.published,
        issue=unit.issue,
        qualifications=unit.qualifications,
        other_facts=tuple(fact for fact in unit.other_facts if len(fact.value) <= LONGEST_FACT),
        learning_outcomes=tuple(_numbers_only(outcome) for outcome in unit.learning_outcomes),
        assessment=Assessment(methods=unit.assessment.methods),
        nos=unit.nos,
        functional_skills=unit.functional_skills,
        source=unit.source,
        review=tuple(entry.model_copy(update={"message": _(WITHHELD)}) for entry in unit.review),
        decisions=tuple(decision.model_copy(update={"note": None}) for decision in unit.decisions),
    )


def _numbers_only(outcome: LearningOutcome) -> LearningOutcome:
    criteria = tuple(
        Criterion(number=criterion.number, text=_(WITHHELD), grade=criterion.grade, shared_with=criterion.shared_with)
        for criterion in outcome.criteria
    )
    return LearningOutcome(number=outcome.number, text=_(WITHHELD), criteria=criteria)
