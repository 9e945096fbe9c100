"""How rare each word is, counted over a library's criteria; the table ships with the package.

A comparison adds the criteria of its own two units to the counts, so that "child" is an everyday word between two
childcare units although the shipped library never mentions one; it depends on nothing else.
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

FLOOR = 0.5
"""Weight of a word that stands everywhere. Measured on the 16 scenarios and the related units: 0 and 1 both lose F1."""


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
    """Inverse document frequency for one pair of units: log((N + 1) / (n + 1)) + FLOOR, n of N criteria holding it."""

    def __init__(self, readings: Iterable[Reading], table: Frequencies) -> None:
        distinct = {reading.content for reading in readings}
        self._own = Counter(word for content in distinct for word in set(content))
        self._criteria = table.criteria + len(distinct)
        self._table = table.words
        self._known: dict[str, float] = {}

    def of(self, word: str) -> float:
        """Weight of one content word; a word seen nowhere weighs most."""
        weight = self._known.get(word)
        if weight is None:
            seen = self._table.get(word, 0) + self._own[word]
            weight = self._known[word] = math.log((self._criteria + 1) / (seen + 1)) + FLOOR
        return weight

    def total(self, words: Counter[str]) -> float:
        """Weight of all words together, repeats included."""
        return sum(self.of(word) * times for word, times in words.items())
