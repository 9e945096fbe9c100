"""`unit-atlas extract`: documents in, unit files out, and the account of every word."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Annotated

import typer

from extractor.batch import Batch, Outcome
from extractor.extract import DocumentResult
from extractor.isolate import IsolatingExecutor
from extractor.layout import GENERIC
from extractor.layouts import all_layouts, by_name
from extractor.ledger import Ledger
from extractor.limits import DEFAULT, Limits
from extractor.readers.engines import ENGINES
from extractor.reading import AS_PRINTED, Reading
from extractor.sources import SourceError
from unit_atlas.canonical import CanonicalError, read_bodies
from unit_atlas.cli.accounts import Tally, account
from unit_atlas.cli.schema import write_schema
from unit_atlas.cli.terminal import FINDINGS, IMPOSSIBLE, Failure, complain, progress, say, warn
from unit_atlas.findings import Finding
from unit_atlas.ids import find_body
from unit_atlas.listing import claims
from unit_atlas.model import AwardingBody
from unit_atlas.packaged import packaged
from unit_atlas.qualification_files import keep_qualification
from unit_atlas.store import Store, Stored


def extract(
    sources: Annotated[list[Path], typer.Argument(help="Documents, or folders of documents.", metavar="SOURCES…")],
    to: Annotated[Path, typer.Option("--to", help="The folder of unit files, in a library.", file_okay=False)] = Path(
        "specs/units"
    ),
    awarding_body: Annotated[
        str | None, typer.Option(help="The awarding body of documents that do not name one.", metavar="NAME")
    ] = None,
    layout: Annotated[
        str | None, typer.Option(help="Read by this layout instead of the one recognised.", metavar="NAME")
    ] = None,
    infer: Annotated[
        bool, typer.Option("--infer", help="Fill in what is reasoned rather than read; it is flagged either way.")
    ] = False,
    engine: Annotated[
        str, typer.Option(help=f"What recognises scanned pages: {' or '.join(ENGINES)}.", metavar="NAME")
    ] = ENGINES[0],
    again: Annotated[
        bool, typer.Option("--again", help="Read documents again that did not change since they were last read.")
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option(
            help="Documents, or ranges of a long one's pages, read at a time; by default one a processor.", min=1
        ),
    ] = None,
    time_limit: Annotated[
        float, typer.Option(help="Seconds that reading a document may take.", min=1)
    ] = DEFAULT.seconds,
    cpu_limit: Annotated[
        int, typer.Option(help="Seconds of processor time that reading a document may take.", min=1)
    ] = DEFAULT.cpu_seconds,
    memory_limit: Annotated[
        int, typer.Option(help="MiB of memory that reading a document may take.", min=256)
    ] = DEFAULT.memory,
    size_limit: Annotated[int, typer.Option(help="MiB that a document may be large.", min=1)] = DEFAULT.file_size,
    page_limit: Annotated[int, typer.Option(help="Pages that a PDF may have.", min=1)] = DEFAULT.pages,
) -> None:
    """Read documents and write their units, one YAML file each.

    For each document it prints what became of every word: fields, labels, repeats, furniture (running heads, page
    numbers), ignored by name, unread. Unread words are listed with their line, and flagged for review in the unit.

    A unit file that a person edited keeps every correction and comment; fields that nobody touched follow the new
    extraction. A field changed on both sides keeps the person's value and gets a conflict entry under review. Fields in
    which file and extraction differ are listed. Where a merge would lose a comment, the file is kept as it is.

    A document that did not change since an earlier run is not read again; the notes about that lie in .cache/ beside
    the units and can be deleted.

    Each document is read in a process of its own, within limits; one that breaks them, or the process, costs one line
    and exit code 1, and the others are read as if it were not there. Windows sets no limits of memory and processor
    time, macOS none of memory: there the time limit guards.

    For example:

    \b
      unit-atlas extract specs/sources/
      unit-atlas extract a.txt b.txt --to our-units/specs/units/ --awarding-body 'OCN London'
      unit-atlas extract notes.txt --infer
      unit-atlas extract specs/sources/ --again --jobs 1 --time-limit 600
    """
    effort = Effort(jobs, again, Limits(time_limit, cpu_limit, memory_limit, size_limit, page_limit))
    reading = Reading(awarding_body=awarding_body, layout=layout, infer=infer, engine=engine)
    tally = extract_sources(sources, to, reading, effort)
    if tally.failed:
        raise typer.Exit(FINDINGS if tally.failed < tally.documents else IMPOSSIBLE)


@dataclass(frozen=True, slots=True)
class Effort:
    """How much reading may cost: documents at a time (None: as many as processors), all of them or the changed ones."""

    jobs: int | None = None
    again: bool = False
    limits: Limits = DEFAULT


def extract_sources(
    sources: Sequence[Path],
    to: Path,
    reading: Reading = AS_PRINTED,
    effort: Effort = Effort(),
) -> Tally:
    """Extract documents into a folder of units, printing the account of each; a bad document stops no other.

    The awarding bodies are those that the library of the folder lists, whatever `reading` holds; where it has no list,
    those of the list that comes with the package.

    Raises:
        Failure: There is nothing to read.
        typer.BadParameter: There is no such layout or engine, or the awarding body is not in the library's list.
        CanonicalError: The library's list of awarding bodies is broken.
    """
    documents = list(_documents(sources))
    if not documents:
        raise Failure(f"{', '.join(map(str, sources))}: found no documents, expected at least one. Put some there.")
    _check(reading)
    bodies = _bodies(to.parent / "awarding-bodies.yaml", reading.awarding_body)
    reading = replace(reading, bodies=bodies)
    write_schema(to.parent / "unit.schema.json")
    run = _Run(to, bodies, Ledger(to, reading, again=effort.again), Tally(len(documents)))
    run.complain()
    with _batch(reading, run.ledger, effort, len(documents)) as batch:
        for outcome in batch.outcomes(documents):
            run.take(outcome)
    run.ledger.close()
    say(str(run.tally))
    return run.tally


@contextmanager
def _batch(reading: Reading, ledger: Ledger, effort: Effort, total: int) -> Iterator[Batch]:
    done = itertools.count(1)
    executor: Executor = IsolatingExecutor(effort.limits, effort.jobs or _processors())
    with progress("Extracting") as advance, executor:
        advance("Extracting", 0, total)
        yield Batch(executor, reading, ledger, effort.limits, lambda path: advance(path.name, next(done), total))


def _processors() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass
class _Run:
    """Takes the outcomes of documents, in order, into a folder of units."""

    to: Path
    bodies: Sequence[AwardingBody]
    ledger: Ledger
    tally: Tally

    @cached_property
    def store(self) -> Store:
        """Opened when there is something to store: it reads all units."""
        return Store(self.to, self.bodies)

    def complain(self) -> None:
        """Tell of files in the folder that no unit id can be made of."""
        problems: list[Finding] = []
        list(claims(self.to, ".yaml", problems))
        for problem in problems:
            complain(str(problem))

    def take(self, outcome: Outcome) -> None:
        """Store the units of a document and print its account."""
        self.tally.known += outcome.entry is not None
        try:
            if isinstance(outcome.result, SourceError):
                raise outcome.result
            stored = self._stored(outcome, outcome.result)
        except (SourceError, CanonicalError) as error:
            self.tally.failed += 1
            complain(str(error))
            return
        self.tally.add(outcome.result, stored)
        for line in account(outcome.result, stored):
            say(line)
        self._keep_qualifications(outcome.result, stored)

    def _keep_qualifications(self, result: DocumentResult, stored: Sequence[Stored]) -> None:
        """Keep what a handbook says about its qualifications beside the units."""
        for structure in result.qualifications:
            kept = keep_qualification(structure, [one.id for one in stored], specs=self.to.parent)
            differs = f", which differs in {', '.join(kept.differs)}" if kept.differs else ""
            say(f"  {kept.action:<9} qualification {structure.number}{differs}")

    def _stored(self, outcome: Outcome, result: DocumentResult) -> tuple[Stored, ...]:
        if outcome.entry is not None and self.ledger.is_stored(outcome.entry):
            return tuple(Stored(name, self.to / f"{name}.yaml", "unchanged") for name in outcome.entry.units)
        units = [(extracted.unit, extracted.provenance) for extracted in result.units]
        stored = self.store.put(units, document=outcome.path.name)
        is_open = len(stored) > len(result.units) or any(one.action not in ("written", "unchanged") for one in stored)
        if outcome.sha256 is not None and (result.units or not is_open):
            self.ledger.note(outcome.path, outcome.sha256, result, () if is_open else [one.id for one in stored])
        return stored


def _documents(sources: Sequence[Path]) -> Iterator[Path]:
    """The documents named, and those in the folders named in order of path; hidden files are none."""
    for source in sources:
        if source.is_dir():
            yield from (
                path for path in sorted(source.rglob("*")) if not _is_folder(path) and not _hidden(path, source)
            )
        else:
            yield source


def _is_folder(path: Path) -> bool:
    """Tells whether the documents in it are found too; links to folders are not followed, but refused like others."""
    return path.is_dir() and not path.is_symlink()


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _bodies(path: Path, wanted: str | None) -> tuple[AwardingBody, ...]:
    if path.exists():
        bodies = read_bodies(path)
    else:
        warn(f"note: {path} is not there; awarding bodies are known by the list that comes with Unit Atlas")
        bodies = read_bodies(packaged("specs") / "awarding-bodies.yaml")
    if wanted is not None and find_body(wanted, bodies) is None:
        names = ", ".join(body.name for body in bodies) or "no name at all"
        message = f"found {wanted!r}, expected a name that {path} lists; add it there. Listed: {names}"
        raise typer.BadParameter(message, param_hint="--awarding-body")
    return bodies


def _check(reading: Reading) -> None:
    if reading.layout is not None and by_name(reading.layout) is None:
        names = ", ".join(sorted({GENERIC.name, *(layout.name for layout in all_layouts())}))
        raise typer.BadParameter(f"found {reading.layout!r}, expected one of: {names}", param_hint="--layout")
    if reading.engine not in ENGINES:
        raise typer.BadParameter(
            f"found {reading.engine!r}, expected one of: {', '.join(ENGINES)}", param_hint="--engine"
        )
