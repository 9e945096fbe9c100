"""Workbooks: A4 landscape sheets of text cells, the same bytes for the same content and date."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from unit_atlas.export.cells import plain

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""The date in the file when none is given, so that equal content gives equal bytes."""

_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def sheet_of(book: Workbook, title: str, widths: Sequence[int]) -> Worksheet:
    """Return a new sheet of a book, A4 landscape and one page wide; widths are in characters."""
    first = book.worksheets[0]
    page = first if first.max_row == 1 and first["A1"].value is None else book.create_sheet()
    page.title = title
    for column, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(column)].width = width
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return page


def write_table(page: Worksheet, row: int, head: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write a table from `row` on; its last row."""
    for column, name in enumerate(head, 1):
        write_cell(page, row, column, name, bold=True)
    page.freeze_panes = f"A{row + 1}"
    for cells in rows:
        row += 1
        for column, text in enumerate(cells, 1):
            write_cell(page, row, column, text)
    return row


def write_cell(page: Worksheet, row: int, column: int, text: str, *, bold: bool = False) -> None:
    """A text cell, whatever the text begins with."""
    cell = page.cell(row, column)
    cell.value = plain(text) or None
    if cell.value is not None:
        cell.data_type = "s"
    cell.alignment = _WRAPPED
    if bold:
        cell.font = Font(bold=True)


def saved(book: Workbook, date: datetime) -> bytes:
    """Return the file of a workbook."""
    return zipped(parts_of(book, date), date)


def parts_of(book: Workbook, date: datetime) -> dict[str, bytes]:
    """The files of a saved workbook, every time stamp in them set to `date`."""
    book.properties.creator = "Unit Atlas"
    book.properties.created = date.replace(tzinfo=None)
    content = io.BytesIO()
    book.save(content)
    stamp = f"{date:%Y-%m-%dT%H:%M:%SZ}".encode()
    with zipfile.ZipFile(content) as source:
        return {name: _MODIFIED.sub(rb"\g<1>" + stamp, source.read(name)) for name in source.namelist()}


def zipped(parts: Mapping[str, bytes], date: datetime) -> bytes:
    """A ZIP container whose own time stamps are `date` too."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(parts):
            target.writestr(zipfile.ZipInfo(name, date.timetuple()[:6]), parts[name], zipfile.ZIP_DEFLATED)
    return content.getvalue()
