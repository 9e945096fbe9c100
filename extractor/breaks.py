"""Words that were broken at a line end behind a hyphen, put together again."""

from __future__ import annotations

from functools import cache

from extractor.language import shipped_counts

KEPT_HYPHEN = frozenset(
    "self non re pre co multi well on off semi sub cross post anti inter ex ill mid one two three face peer".split()
)
SECOND_PARTS = frozenset(
    "based led related specific recognised recognized friendly oriented driven making solving centred centered "
    "effective approved accredited managed".split()
)


def healed(before: str, after: str, *, compound: bool) -> str:
    """The word whose first part (with its hyphen or oblique stroke) ends a line and whose second opens the next.

    `compound` says that the hyphen is known to belong to the word.
    """
    if compound or before.endswith("/"):
        return before + after
    return (before if _has_hyphen(before[:-1], after) else before[:-1]) + after


def is_doubtful(before: str, after: str) -> bool:
    """Do the parts not tell whether the hyphen belongs to the word ('light-rail', 'foot-ball')?"""
    return not before.endswith("/") and not _has_hyphen(before[:-1], after)


def _has_hyphen(stem: str, after: str) -> bool:
    return not after[:1].islower() or stem.lower() in KEPT_HYPHEN or "-" in stem or "-" in after.rstrip("-")


@cache
def known_words() -> frozenset[str]:
    """The words of the units that the language model was made from."""
    return frozenset(word for trigram in shipped_counts() for word in trigram)
