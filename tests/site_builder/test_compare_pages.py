"""The comparison, transfer and family pages: statuses with reasons, coverage, links both ways, what is held back."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from site_builder.compare_facts import fact_rows
from tests.site_builder.sites import (
    COMPARISON,
    OCN,
    SHEET,
    build,
    library_of,
    permitting,
    real_library,
    visible_text,
)
from unit_atlas.compare.facts import compare_facts
from unit_atlas.compare.model import FactDifference
from unit_atlas.model import Assessment, AssessmentMethod, Criterion, LearningOutcome, Unit

TEXTS = {
    "a": [
        "wash the brushes",
        "keep stock of paint",
        "explain why ladders are inspected before use",
        "=1+1 sweep floors",
    ],
    "b": [
        "wash the brushes",
        "keep stock of timber",
        "explain why ladders are inspected before use",
        "mix plaster by hand",
    ],
    "c": [
        "Wash the brushes.",
        "keep stock of paint",
        "explain why ladders are inspected before use",
        "=1+1 sweep floors",
    ],
}


def unit(body: str, texts: list[str], **facts: object) -> Unit:
    rows = tuple(Criterion(number=f"1.{n}", text=text) for n, text in enumerate(texts, 1))
    outcome = LearningOutcome(number="1", text="Work tidily", criteria=rows)
    return Unit(awarding_body=body, title="Tidy work", learning_outcomes=(outcome,), **facts)


@pytest.fixture(scope="module")
def trio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A family of three: the second asks for something else, at another level."""
    output = tmp_path_factory.mktemp("trio") / "site"
    levels = {"a": "2", "b": "3", "c": "2"}
    units = {f"{key}/tidy": unit(f"Body {key.upper()}", texts, level=levels[key]) for key, texts in TEXTS.items()}
    build(library_of(units), output)
    return output


def read(site: Path, name: str) -> str:
    return (site / name).read_text(encoding="utf-8")


def test_each_status_says_why(trio: Path) -> None:
    text = visible_text(read(trio, "compare/a--tidy/b--tidy.html"))
    assert re.search(r"Why wanted 1\.2 Rests on 1\.2 \. Rule [a-z-]+ , likeness 0\.\d\d of 1\.", text)
    assert "Why wanted 1.4 Nothing held answers it. Rule added" in text
    assert "Why held 1.4 Nothing wanted asks for it. Rule removed" in text


def test_the_bar_is_as_long_as_the_wanted_unit(trio: Path) -> None:
    page = read(trio, "compare/a--tidy/b--tidy.html")
    (bar,) = re.findall(r'<svg class="cover" viewBox="0 0 (\d+) 1"', page)
    widths = [int(width) for width in re.findall(r'<rect class="v-\w+" x="\d+" width="(\d+)"', page)]
    assert (int(bar), sum(widths), widths[0]) == (4, 4, 2)


def test_either_side_can_be_swapped_for_the_third_version(trio: Path) -> None:
    page = read(trio, "compare/a--tidy/b--tidy.html")
    for there in ("compare/b--tidy/a--tidy.html", "compare/c--tidy/b--tidy.html", "compare/a--tidy/c--tidy.html"):
        assert f'href="../../{there}"' in page


def test_both_unit_pages_lead_to_each_pair(trio: Path) -> None:
    for held, wanted in (("a", "b"), ("b", "a")):
        page = read(trio, f"units/{held}/tidy.html")
        for number in ("1.1", "1.2", "1.3"):
            assert f'href="../../compare/{held}--tidy/{wanted}--tidy.html#c-{number}"' in page
        assert f'href="../../compare/{held}--tidy/{wanted}--tidy.html#c-held-1.4">Body {wanted.upper()} none' in page


def test_the_family_tells_coverage_and_what_others_add(trio: Path) -> None:
    text = visible_text(read(trio, "families/a--tidy.html"))
    assert "Body B 1.4 : mix plaster by hand" in text
    assert "Coverage of what the version asks 2 of 4 covered, 1 partly, 1 to do 4 of 4 covered" in text


def test_the_sheet_warns_of_the_level_and_counts(trio: Path) -> None:
    text = visible_text(read(trio, "transfer/a--tidy/b--tidy.html"))
    assert "a draft for the assessor" in text
    assert "2 of 4 criteria covered in draft : 1 partly covered, 0 for review, 1 to do." in text
    assert "Level: Evidence was judged at level 2; level 3 is asked." in text
    assert "Held: 1.2 keep stock of paint" in text
    assert "1.4 mix plaster by hand nothing held To do" in text
    for space in ("Accept Part New evidence", "Assessor’s signature", "Internal quality assurer’s signature"):
        assert space in text


def test_downloads_hold_the_sheet_without_formulas(trio: Path) -> None:
    page = read(trio, "transfer/b--tidy/a--tidy.html")
    assert 'href="../../transfer/b--tidy/a--tidy.xlsx" download' in page
    rows = list(csv.reader(io.StringIO((trio / "transfer/b--tidy/a--tidy.csv").read_text(encoding="utf-8-sig"))))
    assert "'=1+1 sweep floors" in [cell for row in rows for cell in row]
    book = load_workbook(trio / "transfer/b--tidy/a--tidy.xlsx")
    cells = [cell for row in book.worksheets[0] for cell in row if cell.value is not None]
    assert "=1+1 sweep floors" in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} == {"s"}


def test_reworded_pairs_stand_side_by_side_without_marks(tmp_path: Path) -> None:
    a = unit("A", ["wash the brushes", "keep stock of paint", "put away every tool that was taken out"])
    b = unit("B", ["wash the brushes", "keep stock of paint", "return all equipment to where it is stored"])
    build(library_of({"a/x": a, "b/x": b}), tmp_path / "site")
    page = read(tmp_path / "site", "compare/a--x/b--x.html")
    row = page[page.index('<tr id="c-1.3"') :].partition("</tr>")[0]
    assert 'data-class="reworded"' in row
    assert "<del>" not in row
    assert "put away every tool" in row
    assert "return all equipment" in row


def differing(**facts: tuple[object, object]) -> tuple[FactDifference, ...]:
    a, b = (unit("A", TEXTS["a"], **{key: pair[side] for key, pair in facts.items()}) for side in (0, 1))
    return compare_facts(a, b, (), ())[0]


def grid(*methods: tuple[str, str | None]) -> Assessment:
    return Assessment(methods=tuple(AssessmentMethod(name=name, requirement=asked) for name, asked in methods))


def test_facts_by_method_are_shown_where_text_is_held_back() -> None:
    facts = differing(assessment=(grid(("Essay", "optional")), grid(("Essay", "prescribed"))))
    (row,) = [row for row in fact_rows(facts, hidden=True) if row.label == "Assessment method: Essay"]
    assert (row.held, row.wanted) == ("optional", "prescribed")
    assert row.meaning == "Essay is prescribed. Check that the evidence held includes it."


def test_facts_of_evidence_are_shown_and_their_words_held_back() -> None:
    said = "Simulation is not allowed. A witness may testify. Evidence over a period of at least two harvest moons."
    facts = differing(evidence_requirements=("Simulation may be used.", said))
    rows = {row.label: row for row in fact_rows(facts, hidden=True)}
    assert (rows["Is simulation allowed?"].held, rows["Is simulation allowed?"].wanted) == ("allowed", "not allowed")
    assert rows["Is simulation allowed?"].meaning.startswith("Evidence from simulation does not count.")
    assert rows["Evidence over time"].held == "not mentioned"
    assert rows["Evidence over time"].wanted == "asked for, words held back"
    assert rows["Evidence requirements"].wanted == "text held back"
    shown = " ".join(f"{row.held} {row.wanted} {row.meaning}" for row in rows.values())
    assert "period" not in shown.replace("of a period or of occasions", "")


def test_one_side_held_back_leaves_out_downloads_and_its_words(tmp_path: Path) -> None:
    build(permitting(real_library(), "ocn-london"), tmp_path / "site", public=True)
    page = read(tmp_path / "site", SHEET)
    assert "Action their agreed solution." in page
    assert "action their agreed solution" not in page
    assert "“their” left out" not in page
    assert "18 of 18 criteria covered in draft" in page
    assert "No downloads" in page
    assert not list((tmp_path / "site" / "transfer").rglob("*.csv"))
    assert not list((tmp_path / "site" / "transfer").rglob("*.xlsx"))


def test_a_comparison_links_to_its_sheet(real_site: Path) -> None:
    assert f'href="../../{SHEET}"' in read(real_site, COMPARISON)


@pytest.mark.parametrize("page", ["compare", "transfer"])
def test_paper_names_the_one_document_that_is_recorded(tmp_path: Path, page: str) -> None:
    library = real_library()
    units = {**library.units, OCN: library.units[OCN].model_copy(update={"source": None})}
    build(replace(library, units=units), tmp_path / "site")
    path = tmp_path / "site" / COMPARISON.replace("compare", page, 1)
    assert "source 000_c601ae43fac006c2.txt of one, none recorded of the other" in path.read_text(encoding="utf-8")
