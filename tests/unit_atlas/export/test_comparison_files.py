"""Comparisons and transfer sheets as files that other programs open."""

from __future__ import annotations

import csv
import io
import json
import time
import zipfile

import pytest
from openpyxl import load_workbook

from tests.unit_atlas.compare.building import compared, unit
from unit_atlas.compare.model import Comparison
from unit_atlas.export.cells import LONGEST, CellError, csv_safe, plain
from unit_atlas.export.csv import comparison_csv, transfer_csv
from unit_atlas.export.json import comparison_json
from unit_atlas.export.markdown import comparison_markdown
from unit_atlas.export.transfer import TransferSheet, transfer_sheet
from unit_atlas.export.xlsx import comparison_xlsx, transfer_xlsx
from unit_atlas.model import Unit

HOSTILE = '=HYPERLINK("http://x","y")'
HELD = unit(
    ["keep stock of timber", "wash tools", HOSTILE, "swim"],
    title="Keep stock", awarding_body="OCR", ofqual_reference="J/601/1515", level="2", credit=1,
)  # fmt: skip
WANTED = unit(
    ["keep stock of paint", "Wash tools.", HOSTILE, "calculate the cost of a refund"],
    title="=Keep stock", awarding_body="NCFE", ofqual_reference="L/508/3936", level="3", credit=6, glh=40,
)  # fmt: skip


@pytest.fixture(scope="module")
def result() -> Comparison:
    return compared(HELD, WANTED)


@pytest.fixture(scope="module")
def sheet(result: Comparison) -> TransferSheet:
    return transfer_sheet(result, HELD, WANTED)


def test_json_is_what_compare_says(result: Comparison) -> None:
    assert json.loads(comparison_json(result))["summary"]["statuses"]["covered"] == 2


def test_the_sheet_says_all_an_assessor_needs(sheet: TransferSheet) -> None:
    assert (sheet.held, sheet.wanted) == (
        "OCR J/601/1515, level 2, 1 credit",
        "NCFE L/508/3936, level 3, 6 credits, 40 GLH",
    )
    assert sheet.counts == "2 of 4 criteria covered in draft, 1 partly covered, 0 for review, 1 to do"
    assert "Evidence was judged at level 2; level 3 is asked." in sheet.checks
    assert [(row.number, row.rests_on, row.status) for row in sheet.rows] == [
        ("1.1", "1.1", "Partly covered"),
        ("1.2", "1.2", "Covered"),
        ("1.3", "1.3", "Covered"),
        ("1.4", "", "To do"),
    ]
    assert sheet.not_needed == ("1.4",)


def test_csv_rows_are_whole_and_formula_safe(result: Comparison, sheet: TransferSheet) -> None:
    rows = list(csv.reader(io.StringIO(comparison_csv(result), newline="")))
    assert len(rows) == 1 + 5
    assert {len(row) for row in rows} == {11}
    assert rows[3][1] == "'" + HOSTILE
    cells = [cell for row in csv.reader(io.StringIO(transfer_csv(sheet), newline="")) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert "'=Keep stock" in cells


def test_xlsx_holds_text_and_no_formula(result: Comparison, sheet: TransferSheet) -> None:
    for content in (comparison_xlsx(result), transfer_xlsx(sheet)):
        book = load_workbook(io.BytesIO(content))
        cells = [cell for page in book for row in page for cell in row if cell.value is not None]
        assert HOSTILE in [cell.value for cell in cells]
        assert {cell.data_type for cell in cells} == {"s"}


def test_xlsx_is_the_same_at_another_time(sheet: TransferSheet, monkeypatch: pytest.MonkeyPatch) -> None:
    first = transfer_xlsx(sheet)
    time.sleep(1.1)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    assert transfer_xlsx(sheet) == first
    monkeypatch.undo()
    time.tzset()
    with zipfile.ZipFile(io.BytesIO(first)) as container:
        assert {info.date_time for info in container.infolist()} == {(2000, 1, 1, 0, 0, 0)}


def test_markdown_shows_what_differs_and_escapes(result: Comparison) -> None:
    text = comparison_markdown(result)
    assert "| 1.1 | 1.1 | Changed | Partly covered | keep stock of \\[−timber−\\] \\[+paint+\\] |" in text
    assert "2 pairs are equal but for typography and not listed." in text
    assert "level 2; level 3 is asked" in text
    hostile = compared(unit(["a <script> | b"]), unit(["c <img> | d"]))
    assert "<script>" not in comparison_markdown(hostile).replace("\\<", "")


def test_nothing_differs_is_said_in_words() -> None:
    text = comparison_markdown(compared(HELD, HELD))
    assert "4 of 4 criteria are equal" in text
    assert "### " not in text


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("a\x00b\x1f", "ab"),
        ("£5", "£5"),
    ],
)
def test_cells(text: str, safe: str) -> None:
    assert csv_safe(text) == safe


def test_a_text_too_long_for_a_cell_is_refused_not_cut() -> None:
    assert plain("x" * LONGEST)
    with pytest.raises(CellError, match="32768 characters"):
        plain("x" * (LONGEST + 1))


def test_a_unit_without_criteria_gives_an_empty_sheet() -> None:
    empty = transfer_sheet(compared(Unit(), Unit()), Unit(), Unit())
    assert load_workbook(io.BytesIO(transfer_xlsx(empty)))["Transfer sheet"]["A1"].value == "Transfer sheet"
