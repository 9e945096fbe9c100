"""Comparisons and transfer sheets as XLSX: text cells only, the same bytes for the same content and date."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from unit_atlas.compare.model import Comparison
from unit_atlas.export.cells import plain
from unit_atlas.export.table import (
    COMPARISON_HEAD,
    FACTS_HEAD,
    TRANSFER_HEAD,
    comparison_rows,
    facts_rows,
    transfer_rows,
)
from unit_atlas.export.transfer import DECISIONS, DRAFT, TransferSheet

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""The date in the file when none is given, so that equal content gives equal bytes."""

_MODIFIED = re.compile(rb"(?<=<dcterms:modified xsi:type=\"dcterms:W3CDTF\">)[^<]*")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_COMPARISON_WIDTHS = (8, 48, 8, 48, 16, 12, 16, 36, 10, 8, 15)
_FACTS_WIDTHS = (28, 40, 40, 60, 22)
_TRANSFER_WIDTHS = (9, 10, 48, 10, 48, 15, 16, 34, 20, 18)


def comparison_xlsx(result: Comparison, *, date: datetime = EPOCH) -> bytes:
    """Two sheets: criteria, and facts that differ.

    Raises:
        CellError: a text is longer than a cell can hold.
    """
    book = Workbook()
    criteria = _sheet(book, "Criteria", _COMPARISON_WIDTHS)
    _table(criteria, 1, COMPARISON_HEAD, comparison_rows(result))
    facts = _sheet(book, "Facts that differ", _FACTS_WIDTHS)
    _table(facts, 1, FACTS_HEAD, facts_rows(result))
    return _bytes(book, date)


def transfer_xlsx(sheet: TransferSheet, *, date: datetime = EPOCH) -> bytes:
    """One sheet, A4 landscape: counts, what to check, a row for each criterion, space for decisions and signatures.

    Raises:
        CellError: a text is longer than a cell can hold.
    """
    book = Workbook()
    page = _sheet(book, "Transfer sheet", _TRANSFER_WIDTHS)
    row = _head(page, sheet)
    last = _table(page, row, TRANSFER_HEAD, transfer_rows(sheet))
    page.print_title_rows = f"{row}:{row}"
    _offer_decisions(page, row + 1, last)
    for label in ("Assessor’s signature and date", "Internal quality assurer’s signature and date"):
        last += 2
        _write(page, last, 1, label, bold=True)
    return _bytes(book, date)


def _head(page: Worksheet, sheet: TransferSheet) -> int:
    """Write what stands above the table; the row that the table starts at."""
    not_needed = [("Not needed", ", ".join(sheet.not_needed))] if sheet.not_needed else []
    lines = [
        ("Transfer sheet", sheet.title),
        ("Draft", DRAFT),
        ("Evidence held", sheet.held),
        ("Evidence wanted", sheet.wanted),
        ("Counts", sheet.counts),
        *(("Check", check) for check in sheet.checks),
        *not_needed,
        *((label, "") for label in ("Learner", "Registration number", "Centre", "Assessor")),
    ]
    for row, (label, value) in enumerate(lines, 1):
        _write(page, row, 1, label, bold=True)
        _write(page, row, 3, value)
    return len(lines) + 2


def _sheet(book: Workbook, title: str, widths: Sequence[int]) -> Worksheet:
    first = book.worksheets[0]
    page = first if first.max_row == 1 and first["A1"].value is None else book.create_sheet()
    page.title = title
    for column, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(column)].width = width
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return page


def _table(page: Worksheet, row: int, head: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write a table from `row` on; its last row."""
    for column, name in enumerate(head, 1):
        _write(page, row, column, name, bold=True)
    page.freeze_panes = f"A{row + 1}"
    for cells in rows:
        row += 1
        for column, text in enumerate(cells, 1):
            _write(page, row, column, text)
    return row


def _write(page: Worksheet, row: int, column: int, text: str, *, bold: bool = False) -> None:
    """A text cell, whatever the text begins with."""
    cell = page.cell(row, column)
    cell.value = plain(text) or None
    if cell.value is not None:
        cell.data_type = "s"
    cell.alignment = _WRAPPED
    if bold:
        cell.font = Font(bold=True)


def _offer_decisions(page: Worksheet, first: int, last: int) -> None:
    if last < first:
        return
    offer = DataValidation(type="list", formula1=f'"{",".join(DECISIONS)}"', allow_blank=True)
    column = get_column_letter(TRANSFER_HEAD.index("Assessor’s decision") + 1)
    offer.add(f"{column}{first}:{column}{last}")
    page.add_data_validation(offer)


def _bytes(book: Workbook, date: datetime) -> bytes:
    """The workbook with every time stamp set to `date`, those of the ZIP container too."""
    book.properties.creator = "Unit Atlas"
    book.properties.created = date.replace(tzinfo=None)
    saved, fixed = io.BytesIO(), io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist()):
            content = _MODIFIED.sub(f"{date:%Y-%m-%dT%H:%M:%SZ}".encode(), source.read(name))
            target.writestr(zipfile.ZipInfo(name, date.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
