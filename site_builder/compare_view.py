"""The comparison page: verdict first, then facts that differ, then criteria side by side by the work they make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from site_builder import links
from site_builder.compare_facts import FactRow, MethodRow, fact_rows, method_rows
from site_builder.compare_words import (
    CLASSES,
    FLAGS,
    MEANINGS,
    STATUS_CLASS,
    STATUS_NAME,
    TALLY,
    verdict,
)
from site_builder.render import counted
from site_builder.unit_parts import criterion_anchors
from site_builder.views import BodyView, Crumb, Head, reference_of, title_of
from unit_atlas.compare.model import STATUSES, Comparison, CriterionRef, Pair, Status, WordRun
from unit_atlas.model import Unit

_SAME_WORDS = ("identical", "typographic")
_GROUPS: tuple[tuple[str, str, str], ...] = (
    ("todo", "To do: new evidence is needed", "Nothing held answers these."),
    ("part", "Partly covered: add to the evidence held", "The held evidence answers some of what is asked."),
    ("review", "Review: a person decides", "The words do not settle it."),
    ("covered", "Covered, in other words", "Held evidence answers these as it stands."),
    ("same", "Covered, in the same words", "Identical, or identical but for typography."),
    ("none", "Not needed", "Held evidence that this version does not ask for."),
)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two units compared."""

    body: BodyView
    page: str
    title: str
    reference: str
    level: str | None
    held_back: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class CriterionSide:
    """A criterion on one side; `text` None where it is held back."""

    number: str
    page: str
    anchor: str
    text: str | None


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


@dataclass(frozen=True, slots=True)
class Finding:
    """One of the three findings under the verdict."""

    heading: str
    text: str
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CompareView:
    """What the comparison page shows."""

    head: Head
    title: str
    held: Side
    wanted: Side
    swap: str
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
    held_back: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A unit as one side of a comparison: its id, what may be shown of it, why text is held back."""

    id: str
    unit: Unit
    body: BodyView
    held_back: str | None

    def side(self) -> Side:
        """The unit as the head of its column."""
        unit = self.unit
        return Side(
            self.body,
            links.unit_page(self.id),
            title_of(unit),
            reference_of(unit) or title_of(unit),
            unit.level,
            self.held_back,
            unit.source.file if unit.source else None,
        )


class _Criteria:
    """Turns references to criteria into what the page shows of them."""

    def __init__(self, compared: Compared) -> None:
        self._anchors = criterion_anchors(compared.unit.learning_outcomes)
        self._page = links.unit_page(compared.id)
        self._hidden = compared.held_back is not None

    def anchor(self, ref: CriterionRef) -> str:
        return self._anchors[ref.outcome, ref.number].removeprefix("ac-")

    def side(self, ref: CriterionRef) -> CriterionSide:
        anchor = f"ac-{self.anchor(ref)}"
        return CriterionSide(ref.number, f"{self._page}#{anchor}", anchor, None if self._hidden else ref.text)


def compare_view(result: Comparison, held: Compared, wanted: Compared, *, family: str) -> CompareView:
    """Lay out one comparison, in the direction of evidence held to evidence wanted."""
    sides, hidden = (held.side(), wanted.side()), tuple(why for why in (held.held_back, wanted.held_back) if why)
    rows = {id(pair): _row(pair, _Criteria(held), _Criteria(wanted), hidden=bool(hidden)) for pair in result.pairs}
    relation, rest = verdict(result)
    facts = fact_rows(result.facts, hidden=bool(hidden))
    return CompareView(
        head=_head(held, wanted, sides),
        title=sides[0].title,
        held=sides[0],
        wanted=sides[1],
        swap=links.comparison_page(wanted.id, held.id),
        relation=relation,
        verdict=rest,
        strip=_strip(result, wanted, rows),
        classes=tuple(dict.fromkeys((row.cls, row.cls_name) for row in rows.values())),
        findings=_findings(result, facts, rows),
        tally=tuple((result.summary.statuses.get(s, 0), STATUS_CLASS[s], STATUS_NAME[s]) for s in TALLY),
        not_needed=result.summary.not_needed,
        level_warning=result.summary.level_warning,
        facts=facts,
        same_facts=", ".join(f"{fact.label} {fact.value}" for fact in result.same_facts if not hidden) or None,
        groups=tuple(_groups(result, wanted.unit, rows)),
        methods=method_rows(held.unit, wanted.unit),
        suggestions=tuple(
            (_Criteria(held).side(s.a), _Criteria(wanted).side(s.b), f"{s.score:.2f}") for s in result.suggestions
        ),
        family=family,
        held_back=hidden,
    )


def _head(held: Compared, wanted: Compared, sides: tuple[Side, Side]) -> Head:
    crumbs = (
        Crumb("Units", links.HOME),
        Crumb(sides[0].reference, sides[0].page),
        Crumb(f"Compared with {sides[1].body.name} {sides[1].reference}"),
    )
    title = f"{sides[0].body.name} {sides[0].reference} compared with {sides[1].body.name} {sides[1].reference}"
    return Head(links.comparison_page(held.id, wanted.id), title, "families", crumbs)


def _row(pair: Pair, held: _Criteria, wanted: _Criteria, *, hidden: bool) -> Row:
    first = f"c-{wanted.anchor(pair.b[0].criterion)}" if pair.b else f"c-held-{held.anchor(pair.a[0])}"
    several = len(pair.b) > 1
    return Row(
        anchor=first,
        held=tuple(held.side(ref) for ref in pair.a),
        wanted=tuple(wanted.side(each.criterion) for each in pair.b),
        words=() if hidden else pair.words,
        cls=pair.cls,
        cls_name=CLASSES[pair.cls],
        flags=tuple(FLAGS[flag] for flag in pair.flags),
        why=MEANINGS[pair.cls] if hidden or not pair.why else pair.why,
        statuses=tuple(
            (STATUS_CLASS[each.status], STATUS_NAME[each.status], each.number if several else None) for each in pair.b
        )
        or (("none", "Not needed", None),),
        rule=pair.rule,
        score=f"{pair.score:.2f}" if pair.a and pair.b else None,
    )


def _worst(pair: Pair) -> Status:
    return min((wanted.status for wanted in pair.b), key=STATUSES.index)


def _group_of(pair: Pair) -> str:
    if not pair.b:
        return "none"
    status = STATUS_CLASS[_worst(pair)]
    return "same" if status == "covered" and pair.cls in _SAME_WORDS else status


def _groups(result: Comparison, wanted: Unit, rows: Mapping[int, Row]) -> Iterator[RowGroup]:
    for key, name, why in _GROUPS:
        pairs = [pair for pair in result.pairs if _group_of(pair) == key]
        if pairs:
            parts = _by_outcome(pairs, wanted, rows) if key == "same" else ((None, tuple(rows[id(p)] for p in pairs)),)
            yield RowGroup(key, "covered" if key == "same" else key, name, why, len(pairs), tuple(parts))


def _by_outcome(
    pairs: Sequence[Pair], wanted: Unit, rows: Mapping[int, Row]
) -> Iterator[tuple[str | None, tuple[Row, ...]]]:
    for outcome in wanted.learning_outcomes:
        chosen = tuple(rows[id(pair)] for pair in pairs if pair.b[0].criterion.outcome == outcome.number)
        if chosen:
            yield outcome.number, chosen


def _strip(result: Comparison, wanted: Compared, rows: Mapping[int, Row]) -> tuple[tuple[str, tuple[Cell, ...]], ...]:
    cells: dict[str, list[Cell]] = {outcome.number: [] for outcome in wanted.unit.learning_outcomes}
    criteria = _Criteria(wanted)
    for pair in result.pairs:
        row = rows[id(pair)]
        for each in pair.b:
            status = STATUS_CLASS[each.status]
            anchor = f"c-{criteria.anchor(each.criterion)}"
            cell = Cell(anchor, each.number, row.cls, row.cls_name, status, STATUS_NAME[each.status])
            cells[each.criterion.outcome].append(cell)
    return tuple((number, tuple(found)) for number, found in cells.items() if found)


def _findings(result: Comparison, facts: Sequence[FactRow], rows: Mapping[int, Row]) -> tuple[Finding, ...]:
    """Choose the three findings that make the most work."""
    candidates = [*_level_finding(result), *_pair_findings(result, rows), *_fact_findings(facts)]
    return tuple(finding for _, finding in sorted(candidates, key=lambda item: item[0]))[:3]


def _level_finding(result: Comparison) -> Iterator[tuple[int, Finding]]:
    if result.summary.level_warning:
        yield 0, Finding("Another level", result.summary.level_warning)


def _pair_findings(result: Comparison, rows: Mapping[int, Row]) -> Iterator[tuple[int, Finding]]:
    ranks = {"to-do": 1, "partial": 2, "review": 3}
    names: dict[Status, str] = {
        "to-do": "need new evidence",
        "partial": "are covered in part",
        "review": "are for a person to decide",
    }
    for status, rank in ranks.items():
        found = [pair for pair in result.pairs if pair.b and _worst(pair) == status]
        if found:
            heading = f"{counted(len(found), 'criterion', 'criteria')} {names[_worst(found[0])]}"
            heading = heading if len(found) > 1 else heading.replace(" are ", " is ").replace(" need ", " needs ")
            yield rank, _finding_of(heading, found, rows)
    reworded = [pair for pair in result.pairs if pair.b and _group_of(pair) == "covered"]
    if reworded:
        yield (
            5,
            _finding_of(f"{counted(len(reworded), 'criterion', 'criteria')} covered in other words", reworded, rows),
        )


def _finding_of(heading: str, pairs: Sequence[Pair], rows: Mapping[int, Row]) -> Finding:
    targets = tuple((", ".join(each.number for each in pair.b), rows[id(pair)].anchor) for pair in pairs)
    text = f"{rows[id(pairs[0])].cls_name}: {rows[id(pairs[0])].why}." if len(pairs) == 1 else ""
    return Finding(heading, text, targets)


def _fact_findings(facts: Sequence[FactRow]) -> Iterator[tuple[int, Finding]]:
    ranks = {"Asks for evidence": 1, "For a person to decide": 4, "For the record": 6}
    for fact in facts:
        yield ranks[fact.burden], Finding(fact.label, fact.meaning, ((("See the facts", "facts"),)))
