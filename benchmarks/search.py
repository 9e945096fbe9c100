"""Measure the search of a site opened from a disk: `python benchmarks/search.py [1000 10000]`.

Beside it MiniSearch and lunr search the same units: npm puts them into a temporary folder, node builds their indexes
beforehand, the page loads them as scripts. One document a unit; ours also finds the rows of its table.

Texts are typed letter by letter, each letter is a query, as in the box of the site.

ready      milliseconds from opening the page until a query can be put, the median of five openings
first      milliseconds from opening the page until the first six units of the first query are known
query      milliseconds until the first six units of a query are known, files that it loads included, the median
whole      milliseconds of a whole text, the median; ours with the rows of the table that match
heap       MB of JavaScript heap after all queries and a collection of garbage
loaded     MB of files that the page asked for
largest    KB of the largest file, asked for or not
found      per cent of whole texts whose unit is among the first six
"""

from __future__ import annotations

import json
import random
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

from library import BODIES, units
from playwright.sync_api import Browser, Page, sync_playwright

from site_builder.search import search_files
from site_builder.site import Site, make_site
from site_builder.write import write_file
from unit_atlas.library import Library
from unit_atlas.model import AwardingBody, Unit
from unit_atlas.packaged import packaged

RIVALS = ("minisearch", "lunr")
MEASURES = ("ready", "first", "query", "whole", "heap", "loaded", "largest", "found")
BARS = {"ready": 150.0, "query": 45.0, "whole": 45.0, "heap": 30.0, "largest": 200.0}
LED = ("ready", "first", "query", "heap", "loaded")
BARS_AT = 10_000
QUERIES = 24
OPENINGS = 5
FIRST = 6
FOLDER = Path(__file__).parent / "search_pages"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

Measured = dict[str, float]


@dataclass(frozen=True, slots=True)
class Query:
    """What a person types, and the title of the unit that they are after."""

    text: str
    title: str


def main(sizes: list[int]) -> int:
    """Print the measures of each size; 1 where ours misses a bar or a rival is ahead."""
    late = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for size in sizes:
            with TemporaryDirectory() as folder:
                late |= report(size, measured(browser, size, Path(folder)))
        browser.close()
    return late


def measured(browser: Browser, size: int, folder: Path) -> dict[str, Measured]:
    """The measures of each engine by name."""
    bodies = tuple(AwardingBody(id=key, name=name) for key, name in BODIES.items())
    whole = Library(Path("specs"), bodies=bodies, units=dict(sorted(units(size))), provenance={})
    site = make_site(whole, public=False, data_date="2026-05-14")
    queries = list(queries_for(site))
    write_ours(site, folder / "ours")
    write_rivals(site, folder)
    return {name: run(browser, folder / name, queries) for name in ("ours", *RIVALS)}


def report(size: int, found: dict[str, Measured]) -> int:
    """Print a table; 1 where a bar is missed."""
    print(f"{size} units" + "".join(f"{name:>10}" for name in MEASURES))
    for name, values in found.items():
        print(f"{name:<{len(str(size)) + 6}}" + "".join(f"{values[measure]:>10.1f}" for measure in MEASURES))
    missed = [f"{key} over {bar:g}" for key, bar in BARS.items() if size >= BARS_AT and found["ours"][key] > bar]
    for name in RIVALS:
        missed += [f"{key} behind {name}" for key in LED if found["ours"][key] >= found[name][key]]
    print("; ".join(missed) or "ahead on every measure", flush=True)
    return int(bool(missed))


def queries_for(site: Site) -> Iterator[Query]:
    """Two words of a criterion, a word begun and a word, words of a title, references with strokes and without."""
    chance = random.Random("queries")
    every = list(site.units.values())
    for number in range(QUERIES):
        unit = chance.choice(every)
        yield Query(WAYS[number % len(WAYS)](chance, unit), unit.title or "")


def long_words(text: str) -> list[str]:
    return [word for word in text.split() if len(word) > 4]


def of_a_criterion(chance: random.Random, unit: Unit) -> str:
    rows = [criterion.text for outcome in unit.learning_outcomes for criterion in outcome.criteria]
    words = long_words(chance.choice(rows))
    return " ".join(chance.sample(words, min(len(words), chance.randint(2, 3))))


def begun(chance: random.Random, unit: Unit) -> str:
    *whole, last = of_a_criterion(chance, unit).split()
    return " ".join([*whole, last[:4]])


def of_the_title(_chance: random.Random, unit: Unit) -> str:
    return " ".join((unit.title or "").split()[:3])


def reference(chance: random.Random, unit: Unit) -> str:
    written = unit.ofqual_reference or ""
    return chance.choice((written, written.replace("/", "").lower()))


def one_word(chance: random.Random, unit: Unit) -> str:
    return chance.choice(long_words(unit.title or ""))


WAYS = (of_a_criterion, begun, of_the_title, of_a_criterion, reference, one_word)


def write_ours(site: Site, folder: Path) -> None:
    """The files of the search as the build writes them, in a page with a box."""
    for name, content in search_files(site):
        write_file(folder, name, content)
    shutil.copytree(packaged("templates") / "static", folder / "static")
    shutil.copy(FOLDER / "ours.html", folder / "index.html")
    shutil.copy(FOLDER / "typed.js", folder)


def write_rivals(site: Site, folder: Path) -> None:
    """A page with an index built beforehand for each library."""
    npm = folder / "npm"
    npm.mkdir()
    subprocess.run(["npm", "install", "--silent", "--prefix", npm, *RIVALS], check=True)
    (npm / "documents.json").write_text(json.dumps(list(documents(site))), encoding="utf-8")
    for name in ("rivals.js", "options.js"):
        shutil.copy(FOLDER / name, npm)
    subprocess.run(["node", "--max-old-space-size=12000", "rivals.js", folder], cwd=npm, check=True)
    for name in RIVALS:
        shutil.copy(FOLDER / f"{name}.html", folder / name / "index.html")
        for script in ("options.js", "typed.js"):
            shutil.copy(FOLDER / script, folder / name)


def documents(site: Site) -> Iterator[dict[str, object]]:
    """Each unit as one document, with the fields that ours weighs."""
    for number, (unit_id, unit) in enumerate(site.units.items()):
        row = site.row(unit_id)
        outcomes = unit.learning_outcomes
        yield {
            "id": number,
            "title": unit.title,
            "key": " ".join(filter(None, (row.body.name, row.level, row.reference, *row.nos))),
            "rows": "\n".join(text for o in outcomes for text in (o.text, *(c.text for c in o.criteria))),
            "prose": "\n".join(
                filter(None, (unit.aim, unit.assessment.text, unit.evidence_requirements, unit.guidance))
            ),
            "page": row.page,
            "level": row.level,
        }


def run(browser: Browser, folder: Path, queries: list[Query]) -> Measured:
    """Open the page a few times, and put all queries to the last."""
    readies = [ready_alone(browser, folder) for _ in range(OPENINGS - 1)]
    sizes: dict[str, int] = {}
    page, last = opened(browser, folder, sizes)
    times: list[float] = []
    wholes: list[float] = []
    hits = 0
    for query in queries:
        *letters, whole, titles = page.evaluate("text => typed(text)", query.text)
        times += letters
        wholes.append(whole)
        hits += query.title in titles
    return {
        "ready": statistics.median([*readies, last]),
        "first": last + times[0],
        "query": statistics.median(times),
        "whole": statistics.median(wholes),
        "heap": heap(page),
        "loaded": sum(sizes.values()) / 1e6,
        "largest": max(path.stat().st_size for path in folder.rglob("*.js")) / 1e3,
        "found": 100 * hits / len(queries),
    }


def ready_alone(browser: Browser, folder: Path) -> float:
    page, ready = opened(browser, folder)
    page.close()
    return ready


def opened(browser: Browser, folder: Path, sizes: dict[str, int] | None = None) -> tuple[Page, float]:
    """A page that is ready, after how many milliseconds it was; `sizes` is filled with the files that it asks for."""
    page = browser.new_page()
    page.set_default_timeout(600_000)
    if sizes is not None:
        page.on("request", lambda request: sizes.update({request.url: file_size(request.url)}))
    page.goto((folder / "index.html").as_uri())
    page.wait_for_function("window.readyAt !== undefined")
    return page, float(page.evaluate("window.readyAt"))


def file_size(url: str) -> int:
    return Path(unquote(urlsplit(url).path)).stat().st_size


def heap(page: Page) -> float:
    """MB of JavaScript heap that are in use when nothing can be collected."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    return float(session.send("Runtime.getHeapUsage")["usedSize"]) / 1e6


if __name__ == "__main__":
    sys.exit(main([int(text) for text in sys.argv[1:]] or [1000, 10000]))
