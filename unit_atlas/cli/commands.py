"""The subcommands: what the list of them says, and each one's module, loaded when it is called."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

COMMANDS = {
    "init": "Write a new library of your own.",
    "extract": "Read documents and write their units, one YAML file each.",
    "check": "Report what is wrong or still open in a library.",
    "review": "Show a unit beside the pages of its document.",
    "build": "Build the site of a library.",
    "papers": "Write tracking sheet, evidence record, assessment plan and handout of units, to edit in Word and Excel.",
    "compare": "Compare two versions of a unit.",
    "changes": "Tell what changed between two states of a library, as Markdown for a pull request.",
    "schema": "Write the JSON Schema of a unit file.",
    "serve": "Show the site on this computer and rebuild it on changes.",
    "demo": "Extract the sample documents and build their site.",
}
"""In the order of the list, with the first sentence of each one's own help. `build` is the function of that name in
`unit_atlas.cli.build`, and so with all."""


class Commands(TyperGroup):
    """A group whose commands stand in for those that are loaded when they are called."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is called, with its name and its arguments."""
        name, listed, rest = super().resolve_command(ctx, args)
        return name, listed and _loaded(listed.name), rest


def list_commands(app: typer.Typer) -> None:
    """List the commands in an application of class `Commands`."""
    for name, told in COMMANDS.items():
        app.command(name, help=told)(_stand_in)


def _stand_in() -> None:
    """Is never called."""


def _loaded(name: Any) -> Any:
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    with _lasting():
        alone.command(name)(getattr(import_module(f"unit_atlas.cli.{name}"), name))
        return get_command(alone)


@contextmanager
def _lasting() -> Iterator[None]:
    """Spare objects that are made meanwhile, which are there to stay, from being looked through for cycles."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
