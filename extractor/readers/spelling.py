"""Words as English spells them, where recognition is known to go wrong: what is mended or unlikely is in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from functools import cache
from unicodedata import combining, normalize

from extractor.document import Word
from extractor.language import shipped_counts

DOUBT = 0.5
SURE, SURE_OF_UNKNOWN = 0.99, 0.9
NO_SPACE = 0.2
_LONG_ENOUGH = 4
_STOPS = ".,;:!?()[]'\"’‘“”"


@cache
def known_words() -> frozenset[str]:
    """The words of more than a letter in the counts that ship, and the two of one."""
    return frozenset(word for trigram in shipped_counts() for word in trigram if len(word) > 1) | {"a", "i"}


def plain(text: str) -> str:
    """A word in small letters, without the stops about it."""
    return text.strip(_STOPS).lower()


def are_words(first: str, second: str, known: Set[str]) -> bool:
    """Are these two words, stops behind the second aside, and no word together?"""
    if (first + plain(second)).lower() in known_words():
        return False
    return first.isalpha() and plain(second).isalpha() and {first.lower(), plain(second)} <= known


def spelt(lines: Sequence[Sequence[Word]]) -> list[list[Word]]:
    """The words of a page, line by line, mended where another letter makes a known word of an unknown one.

    What was mended is in doubt, as are unknown words that recognition is less than sure of, and those that may have
    lost the space after an article.
    """
    sure = {plain(word.text) for line in lines for word in line if word.confidence >= SURE}
    return [[_spelt(word, sure) for word in _joined(line)] for line in lines]


def _spelt(word: Word, sure: Set[str]) -> Word:
    text = plain(word.text)
    if not text.isalpha() or text in known_words():
        return word
    if mended := _mended(word.text, sure):
        return _doubted(replace(word, text=mended))
    unsure = word.confidence < SURE_OF_UNKNOWN and text not in sure
    rest = text[1:] if text[0] == "a" and len(text) > _LONG_ENOUGH else ""
    return _doubted(word) if unsure or rest in known_words() else word


def _mended(text: str, sure: Set[str]) -> str:
    """The known word that an unknown one is without its accents, or with r and n for an m; '' where there is none."""
    readings = ["".join(char for char in normalize("NFD", text) if not combining(char))]
    readings += [f"{text[: met.start()]}rn{text[met.end() :]}" for met in re.finditer("m", text)]
    known = {plain(text)} if plain(text) in sure else set()
    return next((reading for reading in readings if plain(reading) in (known_words() | sure) - known), "")


def _doubted(word: Word) -> Word:
    return replace(word, confidence=min(word.confidence, DOUBT))


def _joined(line: Sequence[Word]) -> Iterator[Word]:
    """The words of a line; two parts of a known word between which the page shows no space are one, in doubt."""
    held: Word | None = None
    for word in line:
        if held is not None and _are_parts(held, word):
            held = _doubted(replace(held, text=held.text + word.text, x1=word.x1))
            continue
        if held is not None:
            yield held
        held = word
    if held is not None:
        yield held


def _are_parts(first: Word, second: Word) -> bool:
    parts, known = {plain(first.text), plain(second.text)}, known_words()
    near = second.x0 - first.x1 < NO_SPACE * first.size
    return near and not parts <= known and plain(first.text + second.text) in known
