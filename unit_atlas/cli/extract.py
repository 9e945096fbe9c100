"""`unit-atlas extract`: documents in, unit files out, and the account of every word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer

from extractor.extract import DocumentResult, SourceError, extract_document
from extractor.layout import GENERIC
from extractor.layouts import all_layouts, by_name
from unit_atlas.canonical import CanonicalError, read_bodies
from unit_atlas.cli.schema import write_schema
from unit_atlas.cli.terminal import FINDINGS, IMPOSSIBLE, Failure, complain, counted, progress, say
from unit_atlas.fields import FieldDifference, FieldValue
from unit_atlas.ids import find_body
from unit_atlas.model import AwardingBody
from unit_atlas.provenance import WordCounts
from unit_atlas.store import Store, Stored


@dataclass(frozen=True, slots=True)
class Reading:
    """How documents are to be read: what the options of the command say."""

    awarding_body: str | None = None
    layout: str | None = None
    infer: bool = False


@dataclass(slots=True)
class Tally:
    """What became of all documents."""

    documents: int = 0
    failed: int = 0
    unread: int = 0
    review: int = 0
    units: Counter[str] = field(default_factory=Counter)


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
) -> None:
    """Read documents and write their units, one YAML file each.

    For each document it prints what became of every word: fields, labels, repeats, furniture (running heads, page
    numbers), ignored by name, unread. Unread words are listed with their line, and flagged for review in the unit.

    A unit file that a person edited is kept; the fields in which the new extraction differs are listed.

    For example:

    \b
      unit-atlas extract specs/sources/
      unit-atlas extract a.txt b.txt --to our-units/specs/units/ --awarding-body 'OCN London'
      unit-atlas extract notes.txt --infer
    """
    tally = extract_sources(sources, to, Reading(awarding_body, layout, infer))
    if tally.failed:
        raise typer.Exit(FINDINGS if tally.failed < tally.documents else IMPOSSIBLE)


def extract_sources(sources: Sequence[Path], to: Path, reading: Reading = Reading()) -> Tally:
    """Extract documents into a folder of units, printing the account of each; a bad document stops no other.

    Raises:
        Failure: There is nothing to read, or the awarding body is not in the library's list.
        CanonicalError: The library's list of awarding bodies is broken.
    """
    documents = list(_documents(sources))
    if not documents:
        raise Failure(f"{', '.join(map(str, sources))}: found no documents, expected at least one. Put some there.")
    _check_layout(reading.layout)
    bodies = _bodies(to.parent / "awarding-bodies.yaml", reading.awarding_body)
    store, tally = Store(to, bodies), Tally(len(documents))
    for problem in store.problems:
        complain(str(problem))
    write_schema(to.parent / "unit.schema.json")
    with progress("Extracting") as advance:
        for position, path in enumerate(documents):
            advance(path.name, position, len(documents))
            _extract_one(path, store, bodies, reading, tally)
    say(_summary(tally))
    return tally


def _documents(sources: Sequence[Path]) -> Iterator[Path]:
    """The documents named, and those in the folders named in order of path; hidden files are none."""
    for source in sources:
        if source.is_dir():
            yield from (path for path in sorted(source.rglob("*")) if not path.is_dir() and not _hidden(path, source))
        else:
            yield source


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _bodies(path: Path, wanted: str | None) -> tuple[AwardingBody, ...]:
    bodies = read_bodies(path) if path.exists() else ()
    if wanted is not None and find_body(wanted, bodies) is None:
        names = ", ".join(body.name for body in bodies) or "no name at all"
        message = f"found {wanted!r}, expected a name that {path} lists; add it there. Listed: {names}"
        raise typer.BadParameter(message, param_hint="--awarding-body")
    return bodies


def _check_layout(wanted: str | None) -> None:
    if wanted is not None and by_name(wanted) is None:
        names = ", ".join(sorted({GENERIC.name, *(layout.name for layout in all_layouts())}))
        raise typer.BadParameter(f"found {wanted!r}, expected one of: {names}", param_hint="--layout")


def _extract_one(path: Path, store: Store, bodies: Sequence[AwardingBody], reading: Reading, tally: Tally) -> None:
    try:
        result = extract_document(
            path, bodies=bodies, awarding_body=reading.awarding_body, layout=reading.layout, infer=reading.infer
        )
        stored = store.put([(extracted.unit, extracted.provenance) for extracted in result.units])
    except (SourceError, CanonicalError) as error:
        tally.failed += 1
        complain(str(error))
        return
    tally.unread += result.words.unread
    tally.review += sum(len(extracted.unit.review) for extracted in result.units)
    tally.units.update(one.action for one in stored)
    for line in _account(result, stored):
        say(line)


def _account(result: DocumentResult, stored: Sequence[Stored]) -> Iterator[str]:
    """The lines printed for one document."""
    yield f"{result.path}: {_words(result.words)}"
    if not result.units:
        yield "  no unit found in it"
    for one in stored:
        yield f"  {one.action:<9} {one.id}" + (f": {one.note}" if one.note else "")
        yield from (f"    {_difference(difference)}" for difference in one.differences)
    for unread in result.unread:
        page = f"page {unread.page}, " if unread.page is not None else ""
        yield f"  unread    {page}line {unread.line}: {unread.text}"


def _words(words: WordCounts) -> str:
    parts = ", ".join(f"{getattr(words, fate)} {fate}" for fate in WordCounts.model_fields)
    return f"{words.total} words: {parts}"


def _difference(difference: FieldDifference) -> str:
    return f"{difference.path}: file {_value(difference.old)}, extraction {_value(difference.new)}"


def _value(value: FieldValue) -> str:
    return "nothing" if value is None else repr(value) if isinstance(value, str) else str(value).lower()


def _summary(tally: Tally) -> str:
    units = ", ".join(f"{count} {action}" for action, count in sorted(tally.units.items())) or "no units"
    failed = f", {tally.failed} failed" if tally.failed else ""
    entries = counted(tally.review, "entry", "entries")
    unread = counted(tally.unread, "word")
    return f"{counted(tally.documents, 'document')}{failed}; units: {units}; {unread} unread, {entries} to review"
