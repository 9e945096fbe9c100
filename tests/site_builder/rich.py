"""A site with every kind of page and all that it can show: `python -m tests.site_builder.rich FOLDER`."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from site_builder.compare_alone import comparison_html
from site_builder.review_pages import write_review
from tests.site_builder.sites import BEES, DATE, ROOT, build, full_unit, real_library
from unit_atlas.cli.documents import draw_all
from unit_atlas.cli.extract import extract_sources
from unit_atlas.compare.engine import compare
from unit_atlas.library import Library, read_library
from unit_atlas.model import Criterion, LearningOutcome, Review, Unit

GOLDEN = ROOT / "tests" / "golden"
SAMPLES = (
    GOLDEN / "pdf-sources" / "a_ruled_U3.pdf",
    GOLDEN / "pdf-layouts" / "14b-landscape-rotate-flag.pdf",
    ROOT / "specs" / "sources" / "003_68b0a6013f64a692.txt",
)
DOUBTFUL, DRAWN = "nocn/r-993-1842", "ocr/a-ruled-u3"
LADDERS = "explain why ladders are inspected before use"
TIDY = {
    "a": ("wash the brushes", "keep stock of paint", LADDERS, "sweep floors", "store the tools and their cases"),
    "b": ("Wash the brushes.", "keep stock of timber", LADDERS, "mix plaster", "store the tools and cases"),
    "c": ("wash the brushes", "keep stock of paint", LADDERS, "sweep floors", "store the tools and their cases"),
}


def build_rich(output: Path, workshop: Path) -> None:
    """Build the site of the samples, a unit with every key, versions of one unit, and units beside their documents.

    Below `alone/` lie the pages that need no site around them. `workshop` takes the sources and the pages drawn.
    """
    library, real = extracted(workshop / "specs"), real_library()
    drawn = draw_all(library, library.units, workshop / "specs" / "sources", workshop, lambda *_: None)
    assert not drawn.failures
    assert not drawn.absent
    units = {BEES: full_unit(), **tidy_units(), **real.units, **library.units}
    build(replace(library, units=dict(sorted(units.items()))), output, shown=drawn.shown, earlier=earlier(units))
    write_review(library, DRAWN, drawn.shown[DRAWN], output / "alone", data_date=DATE)
    held, wanted = units["a/tidy"], units["b/tidy"]
    alone = comparison_html(compare(held, wanted, a_id="a/tidy", b_id="b/tidy"), held, wanted, real.bodies)
    (output / "alone" / "comparison.html").write_text(alone, encoding="utf-8")


def extracted(specs: Path) -> Library:
    """Return a library of two PDFs and a text, one of them with an entry to review."""
    (specs / "sources").mkdir(parents=True)
    shutil.copy(ROOT / "specs" / "awarding-bodies.yaml", specs)
    for sample in SAMPLES:
        shutil.copy(sample, specs / "sources")
    extract_sources([specs / "sources"], specs / "units")
    library = read_library(specs)
    doubt = Review(field="level", reason="uncertain", message="printed twice")
    doubtful = library.units[DOUBTFUL].model_copy(update={"review": (doubt,)})
    return replace(library, units={**library.units, DOUBTFUL: doubtful})


def earlier(units: Mapping[str, Unit]) -> Mapping[str, Unit]:
    """Return the state before: one unit more, one unit fewer, one with other criteria and without a level."""
    before = units["b/tidy"].model_copy(update={"level": None, "learning_outcomes": units["a/tidy"].learning_outcomes})
    gone = units["a/tidy"].model_copy(update={"title": "Tidy no more", "learning_outcomes": ()})
    return {**{key: unit for key, unit in units.items() if key != BEES}, "b/tidy": before, "gone/tidy": gone}


def tidy_units() -> dict[str, Unit]:
    """Return three versions of one unit, at two levels, with criteria that are equal, changed, lost and new."""
    units = {}
    for key, texts in TIDY.items():
        rows = tuple(Criterion(number=f"1.{n}", text=text) for n, text in enumerate(texts, 1))
        outcome = LearningOutcome(number="1", text="Work tidily", criteria=rows)
        level = "3" if key == "b" else "2"
        units[f"{key}/tidy"] = Unit(awarding_body=key.upper(), title="Tidy", level=level, learning_outcomes=(outcome,))
    return units


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        build_rich(Path(sys.argv[1]), Path(folder))
