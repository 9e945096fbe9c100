"""Readers: a file in, a Document out; one module a kind of file."""

from __future__ import annotations

import hashlib
from pathlib import Path

from extractor.document import Document
from extractor.readers import html, text

READERS = {".txt": text.read_lines, ".md": text.read_lines, ".html": html.read_lines, ".htm": html.read_lines}


def read_document(path: Path, data: bytes) -> Document:
    """Read a file's bytes by the kind that its name says.

    Raises:
        KeyError: No reader for this kind of file.
    """
    content = text.decode(data)
    lines, pages = READERS[path.suffix.lower()](content.text)
    return Document(
        name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        reader="html" if path.suffix.lower().startswith(".htm") else "text",
        lines=lines,
        pages=pages,
        repairs=content.repairs,
        warnings=content.warnings,
    )
