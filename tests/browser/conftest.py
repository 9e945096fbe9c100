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
from tests.browser.visit import Visit
from tests.site_builder.rich import build_rich
from tests.site_builder.sites import BEES, build, full_unit, real_library

NAMES = ("chromium", "chromium-browser", "google-chrome")
PLACE = "our site, 100 %, 50%20 # and ü"


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
def rich_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with every kind of page and all that it can show."""
    output = tmp_path_factory.mktemp("rich") / PLACE
    build_rich(output, tmp_path_factory.mktemp("workshop"))
    return output


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
