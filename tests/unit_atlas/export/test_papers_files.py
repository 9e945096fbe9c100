"""Working papers as files: every criterion in each, blanks, signatures, text that is no formula, the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from unit_atlas.canonical import read_unit
from unit_atlas.export.csv import unit_csv
from unit_atlas.export.papers_docx import papers_docx
from unit_atlas.export.papers_xlsx import papers_xlsx
from unit_atlas.model import Criterion, LearningOutcome, Unit

UNIT_ID = "ocr/j-601-1515"
ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def unit() -> Unit:
    return read_unit(ROOT / "specs" / "units" / f"{UNIT_ID}.yaml")


def criteria(unit: Unit) -> list[str]:
    return [criterion.number for outcome in unit.learning_outcomes for criterion in outcome.criteria]


def cells(content: bytes, sheet: str) -> list[list[str]]:
    page = load_workbook(io.BytesIO(content))[sheet]
    return [[str(cell) if cell is not None else "" for cell in row] for row in page.iter_rows(values_only=True)]


def test_the_workbook_tracks_and_records_every_criterion(unit: Unit) -> None:
    content = papers_xlsx(unit, UNIT_ID, date_line="Library data of 14 May 2026")
    (head,) = [row for row in cells(content, "Tracking sheet") if row[0] == "Learner"]
    assert head[1:19] == criteria(unit)
    signed = [cell for row in cells(content, "Tracking sheet") for cell in row if cell.startswith("Signed: ")]
    assert signed == ["Signed: Assessor", "Signed: Line manager", "Signed: Internal quality assurer"]
    for sheet in ("Evidence record", "Assessment plan"):
        assert [row[0] for row in cells(content, sheet) if row[0] in criteria(unit)] == criteria(unit)
    assert any("sign and date the bottom" in row[0] for row in cells(content, "Evidence record"))
    assert "Library data of 14 May 2026" in str(load_workbook(io.BytesIO(content)).worksheets[0].oddFooter.left.text)


def texts(content: bytes) -> Iterator[str]:
    paper = Document(io.BytesIO(content))
    yield from (paragraph.text for paragraph in paper.paragraphs)
    yield from (cell.text for table in paper.tables for row in table.rows for cell in row.cells)


def test_the_document_holds_record_plan_and_handout(unit: Unit) -> None:
    found = list(texts(papers_docx(unit, UNIT_ID)))
    assert [name for name in ("Evidence record", "Assessment plan", "Unit handout") if name in found] == [
        "Evidence record",
        "Assessment plan",
        "Unit handout",
    ]
    wanted = unit.learning_outcomes[2].criteria[2].text
    assert sum(wanted in text for text in found) == 3
    assert any(text.startswith("Line manager: signature and date") for text in found)


def test_the_same_unit_gives_the_same_bytes(unit: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    before = papers_xlsx(unit, UNIT_ID), papers_docx(unit, UNIT_ID)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
    assert (papers_xlsx(unit, UNIT_ID), papers_docx(unit, UNIT_ID)) == before


def hostile() -> Unit:
    criterion = Criterion(number="1.1", text='=HYPERLINK("https://example.org")', items=("@SUM(1)",))
    return Unit(title="+title", learning_outcomes=(LearningOutcome(number="1", text="-x", criteria=(criterion,)),))


def test_no_text_becomes_a_formula() -> None:
    book = load_workbook(io.BytesIO(papers_xlsx(hostile(), "a/b")))
    types = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in types
    assert "'=HYPERLINK" in unit_csv(hostile())


def test_the_csv_has_a_row_for_each_criterion_and_for_what_stands_beside_outcomes(unit: Unit) -> None:
    assert len(unit_csv(unit).splitlines()) == 1 + len(criteria(unit))
    bare = Unit(learning_outcomes=(LearningOutcome(number="1", text="Know", range="three of a kind"),))
    assert unit_csv(bare).splitlines()[1] == "1,Know,,,,,three of a kind,"
