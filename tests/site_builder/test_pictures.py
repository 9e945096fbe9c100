"""Pictures that are tables: coverage and methods of a family, the map of a suite of standards."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from site_builder import nos_map_view
from tests.site_builder.sites import build, library_of, visible_text
from unit_atlas.model import Assessment, AssessmentMethod, Criterion, LearningOutcome, NosLink, Unit

TEXTS = ("wash the brushes", "keep stock of paint", "explain why ladders are inspected before use", "sweep floors")


def version(body: str, *more: str, methods: dict[str, str | None] | None = None) -> Unit:
    rows = tuple(Criterion(number=f"1.{n}", text=text) for n, text in enumerate((*TEXTS, *more), 1))
    grid = tuple(AssessmentMethod(name=name, requirement=asked) for name, asked in (methods or {}).items())  # type: ignore[arg-type]
    return Unit(
        awarding_body=body,
        title="Tidy",
        unit_number=body,
        learning_outcomes=(LearningOutcome(number="1", text="Work tidily", criteria=rows),),
        assessment=Assessment(methods=grid),
    )


@pytest.fixture(scope="module")
def family(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of three versions; the third asks for more."""
    output = tmp_path_factory.mktemp("family") / "site"
    units = {
        "a/tidy": version("A", methods={"Essay": None, "Oral question": "optional", "Project": "prescribed"}),
        "b/tidy": version("B", methods={"Project": "optional"}),
        "c/tidy": version("C", "mix plaster for repairs", "measure a room and draw its plan"),
    }
    build(library_of(units), output)
    return (output / "families" / "a--tidy.html").read_text("utf-8")


def section(page: str, heading: str) -> str:
    found = re.search(rf'<section aria-labelledby="{heading}">.*?</section>', page, re.DOTALL)
    assert found
    return found[0]


def rows(table: str) -> dict[str, list[str]]:
    found = {}
    for row in re.findall(r"<tr>.*?</tr>", table, re.DOTALL):
        first, *cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        found[visible_text(first)] = [visible_text(cell) for cell in cells]
    return found


def test_coverage_between_versions_has_a_cell_for_each_direction(family: str) -> None:
    assert rows(section(family, "cover")) == {
        "Held": ["A A", "B B", "C C"],
        "A A": ["", "4 of 4", "4 of 6"],
        "B B": ["4 of 4", "", "4 of 6"],
        "C C": ["4 of 4", "4 of 4", ""],
    }
    assert '<td class="h2"><a href="../compare/a--tidy/c--tidy.html">4 of 6</a></td>' in family


def test_methods_by_version_tell_what_is_empty_from_what_has_no_grid(family: str) -> None:
    assert rows(section(family, "mg")) == {
        "Method": ["A A", "B B", "C C"],
        "Project": ["Prescribed", "Optional", "no grid"],
        "Oral question": ["Optional", "– left empty", "no grid"],
        "Essay": ["– left empty", "– left empty", "no grid"],
    }


@pytest.fixture
def suite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The map of a suite that is larger than its bounds."""
    monkeypatch.setattr(nos_map_view, "STANDARDS", 2)
    monkeypatch.setattr(nos_map_view, "BODIES", 1)
    monkeypatch.setattr(nos_map_view, "UNITS", 2)
    claims = {"a/one": ("ABC2", "ABC10"), "a/two": ("ABC2", "ABC10", "ABC3"), "b/three": ("ABC10",), "b/four": ("X1",)}
    units = {
        key: Unit(
            awarding_body=key[0].upper(),
            title=key[2:].title(),
            nos=tuple(NosLink(reference=name, title=f"Do {name}") for name in names),
        )
        for key, names in claims.items()
    }
    build(library_of(units), tmp_path / "site")
    assert '<a class="small" href="../nos-map/abc.html">' in (tmp_path / "site" / "nos" / "index.html").read_text(
        "utf-8"
    )
    return (tmp_path / "site" / "nos-map" / "abc.html").read_text("utf-8")


def test_the_map_of_a_suite_counts_units_and_marks_claims(suite: str) -> None:
    assert rows(section(suite, "bodies")) == {
        "Standard": ["A", "All units"],
        "ABC2 Do ABC2": ["2", "2"],
        "ABC10 Do ABC10": ["2", "3"],
    }
    assert rows(section(suite, "units")) == {
        "Unit": ["ABC2", "ABC10", "Left out"],
        "One A": ["● yes", "● yes", ""],
        "Two A": ["● yes", "● yes", "+1"],
    }


def test_the_map_of_a_suite_says_what_it_leaves_out(suite: str) -> None:
    text = visible_text(suite)
    assert "1 standard with fewer units is left out" in text
    assert "1 organisation with fewer units has no column" in text
    assert "1 unit that claims fewer of these standards has no row" in text
