"""Working papers as one workbook: tracking sheet, evidence record, assessment plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from unit_atlas.export.papers import (
    LEARNERS,
    METHODS_HEAD,
    PLAN_BLANKS,
    PLAN_HEAD,
    RECORD_BLANKS,
    RECORD_HEAD,
    TRACKING_BLANKS,
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
from unit_atlas.export.workbook import EPOCH, saved, sheet_of, write_cell
from unit_atlas.model import Unit
from unit_atlas.papers import MOST_COLUMNS, signatures

_THIN = Side(style="thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_LEARNER_WIDTH, _DATE_WIDTH = 28, 7


def papers_xlsx(unit: Unit, unit_id: str, *, date_line: str = "", date: datetime = EPOCH) -> bytes:
    """Return three sheets, A4 landscape, with blank cells to fill in; `date_line` tells the day of the data.

    Raises:
        CellError: A text is longer than a cell can hold.
    """
    book = Workbook()
    _tracking(book, unit, unit_id)
    _record(book, unit, unit_id)
    _plan(book, unit, unit_id)
    for page in book.worksheets:
        _foot(page, foot(unit, unit_id, date_line))
    return saved(book, date)


def _foot(page: Worksheet, text: str) -> None:
    if page.oddFooter is None:
        raise AssertionError("a new sheet has a footer to fill in")
    page.oddFooter.left.text, page.oddFooter.right.text = text.replace("&", "&&"), "&P / &N"


def _tracking(book: Workbook, unit: Unit, unit_id: str) -> None:
    columns = [(o.number, c.number) for o in unit.learning_outcomes for c in o.criteria]
    signed = [signature.who for signature in signatures(unit) if signature.who != "Learner"]
    widths = [_LEARNER_WIDTH, *(_DATE_WIDTH for _ in columns), *(12 for _ in signed)]
    page = sheet_of(book, "Tracking sheet", widths)
    row = _opening(page, "Tracking sheet", unit, unit_id, TRACKING_BLANKS)
    write_cell(page, row, 1, "Write the date on which each criterion was met; sign at the right.")
    _boxed(page, row + 1, ["", *(f"LO {number}" for number, _ in columns), *(f"Signed: {who}" for who in signed)])
    _boxed(page, row + 2, ["Learner", *(number for _, number in columns), *("" for _ in signed)])
    for learner in range(1, LEARNERS + 1):
        _boxed(page, row + 2 + learner, [f"{learner}", *("" for _ in widths[1:])], bold=False)
    page.freeze_panes = f"B{row + 3}"
    page.print_title_rows, page.print_title_cols = f"{row + 1}:{row + 2}", "A:A"
    if len(columns) > MOST_COLUMNS:
        page.page_setup.fitToWidth = -(-len(columns) // MOST_COLUMNS)


def _record(book: Workbook, unit: Unit, unit_id: str) -> None:
    page = sheet_of(book, "Evidence record", (10, 60, 40, 16, 12, 12))
    row = _opening(page, "Evidence record", unit, unit_id, RECORD_BLANKS)
    row = _criteria(page, row, RECORD_HEAD, unit)
    for signature in signatures(unit):
        row += 2
        write_cell(page, row, 1, signature_line(signature), bold=True)


def _plan(book: Workbook, unit: Unit, unit_id: str) -> None:
    page = sheet_of(book, "Assessment plan", (34, 60, 40, 16, 12))
    row = _opening(page, "Assessment plan", unit, unit_id, PLAN_BLANKS)
    methods = list(method_rows(unit))
    if methods:
        _boxed(page, row, METHODS_HEAD)
        for method in methods:
            row += 1
            _boxed(page, row, method, bold=False)
        row += 2
    _criteria(page, row, PLAN_HEAD, unit)


def _opening(page: Worksheet, paper: str, unit: Unit, unit_id: str, blanks: Sequence[str]) -> int:
    """Write what stands above the table of a paper; returns the first free row."""
    lines = [paper, title_of(unit, unit_id), named(unit, unit_id), f"Text: {origin(unit, unit_id)}", doubts(unit)]
    row = 0
    for row, line in enumerate(filter(None, lines), 1):
        _line(page, row, line, bold=row < 3)
    for label in blanks:
        row += 1
        _line(page, row, f"{label}:")
    return row + 2


def _line(page: Worksheet, row: int, text: str, *, bold: bool = False) -> None:
    """Write a text that runs on over the cells at its right."""
    write_cell(page, row, 1, text, bold=bold)
    page.cell(row, 1).alignment = Alignment(vertical="top")


def _criteria(page: Worksheet, row: int, head: Sequence[str], unit: Unit) -> int:
    """Write a row for each criterion under its outcome, blank behind its text; returns the last row."""
    _boxed(page, row, head)
    page.print_title_rows = f"{row}:{row}"
    for cells in _criterion_rows(unit):
        row += 1
        _boxed(page, row, [*cells, *("" for _ in head[len(cells) :])], bold=cells[0].startswith("LO "))
    return row


def _criterion_rows(unit: Unit) -> Iterator[tuple[str, str]]:
    for outcome in unit.learning_outcomes:
        yield outcome_title(outcome.number, "").strip(), outcome_text(outcome)
        for criterion in outcome.criteria:
            yield criterion.number, criterion_text(criterion)


def _boxed(page: Worksheet, row: int, cells: Iterable[str], *, bold: bool = True) -> None:
    for column, text in enumerate(cells, 1):
        write_cell(page, row, column, text, bold=bold)
        page[f"{get_column_letter(column)}{row}"].border = _BOX
