"""The comparison page: verdict first, then facts that differ, then criteria side by side by the work they make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

from site_builder import links
from site_builder.compare_facts import FactRow, MethodRow, fact_rows, is_public, method_rows
from site_builder.compare_findings import Finding, findings_of
from site_builder.compare_rows import Cell, Row, RowGroup, row_groups, row_of, strip_of
from site_builder.compare_sides import Compared, CriterionSide, Side
from site_builder.compare_words import STATUS_CLASS, STATUS_NAME, TALLY, verdict
from site_builder.messages import _, joined, said
from site_builder.site import Group
from site_builder.views import Crumb, Head
from unit_atlas.compare.model import Comparison

Neighbours = Mapping[tuple[str, str], tuple[Side, Side]]
Versions = tuple[tuple[Side, str], ...]


@dataclass(frozen=True, slots=True)
class CompareView:
    """What the comparison page shows.

    `bar` is the coverage bar: status, start and width, in criteria of the wanted unit. `other_held` and `other_wanted`
    are versions to take in place of one side, with the page that compares them.
    """

    head: Head
    title: str
    held: Side
    wanted: Side
    swap: str
    other_held: Versions
    other_wanted: Versions
    transfer: str
    relation: str
    verdict: str
    strip: tuple[tuple[str, tuple[Cell, ...]], ...]
    classes: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]
    tally: tuple[tuple[int, str, str], ...]
    bar: tuple[tuple[str, int, int], ...]
    row_statuses: tuple[tuple[str, str], ...]
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

    @property
    def bar_width(self) -> int:
        """The whole of the coverage bar."""
        return sum(width for _, _, width in self.bar) or 1


def compare_view(
    result: Comparison, held: Compared, wanted: Compared, *, group: Group, compared: Neighbours | None = None
) -> CompareView:
    """Lay out one comparison, in the direction of evidence held to evidence wanted.

    Args:
        result: The comparison.
        held: The unit that evidence is held for.
        wanted: The unit that evidence is wanted for.
        group: The units that the two belong to.
        compared: All pairs of the group that have a page, with their sides.
    """
    sides, hidden = (held.side(), wanted.side()), tuple(why for why in (held.held_back, wanted.held_back) if why)
    rows = {id(pair): row_of(pair, held.criteria, wanted.criteria, hidden=bool(hidden)) for pair in result.pairs}
    relation, rest = verdict(result)
    facts = fact_rows(result.facts, hidden=bool(hidden))
    return CompareView(
        head=_head(held, wanted, sides),
        title=_title(*sides),
        held=sides[0],
        wanted=sides[1],
        swap=links.comparison_page(wanted.id, held.id),
        other_held=_others(compared or {}, wanted=wanted.id, but=held.id),
        other_wanted=_others(compared or {}, held=held.id, but=wanted.id),
        transfer=links.transfer_file(held.id, wanted.id),
        relation=relation,
        verdict=rest,
        strip=strip_of(result, wanted, rows),
        classes=tuple(dict.fromkeys((row.cls, row.cls_name) for row in rows.values())),
        findings=findings_of(result, facts, rows),
        tally=tuple((result.summary.statuses.get(s, 0), STATUS_CLASS[s], _(STATUS_NAME[s])) for s in TALLY),
        bar=_bar(result),
        row_statuses=_row_statuses(rows),
        not_needed=result.summary.not_needed,
        level_warning=said(result.summary.level_warning) if result.summary.level_warning else None,
        facts=facts,
        same_facts=_same_facts(result, hidden=bool(hidden)),
        groups=tuple(row_groups(result, wanted.unit, rows)),
        methods=method_rows(held.unit, wanted.unit),
        suggestions=tuple(
            (held.criteria.side(s.a), wanted.criteria.side(s.b), f"{s.score:.2f}") for s in result.suggestions
        ),
        family=group.page,
        decisions=group.decisions,
        held_back=hidden,
    )


def _bar(result: Comparison) -> tuple[tuple[str, int, int], ...]:
    """Lay out the coverage bar, what is covered first."""
    widths = [result.summary.statuses.get(status, 0) for status in TALLY]
    starts = [0, *accumulate(widths)]
    return tuple((STATUS_CLASS[status], starts[place], widths[place]) for place, status in enumerate(TALLY))


def _row_statuses(rows: Mapping[int, Row]) -> tuple[tuple[str, str], ...]:
    """Return the statuses that occur, most work first, as class and name."""
    found = {status: name for row in rows.values() for status, name, _ in row.statuses}
    order = ("todo", "part", "review", "covered", "none")
    return tuple((status, found[status]) for status in order if status in found)


def _others(compared: Neighbours, *, but: str, held: str | None = None, wanted: str | None = None) -> Versions:
    """Return the other versions that may stand on one side, where `held` or `wanted` stays on the other."""
    kept, place = (held, 0) if held else (wanted, 1)
    found = (
        (sides[1 - place], links.comparison_page(*pair))
        for pair, sides in compared.items()
        if pair[place] == kept and pair[1 - place] != but
    )
    return tuple(found)


def _same_facts(result: Comparison, *, hidden: bool) -> str | None:
    shown = (fact for fact in result.same_facts if not hidden or is_public(fact.field))
    return ", ".join(_("%(fact)s %(value)s", fact=said(fact.label), value=said(fact.value)) for fact in shown) or None


def _title(held: Side, wanted: Side) -> str:
    """Return the title that both print, or both titles."""
    same = held.title.casefold() == wanted.title.casefold()
    return held.title if same else joined((held.title, wanted.title))


def _head(held: Compared, wanted: Compared, sides: tuple[Side, Side]) -> Head:
    crumbs = (
        Crumb(_("Units"), links.HOME),
        Crumb(sides[0].reference, sides[0].page),
        Crumb(_("Compared with %(version)s", version=sides[1].name)),
    )
    title = _("%(held)s compared with %(wanted)s", held=sides[0].name, wanted=sides[1].name)
    return Head(links.comparison_page(held.id, wanted.id), title, "families", crumbs)
