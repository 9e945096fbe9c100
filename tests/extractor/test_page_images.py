"""Page images: the words lie where provenance says, the bytes are the same each time, the size is bounded."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageOps

from extractor.guard import Unfit
from extractor.page_images import MOST_PIXELS, PageImage, page_images
from extractor.readers import pdf
from extractor.readers.deskew import skew_of
from extractor.readers.scan import draw
from extractor.source_lines import source_lines

GOLDEN = Path(__file__).parents[1] / "golden"
LAYOUTS = GOLDEN / "pdf-layouts"
UPRIGHT = {0: "1 0 0 1", 90: "0 1 -1 0", 180: "-1 0 0 -1", 270: "0 -1 1 0"}


def one_word_pdf(*, media: str, crop: str | None, rotate: int, at: str) -> bytes:
    """A page with one word that reads upright once the page is turned."""
    content = f"BT /F 24 Tf {UPRIGHT[rotate]} {at} Tm (CRITERION) Tj ET".encode()
    crop_entry = f"/CropBox [{crop}]" if crop else ""
    boxes = f"/MediaBox[{media}]{crop_entry}/Rotate {rotate}"
    page = f"<</Type/Page/Parent 2 0 R{boxes}/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page.encode(),
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    body, offsets = b"%PDF-1.7\n", []
    for number, found in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, found)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(body)
    return body + b"xref\n0 6\n0000000000 65535 f \n" + table + trailer


def ink_box(image: PageImage) -> tuple[float, ...]:
    """Where the ink of an image lies, in the points of its frame."""
    picture = Image.open(io.BytesIO(image.png)).convert("L")
    found = ImageOps.invert(picture).point(lambda grey: 255 if grey > 60 else 0).getbbox()
    assert found
    x0, top, x1, bottom = image.frame
    across, down = (x1 - x0) / picture.width, (bottom - top) / picture.height
    return x0 + found[0] * across, top + found[1] * down, x0 + found[2] * across, top + found[3] * down


@pytest.mark.parametrize("rotate", UPRIGHT)
@pytest.mark.parametrize(
    ("media", "crop"),
    [
        ("0 0 400 600", None),
        ("0 0 400 600", "40 70 390 580"),
        ("-30 -50 370 550", None),
        ("100 200 500 800", "120 250 490 790"),
    ],
)
def test_words_lie_in_their_boxes(tmp_path: Path, media: str, crop: str | None, rotate: int) -> None:
    left, low, *_ = (int(side) for side in media.split())
    data = one_word_pdf(media=media, crop=crop, rotate=rotate, at=f"{left + 190} {low + 310}")
    path = tmp_path / "page.pdf"
    path.write_bytes(data)
    (page,), _ = pdf.read_pages(data)
    (word,) = page.words
    (image,) = page_images(path, [1])
    x0, top, x1, bottom = ink_box(image)
    assert word.x0 - 1 <= x0 < x1 <= word.x1 + 1
    assert word.top - 1 <= top < bottom <= word.bottom + 1


def test_the_same_page_gives_the_same_bytes() -> None:
    path = LAYOUTS / "06-pearson-hn.pdf"
    assert page_images(path, [2, 1]) == page_images(path, [2, 1])
    assert [image.number for image in page_images(path, [2, 1])] == [2, 1]


def test_an_image_is_bounded_whatever_the_page(tmp_path: Path) -> None:
    path = tmp_path / "wall.pdf"
    path.write_bytes(one_word_pdf(media="0 0 14400 9000", crop=None, rotate=0, at="100 100"))
    (wall,) = page_images(path, [1])
    assert struct.unpack(">II", wall.png[16:24]) == (MOST_PIXELS, 1000)
    (page,) = page_images(GOLDEN / "pdf-sources" / "a_ruled_U0.pdf", [1])
    assert struct.unpack(">II", page.png[16:24])[1] == MOST_PIXELS
    assert len(page.png) < 150_000


def test_a_scan_is_set_straight_as_it_was_read(tmp_path: Path) -> None:
    with pypdfium2.PdfDocument(GOLDEN / "pdf-sources" / "a_ruled_U0.pdf") as document:
        print_of = document[0].render(scale=200 / 72, grayscale=True).to_pil()
    path = tmp_path / "scan.pdf"
    print_of.rotate(2.5, fillcolor=255).save(path, resolution=200)
    (image,) = page_images(path, [1])
    with pypdfium2.PdfDocument(path) as document:
        askew, _ = draw(document[0])
    assert abs(_skew(Image.fromarray(askew))) > 2
    assert abs(_skew(Image.open(io.BytesIO(image.png)))) < 0.2
    assert image.frame == pytest.approx((0, 0, 595.3, 841.9), abs=1)


def _skew(picture: Image.Image) -> float:
    from numpy import asarray, uint8

    return skew_of((asarray(picture.convert("L")) < 128).astype(uint8) * 255)


@pytest.mark.parametrize(
    ("content", "number", "reason"),
    [
        (b"no PDF at all", 1, "its pages cannot be drawn"),
        (one_word_pdf(media="0 0 400 600", crop=None, rotate=0, at="9 9"), 7, "found 1 pages, expected a page 7"),
        (one_word_pdf(media="0 0 400 600", crop=None, rotate=0, at="9 9"), 0, "found 1 pages, expected a page 0"),
    ],
)
def test_what_cannot_be_drawn_says_why(tmp_path: Path, content: bytes, number: int, reason: str) -> None:
    path = tmp_path / "bad.pdf"
    path.write_bytes(content)
    with pytest.raises(Unfit) as refused:
        page_images(path, [number])
    assert refused.value.reason.startswith(reason)
    assert refused.value.remedy


def test_lines_of_a_text_are_numbered_as_provenance_numbers_them(tmp_path: Path) -> None:
    path = tmp_path / "unit.txt"
    path.write_bytes("one\r\ntwo\rthree \u202e\x00\n\ffour  \n".encode())
    assert source_lines(path) == ("one", "two", "three", " four", "")
    page = tmp_path / "unit.html"
    page.write_bytes(b"<p>one\r\n<p>two\rthree")
    assert source_lines(page)[0] == "<p>one"
    assert len(source_lines(page)) == 2
