"""A headless Chromium without a network, watching for console messages and for requests that leave the site."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

from site_builder.archive import ARCHIVE
from site_builder.compare_alone import comparison_html
from site_builder.review_pages import write_review
from tests.browser.visit import Visit
from tests.site_builder.sites import BEES, DATE, ROOT, build, full_unit, real_library
from unit_atlas.cli.documents import Documents, draw_all
from unit_atlas.cli.extract import extract_sources
from unit_atlas.compare import compare
from unit_atlas.library import Library, read_library
from unit_atlas.model import Criterion, LearningOutcome, Review, Unit

NAMES = ("chromium", "chromium-browser", "google-chrome")
PLACE = "our site, 100 %, 50%20 # and ü"
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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The installed Chromium; scripts/install-browser.sh installs it where it is missing."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.fail("No Chromium on the PATH. Run scripts/install-browser.sh")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five sample units and one that uses every key, out of the ZIP, in a read-only folder with a trying path."""
    folder, library = tmp_path_factory.mktemp("browser"), real_library()
    build(replace(library, units={BEES: full_unit(), **library.units}), folder / "built", zipped=True)
    with ZipFile(folder / "built" / ARCHIVE) as archive:
        archive.extractall(folder / PLACE)
    place = next((folder / PLACE).iterdir())
    for path in [place, *place.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    return place


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> tuple[Library, Documents]:
    """Two PDFs and a text, extracted and drawn."""
    specs, folder = tmp_path_factory.mktemp("documents") / "specs", tmp_path_factory.mktemp("drawn")
    (specs / "sources").mkdir(parents=True)
    shutil.copy(ROOT / "specs" / "awarding-bodies.yaml", specs)
    for sample in SAMPLES:
        shutil.copy(sample, specs / "sources")
    extract_sources([specs / "sources"], specs / "units")
    read = read_library(specs)
    unit = read.units[DOUBTFUL]
    doubt = Review(field="level", reason="uncertain", message="printed twice")
    library = replace(read, units={**read.units, DOUBTFUL: unit.model_copy(update={"review": (doubt,)})})
    drawn = draw_all(library, library.units, specs / "sources", folder, lambda *_: None)
    assert not drawn.failures
    assert not drawn.absent
    return library, drawn


@pytest.fixture(scope="session")
def rich_site(documents: tuple[Library, Documents], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every kind of page: samples, a unit with every key, versions of one unit, documents, pages by themselves."""
    (library, drawn), real = documents, real_library()
    units = {BEES: full_unit(), **tidy_units(), **real.units, **library.units}
    output = tmp_path_factory.mktemp("rich") / PLACE
    build(replace(library, units=dict(sorted(units.items()))), output, shown=drawn.shown)
    write_review(library, DRAWN, drawn.shown[DRAWN], output / "alone", data_date=DATE)
    held, wanted = units["a/tidy"], units["b/tidy"]
    alone = comparison_html(compare(held, wanted, a_id="a/tidy", b_id="b/tidy"), held, wanted, real.bodies)
    (output / "alone" / "comparison.html").write_text(alone, encoding="utf-8")
    return output


def tidy_units() -> dict[str, Unit]:
    """Three versions of one unit, at two levels, with criteria that are equal, changed, lost and new."""
    units = {}
    for key, texts in TIDY.items():
        rows = tuple(Criterion(number=f"1.{n}", text=text) for n, text in enumerate(texts, 1))
        outcome = LearningOutcome(number="1", text="Work tidily", criteria=rows)
        level = "3" if key == "b" else "2"
        units[f"{key}/tidy"] = Unit(awarding_body=key.upper(), title="Tidy", level=level, learning_outcomes=(outcome,))
    return units


@pytest.fixture
def visit(browser: Browser, site: Path, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A page to open files of the site in; whatever it complains of, or asks for outside the folder, fails the test.

    Scrolling is at once, so that no test depends on how fast the machine draws.
    """
    options = {"reduced_motion": "reduce", **getattr(request, "param", {})}
    context = browser.new_context(offline=True, **options)
    page = context.new_page()
    visit = Visit(page, site)
    watch(page, visit)
    yield visit
    context.close()
    assert visit.complaints == []


def watch(page: Page, visit: Visit) -> None:
    """Note console messages, errors, and requests that are not files of the site."""

    def check(request: Request) -> None:
        if not request.url.startswith(visit.site.as_uri()):
            visit.complaints.append(f"request for {request.url}")

    def fail(request: Request) -> None:
        """A page that is left stops loading; that is no failure."""
        if request.failure != "net::ERR_ABORTED":
            visit.complaints.append(f"{request.failure}: {request.url}")

    page.on("console", lambda message: visit.complaints.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: visit.complaints.append(f"{page.url}: {error}"))
    page.on("requestfailed", fail)
    page.on("request", check)
