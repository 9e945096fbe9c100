"""PDF pages by pdfplumber: words with boxes, ruling lines, marks; text that runs up the page is set aside."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import pdfplumber
from pdfminer.layout import LTChar, LTContainer
from pdfplumber.utils.exceptions import MalformedPDFException
from pdfplumber.utils.text import extract_words

from extractor.document import Page, Rule, Word
from extractor.readers.content import ContentInterpreter
from extractor.readers.unseen import Aggregator, Char, TooMuchText, unseen_chars
from unit_atlas.characters import clean, repair

MOST_CHARACTERS = 50_000
MOST_FILLED_BOXES = 1_000
TICK = "✓"
_TICK_CODES = {"zapf": frozenset("34"), "wingdings": frozenset("üþ\uf0fc\uf0fe"), "": frozenset("✓✔☑\uf0fc\uf0fe")}
_BULLET_CODES = frozenset(f"(cid:{code})" for code in (127, 129, 141, 143, 144, 157))
"""Codes that WinAnsi leaves unused and that therefore show a bullet (ISO 32000-1, annex D.2, note 3)."""
_SIGNS = str.maketrans({"\uf050": "✓", "\uf052": "☑", "\uf053": "☒", "\uf054": "☒", "\uf0a3": "☐"})
_FONT_OF_SIGNS = "wingdings2"
_SOFT_HYPHEN = "\u00ad"
_UPRIGHT = 1e-3
_RULE_WIDTH = 3.0


class PdfRefused(Exception):
    """A PDF that cannot be read; the message says why, without the path."""


def read_pages(data: bytes, only: Collection[int] | None = None) -> tuple[list[Page], tuple[str, ...]]:
    """Read all pages, or those at the positions (from 0) in `only`; warnings tell of text that was too much to read.

    Raises:
        PdfRefused: The file is no PDF, is encrypted, or broken.
    """
    warnings: list[str] = []
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            pages = list(_pages(pdf, only, warnings))
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


def _pages(pdf: Any, only: Collection[int] | None, warnings: list[str]) -> Iterator[Page]:
    for page in pdf.pages if only is None else [pdf.pages[position] for position in sorted(only)]:
        try:
            page._objects = lean_objects(page)
        except TooMuchText:
            warnings.append(f"page {page.page_number} holds more than {MOST_CHARACTERS} characters and was not read")
            page.close()
            continue
        page._objects["rect"] = _seen(page._objects.get("rect", []))
        if len(page.chars) > MOST_CHARACTERS:
            warnings.append(f"page {page.page_number} holds {len(page.chars)} characters and was not read")
        else:
            yield _page(page, warnings)
        page.close()


def _page(page: Any, warnings: list[str]) -> Page:
    unseen = _unseen(page, warnings)
    hidden = {id(char) for char in unseen}
    chars = [char for char in page.chars if id(char) not in hidden] if hidden else page.chars
    return Page(
        page.page_number,
        float(page.width),
        float(page.height),
        (*_words(char for char in chars if _is_upright(char)), *_drawn_ticks(page)),
        tuple(_rules(page)),
        tuple(_aside([char for char in chars if not _is_upright(char)])),
        tuple(_words(unseen)),
    )


def _unseen(page: Any, warnings: list[str]) -> list[Char]:
    try:
        return unseen_chars(page)
    except MalformedPDFException:
        warnings.append(f"page {page.page_number} holds pale text that may be hidden, and cannot be drawn to tell")
        return []


def _words(chars: Iterable[Char]) -> list[Word]:
    return [word for found in _extract(list(chars)) if (word := _word(found)).text]


def lean_objects(page: Any) -> dict[str, list[dict[str, Any]]]:
    """A page's objects as pdfplumber makes them, but characters without colours and other attributes not used here.

    Making these attributes takes pdfplumber about a third of its time; a test holds the words to be the same.
    """
    objects: dict[str, list[dict[str, Any]]] = {}
    for item in _flat(_layout(page)):
        found = _lean_char(page, item) if isinstance(item, LTChar) else page.process_object(item)
        if found["object_type"] != "anno":
            objects.setdefault(found["object_type"], []).append(found)
    return objects


def _layout(page: Any) -> Any:
    device = Aggregator(page.pdf.rsrcmgr, page.page_number)
    ContentInterpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    return device.get_result()


def _flat(container: Any) -> Iterator[Any]:
    for item in container:
        if isinstance(item, LTContainer):
            yield from _flat(item)
        else:
            yield item


def _lean_char(page: Any, char: LTChar) -> dict[str, Any]:
    state: Any = char.graphicstate
    left, above = page.mediabox[:2]
    top = page.height - char.y1 + above
    return {
        "object_type": "char",
        "text": char.get_text(),
        "fontname": char.fontname if isinstance(char.fontname, str) else char.fontname.decode("latin-1"),
        "size": char.size,
        "grey": state.grey,
        "matrix": char.matrix,
        "upright": char.upright,
        "x0": char.x0 + left,
        "x1": char.x1 + left,
        "top": top,
        "bottom": page.height - char.y0 + above,
        "doctop": page.initial_doctop + top,
        "width": char.width,
        "height": char.height,
    }


def _extract(chars: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = extract_words(
        chars, x_tolerance_ratio=0.15, y_tolerance=2, use_text_flow=False, return_chars=True
    )
    return found


def _is_upright(char: dict[str, Any]) -> bool:
    matrix = char["matrix"]
    return bool(abs(matrix[1]) < _UPRIGHT and abs(matrix[2]) < _UPRIGHT)


def _word(found: dict[str, Any]) -> Word:
    first = found["chars"][0]
    font = first["fontname"].split("+")[-1].lower()
    return Word(
        _printed(found["text"], font),
        0,
        0,
        float(found["x0"]),
        float(found["x1"]),
        top=float(found["top"]),
        bottom=float(found["bottom"]),
        size=float(first["size"]),
        compound=False if found["text"].endswith(_SOFT_HYPHEN) else None,
        bold=any(weight in font for weight in ("bold", "black", "heavy", "semib", "-bd")),
    )


def _printed(text: str, font: str) -> str:
    text = text.translate(_SIGNS) if _FONT_OF_SIGNS in font.replace("-", "") else text
    if _is_tick(text, font):
        return TICK
    return "•" if text in _BULLET_CODES else clean(repair(_hyphenated(text))[0]).strip()


def _hyphenated(text: str) -> str:
    """A soft hyphen at the end of a word is one that is printed; elsewhere it only allows a break."""
    return text[:-1] + "-" if text.endswith(_SOFT_HYPHEN) and len(text) > 1 else text


def _seen(boxes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The boxes without those filled in the colour of a box around them: they shade lines of text, and rule nothing.

    Where there are more boxes than tables have cells, they are left as they are.
    """
    plain = [
        box for box in boxes if box["fill"] and not box["stroke"] and min(box["width"], box["height"]) > _RULE_WIDTH
    ]
    if len(plain) > MOST_FILLED_BOXES:
        return boxes
    hidden = {id(box) for box in plain if any(_covers(other, box) for other in plain if other is not box)}
    return [box for box in boxes if id(box) not in hidden]


def _covers(outer: dict[str, Any], inner: dict[str, Any], *, slack: float = 0.5) -> bool:
    """Does a box hold a narrower one of its colour?"""
    return bool(
        outer["x0"] < inner["x0"] - slack
        and inner["x1"] < outer["x1"] - slack
        and outer["top"] <= inner["top"] + slack
        and inner["bottom"] <= outer["bottom"] + slack
        and outer["non_stroking_color"] == inner["non_stroking_color"]
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


def _aside(chars: list[dict[str, Any]]) -> list[Word]:
    """Text that runs up the page, in the order it is drawn, as one word a run."""
    runs: list[list[dict[str, Any]]] = []
    for char in chars:
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
