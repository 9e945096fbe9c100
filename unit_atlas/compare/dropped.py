"""The rule "scope-removed": something held is not asked any more. Does that make the task smaller, or wider?"""

from __future__ import annotations

from unit_atlas.compare import lexicon
from unit_atlas.compare.case import Case, Finding, quoted
from unit_atlas.compare.negation import is_negator
from unit_atlas.compare.normal import BREAK
from unit_atlas.compare.reading import Reading
from unit_atlas.compare.stems import stem
from unit_atlas.wording import worded


def scope_removed(case: Case) -> Finding | None:
    """Content only in A: one task fewer, or a condition fewer, which widens the task."""
    if not case.only_a or case.only_b:
        return None
    dropped = quoted(case.marks, "del")
    if _is_dropped_conjunct(case):
        return Finding("scope-removed", "conjunct-dropped", worded("one task fewer: %(words)s", words=dropped))
    return Finding(
        "scope-removed", "qualifier-dropped", worded("a condition or part dropped: %(words)s", words=dropped)
    )


def _is_dropped_conjunct(case: Case) -> bool:
    """Whether A is B plus one item of an "and" list, and B does not ask for more for its absence."""
    runs = [change for change in case.changes if any(change.a_keys)]
    if len(runs) != 1 or any(change.b for change in case.changes):
        return False
    words = case.a.words
    span = _span(words, runs[0].a_at, len(runs[0].a))
    return _stands_as_item(words, *span) and not _widens(case.a, *span)


def _span(words: tuple[str, ...], first: int, length: int) -> tuple[int, int]:
    """Places `first` … in words without punctuation → start and end places in `words`."""
    places = [place for place, word in enumerate(words) if word != BREAK]
    return places[first], places[first + length - 1] + 1


def _stands_as_item(words: tuple[str, ...], start: int, end: int) -> bool:
    before = words[start - 1] if start else BREAK
    after = words[end] if end < len(words) else BREAK
    bounded = after == BREAK or after == "and" or after in lexicon.EMPTY
    if words[start] == "and":
        return bounded
    if words[end - 1] == "and":
        return before == BREAK
    return before == BREAK and after in (BREAK, "and") and "and" in words[end : end + 8]


def _widens(reading: Reading, start: int, end: int) -> bool:
    before = set(reading.words[:start])
    inside = set(reading.words[start:end])
    if {"or", "and/or"} & set(reading.words) or any(is_negator(word) for word in reading.words):
        return True
    return bool(before & lexicon.SUBORDINATORS or {stem(word) for word in before | inside} & _PAIRING)


_PAIRING = {stem(word) for word in lexicon.PAIRING_VERBS}
