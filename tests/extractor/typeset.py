"""Typesets a unit as a PDF in a given manner: columns, rules, type, page breaks wherever a page is full."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from unit_atlas.model import Criterion, LearningOutcome, Unit

DEJAVU = Path("/usr/share/fonts/truetype/dejavu")
FONTS = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold"}
if (DEJAVU / "DejaVuSans.ttf").exists():
    FONTS["DejaVuSans"] = "DejaVuSans-Bold"
    for name in ("DejaVuSans", "DejaVuSans-Bold"):
        pdfmetrics.registerFont(TTFont(name, DEJAVU / f"{name}.ttf"))

Facts = Literal["lines", "table", "wide table"]
Style = Literal["table", "list", "grades"]


@dataclass(frozen=True)
class Manner:
    """How a unit is printed; lengths in points.

    Attributes:
        leading: Height of a line, in sizes.
        outcome_share: The part of the table's width that outcomes take; guidance takes `guidance_share`.
        rows: What has a table row of its own; a row a criterion leaves the outcome's cell in one piece.
        outcome_number: How outcomes are numbered, `criterion_number` how criteria are.
        hanging: Criteria hang beside their numbers; else their lines begin below the number.
        criterion_gap: Room between criteria of one row, in lines.
        heads: The heads of the columns, each of one or more lines.
        repeat_head: The head row is printed again on each page.
        first_line: How far down the first page begins.
        number_column: Criteria have their numbers in a column of their own.
        evidence: The head of an empty column at the right, for records; '' for none.
        bold_heads, centred_heads: How the heads are set.
        rules: All sides of cells are ruled, or only those between rows.
        binding: Even pages are moved to the right by so much.
        bullet: What stands before the items of a criterion: a bullet, or 'a)' for letters.
        hyphens: Lines also break after a hyphen that is printed anyway.
        justified: Lines are drawn out to the width of their column.
        style: Outcomes and criteria in a table, as a list under headings, or in a table of grades.
        named: How a heading names an outcome.
        list_heads: The lines above the criteria of a list.
        shared: How a table of grades names the outcomes that a criterion serves.
        tick: What marks a functional skill.
        nos: How National Occupational Standards are told.
        contents: A page of contents stands before the unit.
    """

    font: str = "Helvetica"
    size: float = 10
    leading: float = 1.2
    wide: bool = False
    margin: float = 56
    foot_room: float = 60
    padding: float = 4
    outcome_share: float = 0.38
    guidance_share: float = 0.25
    ruled: bool = True
    rows: Literal["outcome", "criterion"] = "outcome"
    outcome_number: str = "{}."
    criterion_number: str = "{}"
    hanging: bool = True
    criterion_gap: float = 0
    heads: tuple[str, ...] = ("Learning outcomes", "Assessment criteria", "Additional guidance")
    repeat_head: bool = True
    first_line: float = 0
    running_head: str = ""
    running_foot: str = ""
    facts: Facts = "lines"
    titled: Literal["labelled", "heading", "numbered heading"] = "labelled"
    labels: tuple[tuple[str, str], ...] = ()
    aim_heading: str = "Unit aim"
    assessment_heading: str = "Assessment"
    number_column: bool = False
    evidence: str = ""
    bold_heads: bool = True
    centred_heads: bool = False
    rules: Literal["all", "between rows"] = "all"
    binding: float = 0
    bullet: str = "•"
    hyphens: bool = False
    justified: bool = False
    style: Style = "table"
    named: str = "Outcome {} {}"
    list_heads: tuple[str, ...] = ("Assessment criteria",)
    shared: str = "LO{} and LO{}"
    tick: str = "x"
    nos: Literal["table", "sentence"] = "table"
    contents: bool = False


@dataclass(frozen=True)
class Text:
    """A line to draw: its runs with their places, bold or not, and the room above it."""

    runs: tuple[tuple[float, str], ...]
    bold: bool = False
    above: float = 0
    stretch: float = 0


Cell = list[Text]


@dataclass
class Group:
    """The rows of a table that belong to one outcome: its own cell, and beside it the cells of each row."""

    first: Cell
    rows: list[list[Cell]]


class Setter:
    """Draws lines, passages and tables one below the other."""

    def __init__(self, manner: Manner) -> None:
        self.manner, self.bold = manner, FONTS[manner.font]
        self.line = manner.size * manner.leading
        self.file = io.BytesIO()
        self.width, self.height = landscape(A4) if manner.wide else A4
        self.canvas = Canvas(self.file, (self.width, self.height), invariant=True)
        self.room = self.width - 2 * manner.margin - manner.binding
        self.bottom = self.height - manner.foot_room
        self.page = 0
        self.starts: list[float] = []
        self.head: list[Cell] = []
        self.y = 0.0
        self.new_page()
        self.y += manner.first_line

    def new_page(self) -> None:
        if self.page:
            self.canvas.showPage()
        self.page += 1
        self.y = self.manner.margin
        self.left = self.manner.margin + (self.manner.binding if self.page % 2 == 0 else 0)
        for text, y in ((self.manner.running_head, 24), (self.manner.running_foot, self.height - 24)):
            self.canvas.setFont(self.manner.font, 8)
            self.canvas.drawString(self.left, self.height - y, text.replace("#", str(self.page)))

    def finish(self) -> bytes:
        self.canvas.save()
        return self.file.getvalue()

    def wrapped(self, text: str, width: float, *, bold: bool = False, indent: float = 0) -> Iterator[Text]:
        """The lines of a paragraph; the first begins `indent` to the right."""
        lines = [""]
        for part in _parts(text, hyphens=self.manner.hyphens):
            room = width - (indent if len(lines) == 1 else 0)
            if lines[-1] and self.measure((lines[-1] + part).rstrip(), bold=bold) > room:
                lines.append("")
            lines[-1] += part
        for i, line in enumerate(lines):
            shown, left = line.rstrip(), indent if not i else 0
            gaps = shown.count(" ")
            spare = width - left - self.measure(shown, bold=bold)
            justified = self.manner.justified and gaps and i + 1 < len(lines)
            yield Text(((left, shown),), bold, stretch=max(spare, 0) / gaps if justified else 0)

    def measure(self, text: str, *, bold: bool = False) -> float:
        return pdfmetrics.stringWidth(text, self.bold if bold else self.manner.font, self.manner.size)

    def draw(self, text: Text, x: float, top: float, size: float | None = None) -> None:
        size = size or self.manner.size
        self.canvas.setFont(self.bold if text.bold else self.manner.font, size)
        for left, run in text.runs:
            if text.stretch:
                self.draw_out(run, x + left, top, text)
            else:
                self.canvas.drawString(x + left, self.height - top - size, run)

    def draw_out(self, run: str, x: float, top: float, text: Text) -> None:
        for word in run.split(" "):
            self.canvas.drawString(x, self.height - top - self.manner.size, word)
            x += self.measure(word + " ", bold=text.bold) + text.stretch

    def paragraph(self, text: str, *, bold: bool = False) -> None:
        for line in self.wrapped(text, self.room, bold=bold):
            if self.y + self.line > self.bottom:
                self.new_page()
            self.draw(line, self.left, self.y)
            self.y += self.line
        self.y += 0.6 * self.line

    def passage(self, heading: str, text: str) -> None:
        if self.y + 4 * self.line > self.bottom:
            self.new_page()
        self.y += self.line
        self.paragraph(heading, bold=True)
        self.paragraph(text)

    def head_of(self, unit: Unit) -> None:
        """Title, facts and aim."""
        manner, facts = self.manner, [(label, _printed(unit, key)) for key, label in self.manner.labels]
        facts = [(label, value) for label, value in facts if value is not None]
        if manner.titled == "labelled":
            facts.insert(0, ("Unit title", unit.title or ""))
        else:
            number = f"Unit {unit.unit_number}: " if manner.titled == "numbered heading" else ""
            self.heading(number + (unit.title or ""))
        if manner.facts == "lines":
            left = max(self.measure(f"{label}:", bold=True) for label, _ in facts) + 2 * manner.size
            for label, value in facts:
                self.fact(label, value, left)
        else:
            self.fact_table(facts, pairs=2 if manner.facts == "wide table" else 1)
        self.y += 0.6 * self.line
        if unit.aim:
            self.passage(manner.aim_heading, unit.aim)

    def heading(self, text: str) -> None:
        size = 1.5 * self.manner.size
        line = ""
        for word in [*text.split(), ""]:
            if not word or pdfmetrics.stringWidth(f"{line} {word}", self.bold, size) > self.room:
                self.draw(Text(((0, line.strip()),), bold=True), self.left, self.y, size)
                self.y += 1.2 * size
                line = ""
            line += f" {word}"
        self.y += self.line

    def fact(self, label: str, value: str, left: float) -> None:
        for i, text in enumerate(self.wrapped(value, self.room - left)):
            if not i:
                self.draw(Text(((0, f"{label}:"),), bold=True), self.left, self.y)
            self.draw(text, self.left + left, self.y)
            self.y += self.line

    def fact_table(self, facts: Sequence[tuple[str, str]], *, pairs: int) -> None:
        share = self.room / (2 * pairs)
        self.starts = [i * share for i in range(2 * pairs)]
        rows = [[facts[0]], *(list(facts[i : i + pairs]) for i in range(1, len(facts), pairs))]
        for row in rows:
            cells = [list(self.wrapped(text, share - 2 * self.manner.padding)) for pair in row for text in pair]
            cells += [[] for _ in range(2 * pairs - len(cells))]
            self.group(Group(cells[0], [cells[1:]]), ruled=True)
        self.starts = []

    def outcomes(self, unit: Unit) -> None:
        """The table of outcomes and criteria."""
        manner = self.manner
        guided = any(outcome.guidance for outcome in unit.learning_outcomes)
        heads = [*manner.heads[:2], *([manner.heads[2]] if guided else []), *filter(None, [manner.evidence])]
        self.starts = self.columns(guided=guided)
        self.y += self.line
        self.head = [self.column_head(head, width) for head, width in zip(heads, self.head_widths(), strict=True)]
        if manner.number_column:
            self.head.insert(1, [])
            self.head[1], self.head[2] = self.head[2], []
        groups = [self.outcome_group(outcome, guided=guided) for outcome in unit.learning_outcomes]
        self.group(Group(self.head[0], [self.head[1:]]), ruled=manner.ruled, whole=True)
        for group in groups:
            self.group(group, ruled=manner.ruled)
        self.starts, self.head = [], []

    def columns(self, *, guided: bool) -> list[float]:
        """Where the columns start."""
        manner, least = self.manner, self.least("LO1.  responsibilities,")
        first = max(manner.outcome_share, least)
        others = [least if manner.wide else max(manner.guidance_share, least)] * guided
        others += [self.least("Evidence", bold=True)] * bool(manner.evidence)
        first = min(first, 1 - sum(others) - 1.4 * least)
        if first < 0.99 * least:
            raise ValueError(f"no room for {len(others) + 2} columns on {self.room} points")
        starts = [0, first, *(1 - sum(others[i:]) for i in range(len(others)))]
        if manner.number_column:
            starts.insert(2, starts[1] + (self.measure("10.10.") + 2 * manner.padding) / self.room)
        return [start * self.room for start in starts]

    def least(self, text: str, *, bold: bool = False) -> float:
        """The share of the table's width that a column takes which holds the text."""
        return (self.measure(text, bold=bold) + 2 * self.manner.padding) / self.room

    def head_widths(self) -> list[float]:
        widths = self.widths()
        if self.manner.number_column:
            widths[1:3] = [sum(widths[1:3]) + 2 * self.manner.padding]
        return widths

    def column_head(self, head: str, width: float) -> Cell:
        bold = self.manner.bold_heads
        lines = [line for part in head.split("\n") for line in self.wrapped(part, width, bold=bold)]
        if not self.manner.centred_heads:
            return lines
        return [Text((((width - self.measure(t.runs[0][1], bold=bold)) / 2, t.runs[0][1]),), bold) for t in lines]

    def widths(self) -> list[float]:
        ends = [*self.starts[1:], self.room]
        return [end - start - 2 * self.manner.padding for start, end in zip(self.starts, ends, strict=True)]

    def outcome_group(self, outcome: LearningOutcome, *, guided: bool) -> Group:
        manner, widths = self.manner, self.widths()
        first = self.numbered(manner.outcome_number.format(outcome.number), outcome.text, widths[0])
        cells = [self.criterion(criterion, widths[1:3]) for criterion in outcome.criteria]
        guidance = list(self.wrapped(outcome.guidance, widths[-1 - bool(manner.evidence)])) if outcome.guidance else []
        if manner.rows == "outcome" and not manner.number_column:
            for cell in cells[1:]:
                cell[0][0] = replace(cell[0][0], above=manner.criterion_gap * self.line)
            cells = [[[text for cell in cells for text in cell[0]]]]
        rest: list[list[Cell]] = [[guidance if not i else []] * guided for i in range(len(cells))]
        evidence: list[Cell] = [[]] * bool(manner.evidence)
        return Group(first, [[*cell, *more, *evidence] for cell, more in zip(cells, rest, strict=True)])

    def criterion(self, criterion: Criterion, widths: Sequence[float]) -> list[Cell]:
        """The cells of a criterion: one, or its number and its text apart."""
        number = self.manner.criterion_number.format(criterion.number)
        if self.manner.number_column:
            return [
                [Text(((0, number),))],
                [*self.wrapped(criterion.text, widths[1]), *self.items(criterion, widths[1])],
            ]
        return [[*self.numbered(number, criterion.text, widths[0]), *self.items(criterion, widths[0])]]

    def items(self, criterion: Criterion, width: float) -> Iterator[Text]:
        left = 2.4 * self.manner.size
        for item in criterion.items:
            mark, text = item.split(" ", 1) if self.manner.bullet == "a)" else (self.manner.bullet, item)
            for i, line in enumerate(self.wrapped(text, width - left)):
                bullet = ((left - 1.2 * self.manner.size, mark),) if not i else ()
                yield Text((*bullet, (left, line.runs[0][1])))

    def numbered(self, number: str, text: str, width: float) -> Cell:
        """A number and the text beside it; the line that holds the number is not drawn out."""
        left = self.measure(number + "  ")
        hang = left if self.manner.hanging else 0
        first, *rest = self.wrapped(text, width - hang, indent=left - hang)
        hung = [Text(((hang, line.runs[0][1]),), stretch=line.stretch) for line in rest]
        return [Text(((0, number), (left, first.runs[0][1]))), *hung]

    def group(self, group: Group, *, ruled: bool, whole: bool = False) -> None:
        """Draw the rows of a group; what does not fit goes on on the next page, below the head."""
        in_head = self.manner.number_column and bool(self.head) and group.first is self.head[0]
        if whole and self.y + 6 * self.line > self.bottom:
            self.new_page()
        if group.rows and not self.fits(group.rows[0]):
            self.new_page()
            self.again()
        first, rows = list(group.first), [[list(cell) for cell in row] for row in group.rows]
        while first or any(any(row) for row in rows):
            top, lines = self.y, [self.y]
            while rows and self.fits(rows[0]):
                self.y += self.segment(rows[0], self.y)
                if any(rows[0]):
                    break
                rows.pop(0)
                lines.append(self.y)
            used = self.segment([first], top, column=0)
            self.y = max(self.y, top + used)
            if ruled:
                self.rule(top, self.y, lines[1:-1] if not rows else lines[1:], in_head=in_head)
            if first or rows:
                self.new_page()
                self.again()

    def again(self) -> None:
        if self.head and self.manner.repeat_head:
            self.group(Group(self.head[0], [self.head[1:]]), ruled=self.manner.ruled)

    def fits(self, row: Sequence[Cell]) -> bool:
        return not any(row) or self.y + 2 * self.manner.padding + 2 * self.line <= self.bottom

    def segment(self, cells: list[Cell], top: float, column: int = 1) -> float:
        """Draw and take off the lines that fit below `top`; the height they use, padding included."""
        padding, used = self.manner.padding, 0.0
        for i, cell in enumerate(cells, column):
            y = top + padding
            while cell and y + cell[0].above + self.line + padding <= self.bottom:
                text = cell.pop(0)
                y += text.above
                self.draw(text, self.left + self.starts[i] + padding, y)
                y += self.line
            used = max(used, y - top + padding)
        return used

    def rule(self, top: float, bottom: float, between: Sequence[float], *, in_head: bool) -> None:
        left, right = self.left, self.left + self.room
        self.canvas.setLineWidth(0.5)
        for y, start in [(top, left), (bottom, left), *((y, left + self.starts[1]) for y in between)]:
            self.canvas.line(start, self.height - y, right, self.height - y)
        sides = [left + start for i, start in enumerate(self.starts) if not (in_head and i == 2)]
        for x in [*sides, right] if self.manner.rules == "all" else []:
            self.canvas.line(x, self.height - top, x, self.height - bottom)


def _parts(text: str, *, hyphens: bool) -> Iterator[str]:
    """What a line may end behind: words with the space after them, and the parts of words with a hyphen."""
    for word in text.split():
        *before, last = word.split("-") if hyphens else [word]
        yield from (f"{part}-" for part in before)
        yield f"{last} "


def _printed(unit: Unit, key: str) -> str | None:
    value = getattr(unit, key)
    return None if value is None else str(value)
