"""A small language model of outcomes and criteria: word trigrams and suffix-class trigrams.

The counts ship as `language.json`, made by `python -m extractor.language UNITS_FOLDER …` from units whose columns were
not parted by this very model.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

START, END = "<s>", "</s>"
WORD_WEIGHT, CLASS_WEIGHT = 0.6, 0.4
_INTERPOLATION = (0.6, 0.28, 0.1)

Trigram = tuple[str, str, str]


def words_of(text: str) -> list[str]:
    """The words and stops a text is modelled by, in lower case."""
    return re.findall(r"[a-z0-9'’]+|[,.;:]", text.lower())


def suffix_class(word: str) -> str:
    """Short words stand for themselves, longer ones for their last three letters."""
    return word if len(word) <= 4 else "-" + word[-3:]


def trigrams(words: Sequence[str]) -> Iterable[Trigram]:
    """The trigrams of one sentence, padded at both ends."""
    padded = (START, START, *words, END)
    return ((padded[i], padded[i + 1], padded[i + 2]) for i in range(len(padded) - 2))


class TrigramModel:
    """Interpolated trigram probabilities over counted sentences."""

    def __init__(self, counts: Counter[Trigram]) -> None:
        self.three = counts
        self.two: Counter[tuple[str, str]] = Counter()
        self.context: Counter[tuple[str, str]] = Counter()
        self.one: Counter[str] = Counter()
        self.before: Counter[str] = Counter()
        for (a, b, c), count in counts.items():
            self.two[b, c] += count
            self.context[a, b] += count
            self.one[c] += count
            self.before[b] += count
        self.total = sum(self.one.values())
        self.floor = (1 - sum(_INTERPOLATION)) / (len(self.one) + 1)

    def log_probability(self, words: Sequence[str]) -> float:
        """Natural logarithm of the probability of one sentence, its end included."""
        return sum(math.log(self._probability(trigram)) for trigram in trigrams(words))

    def _probability(self, trigram: Trigram) -> float:
        a, b, c = trigram
        third, second, first = _INTERPOLATION
        p = self.floor + first * self.one[c] / max(self.total, 1)
        if self.before[b]:
            p += second * self.two[b, c] / self.before[b]
        if self.context[a, b]:
            p += third * self.three[trigram] / self.context[a, b]
        return p


class LanguageModel:
    """Both models together, with the weights that were measured (extraction.md)."""

    def __init__(self, counts: Counter[Trigram]) -> None:
        classes: Counter[Trigram] = Counter()
        for (a, b, c), count in counts.items():
            classes[suffix_class(a), suffix_class(b), suffix_class(c)] += count
        self.words, self.classes = TrigramModel(counts), TrigramModel(classes)

    def score(self, text: str) -> float:
        """Weighted log probability of a text as one outcome or criterion."""
        words = words_of(text)
        by_class = self.classes.log_probability([suffix_class(word) for word in words])
        return WORD_WEIGHT * self.words.log_probability(words) + CLASS_WEIGHT * by_class


def count(texts: Iterable[str]) -> Counter[Trigram]:
    """Trigram counts of the texts, each a sentence."""
    return Counter(trigram for text in texts for trigram in trigrams(words_of(text)))


@cache
def shipped_counts() -> Counter[Trigram]:
    """The counts that ship with the package."""
    data = json.loads(files("extractor").joinpath("language.json").read_text(encoding="utf-8"))
    return Counter({(a, b, c): n for key, n in data.items() for a, b, c in [key.split(" ")]})


def as_json(counts: Counter[Trigram]) -> str:
    """The counts as the data file holds them: sorted, a trigram a line."""
    return json.dumps({" ".join(key): n for key, n in sorted(counts.items())}, ensure_ascii=False, indent=0) + "\n"
