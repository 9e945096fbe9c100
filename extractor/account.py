"""The account of words: each source word ends in exactly one place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from extractor.document import Document, Word
from unit_atlas.provenance import WordCounts

Fate = Literal["fields", "labels", "repeats", "furniture", "ignored"]


class Account:
    """Which fate each word of a document met; words that nobody took are unread."""

    def __init__(self, document: Document) -> None:
        self.words = document.words
        self._fates: list[Fate | None] = [None] * len(self.words)

    def take(self, words: Iterable[Word], fate: Fate) -> None:
        """Give the words their fate.

        Raises:
            ValueError: A word has a fate already: two rules claim it.
        """
        for word in words:
            if self._fates[word.index] is not None:
                raise ValueError(f"word {word.index} {word.text!r} is {self._fates[word.index]} and {fate}")
            self._fates[word.index] = fate

    def fate(self, word: Word) -> Fate | None:
        """What became of a word; None while it is unread."""
        return self._fates[word.index]

    def free(self, words: Iterable[Word]) -> tuple[Word, ...]:
        """The words among these that nobody has taken."""
        return tuple(word for word in words if self._fates[word.index] is None)

    def unread(self) -> tuple[Word, ...]:
        """All words that nobody has taken."""
        return self.free(self.words)

    def counts(self) -> WordCounts:
        """How many words met each fate."""
        counted = Counter(fate or "unread" for fate in self._fates)
        return WordCounts.model_validate(dict(counted))
