"""The sample library in the repository is what extraction makes of its sources, byte for byte."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_extracting_the_samples_changes_nothing(tmp_path: Path) -> None:
    specs = tmp_path / "specs"
    shutil.copytree(ROOT / "specs", specs, ignore=shutil.ignore_patterns(".*"))
    before = contents(specs)
    unit_atlas = Path(sys.executable).with_name("unit-atlas")
    command = [unit_atlas, "extract", "--again", "specs/sources/", "--to", "specs/units/"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "5 unchanged" in done.stdout
    shutil.rmtree(specs / ".cache", ignore_errors=True)
    assert contents(specs) == before
