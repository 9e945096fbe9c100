"""The lines of a text source as provenance numbers them, for a person to compare with the fields read from them."""

from __future__ import annotations

import re
from pathlib import Path

from extractor.readers.text import decode
from unit_atlas.characters import clean

_LINE_END = re.compile(r"\r\n|\r|\n")


def source_lines(path: Path) -> tuple[str, ...]:
    """The lines of a text file or the source lines of an HTML file, in safe characters; the first one is line 1."""
    text = decode(path.read_bytes()).text
    # a form feed starts a page, and a page marker is no character of a line
    lines = text.split("\n") if path.suffix.lower().startswith(".htm") else _LINE_END.split(text)
    return tuple(clean(line.replace("\f", " ")).rstrip() for line in lines)
