"""Scanned pages: rendered, set straight, recognised, and given the same form as pages with text."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

import numpy as np
import pypdfium2

from extractor.document import Page, Word
from extractor.ink import Image
from extractor.readers.bullets import read_bullets
from extractor.readers.engines import Engine, Seen, open_engine
from extractor.readers.lettering import BOX_PER_SIZE, words_of
from extractor.readers.marks import read_marks
from extractor.readers.missed import read_missed
from extractor.readers.sheet import sheet_of, straight
from unit_atlas.characters import clean

POINTS_PER_INCH = 72
USUAL_DPI, MOST_DPI = 200, 300
LEAST_DPI = 140
SURE = 0.75

Lines = Sequence[Sequence[Seen]]


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
        dpi = _dpi(page)
    finally:
        page.close()
    read = read_page(image, number, scale, engine)
    coarse = f"scanned at {dpi:.0f} dpi, while letters are told apart from {LEAST_DPI} dpi on"
    return replace(read, remarks=(*read.remarks, coarse)) if 0 < dpi < LEAST_DPI else read


def draw(page: pypdfium2.PdfPage) -> tuple[Image, float]:
    """The page as a grey image for recognition, and its pixels a point.

    Its resolution is that of the page's largest image, kept between what recognition needs and what it can use.
    """
    scale = min(MOST_DPI, max(USUAL_DPI, _dpi(page))) / POINTS_PER_INCH
    return np.ascontiguousarray(page.render(scale=scale, grayscale=True).to_numpy().squeeze()), scale


def _dpi(page: pypdfium2.PdfPage) -> float:
    """The resolution of the page's largest image; 0 where it has none."""
    areas = [_areas(image) for image in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=2)]
    pixels, points = max(areas, key=lambda area: area[1], default=(0.0, 0.0))
    return math.sqrt(pixels / points) * POINTS_PER_INCH if points else 0


def _areas(image: pypdfium2.PdfObject) -> tuple[float, float]:
    """The area of an image in its own pixels, and on the page in square points."""
    (width, height), (x0, y0, x1, y1) = image.get_px_size(), image.get_bounds()
    return float(width * height), float((x1 - x0) * (y1 - y0))


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
    level, skew = straight(image)
    image, read = _right_way_up(level, engine)
    lines = [line for line in read if not line[0].turned]
    sheet = sheet_of(image, scale, lines)
    marked = read_marks(read_bullets(words_of(lines, sheet), sheet), sheet, engine)
    words = read_missed(marked, sheet, engine)
    height, width = (pixels / scale for pixels in image.shape)
    aside = tuple(_aside(line[0], scale) for line in read if line[0].turned)
    remarks = tuple(_remarks(read, is_turned=image is not level))
    return Page(number, width, height, tuple(words), sheet.rules, aside, skew=skew, remarks=remarks)


def _right_way_up(image: Image, engine: Engine) -> tuple[Image, Lines]:
    """A level page and its lines of words; what is hard to read is turned upside down, should it be surer so."""
    lines = [line for line in engine.read(image) if line]
    if _sureness(lines) >= SURE:
        return image, lines
    turned = np.ascontiguousarray(np.rot90(image, 2))
    others = [line for line in engine.read(turned) if line]
    return (turned, others) if _sureness(others) > _sureness(lines) else (image, lines)


def _sureness(lines: Lines) -> float:
    """How sure an engine is of the average letter; of a page without words it is."""
    seen = [word for line in lines for word in line if not word.turned]
    letters = sum(len(word.text) for word in seen)
    return sum(word.confidence * len(word.text) for word in seen) / letters if letters else 1.0


def _remarks(lines: Lines, *, is_turned: bool) -> Iterator[str]:
    if is_turned:
        yield "scanned upside down, and turned"
    if _sureness(lines) < SURE:
        yield "hardly to be recognised"


def _aside(seen: Seen, scale: float) -> Word:
    """A line that runs up or down the page, as one word."""
    x0, top, x1, bottom = (edge / scale for edge in (seen.x0, seen.top, seen.x1, seen.bottom))
    size = (x1 - x0) / BOX_PER_SIZE
    return Word(clean(seen.text), 0, 0, x0, x1, confidence=seen.confidence, top=top, bottom=bottom, size=size)
