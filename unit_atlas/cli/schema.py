"""`unit-atlas schema`: the JSON Schema of a unit file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from unit_atlas.canonical import json_schema
from unit_atlas.cli.terminal import say


def schema(
    to: Annotated[
        Path | None, typer.Option(help="Write to this file instead of standard output.", dir_okay=False)
    ] = None,
) -> None:
    """Write the JSON Schema of a unit file.

    Editors with YAML support complete and check unit files by it. Each unit file names it in its first line, so that
    specs/unit.schema.json is all that an editor needs.

    For example:

    \b
      unit-atlas schema --to specs/unit.schema.json
    """
    if to is None:
        typer.echo(schema_text(), nl=False)
    else:
        write_schema(to)
        say(str(to))


def write_schema(path: Path) -> None:
    """Write the JSON Schema to a file, unless it holds just that already."""
    text = schema_text().encode()
    if not path.is_file() or path.read_bytes() != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)


def schema_text() -> str:
    """The JSON Schema as its file holds it."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
