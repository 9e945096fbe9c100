"""Units, comparisons and transfer sheets as CSV: RFC 4180, to be written as UTF-8 with a byte order mark, for Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from unit_atlas.compare.model import Comparison
from unit_atlas.export.cells import csv_safe
from unit_atlas.export.table import COMPARISON_HEAD, TRANSFER_HEAD, comparison_rows, transfer_rows
from unit_atlas.export.transfer import DRAFT, TransferSheet
from unit_atlas.model import Unit

ENCODING = "utf-8-sig"


def comparison_csv(result: Comparison) -> str:
    """One row for each criterion of B, then those of A that are not needed."""
    return _csv([COMPARISON_HEAD, *comparison_rows(result)])


def transfer_csv(sheet: TransferSheet) -> str:
    """The sheet's head as label and value, an empty row, then its table."""
    head = [
        ("Transfer sheet", sheet.title),
        ("Evidence held", sheet.held),
        ("Evidence wanted", sheet.wanted),
        ("Counts", sheet.counts),
        *(("Check before you sign", check) for check in sheet.checks),
        ("Draft", DRAFT),
        *((("Not needed", ", ".join(sheet.not_needed)),) if sheet.not_needed else ()),
        (),
    ]
    return _csv([*head, TRANSFER_HEAD, *transfer_rows(sheet)])


UNIT_HEAD = ("Outcome", "Outcome text", "Criterion", "Criterion text", "Grade", "Also serves", "Range", "Guidance")


def unit_csv(unit: Unit) -> str:
    """One row for each criterion with its outcome, points under its text, each on a line.

    An outcome with a range or guidance of its own, or without criteria, has a row before them.
    """
    return _csv([UNIT_HEAD, *_unit_rows(unit)])


def _unit_rows(unit: Unit) -> Iterator[tuple[str, ...]]:
    for outcome in unit.learning_outcomes:
        if outcome.range or outcome.guidance or not outcome.criteria:
            yield outcome.number, outcome.text, "", "", "", "", outcome.range or "", outcome.guidance or ""
        for criterion in outcome.criteria:
            told = (criterion.grade, ", ".join(criterion.shared_with), criterion.range, criterion.guidance)
            text = "\n".join((criterion.text, *(f"- {item}" for item in criterion.items)))
            yield outcome.number, outcome.text, criterion.number, text, *(each or "" for each in told)


def _csv(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([csv_safe(cell) for cell in row] for row in rows)
    return text.getvalue()
