"""The four layers put together: units in, `Comparison` out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from unit_atlas.compare import align, judge
from unit_atlas.compare.classify import Finding, classify
from unit_atlas.compare.facts import compare_facts
from unit_atlas.compare.idf import Weights, shipped
from unit_atlas.compare.model import Comparison, CriterionRef, Flag, Pair, Status, Wanted
from unit_atlas.compare.normal import normal
from unit_atlas.compare.settings import DEFAULT, Settings
from unit_atlas.compare.summary import summarise
from unit_atlas.compare.words import word_runs
from unit_atlas.model import Criterion, Unit

MARKED = frozenset(
    ("wording", "strengthened", "weakened", "negated", "changed", "scope-added", "scope-removed", "identical")
)
"""Classes whose words are worth marking; the others read better plain."""


def compare(a: Unit, b: Unit, *, a_id: str, b_id: str, settings: Settings = DEFAULT) -> Comparison:
    """What evidence held for unit `a` is worth for unit `b`, criterion by criterion."""
    held, wanted = _entries(a), _entries(b)
    weights = Weights((entry.reading for entry in (*held, *wanted)), shipped())
    alignment = align.align(held, wanted, weights, settings)
    pairs = _pairs(alignment, held, wanted, settings)
    outcomes = align.outcome_links(alignment.links, held, wanted)
    facts, same_facts = compare_facts(a, b, pairs, outcomes)
    return Comparison(
        a=a_id,
        b=b_id,
        relation=alignment.relation,
        facts=facts,
        same_facts=same_facts,
        outcomes=outcomes,
        pairs=pairs,
        suggestions=align.suggestions(alignment, held, wanted, settings),
        summary=summarise(a, b, alignment.relation, pairs),
    )


def compare_criteria(a: str, b: str, settings: Settings = DEFAULT) -> Pair:
    """One criterion's text against another's, taken as a pair whatever they say; numbers are left empty."""
    (held,), (wanted,) = (align.entries([CriterionRef("", "", text)], {}) for text in (a, b))
    weights = Weights((held.reading, wanted.reading), shipped())
    link = align.Link((0,), (0,), align.cosine(held, wanted, weights))
    return _linked_pair(link, (held,), (wanted,), settings, ())


def _entries(unit: Unit) -> tuple[align.Entry, ...]:
    refs = [
        CriterionRef(outcome.number, criterion.number, _text(criterion))
        for outcome in unit.learning_outcomes
        for criterion in outcome.criteria
    ]
    return align.entries(refs, {outcome.number: outcome.text for outcome in unit.learning_outcomes})


def _text(criterion: Criterion) -> str:
    """A criterion with its bullets, which bind as much as its sentence does."""
    return "; ".join((criterion.text, *criterion.items)) if criterion.items else criterion.text


Entries = Sequence[align.Entry]


def _pairs(alignment: align.Alignment, a: Entries, b: Entries, settings: Settings) -> tuple[Pair, ...]:
    mapped = {link.a: link.b for link in align.outcome_links(alignment.links, a, b)}
    reordered = align.reordered(alignment.links, a, b)
    linked: dict[int, Pair] = {}
    for index, link in enumerate(alignment.links):
        flags: list[Flag] = ["moved"] if align.moved(link, a, b, mapped) else []
        flags += ["reordered"] if index in reordered else []
        linked[link.b[0]] = _linked_pair(link, a, b, settings, tuple(flags))
    linked |= {j: _added(b[j].ref) for j in alignment.alone_b}
    return (*(linked[j] for j in sorted(linked)), *(_removed(a[i].ref) for i in alignment.alone_a))


def _linked_pair(link: align.Link, a: Entries, b: Entries, settings: Settings, flags: tuple[Flag, ...]) -> Pair:
    if len(link.a) > 1 or len(link.b) > 1:
        return _group(link, a, b, flags)
    held, wanted = a[link.a[0]], b[link.b[0]]
    if link.by_place:
        finding = Finding("reworded", "reworded-in-place", "stands in the same place, in other words")
    else:
        finding = classify(held.ref.text, wanted.ref.text, link.score, settings)
    verdict = judge.VERDICTS[finding.rule]
    return _pair((held.ref,), (wanted.ref,), (verdict.status,), finding, link.score, flags)


def _group(link: align.Link, a: Entries, b: Entries, flags: tuple[Flag, ...]) -> Pair:
    """A split or a merger: each wanted part is covered when all it asks for is held."""
    held, wanted = [a[i] for i in link.a], [b[j] for j in link.b]
    covered = judge.parts_covered([entry.reading for entry in held], [entry.reading for entry in wanted])
    statuses: tuple[Status, ...] = tuple("covered" if part else "partial" for part in covered)
    if len(held) == 1:
        finding = Finding("split", "split", f"one criterion became {len(wanted)}")
    else:
        finding = Finding("merged", "merged", f"{len(held)} criteria became one")
    refs_a, refs_b = tuple(entry.ref for entry in held), tuple(entry.ref for entry in wanted)
    return _pair(refs_a, refs_b, statuses, finding, link.score, flags)


def _added(ref: CriterionRef) -> Pair:
    return _pair((), (ref,), ("to-do",), Finding("added", "added", "no criterion held comes near"), 0.0, ())


def _removed(ref: CriterionRef) -> Pair:
    return _pair((ref,), (), (), Finding("removed", "removed", "no criterion asks for it"), 0.0, ())


def _pair(
    a: tuple[CriterionRef, ...],
    b: tuple[CriterionRef, ...],
    statuses: tuple[Status, ...],
    finding: Finding,
    score: float,
    flags: tuple[Flag, ...],
) -> Pair:
    marked = finding.cls in MARKED and len(a) == len(b) == 1
    severity = judge.severity(finding.rule, statuses)
    return Pair(
        a=a,
        b=tuple(Wanted(ref, status) for ref, status in zip(b, statuses, strict=True)),
        cls=finding.cls,
        rule=finding.rule,
        severity=severity,
        score=round(score, 4),
        fingerprint=fingerprint(a, b, finding.rule),
        why=finding.why,
        flags=flags,
        words=word_runs(a[0].text, b[0].text) if marked else (),
    )


def fingerprint(a: Sequence[CriterionRef], b: Sequence[CriterionRef], rule: str) -> str:
    """12 hex digits over both sides' N and the rule: a reviewer's decision on it survives renumbering and retyping."""
    sides = ("\n".join(sorted(normal(ref.text) for ref in side)) for side in (a, b))
    return hashlib.sha256("\0".join((*sides, rule)).encode()).hexdigest()[:12]
