"""One criterion, read for comparing: its tokens, what each means, and the verb that it commands."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from unit_atlas.compare import lexicon
from unit_atlas.compare.normal import BREAK, tokens
from unit_atlas.compare.stems import stem


@dataclass(frozen=True, slots=True)
class Lead:
    """The leading command verb: its token places, what it is, its rung (None for doing)."""

    first: int
    last: int
    verb: str
    rung: float | None


@dataclass(frozen=True, slots=True)
class Reading:
    """A criterion's text, token by token; `keys` holds a content key for each word, "" for an empty one.

    Keys are equal for words that mean the same here: inflections, spellings, "two" and "2", "may" and "might".
    """

    text: str
    words: tuple[str, ...]
    keys: tuple[str, ...]
    content: tuple[str, ...]
    counts: Counter[str]
    lead: Lead | None


@lru_cache(maxsize=65536)
def read(text: str) -> Reading:
    """The reading of a criterion's text."""
    words = _phrases_joined(tokens(text))
    keys = tuple(_key(words, place) for place in range(len(words)))
    content = tuple(key for key in keys if key)
    return Reading(text, words, keys, content, Counter(content), _lead(words, keys))


_PHRASES: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = tuple(
    (tuple(phrase.split()), tuple(meaning.split()))
    for phrase, meaning in (
        ("be able to", "to"),
        ("in order to", "to"),
        ("so as to", "to"),
        ("make sure", "ensure"),
        ("makes sure", "ensure"),
        ("making sure", "ensuring"),
        ("fail to", "not"),
        ("fails to", "not"),
        ("failed to", "not"),
        ("failing to", "not"),
        ("failure to", "not"),
        ("unable to", "not"),
        ("not able to", "not"),
        ("in relation to", "about"),
        ("with regard to", "about"),
        ("in respect of", "about"),
        ("relating to", "about"),
        ("regarding", "about"),
        ("concerning", "about"),
        ("as well as", "and"),
        ("by using", "using"),
        ("for instance", "for example"),
    )
)
_PHRASES_BY_FIRST: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
for _phrase, _meaning in _PHRASES:
    _PHRASES_BY_FIRST.setdefault(_phrase[0], []).append((_phrase, _meaning))


def _phrases_joined(words: tuple[str, ...]) -> tuple[str, ...]:
    joined: list[str] = []
    place = 0
    while place < len(words):
        for phrase, meaning in _PHRASES_BY_FIRST.get(words[place], ()):
            if words[place : place + len(phrase)] == phrase:
                joined += meaning
                place += len(phrase)
                break
        else:
            joined.append(words[place])
            place += 1
    return tuple(joined)


def _key(words: tuple[str, ...], place: int) -> str:
    word = words[place]
    if word == BREAK:
        return ""
    if word in ("if", "when", "where", "as", "whenever", "wherever"):
        return _condition_key(words, place)
    if word in ("who", "which"):
        return word if _asks(words, place) else ""
    if word == "example":
        return "example"
    if word in lexicon.EMPTY:
        return ""
    if word in lexicon.NEGATORS:
        return "not" if word in ("no", "cannot", "unable", "never") else word
    return lexicon.MODALS.get(word) or lexicon.NUMBERS.get(word) or stem(word)


def _condition_key(words: tuple[str, ...], place: int) -> str:
    """'if/when/where/as appropriate' are one; 'when to refer' and 'where to refer' are two."""
    following = words[place + 1] if place + 1 < len(words) else ""
    if following in lexicon.CONDITION_TAILS:
        return "when"
    if words[place] == "as":
        return ""
    return words[place] if _asks(words, place) or following == "to" else "when"


def _asks(words: tuple[str, ...], place: int) -> bool:
    """Whether a question word asks ('explain which …', 'how and where') instead of relating ('a letter which …')."""
    before = words[place - 1] if place else ""
    return (
        not before
        or stem(before) in _RUNG_STEMS
        or before in lexicon.QUESTION_WORDS
        or before in lexicon.COORDINATORS
        or before in (BREAK, "to", "know", "understand", "decide", "determine", "about", "of")
    )


_RUNG_STEMS = {stem(verb): rung for verb, rung in lexicon.RUNGS.items()}
_KNOWING_STEMS = {stem(verb) for verb in lexicon.KNOWING_LEADS}


def _lead(words: tuple[str, ...], keys: tuple[str, ...]) -> Lead | None:
    """The first word that is neither empty, punctuation nor an adverb before the verb."""
    first = next((place for place, key in enumerate(keys) if key), None)
    if first is None:
        return None
    critically = words[first] == "critically"
    last = first + 1 if critically and first + 1 < len(words) else first
    rung = _rung(words, keys, last)
    if rung is not None and critically:
        rung += 0.5
    return Lead(first, last, words[last], rung)


def _rung(words: tuple[str, ...], keys: tuple[str, ...], place: int) -> float | None:
    verb = keys[place]
    if verb in _KNOWING_STEMS:
        return 0.5
    if verb == "giv" or verb == "give":
        following = {key for key in keys[place + 1 : place + 5] if key}
        return _RUNG_STEMS[stem("give")] if following & lexicon.GIVE_IS_KNOWING else None
    if verb == "discuss" and "with" in words[place:]:
        return None
    return _RUNG_STEMS.get(verb)
