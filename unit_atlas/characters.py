"""Verbatim text: what may be changed in a source's characters, and nothing else (canonical-format.md, Rules)."""

from __future__ import annotations

import unicodedata
from collections import Counter

LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
MOJIBAKE = {
    "â€™": "’",
    "â€˜": "‘",
    "â€œ": "“",
    "â€\x9d": "”",
    "â€“": "–",
    "â€”": "—",
    "â€¦": "…",
    "Â£": "£",
    "Â°": "°",
    "‟": "’",
}
_SPACES = frozenset("\t\n\r\x0b\x0c\x85\u2028\u2029")


def repair(text: str) -> tuple[str, Counter[str]]:
    """Return the text with known mojibake repaired, and how often each sequence was met."""
    met: Counter[str] = Counter()
    for wrong, right in MOJIBAKE.items():
        if wrong in text:
            met[wrong] = text.count(wrong)
            text = text.replace(wrong, right)
    return text, met


def clean(text: str) -> str:
    """Return the text in NFC, ligatures and spaces mapped, control, zero-width and bidirectional characters gone.

    White space is kept as it stands but for its kind: tabs and line ends stay, every other space becomes U+0020.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_safe, unicodedata.normalize("NFC", text)))


def _safe(char: str) -> str:
    if " " <= char <= "~":
        return char
    if char in LIGATURES:
        return LIGATURES[char]
    if char in _SPACES:
        return char if char in "\t\n\f" else "\n"
    kind = unicodedata.category(char)
    if kind == "Zs":
        return " "
    return "" if kind in ("Cc", "Cf", "Cs", "Cn") else char


def unsafe(text: str) -> list[str]:
    """List the characters of a text that `clean` would remove, as U+XXXX."""
    return sorted({f"U+{ord(char):04X}" for char in text if char not in "\t\n" and _safe(char) == ""})
