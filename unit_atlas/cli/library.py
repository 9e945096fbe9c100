"""What several subcommands share: finding a library's folder and its units."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rapidfuzz import process

from site_builder.kept import cached_library
from unit_atlas.cache import Cache
from unit_atlas.cli.terminal import Failure
from unit_atlas.library import Library, read_library

Specs = Annotated[Path, typer.Option("--specs", help="The library: the folder that holds units/.", file_okay=False)]
SPECS = Path("specs")


def open_library(specs: Path) -> Library:
    """Read a library.

    Raises:
        Failure: The folder is not there or is no library.
    """
    _refuse_other(specs)
    return read_library(specs)


@contextmanager
def open_cached(specs: Path) -> Iterator[tuple[Library, Cache]]:
    """Open a library for a build, with what earlier builds left, until the block ends; raises as `open_library`."""
    _refuse_other(specs)
    with cached_library(specs) as opened:
        yield opened


def _refuse_other(specs: Path) -> None:
    if not (specs / "units").is_dir():
        raise Failure(
            f"{specs}: found no folder units/ in it, expected a library. "
            "Name one with --specs, or write one with: unit-atlas init FOLDER"
        )


def nearest(wanted: str, ids: list[str]) -> str:
    """The ids that come nearest to one that is not there, as the end of a message."""
    found = [name for name, _, _ in process.extract(wanted, ids, limit=3, score_cutoff=50)]
    if not found:
        return "A unit is named as its file below units/ is, without .yaml."
    return f"Did you mean {' or '.join(found)}?"
