"""How the terms of the search are parted into files, and the lists of spellings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from site_builder.render import script_data

LARGEST_SHARD = 200_000
SHORTEST_CORRECTED = 4
_QUOTED = len('"":"",')
Shard = tuple[dict[str, str], dict[str, str]]


def call(function: str, value: object) -> str:
    """Return a script that hands a value to a function of the page."""
    return f"unitAtlas.{function}({script_data(value)});\n"


def shards(words: Mapping[str, str], keys: Mapping[str, str], length: int = 2) -> Iterator[tuple[str, Shard]]:
    """Part the index by the first two letters, and by one letter more wherever a part would be too large.

    Args:
        words: Postings by word.
        keys: Postings by reference.
        length: How many letters.
    """
    parts: dict[str, Shard] = defaultdict(lambda: ({}, {}))
    for word, found in words.items():
        parts[word[:length]][0][word] = found
    for key, units in keys.items():
        parts[key[:length]][1][key] = units
    for prefix, (some_words, some_keys) in sorted(parts.items()):
        longest = max(map(len, (*some_words, *some_keys)))
        if longest > length and _size(prefix, some_words, some_keys) > LARGEST_SHARD:
            yield from shards(some_words, some_keys, length + 1)
        else:
            yield prefix, (some_words, some_keys)


def _size(name: str, words: Mapping[str, str], keys: Mapping[str, str]) -> int:
    """Return the length of `shard_text`; of the letters of terms and postings only a backslash is written as two."""
    listed = sum(
        len(term) + len(posting) + posting.count("\\") + _QUOTED
        for each in (words, keys)
        for term, posting in each.items()
    )
    return len(shard_text(name, {}, {})) + listed - bool(words) - bool(keys)


def shard_text(name: str, words: Mapping[str, str], keys: Mapping[str, str]) -> str:
    """Return the file of a shard."""
    return call("terms", [name, dict(sorted(words.items())), dict(sorted(keys.items()))])


def spellings(counts: Mapping[str, int]) -> dict[str, list[str]]:
    """Return the words and references by their length, the most used first, in parts that are not too large.

    Args:
        counts: How many units each is in.
    """
    by_length: dict[int, list[str]] = defaultdict(list)
    for word in sorted(sorted(counts), key=counts.__getitem__, reverse=True):
        if len(word) >= SHORTEST_CORRECTED - 1:
            by_length[len(word)].append(word)
    return {
        f"{length}-{part}": listed[first : first + size]
        for length, listed in by_length.items()
        for size in [LARGEST_SHARD // (length + 2)]
        for part, first in enumerate(range(0, len(listed), size))
    }
