"""The comparison page: verdict first, then facts that differ, then criteria side by side by the work they make."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder import links
from site_builder.compare_facts import FactRow, MethodRow, fact_rows, is_public, method_rows
from site_builder.compare_findings import Finding, findings_of
from site_builder.compare_rows import Cell, RowGroup, row_groups, row_of, strip_of
from site_builder.compare_sides import Compared, Criteria, CriterionSide, Side
from site_builder.compare_words import STATUS_CLASS, STATUS_NAME, TALLY, verdict
from site_builder.site import Group
from site_builder.views import Crumb, Head
from unit_atlas.compare.model import Comparison


@dataclass(frozen=True, slots=True)
class CompareView:
    """What the comparison page shows."""

    head: Head
    title: str
    held: Side
    wanted: Side
    swap: str
    transfer: str
    relation: str
    verdict: str
    strip: tuple[tuple[str, tuple[Cell, ...]], ...]
    classes: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]
    tally: tuple[tuple[int, str, str], ...]
    not_needed: int
    level_warning: str | None
    facts: tuple[FactRow, ...]
    same_facts: str | None
    groups: tuple[RowGroup, ...]
    methods: tuple[MethodRow, ...]
    suggestions: tuple[tuple[CriterionSide, CriterionSide, str], ...]
    family: str
    decisions: tuple[str, ...]
    held_back: tuple[str, ...]


def compare_view(result: Comparison, held: Compared, wanted: Compared, *, group: Group) -> CompareView:
    """Lay out one comparison, in the direction of evidence held to evidence wanted."""
    sides, hidden = (held.side(), wanted.side()), tuple(why for why in (held.held_back, wanted.held_back) if why)
    rows = {id(pair): row_of(pair, Criteria(held), Criteria(wanted), hidden=bool(hidden)) for pair in result.pairs}
    relation, rest = verdict(result)
    facts = fact_rows(result.facts, hidden=bool(hidden))
    return CompareView(
        head=_head(held, wanted, sides),
        title=_title(*sides),
        held=sides[0],
        wanted=sides[1],
        swap=links.comparison_page(wanted.id, held.id),
        transfer=links.transfer_file(held.id, wanted.id),
        relation=relation,
        verdict=rest,
        strip=strip_of(result, wanted, rows),
        classes=tuple(dict.fromkeys((row.cls, row.cls_name) for row in rows.values())),
        findings=findings_of(result, facts, rows),
        tally=tuple((result.summary.statuses.get(s, 0), STATUS_CLASS[s], STATUS_NAME[s]) for s in TALLY),
        not_needed=result.summary.not_needed,
        level_warning=result.summary.level_warning,
        facts=facts,
        same_facts=_same_facts(result, hidden=bool(hidden)),
        groups=tuple(row_groups(result, wanted.unit, rows)),
        methods=method_rows(held.unit, wanted.unit),
        suggestions=tuple(
            (Criteria(held).side(s.a), Criteria(wanted).side(s.b), f"{s.score:.2f}") for s in result.suggestions
        ),
        family=group.page,
        decisions=group.decisions,
        held_back=hidden,
    )


def _same_facts(result: Comparison, *, hidden: bool) -> str | None:
    shown = (fact for fact in result.same_facts if not hidden or is_public(fact.field))
    return ", ".join(f"{fact.label} {fact.value}" for fact in shown) or None


def _title(held: Side, wanted: Side) -> str:
    """Return the title that both print, or both titles."""
    same = held.title.casefold() == wanted.title.casefold()
    return held.title if same else f"{held.title} and {wanted.title}"


def _head(held: Compared, wanted: Compared, sides: tuple[Side, Side]) -> Head:
    crumbs = (
        Crumb("Units", links.HOME),
        Crumb(sides[0].reference, sides[0].page),
        Crumb(f"Compared with {sides[1].body.name} {sides[1].reference}"),
    )
    title = f"{sides[0].body.name} {sides[0].reference} compared with {sides[1].body.name} {sides[1].reference}"
    return Head(links.comparison_page(held.id, wanted.id), title, "families", crumbs)
