"""Ink on a page image: what is dark against its surroundings, and the ruling lines that it draws.

Images are grey, one byte a pixel, 0 black. Masks are of the same shape and hold 255 where there is ink.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.document import Rule

Image = NDArray[np.uint8]
Box = tuple[int, int, int, int]

DARK = 0.66
FAINT = 0.82
SHORTEST_FLAT, SHORTEST_UPRIGHT = 22.0, 14.0
THICKEST = 4.0
WIDEST_STROKE = 12.0
BOX_WINDOW, BOX_SHARE = 8.0, 0.6
ALL_DARK = 0.8
TOUCHING, SIDE, STEP = 3.0, 2.0, 1.0
TRACE, TRACED_SHARE = 0.02, 0.55
LINE_HALF = 1.2
LONGEST_WORD = 90.0
FLANK, FLANK_SHARE = (1.5, 3.0), 0.2
_COARSE = 8
_WINDOW = 31
_FINE = 4
_SPECK = 2


def background_of(image: Image) -> Image:
    """The paper without its ink: the lightest grey nearby, smoothed, so that shadows stay and letters go."""
    return _without_dark(image, _COARSE, _WINDOW)


def ground_of(image: Image, scale: float) -> Image:
    """What letters stand on: the paper, or a tint laid over it; a dark box counts as ink."""
    paper = background_of(image)
    ground = _without_dark(image, _FINE, round(WIDEST_STROKE * scale / _FINE))
    return cast(Image, np.where(ground < paper * DARK, paper, ground).astype(np.uint8))


def _without_dark(image: Image, shrink: int, window: int) -> Image:
    """The image without dark areas narrower than the window, which is in pixels of the shrunk image."""
    small = cv2.resize(image, None, fx=1 / shrink, fy=1 / shrink, interpolation=cv2.INTER_AREA)
    light = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((window, window), np.uint8))
    light = cv2.blur(light, (window, window))
    return cast(Image, cv2.resize(light, (image.shape[1], image.shape[0]), interpolation=cv2.INTER_LINEAR))


def ink_of(image: Image, background: Image, share: float = DARK) -> Image:
    """A mask of the pixels darker than `share` of the paper around them."""
    return cast(Image, np.where(image < background * share, 255, 0).astype(np.uint8))


def find_rules(image: Image, scale: float) -> tuple[Rule, ...]:
    """The horizontal and vertical lines drawn on a straightened page, and the sides of its dark boxes.

    Args:
        image: The page.
        scale: Pixels a point.

    Returns:
        Rules in points.
    """
    ground = ground_of(image, scale)
    ink = ink_of(image, ground)
    boxes = _dark_boxes(ink, scale)
    found: list[Rule] = []
    for upright in (False, True):
        runs = _runs(_thin(image, ground, boxes, scale, upright=upright), scale, upright=upright)
        found += _joined(_lines(runs, scale, upright=upright))
    drawn = [rule for rule in found if _stands_free(rule, ink, scale)]
    drawn = [_through(rule, boxes, ink, scale) if rule.x0 == rule.x1 else rule for rule in drawn]
    drawn += [side for box in boxes for side in _sides(box, scale)]
    return tuple(_reaching(rule, drawn, image, ground, scale) for rule in drawn)


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Lines of one direction, those that lie on one line and nearly touch made one."""
    done: list[Rule] = []
    for rule in sorted(rules, key=lambda r: r.top if r.x0 == r.x1 else r.x0):
        at = next((i for i, other in enumerate(done) if _goes_on(other, rule)), None)
        if at is None:
            done.append(rule)
        elif rule.x0 == rule.x1:
            done[at] = replace(done[at], bottom=max(done[at].bottom, rule.bottom))
        else:
            done[at] = replace(done[at], x1=max(done[at].x1, rule.x1))
    return done


def _goes_on(first: Rule, second: Rule) -> bool:
    if first.x0 == first.x1:
        return abs(second.x0 - first.x0) <= STEP and first.top <= second.top <= first.bottom + TOUCHING
    return abs(second.top - first.top) <= STEP and second.x0 <= first.x1 + TOUCHING


def _reaching(rule: Rule, rules: Sequence[Rule], image: Image, ground: Image, scale: float) -> Rule:
    """A line that stops short of one across it goes on to it where the page is a little darker along the way."""
    upright = rule.x0 == rule.x1
    at, start, end = (rule.x0, rule.top, rule.bottom) if upright else (rule.top, rule.x0, rule.x1)
    before, after = [-math.inf], [math.inf]
    for other in rules:
        if upright != (other.x0 == other.x1) and _meets(other, at):
            place = other.top if upright else other.x0
            (before if place < (start + end) / 2 else after).append(place)
    first, last = max(before), min(after)
    if first < start - TOUCHING and _is_traced(at, first, start, image, ground, scale, upright=upright):
        start = first
    if last > end + TOUCHING and _is_traced(at, end, last, image, ground, scale, upright=upright):
        end = last
    return Rule(at, start, at, end) if upright else Rule(start, at, end, at)


def _meets(rule: Rule, at: float) -> bool:
    """Does a rule cross the line at this place across its own direction?"""
    start, end = (rule.top, rule.bottom) if rule.x0 == rule.x1 else (rule.x0, rule.x1)
    return start - TOUCHING <= at <= end + TOUCHING


def _is_traced(
    at: float, start: float, end: float, image: Image, ground: Image, scale: float, *, upright: bool
) -> bool:
    """Is a gap, in most of its places, darker than the strips along both its sides?"""
    along = slice(max(0, round(start * scale)), round(end * scale)) if math.isfinite(end - start) else slice(0)
    light = []
    for offset in (-SIDE, 0, SIDE):
        middle = round((at + offset) * scale)
        across = slice(max(0, middle - 1), middle + 2)
        strip = (
            (image[along, across], ground[along, across]) if upright else (image[across, along], ground[across, along])
        )
        light.append((strip[0] / np.maximum(strip[1], 1)).mean(axis=1 if upright else 0))
    darkest = light[1] < np.minimum(light[0], light[2]) - TRACE
    return bool(darkest.size and darkest.mean() > TRACED_SHARE)


def _thin(image: Image, ground: Image, boxes: Sequence[Box], scale: float, *, upright: bool) -> Image:
    """A mask of what is darker than the places a few points to both its sides, as lines are and sides of tints not."""
    bar = _bar(round(2 * THICKEST * scale), upright=not upright)
    contrast = cv2.morphologyEx(image, cv2.MORPH_BLACKHAT, bar)
    mask = np.where(contrast > (1 - FAINT) * ground, 255, 0).astype(np.uint8)
    for x, y, width, height in boxes:
        mask[y : y + height, x : x + width] = 0
    return mask


def _stands_free(rule: Rule, ink: Image, scale: float) -> bool:
    """Is a line longer than any word, or little ink on both its sides? Letters that touch have stems on one."""
    if max(rule.x1 - rule.x0, rule.bottom - rule.top) > LONGEST_WORD:
        return True
    return all(_share(rule, ink, scale, side) < FLANK_SHARE for side in (-1, 1))


def _share(rule: Rule, ink: Image, scale: float, side: int) -> float:
    """The share of ink in the strip along one side of a line."""
    near, far = sorted((side * FLANK[0], side * FLANK[1]))
    if rule.x0 == rule.x1:
        edges = (rule.x0 + near, rule.top, rule.x1 + far, rule.bottom)
    else:
        edges = (rule.x0, rule.top + near, rule.x1, rule.bottom + far)
    x0, top, x1, bottom = (max(0, round(value * scale)) for value in edges)
    strip = ink[top:bottom, x0:x1]
    return float(strip.mean()) / 255 if strip.size else 0.0


def _dark_boxes(mask: Image, scale: float) -> list[Box]:
    """Areas mostly covered with ink, as heads printed white on black: x, y, width, height in pixels."""
    size = round(BOX_WINDOW * scale)
    covered = (cv2.boxFilter(mask, -1, (size, size)) > BOX_SHARE * 255).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(covered, connectivity=4)
    wide, high = SHORTEST_FLAT * scale, BOX_WINDOW * scale
    return [(x, y, w, h) for x, y, w, h, _ in stats[1:].tolist() if w >= wide and h >= high]


def _sides(box: Box, scale: float) -> tuple[Rule, ...]:
    x0, top, x1, bottom = (value / scale for value in (box[0], box[1], box[0] + box[2], box[1] + box[3]))
    flat = Rule(x0, top, x1, top), Rule(x0, bottom, x1, bottom)
    return (*flat, Rule(x0, top, x0, bottom), Rule(x1, top, x1, bottom))


def _through(rule: Rule, boxes: Sequence[Box], mask: Image, scale: float) -> Rule:
    """An upright rule that ends at the foot of a dark box goes on to its head, where no light letter is in the way."""
    x, top = round(rule.x0 * scale), rule.top * scale
    for left, y, width, height in boxes:
        if left < x < left + width and abs(top - (y + height)) < THICKEST * scale:
            strip = mask[y : y + height, max(0, x - round(scale)) : x + round(scale) + 1]
            if strip.mean() > ALL_DARK * 255:
                return replace(rule, top=y / scale)
    return rule


def _runs(mask: Image, scale: float, *, upright: bool) -> Image:
    """Only the runs of ink as long as rules are; breaks under a point, and a step aside, do not end a run."""
    length = SHORTEST_UPRIGHT if upright else SHORTEST_FLAT
    thick = cv2.dilate(mask, _bar(3, upright=not upright))
    joined = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, _bar(round(scale), upright=upright))
    return cast(Image, cv2.morphologyEx(joined, cv2.MORPH_OPEN, _bar(round(length * scale), upright=upright)))


def _bar(length: int, *, upright: bool) -> Image:
    return np.ones((length, 1) if upright else (1, length), np.uint8)


def _lines(runs: Image, scale: float, *, upright: bool) -> Iterator[Rule]:
    _, _, stats, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    for x, y, width, height, _ in stats[1:].tolist():
        x0, top, x1, bottom = (value / scale for value in (x, y, x + width, y + height))
        if upright and x1 - x0 <= THICKEST:
            yield Rule((x0 + x1) / 2, top, (x0 + x1) / 2, bottom)
        elif not upright and bottom - top <= THICKEST:
            yield Rule(x0, (top + bottom) / 2, x1, (top + bottom) / 2)


def without_rules(ink: Image, rules: Sequence[Rule], scale: float) -> Image:
    """The ink that is not of the rules."""
    cleared = ink.copy()
    half = round(LINE_HALF * scale)
    for rule in rules:
        x0, top, x1, bottom = (round(value * scale) for value in (rule.x0, rule.top, rule.x1, rule.bottom))
        cleared[max(0, top - half) : bottom + half + 1, max(0, x0 - half) : x1 + half + 1] = 0
    return cleared


def without_specks(ink: Image) -> Image:
    """The ink without single pixels."""
    return cast(Image, cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((_SPECK, _SPECK), np.uint8)))
