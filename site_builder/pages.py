"""Every page of a site, in the order in which they are made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from site_builder import links
from site_builder.about_view import about_view
from site_builder.archive import ARCHIVE
from site_builder.changes_view import changes_view
from site_builder.compare_transfer import transfer_files, transfer_view
from site_builder.compare_view import compare_view
from site_builder.comparisons import MOST_COMPARED, ComparedFamily, compared_families, compared_pairs
from site_builder.families_view import families_views, family_line
from site_builder.family_view import family_view
from site_builder.home_view import home_view
from site_builder.index_view import all_units_views, entry_views, kind_views
from site_builder.kept import File, Part, key_of
from site_builder.messages import N_, _, said
from site_builder.nos_map_view import nos_map_views
from site_builder.papers import paper_files, unit_papers
from site_builder.render import Renderer
from site_builder.review_pages import review_pages
from site_builder.review_view import review_page_views
from site_builder.search import search_files
from site_builder.site import Site
from site_builder.style_view import style_sheet_of_tokens, style_view
from site_builder.unit_view import Surroundings, unit_view
from site_builder.views import Crumb, Head
from unit_atlas.canonical import dump
from unit_atlas.export.csv import ENCODING, unit_csv
from unit_atlas.packaged import packaged
from unit_atlas.references import parse_unit_reference

_MENU = (
    ("units", N_("Units"), links.HOME),
    ("mine", N_("My units"), links.MINE),
    ("families", N_("Compare"), links.FAMILIES),
    ("browse", N_("Indexes"), links.INDEXES),
    ("review", N_("Review"), links.REVIEW),
    ("about", N_("About"), links.ABOUT),
)
Progress = Callable[[str, int, int], None]


def pages(site: Site, renderer: Renderer, progress: Progress, shared: bytes) -> Iterator[File | Part]:
    """Yield name and content of every page and download, or what makes some of them.

    Args:
        site: The site.
        renderer: What renders templates.
        progress: Called with what is being done, how much of it is done, and how much there is.
        shared: Stands for what decides all pages, whatever the unit.
    """
    prepare(renderer, site)
    yield from _comparison_pages(site, renderer, progress)
    yield from _units(site, renderer, progress, shared)
    yield from paper_files(renderer)
    listed = (*site.briefs.items(), site.held, site.groups)
    yield Part("indexes", key_of(shared, *listed), partial(_index_pages, site, renderer))
    if site.since:
        changes = changes_view(site, site.since)
        yield changes.head.page, renderer.render("changes.html", head=changes.head, changes=changes)
    home = home_view(site)
    yield home.head.page, renderer.render("home.html", head=home.head, home=home)
    for review in review_page_views(site):
        yield review.head.page, renderer.render("review.html", head=review.head, review=review)
    yield from review_pages(site, renderer, progress)
    yield about_page(site, renderer)
    yield from _style_page(renderer)
    searched = (*site.library.digests.items(), site.held)
    yield Part("search", key_of(shared, *searched), partial(search_files, site))


def _style_page(renderer: Renderer) -> Iterator[File]:
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


def _comparison_pages(site: Site, renderer: Renderer, progress: Progress) -> Iterator[File]:
    families = []
    for done, family in enumerate(compared_families(site), 1):
        view = family_view(family.members, family.results, decisions=family.group.decisions, left_out=family.left_out)
        families.append(family_line(view))
        yield view.head.page, renderer.render("family.html", head=view.head, family=view)
        yield from _pair_pages(site, family, renderer)
        progress("Comparisons", done, len(site.groups))
    for pair in compared_pairs(site):
        yield from _pair_pages(site, pair, renderer)
    for listed in families_views(families):
        yield listed.head.page, renderer.render("families.html", head=listed.head, list=listed)


def _pair_pages(site: Site, family: ComparedFamily, renderer: Renderer) -> Iterator[File]:
    members = {member.id: member for member in family.members}
    sides = {member.id: member.side() for member in family.members}
    compared = {pair: (sides[pair[0]], sides[pair[1]]) for pair in family.results}
    for (held, wanted), result in family.results.items():
        view = compare_view(result, members[held], members[wanted], group=family.group, compared=compared)
        yield view.head.page, renderer.render("compare.html", head=view.head, view=view)
        sheet = transfer_view(result, members[held], members[wanted])
        yield sheet.head.page, renderer.render("transfer.html", head=sheet.head, view=sheet)
        if sheet.downloads:
            yield from transfer_files(result, site.library.units[held], site.library.units[wanted])


def _units(site: Site, renderer: Renderer, progress: Progress, shared: bytes) -> Iterator[File | Part]:
    """Yield the files of each unit; those of a unit that is compared with others are made with its comparisons."""
    compared = {member for group in (*site.groups, *site.named) for member in group.members}
    for done, unit_id in enumerate(site.units, 1):
        if unit_id in compared or unit_id not in site.library.digests:
            yield from _unit_files(site, renderer, unit_id)
        else:
            around = site.related.get(unit_id), site.held.get(unit_id)
            key = key_of(shared, site.library.digests[unit_id], *around)
            yield Part(unit_id, key, partial(_unit_files, site, renderer, unit_id))
        progress("Unit pages", done, len(site.units))


def _unit_files(site: Site, renderer: Renderer, unit_id: str) -> Iterator[File]:
    unit = site.units[unit_id]
    view = unit_view(unit_id, unit, _around(site, unit_id))
    yield view.head.page, renderer.render("unit.html", head=view.head, unit=view)
    if unit_id not in site.held:
        yield links.unit_download(unit_id, "yaml"), dump(unit, schema=None)
        yield links.unit_download(unit_id, "json"), unit.model_dump_json(indent=2) + "\n"
        yield links.unit_download(unit_id, "csv"), unit_csv(unit).encode(ENCODING)
    yield from unit_papers(site, renderer, unit_id)


def _around(site: Site, unit_id: str) -> Surroundings:
    unit = site.units[unit_id]
    group = site.group_of.get(unit_id)
    downloads = (("YAML", "yaml"), ("JSON", "json"), ("CSV", "csv")) if unit_id not in site.held else ()
    return Surroundings(
        body=site.bodies.view(unit.awarding_body),
        versions=tuple(site.versions.get(unit_id, ())),
        related=tuple(site.related.get(unit_id, ())),
        family=group.page if group else None,
        reference_note=_reference_note(unit.ofqual_reference),
        words=site.library.provenance[unit_id].words if unit_id in site.library.provenance else None,
        held=site.held.get(unit_id),
        downloads=tuple((label, links.unit_download(unit_id, extension)) for label, extension in downloads),
        document=links.review_page(unit_id) if unit_id in site.shown else None,
        papers=links.papers_page(unit_id),
    )


def _reference_note(reference: str | None) -> str | None:
    if reference is None:
        return None
    read = parse_unit_reference(reference)
    return _("check letter agrees") if read.verdict == "ok" else said(read.message)


def _index_pages(site: Site, renderer: Renderer) -> Iterator[File]:
    for each in nos_map_views(site):
        yield each.head.page, renderer.render("nos_map.html", head=each.head, map=each)
    kinds = [kind for kind in kind_views(site) if kind.paging.number == 1]
    for kind in kind_views(site):
        yield kind.head.page, renderer.render("kind.html", head=kind.head, index=kind)
    for views in (entry_views(site), all_units_views(site)):
        for view in views:
            yield view.head.page, renderer.render("list.html", head=view.head, list=view)
    head = Head(links.INDEXES, _("Indexes"), "browse", (Crumb(_("Indexes")),))
    yield (
        head.page,
        renderer.render("browse.html", head=head, kinds=kinds, units=len(site.units), families=len(site.groups)),
    )
