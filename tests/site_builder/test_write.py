"""Staging and swapping: the old site stays whole until a new one is complete."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from site_builder import write
from site_builder.build import BuildError
from site_builder.write import MARKER, OutputError, change, claimed, staged, write_file
from tests.site_builder.sites import BEES, ROOT, build, full_unit, library_of, real_library, tree_hash
from unit_atlas.findings import Finding

BUILD = """
import sys
from pathlib import Path
from tests.site_builder.sites import build, real_library
build(real_library(), Path(sys.argv[1]))
"""


def left_beside(output: Path) -> list[str]:
    return sorted(path.name for path in output.parent.iterdir() if path != output)


def write_site(output: Path, text: str) -> None:
    with staged(output) as folder:
        write_file(folder, "index.html", text)


def test_a_block_that_fails_leaves_the_old_site_and_no_litter(tmp_path: Path) -> None:
    output = tmp_path / "site"
    write_site(output, "old")
    with pytest.raises(ZeroDivisionError), staged(output) as folder:
        write_file(folder, "index.html", "new")
        raise ZeroDivisionError
    assert (output / "index.html").read_text(encoding="utf-8") == "old"
    assert left_beside(output) == []


def test_the_new_site_replaces_the_old_one_whole(tmp_path: Path) -> None:
    output = tmp_path / "site"
    with staged(output) as folder:
        write_file(folder, "gone/page.html", "old")
    write_site(output, "new")
    assert sorted(path.name for path in output.iterdir()) == [MARKER, "index.html"]


@pytest.mark.parametrize("foreign", ["thesis.txt", ".git/config"])
def test_a_folder_that_is_not_a_site_is_never_touched(tmp_path: Path, foreign: str) -> None:
    output = tmp_path / "documents"
    write_file(output, foreign, "precious")
    with pytest.raises(BuildError, match="holds files that unit-atlas did not write"):
        build(library_of({BEES: full_unit()}), output)
    assert (output / foreign).read_text(encoding="utf-8") == "precious"


@pytest.mark.parametrize("folder", ["", "site", ".site.old"])
def test_a_folder_that_cannot_be_written_to_is_refused_untouched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    write_site(tmp_path / "site", "old")
    (tmp_path / ".site.old").mkdir()
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path) != tmp_path / folder)
    with pytest.raises(OutputError, match="cannot be written to"), staged(tmp_path / "site"):
        pytest.fail("it was not refused")
    assert (tmp_path / "site/index.html").read_text(encoding="utf-8") == "old"


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    write_site(tmp_path / "site", "new")
    assert (tmp_path / "site" / "index.html").is_file()


@pytest.mark.parametrize("make", [lambda path: path.write_text("a file"), lambda path: path.symlink_to("elsewhere")])
def test_a_file_or_a_link_is_refused(tmp_path: Path, make: object) -> None:
    output = tmp_path / "site"
    make(output)  # type: ignore[operator]
    with pytest.raises(OutputError, match="not a folder of its own"):
        write_site(output, "new")


def test_two_builds_at_once_are_refused(tmp_path: Path) -> None:
    output = tmp_path / "site"
    with staged(output), pytest.raises(OutputError, match="another build is writing here"):
        write_site(output, "second")
    write_site(output, "third")


def test_what_a_killed_build_left_is_cleared(tmp_path: Path) -> None:
    output = tmp_path / "site"
    write_site(output, "old")
    write_file(tmp_path / ".site.new", "half.html", "half")
    (tmp_path / ".site.lock").touch()
    write_site(output, "new")
    assert left_beside(output) == []


def test_a_build_killed_between_the_two_renames_is_mended_by_the_next(tmp_path: Path) -> None:
    output = tmp_path / "site"
    write_site(output, "old")
    output.rename(tmp_path / ".site.old")
    with pytest.raises(ZeroDivisionError), staged(output):
        raise ZeroDivisionError
    assert (output / "index.html").read_text(encoding="utf-8") == "old"


def test_a_failed_swap_puts_the_old_site_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = tmp_path / "site"
    write_site(output, "old")
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path.name == ".site.new":
            raise OSError("disk full")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match="disk full"):
        write_site(output, "new")
    assert (output / "index.html").read_text(encoding="utf-8") == "old"


def pieces(output: Path) -> dict[str, str]:
    files = (path for path in output.rglob("*") if path.is_file() and path.name != MARKER)
    return {path.relative_to(output).as_posix(): path.read_text(encoding="utf-8") for path in files}


OLD = {"a/one.html": "1", "a/two.html": "2", "b/three.html": "3", "index.html": "0"}
CHANGED, GONE = ["a/one.html", "c/new.html", "index.html"], ["b/three.html"]
NEW = {"a/one.html": "new", "a/two.html": "2", "c/new.html": "new", "index.html": "new"}


def change_some(output: Path) -> None:
    with claimed(output) as staging:
        for name in CHANGED:
            write_file(staging, name, "new")
        change(output, staging, CHANGED, GONE)


@pytest.fixture
def old_site(tmp_path: Path) -> Path:
    with staged(tmp_path / "site") as folder:
        for name, text in OLD.items():
            write_file(folder, name, text)
    return tmp_path / "site"


def fail_at(moment: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the change fail before a move, the first being 0, or, after the last one, before it takes a file away."""
    moves = iter(range(len(CHANGED) + 1))
    move, unlink = write._move, Path.unlink

    def count(path: Path, to: Path) -> None:
        if ".site.new" in str(path) and next(moves) == moment:
            raise OSError("disk gone")
        move(path, to)

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path.name == "three.html" and moment == len(CHANGED):
            raise OSError("disk gone")
        unlink(path, missing_ok)

    monkeypatch.setattr(write, "_move", count)
    monkeypatch.setattr(Path, "unlink", refuse)


def test_a_few_files_are_changed_in_place(old_site: Path) -> None:
    place = (old_site / "a/two.html").stat().st_ino
    change_some(old_site)
    assert pieces(old_site) == NEW
    assert not (old_site / "b").exists()
    assert (old_site / "a/two.html").stat().st_ino == place
    assert left_beside(old_site) == []


@pytest.mark.parametrize("moment", range(4))
def test_a_change_that_fails_is_undone(old_site: Path, monkeypatch: pytest.MonkeyPatch, moment: int) -> None:
    fail_at(moment, monkeypatch)
    with pytest.raises(OSError, match="disk gone"):
        change_some(old_site)
    assert pieces(old_site) == OLD
    assert left_beside(old_site) == []


@pytest.mark.parametrize("moment", range(4))
def test_a_change_that_was_killed_is_undone_by_the_next_build(
    old_site: Path, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    with monkeypatch.context() as context:
        fail_at(moment, context)
        context.setattr(write, "_undo", lambda *_: None)
        with pytest.raises(OSError, match="disk gone"):
            change_some(old_site)
    assert left_beside(old_site) == [".site.undo"]
    with pytest.raises(ZeroDivisionError), claimed(old_site):
        raise ZeroDivisionError
    assert pieces(old_site) == OLD
    assert left_beside(old_site) == []


def test_strict_fails_on_a_file_that_could_not_be_read_and_leaves_the_old_site(tmp_path: Path) -> None:
    output = tmp_path / "site"
    library = library_of({BEES: full_unit()})
    build(library, output)
    before = tree_hash(output)
    broken = type(library)(
        library.root,
        bodies=(),
        units=library.units,
        provenance={},
        problems=(Finding(Path("x.yaml"), "error", "e", "bad"),),
    )
    with pytest.raises(BuildError, match="1 file"):
        build(broken, output, strict=True)
    assert tree_hash(output) == before
    assert build(broken, output).warnings[0].startswith("x.yaml: error: bad")


def test_open_review_entries_do_not_fail_a_strict_build(tmp_path: Path) -> None:
    assert build(real_library(), tmp_path / "site", strict=True).pages > 50


def test_a_broken_link_fails_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = tmp_path / "site"
    build(library_of({BEES: full_unit()}), output)
    before = tree_hash(output)
    monkeypatch.setattr("site_builder.links.REVIEW", "review/lost.html")
    with pytest.raises(BuildError, match=r"broken links?.*names no file of the site"):
        build(library_of({BEES: full_unit()}), output)
    assert tree_hash(output) == before


@pytest.mark.skipif(sys.platform == "win32", reason="kills by POSIX signal")
def test_builds_killed_at_any_moment_leave_the_old_site_whole(tmp_path: Path) -> None:
    output = tmp_path / "site"
    build(library_of({BEES: full_unit()}), output)
    old = tree_hash(output)
    build(real_library(), tmp_path / "whole")
    new = tree_hash(tmp_path / "whole")
    moments = random.Random(7)
    for _ in range(6):
        process = subprocess.Popen([sys.executable, "-c", BUILD, str(output)], cwd=ROOT, env={**os.environ})
        time.sleep(moments.uniform(0.3, 1.5))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert tree_hash(output) in {old, new}
    build(real_library(), output)
    assert tree_hash(output) == new
    assert left_beside(output) == ["whole"]
