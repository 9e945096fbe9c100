"""PDFs with gold read by hand: everything right, nothing extra, nothing wrong in silence."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from extractor.extract import extract_document
from unit_atlas.canonical import dump, read_bodies

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
BODIES = read_bodies(ROOT / "specs" / "awarding-bodies.yaml")


def extract_all(sources: list[Path], units: Path) -> None:
    for source in sources:
        for number, extracted in enumerate(extract_document(source, bodies=BODIES).units):
            (units / f"{source.stem}-{number}.yaml").write_text(dump(extracted.unit, schema=None), encoding="utf-8")


@pytest.mark.parametrize(
    ("folder", "units", "criteria"), [("pdf-sources", "16/16", "307/307"), ("pdf-layouts", "26/26", "318/318")]
)
def test_every_criterion_is_whole_and_in_its_place(folder: str, units: str, criteria: str, tmp_path: Path) -> None:
    extract_all(sorted((GOLDEN / folder).glob("*.pdf")), tmp_path)
    scorer = ROOT / "benchmarks" / "score_extraction.py"
    done = subprocess.run(
        [sys.executable, scorer, GOLDEN / folder, tmp_path], capture_output=True, text=True, check=False
    )
    total = done.stdout.splitlines()[-1]
    assert done.returncode == 0, done.stdout
    assert f"units {units} " in total
    assert f"criteria {criteria} " in total
    assert total.endswith("unneeded 0")


def test_a_document_without_a_unit_gives_none() -> None:
    result = extract_document(GOLDEN / "pdf-layouts" / "13-no-unit.pdf", bodies=BODIES)
    assert result.units == ()
    assert result.words.total > 200
    assert result.words.ignored + result.words.furniture == result.words.total


def test_a_handbook_gives_each_unit_its_own_pages() -> None:
    result = extract_document(GOLDEN / "pdf-layouts" / "11-ocn-london-unit-guide.pdf", bodies=BODIES)
    pages = [extracted.unit.source.pages for extracted in result.units if extracted.unit.source]
    assert pages == [(first, first + 1) for first in range(5, 28, 2)]


def test_fields_keep_their_box_on_the_page() -> None:
    result = extract_document(GOLDEN / "pdf-layouts" / "01-ocr-2011.pdf", bodies=BODIES)
    place = result.units[0].provenance.fields["learning_outcomes[1].criteria[1.1].text"]
    assert place.page == 1
    assert place.box is not None
    x0, top, x1, bottom = place.box
    assert 250 < x0 < x1 < 595
    assert 0 < top < bottom < 842
