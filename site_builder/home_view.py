"""The home page: the search box, ways to narrow the list, what is in the library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from site_builder import links
from site_builder.catalogue import Entry
from site_builder.index_view import headings
from site_builder.kinds import BODIES, FACETS, NOS, VERBS, Kind
from site_builder.messages import _, counted
from site_builder.paging import Jump
from site_builder.since import summary, title_of_changes
from site_builder.site import Site
from site_builder.views import ABSENT, Head, Line

ROWS = 50
OPTIONS = 8


@dataclass(frozen=True, slots=True)
class Option:
    """A value to narrow the list by; without script it is a link to its index page."""

    key: str
    label: str
    page: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow the list; `more` counts the options that its index page alone shows."""

    kind: str
    name: str
    page: str
    options: tuple[Option, ...]
    more: int


@dataclass(frozen=True, slots=True)
class HomeView:
    """What the home page shows."""

    head: Head
    counts: tuple[tuple[str, str, str], ...]
    examples: tuple[tuple[str, str], ...]
    starts: tuple[tuple[str, str, str], ...]
    facets: tuple[Facet, ...]
    heading: str
    lines: tuple[Line, ...]
    more: str | None


def home_view(site: Site) -> HomeView:
    """Lay out the home page."""
    ids = site.by_title()
    return HomeView(
        head=Head(links.HOME, _("Find a unit"), "units"),
        counts=_counts(site),
        examples=_examples(site, ids),
        starts=tuple(_starts(site)),
        facets=tuple(_facet(site, kind) for kind in FACETS),
        heading=counted("%(num)s unit", "%(num)s units", len(ids)),
        lines=tuple(Line(site.row(unit_id)) for unit_id in ids[:ROWS]),
        more=_("%(number)s more: all units by title", number=f"{len(ids) - ROWS:,}") if len(ids) > ROWS else None,
    )


def _counts(site: Site) -> tuple[tuple[str, str, str], ...]:
    """Return what the library holds as (number, what it counts, page)."""
    units = site.briefs.values()
    bodies = sum(1 for entry in site.entries[BODIES.id] if entry.key != ABSENT)
    return (
        (f"{len(units):,}", _("units"), "units/index.html"),
        (f"{bodies:,}", _("awarding organisations"), links.index_page(BODIES.id)),
        (f"{sum(unit.criteria for unit in units):,}", _("assessment criteria"), links.index_page(VERBS.id)),
        (f"{len(site.groups):,}", _("in several versions"), links.FAMILIES),
        (f"{sum(1 for unit in units if unit.doubts):,}", _("with something to check"), links.REVIEW),
    )


def _examples(site: Site, ids: list[str]) -> tuple[tuple[str, str], ...]:
    referenced = [unit_id for unit_id in ids if site.briefs[unit_id].ofqual_reference][:2]
    found = [(site.briefs[unit_id].ofqual_reference or "", links.unit_page(unit_id)) for unit_id in referenced]
    standards = [entry for entry in site.entries["nos"] if entry.key != ABSENT][:1]
    return (*found, *((entry.label, entry.page) for entry in standards))


def _starts(site: Site) -> Iterator[tuple[str, str, str]]:
    if site.since:
        yield links.CHANGES, title_of_changes(site.since), summary(site.since.changes)
    yield links.FAMILIES, _("Compare versions"), _("two awarding organisations’ units, criterion by criterion")
    yield (
        links.INDEXES,
        _("Browse the indexes"),
        _("awarding organisation, level, credit, NOS, method, functional skill"),
    )
    yield links.REVIEW, _("Check what is in doubt"), _("every doubtful field, with the reason")
    yield links.ABOUT, _("About this library"), _("sources, rights, how a comparison decides")
    yield f"{links.ABOUT}#offline", _("Take it with you"), _("the whole site, on a USB stick, without a network")


def _facet(site: Site, kind: Kind) -> Facet:
    options = _suites(site.entries[kind.id], headings(site, kind)) if kind is NOS else _options(site.entries[kind.id])
    if kind.note_head:
        options.sort(key=lambda option: -option.count)
    absent = [option for option in options if option.key == ABSENT]
    shown = [option for option in options if option.key != ABSENT][: OPTIONS - len(absent)] + absent
    return Facet(kind.id, kind.name, links.index_page(kind.id), tuple(shown), len(options) - len(shown))


def _options(entries: Iterable[Entry]) -> list[Option]:
    return [Option(entry.key, entry.full_label, entry.page, len(entry.counted)) for entry in entries if entry.counted]


def _suites(entries: Sequence[Entry], ways: Sequence[Jump]) -> list[Option]:
    units: dict[str, set[str]] = {}
    for entry in entries:
        if entry.group:
            units.setdefault(entry.group, set()).update(entry.counted)
    suites = [Option(links.slug(jump.label), jump.label, jump.target, len(units[jump.label])) for jump in ways]
    return [*suites, *_options(entry for entry in entries if entry.key == ABSENT)]
