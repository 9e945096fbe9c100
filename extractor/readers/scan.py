"""Scanned pages: rendered, set straight, recognised, and given the same form as pages with text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import pypdfium2

from extractor.document import Page, Word
from extractor.ink import Image
from extractor.readers.bullets import read_bullets
from extractor.readers.engines import Engine, Seen, open_engine
from extractor.readers.lettering import BOX_PER_SIZE, words_of
from extractor.readers.marks import read_marks
from extractor.readers.sheet import sheet_of, straight
from unit_atlas.characters import clean

POINTS_PER_INCH = 72
USUAL_DPI, MOST_DPI = 200, 300


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
    read = [line for line in engine.read(image) if line]
    lines = [line for line in read if not line[0].turned]
    sheet = sheet_of(image, scale, lines)
    words = read_marks(read_bullets(words_of(lines, sheet), sheet), sheet, engine)
    height, width = (pixels / scale for pixels in image.shape)
    aside = tuple(_aside(line[0], scale) for line in read if line[0].turned)
    return Page(number, width, height, tuple(words), sheet.rules, aside, skew=skew)


def _aside(seen: Seen, scale: float) -> Word:
    """A line that runs up or down the page, as one word."""
    x0, top, x1, bottom = (edge / scale for edge in (seen.x0, seen.top, seen.x1, seen.bottom))
    size = (x1 - x0) / BOX_PER_SIZE
    return Word(clean(seen.text), 0, 0, x0, x1, confidence=seen.confidence, top=top, bottom=bottom, size=size)
