"""`unit-atlas demo`: the whole way on the samples that come with the package."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from unit_atlas.cli.build import build_library
from unit_atlas.cli.extract import extract_sources
from unit_atlas.cli.init import library_files, write_new
from unit_atlas.cli.library import open_library
from unit_atlas.cli.terminal import FINDINGS
from unit_atlas.packaged import packaged


def demo(
    folder: Annotated[Path, typer.Argument(help="The folder to write.", file_okay=False)] = Path("unit-atlas-demo"),
) -> None:
    """Extract the sample documents and build their site.

    The folder is a library like one that `unit-atlas init` writes, so that you can go on in it.

    For example:

    \b
      unit-atlas demo
      unit-atlas demo somewhere/else
    """
    samples, specs = packaged("specs"), folder / "specs"
    write_new(folder, library_files())
    shutil.copytree(samples / "sources", specs / "sources", dirs_exist_ok=True)
    tally = extract_sources([specs / "sources"], specs / "units")
    build_library(open_library(specs), folder / "output")
    if tally.failed:
        raise typer.Exit(FINDINGS)
