"""Many documents: read by any executor of `concurrent.futures`, told in the order given."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from extractor.child import is_for_memory
from extractor.extract import DocumentResult, extract_document
from extractor.guard import Unfit, check_pdf, digest
from extractor.isolate import Lost, NotStarted
from extractor.ledger import Entry, Ledger
from extractor.limits import DEFAULT, Limits
from extractor.readers.ranges import PagesRead, Positions
from extractor.reading import Reading
from extractor.sources import SourceError, read_source_range, source_ranges

T = TypeVar("T")

_AHEAD = 64


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document.

    Attributes:
        path: As it was given.
        result: What the document gave, or why it gave nothing.
        sha256: The hash of its bytes; None when they could not be read.
        entry: What an earlier run noted; None when the document was read in this run.
    """

    path: Path
    result: DocumentResult | SourceError
    sha256: str | None = None
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Reads many documents; one that fails, whatever it does to the process that reads it, is an outcome like others.

    Attributes:
        executor: Calls `read_document`; an `IsolatingExecutor` keeps documents from each other.
        reading: How documents are read.
        ledger: Documents that it knows, unchanged, are not read again.
        limits: Size and pages of a document; what else it may cost is the executor's to guard.
        finished: Called as soon as a document is done, from any thread, in any order.
    """

    executor: Executor
    reading: Reading
    ledger: Ledger
    limits: Limits = DEFAULT
    finished: Callable[[Path], object] = field(default=Path)

    def outcomes(self, paths: Sequence[Path]) -> Iterator[Outcome]:
        """One outcome a document, in the order of `paths`, whatever the executor does at once."""
        begun: deque[Callable[[], Outcome]] = deque()
        for path in paths:
            begun.append(self._begin(path))
            if len(begun) > _AHEAD:
                yield begun.popleft()()
        while begun:
            yield begun.popleft()()

    def _begin(self, path: Path) -> Callable[[], Outcome]:
        """Set a document going; the function returned waits for its outcome."""
        try:
            sha256 = digest(path, self.limits)
        except Unfit as unfit:
            return self._known(Outcome(path, SourceError(path, unfit.reason, unfit.remedy)))
        entry = self.ledger.find(path, sha256)
        if entry is not None:
            return self._known(Outcome(path, replace(entry.result, path=path), sha256, entry))
        call = self.executor.submit(read_document, path.absolute(), self.reading, self.limits)
        call.add_done_callback(lambda call: _is_long(call) or self.finished(path))
        return lambda: Outcome(path, self._result(path, call), sha256)

    def _result(self, path: Path, call: Future[DocumentResult | Long | Unfit]) -> DocumentResult | SourceError:
        """What a document gave, under the path as it was given.

        Raises:
            NotStarted: No document can be read at all.
        """
        try:
            found = call.result()
            if isinstance(found, Long):
                found = self._read_long(path, found)
        except NotStarted:
            raise
        except Lost as lost:
            return SourceError(path, lost.reason, lost.remedy)
        except Exception as error:  # noqa: BLE001 - a document can provoke any, and costs one line
            told = " ".join(f"{type(error).__name__}: {error}".split())[:200]
            return SourceError(path, f"its reader failed ({told})", "Report this, with the document if you may.")
        return SourceError(path, found.reason, found.remedy) if isinstance(found, Unfit) else replace(found, path=path)

    def _read_long(self, path: Path, long: Long) -> DocumentResult | Unfit:
        """Read the ranges of a long document at once, and then what they make."""
        source, read = path.absolute(), []
        calls = [self.executor.submit(read_pages, source, span, self.reading.engine) for span in long.ranges]
        try:
            for call in calls:
                found = call.result()
                if isinstance(found, Unfit):
                    return found
                read.append(found)
            return self.executor.submit(put_together, source, self.reading, read).result()
        finally:
            for call in calls:
                call.cancel()
            self.finished(path)

    def _known(self, outcome: Outcome) -> Callable[[], Outcome]:
        self.finished(outcome.path)
        return lambda: outcome


@dataclass(frozen=True, slots=True)
class Long:
    """A document so long that its ranges of pages are read each by itself."""

    ranges: tuple[Positions | None, ...]


def read_document(path: Path, reading: Reading, limits: Limits) -> DocumentResult | Long | Unfit:
    """Read one document, in whatever process.

    Returns:
        What it gave, how to read it if it is long, or why it is refused: a value, because an exception does not always
        pass between processes.

    Raises:
        MemoryError: Memory ran out, even where a reader took that for a fault of the document.
    """

    def read() -> DocumentResult | Long:
        check_pdf(path, limits)
        ranges = source_ranges(path)
        return Long(tuple(ranges)) if len(ranges) > 1 else _extract(path, reading)

    return _answer(read)


def read_pages(path: Path, positions: Positions | None, engine: str) -> PagesRead | Unfit:
    """Read a range of a long document's pages; like `read_document`."""
    return _answer(lambda: read_source_range(path, positions, engine))


def put_together(path: Path, reading: Reading, ranges: Sequence[PagesRead]) -> DocumentResult | Unfit:
    """Read a long document whose pages are read; like `read_document`."""
    return _answer(lambda: _extract(path, reading, ranges))


def _answer(read: Callable[[], T]) -> T | Unfit:
    try:
        return read()
    except Unfit as unfit:
        return unfit
    except SourceError as error:
        if is_for_memory(error):
            raise MemoryError from error
        return Unfit(error.reason, error.remedy)


def _extract(path: Path, reading: Reading, ranges: Sequence[PagesRead] | None = None) -> DocumentResult:
    return extract_document(
        path,
        bodies=reading.bodies,
        awarding_body=reading.awarding_body,
        layout=reading.layout,
        infer=reading.infer,
        engine=reading.engine,
        ranges=ranges,
    )


def _is_long(call: Future[DocumentResult | Long | Unfit]) -> bool:
    return not call.cancelled() and call.exception() is None and isinstance(call.result(), Long)
