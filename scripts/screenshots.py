"""Take pictures of each kind of page: `python scripts/screenshots.py SITE FOLDER`.

Each page is shown at 1280 and at 360 pixels, in the dark, and as its first printed sheet, in a headless Chromium.
FOLDER is made where it is missing; pictures of an earlier run are replaced.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SCREENS = {"1280": (1280, "light"), "360": (360, "light"), "dark": (1280, "dark")}
KIND = re.compile(r'<body[^>]* data-page="([^"]+)"')
TALLEST = 4000
PRINT_SCALE = 1.5


def main(site: Path, folder: Path) -> int:
    """Print the pictures that were taken; 3 where there is no site or no browser."""
    if CHROMIUM is None or not (site / "index.html").is_file():
        print(f"{site}: a built site and a Chromium on the PATH are needed; see make site", file=sys.stderr)
        return 3
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for kind, page in kinds(site).items():
            for picture in pictures(browser, page, folder / kind):
                print(picture)
        browser.close()
    return 0


def kinds(site: Path) -> dict[str, Path]:
    """The longest page of each kind by its name."""
    found: dict[str, Path] = {}
    for page in sorted(site.rglob("*.html"), key=lambda path: (-path.stat().st_size, path)):
        named = KIND.search(page.read_text(encoding="utf-8"))
        if named:
            found.setdefault(named[1], page)
    return dict(sorted(found.items()))


def pictures(browser: Browser, page: Path, name: Path) -> Iterator[Path]:
    """Take the pictures of one page; very long pages are cut at the foot."""
    for screen, (width, scheme) in SCREENS.items():
        opened = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
        opened.goto(page.absolute().as_uri())
        height = min(TALLEST, opened.evaluate("document.documentElement.scrollHeight"))
        opened.set_viewport_size({"width": width, "height": height})
        yield save(name, screen, opened.screenshot())
        if screen == "1280":
            sheet = pypdfium2.PdfDocument(opened.pdf(prefer_css_page_size=True))[0]
            picture = name.with_name(f"{name.name}-print.png")
            sheet.render(scale=PRINT_SCALE).to_pil().save(picture)
            yield picture
        opened.close()


def save(name: Path, screen: str, picture: bytes) -> Path:
    """Write a picture beside the others of its page."""
    path = name.with_name(f"{name.name}-{screen}.png")
    path.write_bytes(picture)
    return path


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
