"""A headless Chromium without a network, watching for console messages and for requests that leave the site."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

from tests.browser.visit import Visit
from tests.site_builder.sites import BEES, build, full_unit, real_library

NAMES = ("chromium", "chromium-browser", "google-chrome")


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
    """The five sample units and one that uses every key, in a folder whose path needs escaping."""
    output = tmp_path_factory.mktemp("browser") / "a site with # and ü"
    library = real_library()
    build(replace(library, units={BEES: full_unit(), **library.units}), output)
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
