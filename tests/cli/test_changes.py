"""`unit-atlas changes`: two folders, two git revisions, and what must never read as "no changes"."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.command import Run
from unit_atlas.changes import find_changes
from unit_atlas.export.changes import changes_markdown
from unit_atlas.library import read_library

UNIT = Path("units/ocr/j-601-1515.yaml")


@pytest.fixture
def states(shelf: Path) -> tuple[Path, Path]:
    """A library's folder, and a copy of it."""
    shutil.copytree("specs", "new")
    return Path("specs"), Path("new")


def edit(folder: Path, old: str, new: str) -> None:
    text = (folder / UNIT).read_text(encoding="utf-8")
    assert old in text
    (folder / UNIT).write_text(text.replace(old, new, 1), encoding="utf-8")


def git(*arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    outside = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    subprocess.run(["git", *who, *arguments], check=True, capture_output=True, env=outside)


def test_equal_states_are_said_to_be_equal(states: tuple[Path, Path], run: Run) -> None:
    ran = run("changes", *states)
    assert (ran.code, ran.err) == (0, "")
    assert "No changes. 2 units compared." in ran.out


def test_units_first_then_criteria_with_class_and_severity(states: tuple[Path, Path], run: Run) -> None:
    old, new = states
    edit(new, "respond ", "never respond ")
    (new / "units/ocn-london/l-508-3936.yaml").unlink()
    ran = run("changes", old, new)
    assert ran.code == 0
    assert "**1 changed, 1 removed**" in ran.out
    assert ran.out.index("### Removed") < ran.out.index("### ocr/j-601-1515")
    (row,) = [line for line in ran.out.splitlines() if line.startswith("| 1.1 ")]
    assert row.startswith("| 1.1 | 1.1 | Negated | error | \\[+never+\\] respond")
    assert run("changes", old, new, "--fail-on", "error").code == 1
    assert "**1 changed, 1 added**" in run("changes", new, old).out


def test_a_renamed_unit_is_neither_added_nor_removed(states: tuple[Path, Path], run: Run) -> None:
    old, new = states
    (new / UNIT).rename(new / "units/ocr/renamed.yaml")
    out = run("changes", old, new).out
    assert "### ocr/renamed (was ocr/j-601-1515)" in out
    assert "### Added" not in out


def test_a_change_that_no_comparison_tells_is_named(states: tuple[Path, Path], run: Run) -> None:
    edit(states[1], "reader: text", "reader: html")
    assert "Also changed: source." in run("changes", *states).out


def test_a_file_that_cannot_be_read_is_no_change_and_fails(states: tuple[Path, Path], run: Run) -> None:
    (states[1] / UNIT).write_text("format: 1\ntitle: [\n", encoding="utf-8")
    for pair in (states, states[::-1]):
        ran = run("changes", *pair)
        assert ran.code == 3
        assert "No changes" not in ran.out
        assert "units/ocr/j-601-1515.yaml:" in ran.out
        assert "### Removed" not in ran.out


def test_what_is_neither_folder_nor_revision_fails(shelf: Path, run: Run) -> None:
    git("init", "-q")
    for old in ("nowhere", "--help-me", "specs/units"):
        ran = run("changes", "--", old, "specs")
        assert ran.code == 3
        assert ran.out == ""
        assert old in ran.complaint


def test_two_revisions_and_the_working_tree(shelf: Path, run: Run) -> None:
    git("init", "-q")
    git("add", "specs/units")
    git("commit", "-q", "-m", "one")
    edit(Path("specs"), "respond ", "never respond ")
    git("commit", "-q", "-a", "-m", "two")
    edit(Path("specs"), "level: '3'", "level: '4'")
    assert "| Negated | error |" in run("changes", "HEAD~1", "HEAD").out
    out = run("changes", "HEAD", "specs").out
    assert "Negated" not in out
    assert "| Level | 3 | 4 | warning |" in out


def test_a_revision_before_the_library_fails(shelf: Path, run: Run) -> None:
    git("init", "-q")
    Path("other").write_text("x", encoding="utf-8")
    git("add", "other")
    git("commit", "-q", "-m", "before")
    ran = run("changes", "HEAD", "specs")
    assert (ran.code, ran.out) == (3, "")
    assert "No changes" not in ran.err


def test_what_is_left_out_is_counted(states: tuple[Path, Path]) -> None:
    old = read_library(states[0]).units
    new = {key: unit.model_copy(update={"glh": 99}) for key, unit in old.items()}
    changes = find_changes(old, new, failed={})
    assert "2 units more changed, too long to show here." in changes_markdown(changes, longest=200)
    assert "too long" not in changes_markdown(changes)
