"""Readers: a file in, a Document out; one module a kind of file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from extractor.compounds import mark_compounds
from extractor.document import Document, renumber
from extractor.furniture import mark_furniture
from extractor.geometry import body_size, page_lines
from extractor.readers import handbook, html, text
from extractor.readers.ranges import PagesRead, Positions, joined, page_ranges, read_range

TEXT_READERS = {".txt": text.read_lines, ".md": text.read_markdown, ".html": html.read_lines, ".htm": html.read_lines}
KINDS = (*TEXT_READERS, ".pdf")


def read_document(
    path: Path, data: bytes, engine: str = "rapidocr", ranges: Sequence[PagesRead] | None = None
) -> Document:
    """Read a file's bytes by the kind that its name says.

    Args:
        path: Where the file lies.
        data: Its bytes.
        engine: What recognises scanned pages.
        ranges: The pages of a PDF, where they were read elsewhere.

    Raises:
        KeyError: No reader for this kind of file.
        PdfRefused: A PDF that cannot be read.
        EngineMissing: A page needs recognition and the engine is not installed.
        RecognitionFailed: The engine failed.
    """
    if path.suffix.lower() == ".pdf":
        return _read_pdf(path, data, engine, ranges)
    content = text.decode(data)
    lines, pages = TEXT_READERS[path.suffix.lower()](content.text)
    return Document(
        name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        reader="html" if path.suffix.lower().startswith(".htm") else "text",
        lines=mark_compounds(mark_furniture(lines)),
        pages=pages,
        repairs=content.repairs,
        warnings=content.warnings,
    )


def ranges_of(path: Path, data: bytes) -> list[Positions | None]:
    """The ranges of pages in which a file is read; one for what is no PDF."""
    return page_ranges(handbook.plain_texts(data)) if path.suffix.lower() == ".pdf" else [None]


def _read_pdf(path: Path, data: bytes, engine: str, ranges: Sequence[PagesRead] | None) -> Document:
    texts = handbook.plain_texts(data)
    whole = joined(ranges or [read_range(data, positions, engine) for positions in page_ranges(texts)])
    body = body_size(whole.pages)
    lines = {page.number: page_lines(page, body) for page in whole.pages}
    for number, plain in enumerate(texts, 1):
        lines.setdefault(number, handbook.plain_lines(plain, number))
    return Document(
        name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        reader=whole.reader,
        lines=mark_compounds(mark_furniture(renumber(line for number in sorted(lines) for line in lines[number]))),
        pages=max(lines, default=0),
        warnings=whole.warnings,
        aside=tuple((page.number, word.text) for page in whole.pages for word in page.aside),
    )
