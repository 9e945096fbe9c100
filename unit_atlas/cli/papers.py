"""`unit-atlas papers`: working papers of units as Word and Excel files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from unit_atlas.cli.library import SPECS, Specs, nearest, open_library
from unit_atlas.cli.terminal import Failure, counted, say, warn
from unit_atlas.export.cells import CellError
from unit_atlas.export.papers_docx import papers_docx
from unit_atlas.export.papers_xlsx import papers_xlsx
from unit_atlas.library import Library

Units = Annotated[list[str], typer.Argument(metavar="UNIT...", help="Ids such as ocr/j-601-1515.")]
Folder = Annotated[Path, typer.Option("--to", help="The folder to write into.", file_okay=False)]


def papers(units: Units, specs: Specs = SPECS, to: Folder = Path("papers")) -> None:
    """Write tracking sheet, evidence record, assessment plan and handout of units, to edit in Word and Excel.

    Each unit becomes one workbook (tracking sheet, evidence record, assessment plan) and one document (evidence
    record, assessment plan, handout). Files of the same name in the folder are replaced. The site shows the same
    papers ready to print.

    For example:

    \b
      unit-atlas papers ocr/j-601-1515 ocn-london/l-508-3936 --to papers
    """
    library = open_library(specs)
    for unit_id in dict.fromkeys(units):
        _write(library, unit_id, to)
    say(f"{counted(2 * len(dict.fromkeys(units)), 'file')} in {to}")


def _write(library: Library, unit_id: str, to: Path) -> None:
    unit = library.units.get(unit_id)
    if unit is None:
        raise Failure(f"{unit_id}: no such unit in {library.root}. {nearest(unit_id, list(library.units))}")
    stem = to / unit_id.replace("/", "--")
    try:
        files = {".xlsx": papers_xlsx(unit, unit_id), ".docx": papers_docx(unit, unit_id)}
        to.mkdir(parents=True, exist_ok=True)
        for suffix, content in files.items():
            stem.with_name(stem.name + suffix).write_bytes(content)
    except (CellError, OSError) as error:
        raise Failure(f"{stem}: not written: {error}") from error
    if unit.review:
        warn(f"warning: {unit_id}: {counted(len(unit.review), 'field')} to be checked against the source")
