"""A scanned page made ready: upright, level, its ruling lines told from its letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractor.document import Rule
from extractor.ink import FAINT, Image, background_of, find_rules, ground_of, ink_of, without_rules, without_specks
from extractor.readers.deskew import lies_sideways, skew_of, straightened
from extractor.readers.engines import Seen

Darkness = NDArray[np.float32]

MIDDLE = (0.2, 0.8)
MOSTLY = 0.6
WITHIN, STEM = 0.1, 2.5
_PALE = 0.15


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page set straight.

    Attributes:
        image: The page, grey.
        darkness: How much darker than what it stands on each pixel is, from 0 to 1.
        ink: A mask of dark pixels, without the rules.
        faint: The same with pale ink.
        rules: Its ruling lines, in points.
        scale: Pixels a point.
    """

    image: Image
    darkness: Darkness
    ink: Image
    faint: Image
    rules: tuple[Rule, ...]
    scale: float


def straight(image: Image) -> tuple[Image, float]:
    """The page upright and level, and the degrees by which it was not level."""
    ink = ink_of(image, background_of(image))
    if lies_sideways(ink):
        image, ink = np.ascontiguousarray(np.rot90(image)), np.ascontiguousarray(np.rot90(ink))
    skew = skew_of(ink)
    return straightened(image, skew, int(np.median(image))), skew


def sheet_of(image: Image, scale: float, lines: Sequence[Sequence[Seen]]) -> Sheet:
    """Find the rules of a straight page; runs of ink through the lines of print that an engine saw are letters."""
    ground = ground_of(image, scale)
    rules = tuple(rule for rule in find_rules(image, scale) if not _is_lettering(rule, lines, scale))
    ink, faint = (
        without_specks(without_rules(mask, rules, scale))
        for mask in (ink_of(image, ground), ink_of(image, ground, FAINT))
    )
    darkness = np.clip(1 - image.astype(np.float32) / np.maximum(ground, 1), 0, 1)
    darkness[darkness < _PALE] = 0
    return Sheet(image, darkness.astype(np.float32), ink, faint, rules, scale)


def _is_lettering(rule: Rule, lines: Sequence[Sequence[Seen]], scale: float) -> bool:
    x0, top, x1, bottom = (value * scale for value in (rule.x0, rule.top, rule.x1, rule.bottom))
    if x0 == x1:
        return any(_is_stem(x0, top, bottom, word) for line in lines for word in line)
    covered = sum(_covered(x0, x1, top, line) for line in lines if line)
    return covered > MOSTLY * (x1 - x0)


def _covered(x0: float, x1: float, y: float, line: Sequence[Seen]) -> float:
    """How much of a flat run lies where the letters of a line stand."""
    top, height = line[0].top, line[0].bottom - line[0].top
    if not top + MIDDLE[0] * height < y < top + MIDDLE[1] * height:
        return 0
    return max(0.0, min(x1, line[-1].x1) - max(x0, line[0].x0))


def _is_stem(x: float, top: float, bottom: float, word: Seen) -> bool:
    height = word.bottom - word.top
    across = word.x0 + WITHIN * height < x < word.x1 - WITHIN * height
    return across and bottom - top < STEM * height and top < word.bottom and bottom > word.top
