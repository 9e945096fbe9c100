"""The columns of a comparison and of a transfer sheet, for every format that has columns."""

from __future__ import annotations

from collections.abc import Iterator

from unit_atlas.compare.model import Comparison, Pair
from unit_atlas.compare.naming import BURDENS, CLASSES, FLAGS, NOT_NEEDED, STATUS_NAME
from unit_atlas.export.transfer import TransferSheet

Row = tuple[str, ...]

COMPARISON_HEAD: Row = (
    "Held", "Held text", "Wanted", "Wanted text", "Difference", "Flags", "Evidence held", "Reason", "Severity",
    "Score", "Fingerprint",
)  # fmt: skip
FACTS_HEAD: Row = ("Fact", "Held", "Wanted", "What it means", "Weight")
TRANSFER_HEAD: Row = (
    "Outcome", "Criterion", "Wanted text", "Rests on", "Held text", "Draft status", "Difference", "Reason",
    "Assessor’s decision", "Initials and date",
)  # fmt: skip


def comparison_rows(result: Comparison) -> Iterator[Row]:
    """A row for each criterion of B, and for each of A that B does not need."""
    for pair in result.pairs:
        held = ", ".join(criterion.number for criterion in pair.a)
        held_text = "\n".join(criterion.text for criterion in pair.a)
        for wanted in pair.b:
            texts = held, held_text, wanted.number, wanted.criterion.text
            yield (*texts, *_judgement(pair, STATUS_NAME[wanted.status]))
        if pair.not_needed:
            yield (held, held_text, "", "", *_judgement(pair, NOT_NEEDED))


def _judgement(pair: Pair, status: str) -> Row:
    flags = ", ".join(FLAGS[flag] for flag in pair.flags)
    return CLASSES[pair.cls], flags, status, pair.why, pair.severity, f"{pair.score:.2f}", pair.fingerprint


def facts_rows(result: Comparison) -> Iterator[Row]:
    """A row for each fact that differs."""
    for fact in result.facts:
        yield fact.label, fact.a or "not printed", fact.b or "not printed", fact.meaning, BURDENS[fact.severity]


def transfer_rows(sheet: TransferSheet) -> Iterator[Row]:
    """A row for each criterion wanted, with two empty cells for the assessor."""
    for row in sheet.rows:
        told = row.outcome, row.number, row.text, row.rests_on, row.rests_text, row.status, row.difference, row.reason
        yield (*told, "", "")
