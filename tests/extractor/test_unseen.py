"""Text that nobody sees on its page is set aside and told of; text that is seen stays, whatever its colour."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.colors import CMYKColor, Color, black, white
from reportlab.pdfgen.canvas import Canvas

from extractor.document import Page
from extractor.extract import extract_document
from extractor.readers.pdf import read_pages
from tests.extractor.samples import BODIES

Draw = Callable[[Canvas], None]
HEAD = [
    "Unit Title: Keep bees",
    "Level: 2",
    "Credit value: 3",
    "Learning outcomes and assessment criteria",
    "1 Understand bees",
    "1.1 Describe a hive",
    "1.2 Explain what a queen does",
]


def pdf_of(draw: Draw) -> bytes:
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(400, 400), invariant=True)
    canvas.setFont("Helvetica", 11)
    draw(canvas)
    canvas.save()
    return data.getvalue()


def page_of(draw: Draw) -> Page:
    (page,), warnings = read_pages(pdf_of(draw))
    assert warnings == ()
    return page


def written(colour: Color, *, mode: int = 0, x: float = 50) -> Draw:
    """'secret' in a colour, in mid-page."""

    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(x, 200)
        text.setTextRenderMode(mode)
        text.setFillColor(colour)
        text.textOut("secret")
        canvas.drawText(text)

    return draw


def boxed(text: Color, box: Color, *, above: bool = False) -> Draw:
    """'secret' on a box, or beneath it."""

    def draw(canvas: Canvas) -> None:
        if above:
            written(text)(canvas)
        canvas.setFillColor(box)
        canvas.rect(40, 180, 300, 40, stroke=0, fill=1)
        if not above:
            written(text)(canvas)

    return draw


def over_a_shade(canvas: Canvas) -> None:
    canvas.linearGradient(40, 180, 340, 220, (black, Color(0, 0.2, 0.4)), extend=False)
    written(white)(canvas)


@pytest.mark.parametrize(
    "draw",
    [
        written(white),
        written(CMYKColor(0, 0, 0, 0.01)),
        written(black, mode=3),
        written(black, mode=7),
        written(black, x=-200),
        boxed(Color(0.8, 0.9, 1), Color(0.8, 0.9, 1)),
        boxed(black, black, above=True),
    ],
    ids=["white", "nearly white", "no ink", "clipping", "off the page", "as its box", "blacked out"],
)
def test_what_nobody_sees_is_set_aside(draw: Draw) -> None:
    page = page_of(draw)
    assert [word.text for word in page.hidden] == ["secret"]
    assert page.words == ()


@pytest.mark.parametrize(
    "draw",
    [
        written(black),
        written(Color(0.85, 0.85, 0.85)),
        written(Color(1, 1, 0)),
        written(white, mode=1),
        boxed(white, Color(0, 0, 0.4)),
        boxed(black, Color(0.9, 0.9, 0.9)),
        over_a_shade,
    ],
    ids=["black", "pale grey", "yellow", "outlined", "white on a dark box", "on a tint", "white over a shade"],
)
def test_what_is_seen_stays(draw: Draw) -> None:
    page = page_of(draw)
    assert [word.text for word in page.words] == ["secret"]
    assert page.hidden == ()


def test_a_unit_tells_of_its_hidden_text_and_does_not_hold_it(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for number, line in enumerate(HEAD):
            canvas.drawString(50, 350 - 18 * number, line)
        canvas.setFillColor(white)
        canvas.drawString(50, 350 - 18 * len(HEAD), "1.3 State what nobody sees")

    path = tmp_path / "bees.pdf"
    path.write_bytes(pdf_of(draw))
    result = extract_document(path, bodies=BODIES)
    (unit,) = (extracted.unit for extracted in result.units)
    assert [criterion.number for criterion in unit.learning_outcomes[0].criteria] == ["1.1", "1.2"]
    assert [(entry.field, entry.message) for entry in unit.review if entry.reason == "unread-text"] == [
        ("unit", "page 1: hidden on the page, and set aside: 1.3 State what nobody sees")
    ]
    assert result.words.ignored == 5
    assert result.notes == ("page 1: text that nobody sees on the page was set aside: 1.3 State what nobody sees",)
