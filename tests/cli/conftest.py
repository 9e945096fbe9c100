"""Running the command as a person does, in this process."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.command import PAIR, PDF, ROOT, SOURCES, Ran, Run
from unit_atlas.cli import main


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Call `unit-atlas` with arguments; relative paths start from the current folder."""

    def call(*arguments: str | Path) -> Ran:
        monkeypatch.setattr("sys.argv", ["unit-atlas", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capsys.readouterr()
        return Ran(int(ended.value.code or 0), captured.out, captured.err)

    return call


@pytest.fixture(scope="session")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new library with two sources, extracted."""
    folder = tmp_path_factory.mktemp("extracted") / "library"
    sources = {stem: next(SOURCES.glob(f"{stem}_*.txt")) for stem in ("000", "001")}
    called(["init", folder], folder.parent)
    for stem, source in sources.items():
        shutil.copy(source, folder / "specs" / "sources" / f"{stem}.txt")
    called(["extract", "specs/sources"], folder)
    return folder


@pytest.fixture(scope="session")
def extracted_with_pdf(extracted: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a PDF of three pages beside its two texts."""
    folder = tmp_path_factory.mktemp("with-pdf") / "library"
    shutil.copytree(extracted, folder)
    shutil.copy(PDF, folder / "specs" / "sources")
    called(["extract", f"specs/sources/{PDF.name}"], folder)
    return folder


def called(arguments: Sequence[str | Path], folder: Path) -> None:
    """Call `unit-atlas` in a folder, where it must do what it is asked."""
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as ended:
        patch.chdir(folder)
        patch.setattr("sys.argv", ["unit-atlas", *map(str, arguments)])
        main()
    assert not ended.value.code


@pytest.fixture
def library(extracted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the library with two sources; the current folder."""
    shutil.copytree(extracted, tmp_path / "library")
    monkeypatch.chdir(tmp_path / "library")
    return tmp_path / "library"


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with the two sample units that are versions of one; the current folder is its parent."""
    for name in PAIR:
        (tmp_path / "specs/units" / name).parent.mkdir(parents=True)
        shutil.copy(ROOT / "specs/units" / f"{name}.yaml", tmp_path / "specs/units" / f"{name}.yaml")
    shutil.copy(ROOT / "specs/awarding-bodies.yaml", tmp_path / "specs")
    monkeypatch.chdir(tmp_path)
    return tmp_path
