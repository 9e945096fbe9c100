"""The three findings that stand under the verdict of a comparison."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from site_builder.compare_facts import FactRow
from site_builder.compare_rows import Row, group_of, worst_status
from site_builder.messages import NN_, _, counted, said
from unit_atlas.compare.model import Comparison, Pair, Severity, Status

_HEADINGS: dict[Status, tuple[str, str]] = {
    "to-do": NN_("%(num)s criterion needs new evidence", "%(num)s criteria need new evidence"),
    "partial": NN_("%(num)s criterion is covered in part", "%(num)s criteria are covered in part"),
    "review": NN_("%(num)s criterion is for a person to decide", "%(num)s criteria are for a person to decide"),
    "covered": NN_("%(num)s criterion covered in other words", "%(num)s criteria covered in other words"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One of the three findings under the verdict."""

    heading: str
    text: str
    links: tuple[tuple[str, str], ...] = ()


def findings_of(result: Comparison, facts: Sequence[FactRow], rows: Mapping[int, Row]) -> tuple[Finding, ...]:
    """Choose the three findings that make the most work."""
    candidates = [*_level_finding(result), *_pair_findings(result, rows), *_fact_findings(facts)]
    return tuple(finding for _, finding in sorted(candidates, key=lambda item: item[0]))[:3]


def _level_finding(result: Comparison) -> Iterator[tuple[int, Finding]]:
    if result.summary.level_warning:
        yield 0, Finding(_("Another level"), said(result.summary.level_warning))


def _pair_findings(result: Comparison, rows: Mapping[int, Row]) -> Iterator[tuple[int, Finding]]:
    ranks = {"to-do": 1, "partial": 2, "review": 3}
    for status, rank in ranks.items():
        found = [pair for pair in result.pairs if pair.b and worst_status(pair) == status]
        if found:
            yield rank, _finding_of(counted(*_HEADINGS[worst_status(found[0])], len(found)), found, rows)
    reworded = [pair for pair in result.pairs if pair.b and group_of(pair) == "covered"]
    if reworded:
        yield 4, _finding_of(counted(*_HEADINGS["covered"], len(reworded)), reworded, rows)


def _finding_of(heading: str, pairs: Sequence[Pair], rows: Mapping[int, Row]) -> Finding:
    targets = tuple((", ".join(each.number for each in pair.b), rows[id(pair)].anchor) for pair in pairs)
    first = rows[id(pairs[0])]
    text = _("%(cls)s: %(why)s.", cls=first.cls_name, why=first.why) if len(pairs) == 1 else ""
    return Finding(heading, text, targets)


def _fact_findings(facts: Sequence[FactRow]) -> Iterator[tuple[int, Finding]]:
    ranks: dict[Severity, int] = {"error": 1, "warning": 5, "info": 6}
    for fact in facts:
        yield ranks[fact.severity], Finding(fact.label, fact.meaning, ((_("See the facts"), "facts"),))
