"""The rule "negated": the opposite is asked."""

from __future__ import annotations

from unit_atlas.compare import lexicon
from unit_atlas.compare.case import Case, Change, Finding, became
from unit_atlas.compare.stems import stem


def negated(case: Case) -> Finding | None:
    """A short changed run with an odd number of negators that reach beyond it."""
    for change in case.changes:
        if max(len(change.a), len(change.b)) > case.settings.negated_run:
            continue
        if _turns(change):
            return Finding("negated", "negated", became(change))
    return None


def _turns(change: Change) -> bool:
    negators = _negators(change.a) + _negators(change.b)
    if not negators:
        return _prefixed(change)
    if negators % 2 == 0:
        return False
    replaced = bool(change.a and change.b)
    return replaced or not _negator_is_spent(change.a or change.b, change.a_keys or change.b_keys)


def _negators(words: tuple[str, ...]) -> int:
    return sum(1 for word in words if is_negator(word))


def is_negator(word: str) -> bool:
    """Whether the word turns what follows into its opposite."""
    return word in lexicon.NEGATORS or stem(word) in _NEGATOR_STEMS


_NEGATOR_STEMS = {stem(word) for word in ("avoid", "lack", "prevent", "refuse")}


def _negator_is_spent(run: tuple[str, ...], keys: tuple[str, ...]) -> bool:
    """Whether content follows the last negator in the run: 'without making promises' negates nothing that is kept."""
    last = max(place for place, word in enumerate(run) if is_negator(word))
    return any(keys[last + 1 :])


def _prefixed(change: Change) -> bool:
    """'appropriate' → 'inappropriate' and back."""
    stems_a, stems_b = {stem(word) for word in change.a}, {stem(word) for word in change.b}
    return any(
        prefix + word in other
        for one, other in ((stems_a, stems_b), (stems_b, stems_a))
        for word in one
        for prefix in lexicon.NEGATING_PREFIXES
    )
