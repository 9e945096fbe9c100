"""Pages of a PDF as images, for a person to compare with the fields that were read from them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pypdfium2

from extractor.guard import Unfit, check_pdf
from extractor.limits import DEFAULT, Limits
from extractor.readers.triage import kinds_of

MOST_PIXELS = 1600
"""The longer side of an image: print of 8 points is sharp on it, and an A4 page of text takes about 100 kB."""
COLOURS = 64
GREY_STEP = 17
"""Scans in sixteen greys: their noise takes most of the bytes."""
_SCANNED = frozenset(["scan", "text-layer"])

Frame = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as PNG.

    `frame` is what the image shows, in the points of provenance: x0, top, x1, bottom. It starts at 0, 0 unless the
    page is cropped or its origin lies elsewhere.
    """

    number: int
    png: bytes
    frame: Frame


def page_images(path: Path, numbers: Sequence[int], limits: Limits = DEFAULT) -> tuple[PageImage, ...]:
    """Draw pages of a PDF; the same file gives the same bytes, as long as it brings its own fonts.

    A scanned page is set straight as it was before its words were recognised, so that their boxes fit; without the
    extra `[ocr]`, with which alone it can have been recognised, it is drawn as it lies.

    Args:
        path: The file.
        numbers: The pages, from 1.
        limits: How many pages it may have.

    Raises:
        Unfit: The file cannot be drawn, or has no such page.
    """
    check_pdf(path, limits)
    data = path.read_bytes()
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            beyond = [number for number in numbers if not 1 <= number <= len(pdf)]
            if beyond:
                raise Unfit(f"found {len(pdf)} pages, expected a page {beyond[0]}", "Extract it again.")
            kinds = kinds_of(data, numbers)
            return tuple(_drawn(pdf, number, is_scan=kinds[number] in _SCANNED) for number in numbers)
    except pypdfium2.PdfiumError as error:
        remedy = "Open it in a PDF viewer, and save or print it anew as PDF."
        raise Unfit(f"its pages cannot be drawn ({error})", remedy) from error


def _drawn(pdf: pypdfium2.PdfDocument, number: int, *, is_scan: bool) -> PageImage:
    page = pdf[number - 1]
    try:
        if is_scan and find_spec("cv2") is not None:
            return _straightened(page, number)
        scale = MOST_PIXELS / max(page.get_size())
        picture = page.render(scale=scale).to_pil().convert("RGB").quantize(COLOURS)
        file = io.BytesIO()
        picture.save(file, "PNG")
        return PageImage(number, file.getvalue(), _frame(page))
    finally:
        page.close()


def _straightened(page: pypdfium2.PdfPage, number: int) -> PageImage:
    import cv2

    from extractor.readers.scan import draw
    from extractor.readers.sheet import straight

    grey, scale = draw(page)
    image, _ = straight(grey)
    height, width = image.shape
    shrink = min(1.0, MOST_PIXELS / max(image.shape))
    small = cv2.resize(image, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    greys = (small.astype("uint16") + GREY_STEP // 2) // GREY_STEP * GREY_STEP
    _, png = cv2.imencode(".png", greys.astype("uint8"), (cv2.IMWRITE_PNG_COMPRESSION, 9))
    return PageImage(number, png.tobytes(), (0, 0, round(width / scale, 2), round(height / scale, 2)))


def _frame(page: pypdfium2.PdfPage) -> Frame:
    """The part of a page that is shown, where pdfplumber counts from the corner of its media box."""
    (x0, y0, x1, y1), crop = page.get_mediabox(), page.get_cropbox()
    left, low = max(x0, crop[0]), max(y0, crop[1])
    right, high = min(x1, crop[2]), min(y1, crop[3])
    turned = {
        0: (left, y1 - y0 - high, right, y1 - y0 - low),
        90: (low, left - 2 * x0, high, right - 2 * x0),
        180: (x0 + x1 - right, low - 2 * y0, x0 + x1 - left, high - 2 * y0),
        270: (y0 + y1 - high, x1 - x0 - right, y0 + y1 - low, x1 - x0 - left),
    }
    x0, top, x1, bottom = turned[page.get_rotation()]
    return round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)
