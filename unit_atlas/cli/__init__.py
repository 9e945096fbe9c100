"""The command `unit-atlas`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from unit_atlas import __version__
from unit_atlas.cli.commands import Commands, list_commands
from unit_atlas.cli.terminal import IMPOSSIBLE, Failure, complain
from unit_atlas.refusals import CanonicalError

app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
list_commands(app)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback(epilog="Exit codes: 0 done · 1 findings, or some sources failed · 2 usage · 3 could not be done at all")
def unit_atlas(
    _version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Turn unit specifications into YAML that you can correct, and the YAML into a site that works offline.

    The whole way, on the samples that come with it:

    \b
      unit-atlas demo

    With documents of your own:

    \b
      unit-atlas init our-units && cd our-units
      unit-atlas extract specs/sources/
      unit-atlas check
      unit-atlas build
    """


def main() -> None:
    """Run the command; ends the process with one of the exit codes."""
    try:
        app(prog_name="unit-atlas")
    except (Failure, CanonicalError) as error:
        complain(str(error))
        sys.exit(IMPOSSIBLE)
    except OSError as error:
        place = f"{error.filename}: {error.strerror}. Check the path and its permissions."
        complain(place if error.filename else str(error))
        sys.exit(IMPOSSIBLE)
