"""Points under a criterion, printed with a dash or a letter: which lines open one. Bullets are known to the reader."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractor.document import Word

_DASHES = frozenset("-–—*")
_MARK = re.compile(r"^\(?([a-z]|[ivx]{2,4})[.)]$")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


def mark_length(number: str, words: Sequence[Word], before: Sequence[Word] | None, *, led_in: bool) -> int | None:
    """How many words of a line that opens a point are a dash only; None where it opens none.

    Args:
        number: The criterion's own; points may be numbered below it ('1.2.1').
        words: The line.
        before: The point above it; None for the first.
        led_in: The criterion's own text ends with a colon, or more points of the same form follow.
    """
    if len(words) < 2:
        return None
    if re.fullmatch(rf"(?:AC)?{re.escape(number)}\.\d{{1,2}}[.:)]?", words[0].text):
        return 0
    if words[0].text in _DASHES:
        return 1 if led_in or before else None
    mark = _MARK.match(words[0].text)
    if mark is None:
        return None
    if before is None:
        return 0 if led_in and mark[1] in ("a", "i") else None
    last = _MARK.match(before[0].text)
    return 0 if last is not None and _follows(last[1], mark[1]) else None


def is_mark(text: str) -> bool:
    """Is a word the letter or the roman figure of a point ('a)', '(ii)')?"""
    return _MARK.match(text) is not None


def opens_list(opening: str, later: Iterable[str]) -> bool:
    """Is a word the first mark of a list whose second mark opens one of the later lines, in the same form?"""
    mark = _MARK.match(opening)
    if mark is None or mark[1] not in ("a", "i"):
        return False
    second = opening.replace(mark[1], {"a": "b", "i": "ii"}[mark[1]])
    return second in later


def _follows(mark: str, following: str) -> bool:
    roman = mark in _ROMAN and following in _ROMAN and _ROMAN.index(following) == _ROMAN.index(mark) + 1
    return roman or (len(mark) == len(following) == 1 and ord(following) == ord(mark) + 1)
