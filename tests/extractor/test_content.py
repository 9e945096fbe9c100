"""Pages read in the short way: their objects are those that pdfminer and pdfplumber read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfminer.pdfinterp import PDFContentParser
from pdfminer.pdftypes import PDFStream, stream_value
from pdfminer.psexceptions import PSEOF
from pdfminer.psparser import KWD, LIT

from extractor.readers.content import objects_of
from extractor.readers.pdf import lean_objects

GOLDEN = Path(__file__).parents[1] / "golden"
PLAIN = [
    b"12",
    b"-.5",
    b"4.",
    b"+7",
    b"BT",
    b"T*",
    b"'",
    b"true",
    b"/F1",
    b"(a b)",
    b"(a\\)\\051\\n)",
    b"<4142>",
    b"<>",
]
GROUPED = [b"[", b"]", b"[(a)-20(b)]", b"<<", b">>", b"<</MCID 3/B[1 2]>>", b"<</A>>", b"[[1]"]
ODD = [
    b"(a(b)c)",
    b"<41 42>",
    b"<414>",
    b"/A#20B",
    b"%c\n",
    b"--5",
    b".",
    b"-",
    b"(\\18\\\n\\x)",
    b"{",
    b"}",
    b"\0",
    b"\xe9",
]
IMAGE = [b"BI /W 1 /H 1 ID \x00(EI EI", b"BI", b"ID", b"EI"]
SPACES = [b" ", b"\n", b"\r", b"", b"  "]

tokens = st.tuples(st.sampled_from(PLAIN * 4 + GROUPED * 2 + ODD + IMAGE), st.sampled_from(SPACES)).map(b"".join)
contents = st.lists(tokens, max_size=12).map(b"".join) | st.binary(max_size=30)


def streams(parts: Iterable[bytes]) -> list[PDFStream]:
    return [PDFStream({}, part) for part in parts]


def by_pdfminer(parts: Sequence[PDFStream]) -> Iterable[Any]:
    try:
        parser = PDFContentParser(parts)
        while True:
            yield parser.nextobject()[1]
    except PSEOF:
        return


def told(objects: Iterable[Any]) -> tuple[list[str], str]:
    """The objects up to the first fault, and the fault."""
    found: list[str] = []
    try:
        found.extend(map(repr, objects))
    except Exception as error:  # noqa: BLE001 - any that the other parser raises too
        return found, repr(error)
    return found, ""


@given(st.lists(contents, min_size=1, max_size=3))
@settings(max_examples=300, deadline=None)
def test_objects_are_those_of_pdfminer(parts: list[bytes]) -> None:
    assert told(objects_of(streams(parts))) == told(by_pdfminer(streams(parts)))


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("pdf-*/*_U[13].pdf")), ids=lambda path: path.stem)
def test_published_manners_are_plain(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Real pages are read without pdfminer's parser, and come out the same."""
    with pdfplumber.open(path) as pdf:
        pages = [[stream_value(one) for one in page.page_obj.contents] for page in pdf.pages]
        wanted = [list(by_pdfminer(page)) for page in pages]
        monkeypatch.delattr("extractor.readers.content.PDFContentParser")
        assert [list(objects_of(page)) for page in pages] == wanted


def test_an_object_may_run_on_in_the_next_stream() -> None:
    assert list(objects_of(streams([b"[(a)", b"(b)] TJ"]))) == [[b"a", b"b"], KWD(b"TJ")]


def test_a_list_that_never_ends_is_left_out() -> None:
    assert list(objects_of(streams([b"/F1 12 Tf [[", b"1 2 3"]))) == [LIT("F1"), 12, KWD(b"Tf")]


@pytest.mark.parametrize(
    "name",
    [
        "pdf-layouts/06-pearson-hn",
        "pdf-layouts/14a-landscape-rotated",
        "pdf-layouts/14b-landscape-rotate-flag",
        "pdf-sources/r_rowper_watermark_U3",
    ],
)
def test_objects_are_those_of_pdfplumber(name: str) -> None:
    with pdfplumber.open(GOLDEN / f"{name}.pdf") as pdf:
        for page in pdf.pages:
            whole = without(page.objects, {"mcid", "tag"})
            lean = lean_objects(page)
            kept = {key for char in lean["char"] for key in char} - {"grey"}
            whole["char"] = [{key: char[key] for key in kept} for char in whole["char"]]
            assert kept > {"text", "fontname", "size", "matrix", "x0", "x1", "top", "bottom"}
            assert without(lean, {"grey"}) == whole


def without(objects: dict[str, list[dict[str, Any]]], names: set[str]) -> dict[str, list[dict[str, Any]]]:
    return {
        kind: [{k: v for k, v in one.items() if k not in names} for one in found] for kind, found in objects.items()
    }
