"""Postings of a whole library, put together from those of blocks of units, most of them known from earlier builds.

A posting says by distances which units a term is in, and for a word at which places of each. In a block units count
from its first; where a block begins in the library is only known when blocks are put together. So a unit that changes,
comes, goes or moves makes a block or two new, wherever it stands. A term is a word, or a mark and a reference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from zlib import crc32

from site_builder.search_words import Words, packed

FEWEST, MOST = 64, 256
"""Units in a block, but for the last."""
PREFIX = 2
"""Letters that terms of one group begin with."""
REFERENCE = "="
"""What the term of a reference begins with."""


def blocks(unit_ids: Iterable[str]) -> Iterator[list[str]]:
    """Part units in order into blocks whose bounds depend on the units near them alone."""
    block: list[str] = []
    for unit_id in unit_ids:
        if len(block) >= FEWEST and (len(block) >= MOST or crc32(unit_id.encode()) % FEWEST == 0):
            yield block
            block = []
        block.append(unit_id)
    if block:
        yield block


def lines_of(units: Iterable[Words]) -> dict[str, bytes]:
    """Return what is in a block of units, by group.

    A line has for each term its first and last unit, in how many it is, and the posting but for its first distance.
    """
    found: dict[str, list[str]] = {}
    ends: dict[str, list[int]] = {}
    for number, unit in enumerate(units):
        for term, places in chain(unit.words.items(), ((REFERENCE + each, "") for each in unit.references)):
            known = ends.get(term)
            if known is None:
                found[term], ends[term] = [places], [number, number]
            else:
                found[term] += (_gap(number - known[1]), places)
                known[1] = number
    groups: dict[str, list[str]] = defaultdict(list)
    for term in sorted(found):
        (first, last), parts = ends[term], found[term]
        groups[term.lstrip(REFERENCE)[:PREFIX]].append(f"{term} {first} {last} {len(parts) // 2 + 1} {''.join(parts)}")
    return {group: " ".join(terms).encode() for group, terms in groups.items()}


def merged(lines: Iterable[tuple[int, bytes]]) -> tuple[dict[str, str], dict[str, int]]:
    """Return the postings of each term of a group, and how many units it is in.

    Args:
        lines: The group in each block that has it, and the number of the block's first unit.
    """
    found: dict[str, list[str]] = defaultdict(list)
    last: dict[str, int] = {}
    counts: dict[str, int] = defaultdict(int)
    for start, line in lines:
        flat = iter(line.decode().split(" "))
        for term, first, end, count, rest in zip(flat, flat, flat, flat, flat, strict=True):
            found[term] += (_gap(start + int(first) - last.get(term, 0)), rest)
            last[term] = start + int(end)
            counts[term] += int(count)
    return {term: "".join(parts) for term, parts in found.items()}, counts


@lru_cache(maxsize=65536)
def _gap(number: int) -> str:
    return packed((number,))
