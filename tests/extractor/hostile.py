"""Hostile and broken documents, made by hand: each shows one way in which a file can harm whoever reads it.

python -m tests.extractor.hostile FOLDER    writes them all
"""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

Objects = dict[int, bytes]

CATALOG, PAGES, PAGE, CONTENT, FONT = 1, 2, 3, 4, 5
UNIT = (
    "Title: Keep bees\nLevel: 2\nCredit: 3\n\nLEARNING OUTCOMES\tASSESSMENT CRITERIA\n1. Know bees.\t1.1. Name a bee.\n"
)


def pdf(objects: Objects, trailer: bytes = b"") -> bytes:
    """A PDF file of these objects, the first of them its catalogue, with a right cross-reference table."""
    body, offsets = bytearray(b"%PDF-1.7\n"), {}
    for number, content in sorted(objects.items()):
        offsets[number] = len(body)
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start, size = len(body), max(objects) + 1
    body += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        body += b"%010d 00000 %b \n" % (offsets.get(number, 0), b"n" if number in offsets else b"f")
    return bytes(body + b"trailer\n<</Size %d /Root 1 0 R %b>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start))


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d %b>>\nstream\n%b\nendstream" % (len(data), entries, data)


def shown(text: str, left: int = 72, top: int = 770) -> bytes:
    """The operators that show lines of text."""
    escaped = [line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in text.split("\n")]
    lines = b"".join(b"(%b) Tj T*\n" % line.encode("cp1252") for line in escaped)
    return b"BT /F1 10 Tf 14 TL %d %d Td\n%bET\n" % (left, top, lines)


def one_page(content: bytes, *, page: bytes = b"/MediaBox [0 0 595 842]", resources: bytes = b"") -> Objects:
    """A document of one page."""
    fonts = b"/Font <</F1 %d 0 R>>" % FONT
    return {
        CATALOG: b"<</Type /Catalog /Pages 2 0 R>>",
        PAGES: b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        PAGE: b"<</Type /Page /Parent 2 0 R %b /Contents 4 0 R /Resources <<%b %b>>>>" % (page, fonts, resources),
        CONTENT: stream(content),
        FONT: b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>",
    }


def small_unit() -> bytes:
    """A harmless PDF: one unit on one page."""
    table = shown("1. Know bees.", top=650) + shown("1.1. Name a bee.\n1.2. Name a wasp.", left=300, top=650)
    heads = shown("LEARNING OUTCOMES", top=680) + shown("ASSESSMENT CRITERIA", left=300, top=680)
    return pdf(one_page(shown("Title: Keep bees\nLevel: 2\nCredit: 3") + heads + table))


def password() -> bytes:
    guarded = b"<</Filter /Standard /V 1 /R 2 /O <%b> /U <%b> /P -4>>" % (b"5a" * 32, b"a5" * 32)
    return pdf(one_page(shown("secret")) | {6: guarded}, b"/Encrypt 6 0 R /ID [<00> <00>]")


def truncated() -> bytes:
    whole = small_unit()
    return whole[: len(whole) // 2]


def without_media_box() -> bytes:
    return pdf(one_page(shown("Title: Keep bees"), page=b""))


def without_text() -> bytes:
    return pdf(one_page(b"0 0 100 100 re f\n"))


def form_bomb() -> bytes:
    """Forms that draw a form ten times, nine deep: a billion lines of text from four kilobytes."""
    objects = one_page(b"/X6 Do\n", resources=b"/XObject <</X6 6 0 R>>")
    for number in range(6, 15):
        inner = b"/Resources <</XObject <</X%d %d 0 R>> /Font <</F1 5 0 R>>>>" % (number + 1, number + 1)
        entries = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] " + inner
        objects[number] = stream(b"/X%d Do\n" % (number + 1) * 10, entries)
    objects[15] = stream(shown("bomb"), b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]")
    return pdf(objects)


def form_loop() -> bytes:
    """A form that draws itself."""
    objects = one_page(b"/X6 Do\n" + shown("Title: Keep bees"), resources=b"/XObject <</X6 6 0 R>>")
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources <</XObject <</X6 6 0 R>>>>"
    objects[6] = stream(b"/X6 Do /X6 Do\n", entries)
    return pdf(objects)


def million_characters() -> bytes:
    return pdf(one_page(shown("\n".join(["criteria " * 20] * 5600))))


def grid(cells: int = 30_000) -> bytes:
    """A ruled grid of so many cells, each a rectangle of its own with a letter."""
    rows, columns = cells // 100, 100
    boxes = (b"%d %d 5 2 re S\n" % (20 + 5 * c, 20 + 2 * r) for r in range(rows) for c in range(columns))
    return pdf(one_page(b"0.1 w\n" + b"".join(boxes) + shown("Title: Keep bees")))


def page_tree_loop() -> bytes:
    objects = one_page(shown("Title: Keep bees"))
    objects[PAGES] = b"<</Type /Pages /Kids [2 0 R 3 0 R] /Count 2 /Parent 2 0 R>>"
    return pdf(objects)


def huge_page() -> bytes:
    return pdf(one_page(shown("Title: Keep bees"), page=b"/MediaBox [0 0 1e12 1e12]"))


def actions() -> bytes:
    """JavaScript and a program to start when the file is opened, when the page is shown, and on a click."""
    objects = one_page(shown("Title: Keep bees"), page=b"/MediaBox [0 0 595 842] /AA <</O 7 0 R>> /Annots [8 0 R]")
    objects[CATALOG] = b"<</Type /Catalog /Pages 2 0 R /OpenAction 6 0 R>>"
    objects[6] = b"<</S /JavaScript /JS (app.launchURL\\('https://example.org'\\))>>"
    objects[7] = b"<</S /Launch /F (touch) /Win <</F (cmd.exe) /P (/c echo)>>>>"
    objects[8] = b"<</Type /Annot /Subtype /Link /Rect [0 0 595 842] /A 7 0 R>>"
    return pdf(objects)


def flate_bomb(size: int = 2**30) -> bytes:
    """A content stream of a gigabyte of spaces, deflated twice to a few kilobytes."""
    part, packer, checksum = b" " * 2**24, zlib.compressobj(9, wbits=-15), 1
    block = packer.compress(part) + packer.flush(zlib.Z_FULL_FLUSH)
    for _ in range(size // len(part)):
        checksum = zlib.adler32(part, checksum)
    once = b"\x78\xda" + block * (size // len(part)) + packer.flush() + checksum.to_bytes(4, "big")
    objects = one_page(b"")
    objects[CONTENT] = stream(zlib.compress(once, 9), b"/Filter [/FlateDecode /FlateDecode]")
    return pdf(objects)


def deep_array() -> bytes:
    return pdf(one_page(b"[" * 200_000 + b"]" * 200_000 + b" TJ\n" + shown("Title: Keep bees")))


def many_pages(pages: int = 5000) -> bytes:
    objects = one_page(b"")
    objects[PAGES] = b"<</Type /Pages /Kids [%b] /Count %d>>" % (b"3 0 R " * pages, pages)
    return pdf(objects)


def lying_count() -> bytes:
    objects = one_page(shown("Title: Keep bees"))
    objects[PAGES] = b"<</Type /Pages /Kids [3 0 R] /Count 2000000000>>"
    return pdf(objects)


def references_in_a_circle() -> bytes:
    """A cross-reference table that names itself as the one before it, and an object that only refers to itself."""
    whole = pdf(one_page(shown("Title: Keep bees")) | {6: b"6 0 R"}, b"/Info 6 0 R /Prev @@@@@@@@@@")
    start = whole.rindex(b"xref\n0")
    return whole.replace(b"@@@@@@@@@@", b"%010d" % start)


ODD = {0x01: "\0", 0x02: "\u202e", 0x03: "\u2066", 0x04: "\ufeff", 0x05: "\u200b", 0x06: "\x1b[31m", 0x07: "\ud83d"}
ODD |= {0x08: "\u2028", 0x0B: "\u2029", 0x0E: "</script><script>alert(9)</script>", 0x0F: "\u061c"}
MARKUP = "<script>alert(1)</script>", '"><img src=x onerror=alert(2)>', "{{ 7 * 7 }}", "[go](javascript:alert(3))"


def odd_words() -> bytes:
    """A unit whose font maps codes to NUL, overrides of direction, escapes, half a surrogate and markup."""
    odd = "".join(map(chr, ODD))
    outcome, *criteria = (f"know{text[:1]}{odd}{text[1:]} bees" for text in MARKUP)
    table = shown(f"1. {outcome}", left=40, top=650)
    numbered = "\n".join(f"1.{number}. {text}" for number, text in enumerate(criteria, 1))
    table += shown(numbered, left=300, top=650)
    heads = shown("LEARNING OUTCOMES", left=40, top=680) + shown("ASSESSMENT CRITERIA", left=300, top=680)
    head = shown(f"Title: Keep {MARKUP[0]}{odd} bees\nLevel: 2\nCredit: 3\nAssessment guidance: {MARKUP[3]}")
    objects = one_page(head + heads + table)
    entries = b"/Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 6 0 R"
    return pdf(objects | {FONT: b"<<%b>>" % entries, 6: stream(_to_unicode())})


def _to_unicode() -> bytes:
    """What each code of a font means; the printable ones mean themselves."""
    plain = {code: chr(code) for code in range(0x20, 0x7F)}
    lines = [
        b"<%02X> <%b>" % (code, text.encode("utf-16-be", "surrogatepass").hex().encode())
        for code, text in (ODD | plain).items()
    ]
    parts = (lines[i : i + 100] for i in range(0, len(lines), 100))
    body = b"\n".join(b"%d beginbfchar\n%b\nendbfchar" % (len(part), b"\n".join(part)) for part in parts)
    return (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Odd def /CMapType 2 def\n"
        b"1 begincodespacerange <00> <FF> endcodespacerange\n%b\nendcmap end end" % body
    )


def long_token() -> bytes:
    """A unit whose only criterion is a word of ten million letters."""
    table = shown("1. Know bees.", top=650) + shown("1.1. " + "a" * 10_000_000, left=300, top=650)
    heads = shown("LEARNING OUTCOMES", top=680) + shown("ASSESSMENT CRITERIA", left=300, top=680)
    return pdf(one_page(shown("Title: Keep bees\nLevel: 2\nCredit: 3") + heads + table))


def long_meaning() -> bytes:
    """A font that maps one letter to a word of a hundred thousand."""
    meaning = ("b" * 100_000).encode("utf-16-be").hex().encode()
    cmap = b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <61> <%b> endbfchar endcmap"
    entries = b"/Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 6 0 R"
    objects = one_page(shown("Title: Keep a\n1. Know a.\n1.1. Name a\n" + "a" * 100))
    return pdf(objects | {FONT: b"<<%b>>" % entries, 6: stream(cmap % meaning)})


PDFS: dict[str, Callable[[], bytes]] = {
    "actions": actions,
    "deep-array": deep_array,
    "empty": bytes,
    "flate-bomb": flate_bomb,
    "form-bomb": form_bomb,
    "form-loop": form_loop,
    "grid": grid,
    "huge-page": huge_page,
    "long-meaning": long_meaning,
    "long-token": long_token,
    "lying-count": lying_count,
    "many-pages": many_pages,
    "million-characters": million_characters,
    "not-a-pdf": lambda: b"<html><p>404 Not Found</p></html>",
    "page-tree-loop": page_tree_loop,
    "password": password,
    "references-in-a-circle": references_in_a_circle,
    "truncated": truncated,
    "without-media-box": without_media_box,
    "without-text": without_text,
}

TEXTS: dict[str, Callable[[], bytes]] = {
    "deep.html": lambda: b"<div>" * 100_000 + UNIT.encode() + b"</div>" * 100_000,
    "deep-table.html": lambda: b"<table><tr><td>" * 50_000 + UNIT.encode(),
    "long-token.txt": lambda: UNIT.encode() + b"x" * 10_000_000,
    "long-line.txt": lambda: UNIT.encode() + b"a 1.1 | " * 200_000,
    "many-markers.txt": lambda: UNIT.encode() + b"1.1\n" * 100_000,
    "nul.txt": lambda: UNIT.encode().replace(b"bees", b"be\0es"),
    "spaces.txt": lambda: UNIT.encode() + b" " * 3_000_000 + b"x",
    "tags.txt": lambda: UNIT.encode() + b"<p " * 500_000,
}


def write(folder: Path) -> None:
    """Write all of them, and what is no regular file where the system has it."""
    for name, make in PDFS.items():
        (folder / f"{name}.pdf").write_bytes(make())
    for name, make in TEXTS.items():
        (folder / name).write_bytes(make())
    (folder / "link.txt").symlink_to("/etc/passwd")
    (folder / "folder-link").symlink_to("/etc")
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.txt")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
