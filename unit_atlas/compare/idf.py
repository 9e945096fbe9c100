"""How rare each word is, counted over a library's criteria; the table ships with the package.

A comparison weighs by the table and by its own two units, so that "child" is an everyday word between two childcare
units although the shipped library never mentions one; it depends on nothing else.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from unit_atlas.compare.reading import Reading, read
from unit_atlas.model import Unit

FLOOR = 0.25
"""Weight of a word that stands everywhere. Measured on the 16 scenarios and the related units: 0 and .5 lose F1."""

FEWEST = 20
"""Criteria that two units are taken to have at least: of fewer, shares say nothing."""


@dataclass(frozen=True, slots=True)
class Frequencies:
    """In how many of `criteria` criteria each content word stands."""

    criteria: int
    words: dict[str, int]


@lru_cache(maxsize=1)
def shipped() -> Frequencies:
    """The table that the package brings along."""
    table = json.loads(files("unit_atlas.compare").joinpath("idf.json").read_text(encoding="utf-8"))
    return Frequencies(table["criteria"], table["words"])


def count(units: Iterable[Unit]) -> Frequencies:
    """Count a library's criteria; equal texts count once, so that versions of one unit do not weigh double."""
    texts = {criterion.text for unit in units for outcome in unit.learning_outcomes for criterion in outcome.criteria}
    distinct = {read(text).content for text in texts}
    words = Counter(word for content in distinct for word in set(content))
    return Frequencies(len(distinct), dict(sorted(words.items())))


def dump(frequencies: Frequencies) -> str:
    """The table as the text of `idf.json`."""
    table = {"criteria": frequencies.criteria, "words": frequencies.words}
    return json.dumps(table, ensure_ascii=False, indent=0) + "\n"


class Weights:
    """How much each word tells between two units: log(1 / p) + FLOOR.

    p is the mean of two shares: of the library's criteria and of the two units' criteria that hold the word. So the
    weights hardly depend on the library's size, and a word that is rare in libraries but everyday here weighs little.
    """

    def __init__(self, readings: Iterable[Reading], table: Frequencies) -> None:
        distinct = {reading.content for reading in readings}
        self._own = Counter(word for content in distinct for word in set(content))
        self._own_criteria = max(len(distinct), FEWEST)
        self._table = table
        self._known: dict[str, float] = {}

    def of(self, word: str) -> float:
        """Weight of one content word; a word seen nowhere weighs most."""
        weight = self._known.get(word)
        if weight is None:
            in_library = (self._table.words.get(word, 0) + 0.5) / (self._table.criteria + 1)
            here = self._own[word] / self._own_criteria
            weight = self._known[word] = math.log(2 / (in_library + here)) + FLOOR
        return weight

    def total(self, words: Counter[str]) -> float:
        """Weight of all words together, repeats included."""
        return sum(self.of(word) * times for word, times in words.items())
