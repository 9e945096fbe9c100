"""What a review page shows a unit beside: the pages of its document as images, or the numbered lines of its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from site_builder import links
from unit_atlas.model import Unit


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of a document as an image.

    Attributes:
        number: The page, from 1.
        image: The PNG file.
        frame: What the image shows, in the points of provenance: x0, top, x1, bottom.
    """

    number: int
    image: Path
    frame: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Shown:
    """The document of a unit: pages of a PDF, or lines of a text, the first of which is line 1."""

    sheets: tuple[Sheet, ...] = ()
    lines: tuple[str, ...] = ()


def image_name(unit: Unit, sheet: Sheet) -> str:
    """Return the file of the site that holds a page's image; units of one document share it."""
    digest = unit.source.sha256 if unit.source else ""
    return links.page_image(digest, sheet.number)


def may_be_shown(shown: Mapping[str, Shown], units: Mapping[str, Unit], held: Mapping[str, str]) -> dict[str, Shown]:
    """Return what may be shown: nothing of a document from which a unit was read whose text is held back."""
    secret = {source.sha256 for key in held if (source := units[key].source)}
    return {
        key: document
        for key, document in shown.items()
        if key in units and key not in held and (source := units[key].source) and source.sha256 not in secret
    }
