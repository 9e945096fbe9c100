"""The reverse indexes: a page a kind, and pages of units an entry."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from site_builder import links
from site_builder.catalogue import Entry, Member
from site_builder.kinds import NOS, Kind
from site_builder.messages import _, counted
from site_builder.nos_map_view import map_page
from site_builder.paging import Jump, Paging, Part, anchor_of, jumps, letter_of, parts, titled
from site_builder.site import Site
from site_builder.views import Crumb, Head, Line

ENTRIES_A_PAGE = 500
ALL_UNITS = "units/index.html"


@dataclass(frozen=True, slots=True)
class Entries:
    """Entries under one heading, `picture` is its map; `anchor` is None where they go on from another page."""

    heading: str | None
    anchor: str | None
    picture: str | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class KindView:
    """A page of one kind of index: entries, under the headings they stand under; `jumps` leads to the headings."""

    head: Head
    kind: Kind
    groups: tuple[Entries, ...]
    counted: str
    jumps: tuple[Jump, ...]
    paging: Paging


@dataclass(frozen=True, slots=True)
class ListView:
    """A page of units; long lists go over several pages, the list of all of them has an A to Z."""

    head: Head
    heading: str
    note_head: str | None
    lines: tuple[Line, ...]
    counted: str
    paging: Paging
    jumps: tuple[Jump, ...] = ()


def kind_views(site: Site, kind: Kind) -> Iterator[KindView]:
    """Lay out the pages of one kind of index."""
    listed = site.entries[kind.id]
    told = counted(*kind.counted, len(listed))
    ways = headings(site, kind)
    seen: set[str | None] = {None}
    for part in parts(links.index_page(kind.id), listed, ENTRIES_A_PAGE):
        title = titled(kind.name, part.paging)
        head = Head(part.page, title, "browse", (Crumb(_("Indexes"), links.INDEXES), Crumb(title)))
        yield KindView(head, kind, tuple(_groups(part.items, kind, seen)), told, ways, part.paging)


def headings(site: Site, kind: Kind) -> tuple[Jump, ...]:
    """Return where on the pages of a kind each heading stands; those without a heading are left out."""
    names = [entry.group or "" for entry in site.entries[kind.id]]
    return tuple(jump for jump in jumps(links.index_page(kind.id), names, kind.id, ENTRIES_A_PAGE) if jump.label)


def _groups(entries: Sequence[Entry], kind: Kind, seen: set[str | None]) -> Iterator[Entries]:
    for name, grouped in groupby(entries, key=lambda entry: entry.group):
        anchor = None if name in seen or name is None else anchor_of(name, kind.id)
        seen.add(name)
        yield Entries(name, anchor, map_page(name) if kind is NOS and name else None, tuple(grouped))


Later = tuple[str, tuple[object, ...], Callable[[], ListView]]
"""A page that is not laid out yet: its name, what decides it beside what decides all pages, what lays it out."""


def entry_views(site: Site, entry: Entry) -> Iterator[Later]:
    """Yield the pages of an entry of an index."""
    kind = entry.kind
    heading = f"{entry.group}: {entry.label}" if kind.id == "skills" and entry.group else entry.label
    crumbs = (Crumb(_("Indexes"), links.INDEXES), Crumb(kind.name, links.index_page(kind.id)))
    for part in parts(entry.page, entry.members):
        units, notes = [site.row_keys[member.unit] for member in part.items], [member.note for member in part.items]
        decides = (heading, len(entry.members), "\n".join(units), notes)
        yield part.page, decides, partial(_entry_page, site, entry, part, heading, crumbs)


def _entry_page(site: Site, entry: Entry, part: Part[Member], heading: str, crumbs: tuple[Crumb, ...]) -> ListView:
    lines = tuple(Line(site.row(member.unit), member.note) for member in part.items)
    return _list(part, heading, len(entry.members), entry.kind, crumbs, lines)


def all_units_views(site: Site) -> Iterator[Later]:
    """Yield the pages of the list of all units by title, with an A to Z."""
    members = [Member(unit_id) for unit_id in site.by_title()]
    letters = [letter_of(site.briefs[member.unit].title) for member in members]
    first = {member.unit: anchor_of(letter, "az") for member, letter in _starts(members, letters)}
    ways = jumps(ALL_UNITS, letters, "az")
    for part in parts(ALL_UNITS, members):
        units = [site.row_keys[member.unit] for member in part.items]
        starts = [first.get(member.unit) for member in part.items]
        yield (
            part.page,
            (len(members), ways, "\n".join(units), starts),
            partial(_all_units_page, site, part, len(members), first, ways),
        )


def _all_units_page(
    site: Site, part: Part[Member], total: int, first: Mapping[str, str], ways: tuple[Jump, ...]
) -> ListView:
    lines = tuple(Line(site.row(member.unit), anchor=first.get(member.unit)) for member in part.items)
    return _list(part, _("All units by title"), total, None, (Crumb(_("Units"), links.HOME),), lines, ways)


def _starts(members: Sequence[Member], letters: Sequence[str]) -> Iterator[tuple[Member, str]]:
    for place, (member, letter) in enumerate(zip(members, letters, strict=True)):
        if place == 0 or letters[place - 1] != letter:
            yield member, letter


def _list(
    part: Part[Member],
    heading: str,
    total: int,
    kind: Kind | None,
    crumbs: tuple[Crumb, ...],
    lines: tuple[Line, ...],
    ways: tuple[Jump, ...] = (),
) -> ListView:
    title = titled(heading, part.paging)
    return ListView(
        head=Head(part.page, title, "browse" if kind else "units", (*crumbs, Crumb(title))),
        heading=heading,
        note_head=kind.note_head if kind and any(line.note for line in lines) else None,
        lines=lines,
        counted=counted("%(num)s unit", "%(num)s units", total),
        paging=part.paging,
        jumps=ways,
    )
