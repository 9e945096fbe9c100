"""Words and marks as recognition gives them: what is known to go wrong is mended, and in doubt."""

from __future__ import annotations

from typing import NoReturn

import numpy as np
import pytest

from extractor.document import Rule, Word
from extractor.ink import Image
from extractor.readers.engines import Seen
from extractor.readers.marks import read_marks
from extractor.readers.missed import read_missed
from extractor.readers.sheet import Sheet
from extractor.readers.spelling import spelt

SIZE = 10.0


def line(*words: tuple[str, float], space: float = 3.0) -> list[Word]:
    """Words with the confidence of each, set beside each other."""
    set_out, x = [], 0.0
    for text, confidence in words:
        set_out.append(Word(text, 0, 0, x, x + 5 * len(text), confidence=confidence, size=SIZE))
        x += 5 * len(text) + space
    return set_out


def read(*words: tuple[str, float], space: float = 3.0) -> list[tuple[str, float]]:
    return [(word.text, word.confidence) for word in spelt([line(*words, space=space)])[0]]


@pytest.mark.parametrize(
    ("seen", "printed"),
    [
        (("extemal", 1.0), ("external", 0.5)),
        (("Leaming", 1.0), ("Learning", 0.5)),
        (("cúrrent", 1.0), ("current", 0.5)),
        (("dbes", 0.83), ("dbes", 0.5)),
        (("alicence", 1.0), ("alicence", 0.5)),
        (("damaged", 0.99), ("damaged", 0.99)),
        (("honeycomb", 0.95), ("honeycomb", 0.95)),
        (("customer", 0.83), ("customer", 0.83)),
        (("J/601/1515", 0.8), ("J/601/1515", 0.8)),
    ],
)
def test_an_unlikely_word_is_mended_or_in_doubt(seen: tuple[str, float], printed: tuple[str, float]) -> None:
    assert read(seen, ("learning", 1.0)) == [printed, ("learning", 1.0)]


def test_a_rare_word_that_is_sure_elsewhere_is_not_in_doubt() -> None:
    assert read(("zeugma", 0.8), ("zeugma", 1.0)) == [("zeugma", 0.8), ("zeugma", 1.0)]


def test_parts_of_a_word_without_a_space_between_them_are_one() -> None:
    assert read(("wil", 0.99), ("l", 0.99), space=1.0) == [("will", 0.5)]
    assert read(("wil", 0.99), ("l", 0.99)) == [("wil", 0.99), ("l", 0.99)]


class NoEngine:
    """No cell is left to look at."""

    def read(self, image: object) -> NoReturn:
        raise AssertionError(image)

    read_piece = read


def marks(*rows: str) -> list[str]:
    """The words of a table of rows, with its cells parted by strokes, once its marks are read."""
    words, rules = [], []
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts.split("|")):
            x, y = 50.0 * column, 20.0 * row
            rules += [Rule(x, y, x + 50, y), Rule(x, y + 20, x + 50, y + 20)]
            rules += [Rule(x, y, x, y + 20), Rule(x + 50, y, x + 50, y + 20)]
            if text:
                words.append(Word(text, 0, 0, x + 20, x + 25, top=y + 5, bottom=y + 15, size=SIZE))
    nothing = np.zeros((20 * len(rows), 600), np.uint8)
    sheet = Sheet(nothing, nothing.astype(np.float32), nothing, nothing, tuple(rules), 1.0)
    return [word.text for word in read_marks(words, sheet, NoEngine())]


def test_strokes_beside_ticks_are_ticks() -> None:
    assert marks("Reading|✓|ICT|1", "Writing||Data|") == ["Reading", "✓", "ICT", "✓", "Writing", "Data"]


def test_figures_are_no_ticks() -> None:
    assert marks("Reading|1", "Writing|") == ["Reading", "1", "Writing"]
    assert marks("Reading|✓|1", "Writing||2") == ["Reading", "✓", "1", "Writing", "2"]
    assert marks("Reading|✓|1", "Writing||1") == ["Reading", "✓", "1", "Writing", "1"]


class OneFigure:
    """Sees the same in each piece of a page."""

    def __init__(self, text: str, confidence: float) -> None:
        self._seen = [Seen(text, confidence, 0, 0, 9, 9)]

    def read(self, image: Image) -> NoReturn:
        raise AssertionError(image)

    def read_piece(self, image: Image) -> list[Seen]:
        assert image.size
        return self._seen


@pytest.mark.parametrize(
    ("seen", "sure", "added"), [("3", 1.0, ["3"]), ("2.1", 0.95, ["2.1"]), ("3", 0.6, []), ("ee", 1.0, [])]
)
def test_a_figure_alone_on_its_line_is_looked_for(seen: str, sure: float, added: list[str]) -> None:
    ink = np.zeros((100, 200), np.uint8)
    ink[33:40, 20:24] = 255
    ink[33:40, 60:64] = 255
    ink[70:77, 20:24] = 255
    sheet = Sheet(ink, ink.astype(np.float32), ink, ink, (), 1.0)
    word = Word("Take", 0, 0, 60, 90, top=32.0, bottom=42.0, size=SIZE)
    assert [found.text for found in read_missed([word], sheet, OneFigure(seen, sure))] == ["Take", *added]
