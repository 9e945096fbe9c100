"""A comparison as the documented JSON value; other forms are made from the same result elsewhere."""

from __future__ import annotations

from typing import Any

from unit_atlas.compare.model import Comparison, FactDifference, Pair, Suggestion, Summary


def to_json(result: Comparison) -> dict[str, Any]:
    """The comparison as plain values for a JSON encoder; keys are stable, new ones may be added."""
    return {
        "a": result.a,
        "b": result.b,
        "relation": result.relation,
        "facts": [_fact(fact) for fact in result.facts],
        "same_facts": [{"field": fact.field, "value": fact.value} for fact in result.same_facts],
        "outcomes": [{"a": link.a, "b": link.b, "votes": link.votes} for link in result.outcomes],
        "pairs": [_pair(pair) for pair in result.pairs],
        "suggestions": [_suggestion(suggestion) for suggestion in result.suggestions],
        "summary": _summary(result.summary),
    }


def _fact(fact: FactDifference) -> dict[str, Any]:
    return {
        "field": fact.field,
        "class": fact.cls,
        "rule": fact.rule,
        "severity": fact.severity,
        "a": fact.a,
        "b": fact.b,
        "fingerprint": fact.fingerprint,
        "meaning": fact.meaning,
    }


def _pair(pair: Pair) -> dict[str, Any]:
    return {
        "a": [criterion.number for criterion in pair.a],
        "b": [
            {"number": wanted.number, "status": wanted.status, "outcome": wanted.criterion.outcome} for wanted in pair.b
        ],
        "a_outcomes": [criterion.outcome for criterion in pair.a],
        "class": pair.cls,
        "rule": pair.rule,
        "flags": list(pair.flags),
        "severity": pair.severity,
        "score": pair.score,
        "fingerprint": pair.fingerprint,
        "why": pair.why,
        "words": [[run.kind, run.text] for run in pair.words],
    }


def _suggestion(suggestion: Suggestion) -> dict[str, Any]:
    return {"a": suggestion.a.number, "b": suggestion.b.number, "score": suggestion.score}


def _summary(summary: Summary) -> dict[str, Any]:
    return {
        "verdict": summary.verdict,
        "criteria_a": summary.criteria_a,
        "criteria_b": summary.criteria_b,
        "equal": summary.equal,
        "not_needed": summary.not_needed,
        "classes": dict(summary.classes),
        "statuses": dict(summary.statuses),
        "level_warning": summary.level_warning,
    }
