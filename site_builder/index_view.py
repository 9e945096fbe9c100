"""The reverse indexes: a page a kind, and pages of units an entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from site_builder import links
from site_builder.catalogue import KINDS, Entry, Kind, Member
from site_builder.messages import _, counted
from site_builder.site import Site
from site_builder.views import Crumb, Head, UnitRow

ROWS_A_PAGE = 200
ALL_UNITS = "units/index.html"


@dataclass(frozen=True, slots=True)
class KindView:
    """The page of one kind of index: its entries, under the headings they stand under."""

    head: Head
    kind: Kind
    groups: tuple[tuple[str | None, tuple[Entry, ...]], ...]
    counted: str


@dataclass(frozen=True, slots=True)
class ListView:
    """A page of units; long lists go over several pages."""

    head: Head
    heading: str
    kind_name: str
    note_head: str | None
    rows: tuple[UnitRow, ...]
    counted: str
    number: int
    pages: tuple[str, ...]


def kind_views(site: Site) -> Iterator[KindView]:
    """Lay out the page of each kind of index."""
    for kind in KINDS:
        crumbs = (Crumb("Indexes", links.INDEXES), Crumb(kind.name))
        head = Head(links.index_page(kind.id), kind.name, "browse", crumbs)
        listed = site.entries[kind.id]
        grouped = [(group, tuple(entries)) for group, entries in groupby(listed, key=lambda entry: entry.group)]
        yield KindView(head, kind, tuple(grouped), counted(*kind.counted, len(listed)))


def entry_views(site: Site) -> Iterator[ListView]:
    """Lay out the pages of each entry of each index."""
    for kind in KINDS:
        for entry in site.entries[kind.id]:
            heading = f"{entry.group}: {entry.label}" if kind.id == "skills" and entry.group else entry.label
            crumbs = (Crumb("Indexes", links.INDEXES), Crumb(kind.name, links.index_page(kind.id)))
            yield from _paged(site, entry.page, heading, kind, crumbs, entry.members)


def all_units_views(site: Site) -> Iterator[ListView]:
    """Lay out the list of all units by title."""
    members = [Member(unit_id) for unit_id in site.by_title()]
    yield from _paged(site, ALL_UNITS, "All units by title", None, (Crumb("Units", links.HOME),), members)


def paged(page: str, rows: int) -> tuple[str, ...]:
    """Return the pages over which a list of so many rows goes: `x.html`, `x--2.html` …; slugs have no double dash."""
    count = max(1, -(-rows // ROWS_A_PAGE))
    more = (f"{page.removesuffix('.html')}--{number}.html" for number in range(2, count + 1))
    return (page, *more)


def _paged(
    site: Site, page: str, heading: str, kind: Kind | None, crumbs: tuple[Crumb, ...], members: Sequence[Member]
) -> Iterator[ListView]:
    pages = paged(page, len(members))
    count = len(pages)
    for number, path in enumerate(pages, 1):
        chosen = members[(number - 1) * ROWS_A_PAGE : number * ROWS_A_PAGE]
        title = heading if count == 1 else f"{heading}, page {number} of {count}"
        yield ListView(
            head=Head(path, title, "browse" if kind else "units", (*crumbs, Crumb(title))),
            heading=heading,
            kind_name=kind.name if kind else "Units",
            note_head=kind.note_head if kind and any(member.note for member in chosen) else None,
            rows=tuple(site.row(member.unit, member.note) for member in chosen),
            counted=_counted(len(members), number, count),
            number=number,
            pages=pages,
        )


def _counted(units: int, number: int, pages: int) -> str:
    told = counted("%(num)s unit", "%(num)s units", units)
    return told if pages == 1 else _("%(units)s, page %(number)s of %(pages)s", units=told, number=number, pages=pages)
