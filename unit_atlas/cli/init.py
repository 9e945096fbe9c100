"""`unit-atlas init`: a library of one's own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.metadata import Distribution, PackageNotFoundError
from pathlib import Path
from typing import Annotated

import typer

from unit_atlas import __version__
from unit_atlas.cli.schema import schema_text
from unit_atlas.cli.terminal import Failure, say, warn
from unit_atlas.packaged import packaged

_STARTER = Path(__file__).parent / "starter"
_MAY_EXIST = ("README.md", ".gitattributes", ".gitignore")
"""Files of any repository: an existing one is left as it is."""
_WHEEL = f"./wheels/unit_atlas-{__version__}-py3-none-any.whl"


def init(
    folder: Annotated[Path, typer.Argument(help="The folder to write; it may exist.", file_okay=False)],
    package: Annotated[
        str | None,
        typer.Option(help="What the Pages workflow installs, as pip takes it.", metavar="REQUIREMENT"),
    ] = None,
) -> None:
    """Write a new library of your own.

    It holds folders, a list of awarding bodies, a README and a GitHub Pages workflow. Nothing that exists is
    overwritten: a README, .gitignore or .gitattributes of yours stays, and a folder with a library is refused.

    For example:

    \b
      unit-atlas init our-units
      unit-atlas init our-units --package ./wheels/unit_atlas-0.1.0-py3-none-any.whl
    """
    there = [name for name in _MAY_EXIST if (folder / name).exists()]
    for path in write_new(folder, {name: text for name, text in library_files(package).items() if name not in there}):
        say(str(path))
    for name in there:
        warn(f"{folder / name}: was there and is left as it is")
    say(f"Next: put documents into {folder / 'specs/sources'}, then in {folder}: unit-atlas extract specs/sources/")
    if package is None and _origin() == _WHEEL:
        warn(
            f"The workflow installs {_WHEEL}, which is not there yet. Put that wheel there, or name another --package."
        )


def write_new(folder: Path, files: Mapping[str, str]) -> list[Path]:
    """Write files below a folder and return their paths.

    Raises:
        Failure: One of them exists already; nothing was written.
    """
    there = [name for name in files if (folder / name).exists()]
    if there:
        raise Failure(f"{folder}: found {', '.join(there)}, expected no library. Name another folder.")
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return [folder / name for name in files]


def library_files(package: str | None = None) -> dict[str, str]:
    """The files of a new library by their path below it; `package` is what its workflow installs."""
    requirement = package or _origin()
    return {
        "README.md": _starter("README.md"),
        ".gitattributes": _starter("gitattributes"),
        ".gitignore": _starter("gitignore"),
        ".github/workflows/pages.yml": _starter("pages.yml").replace('"{package}"', json.dumps(requirement)),
        "specs/awarding-bodies.yaml": (packaged("specs") / "awarding-bodies.yaml").read_text(encoding="utf-8"),
        "specs/unit.schema.json": schema_text(),
        "specs/sources/.gitkeep": "",
        "specs/units/.gitkeep": "",
    }


def _starter(name: str) -> str:
    return (_STARTER / name).read_text(encoding="utf-8")


def _origin() -> str:
    """What pip takes to install this copy again: a release, an address, or for a local copy a wheel in the library.

    Rests on direct_url.json, "Recording the Direct URL Origin of installed distributions" on packaging.python.org; a
    release has none.
    """
    try:
        recorded = Distribution.from_name("unit-atlas").read_text("direct_url.json")
    except PackageNotFoundError:
        return _WHEEL
    if recorded is None:
        return f"unit-atlas=={__version__}"
    origin = json.loads(recorded)
    url = origin["url"]
    if not url.startswith("https://"):
        return _WHEEL
    source = origin.get("vcs_info")
    return f"unit-atlas @ {source['vcs']}+{url}@{source['commit_id']}" if source else f"unit-atlas @ {url}"
