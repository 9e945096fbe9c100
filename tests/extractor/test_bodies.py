"""Which awarding body a document names, and what is offered where it prints no title."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.extractor.samples import read
from unit_atlas.model import Unit

OUTCOMES = """
Learning Outcomes Assessment Criteria
1 Understand how to keep bees
1.1 name the parts of a hive
1.2 light a smoker
"""
Extract = Callable[..., Unit]


@pytest.fixture
def extract(tmp_path: Path) -> Extract:
    """Extracts a text that holds one unit."""

    def call(text: str, *, awarding_body: str | None = None, infer: bool = False) -> Unit:
        path = tmp_path / "unit.txt"
        path.write_text(text, encoding="utf-8")
        return read(path, awarding_body=awarding_body, infer=infer).unit

    return call


def entries(unit: Unit, field: str) -> list[tuple[str, str]]:
    return [(entry.reason, entry.message) for entry in unit.review if entry.field == field]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Awarding organisation: City & Guilds\n" + OUTCOMES, "City & Guilds"),
        ("Highfield Qualifications – Unit specification\n" + OUTCOMES, "Highfield"),
        ("OCNLR Unit Code: PA1/3/LQ/061\n" + OUTCOMES, "OCN London"),
        (OUTCOMES + "\n© OCR 2011 1\n", "OCR"),
        (OUTCOMES + "\nAssessment\n\nIt is assessed by an OCR External Verifier.\n", "OCR"),
    ],
    ids=["label", "first lines", "inside a label", "foot", "running text"],
)
def test_a_body_printed_anywhere_is_read(text: str, body: str, extract: Extract) -> None:
    unit = extract(text)
    assert unit.awarding_body == body
    assert entries(unit, "awarding_body") == []


def test_the_head_weighs_more_than_running_text(extract: Extract) -> None:
    unit = extract("OCR\n" + OUTCOMES + "\nAssessment\n\n" + 12 * "Bees fly.\n\n" + "Pearson has a like unit.\n")
    assert unit.awarding_body == "OCR"


def test_two_bodies_alike_are_a_conflict(extract: Extract) -> None:
    unit = extract("OCR and Pearson\nUnit title: Keep bees\n" + OUTCOMES)
    assert unit.awarding_body is None
    message = "the document names OCR, Pearson; say which with --awarding-body"
    assert entries(unit, "awarding_body") == [("conflict", message)]


def test_a_name_within_a_word_names_no_body(extract: Extract) -> None:
    unit = extract("We procure SOCRATES, and ocr the pages.\n" + OUTCOMES)
    assert unit.awarding_body is None
    assert [reason for reason, _ in entries(unit, "awarding_body")] == ["missing"]


def test_a_body_that_was_given_answers(extract: Extract) -> None:
    unit = extract(OUTCOMES, awarding_body="OCN London")
    assert unit.awarding_body == "OCN London"
    assert entries(unit, "awarding_body") == []


def test_a_body_that_was_given_against_the_document_is_a_conflict(extract: Extract) -> None:
    unit = extract("OCR unit number: 22\n" + OUTCOMES, awarding_body="Pearson")
    assert unit.awarding_body == "Pearson"
    assert entries(unit, "awarding_body") == [("conflict", "'Pearson' was given, the document names OCR")]


OFFER = ("inferred", "not printed; outcome 1 suggests 'Keep bees'")


def test_a_title_that_is_not_printed_is_offered_and_left_out(extract: Extract) -> None:
    unit = extract(OUTCOMES)
    assert unit.title is None
    assert entries(unit, "title") == [OFFER]


def test_it_is_filled_in_when_asked_and_flagged_all_the_same(extract: Extract) -> None:
    unit = extract(OUTCOMES, infer=True)
    assert unit.title == "Keep bees"
    assert entries(unit, "title") == [OFFER]


def test_a_printed_title_is_never_replaced(extract: Extract) -> None:
    unit = extract("Unit title: Bees in town\n" + OUTCOMES, infer=True)
    assert unit.title == "Bees in town"
    assert entries(unit, "title") == []
