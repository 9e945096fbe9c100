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
_QUOTES = str.maketrans(dict.fromkeys("‘’‚‛‟′´ʼ＇", "'") | dict.fromkeys("“”„«»″", '"'))
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－", "-") | {"×": "x", "⁄": "/", "≦": "≤", "≧": "≥", "\u00ad": None})
_REWRITES: tuple[tuple[str, re.Pattern[str], str], ...] = tuple(
    (sign, re.compile(pattern), replacement)
    for sign, pattern, replacement in (
        ("can", r"\bcan(?:'t|not)\b", "can not"),
        ("won't", r"\bwon't\b", "will not"),
        ("n't", r"(?<=[^\W\d_])n't\b", " not"),
        ("'", r"(?<=\w)'", ""),
        ("no", r"\bno\.?(?= ?\d)", "number"),
        (",", r"(?<=\d),(?=\d{3}(?!\d))", ""),
        ("-", r"(?<=\d) ?- ?(?=\d)", "-"),
        (">=", r">=", "≥"),
        ("<=", r"<=", "≤"),
        ("cent", r"\bper ?cent\b", "%"),
        ("", r"(?<![^\W_])(\d+(?:[.,]\d+)*)([a-zμ]+)\b", r"\1 \2"),
        ("&", r"&", " and "),
        ("/", r"\band ?/ ?or\b", "and_or"),
        ("prior to", r"\bprior to\b", "before"),
        ("g", r"\b(?:e\.g\.?|eg)(?=\W|$)", " for example "),
        ("i.e", r"\bi\.e\.?(?=\W|$)", " that is "),
    )
)
"""What to look for before the slower pattern is tried, the pattern, and what it becomes."""

_TOKEN = re.compile(
    r"(?P<number>(?<![\w.])[-+]?\d+(?:[.,:/-]\d+)*)"
    r"|(?P<word>[^\W\d_]+(?:\+\+|#)?[\w]*|\w+)"
    r"|(?P<mark>[<>≤≥=±~+](?=\s*[£$€]?\d)|(?<=\d)[%+°]|(?<=\d )[%°]|[£$€]|%|\^\d+)"
    r"|(?P<break>[,;:.()\[\]•!?])"
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
    folded = " ".join((text if text.isascii() else _plain(text)).split())
    if not folded.isupper():
        folded = re.sub(r"\bIT\b", "i_t", folded)
    folded = re.sub(r"(?<=[^\W\d_])-(?=[^\W\d_])", " ", folded.lower())
    for sign, pattern, replacement in _REWRITES:
        if sign in folded:
            folded = pattern.sub(replacement, folded)
    return folded


def _plain(text: str) -> str:
    """Compatibility forms, quotes and dashes folded; '10²' stays 10^2 and '1½' stays 1 1/2."""
    parted = re.sub(r"(?<=\d)(?=[¼-¾⅐-⅞])", " ", text.translate(_SUPERSCRIPTS))
    return unicodedata.normalize("NFKC", parted).translate(_QUOTES).translate(_DASHES)
