"""Whether two readings say the same: same content in the same roles; only empty words and word order may differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from difflib import SequenceMatcher
from itertools import pairwise

from unit_atlas.compare import lexicon
from unit_atlas.compare.normal import BREAK
from unit_atlas.compare.reading import Reading

Token = tuple[str, str]
"""A word and its content key ("" for an empty word)."""


def without(reading: Reading, first: int, last: int) -> Reading:
    """The reading with its tokens from `first` to `last` (both included) left out."""
    words = reading.words[:first] + reading.words[last + 1 :]
    keys = reading.keys[:first] + reading.keys[last + 1 :]
    content = tuple(key for key in keys if key)
    return Reading(reading.text, words, keys, content, Counter(content), reading.lead)


def prefixed_alike(reading: Reading, other: Reading) -> Reading:
    """The reading with "not satisfied" as "dissatisfied" where the other one says that."""
    for place, (negator, key) in enumerate(pairwise(reading.keys)):
        said = {prefix + key for prefix in lexicon.NEGATING_PREFIXES} & other.counts.keys()
        if negator == "not" and key and said and key not in other.counts:
            joined = min(said)
            words = (*reading.words[:place], joined, *reading.words[place + 2 :])
            keys = (*reading.keys[:place], joined, *reading.keys[place + 2 :])
            content = tuple(filter(None, keys))
            return Reading(reading.text, words, keys, content, Counter(content), reading.lead)
    return reading


def same_sense(a: Reading, b: Reading) -> bool:
    """Equal content, in equal order but for harmless turns, with no empty word changed that carries a meaning."""
    if a.counts != b.counts or _alternatives(a) != _alternatives(b) or _relation_swapped(a, b):
        return False
    if a.content == b.content:
        return a.words.count("by") == b.words.count("by")
    return any(_turned(a, turn) == _turned(b, turn) for turn in (_nouns_folded, _lists_sorted))


def _alternatives(reading: Reading) -> int:
    return sum(word in ("or", "and/or") for word in reading.words)


def _relation_swapped(a: Reading, b: Reading) -> bool:
    """'report to managers' is not 'report for managers'; one of/for or in/on/at turned into the other is wording."""
    words_a, words_b = _bare_words(a), _bare_words(b)
    if words_a == words_b:
        return False
    if _relations(a) != _relations(b) and sorted(_relations(a)) == sorted(_relations(b)) and a.content == b.content:
        return True
    soft = 0
    for tag, i, k, j, m in SequenceMatcher(None, words_a, words_b, autojunk=False).get_opcodes():
        if tag != "replace" or k - i != 1 or m - j != 1:
            continue
        pair = {lexicon.RELATIONS.get(words_a[i]), lexicon.RELATIONS.get(words_b[j])}
        if None in pair or len(pair) == 1:
            continue
        if not pair <= {"of", "purpose", "place"}:
            return True
        soft += 1
    return soft > 1


def _relations(reading: Reading) -> list[str]:
    return [word for word in reading.words if word in lexicon.RELATIONS]


def _bare_words(reading: Reading) -> list[str]:
    return [
        key or word
        for word, key in zip(reading.words, reading.keys, strict=True)
        if key or (word != BREAK and word not in lexicon.DETERMINERS)
    ]


def _turned(reading: Reading, turn: Callable[[list[Token]], list[Token]]) -> tuple[str, ...]:
    """Content keys after one harmless turn; both at once would let words trade places."""
    return tuple(key for _, key in turn(list(zip(reading.words, reading.keys, strict=True))) if key)


def _nouns_folded(tokens: list[Token]) -> list[Token]:
    """'feedback from customers' → 'customers feedback', 'late orders that are small' → 'small late orders'."""
    out: list[Token] = []
    place = 0
    while place < len(tokens):
        start, end, relative = _hung(tokens, place)
        if start < end:
            at = _phrase_start(out) if relative else len(out)
            out[at:at] = tokens[start:end]
            out.append(tokens[place])
            place = end
        else:
            out.append(tokens[place])
            place += 1
    return out


def _hung(tokens: list[Token], place: int) -> tuple[int, int, bool]:
    """Where the content lies that a joining or relative word hangs on the word at `place`; empty when none does."""
    start = place + 1
    links: set[str] = set()
    while start < len(tokens) and not tokens[start][1]:
        links.add(tokens[start][0])
        start += 1
    relative = bool(links & lexicon.RELATIVE) and not links & lexicon.JOINING
    links -= lexicon.DETERMINERS - lexicon.RELATIVE
    if not tokens[place][1] or not links or not links <= (lexicon.RELATIVE | lexicon.JOINING):
        return start, start, relative
    end = start
    while end < len(tokens) and tokens[end][1]:
        end += 1
    return start, end, relative


def _phrase_start(out: list[Token]) -> int:
    """Where the noun phrase starts that `out` ends in; the text's leading verb is no part of it."""
    at = len(out)
    while at > 1 and out[at - 1][1]:
        at -= 1
    return at


def _lists_sorted(tokens: list[Token]) -> list[Token]:
    """'relevant and sufficient' in alphabetical order; only lists of single words, free on one side at least."""
    out: list[Token] = []
    place = 0
    while place < len(tokens):
        end = _list_end(tokens, place)
        free = not out or not out[-1][1] or end == len(tokens) or not tokens[end][1]
        if end > place + 1 and free:
            out += sorted((token for token in tokens[place:end] if token[1]), key=lambda token: token[1])
            place = end
        else:
            out.append(tokens[place])
            place += 1
    return out


def _list_end(tokens: list[Token], place: int) -> int:
    """End of 'X, Y and Z' when it starts at `place`; `place` + 1 when no list does."""
    if not tokens[place][1]:
        return place + 1
    end = place + 1
    joined = False
    while end + 1 < len(tokens) and tokens[end][0] in ("and", BREAK):
        last = end + 1
        if tokens[end][0] == BREAK and tokens[last][0] == "and" and last + 1 < len(tokens):
            last += 1
        if not tokens[last][1]:
            break
        joined = joined or "and" in (tokens[end][0], tokens[last - 1][0])
        end = last + 1
    return end if joined else place + 1
