"""Writing a site: into a staging folder beside the output, checked there, then swapped in by renaming."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

MARKER = ".unit-atlas-site"
_MARKER_TEXT = "Written by unit-atlas build. The next build replaces this folder whole.\n"


class OutputError(Exception):
    """The output folder cannot be written; prints as one line."""


@contextmanager
def staged(output: Path) -> Iterator[Path]:
    """Give an empty folder to write a site into; it takes the place of `output` when the block ends without an error.

    Until then, and for ever where the block fails, the old site stays as it is. What an earlier, killed build left
    behind is cleared away first. One build at a time: a second one is refused.

    Raises:
        OutputError: `output` holds something that is not a site of ours, or another build is under way.
    """
    output = output.absolute()
    output.parent.mkdir(parents=True, exist_ok=True)
    staging, old = _beside(output, "new"), _beside(output, "old")
    with _lock(_beside(output, "lock"), output):
        _recover(output, staging, old)
        _refuse_foreign(output)
        staging.mkdir()
        try:
            (staging / MARKER).write_text(_MARKER_TEXT, encoding="utf-8")
            yield staging
            _swap(output, staging, old)
        finally:
            _remove(staging)


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


def _recover(output: Path, staging: Path, old: Path) -> None:
    """Clear what a killed build left; where it was killed between the two renames, put the old site back."""
    if old.exists() and not output.exists():
        old.rename(output)
    _remove(old)
    _remove(staging)


def _refuse_foreign(output: Path) -> None:
    if output.is_symlink() or (output.exists() and not output.is_dir()):
        raise OutputError(f"{output}: not a folder of its own. Name another output folder.")
    if output.is_dir() and any(output.iterdir()) and not (output / MARKER).is_file():
        raise OutputError(
            f"{output}: holds files that unit-atlas did not write ({MARKER} is missing). "
            "Empty it yourself or name another output folder."
        )


def _swap(output: Path, staging: Path, old: Path) -> None:
    if output.exists():
        output.rename(old)
    try:
        staging.rename(output)
    except OSError:
        if old.exists():
            old.rename(output)
        raise
    _remove(old)


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
