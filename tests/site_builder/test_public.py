"""`--public`: the verbatim text of bodies that have not permitted republication is in no byte of the output."""

from __future__ import annotations

import html
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from site_builder.rights import facts_only
from tests.site_builder.sites import (
    BEES,
    COMPARISON,
    OCN,
    OCR,
    SHEET,
    build,
    full_unit,
    library_of,
    permitting,
    real_library,
    visible_text,
)
from unit_atlas.library import Library
from unit_atlas.model import Unit

RUN = 4
_WORD = re.compile(r"[^\W_]+")


def verbatim(unit: Unit) -> Iterator[str]:
    """Every text of a unit that is not a plain fact."""
    yield from filter(None, (unit.aim, unit.assessment.text, unit.evidence_requirements, unit.guidance))
    for outcome in unit.learning_outcomes:
        for part in (outcome, *outcome.criteria):
            yield from filter(None, (part.text, part.guidance, part.range))
        for criterion in outcome.criteria:
            yield from criterion.items
    for section in unit.other_sections:
        yield from (section.heading, section.text)
    yield from (entry.message for entry in unit.review)


def runs(text: str) -> set[tuple[str, ...]]:
    """All runs of four words in a text."""
    words = [word.casefold() for word in _WORD.findall(text)]
    return {tuple(words[place : place + RUN]) for place in range(len(words) - RUN + 1)}


def content(path: Path) -> str:
    """The text of a file, of every part of it where it is a workbook or a document."""
    if path.suffix not in {".xlsx", ".docx"}:
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as book:
        return " ".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


def plain(path: Path) -> str:
    """What a file says: entities and JSON escapes undone, tags taken for spaces."""
    text = html.unescape(content(path))
    return re.sub(r"<[^>]*>", " ", re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text))


def facts(unit: Unit) -> set[tuple[str, ...]]:
    kept = facts_only(unit)
    return (
        runs(f"{kept.title or ''} . ")
        | {run for method in kept.assessment.methods for run in runs(method.name)}
        | {run for skills in kept.functional_skills.values() for name in skills for run in runs(name)}
    )


def leaks(output: Path, library: Library, held: list[str]) -> list[tuple[str, str]]:
    secret = {run for key in held for text in verbatim(library.units[key]) for run in runs(text)}
    secret -= {run for unit in library.units.values() for run in facts(unit)}
    secret -= {run for body in library.bodies for run in runs(body.website or "")}
    own_words = " ".join(path.read_text(encoding="utf-8") for path in Path("templates").rglob("*.html"))
    secret -= runs(re.sub(r"<[^>]*>", " ", own_words))
    assert len(secret) > 10
    return [
        (str(path.relative_to(output)), " ".join(run))
        for path in sorted(output.rglob("*"))
        if path.is_file()
        for run in runs(plain(path)) & secret
    ]


@pytest.fixture(scope="module")
def public_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("public") / "site"
    report = build(real_library(), output, public=True)
    assert report.held_back == ("Not printed", "OCN London", "OCR")
    assert report.warnings == ()
    return output


def test_no_verbatim_text_in_any_byte(public_site: Path) -> None:
    library = real_library()
    assert leaks(public_site, library, list(library.units)) == []


def test_the_grep_would_find_a_leak(real_site: Path) -> None:
    library = real_library()
    found = {name for name, _ in leaks(real_site, library, list(library.units))}
    assert {f"units/{OCR}.html", f"units/{OCR}.json", COMPARISON, "search/rows-0.js", "review/index.html"} <= found
    assert {SHEET, SHEET.replace(".html", ".csv"), SHEET.replace(".html", ".xlsx")} <= found
    assert {f"papers/{OCR}.{kind}" for kind in ("html", "js", "xlsx", "docx")} <= found


def test_words_of_the_text_cannot_be_searched(public_site: Path) -> None:
    terms = "".join(path.read_text(encoding="utf-8") for path in (public_site / "search").glob("terms-*.js"))
    assert '"peripatetic"' not in terms
    assert not (public_site / "verbs" / "text.html").exists()
    assert '"monitor"' in terms


def test_facts_and_counts_stay_and_the_page_says_why(public_site: Path) -> None:
    text = visible_text((public_site / "units" / f"{OCR}.html").read_text(encoding="utf-8"))
    for kept in (
        "Level 3",
        "J/601/1515",
        "CFAC5",
        "4 learning outcomes, 18 assessment criteria",
        "Speaking and Listening",
    ):
        assert kept in text
    assert "The text of this unit is held back OCR has not permitted republication" in text
    assert "1.2 text held back" in text


def test_classes_of_a_comparison_stay(public_site: Path) -> None:
    text = visible_text((public_site / COMPARISON).read_text(encoding="utf-8"))
    assert "17 of 18 criteria are equal but for typography" in text
    assert "Wording no word of content differs Covered" in text
    assert "their" not in text.partition("Covered, in other words (1)")[2].partition("Covered, in the same words")[0]


def test_no_download_of_a_unit_that_is_held_back(public_site: Path) -> None:
    assert [
        path for path in public_site.rglob("*") if path.suffix in {".yaml", ".json", ".xlsx", ".csv", ".docx"}
    ] == []


def test_a_body_that_permits_it_keeps_its_text_beside_one_that_does_not(tmp_path: Path) -> None:
    library = permitting(real_library(), "ocn-london")
    report = build(library, tmp_path / "site", public=True)
    assert report.held_back == ("Not printed", "OCR")
    page = (tmp_path / "site" / "units" / f"{OCN}.html").read_text(encoding="utf-8")
    assert "Solve problems with service systems" in page
    comparison = (tmp_path / "site" / COMPARISON).read_text(encoding="utf-8")
    assert "Action their agreed solution." in comparison
    assert "action their agreed solution" not in comparison
    assert "<ins>" not in comparison.partition("<tbody data-group")[2]


def test_every_key_of_the_format_is_held_back_or_a_fact(tmp_path: Path) -> None:
    library = library_of({BEES: full_unit()})
    build(library, tmp_path / "site", public=True)
    texts = {" ".join(text.replace("*", "").split()) for text in verbatim(full_unit())}
    for path in (path for path in (tmp_path / "site").rglob("*") if path.is_file()):
        said = visible_text(plain(path))
        assert not [text for text in texts if text in said and text != "Safety"], path


def test_a_new_field_is_held_back_until_somebody_decides() -> None:
    kept = set(json.loads(facts_only(full_unit()).model_dump_json(exclude_defaults=True)))
    assert kept == {
        "awarding_body", "title", "unit_number", "sector_unit_number", "ofqual_reference", "level", "level_framework",
        "credit", "glh", "tqt", "published", "issue", "qualifications", "other_facts", "learning_outcomes",
        "assessment", "nos", "functional_skills", "source", "review", "decisions",
    }  # fmt: skip


def test_a_plain_build_gives_one_warning_that_names_the_bodies(tmp_path: Path) -> None:
    (warning,) = build(real_library(), tmp_path / "site").warnings
    assert "OCN London, OCR and an unknown body" in warning


def test_a_plain_build_of_permitted_text_gives_none(tmp_path: Path) -> None:
    library = permitting(real_library(), "ocr", "ocn-london")
    known = {key: unit for key, unit in library.units.items() if unit.awarding_body}
    assert build(library_of(known, bodies=library.bodies), tmp_path / "site").warnings == ()
