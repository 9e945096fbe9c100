"""The documents that units were read from, drawn for the pages that show a unit beside its document."""

from __future__ import annotations

import os
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

from extractor.guard import Unfit, digest
from extractor.isolate import IsolatingExecutor, Lost
from extractor.limits import DEFAULT
from extractor.page_images import PageImage, page_images
from extractor.source_lines import source_lines
from site_builder.shown import Sheet, Shown
from unit_atlas.cli.terminal import Advance, Failure
from unit_atlas.library import Library
from unit_atlas.model import Source, Unit
from unit_atlas.provenance import Provenance


@dataclass(frozen=True, slots=True)
class Documents:
    """What came of drawing the documents of many units.

    Attributes:
        shown: By unit id the document it is shown beside.
        absent: Units without a document: none is recorded, or it is not where documents are looked for.
        failures: One line for each document that is there and could not be drawn.
    """

    shown: dict[str, Shown] = field(default_factory=dict)
    absent: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def find_document(source: Source, folder: Path) -> Path:
    """The file in a folder, or below it, that a unit was read from, known by its name and bytes.

    Raises:
        FileNotFoundError: No file has the name.
        Failure: Files have the name, and all of them other bytes: the places recorded do not fit them.
    """
    named = [path for path in _below(folder) if path.name == source.file]
    if not named:
        raise FileNotFoundError(f"{folder / source.file}: not found. Put the document there, or name it with --source.")
    for path in named:
        if same_bytes(path, source):
            return path
    raise changed(named[0])


def same_bytes(path: Path, source: Source) -> bool:
    """Tells whether a file is the document that was read.

    Raises:
        Failure: It cannot be opened, or is no regular file of bearable size.
    """
    try:
        return digest(path, DEFAULT) == source.sha256
    except Unfit as unfit:
        raise Failure(f"{path}: {unfit.reason}. {unfit.remedy}") from unfit


def changed(path: Path) -> Failure:
    """The message for a document that is not the one that was read."""
    return Failure(
        f"{path}: found other bytes than the unit was read from, so that no place would fit. "
        f"Extract it again: unit-atlas extract {path}"
    )


def draw(path: Path, source: Source, provenance: Provenance | None, folder: Path) -> Shown:
    """Draw the document of one unit; images go to `folder`.

    Raises:
        Failure: It cannot be drawn.
    """
    with IsolatingExecutor(jobs=1) as executor:
        return _taken(path, source, _begin(executor, path, _pages(source, provenance)), folder)


def draw_all(library: Library, units: Iterable[str], sources: Path, folder: Path, advance: Advance) -> Documents:
    """Draw the documents of many units, each page once; images go to `folder`."""
    found = Documents()
    named = defaultdict(list)
    for path in _below(sources):
        named[path.name].append(path)
    wanted = list(_by_document(library, units, named, found))
    for done, (one, drawing) in enumerate(_drawings(wanted), 1):
        try:
            whole = _taken(one.path, one.source, drawing, folder)
        except Failure as failure:
            found.failures.append(str(failure))
        else:
            found.shown.update(_shares(whole, library, one.units))
        advance(one.path.name, done, len(wanted))
    return found


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A document, the units read from it, and their pages."""

    path: Path
    source: Source
    units: tuple[str, ...]
    pages: tuple[int, ...]


def _by_document(
    library: Library, units: Iterable[str], named: Mapping[str, Sequence[Path]], found: Documents
) -> Iterator[_Wanted]:
    read: defaultdict[str, list[str]] = defaultdict(list)
    for unit_id in units:
        source = library.units[unit_id].source
        if source is None or source.file not in named:
            found.absent.append(unit_id)
        else:
            read[source.sha256].append(unit_id)
    for members in read.values():
        source = _source(library.units[members[0]])
        try:
            path = next(filter(lambda path: same_bytes(path, source), named[source.file]), None)
            if path is None:
                raise changed(named[source.file][0])
        except Failure as failure:
            found.failures.append(str(failure))
            continue
        pages = {page for one in members for page in _pages(_source(library.units[one]), library.provenance.get(one))}
        yield _Wanted(path, source, tuple(members), tuple(sorted(pages)))


def _source(unit: Unit) -> Source:
    if unit.source is None:
        raise ValueError("expected a unit with a source")
    return unit.source


def _shares(whole: Shown, library: Library, units: Iterable[str]) -> dict[str, Shown]:
    """Each unit with its own pages of the document that they share."""
    shares = {}
    for unit_id in units:
        pages = _pages(_source(library.units[unit_id]), library.provenance.get(unit_id))
        shares[unit_id] = Shown(tuple(sheet for sheet in whole.sheets if sheet.number in pages), whole.lines)
    return shares


def _pages(source: Source, provenance: Provenance | None) -> tuple[int, ...]:
    """The pages of a unit, in order: those it was read from, and those that places are recorded on."""
    places = provenance.fields.values() if provenance else ()
    placed = {page for place in places for page in (place.page, *(piece.page for piece in place.continued)) if page}
    return tuple(sorted({*source.pages, *placed}))


Drawing = Future[tuple[PageImage, ...]] | Future[tuple[str, ...]]


def _begin(executor: IsolatingExecutor, path: Path, pages: Sequence[int]) -> Drawing:
    if path.suffix.lower() == ".pdf":
        return executor.submit(page_images, path.absolute(), pages)
    return executor.submit(source_lines, path.absolute())


def _drawings(wanted: Sequence[_Wanted]) -> Iterator[tuple[_Wanted, Drawing]]:
    """Each document with its drawing, in order; few are drawn ahead, as images take memory."""
    jobs = os.cpu_count() or 1
    begun: deque[tuple[_Wanted, Drawing]] = deque()
    with IsolatingExecutor(jobs=jobs) as executor:
        for one in wanted:
            begun.append((one, _begin(executor, one.path, one.pages)))
            if len(begun) > 2 * jobs:
                yield begun.popleft()
        yield from begun


def _taken(path: Path, source: Source, drawing: Drawing, folder: Path) -> Shown:
    """What a drawing gave, its images written."""
    try:
        drawn = drawing.result()
    except Unfit as unfit:
        raise Failure(f"{path}: {unfit.reason}. {unfit.remedy}") from unfit
    except Lost as lost:
        raise Failure(f"{path}: drawing its pages: {lost.reason}. Split the file.") from lost
    sheets = []
    lines = []
    for part in drawn:
        if isinstance(part, PageImage):
            image = folder / f"{source.sha256}-{part.number}.png"
            image.write_bytes(part.png)
            sheets.append(Sheet(part.number, image, part.frame))
        else:
            lines.append(part)
    return Shown(tuple(sheets), tuple(lines))


def _below(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
