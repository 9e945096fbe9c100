"""Which pages of a PDF hold text, which are pictures of print, and which carry somebody's earlier recognition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

import pypdfium2
from pypdfium2 import raw

PageKind = Literal["text", "scan", "text-layer", "picture"]

FULL_PAGE = 0.8
PART_OF_PAGE = 0.3
FEW_LETTERS = 60
OUTLINES = 100
PAPER_SHARE = 0.55
_PAPER_SPREAD = 40
_LOOK_SCALE = 0.3
_HIDDEN = frozenset([raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP])
_DEPTH = 3


def kinds_of(data: bytes, numbers: Iterable[int]) -> dict[int, PageKind]:
    """The kind of each of the pages, by number from 1.

    `text` is read as text; `scan` needs recognition: print in an image or in outlines, with hardly a letter of text;
    `text-layer` holds text that is hidden over a large image, or beneath one that fills the page; `picture` is an
    image that is not of print on paper, as covers are.

    Raises:
        pypdfium2.PdfiumError: The file cannot be opened.
    """
    with pypdfium2.PdfDocument(data) as pdf:
        return {number: _closed(pdf, number - 1) for number in numbers}


def _closed(pdf: pypdfium2.PdfDocument, index: int) -> PageKind:
    page = pdf[index]
    try:
        return _kind(page)
    finally:
        page.close()


def _kind(page: pypdfium2.PdfPage) -> PageKind:
    share = _image_share(page)
    letters = _letters(page)
    if letters == 0 and share < PART_OF_PAGE:
        outlines = sum(1 for _ in _objects(page, raw.FPDF_PAGEOBJ_PATH))
        return "scan" if outlines > OUTLINES else "text"
    if share < FULL_PAGE and letters:
        return "text-layer" if share >= PART_OF_PAGE and _is_hidden(page) else "text"
    if letters > FEW_LETTERS:
        return "text-layer" if _is_hidden(page) else "text"
    return "scan" if _is_paper(page) else "picture" if not letters else "text"


def _letters(page: pypdfium2.PdfPage) -> int:
    text = page.get_textpage()
    try:
        return len("".join(text.get_text_range().split()))
    finally:
        text.close()


def _objects(page: pypdfium2.PdfPage, *kinds: int) -> Iterator[pypdfium2.PdfObject]:
    yield from page.get_objects(kinds, max_depth=_DEPTH)


def _image_share(page: pypdfium2.PdfPage) -> float:
    """The share of the page that its largest image covers."""
    return max((_share(page, image) for image in _objects(page, raw.FPDF_PAGEOBJ_IMAGE)), default=0.0)


def _share(page: pypdfium2.PdfPage, image: pypdfium2.PdfObject) -> float:
    left, bottom, right, top = page.get_cropbox()
    x0, y0, x1, y1 = image.get_bounds()
    width, height = min(x1, right) - max(x0, left), min(y1, top) - max(y0, bottom)
    return float(max(0.0, width) * max(0.0, height) / ((right - left) * (top - bottom)))


def _is_hidden(page: pypdfium2.PdfPage) -> bool:
    """Is most of the text invisible, or drawn before the image that covers it?"""
    hidden = shown = 0
    for found in _objects(page, raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_IMAGE):
        if found.type == raw.FPDF_PAGEOBJ_IMAGE:
            if _share(page, found) >= FULL_PAGE:
                hidden, shown = hidden + shown, 0
        elif raw.FPDFTextObj_GetTextRenderMode(found.raw) in _HIDDEN:
            hidden += 1
        else:
            shown += 1
    return hidden > shown


def _is_paper(page: pypdfium2.PdfPage) -> bool:
    """Is most of the page of nearly one grey, as paper is and pictures are not?"""
    counts = page.render(scale=_LOOK_SCALE, grayscale=True).to_pil().histogram()
    usual = max(range(len(counts)), key=lambda grey: sum(counts[max(0, grey - 5) : grey + 6]))
    near = sum(counts[max(0, usual - _PAPER_SPREAD) : usual + _PAPER_SPREAD + 1])
    return near > PAPER_SHARE * sum(counts) and usual > len(counts) / 2
