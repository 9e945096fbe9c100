"""PDF pages by pdfplumber: words with boxes, ruling lines, marks; text that runs up the page is set aside."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pdfplumber

from extractor.document import Page, Rule, Word
from unit_atlas.characters import clean, repair

MOST_CHARACTERS = 50_000
TICK = "✓"
_TICK_CODES = {"zapf": frozenset("34"), "wingdings": frozenset("üþ\uf0fc\uf0fe"), "": frozenset("✓✔☑\uf0fc\uf0fe")}
_UPRIGHT = 1e-3
_RULE_WIDTH = 3.0


class PdfRefused(Exception):
    """A PDF that cannot be read; the message says why, without the path."""


def read_pages(data: bytes) -> tuple[list[Page], tuple[str, ...]]:
    """Read all pages; the warnings tell of pages whose text was too much to read.

    Raises:
        PdfRefused: The file is no PDF, is encrypted, or broken.
    """
    warnings: list[str] = []
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            pages = list(_pages(pdf, warnings))
    except PdfRefused:
        raise
    except Exception as error:
        raise PdfRefused(_reason(error)) from error
    return pages, tuple(warnings)


def _reason(error: Exception) -> str:
    text = f"{type(error).__name__} {error}"
    if "Password" in text or "Encryption" in text:
        return "it is protected by a password"
    return f"it is not a readable PDF ({' '.join(text.split())[:120]})"


def _pages(pdf: Any, warnings: list[str]) -> Iterator[Page]:
    for page in pdf.pages:
        if len(page.chars) > MOST_CHARACTERS:
            warnings.append(f"page {page.page_number} holds {len(page.chars)} characters and was not read")
        else:
            yield _page(page)
        page.close()


def _page(page: Any) -> Page:
    upright = page.filter(lambda obj: obj.get("object_type") != "char" or _is_upright(obj))
    aside = page.filter(lambda obj: obj.get("object_type") == "char" and not _is_upright(obj))
    words = [_word(found) for found in _extract(upright)]
    words += _drawn_ticks(page)
    return Page(
        page.page_number,
        float(page.width),
        float(page.height),
        tuple(word for word in words if word.text),
        tuple(_rules(page)),
        tuple(_aside(aside)),
    )


def _extract(page: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.extract_words(
        x_tolerance_ratio=0.15, y_tolerance=2, use_text_flow=False, return_chars=True
    )
    return found


def _is_upright(char: dict[str, Any]) -> bool:
    matrix = char["matrix"]
    return bool(abs(matrix[1]) < _UPRIGHT and abs(matrix[2]) < _UPRIGHT)


def _word(found: dict[str, Any]) -> Word:
    first = found["chars"][0]
    font = first["fontname"].split("+")[-1].lower()
    text = TICK if _is_tick(found["text"], font) else clean(repair(found["text"])[0]).strip()
    return Word(
        text,
        0,
        0,
        float(found["x0"]),
        float(found["x1"]),
        top=float(found["top"]),
        bottom=float(found["bottom"]),
        size=float(first["size"]),
        bold=any(weight in font for weight in ("bold", "black", "heavy", "semib", "-bd")),
    )


def _is_tick(text: str, font: str) -> bool:
    return any(name in font and text in codes for name, codes in _TICK_CODES.items())


def _rules(page: Any) -> Iterator[Rule]:
    """Lines, and the sides of boxes; thin boxes are lines."""
    for edge in page.edges:
        if edge["orientation"] == "h":
            yield Rule(float(edge["x0"]), float(edge["top"]), float(edge["x1"]), float(edge["top"]))
        elif float(edge["bottom"]) - float(edge["top"]) > _RULE_WIDTH:
            yield Rule(float(edge["x0"]), float(edge["top"]), float(edge["x0"]), float(edge["bottom"]))


def _drawn_ticks(page: Any) -> list[Word]:
    """Small open curves without any text: ticks drawn with a pen."""
    return [
        Word(TICK, 0, 0, float(c["x0"]), float(c["x1"]), top=float(c["top"]), bottom=float(c["bottom"]), size=10)
        for c in page.curves
        if 3 < c["x1"] - c["x0"] < 20 and 3 < c["bottom"] - c["top"] < 20 and not c.get("fill")
    ]


def _aside(page: Any) -> list[Word]:
    """Text that runs up the page, in the order it is drawn, as one word a run."""
    runs: list[list[dict[str, Any]]] = []
    for char in page.chars:
        key = tuple(round(v, 2) for v in char["matrix"][:4])
        if runs and tuple(round(v, 2) for v in runs[-1][-1]["matrix"][:4]) == key:
            runs[-1].append(char)
        else:
            runs.append([char])
    return [_aside_word(run) for run in runs]


def _aside_word(run: list[dict[str, Any]]) -> Word:
    text = " ".join(clean("".join(char["text"] for char in run)).split())
    first = run[0]
    return Word(
        text,
        0,
        0,
        min(float(char["x0"]) for char in run),
        max(float(char["x1"]) for char in run),
        top=min(float(char["top"]) for char in run),
        bottom=max(float(char["bottom"]) for char in run),
        size=float(first["size"]),
    )
