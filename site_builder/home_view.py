"""The home page: the search box, ways to narrow the list, what is in the library."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from site_builder import links
from site_builder.catalogue import KINDS, Entry, Kind
from site_builder.render import counted
from site_builder.site import Site
from site_builder.views import ABSENT, Head, UnitRow, criteria_count

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
    counts: str
    to_check: str | None
    examples: tuple[tuple[str, str], ...]
    starts: tuple[tuple[str, str, str], ...]
    facets: tuple[Facet, ...]
    heading: str
    rows: tuple[UnitRow, ...]
    more: str | None


def home_view(site: Site) -> HomeView:
    """Lay out the home page."""
    ids = site.by_title()
    criteria = sum(criteria_count(unit) for unit in site.units.values())
    bodies = [entry for entry in site.entries["bodies"] if entry.key != ABSENT]
    to_check = sum(1 for unit in site.units.values() if unit.review)
    return HomeView(
        head=Head(links.HOME, "Find a unit", "units"),
        counts=f"{counted(len(ids), 'unit')} from {counted(len(bodies), 'awarding organisation')}, "
        f"{counted(criteria, 'assessment criterion', 'assessment criteria')}.",
        to_check=f"{counted(to_check, 'unit')} {'has' if to_check == 1 else 'have'} something to check"
        if to_check
        else None,
        examples=_examples(site, ids),
        starts=_starts(site),
        facets=tuple(_facet(site, kind) for kind in KINDS),
        heading=counted(len(ids), "unit"),
        rows=tuple(site.row(unit_id) for unit_id in ids[:ROWS]),
        more=f"{len(ids) - ROWS:,} more: all units by title" if len(ids) > ROWS else None,
    )


def _examples(site: Site, ids: list[str]) -> tuple[tuple[str, str], ...]:
    referenced = [unit_id for unit_id in ids if site.units[unit_id].ofqual_reference][:2]
    found = [(site.units[unit_id].ofqual_reference or "", links.unit_page(unit_id)) for unit_id in referenced]
    standards = [entry for entry in site.entries["nos"] if entry.key != ABSENT][:1]
    return (*found, *((entry.label, entry.page) for entry in standards))


def _starts(site: Site) -> tuple[tuple[str, str, str], ...]:
    families = counted(len(site.groups), "unit")
    return (
        (links.FAMILIES, "Compare versions", f"{families} in more than one version, criterion by criterion"),
        (links.INDEXES, "Browse the indexes", "awarding organisation, level, credit, NOS, method, functional skill"),
        (links.REVIEW, "What still needs checking", "every field in doubt, with the reason"),
        (links.ABOUT, "About this library", "sources, rights, how a comparison decides"),
    )


def _facet(site: Site, kind: Kind) -> Facet:
    entries = site.entries[kind.id]
    options = _suites(entries) if kind.id == "nos" else _ticked(entries) if kind.note_head else _options(entries)
    absent = [option for option in options if option.key == ABSENT]
    shown = [option for option in options if option.key != ABSENT][: OPTIONS - len(absent)] + absent
    return Facet(kind.id, kind.name, links.index_page(kind.id), tuple(shown), len(options) - len(shown))


def _options(entries: tuple[Entry, ...]) -> list[Option]:
    return [Option(entry.key, entry.label, entry.page, len(entry.members)) for entry in entries]


def _ticked(entries: tuple[Entry, ...]) -> list[Option]:
    """Leave out units whose cell is printed and empty; the most used first."""
    options = [
        Option(
            entry.key, entry.label, entry.page, sum(1 for member in entry.members if member.weight or not member.note)
        )
        for entry in entries
    ]
    return sorted((option for option in options if option.count), key=lambda option: -option.count)


def _suites(entries: tuple[Entry, ...]) -> list[Option]:
    counts = Counter({entry.group: 0 for entry in entries if entry.group})
    for entry in entries:
        if entry.group:
            counts[entry.group] += len({member.unit for member in entry.members})
    suites = [
        Option(links.slug(suite), suite, f"{links.index_page('nos')}#nos-{links.slug(suite)}", count)
        for suite, count in counts.items()
    ]
    return [*suites, *_options(tuple(entry for entry in entries if entry.key == ABSENT))]
