"""Hyphens at line ends that belong to their word, known by how the document prints the word elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.breaks import SECOND_PARTS, known_words
from extractor.document import Line, Word
from extractor.tables import spaced_groups

_PART = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_SHORTEST_PART = 3


def mark_compounds(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Mark the words whose hyphen at a line end stays, and those whose hyphen goes.

    It goes where the whole word is known, and in a document that breaks other words at line ends.

    It stays where the document prints the compound elsewhere, before a second part that only compounds have
    ('-based'), and, in a document that breaks no words, between two words that are printed on their own too.
    """
    ends = list(_ends(lines))
    if not ends:
        return tuple(lines)
    printed = _Printed(lines, {first.index for _, first in ends})
    broken = [printed.is_broken(*end) for end in ends]
    told: dict[int, bool] = {}
    for (end, first), own in zip(ends, broken, strict=True):
        if printed.is_compound(end, first, breaks_words=any(broken)):
            told[end.index] = True
        elif printed.is_whole(end, first) or sum(broken) > own:
            told.setdefault(end.index, False)
    return tuple(_marked(line, told) if any(word.index in told for word in line.words) else line for line in lines)


def _marked(line: Line, told: dict[int, bool]) -> Line:
    return replace(line, words=tuple(w if w.compound is False else _told(w, told) for w in line.words))


def _told(word: Word, told: dict[int, bool]) -> Word:
    return replace(word, compound=told[word.index]) if word.index in told else word


def _ends(lines: Sequence[Line]) -> Iterator[tuple[Word, Word]]:
    """Each word with a hyphen at the end of its printed line, with the words that may go on with it."""
    text = [line for line in lines if not line.furniture]
    for position, line in enumerate(text):
        following = text[position + 1] if position + 1 < len(text) else None
        for i, word in enumerate(line.words):
            if _ends_in_hyphen(word.text):
                after = _within_cell(line, word, i) if line.cells > 1 else _on_next_line(line, i, following)
                yield from ((word, first) for first in after if first.text[:1].islower())


def _ends_in_hyphen(text: str) -> bool:
    return len(text) > 1 and text[-1] in "-\u2010" and text[-2].isalpha()


def _within_cell(line: Line, word: Word, at: int) -> list[Word]:
    following = line.words[at + 1] if at + 1 < len(line.words) else None
    same = following is not None and (following.cell, following.block) == (word.cell, word.block)
    return [following] if following is not None and same and following.row != word.row else []


def _on_next_line(line: Line, at: int, following: Line | None) -> list[Word]:
    ends = {group[-1].index for group in spaced_groups(line)}
    if following is None or line.words[at].index not in ends:
        return []
    return [group[0] for group in spaced_groups(following)]


class _Printed:
    """The words and compounds that a document prints within its lines."""

    def __init__(self, lines: Sequence[Line], firsts: set[int]) -> None:
        self.words: set[str] = set()
        self.compounds: set[str] = set()
        for line in lines:
            for word in line.words:
                if word.index in firsts or _ends_in_hyphen(word.text):
                    continue
                text = word.text.lower().replace("\u2010", "-")
                self.words.update(_PART.findall(text))
                self.compounds.update(_COMPOUND.findall(text))

    def is_broken(self, end: Word, first: Word) -> bool:
        """Are the two halves one word, or does the document print neither as a word?"""
        stem, rest = _halves(end, first)
        if f"{stem}-{rest}" in self.compounds or rest in SECOND_PARTS:
            return False
        return self.is_whole(end, first) or not {stem, rest} & self.words

    def is_whole(self, end: Word, first: Word) -> bool:
        """Is the word printed whole elsewhere, in this document or in another?"""
        return "".join(_halves(end, first)) in self.words | known_words()

    def is_compound(self, end: Word, first: Word, *, breaks_words: bool) -> bool:
        """Does the hyphen belong to the word?"""
        stem, rest = _halves(end, first)
        if f"{stem}-{rest}" in self.compounds:
            return True
        if self.is_whole(end, first):
            return False
        if rest in SECOND_PARTS:
            return True
        both = {stem, rest} <= self.words | known_words() and min(len(stem), len(rest)) >= _SHORTEST_PART
        return both and not breaks_words


def _halves(end: Word, first: Word) -> tuple[str, str]:
    """The last part of the word before its hyphen, and the first part of the word that goes on."""
    return _PART.findall(end.text.lower())[-1], next(iter(_PART.findall(first.text.lower())), "")
