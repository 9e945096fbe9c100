"""Letters that nobody sees on their page: drawn without ink, in the colour of what they stand on, or off the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pdfminer.converter import PDFPageAggregator

Char = dict[str, Any]

NO_INK = -1.0
"""The grey of letters in text rendering modes 3 and 7 (ISO 32000-1, table 106)."""
_FILLED, _OUTLINED = frozenset([0, 2, 4, 6]), frozenset([1, 2, 5, 6])
_PALE, _ALIKE = 0.6, 0.05
_TINTS, _UNKNOWN = frozenset(["Separation", "DeviceN"]), frozenset(["Lab", "Indexed", "Pattern"])
_WEIGHTS = (0.299, 0.587, 0.114)
_LEAST_SIDE, _MOST_BOXES = 6.0, 200
_DPI, _MOST_PIXELS = 100, 2000
_AROUND = 1.0
_LONGEST_STRING = 200_000
"""Bytes of a string, of which a letter takes four at most."""


class TooMuchText(Exception):
    """A page draws a string that is longer than any page is read."""


class Aggregator(PDFPageAggregator):
    """Collects what a page draws; the graphic state of each letter tells its `grey`, 0 black to 1 white."""

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """Take a string of letters, which have one state; of too long a one no letter is made."""
        if sum(len(part) for part in seq if isinstance(part, bytes)) > _LONGEST_STRING:
            raise TooMuchText
        graphicstate.grey = _darkest(textstate.render, graphicstate)
        super().render_string(textstate, seq, ncs, graphicstate)


def _darkest(mode: int, state: Any) -> float | None:
    """The darkest grey that letters in a rendering mode are drawn with; None where it is not known."""
    greys = [grey_of(state.ncolor, state.ncs.name)] if mode in _FILLED else []
    greys += [grey_of(state.scolor, state.scs.name)] if mode in _OUTLINED else []
    known: list[float] = [grey for grey in greys if grey is not None]
    return None if len(known) < len(greys) else min(known, default=NO_INK)


def grey_of(colour: Any, space: str = "") -> float | None:
    """How light a colour is, 0 black to 1 white; None for patterns and other colours that its numbers do not tell."""
    parts: Any = colour if isinstance(colour, (tuple, list)) else (colour,)
    if space in _UNKNOWN or not parts or not all(isinstance(part, (int, float)) for part in parts):
        return None
    if space in _TINTS:
        return 1.0 - float(max(parts))
    if len(parts) == 4:
        parts = [(1 - part) * (1 - parts[3]) for part in parts[:3]]
    weights = _WEIGHTS if len(parts) == len(_WEIGHTS) else (1.0,)
    return float(sum(part * weight for part, weight in zip(parts, weights, strict=False)))


def unseen_chars(page: Any) -> list[Char]:
    """The characters of a pdfplumber page that nobody sees.

    Those that seem to have the colour of their ground are looked at on the page as it is drawn: it counts what most of
    their place is covered with.

    Raises:
        MalformedPDFException: PDFium cannot draw the page.
    """
    apart = [char for char in page.chars if char["grey"] == NO_INK or _is_off(page.cropbox, char)]
    known = {id(char) for char in apart}
    doubtful = [char for char in _alike(page) if id(char) not in known and not char["text"].isspace()]
    return apart + (list(_covered(page, doubtful)) if doubtful else [])


def _is_off(box: Sequence[float], char: Mapping[str, Any]) -> bool:
    """Does a character stand beside the box with all of its body?"""
    left, above, right, below = box
    return bool(char["x1"] <= left or char["x0"] >= right or char["bottom"] <= above or char["top"] >= below)


def _is_on(box: Sequence[float], char: Mapping[str, Any]) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _alike(page: Any) -> Iterator[Char]:
    """Characters as light as the box that they stand on, or as paper."""
    boxes = [(grey_of(box["non_stroking_color"]), box) for box in page.rects if box["fill"] and _is_large(box)]
    boxes = boxes if len(boxes) <= _MOST_BOXES else []
    dark = [box for grey, box in boxes if grey is not None and grey < _PALE]
    for char in page.chars:
        grey = char["grey"]
        if grey is None or not (grey > _PALE or any(_is_on(_edges(box), char) for box in dark)):
            continue
        ground = next((ground for ground, box in reversed(boxes) if _is_on(_edges(box), char)), 1.0)
        if ground is None or abs(ground - grey) < _ALIKE:
            yield char


def _is_large(box: Mapping[str, Any]) -> bool:
    return bool(min(box["width"], box["height"]) > _LEAST_SIDE)


def _edges(box: Mapping[str, Any]) -> tuple[float, float, float, float]:
    return box["x0"], box["top"], box["x1"], box["bottom"]


def _covered(page: Any, chars: Sequence[Char]) -> Iterator[Char]:
    """Those of the characters whose place is covered with their own grey."""
    drawn = page.to_image(resolution=min(_DPI, 72 * _MOST_PIXELS / max(page.width, page.height)), antialias=True)
    grey = drawn.original.convert("L")
    left, above = drawn.bbox[:2]
    for char in chars:
        place = (char["x0"] - left, char["top"] - above, char["x1"] - left, char["bottom"] - above)
        around = (-_AROUND, -_AROUND, _AROUND, _AROUND)
        box = [round((edge + more) * drawn.scale) for edge, more in zip(place, around, strict=True)]
        if abs(_usual(grey.crop(box).histogram()) - char["grey"]) < _ALIKE:
            yield char


def _usual(counts: Sequence[int]) -> float:
    """The middle one of the greys that were counted, 0 black to 1 white."""
    left = sum(counts) / 2
    for grey, count in enumerate(counts):
        left -= count
        if left <= 0:
            return grey / (len(counts) - 1)
    return 1.0
