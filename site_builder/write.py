"""Writing a site: into a staging folder beside the output, checked there, then brought to its place.

A new site takes the place of the old one by two renames. Of a site of which little changed, the few files that did are
replaced one by one, and a journal beside the site sees to it that this is done whole or undone.
"""

from __future__ import annotations

import json
import os
import posixpath
import shutil
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

MARKER = ".unit-atlas-site"
_JOURNAL, _FILES = "journal", "files"
_MARKER_TEXT = "Written by unit-atlas build. The next build replaces this folder whole.\n"


class OutputError(Exception):
    """The output folder cannot be written; prints as one line."""


@contextmanager
def staged(output: Path) -> Iterator[Path]:
    """Give an empty folder to write a site into; it takes the place of `output` when the block ends without an error.

    Until then, and for ever where the block fails, the old site stays as it is.

    Raises:
        OutputError: `output` holds something that is not a site of ours, or another build is under way.
    """
    with claimed(output) as staging:
        yield staging
        swap(output, staging)


@contextmanager
def claimed(output: Path) -> Iterator[Path]:
    """Give an empty folder to write a site into, for `swap` or `change` to bring to `output`; it is removed after.

    What an earlier, killed build left behind is cleared away first. One build at a time: a second one is refused.

    Raises:
        OutputError: `output` holds something that is not a site of ours, or another build is under way.
    """
    output = output.absolute()
    output.parent.mkdir(parents=True, exist_ok=True)
    staging = _beside(output, "new")
    _refuse_read_only(output)
    with _lock(_beside(output, "lock"), output):
        _recover(output, staging)
        _refuse_foreign(output)
        staging.mkdir()
        try:
            (staging / MARKER).write_text(_MARKER_TEXT, encoding="utf-8")
            yield staging
        finally:
            _remove(staging)


def swap(output: Path, staging: Path) -> None:
    """Put a new site in the place of the old one, whole."""
    output = output.absolute()
    old = _beside(output, "old")
    if output.exists():
        output.rename(old)
    try:
        staging.rename(output)
    except OSError:
        if old.exists():
            old.rename(output)
        raise
    _remove(old)


def change(output: Path, staging: Path, changed: Sequence[str], gone: Sequence[str]) -> None:
    """Bring files from the staging folder to their places in a site and take others away: all of it, or nothing.

    The files that go lie in a folder beside until all is done; a build that is killed on the way is undone by the next.
    """
    output = output.absolute()
    undo = _beside(output, "undo")
    link_all([name for name in (*changed, *gone) if (output / name).exists()], output, undo / _FILES)
    write_file(undo, "journal.new", json.dumps([*changed, *gone]))
    (undo / "journal.new").rename(undo / _JOURNAL)
    try:
        for name in changed:
            _move(staging / name, output / name)
        for name in gone:
            (output / name).unlink()
    except BaseException:
        _undo(output, undo)
        raise
    for folder in sorted({folder for name in gone for folder in PurePath(name).parents}, reverse=True):
        _remove_if_empty(output / folder)
    (undo / _JOURNAL).unlink()
    _remove(undo)


def _undo(output: Path, undo: Path) -> None:
    """Put every file back that a change was to replace; needs nothing but the folder that the change left."""
    for name in json.loads((undo / _JOURNAL).read_text(encoding="utf-8")):
        before = undo / _FILES / name
        if before.exists():
            _move(before, output / name)
        else:
            (output / name).unlink(missing_ok=True)
    (undo / _JOURNAL).unlink()
    _remove(undo)


def _remove_if_empty(folder: Path) -> None:
    if not any(folder.iterdir()):
        folder.rmdir()


def _move(path: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    path.replace(to)


def link_all(names: Collection[str], folder: Path, to: Path) -> None:
    """Let files of one folder be files of another too; where the disk cannot, as copies that look the same."""
    for below in {posixpath.dirname(name) for name in names}:
        (to / below).mkdir(parents=True, exist_ok=True)
    for name in names:
        old, new = f"{folder}/{name}", f"{to}/{name}"
        try:
            os.link(old, new)
        except OSError:
            shutil.copy2(old, new)


def write_file(folder: Path, name: str, content: str | bytes) -> None:
    """Write one file of a site below a folder; text as UTF-8 with `\\n`."""
    path, data = folder / name, content.encode() if isinstance(content, str) else content
    try:
        path.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _beside(output: Path, purpose: str) -> Path:
    return output.with_name(f".{output.name}.{purpose}")


def _recover(output: Path, staging: Path) -> None:
    """Clear what a killed build left; where it was killed on the way from the old site to the new, go back."""
    old, undo = _beside(output, "old"), _beside(output, "undo")
    if (undo / _JOURNAL).exists():
        _undo(output, undo)
    _remove(undo)
    if old.exists() and not output.exists():
        old.rename(output)
    _remove(old)
    _remove(staging)


def _refuse_read_only(output: Path) -> None:
    for folder in (output.parent, output, _beside(output, "old"), _beside(output, "undo")):
        if folder.is_dir() and not os.access(folder, os.W_OK):
            raise OutputError(
                f"{folder}: found a folder that cannot be written to, expected one that can. "
                "Change its permissions or name another output folder."
            )


def _refuse_foreign(output: Path) -> None:
    if output.is_symlink() or (output.exists() and not output.is_dir()):
        raise OutputError(f"{output}: not a folder of its own. Name another output folder.")
    if output.is_dir() and any(output.iterdir()) and not (output / MARKER).is_file():
        raise OutputError(
            f"{output}: holds files that unit-atlas did not write ({MARKER} is missing). "
            "Empty it yourself or name another output folder."
        )


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


@contextmanager
def _lock(path: Path, output: Path) -> Iterator[None]:
    descriptor = _locked(path)
    if descriptor is None:
        raise OutputError(f"{output}: another build is writing here. Wait for it to end.")
    try:
        yield
    finally:
        if sys.platform != "win32":
            path.unlink()
        os.close(descriptor)


def _locked(path: Path) -> int | None:
    """Open and lock a file; None where somebody else holds it. A file that its last holder removed is opened anew."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            if sys.platform == "win32":
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(descriptor)
            return None
        if _same(path, descriptor):
            return descriptor
        os.close(descriptor)


def _same(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False
