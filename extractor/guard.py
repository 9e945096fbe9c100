"""What a file must be before it is read: a regular file of bearable size and number of pages."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

import pypdfium2

from extractor.limits import MIB, Limits


class Unfit(Exception):
    """A file that is not to be read: `reason` says why, `remedy` what to do."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason, remedy)
        self.reason, self.remedy = reason, remedy


def digest(path: Path, limits: Limits) -> str:
    """The SHA-256 of a source's bytes; nothing but a regular file is opened, so that no pipe or device is waited for.

    Raises:
        Unfit: It is no regular file, cannot be opened, or is too large.
    """
    try:
        _check_kind(os.lstat(path), limits)
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise Unfit(f"cannot be opened: {error.strerror}", "Check the path and its permissions.") from error
    except ValueError as error:
        raise Unfit(f"is no path: {error}", "Check the path.") from error


def _check_kind(found: os.stat_result, limits: Limits) -> None:
    kind = next((name for is_kind, name in _OTHER_KINDS if is_kind(found.st_mode)), None)
    if kind is not None:
        raise Unfit(f"found {kind}, expected a regular file", "Give the document itself.")
    if found.st_size > limits.file_size * MIB:
        size = f"{found.st_size / MIB:.1f} MiB"
        remedy = "Split the file, or allow more with --size-limit."
        raise Unfit(f"found {size}, expected at most {limits.file_size} MiB", remedy)


_OTHER_KINDS = (
    (stat.S_ISLNK, "a link"),
    (stat.S_ISDIR, "a folder"),
    (lambda mode: not stat.S_ISREG(mode), "a pipe or device"),
)


def check_pdf(path: Path, limits: Limits) -> None:
    """Refuse a PDF that asks for a password or has too many pages; one that lies about them meets other limits.

    Raises:
        Unfit: It does.
    """
    if path.suffix.lower() != ".pdf":
        return
    try:
        with pypdfium2.PdfDocument(path) as pdf:
            pages = len(pdf)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD:
            remedy = "Open it in a PDF viewer with the password, and save it without."
            raise Unfit("it is protected by a password", remedy) from error
        return  # the reader says what is wrong with the file
    if pages > limits.pages:
        remedy = "Split the file, or allow more with --page-limit."
        raise Unfit(f"found {pages} pages, expected at most {limits.pages}", remedy)
