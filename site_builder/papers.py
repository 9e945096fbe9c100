"""Files of working papers: a page for each unit, its Word and Excel papers, and "My units" with what it loads."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder import links
from site_builder.mine_view import mine_head
from site_builder.papers_view import LEARNERS, pack_data, papers_view
from site_builder.render import Renderer, script_data
from site_builder.site import Site


def paper_files(renderer: Renderer) -> Iterator[tuple[str, str | bytes]]:
    """Yield name and content of every file of working papers that is no unit's own."""
    head = mine_head()
    yield head.page, renderer.render("mine.html", head=head, learners=LEARNERS)


def unit_papers(site: Site, renderer: Renderer, unit_id: str) -> Iterator[tuple[str, str | bytes]]:
    """Yield the papers of one unit."""
    view = papers_view(site, unit_id)
    yield view.head.page, renderer.render("papers.html", head=view.head, view=view)
    yield links.papers_page(unit_id, "js"), f"unitAtlasPaper({script_data(pack_data(site, unit_id))});\n"
    if view.downloads:
        yield from _office_files(site, unit_id)


def _office_files(site: Site, unit_id: str) -> Iterator[tuple[str, bytes]]:
    from unit_atlas.export.papers_docx import papers_docx
    from unit_atlas.export.papers_xlsx import papers_xlsx

    unit = site.units[unit_id]
    yield links.papers_page(unit_id, "xlsx"), papers_xlsx(unit, unit_id, date_line=site.edition.date_line)
    yield links.papers_page(unit_id, "docx"), papers_docx(unit, unit_id, date_line=site.edition.date_line)
