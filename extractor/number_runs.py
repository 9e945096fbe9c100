"""Numbers of criteria that were read one after another, and then their texts: cells of a table that lost its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from extractor.document import Word

if TYPE_CHECKING:
    from extractor.outcomes import ReadCriterion, ReadOutcome


def settle_runs(outcomes: Sequence[ReadOutcome]) -> None:
    """Give each number of a run its text where there are as many printed lines as numbers; doubt all of them."""
    for outcome in outcomes:
        for run in _runs(outcome.criteria):
            lines = [list(line) for _, line in groupby(run[-1].words, key=lambda word: (word.line, word.row))]
            fits = len(lines) == len(run) and not run[-1].items and all(map(_opens_text, lines))
            for criterion, words in zip(run, lines, strict=True) if fits else ():
                criterion.words = words
            for criterion in run:
                criterion.doubt = _told(run)


def _runs(criteria: Sequence[ReadCriterion]) -> Iterator[list[ReadCriterion]]:
    """Criteria without a text, with the first below them that has one."""
    run: list[ReadCriterion] = []
    for criterion in criteria:
        run.append(criterion)
        if criterion.words:
            if len(run) > 1:
                yield run
            run = []


def _opens_text(words: Sequence[Word]) -> bool:
    return words[0].text[:1].isalpha()


def _told(run: Sequence[ReadCriterion]) -> str:
    numbers = ", ".join(criterion.number for criterion in run)
    return f"the numbers {numbers} are printed together, and then their texts: compare which belongs to which"
