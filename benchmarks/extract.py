"""How fast documents are extracted, and at what cost in memory.

    python benchmarks/extract.py pages FILE…          text PDFs: extraction against a bare pdfplumber loop
    python benchmarks/extract.py handbook FILE…       200 and 500 pages, a quarter of them the units of these PDFs
    python benchmarks/extract.py documents [NUMBER]   many documents: one job, two jobs, a second run

`pages` and `handbook` read each file in turns by `extract_document` and by a loop that calls `extract_words()` and
`close()` on each page, in one process; the ratio is pages per second of processor time of the first to the second.
Peak memory is that of a process that does nothing else. `handbook` extracts the 500 pages by the command too, with one
job and with two. `documents` are the five samples again and again, each time
with other references, extracted by the command.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import itertools
import re
import resource
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pdfplumber
import pypdfium2

from extractor.child import collect_rarely
from extractor.extract import extract_document
from unit_atlas.canonical import read_bodies
from unit_atlas.model import AwardingBody
from unit_atlas.references import check_letter

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "specs" / "sources"
BODIES = ROOT / "specs" / "awarding-bodies.yaml"
COMMAND = [sys.executable, "-c", "from unit_atlas.cli import main; main()", "extract"]
UNIT_SHARE = 4
LINES_A_PAGE = 48
BARS = {"pages": 1.3, "handbook": 2.5}
MOST_MIB = 300


@dataclass(frozen=True)
class Cost:
    """Processor seconds of both ways of reading a file."""

    name: str
    pages: int
    extract: float
    bare: float

    @property
    def ratio(self) -> float:
        return self.bare / self.extract

    def __str__(self) -> str:
        speeds = f"{self.pages / self.extract:8.1f} {self.pages / self.bare:8.1f}"
        return f"{self.name[:40]:<40} {self.pages:5} {self.extract:8.2f} {self.bare:8.2f} {speeds} {self.ratio:6.2f}"


def read_bare(path: Path) -> None:
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_words()
            page.close()


@cache
def bodies() -> tuple[AwardingBody, ...]:
    return read_bodies(BODIES)


def read_whole(path: Path) -> None:
    """As the command's child processes do."""
    usual = gc.get_threshold()
    collect_rarely()
    extract_document(path, bodies=bodies())
    gc.unfreeze()
    gc.set_threshold(*usual)


def seconds(read: Callable[[Path], None], path: Path) -> float:
    begun = time.process_time()
    read(path)
    return time.process_time() - begun


def costs(paths: Sequence[Path], rounds: int) -> Iterable[Cost]:
    """The cost of each file, the smallest of some rounds in which the two ways take turns."""
    for read in (read_bare, read_whole):
        read(paths[0])
    for path in paths:
        bare, whole = zip(*((seconds(read_bare, path), seconds(read_whole, path)) for _ in range(rounds)), strict=True)
        yield Cost(path.name, len(pypdfium2.PdfDocument(path)), min(whole), min(bare))


def table(paths: Sequence[Path], rounds: int) -> Cost:
    print(f"{'file':<40} {'pages':>5} {'extract':>8} {'bare':>8} {'p/s':>8} {'bare p/s':>8} {'ratio':>6}")
    found = []
    for cost in costs(paths, rounds):
        print(cost, flush=True)
        found.append(cost)
    total = Cost("all", sum(c.pages for c in found), sum(c.extract for c in found), sum(c.bare for c in found))
    print(total)
    return total


def peak(path: Path) -> float:
    """The most MiB that a process needs for one file."""
    done = subprocess.run([sys.executable, __file__, "peak", str(path)], capture_output=True, text=True, check=True)
    return float(done.stdout)


def handbook(pages: int, units: Sequence[Path], path: Path) -> int:
    """Write a PDF of so many pages: the units in turn, each followed by three times its number of pages of prose.

    Returns:
        How many units it begins.
    """
    lines = prose_lines()
    with pypdfium2.PdfDocument.new() as book:
        for number in itertools.count():
            with pypdfium2.PdfDocument(units[number % len(units)]) as unit:
                book.import_pages(unit)
                for _ in range((UNIT_SHARE - 1) * len(unit)):
                    add_prose(book, list(itertools.islice(lines, LINES_A_PAGE)))
            if len(book) >= pages:
                break
        for surplus in range(len(book) - 1, pages - 1, -1):
            del book[surplus]
        book.save(path)
    return number + 1


def prose_lines() -> Iterator[str]:
    """Lines of what the project says about itself, for ever."""
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md")]
    words = " ".join(line for text in texts for line in text.splitlines() if line[:1].isalpha()).split()
    return itertools.cycle(textwrap.wrap(" ".join(words), 90))


def add_prose(book: pypdfium2.PdfDocument, lines: Sequence[str]) -> None:
    page = book.new_page(595, 842)
    for number, line in enumerate(lines):
        text = pypdfium2.raw.FPDFPageObj_NewTextObj(book.raw, b"Helvetica", 10)
        letters = ctypes.create_string_buffer(f"{line}\0".encode("utf-16-le"))
        pypdfium2.raw.FPDFText_SetText(text, ctypes.cast(letters, pypdfium2.raw.FPDF_WIDESTRING))
        pypdfium2.raw.FPDFPageObj_Transform(text, 1, 0, 0, 1, 72, 770 - 14 * number)
        pypdfium2.raw.FPDFPage_InsertObject(page.raw, text)
    page.gen_content()
    page.close()


def referenced(text: str, number: int) -> str:
    """A sample with the number written into its references, check letters included."""

    def other(match: re.Match[str]) -> str:
        digits = f"{match[2]}{number:04}"
        return f"{check_letter(digits)}{match[1]}{digits[:3]}{match[1]}{digits[3:]}"

    return re.sub(r"\b[ADFHJKLMRTY](/?)(\d{3})\1\d{4}\b", other, text)


def write_documents(folder: Path, number: int) -> None:
    folder.mkdir(parents=True)
    samples = [(path.stem[:3], path.read_text(encoding="utf-8")) for path in sorted(SAMPLES.glob("*.txt"))]
    for i in range(number):
        stem, text = samples[i % len(samples)]
        (folder / f"{stem}-{i:04}.txt").write_text(referenced(text, i), encoding="utf-8")


def run_command(name: str, source: Path, library: Path, *options: str) -> float:
    """Extract the source into the library; prints and returns the seconds by the clock."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    command = [*COMMAND, str(source), f"--to={library}/units", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    taken, after = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{name:<24} {taken:8.1f} {cpu:8.1f}   {done.stdout.splitlines()[-1]}", flush=True)
    return taken


def documents(number: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_documents(folder / "sources", number)
        for library in ("1", "2"):
            (folder / library).mkdir()
            (folder / library / "awarding-bodies.yaml").write_bytes(BODIES.read_bytes())
        print(f"{number} documents{'':<11} {'seconds':>8} {'CPU':>8}")
        one = run_command("first run, one job", folder / "sources", folder / "1", "--jobs=1")
        two = run_command("first run, two jobs", folder / "sources", folder / "2", "--jobs=2")
        second = run_command("second run, two jobs", folder / "sources", folder / "2", "--jobs=2")
        print(f"two jobs are {one / two:.2f} times as fast as one; a second run takes {two / second:.1f} times less")


def long_document(path: Path) -> None:
    """The command on one long document, whose ranges of pages are read at once."""
    print(f"{path.name:<24} {'seconds':>8} {'CPU':>8}")
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        slow = run_command("one job", path, Path(one), "--jobs=1")
        fast = run_command("two jobs", path, Path(two), "--jobs=2")
    print(f"two jobs are {slow / fast:.2f} times as fast as one")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["pages", "handbook", "documents", "peak"])
    parser.add_argument("given", nargs="*")
    parser.add_argument("--rounds", type=int, default=3)
    wanted = parser.parse_intermixed_args(arguments)
    paths = [Path(name) for name in wanted.given]
    if wanted.what == "documents":
        documents(int(wanted.given[0]) if wanted.given else 1000)
        return 0
    if wanted.what == "peak":
        read_whole(paths[0])
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return 0
    if not paths:
        parser.error("name PDF files")
    if wanted.what == "pages":
        ratio = table(paths, wanted.rounds).ratio
        print(f"ratio {ratio:.2f}, to be at least {BARS['pages']}")
        return int(ratio < BARS["pages"])
    with tempfile.TemporaryDirectory() as name:
        short, long = Path(name) / "200-pages.pdf", Path(name) / "500-pages.pdf"
        units, _ = handbook(200, paths, short), handbook(500, paths, long)
        ratio, most = table([short], wanted.rounds).ratio, peak(long)
        found = len(extract_document(short, bodies=bodies()).units)
        long_document(long)
    print(f"{found} units found of {units} in 200 pages")
    print(f"ratio {ratio:.2f}, to be at least {BARS['handbook']}")
    print(f"peak memory for 500 pages {most:.0f} MiB, to be under {MOST_MIB}")
    return int(ratio < BARS["handbook"] or most >= MOST_MIB)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
