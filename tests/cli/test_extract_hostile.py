"""`unit-atlas extract` over hostile and broken files: a line each, an exit code, and neighbours that notice nothing."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.command import ROOT, SOURCES, Run
from tests.extractor import hostile

COMMAND = [sys.executable, "-c", "from unit_atlas.cli import main; main()", "extract"]
LIMITS = ["--jobs=2", "--time-limit=30", "--cpu-limit=2", "--memory-limit=400"]
GOOD = {
    "a-good.txt": next(SOURCES.glob("001_*.txt")),
    "good.pdf": ROOT / "tests" / "golden" / "pdf-sources" / "r_rowper_watermark_U0.pdf",
    "z-good.txt": next(SOURCES.glob("000_*.txt")),
}
REASONS = {
    "empty.pdf": "it is not a readable PDF",
    "flate-bomb.pdf": "",
    "folder-link": "found a link, expected a regular file. Give the document itself.",
    "form-bomb.pdf": "it took longer than 2 seconds of processor time. Split the file, or allow more with --cpu-limit.",
    "link.txt": "found a link, expected a regular file. Give the document itself.",
    "many-pages.pdf": "found 5000 pages, expected at most 2000. Split the file, or allow more with --page-limit.",
    "million-characters.pdf": "",
    "not-a-pdf.pdf": "it is not a readable PDF",
    "nul.txt": "not a text file: it holds NUL bytes. Save it as plain text or HTML.",
    "password.pdf": "it is protected by a password. Open it in a PDF viewer with the password, and save it without.",
    "pipe.txt": "found a pipe or device, expected a regular file. Give the document itself.",
    "truncated.pdf": "it is not a readable PDF",
}

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the system has no such limits, links or pipes")


@dataclass(frozen=True)
class Extracted:
    """What a run in a process of its own printed and wrote."""

    code: int
    out: str
    err: str
    seconds: float
    files: dict[str, bytes]


def extract(folder: Path, to: Path) -> Extracted:
    begun = time.monotonic()
    command = [*COMMAND, ".", *LIMITS, f"--to={to}/units"]
    ran = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False, timeout=300)
    seconds = time.monotonic() - begun
    wanted = [path for path in to.rglob("*") if path.is_file() and ".cache" not in path.parts]
    files = {path.relative_to(to).as_posix(): path.read_bytes() for path in wanted}
    return Extracted(ran.returncode, ran.stdout, ran.stderr, seconds, files)


def put_good(folder: Path) -> None:
    folder.mkdir()
    for name, source in GOOD.items():
        shutil.copy(source, folder / name)


def test_hostile_files_cost_a_line_each_and_neighbours_notice_nothing(tmp_path: Path) -> None:
    put_good(tmp_path / "alone")
    alone = extract(tmp_path / "alone", tmp_path / "1")
    put_good(tmp_path / "among")
    hostile.write(tmp_path / "among")
    among = extract(tmp_path / "among", tmp_path / "2")

    assert (alone.code, among.code) == (0, 1)
    assert alone.files.items() <= among.files.items()
    for name in GOOD:
        block = next(part for part in f"\n{alone.out}".split(f"\n{name}: ")[1:]).split("\n")[:2]
        assert "\n".join([f"{name}: {block[0]}", block[1]]) in among.out

    told = dict(line.split(": ", 1) for line in among.err.splitlines() if not line.startswith("note: "))
    accounts = [line.split(": ", 1)[0] for line in among.out.splitlines() if " words: " in line]
    names = sorted(path.name for path in (tmp_path / "among").iterdir())
    assert sorted([*told, *accounts]) == names
    assert {name: told[name][: len(reason)] for name, reason in REASONS.items()} == REASONS
    assert all(". " in reason and reason.endswith(".") for reason in told.values())
    assert "Traceback" not in among.out + among.err
    assert among.seconds < 120


def test_only_hostile_files_end_with_3(library: Path, run: Run) -> None:
    (library / "bomb").mkdir()
    (library / "bomb" / "locked.pdf").write_bytes(hostile.password())
    ran = run("extract", "bomb")
    assert ran.code == 3
    assert ran.complaint.startswith("bomb/locked.pdf: it is protected by a password. Open it")


def test_an_action_of_a_document_is_not_taken(library: Path, run: Run) -> None:
    (library / "actions.pdf").write_bytes(hostile.actions())
    ran = run("extract", "actions.pdf")
    assert ran.code == 0
    assert "no unit found" in ran.out
