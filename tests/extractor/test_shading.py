"""Boxes filled with colour: those that can be seen rule cells, those that shade lines of text in a cell do not."""

from __future__ import annotations

from extractor.readers.pdf import read_pages
from extractor.ruled import find_tables


def pdf_of(content: str) -> bytes:
    """A PDF of one page with the given drawing operators."""
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents 4 0 R/Resources<<>>>>",
        f"<</Length {len(content)}>>\nstream\n{content}\nendstream",
    )
    body, places = "%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(f"{len(body):010} 00000 n \n")
        body += f"{number} 0 obj\n{text}\nendobj\n"
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{''.join(places)}"
    return f"{body}{table}trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF".encode()


def cells(shade: float) -> int:
    """How many cells a grey table of two cells has, the second with two boxes of the given shade inside."""
    table = "0.7 g 50 300 100 40 re f 152 300 150 40 re f"
    page = read_pages(pdf_of(f"{table} {shade} g 157 320 140 20 re f 157 300 140 20 re f"))[0][0]
    return sum(len(found.cells) for found in find_tables(page.rules))


def test_boxes_in_the_colour_of_their_cell_do_not_part_it() -> None:
    assert cells(0.7) == 2


def test_boxes_in_another_colour_do() -> None:
    assert cells(1.0) > 2
