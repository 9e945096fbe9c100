"""Scanned pages: rendered, set straight, recognised, and given the same form as pages with text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from statistics import median

import cv2
import numpy as np
import pypdfium2

from extractor.document import Page, Rule, Word
from extractor.ink import Image, background_of, find_rules, ink_of, without_rules
from extractor.readers.deskew import lies_sideways, skew_of, straightened
from extractor.readers.engines import Engine, Seen, open_engine
from extractor.readers.marks import read_marks
from unit_atlas.characters import clean

POINTS_PER_INCH = 72
USUAL_DPI, MOST_DPI = 200, 300
BOX_PER_SIZE = 1.2
SAME_SIZE = 0.15
LEAST_SPACE = 0.22
_SPECK = 2


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page image set straight, without its ruling lines; `scale` is pixels a point, `skew` the degrees it was turned."""

    image: Image
    ink: Image
    rules: tuple[Rule, ...]
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
        scale = _dpi(page) / POINTS_PER_INCH
        image = np.ascontiguousarray(page.render(scale=scale, grayscale=True).to_numpy().squeeze())
    finally:
        page.close()
    return read_page(image, number, scale, engine)


def _dpi(page: pypdfium2.PdfPage) -> float:
    """The resolution of the page's largest image, kept between what recognition needs and what it can use."""
    sizes = [image.get_px_size()[0] for image in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=2)]
    found = max(sizes, default=0) / (page.get_width() / POINTS_PER_INCH)
    return min(MOST_DPI, max(USUAL_DPI, found))


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
    sheet = straight_sheet(image, scale)
    words = _snapped([word for line in engine.read(sheet.image) for word in _placed(line, sheet)])
    rules = tuple(rule for rule in sheet.rules if not _underlies_word(rule, words))
    words = read_marks(words, rules, sheet.image, sheet.ink, scale, engine)
    height, width = (pixels / scale for pixels in sheet.image.shape)
    return Page(number, width, height, tuple(words), rules)


def straight_sheet(image: Image, scale: float) -> Sheet:
    """Turn a page upright, set it straight and take its ruling lines off."""
    ink = ink_of(image, background_of(image))
    if lies_sideways(ink):
        image, ink = np.ascontiguousarray(np.rot90(image)), np.ascontiguousarray(np.rot90(ink))
    skew = skew_of(ink)
    background = background_of(image)
    image = straightened(image, skew, int(np.median(background)))
    background = background_of(image)
    rules = find_rules(image, background, scale)
    image = without_rules(image, background, rules, scale)
    ink = cv2.morphologyEx(ink_of(image, background), cv2.MORPH_OPEN, np.ones((_SPECK, _SPECK), np.uint8))
    return Sheet(image, ink, rules, scale, skew)


def _placed(line: Sequence[Seen], sheet: Sheet) -> Iterator[Word]:
    """The words of a line in points, their sides where their ink starts and ends."""
    if not line:
        return
    top, bottom = round(min(seen.top for seen in line)), round(max(seen.bottom for seen in line))
    columns = sheet.ink[top:bottom].any(axis=0)
    line = [part for seen in line for part in _parted(seen, columns)]
    cuts = [_gap(columns, before, after) for before, after in zip(line, line[1:], strict=False)]
    for seen, left, right in zip(line, [line[0].x0, *cuts], [*cuts, line[-1].x1], strict=True):
        x0, x1 = _inked(columns, left, right)
        size = (bottom - top) / BOX_PER_SIZE / sheet.scale
        text = clean(seen.text).strip()
        if text:
            yield Word(
                text,
                0,
                0,
                x0 / sheet.scale,
                x1 / sheet.scale,
                confidence=seen.confidence,
                top=top / sheet.scale,
                bottom=bottom / sheet.scale,
                size=size,
            )


def _parted(seen: Seen, columns: np.ndarray) -> Iterator[Seen]:
    """A word cut where the page shows a space that recognition lost."""
    least = (seen.bottom - seen.top) / BOX_PER_SIZE * LEAST_SPACE
    start, x0 = 0, seen.x0
    for i, (left, right) in enumerate(zip(seen.centres, seen.centres[1:], strict=False), 1):
        width, middle = _widest_space(columns, left, right)
        if width >= least:
            yield replace(seen, text=seen.text[start:i], x0=x0, x1=middle, centres=())
            start, x0 = i, middle
    yield replace(seen, text=seen.text[start:], x0=x0, centres=())


def _widest_space(columns: np.ndarray, left: float, right: float) -> tuple[int, float]:
    """Width and middle of the widest run of columns without ink between two places, in pixels."""
    widest, end, run = 0, 0, 0
    for x in range(max(0, round(left)), min(len(columns), round(right) + 1)):
        run = 0 if columns[x] else run + 1
        if run > widest:
            widest, end = run, x
    return widest, end - widest / 2 + 0.5


def _gap(columns: np.ndarray, before: Seen, after: Seen) -> float:
    """The middle of the widest space between two words."""
    slack = (before.bottom - before.top) / 4
    width, middle = _widest_space(columns, before.x1 - slack, after.x0 + slack)
    return middle if width else (before.x1 + after.x0) / 2


def _inked(columns: np.ndarray, left: float, right: float) -> tuple[float, float]:
    found = np.flatnonzero(columns[round(left) : round(right)])
    return (round(left) + int(found[0]), round(left) + int(found[-1]) + 1) if len(found) else (left, right)


def _snapped(words: Sequence[Word]) -> list[Word]:
    """Sizes that differ from the page's usual one by no more than recognition does become the usual one."""
    usual = median([word.size for word in words] or [0])
    return [
        replace(word, size=usual) if abs(word.size - usual) <= SAME_SIZE * usual else word for word in words
    ]


def _underlies_word(rule: Rule, words: Sequence[Word]) -> bool:
    """Is a line part of letters that touch?"""
    return any(
        word.x0 - 1 <= rule.x0 and rule.x1 <= word.x1 + 1 and word.top <= rule.top and rule.bottom <= word.bottom
        for word in words
    )
