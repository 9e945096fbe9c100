"""Readers: a file in, a Document out; one module a kind of file."""

from __future__ import annotations

import hashlib
from pathlib import Path

from extractor.document import Document
from extractor.furniture import mark_furniture
from extractor.geometry import lines_of
from extractor.readers import html, pdf, text

TEXT_READERS = {".txt": text.read_lines, ".md": text.read_lines, ".html": html.read_lines, ".htm": html.read_lines}
KINDS = (*TEXT_READERS, ".pdf")


def read_document(path: Path, data: bytes) -> Document:
    """Read a file's bytes by the kind that its name says.

    Raises:
        KeyError: No reader for this kind of file.
    """
    if path.suffix.lower() == ".pdf":
        return _read_pdf(path, data)
    content = text.decode(data)
    lines, pages = TEXT_READERS[path.suffix.lower()](content.text)
    return Document(
        name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        reader="html" if path.suffix.lower().startswith(".htm") else "text",
        lines=mark_furniture(lines),
        pages=pages,
        repairs=content.repairs,
        warnings=content.warnings,
    )


def _read_pdf(path: Path, data: bytes) -> Document:
    pages, warnings = pdf.read_pages(data)
    return Document(
        name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        reader="pdf",
        lines=mark_furniture(lines_of(pages)),
        pages=len(pages),
        warnings=warnings,
        aside=tuple((page.number, word.text) for page in pages for word in page.aside),
    )
