"""N(text): the form in which two criteria count as typographically equal.

Folded: Unicode compatibility forms, quotes, dashes, case, possessive apostrophes, hyphens between letters, punctuation,
thousands separators, spaces around units of measure, "prior to". Kept, because they carry meaning: digits, signs,
decimal points, slashes and comparison marks beside a number, currencies, per cent and degree signs, "and/or", and IT
in capitals.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

BREAK = ","
"""The token that stands for any punctuation which parts a text; it is no part of N."""

_SUPERSCRIPTS = str.maketrans({mark: f"^{digit}" for digit, mark in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")})
_QUOTES = str.maketrans(dict.fromkeys("‘’‚‛‟′`´ʼ＇", "'") | dict.fromkeys("“”„«»″", '"'))
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－", "-") | {"×": "x", "⁄": "/", "≦": "≤", "≧": "≥", "\u00ad": None})
_REWRITES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"\bcan(?:'t|not)\b", "can not"),
        (r"\bwon't\b", "will not"),
        (r"(?<=[^\W\d_])n't\b", " not"),
        (r"(?<=\w)'", ""),
        (r"\bno\.?(?= ?\d)", "number"),
        (r"(?<=\d),(?=\d{3}(?!\d))", ""),
        (r"(?<=\d) ?- ?(?=\d)", "-"),
        (r">=", "≥"),
        (r"<=", "≤"),
        (r"\bper ?cent\b", "%"),
        (r"(?<![^\W_])(\d+(?:[.,]\d+)*)([a-zμ]+)\b", r"\1 \2"),
        (r"&", " and "),
        (r"\band ?/ ?or\b", "and_or"),
        (r"\bprior to\b", "before"),
        (r"\b(?:e\.g\.?|eg)(?=\W|$)", " for example "),
        (r"\bi\.e\.?(?=\W|$)", " that is "),
    )
)
_TOKEN = re.compile(
    r"(?P<number>(?<![\w.])[-+]?\d+(?:[.,:/-]\d+)*)"
    r"|(?P<word>[^\W\d_]+(?:\+\+|#)?[\w]*|\w+)"
    r"|(?P<mark>[<>≤≥=±~+](?=\s*[£$€]?\d)|(?<=\d)[%+°]|(?<=\d )[%°]|[£$€]|%|\^\d+)"
    r"|(?P<break>[,;:.()\[\]•\n!?])"
)


@lru_cache(maxsize=65536)
def tokens(text: str) -> tuple[str, ...]:
    """The tokens of N(text), with `BREAK` where punctuation parts it."""
    found = []
    for match in _TOKEN.finditer(_folded(text)):
        if match.lastgroup != "break":
            found.append(match.group().replace("and_or", "and/or"))
        elif found and found[-1] != BREAK:
            found.append(BREAK)
    return tuple(found[:-1] if found and found[-1] == BREAK else found)


@lru_cache(maxsize=65536)
def normal(text: str) -> str:
    """N(text)."""
    return " ".join(token for token in tokens(text) if token != BREAK)


def _folded(text: str) -> str:
    spelled = _vulgar_fractions_parted(text.translate(_SUPERSCRIPTS))
    folded = unicodedata.normalize("NFKC", spelled).translate(_QUOTES).translate(_DASHES)
    if not folded.isupper():
        folded = re.sub(r"\bIT\b", "i_t", folded)
    folded = re.sub(r"(?<=[^\W\d_])-(?=[^\W\d_])", " ", folded.lower())
    for pattern, replacement in _REWRITES:
        folded = pattern.sub(replacement, folded)
    return folded


def _vulgar_fractions_parted(text: str) -> str:
    """'1½' → '1 ½', lest compatibility folding make it 11/2."""
    return re.sub(r"(?<=\d)(?=[¼-¾⅐-⅞])", " ", text)
