"""Comparisons and transfer sheets as XLSX: text cells only, the same bytes for the same content and date."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from xml.sax.saxutils import escape

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

    A site holds thousands of these, so a workbook is made once for each number of rows, and its texts are filled in: a
    tenth of the time.

    Raises:
        CellError: a text is longer than a cell can hold.
    """
    texts = [f'<t xml:space="preserve">{escape(plain(text))}</t>'.encode() for text in _transfer_texts(sheet)]
    parts, pieces = _transfer_form(len(_head(sheet)), len(sheet.rows), date)
    filled = (texts[int(piece)] if place % 2 else piece for place, piece in enumerate(pieces))
    return _zipped({**parts, _PAGE: b"".join(filled)}, date)


_PAGE = "xl/worksheets/sheet1.xml"
_PLACE = re.compile(rb"<t[^>]*>@(\d+)</t>")
_BLANKS = ("Learner", "Registration number", "Centre", "Assessor")
_SIGNATURES = ("Assessor’s signature and date", "Internal quality assurer’s signature and date")
_FILLED = len(TRANSFER_HEAD) - 2


def _head(sheet: TransferSheet) -> list[tuple[str, str]]:
    return [
        ("Transfer sheet", sheet.title),
        ("Draft", DRAFT),
        ("Evidence held", sheet.held),
        ("Evidence wanted", sheet.wanted),
        ("Counts", sheet.counts),
        *(("Check", check) for check in sheet.checks),
        ("Not needed", ", ".join(sheet.not_needed) or "none"),
    ]


def _transfer_texts(sheet: TransferSheet) -> Iterator[str]:
    """All texts of the sheet in the order of the places that `_transfer_form` numbers."""
    for line in _head(sheet):
        yield from line
    yield from (*_BLANKS, *TRANSFER_HEAD)
    for row in transfer_rows(sheet):
        yield from row[:_FILLED]
    yield from _SIGNATURES


@lru_cache(maxsize=256)
def _transfer_form(lines: int, rows: int, date: datetime) -> tuple[dict[str, bytes], list[bytes]]:
    """A workbook with numbered places for texts: its parts, and its page cut into what stands between the places."""
    book, places = Workbook(), itertools.count()
    page = _sheet(book, "Transfer sheet", _TRANSFER_WIDTHS)

    def place(row: int, column: int, *, bold: bool = False) -> None:
        _write(page, row, column, f"@{next(places)}", bold=bold)

    for row in range(1, lines + 1):
        place(row, 1, bold=True)
        place(row, 3)
    for row in range(lines + 1, lines + len(_BLANKS) + 1):
        place(row, 1, bold=True)
    head = lines + len(_BLANKS) + 2
    for column in range(1, len(TRANSFER_HEAD) + 1):
        place(head, column, bold=True)
    for row, column in itertools.product(range(head + 1, head + rows + 1), range(1, _FILLED + 1)):
        place(row, column)
    for number in range(len(_SIGNATURES)):
        place(head + rows + 2 * (number + 1), 1, bold=True)
    page.freeze_panes, page.print_title_rows = f"A{head + 1}", f"{head}:{head}"
    _offer_decisions(page, head + 1, head + rows)
    parts = _parts(book, date)
    return parts, _PLACE.split(parts.pop(_PAGE))


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
    return _zipped(_parts(book, date), date)


def _parts(book: Workbook, date: datetime) -> dict[str, bytes]:
    """The files of a saved workbook, every time stamp in them set to `date`."""
    book.properties.creator = "Unit Atlas"
    book.properties.created = date.replace(tzinfo=None)
    saved = io.BytesIO()
    book.save(saved)
    stamp = f"{date:%Y-%m-%dT%H:%M:%SZ}".encode()
    with zipfile.ZipFile(saved) as source:
        return {name: _MODIFIED.sub(stamp, source.read(name)) for name in source.namelist()}


def _zipped(parts: Mapping[str, bytes], date: datetime) -> bytes:
    """A ZIP container whose own time stamps are `date` too."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(parts):
            target.writestr(zipfile.ZipInfo(name, date.timetuple()[:6]), parts[name], zipfile.ZIP_DEFLATED)
    return content.getvalue()
