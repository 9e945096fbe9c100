"""Outcomes that are printed more than once: one outcome each, its repeats, and where another wording stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from extractor.document import Word, join
from extractor.folding import fold

if TYPE_CHECKING:
    from extractor.outcomes import ReadOutcome

_OUTCOME_LABEL = re.compile(r"(?:learning )?(?:outcome|aim) [0-9a-z]{1,2}")
_NUMBER = re.compile(r"^(?:lo ?|(?:learning )?(?:outcome|aim) )?([0-9a-z]{1,2})[.:)]? ")
_NAMED = re.compile(r"(?:lo ?|(?:learning )?(?:outcome|aim) )[0-9a-z]{1,2} ")
_FEWEST_REPEATED = 3
_ALIKE = 0.5
_SMALL_WORDS = frozenset("a an and as at be by for from in is of on or that the this to use with".split())


def merge_again(outcomes: list[ReadOutcome], left_over: list[list[Word]]) -> None:
    """Join an outcome whose number comes again (below a page break) to the first; its text there is left over."""
    first: dict[str, ReadOutcome] = {}
    for outcome in list(outcomes):
        known = first.setdefault(outcome.number, outcome)
        if known is not outcome and outcome.marker and _says(known, outcome.words):
            known.criteria += outcome.criteria
            known.guidance += outcome.guidance
            known.range += outcome.range
            left_over.append([*outcome.marker, *outcome.words])
            outcomes.remove(outcome)


def explain(outcomes: Sequence[ReadOutcome], left_over: Sequence[list[Word]]) -> tuple[list[Word], list[Word]]:
    """Among what is left over, find labels ('Outcome 1' alone on a line) and outcomes printed again.

    An outcome printed again in other words is a repeat too; its wording is kept with the outcome as `elsewhere`.
    """
    labels: list[Word] = []
    repeats: list[Word] = []
    texts = [fold(join(outcome.words)) for outcome in outcomes]
    for words in left_over:
        text = fold(join(words))
        bare = _NUMBER.sub("", text)
        if _OUTCOME_LABEL.fullmatch(text):
            labels += words
        elif any(bare == own or (own.startswith(bare) and len(bare.split()) >= _FEWEST_REPEATED) for own in texts):
            repeats += words
        elif (outcome := _reworded(words, outcomes)) is not None:
            repeats += words
            outcome.elsewhere.append(_own_words(words))
    return labels, repeats


def note_wordings(outcomes: Sequence[ReadOutcome], headings: Iterable[Sequence[Word]]) -> None:
    """Keep the wordings of headings ('LO2 …' over content) that name an outcome in other words than its own."""
    texts = {fold(join(outcome.words)) for outcome in outcomes}
    for words in headings:
        outcome = _reworded(words, outcomes) if _NAMED.match(fold(join(words))) else None
        if outcome is not None and fold(join(_own_words(words))) not in texts:
            outcome.elsewhere.append(_own_words(words))


def _own_words(words: Sequence[Word]) -> list[Word]:
    """The words without the number that opens them."""
    number = _NUMBER.match(fold(join(words)) + " ")
    return list(words[len(number[0].split()) :]) if number else list(words)


def _reworded(words: Sequence[Word], outcomes: Sequence[ReadOutcome]) -> ReadOutcome | None:
    """The outcome whose number opens the words, where they say something like it."""
    number = _NUMBER.match(fold(join(words)))
    if number is None:
        return None
    same = (outcome for outcome in outcomes if outcome.number.lower() == number[1])
    return next((outcome for outcome in same if _says(outcome, _own_words(words))), None)


def _says(outcome: ReadOutcome, words: Sequence[Word]) -> bool:
    """Do the words share at least half of their content with the outcome?"""
    one, other = (set(fold(join(w)).split()) - _SMALL_WORDS for w in (outcome.words, words))
    return len(one & other) >= _ALIKE * max(1, min(len(one), len(other)))
