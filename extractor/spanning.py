"""Graded criteria in ruled cells that reach over the rows of several outcomes without saying which they serve."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.outcomes import ReadCriterion, ReadOutcome

_SLACK = 3.0


def settle_spanning(outcomes: Sequence[ReadOutcome]) -> None:
    """Note on each such criterion which outcomes its cell spans; where a cell holds several, each goes to its row."""
    by_cell: dict[tuple[int, int], list[tuple[ReadOutcome, ReadCriterion]]] = {}
    for outcome in outcomes:
        for criterion in outcome.criteria:
            if criterion.grade and criterion.marker and not criterion.named:
                first = criterion.marker[0]
                by_cell.setdefault((first.line, first.block), []).append((outcome, criterion))
    for held in by_cell.values():
        spanned = _spanned(held[0][1], outcomes)
        if len(spanned) > 1:
            _settle(held, spanned)


def _spanned(criterion: ReadCriterion, outcomes: Sequence[ReadOutcome]) -> list[ReadOutcome]:
    """The outcomes of the same table whose rows begin beside the criterion's cell, from the top down."""
    first = criterion.marker[0]
    if first.span is None:
        return []
    top, bottom = first.span
    beside = [o for o in outcomes if o.marker and o.marker[0].line == first.line and o.marker[0].block != first.block]
    return [o for o in beside if top - _SLACK <= o.marker[0].top < bottom]


def _settle(held: Sequence[tuple[ReadOutcome, ReadCriterion]], spanned: Sequence[ReadOutcome]) -> None:
    numbers = tuple(outcome.number for outcome in spanned)
    for outcome, criterion in held:
        criterion.spans = numbers
        row = _row_of(criterion, spanned) if len(held) > 1 else spanned[0]
        if row is not outcome:
            outcome.criteria.remove(criterion)
            row.criteria.append(criterion)


def _row_of(criterion: ReadCriterion, spanned: Sequence[ReadOutcome]) -> ReadOutcome:
    """The last outcome that begins above the criterion."""
    top = criterion.marker[0].top
    return [o for o in spanned if o is spanned[0] or o.marker[0].top <= top + _SLACK][-1]
