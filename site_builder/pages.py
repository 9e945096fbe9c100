"""Every page of a site, in the order in which they are made.

What only some pages need is imported where they are made: a site of which little changed is built without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from site_builder import links
from site_builder.about_view import about_view
from site_builder.archive import ARCHIVE
from site_builder.comparisons import MOST_COMPARED
from site_builder.index_pages import index_parts
from site_builder.kept import File, Part, key_of
from site_builder.kinds import FACETS
from site_builder.messages import N_, _
from site_builder.papers import paper_files
from site_builder.render import Renderer
from site_builder.review_view import ReviewPageView, review_page_views
from site_builder.search import search_parts
from site_builder.site import Site
from site_builder.unit_pages import UnitPages
from unit_atlas.cache import Cache
from unit_atlas.packaged import packaged

_MENU = (
    ("units", N_("Units"), links.HOME),
    ("mine", N_("My units"), links.MINE),
    ("families", N_("Compare"), links.FAMILIES),
    ("browse", N_("Indexes"), links.INDEXES),
    ("review", N_("Review"), links.REVIEW),
    ("about", N_("About"), links.ABOUT),
)
Progress = Callable[[str, int, int], None]


def pages(
    site: Site, renderer: Renderer, progress: Progress, shared: bytes, cache: Cache | None
) -> Iterator[File | Part]:
    """Yield name and content of every page and download, or what makes some of them.

    Args:
        site: The site.
        renderer: What renders templates.
        progress: Called with what is being done, how much of it is done, and how much there is.
        shared: Stands for what decides all pages, whatever the unit.
        cache: What earlier builds left.
    """
    prepare(renderer, site)
    shared = key_of(shared, *site.held.items())
    yield from UnitPages(site, renderer, shared, cache).parts(progress)
    yield Part(links.MINE, shared, partial(paper_files, renderer))
    yield from index_parts(site, renderer, shared)
    if site.since:
        from site_builder.changes_view import changes_view

        changes = changes_view(site, site.since)
        yield changes.head.page, renderer.render("changes.html", head=changes.head, changes=changes)
    decides = [site.entries.key(kind) for kind in FACETS], site.groups, site.since
    yield Part(links.HOME, key_of(shared, *decides), partial(_home_page, site, renderer))
    for page, decided, view in review_page_views(site):
        yield Part(page, key_of(shared, *decided), partial(_review_page, renderer, view))
    if site.shown:
        from site_builder.review_pages import review_pages

        yield from review_pages(site, renderer, progress)
    yield about_page(site, renderer)
    yield Part("style", shared, partial(_style_page, renderer))
    yield from search_parts(site, cache, shared)


def _home_page(site: Site, renderer: Renderer) -> Iterator[File]:
    from site_builder.home_view import home_view

    home = home_view(site)
    yield home.head.page, renderer.render("home.html", head=home.head, home=home)


def _review_page(renderer: Renderer, lay_out: Callable[[], ReviewPageView]) -> Iterator[File]:
    review = lay_out()
    yield review.head.page, renderer.render("review.html", head=review.head, review=review)


def _style_page(renderer: Renderer) -> Iterator[File]:
    from site_builder.style_view import style_sheet_of_tokens, style_view

    templates = packaged("templates")
    style = style_view(templates)
    yield style.head.page, renderer.render("style.html", head=style.head, style=style)
    yield "static/style.css", style_sheet_of_tokens(templates)


def prepare(renderer: Renderer, site: Site) -> None:
    """Tell a renderer what all pages of a site share."""
    menu = [(section, _(label), page) for section, label, page in _MENU]
    renderer.provide(frame="base.html", edition=site.edition, menu=menu, most_compared=MOST_COMPARED, archive=ARCHIVE)


def about_page(site: Site, renderer: Renderer, archive_size: int | None = None) -> File:
    """Return the page about the library, which offers the site as one ZIP where there is one of this many bytes."""
    about = about_view(site, archive_size)
    return about.head.page, renderer.render("about.html", head=about.head, about=about)
