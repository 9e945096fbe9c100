"""Bytes into text: encodings, line ends, what is no text, and text that is meant to do harm."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from extractor.sources import SourceError
from tests.extractor.samples import read
from unit_atlas.canonical import dump, load
from unit_atlas.model import Unit

TITLE = "Café “bees” – £5"
DOCUMENT = f"""Unit title: {TITLE}
OCR unit number: 22

Learning Outcomes Assessment Criteria
1 Keep bees
1.1 name the parts of a hive
1.2 light a smoker
"""


def extract(folder: Path, data: bytes | str, name: str = "unit.txt") -> Unit:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read(path).unit


def warnings(unit: Unit) -> list[str]:
    return [entry.message for entry in unit.review if entry.field == "source.reader"]


@pytest.mark.parametrize(
    "data",
    [
        DOCUMENT.encode(),
        DOCUMENT.encode("utf-8-sig"),
        b"\xff\xfe" + DOCUMENT.encode("utf-16-le"),
        b"\xfe\xff" + DOCUMENT.encode("utf-16-be"),
        DOCUMENT.replace("\n", "\r\n").encode(),
        DOCUMENT.replace("\n", "\r").encode(),
    ],
    ids=["UTF-8", "byte order mark", "UTF-16 LE", "UTF-16 BE", "CR LF", "CR"],
)
def test_one_document_in_many_bytes(data: bytes, tmp_path: Path) -> None:
    unit = extract(tmp_path, data)
    assert unit.title == TITLE
    assert [criterion.text for criterion in unit.learning_outcomes[0].criteria] == [
        "name the parts of a hive",
        "light a smoker",
    ]
    assert warnings(unit) == []


def test_windows_1252_is_read_with_a_warning(tmp_path: Path) -> None:
    unit = extract(tmp_path, DOCUMENT.encode("cp1252"))
    assert unit.title == TITLE
    assert warnings(unit) == ["not UTF-8: read as Windows-1252; compare quotes, accents and pound signs"]


def test_characters_that_cannot_be_read_are_counted(tmp_path: Path) -> None:
    unit = extract(tmp_path, DOCUMENT.encode("cp1252") + b"\x81\x8d\n")
    assert warnings(unit)[1:] == ["2 characters could not be read and stand as \ufffd"]


def test_known_mojibake_is_repaired(tmp_path: Path) -> None:
    unit = extract(tmp_path, DOCUMENT.replace("“bees” –", "â€œbees‟ â€“"))
    assert unit.title == "Café “bees’ – £5"


def test_ligatures_and_spaces_become_letters_and_spaces(tmp_path: Path) -> None:
    unit = extract(tmp_path, DOCUMENT.replace(TITLE, "E\ufb03cient\u00a0\ufb01nance\u2003of\u202fbees"))
    assert unit.title == "Efficient finance of bees"


@pytest.mark.parametrize("before", ["", "a" * 50 + "\n" * 5000], ids=["first bytes", "far down"])
def test_nul_bytes_are_no_text(before: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"unit\.txt: not a text file: it holds NUL bytes\. Save it as"):
        extract(tmp_path, before + "\0" + DOCUMENT)


def test_an_unknown_kind_of_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"files of kind '\.docx' are not read\. Give one of \.txt, "):
        extract(tmp_path, DOCUMENT, "unit.docx")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"none\.txt: cannot be opened: No such file or directory\. Check the path"):
        read(tmp_path / "none.txt")


def test_an_empty_file_holds_no_unit_and_no_words(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    result = read(tmp_path / "empty.txt").result
    assert (result.units, result.words.total, result.unread) == ((), 0, ())


def test_a_letter_to_centres_holds_no_unit(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear centre,\n\nthe fees rise in May.\n", encoding="utf-8")
    result = read(tmp_path / "letter.txt").result
    assert result.units == ()
    assert result.words.total == 7


@pytest.mark.parametrize(
    ("hostile", "expected"),
    [
        ("Keep \u202ebees\u2066 now\u2069", "Keep bees now"),
        ("Ke\u200bep\u00ad be\u2060es\ufeff", "Keep bees"),
        ("Keep\x07 bees\x1b[31m", "Keep bees[31m"),
        ("Keep <script>alert(1)</script> bees", "Keep <script>alert(1)</script> bees"),
        ("{{ config }} {% include 'x' %}", "{{ config }} {% include 'x' %}"),
        ("*alias &anchor !!python/object:os.system", "*alias &anchor !!python/object:os.system"),
        ("<<: *base # not a comment", "<<: *base # not a comment"),
        ("--- ...", "--- ..."),
        ("no", "no"),
        ("1.10", "1.10"),
        ("'quoted\" text: yes", "'quoted\" text: yes"),
        ("> ? @ ` % &amp;", "> ? @ ` % &amp;"),
    ],
)
def test_hostile_text_stays_text(hostile: str, expected: str, tmp_path: Path) -> None:
    unit = extract(tmp_path, DOCUMENT.replace(TITLE, hostile).replace("a hive", hostile))
    assert unit.title == expected
    assert unit.learning_outcomes[0].criteria[0].text == f"name the parts of {expected}"
    text = dump(unit, schema=None)
    assert load(text, name="unit.yaml") == unit
    assert [char for char in text if not (char.isprintable() or char == "\n")] == []


@pytest.mark.parametrize("place", [TITLE, "a hive"], ids=["in the head", "in a criterion"])
def test_a_word_of_ten_million_letters_is_refused_at_once(place: str, tmp_path: Path) -> None:
    started = time.process_time()
    text = DOCUMENT.replace(place, "a" * 10_000_000)
    with pytest.raises(SourceError, match=r"line \d holds a word of 10000000 letters, at most 2000 are read\. Take"):
        extract(tmp_path, text)
    assert time.process_time() - started < 10


def test_more_text_than_a_unit_file_holds_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"would be a unit of \d+ letters, at most 300000 are read\. Split the file"):
        extract(tmp_path, DOCUMENT + "\nAssessment\n\n" + "Bees fly out. " * 30_000)
