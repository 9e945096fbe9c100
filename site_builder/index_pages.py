"""The pages of the reverse indexes, as parts that stay while nothing that they list changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from site_builder import links
from site_builder.catalogue import Entry
from site_builder.columns import BRIEFS
from site_builder.index_view import Later, ListView, all_units_views, entry_views, kind_views
from site_builder.kept import File, Part, digest_of, key_of
from site_builder.kinds import KINDS, NOS, Kind
from site_builder.messages import _, counted
from site_builder.render import Renderer
from site_builder.site import Site
from site_builder.views import Crumb, Head


def index_parts(site: Site, renderer: Renderer, shared: bytes) -> Iterator[Part]:
    """Yield a part for each kind of index, for the list of all units, and for the page that leads to all of them.

    Args:
        site: The site.
        renderer: What renders templates.
        shared: Stands for what decides all pages.
    """
    rows = key_of(shared, site.columns.key(BRIEFS), site.groups)
    for kind in KINDS:
        key = key_of(rows, site.entries.key(kind))
        yield Part(f"index of {kind.id}", key, partial(_kind, site, renderer, kind, shared))
    yield Part("index of units", rows, partial(_lists, renderer, all_units_views(site), shared))
    told = [site.entries.key(kind) for kind in KINDS]
    yield Part(links.INDEXES, key_of(rows, told), partial(_browse_page, site, renderer))


def _kind(site: Site, renderer: Renderer, kind: Kind, shared: bytes) -> Iterator[File | Part]:
    if kind is NOS:
        from site_builder.nos_map_view import nos_map_views

        for each in nos_map_views(site):
            yield each.head.page, renderer.render("nos_map.html", head=each.head, map=each)
    for view in kind_views(site, kind):
        yield view.head.page, renderer.render("kind.html", head=view.head, index=view)
    for entry in site.entries[kind.id]:
        units = [site.row_keys[line.partition(" ")[0]] for line in entry.lines.split("\n")]
        key = digest_of(shared, *(text.encode() for text in (entry.label, entry.lines, "\n".join(units))))
        yield Part(entry.page, key, partial(_entry, site, renderer, entry, shared))


def _entry(site: Site, renderer: Renderer, entry: Entry, shared: bytes) -> Iterator[Part]:
    return _lists(renderer, entry_views(site, entry), shared)


def _lists(renderer: Renderer, pages: Iterator[Later], shared: bytes) -> Iterator[Part]:
    for page, decides, lay_out in pages:
        yield Part(page, key_of(shared, *decides), partial(_list_page, renderer, lay_out))


def _list_page(renderer: Renderer, lay_out: Callable[[], ListView]) -> Iterator[File]:
    view = lay_out()
    yield view.head.page, renderer.render("list.html", head=view.head, list=view)


def _browse_page(site: Site, renderer: Renderer) -> Iterator[File]:
    kinds = [(links.index_page(kind.id), kind.name, counted(*kind.counted, site.entries.size(kind))) for kind in KINDS]
    head = Head(links.INDEXES, _("Indexes"), "browse", (Crumb(_("Indexes")),))
    page = renderer.render("browse.html", head=head, kinds=kinds, units=len(site.units), families=len(site.groups))
    yield head.page, page
