"""Text files of a library: read whole within limits, written in one step, never through a link."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from unit_atlas.refusals import refuse

MAX_BYTES = 1024 * 1024
BYTE_ORDER_MARK = "\ufeff"


def read_text(path: Path) -> str:
    """The text of a YAML file: a regular file of at most 1 MiB in UTF-8 (a byte order mark is dropped).

    Raises:
        CanonicalError: The file is something else; nothing of it is parsed.
        OSError: The file cannot be opened.
    """
    return decoded(read_content(path), path)


def read_content(path: Path) -> bytes:
    """The bytes of a regular file of at most 1 MiB; raises as `read_text` does."""
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode):
        raise refuse(
            path, None, "found a link, folder or device, expected a regular file; replace it by the file itself"
        )
    check_size(status.st_size, path)
    return path.read_bytes()


def decoded(content: bytes, path: Path) -> str:
    """The text that the bytes of a file spell; raises as `read_text` does."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise refuse(
            path, line, f"found the byte 0x{content[error.start]:02X}, expected UTF-8; save the file as UTF-8"
        ) from error


def check_size(size: int, name: str | Path) -> None:
    """Refuses more than `MAX_BYTES`.

    Raises:
        CanonicalError: There are more.
    """
    if size > MAX_BYTES:
        raise refuse(name, None, f"found {size} bytes, expected at most {MAX_BYTES} (1 MiB); split the file")


def write_whole(path: Path, text: str, *, below: Path) -> None:
    """Writes the file in one step, so that nobody ever finds half of it; line ends stay as they are in the text.

    Raises:
        CanonicalError: The file or a folder of it is a link that leads out of `below`.
        OSError: The file could not be written; the old one is whole.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_symlink() or not path.parent.resolve().is_relative_to(below.resolve()):
        raise refuse(path, None, "found a link, expected a regular file and folder; replace it by the file itself")
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        unfinished.write_bytes(text.encode())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
