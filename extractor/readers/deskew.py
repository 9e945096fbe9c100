"""Whether a scanned page lies on its side, how far it stands askew, and the page set straight."""

from __future__ import annotations

import math
from typing import cast

import cv2
import numpy as np

from extractor.ink import Image

MOST = 6.0
_COARSE_STEP, _FINE_STEP = 0.5, 0.05
_LONGEST_LETTER = 0.05
_MOST_POINTS = 200_000


def skew_of(ink: Image) -> float:
    """The angle, in degrees, that the printed lines rise to the right; found to a twentieth of a degree.

    The ink is projected sideways at each angle: at the right one, lines of print and the space between them part most.
    """
    ys, xs = _points(ink)
    coarse = max(np.arange(-MOST, MOST + _COARSE_STEP / 2, _COARSE_STEP), key=lambda angle: _sharpness(ys, xs, angle))
    fine = np.arange(coarse - _COARSE_STEP, coarse + _COARSE_STEP + _FINE_STEP / 2, _FINE_STEP)
    return round(float(max(fine, key=lambda angle: _sharpness(ys, xs, angle))), 2)


def lies_sideways(ink: Image) -> bool:
    """Do the lines of print run up the page?

    Rows of print begin and end sharply along their lines, not across them; ruling lines, which run both ways, are left
    out.
    """
    ys, xs = _points(_letters(ink))
    angles = np.arange(-MOST, MOST + _COARSE_STEP / 2, _COARSE_STEP)
    return max(_steps(xs, ys, angle) for angle in angles) > max(_steps(ys, xs, angle) for angle in angles)


def straightened(image: Image, degrees: float, paper: int = 255) -> Image:
    """The page turned about its middle so that lines rising by so many degrees run level; its size stays."""
    height, width = image.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    turned = cv2.warpAffine(
        image, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=(paper,)
    )
    return cast(Image, turned)


def _letters(ink: Image) -> Image:
    """The ink without what is longer than letters are."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    longest = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1)
    longest[0] = max(ink.shape)
    return np.where((longest < _LONGEST_LETTER * max(ink.shape))[labels], 255, 0).astype(np.uint8)


def _points(ink: Image) -> tuple[np.ndarray, np.ndarray]:
    """Where the ink is, at most so many points of it, spread evenly."""
    ys, xs = np.nonzero(ink)
    step = max(1, len(ys) // _MOST_POINTS)
    return ys[::step], xs[::step]


def _sharpness(ys: np.ndarray, xs: np.ndarray, degrees: float) -> float:
    counts = _counts(ys, xs, degrees)
    return float((counts**2).sum() / max(counts.sum(), 1))


def _steps(ys: np.ndarray, xs: np.ndarray, degrees: float) -> float:
    return float((np.diff(_counts(ys, xs, degrees)) ** 2).sum())


def _counts(ys: np.ndarray, xs: np.ndarray, degrees: float) -> np.ndarray:
    """How many points lie on each row, where rows rise to the right by so many degrees."""
    rows = np.round(ys + xs * math.tan(math.radians(degrees))).astype(np.int64)
    return np.bincount(rows - rows.min()).astype(np.float64) if len(rows) else np.zeros(1)
