"""The transfer sheet for A → B: which evidence held can be used again, as a draft for the assessor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from unit_atlas.compare.model import Comparison, Pair, Status
from unit_atlas.compare.naming import CLASSES, FLAGS, STATUS_NAME
from unit_atlas.model import Unit
from unit_atlas.wording import in_a_row, worded

DRAFT = worded("A draft for the assessor, who decides. It compares words; it does not judge evidence.")
DECISIONS = (worded("Accept"), worded("Part"), worded("New evidence"))


@dataclass(frozen=True, slots=True)
class TransferRow:
    """A criterion of B; `rests_on` are numbers of A, `rests_text` their texts; both empty when nothing held answers.

    `equal` tells that both say the same, typography aside.
    """

    outcome: str
    number: str
    text: str
    rests_on: str
    rests_text: str
    state: Status
    equal: bool
    difference: str
    reason: str
    fingerprint: str

    @property
    def status(self) -> str:
        """The draft status as people read it."""
        return STATUS_NAME[self.state]


@dataclass(frozen=True, slots=True)
class TransferSheet:
    """What the sheet says above its rows: both units, the counts, and what else to check before signing."""

    title: str
    held: str
    wanted: str
    counts: str
    checks: tuple[str, ...]
    rows: tuple[TransferRow, ...]
    not_needed: tuple[str, ...]


def transfer_sheet(result: Comparison, held: Unit, wanted: Unit) -> TransferSheet:
    """The sheet of a comparison; criteria in B's printed order, numbers of A not needed at the end."""
    rows = [row for pair in result.pairs for row in _rows(pair)]
    order = [(outcome.number, c.number) for outcome in wanted.learning_outcomes for c in outcome.criteria]
    rows.sort(key=lambda row: order.index((row.outcome, row.number)))
    not_needed = tuple(criterion.number for pair in result.pairs if pair.not_needed for criterion in pair.a)
    return TransferSheet(
        title=wanted.title or result.b,
        held=named(held, result.a),
        wanted=named(wanted, result.b),
        counts=counts(result),
        checks=tuple(_checks(result)),
        rows=tuple(rows),
        not_needed=not_needed,
    )


def counts(result: Comparison) -> str:
    """'15 of 18 criteria covered in draft, 2 partly covered, 0 for review, 1 to do'."""
    return in_a_row([covered_in_draft(result), others_in_draft(result)])


def covered_in_draft(result: Comparison) -> str:
    """'15 of 18 criteria covered in draft'."""
    covered, whole = result.summary.statuses["covered"], result.summary.criteria_b
    return worded("%(number)s of %(all)s criteria covered in draft", number=covered, all=whole)


def others_in_draft(result: Comparison) -> str:
    """'2 partly covered, 0 for review, 1 to do'."""
    said = result.summary.statuses
    return in_a_row(
        [
            worded("%(number)s partly covered", number=said["partial"]),
            worded("%(number)s for review", number=said["review"]),
            worded("%(number)s to do", number=said["to-do"]),
        ]
    )


def _checks(result: Comparison) -> Iterator[str]:
    if result.relation != "same":
        yield result.summary.verdict
    if result.summary.level_warning:
        yield result.summary.level_warning
    for fact in result.facts:
        if fact.severity != "info" and fact.field != "level":
            yield f"{fact.label}: {fact.meaning}"


def named(unit: Unit, unit_id: str) -> str:
    """Name a unit with its facts: 'OCR J/601/1515, level 3, 6 credits, 40 GLH'; what is not printed is left out."""
    name = " ".join(filter(None, (unit.awarding_body, unit.ofqual_reference or unit.unit_number))) or unit_id
    facts = [
        f"level {unit.level}" if unit.level else "",
        f"{unit.credit} credit{'' if unit.credit == 1 else 's'}" if unit.credit is not None else "",
        f"{unit.glh} GLH" if unit.glh is not None else "",
    ]
    return ", ".join(filter(None, (name, *facts)))


def _rows(pair: Pair) -> Iterator[TransferRow]:
    difference = in_a_row((CLASSES[pair.cls], *(FLAGS[flag] for flag in pair.flags)))
    for wanted in pair.b:
        yield TransferRow(
            outcome=wanted.criterion.outcome,
            number=wanted.number,
            text=wanted.criterion.text,
            rests_on=", ".join(criterion.number for criterion in pair.a),
            rests_text="\n".join(f"{criterion.number} {criterion.text}" for criterion in pair.a),
            state=wanted.status,
            equal=pair.cls in ("identical", "typographic"),
            difference=difference,
            reason=pair.why,
            fingerprint=pair.fingerprint,
        )
