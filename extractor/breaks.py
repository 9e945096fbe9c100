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
_SHORTEST = 3


def healed(before: str, after: str, *, compound: bool) -> str:
    """The word whose first part (with its hyphen or oblique stroke) ends a line and whose second opens the next.

    `compound` says that the hyphen is known to belong to the word.
    """
    if compound or before.endswith("/"):
        return before + after
    return (before if _has_hyphen(before[:-1], after) else before[:-1]) + after


def is_doubtful(before: str, after: str) -> bool:
    """Is a part of the word a word of its own, so that the hyphen may belong there ('part-icipate', 'cost-wise')?"""
    return not before.endswith("/") and not _has_hyphen(before[:-1], after) and (_is_word(before) or _is_word(after))


def _has_hyphen(stem: str, after: str) -> bool:
    return not after[:1].islower() or stem.lower() in KEPT_HYPHEN or "-" in stem or "-" in after.rstrip("-")


def _is_word(part: str) -> bool:
    bare = part.lower().strip("-.,;:()‘’'\"")
    return len(bare) >= _SHORTEST and bare in known_words()


@cache
def known_words() -> frozenset[str]:
    """The words of the units that the language model was made from."""
    return frozenset(word for trigram in shipped_counts() for word in trigram)
