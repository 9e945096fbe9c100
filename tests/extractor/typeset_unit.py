"""Typesets a whole unit: its head, its outcomes in one of three styles, and what stands below them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.extractor.typeset import Cell, Group, Manner, Setter, Text
from unit_atlas.model import Criterion, LearningOutcome, Unit

MARKS = {"prescribed": "P", "optional": "O", None: ""}


def typeset(unit: Unit, manner: Manner) -> bytes:
    """The unit as a PDF file."""
    return typeset_all([unit], manner)


def typeset_all(units: Sequence[Unit], manner: Manner) -> bytes:
    """Several units in one PDF file, each on a new page."""
    setter = Setter(manner)
    if manner.contents:
        _contents(setter, units)
    for number, unit in enumerate(units):
        if number or manner.contents:
            setter.new_page()
        _unit(setter, unit)
    return setter.finish()


def _unit(setter: Setter, unit: Unit) -> None:
    setter.head_of(unit)
    {"table": setter.outcomes, "list": lambda u: _list(setter, u), "grades": lambda u: _grades(setter, u)}[
        setter.manner.style
    ](unit)
    if unit.evidence_requirements:
        setter.passage("Evidence requirements", unit.evidence_requirements)
    if unit.assessment.text:
        setter.passage(setter.manner.assessment_heading, unit.assessment.text)
    _methods(setter, unit)
    _nos(setter, unit)
    _skills(setter, unit)


def _contents(setter: Setter, units: Sequence[Unit]) -> None:
    setter.heading("Contents")
    entries = ["Introduction", "Rules of combination", *(unit.title or "" for unit in units), "Appendix"]
    for page, entry in enumerate(entries, 2):
        dots = "." * 20
        setter.paragraph(f"{entry} {dots} {page}")


def _table(setter: Setter, shares: Sequence[float], rows: Sequence[Sequence[str]]) -> None:
    """A ruled table of plain texts; the shares are those of its width that the columns take."""
    setter.starts = [setter.room * sum(shares[:i]) for i in range(len(shares))]
    for row in rows:
        cells = [list(setter.wrapped(text, width)) for text, width in zip(row, setter.widths(), strict=True)]
        setter.group(Group(cells[0], [cells[1:]]), ruled=True)
    setter.starts = []
    setter.y += 0.6 * setter.line


def _methods(setter: Setter, unit: Unit) -> None:
    """The grid of assessment methods: two names with their marks a row."""
    listed = [text for method in unit.assessment.methods for text in (method.name, MARKS[method.requirement])]
    rows = [listed[i : i + 4] for i in range(0, len(listed), 4)]
    _table(setter, (0.4, 0.1, 0.4, 0.1), [[*row, *[""] * (4 - len(row))] for row in rows])


def _nos(setter: Setter, unit: Unit) -> None:
    if unit.nos and setter.manner.nos == "sentence":
        setter.passage("National Occupational Standards", f"This unit rests on {unit.nos[0].reference}.")
    elif unit.nos:
        setter.passage("National Occupational Standards", "It draws on the standards below.")
        _table(
            setter, (0.3, 0.7), [("NOS reference", "Title"), *((nos.reference, nos.title or "") for nos in unit.nos)]
        )


def _skills(setter: Setter, unit: Unit) -> None:
    if not unit.functional_skills:
        return
    setter.passage("Functional skills signposting", "Candidates may practise these skills.")
    columns = list(unit.functional_skills.items())
    rows = [[text for subject, _ in columns for text in (subject, "")]]
    for i in range(len(columns[0][1])):
        skills = [list(ticks.items())[i] for _, ticks in columns]
        rows.append([text for name, ticked in skills for text in (name, setter.manner.tick if ticked else "")])
    _table(setter, (0.25, 0.07, 0.23, 0.07, 0.31, 0.07), rows)


def _list(setter: Setter, unit: Unit) -> None:
    """Each outcome as a heading, its criteria below it, and what they range over."""
    for outcome in unit.learning_outcomes:
        _keep(setter, 6)
        setter.y += setter.line
        setter.paragraph(setter.manner.named.format(outcome.number, outcome.text), bold=True)
        for head in setter.manner.list_heads:
            setter.paragraph(head, bold=head == setter.manner.list_heads[0])
        for criterion in outcome.criteria:
            _flow(setter, _criterion(setter, criterion, setter.room))
        if outcome.range:
            _keep(setter, 3)
            setter.paragraph("Range", bold=True)
            setter.paragraph(outcome.range)


def _criterion(setter: Setter, criterion: Criterion, width: float) -> Cell:
    printed = criterion.number.split(".")[-1]
    number = f"{printed})" if printed.isalpha() else setter.manner.criterion_number.format(criterion.number)
    return [*setter.numbered(number, criterion.text, width), *setter.items(criterion, width)]


def _flow(setter: Setter, lines: Cell) -> None:
    """Lines of running text; a page may end between any two."""
    for line in lines:
        if setter.y + setter.line > setter.bottom:
            setter.new_page()
        setter.draw(line, setter.left, setter.y)
        setter.y += setter.line
    setter.y += setter.manner.criterion_gap * setter.line


def _keep(setter: Setter, lines: int) -> None:
    """Begin a new page where so many lines have no room."""
    if setter.y + lines * setter.line > setter.bottom:
        setter.new_page()


def _grades(setter: Setter, unit: Unit) -> None:
    """A table of Pass, Merit and Distinction: a row an outcome, which its passes and merits stand below."""
    setter.starts = [0, setter.room / 3, 2 * setter.room / 3]
    setter.y += setter.line
    heads = [list(setter.wrapped(head, setter.widths()[0], bold=True)) for head in ("Pass", "Merit", "Distinction")]
    _grade_head(setter, heads)
    for outcome in unit.learning_outcomes:
        name = list(setter.wrapped(setter.manner.named.format(outcome.number, outcome.text), 2 * setter.widths()[0]))
        cells = [list(_graded(setter, outcome, grade)) for grade in ("pass", "merit", "distinction")]
        _grade_row(setter, name, cells, heads)
    setter.starts = []


def _graded(setter: Setter, outcome: LearningOutcome, grade: str) -> Iterator[Text]:
    for criterion in (criterion for criterion in outcome.criteria if criterion.grade == grade):
        if criterion.shared_with and "." not in criterion.number:
            yield Text(((0, setter.manner.shared.format(outcome.number, criterion.shared_with[-1])),), bold=True)
        yield from setter.numbered(criterion.number, criterion.text, setter.widths()[0])


def _grade_head(setter: Setter, heads: Sequence[Cell]) -> None:
    setter.group(Group(list(heads[0]), [[list(head) for head in heads[1:]]]), ruled=True)


def _grade_row(setter: Setter, name: Cell, cells: Sequence[Cell], heads: Sequence[Cell]) -> None:
    padding = 2 * setter.manner.padding
    named = len(name) * setter.line + padding
    height = max(
        named + max(len(cells[0]), len(cells[1])) * setter.line + padding, len(cells[2]) * setter.line + padding
    )
    if setter.y + height > setter.bottom:
        setter.new_page()
        _grade_head(setter, heads)
    top, middle = setter.y, setter.y + named
    for cell, column, y in ((name, 0, top), (cells[0], 0, middle), (cells[1], 1, middle), (cells[2], 2, top)):
        for i, line in enumerate(cell):
            setter.draw(
                line, setter.left + setter.starts[column] + setter.manner.padding, y + padding / 2 + i * setter.line
            )
    setter.y += height
    _grade_rules(setter, top, middle, setter.y)


def _grade_rules(setter: Setter, top: float, middle: float, bottom: float) -> None:
    left, canvas, height = setter.left, setter.canvas, setter.height
    right = left + setter.room
    for y, end in ((top, right), (middle, left + setter.starts[2]), (bottom, right)):
        canvas.line(left, height - y, end, height - y)
    for x, start in ((left, top), (left + setter.starts[1], middle), (left + setter.starts[2], top), (right, top)):
        canvas.line(x, height - start, x, height - bottom)
