"""`unit-atlas changes`: what changed between two states of a library."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from unit_atlas.changes import Changes, find_changes
from unit_atlas.cli.compare import SEVERITIES, FailOn, worst
from unit_atlas.cli.compare_files import read_ignored, read_settings
from unit_atlas.cli.library import SPECS, Specs
from unit_atlas.cli.terminal import FINDINGS, IMPOSSIBLE, Failure, complain, counted
from unit_atlas.compare.settings import DEFAULT, Settings
from unit_atlas.export.changes import changes_markdown
from unit_atlas.library import Library, read_library
from unit_atlas.revisions import RevisionError, write_revision


def changes(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The state before: a specs/ folder or a git revision.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The state after: a specs/ folder or a git revision.")],
    specs: Specs = SPECS,
    fail_on: Annotated[FailOn | None, typer.Option(help="Exit with 1 when a difference is this severe.")] = None,
    ignore: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Fingerprints, one a line, that --fail-on passes over.", dir_okay=False),
    ] = None,
    settings: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Thresholds and severities, as TOML.", dir_okay=False)
    ] = None,
) -> None:
    """Tell what changed between two states of a library, as Markdown for a pull request.

    A git revision is read from the repository that holds --specs; the working tree stays as it is. A unit that cannot
    be read in either state is named, and the command exits with 3.

    For example:

    \b
      unit-atlas changes main specs
      unit-atlas changes v1.0 v1.1 > changes.md
      unit-atlas changes old/specs new/specs --fail-on error
    """
    found, passed_over = _find(old, new, specs, settings), read_ignored(ignore)
    typer.echo(changes_markdown(found), nl=False)
    if found.failed:
        complain(
            f"{counted(len(found.failed), 'file')} could not be read and so not compared. Correct them; see above."
        )
        raise typer.Exit(IMPOSSIBLE)
    if fail_on is not None and _worst(found, passed_over) >= SEVERITIES.index(fail_on.value):
        raise typer.Exit(FINDINGS)


def changes_since(old: str, library: Library, specs: Path) -> Changes:
    """Find what changed in a library since an earlier state.

    Args:
        old: The state before: a specs/ folder or a git revision.
        library: The library as it is.
        specs: Its folder, in whose repository a revision is looked up.

    Raises:
        Failure: There is no such state.
    """
    return _between((old, _state(old, specs)), (str(specs), library), DEFAULT)


def _find(old: str, new: str, specs: Path, settings: Path | None) -> Changes:
    return _between((old, _state(old, specs)), (new, _state(new, specs)), read_settings(settings))


def _between(old: tuple[str, Library], new: tuple[str, Library], settings: Settings) -> Changes:
    """Compare two states, each with its name."""
    failed = {**_failed(old[1], old[0]), **_failed(new[1], new[0])}
    return find_changes(old[1].units, new[1].units, failed=failed, settings=settings)


def _state(name: str, specs: Path) -> Library:
    """The library in a folder, or in a git revision.

    Raises:
        Failure: It is neither.
    """
    folder = Path(name)
    if (folder / "units").is_dir():
        return read_library(folder)
    if folder.is_dir() and name not in (".", ".."):
        raise Failure(f"{name}: found no folder units/ in it, expected a library such as specs")
    with TemporaryDirectory() as there:
        try:
            write_revision(name, specs, Path(there))
        except RevisionError as error:
            raise Failure(str(error)) from error
        return read_library(Path(there))


def _failed(library: Library, state: str) -> dict[str, str]:
    """What is wrong with files of a state, by unit id."""
    failed: dict[str, str] = {}
    for problem in library.problems:
        if problem.severity == "error" and problem.path.is_relative_to(library.root / "units"):
            place = problem.path.relative_to(library.root)
            line = f":{problem.line}" if problem.line else ""
            failed.setdefault(
                place.relative_to("units").with_suffix("").as_posix(), f"{state}, {place}{line}: {problem.message}"
            )
    return failed


def _worst(found: Changes, ignored: frozenset[str]) -> int:
    return max((worst(change.comparison, ignored) for change in found.changed), default=0)
