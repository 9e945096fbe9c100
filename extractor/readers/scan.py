"""Scanned pages: rendered, set straight, recognised, and given the same form as pages with text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from statistics import median

import numpy as np
import pypdfium2
from numpy.typing import NDArray

from extractor.document import Page, Rule, Word
from extractor.ink import DARK, FAINT, Image, background_of, find_rules, ink_of, without_rules, without_specks
from extractor.readers.deskew import lies_sideways, skew_of, straightened
from extractor.readers.engines import Engine, Seen, open_engine
from extractor.readers.marks import read_marks
from unit_atlas.characters import clean

POINTS_PER_INCH = 72
USUAL_DPI, MOST_DPI = 200, 300
BOX_PER_SIZE = 1.2
SAME_SIZE = 0.15
LEAST_SPACE, LEAST_STEP = 0.22, 0.45
WITHIN, STEM = 0.1, 2.5

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page image set straight, its ruling lines, and its ink without them.

    `faint` holds even pale ink; `scale` is pixels a point, `skew` the degrees that the page was turned.
    """

    image: Image
    rules: tuple[Rule, ...]
    ink: Image
    faint: Image
    scale: float
    skew: float


def read_pages(data: bytes, numbers: Sequence[int], engine: str) -> list[Page]:
    """Recognise pages of a PDF.

    Args:
        data: The file.
        numbers: The pages to read, from 1.
        engine: One of `extractor.readers.engines.ENGINES`.

    Raises:
        EngineMissing: The engine is not installed.
        pypdfium2.PdfiumError: The file cannot be opened.
    """
    reader = _engine(engine)
    with pypdfium2.PdfDocument(data) as pdf:
        return [_read(pdf, number, reader) for number in numbers]


_engine = cache(open_engine)


def _read(pdf: pypdfium2.PdfDocument, number: int, engine: Engine) -> Page:
    page = pdf[number - 1]
    try:
        image, scale = draw(page)
    finally:
        page.close()
    return read_page(image, number, scale, engine)


def draw(page: pypdfium2.PdfPage) -> tuple[Image, float]:
    """The page as a grey image for recognition, and its pixels a point."""
    scale = _dpi(page) / POINTS_PER_INCH
    return np.ascontiguousarray(page.render(scale=scale, grayscale=True).to_numpy().squeeze()), scale


def _dpi(page: pypdfium2.PdfPage) -> float:
    """The resolution of the page's largest image, kept between what recognition needs and what it can use."""
    sizes = [image.get_px_size()[0] for image in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=2)]
    found = max(sizes, default=0) / (page.get_width() / POINTS_PER_INCH)
    return float(min(MOST_DPI, max(USUAL_DPI, found)))


def read_page(image: Image, number: int, scale: float, engine: Engine) -> Page:
    """Recognise one page.

    Args:
        image: The page, grey.
        number: Its number, from 1.
        scale: Pixels a point.
        engine: What recognises words.

    Returns:
        The page set straight: words with their confidence, rules, and marks in the cells of its tables as ticks.
    """
    image, skew = straight(image)
    lines = engine.read(image)
    sheet = _sheet(image, scale, skew, [seen for line in lines for seen in line])
    words = _snapped([word for line in lines for word in _placed(line, sheet)])
    words = read_marks(words, sheet.rules, sheet.image, sheet.ink, scale, engine)
    height, width = (pixels / scale for pixels in image.shape)
    return Page(number, width, height, tuple(words), sheet.rules, skew=skew)


def straight(image: Image) -> tuple[Image, float]:
    """The page upright and level, and the degrees by which it was not level."""
    ink = ink_of(image, background_of(image))
    if lies_sideways(ink):
        image, ink = np.ascontiguousarray(np.rot90(image)), np.ascontiguousarray(np.rot90(ink))
    skew = skew_of(ink)
    return straightened(image, skew, int(np.median(image))), skew


def _sheet(image: Image, scale: float, skew: float, words: Sequence[Seen]) -> Sheet:
    background = background_of(image)
    found = find_rules(image, background, scale)
    rules = tuple(rule for rule in found if not any(_inside(rule, word, scale) for word in words))
    ink, faint = (
        without_specks(without_rules(ink_of(image, background, share), rules, scale)) for share in (DARK, FAINT)
    )
    return Sheet(image, rules, ink, faint, scale, skew)


def _inside(rule: Rule, word: Seen, scale: float) -> bool:
    """Is a line part of the letters of a word?"""
    x0, top, x1, bottom = (value * scale for value in (rule.x0, rule.top, rule.x1, rule.bottom))
    if x0 == x1:
        margin = (word.bottom - word.top) * WITHIN
        high = bottom - top < STEM * (word.bottom - word.top)
        return word.x0 + margin < x0 < word.x1 - margin and high and top < word.bottom and bottom > word.top
    return word.x0 - scale <= x0 and x1 <= word.x1 + scale and word.top <= top and bottom <= word.bottom


def _placed(line: Sequence[Seen], sheet: Sheet) -> Iterator[Word]:
    """The words of a line in points, their sides where their ink starts and ends."""
    if not line:
        return
    top, bottom = round(min(seen.top for seen in line)), round(max(seen.bottom for seen in line))
    size, middle = (bottom - top) / BOX_PER_SIZE / sheet.scale, (top + bottom) / 2 / sheet.scale
    columns: Flags = np.asarray(sheet.faint[top:bottom].any(axis=0))
    line = [part for seen in line for part in _parted(seen, columns)]
    cuts = [_gap(columns, before, after) for before, after in pairwise(line)]
    for seen, left, right in zip(line, [line[0].x0, *cuts], [*cuts, line[-1].x1], strict=True):
        x0, x1 = _inked(columns, left, right)
        text = clean(seen.text).strip()
        if text:
            yield Word(
                text,
                0,
                0,
                x0 / sheet.scale,
                x1 / sheet.scale,
                confidence=seen.confidence,
                top=middle - size / 2,
                bottom=middle + size / 2,
                size=size,
            )


def _parted(seen: Seen, columns: Flags) -> Iterator[Seen]:
    """A word cut where the page shows a space that recognition lost."""
    size = (seen.bottom - seen.top) / BOX_PER_SIZE
    start, x0 = 0, seen.x0
    for i, (left, right) in enumerate(pairwise(seen.centres), 1):
        width, middle = _widest_space(columns, left, right)
        if width >= LEAST_SPACE * size and right - left >= LEAST_STEP * size:
            yield replace(seen, text=seen.text[start:i], x0=x0, x1=middle, centres=())
            start, x0 = i, middle
    yield replace(seen, text=seen.text[start:], x0=x0, centres=())


def _widest_space(columns: Flags, left: float, right: float) -> tuple[int, float]:
    """Width and middle of the widest run of columns without ink between two places, in pixels."""
    widest, end, run = 0, 0, 0
    for x in range(max(0, round(left)), min(len(columns), round(right) + 1)):
        run = 0 if columns[x] else run + 1
        if run > widest:
            widest, end = run, x
    return widest, end - widest / 2 + 0.5


def _gap(columns: Flags, before: Seen, after: Seen) -> float:
    """The middle of the widest space between two words."""
    slack = (before.bottom - before.top) / 4
    width, middle = _widest_space(columns, before.x1 - slack, after.x0 + slack)
    return middle if width else (before.x1 + after.x0) / 2


def _inked(columns: Flags, left: float, right: float) -> tuple[float, float]:
    found = np.flatnonzero(columns[round(left) : round(right)])
    return (round(left) + int(found[0]), round(left) + int(found[-1]) + 1) if len(found) else (left, right)


def _snapped(words: Sequence[Word]) -> list[Word]:
    """Sizes that differ from the page's usual one by no more than recognition does become the usual one."""
    usual = median([word.size for word in words] or [0])
    return [replace(word, size=usual) if abs(word.size - usual) <= SAME_SIZE * usual else word for word in words]
