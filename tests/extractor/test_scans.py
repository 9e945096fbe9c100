"""Scanned pages: recognised, set straight, marks read by ink; hidden text of searchable scans compared with them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractor.extract import DocumentResult, SourceError, extract_document
from tests.extractor.samples import BODIES
from unit_atlas.model import Unit

WIDTH, HEIGHT = 440, 360
CRITERIA = {
    "1.1": ("describe the parts of a hive", "and what each is for"),
    "1.2": ("explain why a colony swarms",),
    "2.1": ("light a smoker and keep it lit",),
}
OUTCOMES = {"1.1": "1 Know how a colony lives", "2.1": "2 Be able to open a hive"}
SKILLS = (("English", "Reading", "✓"), ("Mathematics", "Analysing", ""), ("ICT", "Use ICT systems", "✓"))
EVIDENCE = ("a diary of one hive", "two photographs")
LAYER_ERROR = ("smoker", "smoher")


def printed() -> Iterator[tuple[float, float, str, bool]]:
    """The lines of the page: place from the left and from the foot, text, bold."""
    for number, text in enumerate(("Unit title: Keep bees", "Unit reference number: J/601/1515", "Level: 2")):
        yield 40, 330 - 16 * number, text, False
    yield 45, 270, "Learning outcomes", True
    yield 205, 270, "Assessment criteria", True
    y = 252.0
    for number, lines in CRITERIA.items():
        if number in OUTCOMES:
            yield 45, y, OUTCOMES[number], False
        yield 205, y, number, False
        for line in lines:
            yield 230, y, line, False
            y -= 14
        y -= 4
    yield 40, 168, "Functional skills signposting", True
    for number, (area, skill, _) in enumerate(SKILLS):
        yield 45 + 120 * number, 146, area, True
        yield 45 + 120 * number, 128, skill, False
    yield 40, 98, "Evidence requirements", True
    for number, item in enumerate(EVIDENCE):
        yield 60, 80 - 14 * number, item, False


def page_pdf() -> bytes:
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(WIDTH, HEIGHT), invariant=True)
    for x, y, text, bold in printed():
        canvas.setFont("Helvetica-Bold" if bold else "Helvetica", 10)
        canvas.drawString(x, y, text)
    canvas.grid((40, 200, 390), (190, 214, 265, 282))
    canvas.grid((40, 130, 160, 250, 280, 370, 400), (122, 140, 158))
    for number, (_, _, tick) in enumerate(SKILLS):
        if tick:
            x = 140 + 120 * number
            canvas.lines([(x, 131, x + 4, 126), (x + 4, 126, x + 12, 137)])
    for number, _ in enumerate(EVIDENCE):
        canvas.circle(44, 84 - 14 * number, 1.8, fill=1)
    canvas.save()
    return data.getvalue()


def scanned(degrees: float) -> Image.Image:
    """The page as a scanner at 200 dpi gives it."""
    with pypdfium2.PdfDocument(page_pdf()) as pdf:
        flat = pdf[0].render(scale=200 / 72, grayscale=True).to_pil().convert("L")
    askew = np.asarray(flat.rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=255), dtype=np.float32)
    noise = np.random.default_rng(1).normal(0, 6, askew.shape)
    return Image.fromarray(np.clip(askew * 0.95 + noise, 0, 255).astype(np.uint8))


def searchable(picture: Image.Image, *, reverse: bool = False) -> bytes:
    """The picture with the words of the page beneath it, one of them recognised wrongly, or all of them backwards."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(WIDTH, HEIGHT), invariant=True)
    canvas.drawImage(ImageReader(picture), 0, 0, WIDTH, HEIGHT)
    for x, y, text, bold in printed():
        line = canvas.beginText(x, y)
        line.setFont("Helvetica-Bold" if bold else "Helvetica", 10)
        line.setTextRenderMode(3)
        line.textOut(text[::-1] if reverse else text.replace(*LAYER_ERROR))
        canvas.drawText(line)
    canvas.save()
    return data.getvalue()


def read(path: Path, data: bytes, engine: str = "rapidocr") -> DocumentResult:
    path.write_bytes(data)
    return extract_document(path, bodies=BODIES, engine=engine)


def unit_of(result: DocumentResult) -> Unit:
    (extracted,) = result.units
    return extracted.unit


def doubts(unit: Unit) -> list[str]:
    return [entry.message for entry in unit.review if entry.reason == "uncertain"]


def check(unit: Unit) -> None:
    """Everything that the page prints is right."""
    assert (unit.title, unit.level, unit.ofqual_reference) == ("Keep bees", "2", "J/601/1515")
    texts = {c.number: c.text for outcome in unit.learning_outcomes for c in outcome.criteria}
    assert texts == {number: " ".join(lines) for number, lines in CRITERIA.items()}
    assert [f"{outcome.number} {outcome.text}" for outcome in unit.learning_outcomes] == list(OUTCOMES.values())


@pytest.fixture(scope="module")
def picture() -> Image.Image:
    return scanned(1.3)


@pytest.fixture
def no_engine() -> Iterator[None]:
    with patch("extractor.readers.engines.find_spec", return_value=None):
        yield


def test_a_scanned_page_is_recognised(picture: Image.Image, tmp_path: Path) -> None:
    data = io.BytesIO()
    picture.save(data, "PDF", resolution=200)
    unit = unit_of(read(tmp_path / "bees.pdf", data.getvalue()))
    check(unit)
    assert unit.source is not None
    assert unit.source.reader == "ocr"
    assert doubts(unit) == []
    assert unit.evidence_requirements == "\n".join(f"- {item}" for item in EVIDENCE)
    cells = " | ".join(f"{skill} | {tick}" for _, skill, tick in SKILLS)
    assert f"| {cells} |" in unit.other_sections[0].text


def test_a_page_that_lies_the_wrong_way_is_turned(picture: Image.Image, tmp_path: Path) -> None:
    """Upside down on its side, and coarser than recognition can be trusted with."""
    coarse = picture.resize((picture.width * 13 // 20, picture.height * 13 // 20), Image.Resampling.LANCZOS)
    data = io.BytesIO()
    coarse.rotate(90, expand=True).save(data, "PDF", resolution=130)
    unit = unit_of(read(tmp_path / "bees.pdf", data.getvalue()))
    check(unit)
    assert [entry.message for entry in unit.review if entry.field == "source.reader"] == [
        "page 1: scanned upside down, and turned",
        "page 1: scanned at 130 dpi, while letters are told apart from 140 dpi on",
    ]


def test_hidden_text_that_says_otherwise_is_in_doubt(picture: Image.Image, tmp_path: Path) -> None:
    unit = unit_of(read(tmp_path / "bees.pdf", searchable(picture)))
    check(unit)
    assert unit.source is not None
    assert unit.source.reader == "text-layer"
    assert doubts(unit) == [f"recognised with doubt: '{LAYER_ERROR[0]}'"]


def test_hidden_text_of_no_use_is_set_aside(picture: Image.Image, tmp_path: Path) -> None:
    unit = unit_of(read(tmp_path / "bees.pdf", searchable(picture, reverse=True)))
    check(unit)
    assert doubts(unit) == ["page 1: hidden text that says something else than the page, set aside"]


def test_hidden_text_alone_is_read_where_no_engine_is(picture: Image.Image, tmp_path: Path, no_engine: None) -> None:
    unit = unit_of(read(tmp_path / "bees.pdf", searchable(picture)))
    assert unit.learning_outcomes[1].criteria[0].text == CRITERIA["2.1"][0].replace(*LAYER_ERROR)
    assert doubts(unit) == [
        "page 1 is a scan whose hidden text was taken as it is; to have it compared with the picture: "
        "pip install 'unit-atlas[ocr]'"
    ]


def test_a_scan_without_an_engine_names_the_command(picture: Image.Image, tmp_path: Path, no_engine: None) -> None:
    data = io.BytesIO()
    picture.save(data, "PDF", resolution=200)
    with pytest.raises(SourceError) as refused:
        read(tmp_path / "bees.pdf", data.getvalue())
    assert str(refused.value) == (
        f"{tmp_path / 'bees.pdf'}: page 1 is a picture of print, and numpy and cv2 and rapidocr and onnxruntime to "
        "recognise it is not installed. Install recognition: pip install 'unit-atlas[ocr]'"
    )


def test_tesseract_that_is_not_there_is_named(picture: Image.Image, tmp_path: Path) -> None:
    data = io.BytesIO()
    picture.save(data, "PDF", resolution=200)
    with patch("shutil.which", return_value=None), pytest.raises(SourceError) as refused:
        read(tmp_path / "bees.pdf", data.getvalue(), "tesseract")
    assert "the program tesseract to recognise it is not installed. Install recognition: apt" in str(refused.value)
