"""Pairs of criteria as rows, in groups by the work they make, and as cells of the strip."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from site_builder.compare_sides import Compared, Criteria, CriterionSide
from site_builder.compare_words import CLASSES, FLAGS, MEANINGS, NOT_NEEDED, STATUS_CLASS, STATUS_NAME
from site_builder.messages import N_, _, said
from unit_atlas.compare.model import STATUSES, Comparison, Pair, Status, WordRun
from unit_atlas.model import Unit

SAME_WORDS = ("identical", "typographic")
_GROUPS: tuple[tuple[str, str, str], ...] = (
    ("todo", N_("To do: new evidence is needed"), N_("Nothing held answers these.")),
    ("part", N_("Partly covered: add to the evidence held"), N_("The held evidence answers some of what is asked.")),
    ("review", N_("Review: a person decides"), N_("The words do not settle it.")),
    ("covered", N_("Covered, in other words"), N_("Held evidence answers these as it stands.")),
    ("same", N_("Covered, in the same words"), N_("Identical, or identical but for typography.")),
    ("none", N_("Not needed"), N_("Held evidence that this version does not ask for.")),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A pair of criteria."""

    anchor: str
    held: tuple[CriterionSide, ...]
    wanted: tuple[CriterionSide, ...]
    words: tuple[WordRun, ...]
    cls: str
    cls_name: str
    flags: tuple[str, ...]
    why: str
    statuses: tuple[tuple[str, str, str | None], ...]
    rule: str
    score: str | None

    @property
    def name(self) -> str:
        """What the row is called aloud: 'wanted 1.2, 1.3', or 'held 4.1' where nothing is wanted."""
        numbers = ", ".join(each.number for each in self.wanted or self.held)
        return _("wanted %(numbers)s", numbers=numbers) if self.wanted else _("held %(numbers)s", numbers=numbers)


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows that make the same work; those in the same words stand under their outcomes."""

    id: str
    status: str
    name: str
    why: str
    count: int
    parts: tuple[tuple[str | None, tuple[Row, ...]], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A criterion of the wanted unit in the strip."""

    anchor: str
    number: str
    cls: str
    cls_name: str
    status: str
    status_name: str


def pair_anchor(pair: Pair, held: Criteria, wanted: Criteria) -> str:
    """Return the anchor of a pair's row on the comparison page."""
    return f"c-{wanted.anchor(pair.b[0].criterion)}" if pair.b else f"c-held-{held.anchor(pair.a[0])}"


def row_of(pair: Pair, held: Criteria, wanted: Criteria, *, hidden: bool) -> Row:
    """Lay out a pair; `hidden` leaves out every word of the texts."""
    several = len(pair.b) > 1
    return Row(
        anchor=pair_anchor(pair, held, wanted),
        held=tuple(held.side(ref) for ref in pair.a),
        wanted=tuple(wanted.side(each.criterion) for each in pair.b),
        words=() if hidden else pair.words,
        cls=pair.cls,
        cls_name=_(CLASSES[pair.cls]),
        flags=tuple(_(FLAGS[flag]) for flag in pair.flags),
        why=_(MEANINGS[pair.cls]) if hidden or not pair.why else said(pair.why),
        statuses=tuple(
            (STATUS_CLASS[each.status], _(STATUS_NAME[each.status]), each.number if several else None)
            for each in pair.b
        )
        or (("none", _(NOT_NEEDED), None),),
        rule=pair.rule,
        score=f"{pair.score:.2f}" if pair.a and pair.b else None,
    )


def worst_status(pair: Pair) -> Status:
    """Return the status that makes most work among the wanted criteria of a pair."""
    return min((wanted.status for wanted in pair.b), key=STATUSES.index)


def group_of(pair: Pair) -> str:
    """Return the id of the group of rows that a pair belongs to."""
    if not pair.b:
        return "none"
    status = STATUS_CLASS[worst_status(pair)]
    return "same" if status == "covered" and pair.cls in SAME_WORDS else status


def row_groups(result: Comparison, wanted: Unit, rows: Mapping[int, Row]) -> Iterator[RowGroup]:
    """Lay out the rows by the work they make, most work first."""
    for key, name, why in _GROUPS:
        pairs = [pair for pair in result.pairs if group_of(pair) == key]
        if pairs:
            parts = _by_outcome(pairs, wanted, rows) if key == "same" else ((None, tuple(rows[id(p)] for p in pairs)),)
            yield RowGroup(key, "covered" if key == "same" else key, _(name), _(why), len(pairs), tuple(parts))


def _by_outcome(
    pairs: Sequence[Pair], wanted: Unit, rows: Mapping[int, Row]
) -> Iterator[tuple[str | None, tuple[Row, ...]]]:
    for outcome in wanted.learning_outcomes:
        chosen = tuple(rows[id(pair)] for pair in pairs if pair.b[0].criterion.outcome == outcome.number)
        if chosen:
            yield outcome.number, chosen


def strip_of(result: Comparison, wanted: Compared, rows: Mapping[int, Row]) -> tuple[tuple[str, tuple[Cell, ...]], ...]:
    """Lay out the strip: a cell for each wanted criterion, outcome by outcome."""
    cells: dict[str, list[Cell]] = {outcome.number: [] for outcome in wanted.unit.learning_outcomes}
    criteria = wanted.criteria
    for pair in result.pairs:
        row = rows[id(pair)]
        for each in pair.b:
            status = STATUS_CLASS[each.status]
            anchor = f"c-{criteria.anchor(each.criterion)}"
            cell = Cell(anchor, each.number, row.cls, row.cls_name, status, _(STATUS_NAME[each.status]))
            cells[each.criterion.outcome].append(cell)
    return tuple((number, tuple(found)) for number, found in cells.items() if found)
