"""Folding of printed labels and headings, so that case, punctuation and common misreadings do not hide them."""

from __future__ import annotations

import re
from functools import lru_cache

_PUNCTUATION = re.compile(r"[^\w&/()+ ]+|_")
_FORM_WORDS = (
    "learning outcome outcomes assessment criteria criterion additional guidance the learner will can guided hours "
    "unit title number level credit value reference aim aims purpose and evidence requirements national occupational "
    "standards mapping signposting functional skills information sector code accreditation qualification total time"
).split()


def _misread(word: str) -> str:
    """One spelling for the characters that optical recognition confuses: 0 and o; 1, l, i and |; rn and m."""
    return re.sub("[1|i]", "l", word.replace("rn", "m").replace("0", "o"))


_BY_SHAPE = {_misread(word): word for word in _FORM_WORDS}


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Lower case, no punctuation but & / ( ) +, single spaces; words that forms use are mended where misread."""
    words = _PUNCTUATION.sub(" ", text.lower().replace("’", "").replace("'", "")).split()
    return " ".join(_BY_SHAPE.get(_misread(word), word) for word in words)
