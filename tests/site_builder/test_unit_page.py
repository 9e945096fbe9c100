"""The unit page: everything in the canonical file, each thing once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.site_builder.sites import OCR, full_unit, real_library, visible_text
from unit_atlas.fields import flatten

SHOWN_AS = {
    "E3": "SCQF entry 3",
    "SCQF": "SCQF entry 3",
    "prescribed": "Prescribed",
    "optional": "Optional",
    "The aim speaks of **hives**.": "The aim speaks of hives .",
    True: "Reading ticked",
    False: "Writing not ticked",
}


def said(value: object) -> str:
    return str(SHOWN_AS.get(value, value)) if isinstance(value, (str, bool)) else str(value)


def test_every_value_of_the_canonical_file_stands_on_the_page(bees_page: str) -> None:
    text = visible_text(bees_page)
    missing = {
        path: value
        for path, value in flatten(full_unit()).items()
        if value is not None and " ".join(said(value).split()) not in text
    }
    assert missing == {}


@pytest.mark.parametrize(
    "once",
    [
        "The aim speaks of",
        "Understand the colony",
        "open a hive gently",
        "the drone bee",
        "Guidance beside caste criterion",
        "Workers must be covered",
        "Assessment happens outdoors.",
        "Evidence over one season.",
        "Wear a veil.",
        "printed twice, 41 and 40",
    ],
)
def test_no_text_stands_twice(bees_page: str, once: str) -> None:
    assert bees_page.count(once) == 1


def test_review_entries_and_decisions_stand_plainly(bees_page: str) -> None:
    text = visible_text(bees_page)
    assert (
        "1 thing to be checked against the source Guided learning hours : uncertain. printed twice, 41 and 40" in text
    )
    assert "Total qualification time accepted as it stands AB, 2026-01-02: as on the cover" in text
    assert "Not yet checked by a person" in text


def test_the_check_letter_is_told(bees_page: str) -> None:
    assert "D/991/0427 check letter agrees" in visible_text(bees_page)


def test_a_number_that_repeats_gets_its_outcome_into_the_anchor(bees_page: str) -> None:
    assert 'id="ac-1-1.1"' in bees_page
    assert 'id="ac-2-1.1"' in bees_page


def test_permalinks_and_citation(real_site: Path) -> None:
    page = (real_site / "units" / f"{OCR}.html").read_text(encoding="utf-8")
    assert '<tr id="ac-1.2">' in page
    assert 'href="#ac-1.2"' in page
    assert 'data-citation="OCR J/601/1515"' in page


def test_skills_that_could_not_be_read_are_not_called_empty(real_site: Path) -> None:
    text = visible_text((real_site / "units" / f"{OCR}.html").read_text(encoding="utf-8"))
    assert text.count("cannot be told") == 9
    assert "not ticked" not in text


def test_other_versions_with_a_verdict_and_downloads(real_site: Path) -> None:
    text = visible_text((real_site / "units" / f"{OCR}.html").read_text(encoding="utf-8"))
    assert "Same unit. 17 of 18 criteria are equal but for typography." in text
    assert "18 covered" in text
    for extension in ("yaml", "json"):
        assert (real_site / "units" / f"{OCR}.{extension}").stat().st_size > 1000


def test_the_account_of_words_is_told(real_site: Path) -> None:
    words = real_library().provenance[OCR].words
    text = visible_text((real_site / "units" / f"{OCR}.html").read_text(encoding="utf-8"))
    assert f"Words {words.total} words: {words.fields} in fields" in text


def test_pages_stay_small(real_site: Path) -> None:
    largest = max(path.stat().st_size for path in (real_site / "units").rglob("*.html"))
    assert largest <= 30_000
    loaded = ("site.css", "site.js", "choose.js", "search.js")
    assert sum((real_site / "static" / name).stat().st_size for name in loaded) <= 40_000
