"""A small language model of outcomes and criteria: word trigrams and suffix-class trigrams.

The counts ship as `language.json`, made from units read by hand, none of which is a sample that columns are parted in:

    python -m extractor.language tests/golden/sources/00[0124]_*.yaml tests/golden/layouts/1[679]-*.gold.yaml \\
        tests/golden/layouts/18b-*.gold.yaml tests/golden/layouts/2[0345]-*.gold.yaml \\
        tests/golden/pdf-layouts/0[124-9]-*.gold.yaml tests/golden/pdf-layouts/1[0-3]-*.gold.yaml \\
        tests/golden/pdf-layouts/14a-*.gold.yaml tests/golden/pdf-layouts/15-*.gold.yaml > extractor/language.json
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from unit_atlas.canonical import CanonicalError, load_data, read_text

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


def texts_of(data: Any) -> Iterator[str]:
    """The outcomes and criteria of a unit, or of a list of units, as plain data.

    Raises:
        KeyError: An outcome without text or criteria.
        TypeError: The data is no unit.
    """
    for unit in data if isinstance(data, list) else [data]:
        for outcome in unit["learning_outcomes"]:
            yield outcome["text"]
            yield from (criterion["text"] for criterion in outcome["criteria"])


def main(names: Sequence[str]) -> int:
    """Print the counts over unit files, or files of lists of units; their order does not matter.

    Returns:
        The exit code: 0 done, 2 usage, 3 a file is no unit.
    """
    if not names:
        print("python -m extractor.language: found no files, expected unit files; name them", file=sys.stderr)
        return 2
    counts: Counter[Trigram] = Counter()
    for name in names:
        try:
            counts += count(texts_of(load_data(read_text(Path(name)), name=name)))
        except CanonicalError as error:
            print(error, file=sys.stderr)
            return 3
        except OSError as error:
            print(f"{name}: cannot be opened: {error.strerror}; check the path", file=sys.stderr)
            return 3
        except (KeyError, TypeError) as error:
            print(f"{name}: found no learning outcomes with texts ({error}), expected a unit file", file=sys.stderr)
            return 3
    sys.stdout.write(as_json(counts))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
