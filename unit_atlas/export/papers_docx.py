"""Working papers as one Word document: evidence record, assessment plan, handout for learners."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table, _Row

from unit_atlas.export.cells import plain
from unit_atlas.export.papers import (
    METHODS_HEAD,
    PLAN_BLANKS,
    PLAN_HEAD,
    RECORD_BLANKS,
    RECORD_HEAD,
    criterion_text,
    doubts,
    foot,
    method_rows,
    origin,
    outcome_text,
    outcome_title,
    signature_line,
    title_of,
)
from unit_atlas.export.transfer import named
from unit_atlas.export.workbook import EPOCH, zipped
from unit_atlas.model import Unit
from unit_atlas.papers import signatures

_RECORD_WIDTHS, _PLAN_WIDTHS, _METHOD_WIDTHS = (18, 90, 80, 30, 24, 25), (18, 100, 95, 30, 24), (85, 40, 105, 37)


def papers_docx(unit: Unit, unit_id: str, *, date_line: str = "", date: datetime = EPOCH) -> bytes:
    """Return a document on A4, the tables landscape; each paper begins a page, and heads of tables repeat.

    `date_line` tells the day of the data, at the foot of each page.
    """
    paper = _blank_paper(date)
    paper.sections[0].footer.paragraphs[0].text = plain(foot(unit, unit_id, date_line))
    _record(paper, unit, unit_id)
    _new_page(paper)
    _plan(paper, unit, unit_id)
    _turn(paper.add_section(WD_SECTION.NEW_PAGE), WD_ORIENT.PORTRAIT)
    _handout(paper, unit, unit_id)
    return _saved(paper, date)


def _new_page(paper: Paper) -> None:
    paper.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _blank_paper(date: datetime) -> Paper:
    paper = Document()
    _turn(paper.sections[0], WD_ORIENT.LANDSCAPE)
    paper.styles["Normal"].font.name, paper.styles["Normal"].font.size = "Arial", Pt(10)
    properties = paper.core_properties
    properties.author, properties.title, properties.comments = "Unit Atlas", "", ""
    properties.created = properties.modified = date.replace(tzinfo=None)
    return paper


def _turn(section: Section, way: WD_ORIENT) -> None:
    """Set a section on A4, upright or across."""
    section.orientation = way
    sides = Mm(210), Mm(297)
    section.page_width, section.page_height = sides if way == WD_ORIENT.PORTRAIT else sides[::-1]
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(15)


def _record(paper: Paper, unit: Unit, unit_id: str) -> None:
    _opening(paper, "Evidence record", unit, unit_id, RECORD_BLANKS)
    _criteria(paper, RECORD_HEAD, _RECORD_WIDTHS, unit)
    for signature in signatures(unit):
        paper.add_paragraph(plain(f"{signature_line(signature)}: {'_' * 30}"))


def _plan(paper: Paper, unit: Unit, unit_id: str) -> None:
    _opening(paper, "Assessment plan", unit, unit_id, PLAN_BLANKS)
    methods = list(method_rows(unit))
    if methods:
        table = _table(paper, METHODS_HEAD, _METHOD_WIDTHS)
        for method in methods:
            _fill(table, method)
        paper.add_paragraph()
    _criteria(paper, PLAN_HEAD, _PLAN_WIDTHS, unit)


def _handout(paper: Paper, unit: Unit, unit_id: str) -> None:
    _opening(paper, "Unit handout", unit, unit_id, ())
    _passage(paper, "What this unit is about", unit.aim)
    for outcome in unit.learning_outcomes:
        paper.add_heading(plain(outcome_title(outcome.number, outcome.text)), 2)
        if outcome.range:
            paper.add_paragraph(plain(f"Range: {outcome.range}"))
        for criterion in outcome.criteria:
            paper.add_paragraph(plain(f"{criterion.number}  {criterion_text(criterion)}"))
    _passage(paper, "Evidence requirements", unit.evidence_requirements)
    _passage(paper, "Assessment", unit.assessment.text)


def _passage(paper: Paper, heading: str, text: str | None) -> None:
    if text:
        paper.add_heading(heading, 2)
        for block in text.split("\n\n"):
            paper.add_paragraph(plain(block.strip()))


def _opening(paper: Paper, name: str, unit: Unit, unit_id: str, blanks: Sequence[str]) -> None:
    paper.add_paragraph(name)
    paper.add_heading(plain(title_of(unit, unit_id)), 1)
    lines = (named(unit, unit_id), f"Text: {origin(unit, unit_id)}", doubts(unit))
    paper.add_paragraph(plain("\n".join(filter(None, lines))))
    if blanks:
        paper.add_paragraph("    ".join(f"{label}: {'_' * 24}" for label in blanks))


def _criteria(paper: Paper, head: Sequence[str], widths: Sequence[int], unit: Unit) -> None:
    table = _table(paper, head, widths)
    for outcome in unit.learning_outcomes:
        cells = _new_row(table).cells
        cells[0].merge(cells[-1]).paragraphs[0].add_run(
            plain(outcome_title(outcome.number, outcome_text(outcome)))
        ).bold = True
        for criterion in outcome.criteria:
            _fill(table, (criterion.number, criterion_text(criterion)))


def _table(paper: Paper, head: Sequence[str], widths: Sequence[int]) -> Table:
    """Return a ruled table whose head repeats on each page; widths in millimetres."""
    table: Table = paper.add_table(rows=1, cols=len(head))
    table.style, table.autofit = "Table Grid", False
    for column, name, width in zip(table.columns, head, widths, strict=True):
        column.width = Mm(width)
        cell = column.cells[0]
        cell.width = Mm(width)
        cell.paragraphs[0].add_run(name).bold = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    return table


def _new_row(table: Table) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    return row


def _fill(table: Table, texts: Sequence[str]) -> None:
    row = _new_row(table)
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, column, text in zip(row.cells, table.columns, (*texts, *[""] * len(table.columns)), strict=False):
        cell.width = column.width
        cell.text = plain(text)


def _saved(paper: Paper, date: datetime) -> bytes:
    """Return the file, with the same time stamps for the same date."""
    content = io.BytesIO()
    paper.save(content)
    with zipfile.ZipFile(content) as source:
        return zipped({name: source.read(name) for name in source.namelist()}, date)
