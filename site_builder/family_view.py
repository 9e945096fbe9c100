"""The family page: the versions of one unit as a matrix, each pair in one line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from site_builder import links
from site_builder.compare_rows import pair_anchor
from site_builder.compare_sides import Compared, Side
from site_builder.compare_words import (
    CLASSES,
    NOT_NEEDED,
    STATUS_CLASS,
    STATUS_NAME,
    TALLY,
    status_count,
    verdict,
)
from site_builder.family_grids import CoverageRow, MethodRow, coverage_rows, method_rows
from site_builder.messages import N_, _, counted, joined
from site_builder.unit_parts import criterion_anchors, nos_view
from site_builder.version_view import tally
from site_builder.views import Crumb, Head, criteria_count, level_label, title_of
from unit_atlas.compare.model import STATUSES, Comparison, Pair
from unit_atlas.model import Unit

Pairs = Mapping[tuple[str, str], Comparison]


@dataclass(frozen=True, slots=True)
class PairLine:
    """One direction of a pair in one line."""

    held: Side
    wanted: Side
    relation: str
    verdict: str
    tally: tuple[tuple[str, str], ...]
    page: str


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact of every version; `same` where all print it alike."""

    label: str
    values: tuple[str | None, ...]
    same: bool


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What becomes of a criterion in another version: its numbers there, the class, what evidence is worth."""

    numbers: str
    page: str | None
    cls: str
    cls_name: str
    status: str
    status_name: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A criterion of the first version, seen in the others; None where the two are not compared."""

    number: str
    page: str
    text: str | None
    cells: tuple[MatrixCell | None, ...]


@dataclass(frozen=True, slots=True)
class AddedRow:
    """A criterion that another version asks for and nothing in the first answers; `cells` has it in one place."""

    body: str
    number: str
    page: str
    text: str | None
    cells: tuple[MatrixCell | None, ...]


@dataclass(frozen=True, slots=True)
class FamilyView:
    """What a family page shows; `coverage` tells of each version but the first, None where not compared."""

    head: Head
    title: str
    sides: tuple[Side, ...]
    decisions: tuple[str, ...]
    pairs: tuple[PairLine, ...]
    facts: tuple[FactLine, ...]
    matrix: tuple[tuple[str, str | None, tuple[MatrixRow, ...]], ...]
    added: tuple[AddedRow, ...]
    coverage: tuple[str | None, ...]
    coverage_grid: tuple[CoverageRow, ...]
    methods: tuple[MethodRow, ...]
    held_back: tuple[str, ...]
    left_out: int


def family_view(
    members: Sequence[Compared], compared: Pairs, *, decisions: tuple[str, ...], left_out: int
) -> FamilyView:
    """Lay out a family, seen from its first member."""
    first = members[0]
    title = _(
        "%(title)s: %(versions)s",
        title=title_of(first.unit),
        versions=counted("%(num)s version", "%(num)s versions", len(members)),
    )
    crumbs = (Crumb(_("Compare versions"), links.FAMILIES), Crumb(title_of(first.unit)))
    return FamilyView(
        head=Head(links.family_page(first.id), title, "families", crumbs),
        title=title,
        sides=tuple(member.side() for member in members),
        decisions=decisions,
        pairs=tuple(
            _pair_line(held, wanted, compared[held.id, wanted.id])
            for held in members
            for wanted in members
            if (held.id, wanted.id) in compared
        ),
        facts=fact_lines([member.unit for member in members]),
        matrix=_matrix(members, compared),
        added=tuple(_added(members, compared)),
        coverage=tuple(_coverage(compared.get((first.id, other.id))) for other in members[1:]),
        coverage_grid=coverage_rows(members, compared),
        methods=method_rows(members),
        held_back=tuple(dict.fromkeys(member.held_back for member in members if member.held_back)),
        left_out=left_out,
    )


def _pair_line(held: Compared, wanted: Compared, result: Comparison) -> PairLine:
    relation, rest = verdict(result)
    page = links.comparison_page(held.id, wanted.id)
    return PairLine(held.side(), wanted.side(), relation, rest, tally(result), page)


_FACTS: tuple[tuple[str, Callable[[Unit], str | None]], ...] = (
    (N_("Ofqual unit reference"), lambda unit: unit.ofqual_reference),
    (N_("Unit number"), lambda unit: unit.unit_number),
    (N_("Level"), lambda unit: level_label(unit.level, unit.level_framework) if unit.level else None),
    (N_("Credit"), lambda unit: None if unit.credit is None else str(unit.credit)),
    (N_("Guided learning hours"), lambda unit: None if unit.glh is None else str(unit.glh)),
    (N_("Total qualification time"), lambda unit: None if unit.tqt is None else str(unit.tqt)),
    (N_("Published"), lambda unit: unit.published),
    (N_("NOS"), lambda unit: ", ".join(nos_view(link).reference for link in unit.nos) or None),
    (N_("Prescribed methods"), lambda unit: _methods(unit, "prescribed")),
    (N_("Optional methods"), lambda unit: _methods(unit, "optional")),
    (N_("Learning outcomes"), lambda unit: str(len(unit.learning_outcomes))),
    (N_("Assessment criteria"), lambda unit: str(criteria_count(unit))),
)


def fact_lines(units: Sequence[Unit]) -> tuple[FactLine, ...]:
    """Lay out the facts of several units, those that differ first; what none prints is left out."""
    lines = [FactLine(_(label), values, len(set(values)) == 1) for label, values in _values(units) if any(values)]
    return tuple(sorted(lines, key=lambda line: line.same))


def _values(units: Sequence[Unit]) -> list[tuple[str, tuple[str | None, ...]]]:
    return [(label, tuple(read(unit) for unit in units)) for label, read in _FACTS]


def _methods(unit: Unit, requirement: str) -> str | None:
    if not unit.assessment.methods:
        return None
    names = [method.name for method in unit.assessment.methods if method.requirement == requirement]
    return joined(names) or _("none")


def _matrix(members: Sequence[Compared], compared: Pairs) -> tuple[tuple[str, str | None, tuple[MatrixRow, ...]], ...]:
    first = members[0]
    cells = [_cells(first, other, compared.get((first.id, other.id))) for other in members[1:]]
    anchors, page = criterion_anchors(first.unit.learning_outcomes), links.unit_page(first.id)
    hidden = first.held_back is not None
    return tuple(
        (
            outcome.number,
            None if hidden else outcome.text,
            tuple(
                MatrixRow(
                    criterion.number,
                    f"{page}#{anchors[outcome.number, criterion.number]}",
                    None if hidden else criterion.text,
                    tuple(column.get((outcome.number, criterion.number)) for column in cells),
                )
                for criterion in outcome.criteria
            ),
        )
        for outcome in first.unit.learning_outcomes
    )


def _added(members: Sequence[Compared], compared: Pairs) -> Iterator[AddedRow]:
    first, others = members[0], members[1:]
    for place, other in enumerate(others):
        result = compared.get((first.id, other.id))
        criteria = other.criteria
        for pair in result.pairs if result else ():
            if not pair.a:
                cell = _cell(
                    pair, f"{links.comparison_page(first.id, other.id)}#{pair_anchor(pair, criteria, criteria)}"
                )
                side = criteria.side(pair.b[0].criterion)
                cells = tuple(cell if column == place else None for column in range(len(others)))
                yield AddedRow(other.body.name, side.number, side.page, side.text, cells)


def _coverage(result: Comparison | None) -> str | None:
    """Return '18 of 20 covered, 1 partly, 1 to do'."""
    if result is None:
        return None
    counts = result.summary.statuses
    rest = [status_count(status, counts[status]) for status in TALLY[1:] if counts.get(status)]
    covered = _("%(number)s of %(all)s covered", number=counts.get("covered", 0), all=result.summary.criteria_b)
    return ", ".join([covered, *rest])


def _cell(pair: Pair, page: str) -> MatrixCell:
    worst = min((wanted.status for wanted in pair.b), key=STATUSES.index, default=None)
    return MatrixCell(
        numbers=", ".join(wanted.number for wanted in pair.b) or _("none"),
        page=page,
        cls=pair.cls,
        cls_name=_(CLASSES[pair.cls]),
        status=STATUS_CLASS[worst] if worst else "none",
        status_name=_(STATUS_NAME[worst] if worst else NOT_NEEDED),
    )


def _cells(first: Compared, other: Compared, result: Comparison | None) -> dict[tuple[str, str], MatrixCell]:
    if result is None:
        return {}
    page, criteria, found = links.comparison_page(first.id, other.id), (first.criteria, other.criteria), {}
    for pair in result.pairs:
        cell = _cell(pair, f"{page}#{pair_anchor(pair, *criteria)}")
        found.update({(ref.outcome, ref.number): cell for ref in pair.a})
    return found
