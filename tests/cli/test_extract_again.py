"""`unit-atlas extract` a second time, and several documents at a time."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.command import SOURCES, Run

UNIT = Path("specs/units/ocr/j-601-1515.yaml")


@pytest.fixture
def nothing_is_read(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(executor: object, *arguments: object) -> None:
        raise AssertionError(f"a document is read again: {arguments}")

    monkeypatch.setattr("extractor.isolate.IsolatingExecutor.submit", refuse)


def files() -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in Path("specs").rglob("*") if path.is_file()}


def accounts(out: str) -> list[str]:
    return out.replace("written  ", "unchanged").splitlines()[:-1]


def test_documents_that_did_not_change_are_not_read_again(library: Path, run: Run, nothing_is_read: None) -> None:
    before = files()
    ran = run("extract", "specs/sources")
    assert "\n2 documents, 2 not read again; units: 2 unchanged; 0 words unread, " in ran.out
    assert files() == before


def test_the_account_is_the_same_whether_read_again_or_not(library: Path, run: Run) -> None:
    known, anew = run("extract", "specs/sources"), run("extract", "specs/sources", "--again")
    assert accounts(known.out) == accounts(anew.out)
    assert "not read again" not in anew.out


def test_an_edited_file_is_kept_and_its_differences_are_still_listed(
    library: Path, run: Run, nothing_is_read: None
) -> None:
    UNIT.write_text(UNIT.read_text(encoding="utf-8").replace("credit: 6\n", "credit: 7\n"), encoding="utf-8")
    edited = UNIT.read_bytes()
    for _ in range(2):
        ran = run("extract", "specs/sources")
        assert "  kept      ocr/j-601-1515" in ran.out
        assert "    credit: file 7, extraction 6" in ran.out
        assert UNIT.read_bytes() == edited


def test_a_removed_unit_or_provenance_is_written_again_without_reading(
    library: Path, run: Run, nothing_is_read: None
) -> None:
    before = files()
    UNIT.unlink()
    Path("specs/provenance/ocn-london/l-508-3936.json").unlink()
    run("extract", "specs/sources")
    assert files() == before


def test_a_file_that_came_to_claim_an_id_is_told_without_reading(
    library: Path, run: Run, nothing_is_read: None
) -> None:
    shutil.copy(UNIT, UNIT.with_name("twin.yaml"))
    run("extract", "specs/sources")
    assert "the same id is claimed by ocr/twin" in UNIT.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [
        lambda: Path("specs/sources/000.txt").write_bytes(Path("specs/sources/000.txt").read_bytes() + b"\n"),
        lambda: Path("specs/awarding-bodies.yaml").write_text("- {id: ocr, name: OCR}\n", encoding="utf-8"),
        lambda: shutil.rmtree("specs/.cache"),
    ],
    ids=["its bytes", "the list of awarding bodies", "the notes"],
)
def test_a_change_is_read_again(library: Path, run: Run, nothing_is_read: None, change: Callable[[], object]) -> None:
    change()
    with pytest.raises(AssertionError, match=r"read again: .*000"):
        run("extract", "specs/sources/000.txt")


def test_one_job_or_two_print_and_write_the_same(library: Path, run: Run) -> None:
    for path in sorted(SOURCES.iterdir())[:4]:
        shutil.copy(path, "specs/sources")
    (library / "specs" / "sources" / "a-bad.pdf").write_bytes(b"not a PDF")
    ran = []
    for jobs in (1, 2):
        for folder in ("units", "provenance", ".cache"):
            shutil.rmtree(Path("specs") / folder)
        told = run("extract", "specs/sources", "--jobs", str(jobs))
        ran.append((told, files()))
    assert ran[0] == ran[1]
    assert "7 documents, 1 failed" in ran[0][0].out
    assert len(ran[0][0].err.splitlines()) == 1
