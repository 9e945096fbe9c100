"""Text files: lines with cells (tabs, pipes), character columns, and pages where form feeds part them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractor.document import Line, Word, renumber
from extractor.glue import part_glued, part_heads
from unit_atlas.characters import clean, repair

BULLETS = "•▪●◦‣⁃∙■□➢➤✓✔"
_TAG = re.compile(r"</?(?:p|br|b|i|em|strong|span|div|td|tr|th|table|tbody|ul|ol|li|u|sup|sub)(?:\s[^<>]*)?/?>", re.I)
_RULE_CELL = re.compile(r"\s*:?-{3,}:?\s*")
_BULLET = re.compile(rf"^\s*[{BULLETS}\uf0b7\uf0a7\uf0fc](?=\s|\w)\s*|^\s*[-–*](?=\s)\s+")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, what was mended in it, and what a person should know."""

    text: str
    repairs: tuple[tuple[str, int], ...]
    warnings: tuple[str, ...]


def decode(data: bytes) -> Decoded:
    """Decode by byte order mark, else strict UTF-8, else Windows-1252 with a warning; nothing is guessed."""
    warnings: list[str] = []
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raw = data.decode("utf-16", errors="replace")
    else:
        try:
            raw = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            raw = data.decode("cp1252", errors="replace")
            warnings.append("not UTF-8: read as Windows-1252; compare quotes, accents and pound signs")
    if lost := raw.count("\ufffd"):
        warnings.append(f"{lost} characters could not be read and stand as \ufffd")
    mended, met = repair(raw)
    return Decoded(mended, tuple(sorted(met.items())), tuple(warnings))


def read_markdown(text: str) -> tuple[tuple[Line, ...], int]:
    """Return the lines of a Markdown file; the marks of headings and emphasis are no words."""
    plain = [_plain(raw) for raw in re.split(r"\r\n|\r|\n", text)]
    headings = {number for number, (_, is_heading) in enumerate(plain, 1) if is_heading}
    lines, pages = read_lines("\n".join(line for line, _ in plain))
    return tuple(replace(line, heading=line.number in headings) for line in lines), pages


_MARKDOWN_HEADING = re.compile(r"^ {0,3}#{1,6}\s+(.+?)(?:\s+#+)?\s*$")
_EMPHASIS = re.compile(r"(?<![\w*])(\*\*\*|\*\*|\*|__|_)(?=\S)(.+?)(?<=\S)\1(?![\w*])")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|-])")


def _plain(raw: str) -> tuple[str, bool]:
    """A line without the marks of Markdown, and whether it is a heading."""
    heading = _MARKDOWN_HEADING.match(raw)
    line = heading[1] if heading else raw
    return _ESCAPED.sub(r"\1", _EMPHASIS.sub(r"\2", line)), heading is not None


def read_lines(text: str) -> tuple[tuple[Line, ...], int]:
    """Return the lines of a text and its number of pages (0 where no form feed parts pages)."""
    paged = "\f" in text
    lines: list[Line] = []
    gap, page = 0, 1
    for number, raw in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        page += raw.count("\f")
        printed = _TAG.sub(" ", raw.replace("\f", " ")) if "<" in raw else raw.replace("\f", " ")
        for part in part_heads(printed) if printed.strip() else []:
            line = read_line(part, number=number, page=page if paged else 0, gap=gap)
            if line.words:
                lines.append(line)
                gap = 0
        if not printed.strip():
            gap += 1
    return renumber(lines), page if paged else 0


def read_line(raw: str, *, number: int, page: int, gap: int) -> Line:
    """Part one printed line into cells and words; rules of pipe tables and bullets are marks, not words."""
    texts = _cells(clean(raw))
    words: list[Word] = []
    column = 0
    for position, text in enumerate(texts):
        bullet = _BULLET.match(text)
        if bullet:
            text = " " * bullet.end() + text[bullet.end() :]
        words += [
            Word(found[0], 0, 0, column + found.start(), column + found.end(), position, bullet=bool(bullet) and not i)
            for i, found in enumerate(re.finditer(r"\S+", part_glued(text)))
        ]
        column += len(text) + 1
    indent = len(raw) - len(raw.lstrip(" "))
    return Line(number, page, tuple(words), gap, indent, len(texts))


def _cells(text: str) -> list[str]:
    if text.strip().startswith("|") and text.strip().endswith("|") and len(text.strip()) > 1:
        cells = text.strip()[1:-1].split("|")
        return [""] if all(_RULE_CELL.fullmatch(cell) for cell in cells) else cells
    if "\t" in text:
        return text.split("\t")
    return re.split(r"(?<=\s)\|(?=\s)|(?<=\s)\|$|^\|(?=\s)", text)
