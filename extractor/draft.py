"""A unit in the making: values by key, what to review, and where each field was read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from extractor.document import Line, Word, doubtful_breaks
from unit_atlas.model import Review
from unit_atlas.provenance import Piece, Place

NOT_READ = "[not read]"
DOUBTFUL = 0.7

Box = tuple[float, float, float, float]


@dataclass
class Draft:
    """A unit in the making: values by key, what to review, and where each field was read."""

    values: dict[str, Any] = field(default_factory=dict)
    review: list[Review] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)

    def flag(self, path: str, reason: str, message: str) -> None:
        """Ask a person to look at a field."""
        entry = Review.model_validate({"field": path, "reason": reason, "message": message})
        if entry not in self.review:
            self.review.append(entry)

    def place(
        self, path: str, words: Sequence[Word], lines: Sequence[Line], value: str, confidence: float = 1.0
    ) -> None:
        """Note where a field was read: the lines of a text, or the box on each page that it stands on."""
        if not words:
            return
        first, last = lines[words[0].line], lines[words[-1].line]
        boxes = _boxes(words, lines)
        box = boxes.pop(first.page, None)
        self.places[path] = Place(
            page=first.page or None,
            box=box,
            continued=tuple(Piece(page=page, box=rest) for page, rest in boxes.items()),
            lines=None if box else (first.number, last.number),
            confidence=round(min(confidence, *(word.confidence for word in words)), 4),
            value=value,
        )
        self.doubt(path, words)

    def doubt(self, path: str, words: Sequence[Word]) -> None:
        """Flag a field that holds words read with little confidence, and name them."""
        doubtful = ", ".join(f"'{word.text}'" for word in words if word.confidence < DOUBTFUL)
        if doubtful:
            self.flag(path, "uncertain", f"recognised with doubt: {doubtful}")
        if glyphs := _unreadable(words):
            self.flag(path, "unreadable", f"signs whose meaning only their font knows: {', '.join(glyphs)}")
        for broken in doubtful_breaks(words):
            self.flag(path, "uncertain", f"'{broken}' is broken at a line end, and may be one word or have a hyphen")


_NAMELESS = re.compile(r"[\ue000-\uf8ff\ufffd]|\(cid:\d+\)")


def _unreadable(words: Sequence[Word]) -> list[str]:
    """Characters of private use, replaced or numbered by their font, as U+XXXX or as printed."""
    met = {sign for word in words for sign in _NAMELESS.findall(word.text)}
    return sorted(f"U+{ord(sign):04X}" if len(sign) == 1 else sign for sign in met)


def _boxes(words: Sequence[Word], lines: Sequence[Line]) -> dict[int, Box]:
    """The box around the words on each page, by its number; none for words of a text without places."""
    by_page: dict[int, list[Word]] = {}
    for word in words:
        if word.bottom:
            by_page.setdefault(lines[word.line].page, []).append(word)
    return {page: _box(there) for page, there in by_page.items()}


def _box(words: Sequence[Word]) -> Box:
    return (
        round(min(word.x0 for word in words), 1),
        round(min(word.top for word in words), 1),
        round(max(word.x1 for word in words), 1),
        round(max(word.bottom for word in words), 1),
    )
