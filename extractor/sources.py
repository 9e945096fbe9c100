"""A source file read: its document, or its pages by ranges, or in one line why it cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from extractor.document import Document
from extractor.readers import KINDS, ranges_of, read_document
from extractor.readers.engines import EngineMissing, RecognitionFailed
from extractor.readers.pdf import PdfRefused
from extractor.readers.ranges import PagesRead, Positions, read_range

MOST_LETTERS_OF_A_WORD = 2_000


class SourceError(Exception):
    """A source that could not be extracted; prints as one line: path, reason, what to do."""

    def __init__(self, path: Path, reason: str, remedy: str) -> None:
        super().__init__(f"{path}: {reason}. {remedy}")
        self.path, self.reason, self.remedy = path, reason, remedy


def read_source(path: Path, engine: str, ranges: Sequence[PagesRead] | None = None) -> Document:
    """Read a document; `ranges` holds the pages of a PDF where they were read elsewhere.

    Raises:
        SourceError: It cannot be read.
    """
    data = _bytes(path)
    with _refused(path):
        document = read_document(path, data, engine, ranges)
    _check_words(path, document)
    return document


def source_ranges(path: Path) -> list[Positions | None]:
    """The ranges of pages in which a document is read; more than one where it is a long PDF.

    Raises:
        SourceError: It cannot be read.
    """
    return ranges_of(path, _bytes(path))


def read_source_range(path: Path, positions: Positions | None, engine: str) -> PagesRead:
    """Read a range of a PDF's pages.

    Raises:
        SourceError: They cannot be read.
    """
    with _refused(path):
        return read_range(_bytes(path), positions, engine)


def _bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(path, f"cannot be opened: {error.strerror}", "Check the path and its permissions.") from error
    if path.suffix.lower() not in KINDS:
        kinds = ", ".join(KINDS)
        raise SourceError(path, f"files of kind '{path.suffix}' are not read", f"Give one of {kinds}.")
    if path.suffix.lower() != ".pdf" and b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SourceError(path, "not a text file: it holds NUL bytes", "Save it as plain text or HTML.")
    return data


@contextmanager
def _refused(path: Path) -> Iterator[None]:
    """What readers refuse, as a `SourceError`."""
    try:
        yield
    except EngineMissing as missing:
        raise SourceError(path, str(missing), missing.remedy) from missing
    except RecognitionFailed as failed:
        raise SourceError(path, str(failed), "Read it with another engine (--engine).") from failed
    except PdfRefused as refused:
        raise SourceError(path, str(refused), "Open it in a PDF viewer, and save or print it anew as PDF.") from refused


def _check_words(path: Path, document: Document) -> None:
    for line in document.lines:
        longest = max((len(word.text) for word in line.words), default=0)
        if longest > MOST_LETTERS_OF_A_WORD:
            reason = f"line {line.number} holds a word of {longest} letters, at most {MOST_LETTERS_OF_A_WORD} are read"
            raise SourceError(path, reason, "Take it out.")
