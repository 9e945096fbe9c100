"""Comparisons and transfer sheets as XLSX: text cells only, the same bytes for the same content and date."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
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
from unit_atlas.export.workbook import EPOCH, parts_of, saved, sheet_of, write_cell, write_table, zipped

_COMPARISON_WIDTHS = (8, 48, 8, 48, 16, 12, 16, 36, 10, 8, 15)
_FACTS_WIDTHS = (28, 40, 40, 60, 22)
_TRANSFER_WIDTHS = (9, 10, 48, 10, 48, 15, 16, 34, 20, 18)


def comparison_xlsx(result: Comparison, *, date: datetime = EPOCH) -> bytes:
    """Two sheets: criteria, and facts that differ.

    Raises:
        CellError: a text is longer than a cell can hold.
    """
    book = Workbook()
    criteria = sheet_of(book, "Criteria", _COMPARISON_WIDTHS)
    write_table(criteria, 1, COMPARISON_HEAD, comparison_rows(result))
    facts = sheet_of(book, "Facts that differ", _FACTS_WIDTHS)
    write_table(facts, 1, FACTS_HEAD, facts_rows(result))
    return saved(book, date)


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
    return zipped({**parts, _PAGE: b"".join(filled)}, date)


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
    page = sheet_of(book, "Transfer sheet", _TRANSFER_WIDTHS)

    def place(row: int, column: int, *, bold: bool = False) -> None:
        write_cell(page, row, column, f"@{next(places)}", bold=bold)

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
    parts = parts_of(book, date)
    return parts, _PLACE.split(parts.pop(_PAGE))


def _offer_decisions(page: Worksheet, first: int, last: int) -> None:
    if last < first:
        return
    offer = DataValidation(type="list", formula1=f'"{",".join(DECISIONS)}"', allow_blank=True)
    column = get_column_letter(TRANSFER_HEAD.index("Assessor’s decision") + 1)
    offer.add(f"{column}{first}:{column}{last}")
    page.add_data_validation(offer)
