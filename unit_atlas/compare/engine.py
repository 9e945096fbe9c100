"""The four layers put together: units in, `Comparison` out."""

from __future__ import annotations

from dataclasses import replace

from unit_atlas.compare.align import align, cosine, suggestions
from unit_atlas.compare.entry import Entry, Link, Terms, entries
from unit_atlas.compare.facts import compare_facts
from unit_atlas.compare.idf import Weights, shipped
from unit_atlas.compare.model import Comparison, CriterionRef, FactDifference, Pair
from unit_atlas.compare.outcomes import outcome_links
from unit_atlas.compare.pairs import linked_pair, pairs_of
from unit_atlas.compare.settings import DEFAULT, Settings
from unit_atlas.compare.summary import summarise
from unit_atlas.model import Criterion, LearningOutcome, Unit


def compare(a: Unit, b: Unit, *, a_id: str, b_id: str, settings: Settings = DEFAULT) -> Comparison:
    """What evidence held for unit `a` is worth for unit `b`, criterion by criterion."""
    held, wanted = _entries(a), _entries(b)
    weights = Weights((entry.reading for entry in (*held, *wanted)), shipped())
    alignment = align(held, wanted, weights, settings)
    pairs = pairs_of(alignment, held, wanted, settings)
    outcomes = outcome_links(alignment.links, held, wanted)
    facts, same_facts = compare_facts(a, b, pairs, outcomes)
    return Comparison(
        a=a_id,
        b=b_id,
        relation=alignment.relation,
        facts=_weighed(facts, settings),
        same_facts=same_facts,
        outcomes=outcomes,
        pairs=pairs,
        suggestions=suggestions(alignment, held, wanted, settings),
        summary=summarise(a, b, alignment.relation, pairs),
    )


def compare_criteria(a: str, b: str, settings: Settings = DEFAULT) -> Pair:
    """One criterion's text against another's, taken as a pair whatever they say; numbers are left empty."""
    (held,), (wanted,) = (entries([(CriterionRef("", "", text), Terms())], {}) for text in (a, b))
    weights = Weights((held.reading, wanted.reading), shipped())
    link = Link((0,), (0,), cosine(held, wanted, weights))
    return linked_pair(link, (held,), (wanted,), settings, ())


def _weighed(facts: tuple[FactDifference, ...], settings: Settings) -> tuple[FactDifference, ...]:
    """The facts with the severities that the settings give their rules or classes."""
    given = settings.severities
    return tuple(replace(fact, severity=given.get(fact.rule, given.get(fact.cls, fact.severity))) for fact in facts)


def _entries(unit: Unit) -> tuple[Entry, ...]:
    criteria = [
        (CriterionRef(outcome.number, criterion.number, _text(criterion)), _terms(outcome, criterion))
        for outcome in unit.learning_outcomes
        for criterion in outcome.criteria
    ]
    return entries(criteria, {outcome.number: outcome.text for outcome in unit.learning_outcomes})


def _text(criterion: Criterion) -> str:
    """A criterion with its bullets, which bind as much as its sentence does."""
    return "; ".join((criterion.text, *criterion.items)) if criterion.items else criterion.text


def _terms(outcome: LearningOutcome, criterion: Criterion) -> Terms:
    ranges = [text for text in (outcome.range, criterion.range) if text]
    return Terms("; ".join(ranges), criterion.grade)
