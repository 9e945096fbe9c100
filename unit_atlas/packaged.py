"""Where the files that come with the package lie: templates and the sample library."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).parent


def packaged(name: Literal["templates", "specs"]) -> Path:
    """Return the folder `templates` or `specs` that belongs to this copy of the package.

    A wheel holds both below `unit_atlas/_data`; in a checkout they stand beside the package.

    Raises:
        FileNotFoundError: Neither place has the folder: the installation is not whole.
    """
    in_wheel, in_checkout = _PACKAGE / "_data" / name, _PACKAGE.parent / name
    for folder in (in_wheel, in_checkout):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"{in_wheel}: not found, nor {in_checkout}. Install unit-atlas again.")
