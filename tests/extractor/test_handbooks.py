"""Handbooks that print their units in any manner: each comes out as it does alone, on its own pages."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest

from extractor.extract import extract_document
from unit_atlas.canonical import read_bodies
from unit_atlas.model import Unit

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
BODIES = read_bodies(ROOT / "specs" / "awarding-bodies.yaml")
UNTITLED = "pdf-sources/a_ruled_U4"
LABELLED = "pdf-sources/a_ruled_U0"
UNHEADED = "pdf-sources/w_ruled_ligature_serif_U3"
TITLED_ASIDE = "pdf-layouts/14a-landscape-rotated"
TITLED_IN_LARGE_TYPE = "pdf-layouts/06-pearson-hn"
NUMBERED_IN_LARGE_TYPE = "pdf-layouts/08-city-and-guilds"
LISTED = "pdf-layouts/12-sqa-list"
AIMS = "pdf-layouts/07-btec-national"


def units_of(path: Path) -> list[Unit]:
    return [one.unit for one in extract_document(path, bodies=BODIES, awarding_body="OCR").units]


def bound(names: Sequence[str], path: Path) -> list[int]:
    """Bind the documents into one; returns on which page each begins."""
    firsts = []
    with pypdfium2.PdfDocument.new() as book:
        for name in names:
            firsts.append(len(book) + 1)
            with pypdfium2.PdfDocument(GOLDEN / f"{name}.pdf") as part:
                book.import_pages(part)
        book.save(path)
    return firsts


@pytest.mark.parametrize(
    "names",
    [
        (TITLED_ASIDE, UNTITLED, LISTED, TITLED_IN_LARGE_TYPE, UNHEADED),
        (LABELLED, TITLED_ASIDE, AIMS, NUMBERED_IN_LARGE_TYPE, TITLED_IN_LARGE_TYPE, LISTED),
    ],
)
def test_units_of_a_handbook_are_read_as_if_alone(names: tuple[str, ...], tmp_path: Path) -> None:
    firsts = bound(names, tmp_path / "handbook.pdf")
    alone = list(itertools.chain.from_iterable(units_of(GOLDEN / f"{name}.pdf") for name in names))
    units = units_of(tmp_path / "handbook.pdf")
    assert [unit.source.pages[0] for unit in units if unit.source] == firsts
    assert [unit.title for unit in units] == [unit.title for unit in alone]
    assert [unit.learning_outcomes for unit in units] == [unit.learning_outcomes for unit in alone]


SAME_TITLE = """Unit Title: Keep bees
Level: {level}
Credit: 3

LEARNING OUTCOMES\tASSESSMENT CRITERIA
1. Know bees.\t1.1. {verb} a bee.
\t1.2. {verb} a hive.
2. Know honey.\t2.1. {verb} honey.
"""


def test_two_levels_of_one_title_are_two_units(tmp_path: Path) -> None:
    (tmp_path / "two.txt").write_text(
        SAME_TITLE.format(level=1, verb="Name") + "\f" + SAME_TITLE.format(level=2, verb="Describe"), encoding="utf-8"
    )
    assert [(unit.title, unit.level) for unit in units_of(tmp_path / "two.txt")] == [
        ("Keep bees", "1"),
        ("Keep bees", "2"),
    ]


def test_criteria_that_are_printed_again_make_no_unit(tmp_path: Path) -> None:
    unit = SAME_TITLE.format(level=1, verb="Name")
    again = unit[unit.index("LEARNING") :]
    (tmp_path / "one.txt").write_text(f"{unit}\nAssessment\n\nA record is kept.\n\f{again}", encoding="utf-8")
    assert [unit.title for unit in units_of(tmp_path / "one.txt")] == ["Keep bees"]
