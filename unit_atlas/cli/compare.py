"""`unit-atlas compare`: two versions of a unit, criterion by criterion."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from site_builder.compare_alone import comparison_html
from unit_atlas.canonical import read_unit
from unit_atlas.cli.compare_files import read_ignored, read_settings
from unit_atlas.cli.compare_table import show
from unit_atlas.cli.library import SPECS, Specs, nearest, open_library
from unit_atlas.cli.terminal import FINDINGS, Failure, counted, say, warn
from unit_atlas.compare.engine import compare as compare_units
from unit_atlas.compare.model import Comparison, FactDifference, Pair, Severity
from unit_atlas.export.cells import CellError
from unit_atlas.export.csv import ENCODING, comparison_csv
from unit_atlas.export.json import comparison_json
from unit_atlas.export.markdown import comparison_markdown
from unit_atlas.export.xlsx import comparison_xlsx
from unit_atlas.ids import is_unit_id
from unit_atlas.library import read_awarding_bodies
from unit_atlas.model import Unit

SEVERITIES: tuple[Severity, ...] = ("info", "warning", "error")


class FailOn(StrEnum):
    """From which severity on a difference makes the command fail."""

    warning = "warning"
    error = "error"


Written = Callable[[Comparison, Unit, Unit, Path], bytes]
_FORMATS: Mapping[str, Written] = {
    "json": lambda result, *_: comparison_json(result).encode(),
    "markdown": lambda result, *_: comparison_markdown(result).encode(),
    "html": lambda result, held, wanted, specs: _html(result, held, wanted, specs).encode(),
    "xlsx": lambda result, *_: comparison_xlsx(result),
    "csv": lambda result, *_: comparison_csv(result).encode(ENCODING),
}


def compare(
    a: Annotated[str, typer.Argument(metavar="A", help="The unit that evidence is held for: an id or a file.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The unit that evidence is wanted for: an id or a file.")],
    specs: Specs = SPECS,
    as_json: Annotated[bool, typer.Option("--json", help="Give the whole comparison as JSON.")] = False,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Give what differs as Markdown.")] = False,
    as_html: Annotated[bool, typer.Option("--html", help="Give one HTML page that needs no other file.")] = False,
    as_xlsx: Annotated[bool, typer.Option("--xlsx", help="Give a workbook: criteria, and facts that differ.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Give a row for each criterion, for Excel.")] = False,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FILE", help="Write there, not to standard output.", dir_okay=False)
    ] = None,
    fail_on: Annotated[FailOn | None, typer.Option(help="Exit with 1 when a difference is this severe.")] = None,
    ignore: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Fingerprints, one a line, that --fail-on passes over.", dir_okay=False),
    ] = None,
    settings: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Thresholds and severities, as TOML.", dir_okay=False)
    ] = None,
) -> None:
    """Compare two versions of a unit.

    It tells what evidence held for A is worth for B. Words that only A has stand in [-…-], words that only B has in
    {+…+}.

    For example:

    \b
      unit-atlas compare ocr/j-601-1515 ocn-london/l-508-3936
      unit-atlas compare old.yaml new.yaml --xlsx --to difference.xlsx
      unit-atlas compare old.yaml new.yaml --fail-on error --ignore decided.txt
    """
    chosen = _chosen({"json": as_json, "markdown": as_markdown, "html": as_html, "xlsx": as_xlsx, "csv": as_csv})
    if to is not None and chosen is None:
        raise typer.BadParameter("--to needs a format: --json, --markdown, --html, --xlsx or --csv")
    passed_over = read_ignored(ignore)
    (a_id, held), (b_id, wanted) = _unit(a, specs), _unit(b, specs)
    result = compare_units(held, wanted, a_id=a_id, b_id=b_id, settings=read_settings(settings))
    if chosen is None:
        show(result, passed_over)
    else:
        _give(chosen, result, held, wanted, specs, to)
    _report_unused(passed_over, result, ignore)
    if fail_on is not None and worst(result, passed_over) >= SEVERITIES.index(fail_on.value):
        raise typer.Exit(FINDINGS)


def _chosen(wanted: Mapping[str, bool]) -> str | None:
    names = [name for name, is_wanted in wanted.items() if is_wanted]
    if len(names) > 1:
        raise typer.BadParameter(f"--{names[0]} and --{names[1]} do not go together; choose one format")
    return names[0] if names else None


def _give(name: str, result: Comparison, held: Unit, wanted: Unit, specs: Path, to: Path | None) -> None:
    if name == "xlsx" and to is None and sys.stdout.isatty():
        raise typer.BadParameter("a workbook is not for the terminal; name a file with --to")
    try:
        content = _FORMATS[name](result, held, wanted, specs)
    except CellError as error:
        raise Failure(f"{result.a} and {result.b}: {error}") from error
    if to is None:
        typer.echo(content, nl=False)
    else:
        to.write_bytes(content)
        say(f"Wrote {to}")


def _html(result: Comparison, held: Unit, wanted: Unit, specs: Path) -> str:
    bodies = read_awarding_bodies(specs, []) if specs.is_dir() else ()
    return comparison_html(result, held, wanted, bodies)


def _unit(name: str, specs: Path) -> tuple[str, Unit]:
    """The id and the unit that a person named by id or file.

    Raises:
        Failure: There is no such file and no such id.
        CanonicalError: The file is not a unit.
    """
    in_library = specs / "units" / f"{name}.yaml"
    if is_unit_id(name) and in_library.is_file():
        return name, read_unit(in_library)
    file = Path(name)
    if file.is_file():
        return "/".join(file.resolve().with_suffix("").parts[-2:]), read_unit(file)
    ids = list(open_library(specs).units)
    raise Failure(f"{name}: no such file, and no such unit in {specs}. {nearest(name, ids)}")


def _differences(result: Comparison) -> Iterator[Pair | FactDifference]:
    yield from result.pairs
    yield from result.facts


def worst(result: Comparison, ignored: Collection[str]) -> int:
    """The place in `SEVERITIES` of the most severe difference that nobody decided to ignore."""
    counting = (each for each in _differences(result) if each.fingerprint not in ignored)
    return max((SEVERITIES.index(each.severity) for each in counting), default=0)


def _report_unused(ignored: Collection[str], result: Comparison, path: Path | None) -> None:
    unused = len(set(ignored) - {each.fingerprint for each in _differences(result)})
    if unused:
        warn(f"{path}: {counted(unused, 'fingerprint')} matched no difference of this pair")
