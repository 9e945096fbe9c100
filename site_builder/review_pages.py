"""Review pages as files: in a site, or one by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path

from site_builder import links
from site_builder.assets import review_files, static_files
from site_builder.edition import edition
from site_builder.render import Renderer
from site_builder.review_unit_view import Recorded, review_unit_view
from site_builder.shown import Shown, image_name
from site_builder.site import Site
from site_builder.views import Bodies
from site_builder.write import staged, write_file
from unit_atlas.canonical import line_numbers
from unit_atlas.library import Library
from unit_atlas.packaged import packaged
from unit_atlas.places import line_of
from unit_atlas.provenance import Provenance
from unit_atlas.text_files import read_text

File = tuple[str, str | bytes]
Progress = Callable[[str, int, int], None]
_PAGE = "index.html"
_NEEDED_ALONE = frozenset(["static/site.css", "static/site.js", "static/icon.svg"])


def review_pages(site: Site, renderer: Renderer, progress: Progress) -> Iterator[File]:
    """Yield the page of each unit whose document is shown, the images, and the style and script of these pages."""
    yield from review_files(packaged("templates"))
    drawn: set[str] = set()
    for done, (unit_id, shown) in enumerate(site.shown.items(), 1):
        body = site.bodies.view(site.units[unit_id].awarding_body)
        page = links.review_page(unit_id)
        view = review_unit_view(_recorded(site.library, unit_id), shown, body, page=page, alone=False)
        yield page, renderer.render("review_unit.html", head=view.head, review=view, frame="base.html")
        yield from _images(site.library, unit_id, shown, drawn)
        progress("Review pages", done, len(site.shown))


def write_review(library: Library, unit_id: str, shown: Shown, folder: Path, *, data_date: str | None) -> Path:
    """Write the review page of one unit, which needs no site around it, into a folder that it replaces whole.

    Args:
        library: The library that holds the unit.
        unit_id: Its id.
        shown: Its document.
        folder: The folder; one that holds other files than an earlier page is refused.
        data_date: The day the data is of, as YYYY-MM-DD; None or '' without a history.

    Returns:
        The page.

    Raises:
        OutputError: The folder cannot be written; what was there stands.
    """
    templates, date = packaged("templates"), edition(data_date, public=False, held=())
    renderer = Renderer(templates)
    renderer.provide(edition=date)
    body = Bodies(library.bodies).view(library.units[unit_id].awarding_body)
    view = review_unit_view(_recorded(library, unit_id), shown, body, page=_PAGE, alone=True)
    with staged(folder) as staging:
        static = static_files(templates, date.paper_line)
        needed = (file for file in static if file[0] in _NEEDED_ALONE)
        for name, content in chain(needed, review_files(templates), _images(library, unit_id, shown, set())):
            write_file(staging, name, content)
        page = renderer.render("review_unit.html", head=view.head, review=view, frame="review_alone.html")
        write_file(staging, _PAGE, page)
    return folder / _PAGE


def _images(library: Library, unit_id: str, shown: Shown, drawn: set[str]) -> Iterator[File]:
    """Yield each image once, however many units share it; `drawn` takes their names."""
    for sheet in shown.sheets:
        name = image_name(library.units[unit_id], sheet)
        if name not in drawn:
            drawn.add(name)
            yield name, sheet.image.read_bytes()


def _recorded(library: Library, unit_id: str) -> Recorded:
    unit = library.units[unit_id]
    provenance = library.provenance.get(unit_id) or Provenance(source=unit.source.file if unit.source else "")
    return Recorded(unit_id, unit, provenance, _open_lines(library, unit_id))


def _open_lines(library: Library, unit_id: str) -> Mapping[str, int]:
    """The line of the unit file that holds each field with an open entry; none where the file is not on the disk."""
    unit, path = library.units[unit_id], library.path(unit_id)
    if not unit.review or not path.is_file():
        return {}
    numbers = line_numbers(read_text(path), name=path)
    found = {entry.field: line_of(entry.field, unit, numbers) for entry in unit.review}
    return {field: line for field, line in found.items() if line is not None}
