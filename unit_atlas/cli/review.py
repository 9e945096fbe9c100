"""`unit-atlas review`: a unit beside its document, every field with its box on the page."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from site_builder.review_pages import write_review
from site_builder.write import OutputError
from unit_atlas.cli.documents import changed, draw, find_document, same_bytes
from unit_atlas.cli.library import SPECS, Specs, nearest, open_library
from unit_atlas.cli.terminal import Failure, counted, say
from unit_atlas.history import DateError, data_date
from unit_atlas.library import Library
from unit_atlas.model import Source


def review(
    unit: Annotated[str, typer.Argument(metavar="UNIT", help="The id of a unit, e.g. ocr/j-601-1515.")],
    specs: Specs = SPECS,
    source: Annotated[
        Path | None, typer.Option("--source", help="The document, where it does not lie in sources/.", dir_okay=False)
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option("--to", help="The folder of the page; each run replaces it. [default: output-review/UNIT]"),
    ] = None,
) -> None:
    """Show a unit beside the pages of its document.

    Each field has a box on the page where it was read, or a bar beside its lines of a text: a whole line where it was
    read surely, a broken one where it is doubtful, a dotted one where nothing was found. Fields with an open review
    entry come first. The page lies in a folder that opens without a network; it shows the document, so keep it inside
    the centre.

    For example:

    \b
      unit-atlas review ocr/j-601-1515
      unit-atlas review ocr/j-601-1515 --source handbook.pdf --to somewhere
    """
    library = open_library(specs)
    read = _source(library, unit)
    document = _document(read, source, specs / "sources")
    with TemporaryDirectory() as folder:
        shown = draw(document, read, library.provenance.get(unit), Path(folder))
        try:
            page = write_review(
                library, unit, shown, to or Path("output-review") / unit, data_date=data_date(library.root)
            )
        except (OutputError, DateError) as error:
            raise Failure(str(error)) from error
    entries = counted(len(library.units[unit].review), "open review entry", "open review entries")
    pages = counted(len(shown.sheets), "page") if shown.sheets else counted(len(shown.lines), "line")
    say(f"{document}: {pages}, {entries}")
    say(f"Open {page}")


def _source(library: Library, unit: str) -> Source:
    if unit not in library.units:
        broken = next((problem for problem in library.problems if problem.path == library.path(unit)), None)
        told = (
            str(broken) if broken else f"{unit}: no such unit in {library.root}. {nearest(unit, list(library.units))}"
        )
        raise Failure(told)
    read = library.units[unit].source
    if read is None:
        raise Failure(f"{library.path(unit)}: no source is recorded, so there is no document to show it beside.")
    return read


def _document(read: Source, named: Path | None, folder: Path) -> Path:
    try:
        if named is None:
            return find_document(read, folder)
    except FileNotFoundError as error:
        raise Failure(str(error)) from error
    if not same_bytes(named, read):
        raise changed(named)
    return named
