"""Running the command as a person does, in this process."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.command import PAIR, ROOT, SOURCES, Ran, Run
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


@pytest.fixture
def library(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new library with two sources, extracted; the current folder."""
    folder = tmp_path / "library"
    assert run("init", folder).code == 0
    for stem in ("000", "001"):
        source = next(SOURCES.glob(f"{stem}_*.txt"))
        shutil.copy(source, folder / "specs" / "sources" / f"{stem}.txt")
    monkeypatch.chdir(folder)
    assert run("extract", "specs/sources").code == 0
    return folder


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with the two sample units that are versions of one; the current folder is its parent."""
    for name in PAIR:
        (tmp_path / "specs/units" / name).parent.mkdir(parents=True)
        shutil.copy(ROOT / "specs/units" / f"{name}.yaml", tmp_path / "specs/units" / f"{name}.yaml")
    shutil.copy(ROOT / "specs/awarding-bodies.yaml", tmp_path / "specs")
    monkeypatch.chdir(tmp_path)
    return tmp_path
