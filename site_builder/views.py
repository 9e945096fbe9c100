"""What every template sees of a unit: plain values in the words of the page, no logic left for the template."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from site_builder import links
from site_builder.brief import Brief
from site_builder.messages import _
from unit_atlas.ids import find_body
from unit_atlas.model import AwardingBody, Unit

ABSENT = "not--printed"
_HUES = {"ocr": "ocr", "ocn-london": "ocn", "pearson": "pearson", "city-and-guilds": "cg", "ncfe": "ncfe"}
_OTHER_HUES = ("hue-a", "hue-b", "hue-c")


@dataclass(frozen=True, slots=True)
class BodyView:
    """An awarding body: its name, the class of its colour, its index page."""

    id: str
    name: str
    hue: str
    page: str
    website: str | None = None
    reuse: str = "unknown"


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step on the way to a page; the page itself has no target."""

    label: str
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """What the frame of a page needs: where it lies, what it is called, which entry of the main menu it belongs to."""

    page: str
    title: str
    section: str
    crumbs: tuple[Crumb, ...] = ()

    @property
    def root(self) -> str:
        """The relative way from the page to the top of the site."""
        return links.root_of(self.page)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit in one line of a list; None means not printed."""

    id: str
    page: str
    title: str
    title_note: str | None
    body: BodyView
    level: str | None
    credit: int | None
    glh: int | None
    reference: str | None  # the Ofqual reference, else the body's own number
    criteria: int
    nos: tuple[str, ...]
    to_check: int
    opening: str | None = None
    family: Crumb | None = None


class Line(NamedTuple):
    """A unit in a list, with what the list says of it."""

    row: UnitRow
    note: str | None = None
    anchor: str | None = None


def level_label(level: str, framework: str = "RQF") -> str:
    """Return a level in words: 'Level 3', 'Entry 3', 'SCQF level 6'."""
    entry, rqf = level.startswith("E"), framework == "RQF"
    if entry:
        number = level[1]
        return (
            _("Entry %(number)s", number=number)
            if rqf
            else _("%(framework)s entry %(number)s", framework=framework, number=number)
        )
    return (
        _("Level %(number)s", number=level)
        if rqf
        else _("%(framework)s level %(number)s", framework=framework, number=level)
    )


def level_key(unit: Unit) -> str:
    """Return the key of the index page of a unit's level."""
    if unit.level is None:
        return ABSENT
    return links.slug(unit.level if unit.level_framework == "RQF" else f"{unit.level_framework} {unit.level}")


def title_of(unit: Unit | Brief) -> str:
    """Return the title, or words that say that none is printed."""
    return unit.title or _("Title not printed")


def title_note(unit: Unit | Brief) -> str | None:
    """Say where a title was reasoned rather than read."""
    inferred = unit.title_inferred if isinstance(unit, Brief) else title_inferred(unit)
    return _("title inferred, not printed") if inferred else None


def title_inferred(unit: Unit) -> bool:
    """Tell whether a title was reasoned rather than read."""
    return bool(unit.title) and any(entry.field == "title" and entry.reason == "inferred" for entry in unit.review)


def reference_of(unit: Unit | Brief) -> str | None:
    """Return what people call the unit by: the Ofqual reference, else the body's own number; None where neither is."""
    return unit.ofqual_reference or unit.unit_number


def criteria_count(unit: Unit) -> int:
    """Count the assessment criteria."""
    return sum(len(outcome.criteria) for outcome in unit.learning_outcomes)


class Bodies:
    """Finds what pages show of an awarding body, by the name or alias that a unit prints."""

    def __init__(self, bodies: Sequence[AwardingBody]) -> None:
        self.listed = bodies
        self._views: dict[str | None, BodyView] = {}

    def view(self, name: str | None) -> BodyView:
        """Return what pages show of a body; one that is not in the library's list keeps its printed name."""
        if name not in self._views:
            self._views[name] = self._make(name)
        return self._views[name]

    def _make(self, name: str | None) -> BodyView:
        if name is None:
            return BodyView(ABSENT, _("Not printed"), "none", links.index_page("bodies", ABSENT))
        body = find_body(name, self.listed)
        if body is None:
            key = links.slug(name)
            return BodyView(key, name, _hue(key), links.index_page("bodies", key))
        page = links.index_page("bodies", body.id)
        return BodyView(body.id, body.name, _hue(body.id), page, body.website, body.reuse)


def _hue(body_id: str) -> str:
    other = _OTHER_HUES[hashlib.sha256(body_id.encode()).digest()[0] % len(_OTHER_HUES)]
    return _HUES.get(body_id, other)


def opening_of(unit: Unit) -> str | None:
    """Return the first learning outcome of a unit without a title, by which people may know it."""
    return unit.learning_outcomes[0].text if unit.title is None and unit.learning_outcomes else None


def unit_row(unit_id: str, unit: Brief, bodies: Bodies, *, opening: str | None, family: Crumb | None) -> UnitRow:
    """Lay out a unit as one line of a list."""
    return UnitRow(
        id=unit_id,
        page=links.unit_page(unit_id),
        title=title_of(unit),
        title_note=title_note(unit),
        body=bodies.view(unit.awarding_body),
        level=level_label(unit.level, unit.level_framework) if unit.level else None,
        credit=unit.credit,
        glh=unit.glh,
        reference=reference_of(unit),
        criteria=unit.criteria,
        nos=tuple(link.reference for link in unit.nos),
        to_check=unit.doubts,
        opening=opening,
        family=family,
    )
