"""A library in, a folder of pages out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from site_builder.archive import ARCHIVE, write_archive
from site_builder.assets import static_files
from site_builder.kept import File, Kept, Part, key_of
from site_builder.looks import looked_at
from site_builder.messages import joined, language
from site_builder.new_site import NewSite
from site_builder.pages import about_page, pages, prepare
from site_builder.papers_view import with_office_files
from site_builder.render import Renderer
from site_builder.rights import may_publish
from site_builder.shown import Shown
from site_builder.since import Since
from site_builder.site import Site, make_site
from site_builder.write import OutputError, claimed
from unit_atlas.cache import FOLDER, Cache
from unit_atlas.library import Library, find_body
from unit_atlas.packaged import packaged

Progress = Callable[[str, int, int], None]


class BuildError(Exception):
    """A site that could not be built; prints as one line."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made: `held_back` names the bodies whose verbatim text was left out."""

    output: Path
    pages: int
    files: int
    warnings: tuple[str, ...]
    held_back: tuple[str, ...]


def build_site(
    library: Library,
    output: Path,
    *,
    public: bool,
    strict: bool,
    data_date: str | None,
    progress: Progress | None = None,
    shown: Mapping[str, Shown] | None = None,
    zipped: bool = False,
    since: Since | None = None,
    cache: Cache | None = None,
) -> BuildReport:
    """Build the site of a library into a folder.

    The folder is replaced whole when everything is written and every internal link arrives, and untouched otherwise.

    Args:
        library: The units to show.
        output: The folder; one that holds other files than an earlier site is refused.
        public: Leave out verbatim text of units whose awarding body has not permitted republication.
        strict: Fail where the library holds files that could not be read.
        data_date: The day the data is of, as YYYY-MM-DD; None or '' without a history.
        progress: Called with what is being done, how much of it is done, and how much there is.
        shown: By unit id the documents that units are shown beside; a public site leaves out those held back.
        zipped: Also put the whole site into one ZIP, which the page about the library offers.
        since: An earlier state of the library; the site tells what changed since.
        cache: What earlier builds of this library left; files of the old site that would come out the same are kept.

    Raises:
        BuildError: The site could not be built; the old one stands.
    """
    if strict:
        _refuse_unread(library)
    try:
        with claimed(output) as folder, looked_at(output) as seen:
            site = make_site(library, public=public, data_date=data_date, shown=shown, since=since, cache=cache)
            new = NewSite(folder, Kept(cache, output, seen))
            new.put_all(_files(site, progress or _quiet, cache))
            new.finish()
            if zipped:
                _offer_archive(site, new, folder, data_date)
            new.bring()
    except (OutputError, OSError) as error:
        raise BuildError(str(error)) from error
    warnings = _warnings(site, public=public)
    if cache and cache.trouble:
        warnings.append(f"{library.root / FOLDER}: {cache.trouble}; the next build begins anew")
    held = tuple(sorted({site.bodies.view(site.briefs[key].awarding_body).name for key in site.held}))
    html = sum(1 for name in new.names if name.endswith(".html"))
    return BuildReport(output, html, len(new.names), tuple(warnings), held)


def _quiet(_stage: str, _done: int, _total: int) -> None:
    """Report nothing."""


def _refuse_unread(library: Library) -> None:
    errors = [str(problem) for problem in library.problems if problem.severity == "error"]
    if errors:
        raise BuildError(f"{len(errors)} files could not be read, the first: {errors[0]}. Correct them, or see check.")


def _warnings(site: Site, *, public: bool) -> list[str]:
    warnings = [str(problem) for problem in site.library.problems]
    bodies = {
        printed: find_body(printed, site.bodies.listed)
        for printed in {brief.awarding_body for brief in site.briefs.values()}
    }
    unpermitted = {printed: body for printed, body in bodies.items() if not may_publish(body)}
    names = sorted({body.name if body else printed or "an unknown body" for printed, body in unpermitted.items()})
    if names and not public:
        warnings.append(
            f"this site holds the verbatim text of {joined(names)}, whose reuse is not 'permitted' in "
            "awarding-bodies.yaml: keep it inside the centre, or build with --public"
        )
    return warnings


def _offer_archive(site: Site, new: NewSite, folder: Path, data_date: str | None) -> None:
    """Put the site into a ZIP, then offer that on the page about the library; in the ZIP the page offers nothing."""
    renderer = Renderer(packaged("templates"))
    prepare(renderer, site)
    new.gather()
    size = write_archive(folder, data_date)
    new.note_file(ARCHIVE)
    new.add(*about_page(site, renderer, size))


def _files(site: Site, progress: Progress, cache: Cache | None) -> Iterator[File | Part]:
    templates = packaged("templates")
    yield from static_files(templates, site.edition.paper_line)
    shared = key_of(language(), site.edition, site.bodies.listed, with_office_files(site))
    yield from pages(site, Renderer(templates), progress, shared, cache)
