"""`unit-atlas build`: a library in, its site out.

What only some builds need is imported where it is needed, so that others start without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from site_builder.archive import ARCHIVE
from site_builder.build import BuildError, BuildReport, build_site
from site_builder.messages import spoken
from site_builder.rights import may_publish
from site_builder.shown import Shown
from site_builder.since import Since
from site_builder.translation import TranslationError, read_translation
from unit_atlas.cache import Cache
from unit_atlas.cli.library import SPECS, Specs, open_cached, open_library
from unit_atlas.cli.terminal import FINDINGS, IMPOSSIBLE, Failure, complain, counted, progress, say, warn
from unit_atlas.history import DateError, data_date
from unit_atlas.library import Library

Output = Annotated[
    Path, typer.Option("--to", help="The folder of the site; each build replaces it whole.", file_okay=False)
]
OUTPUT = Path("output")


def build(
    specs: Specs = SPECS,
    to: Output = OUTPUT,
    strict: Annotated[
        bool, typer.Option("--strict", help="Build nothing while a file of the library cannot be read.")
    ] = False,
    public: Annotated[
        bool,
        typer.Option("--public", help="For publishing: leave out the words of bodies whose reuse is not 'permitted'."),
    ] = False,
    review: Annotated[
        bool, typer.Option("--review", help="Show each unit beside the pages of its document, from sources/.")
    ] = False,
    zipped: Annotated[
        bool, typer.Option("--zip", help="Also put the whole site into one ZIP, which its About page offers.")
    ] = False,
    since: Annotated[
        str | None,
        typer.Option(metavar="OLD", help="Also show what changed since an earlier specs/ folder or git revision."),
    ] = None,
    messages: Annotated[
        Path | None,
        typer.Option(metavar="FILE.mo", help="Say the site's own texts in another language, from its catalogue."),
    ] = None,
) -> None:
    """Build the site of a library.

    The site is a folder that works from a USB stick and on a web server alike. It is written beside its folder, its
    links are checked, and only then it takes the folder's place. A build that fails leaves the old site as it was.
    Open review entries do not stop a build; they are shown on the pages. With --review the site also shows the
    documents themselves, page by page with a box around each field; with --public only those whose body permits it.

    For example:

    \b
      unit-atlas build
      unit-atlas build --review
      unit-atlas build --since v1.0
      unit-atlas build --messages cy.mo --to output-cy
      unit-atlas build --strict --public --zip --to output-public
    """
    if review or messages:
        with _in_language_of(messages):
            _build(open_library(specs), to, strict=strict, public=public, review=review, zipped=zipped, since=since)
    else:
        with open_cached(specs) as (library, cache):
            _build(library, to, strict=strict, public=public, zipped=zipped, since=since, cache=cache)


@contextmanager
def _in_language_of(messages: Path | None) -> Iterator[None]:
    """Build in the language of a catalogue until the block ends, then tell which texts it lacked."""
    if messages is None:
        yield
        return
    try:
        translation, untranslated = read_translation(messages)
        with spoken(translation):
            yield
    except TranslationError as error:
        raise Failure(str(error)) from error
    if untranslated.messages:
        number, first = counted(len(untranslated.messages), "text"), min(untranslated.messages)
        warn(f"warning: {messages}: {number} of the site not in it, said in English, the first: {first!r}")


def _build(
    library: Library,
    to: Path,
    *,
    strict: bool,
    public: bool,
    zipped: bool,
    since: str | None,
    review: bool = False,
    cache: Cache | None = None,
) -> None:
    errors = [problem for problem in library.problems if problem.severity == "error"]
    if strict and errors:
        for problem in errors:
            complain(str(problem))
        found = counted(len(errors), "error")
        complain(f"{to}: not built, for {found} in {library.root}. Correct them, or build without --strict.")
        raise typer.Exit(FINDINGS)
    earlier = _since(since, library) if since else None
    if review:
        undrawn = _build_with_documents(library, to, public=public, strict=strict, zipped=zipped, since=earlier)
    else:
        undrawn = False
        build_library(library, to, public=public, strict=strict, zipped=zipped, since=earlier, cache=cache)
    if errors or undrawn:
        raise typer.Exit(FINDINGS if library.units else IMPOSSIBLE)


def _since(old: str, library: Library) -> Since:
    from unit_atlas.cli.changes import changes_since

    return Since(old, changes_since(old, library, library.root))


def _build_with_documents(
    library: Library, to: Path, *, public: bool, strict: bool, zipped: bool, since: Since | None
) -> bool:
    """Build a site that shows documents; tells whether some could not be drawn."""
    from unit_atlas.cli.documents import draw_all

    units = [key for key, unit in library.units.items() if not public or may_publish(library.body(unit))]
    with TemporaryDirectory() as folder:
        with progress("Drawing pages") as advance:
            documents = draw_all(library, units, library.root / "sources", Path(folder), advance)
        build_library(library, to, public=public, strict=strict, shown=documents.shown, zipped=zipped, since=since)
    for failure in documents.failures:
        complain(failure)
    if documents.absent:
        without = counted(len(documents.absent), "unit")
        place = library.root / "sources"
        warn(f"warning: {without} not shown beside a document, as none lies in {place}: {', '.join(documents.absent)}")
    return bool(documents.failures)


def build_library(
    library: Library,
    to: Path,
    *,
    public: bool = False,
    strict: bool = False,
    shown: Mapping[str, Shown] | None = None,
    zipped: bool = False,
    since: Since | None = None,
    cache: Cache | None = None,
) -> BuildReport:
    """Build a site, telling on the terminal what was made and what was left out.

    Raises:
        Failure: The site could not be built; an older one is as it was.
    """
    try:
        with progress("Building") as advance:
            report = build_site(
                library,
                to,
                public=public,
                strict=strict,
                data_date=data_date(library.root),
                progress=advance,
                shown=shown,
                zipped=zipped,
                since=since,
                cache=cache,
            )
    except (BuildError, DateError) as error:
        raise Failure(str(error)) from error
    for warning in report.warnings:
        warn(f"warning: {warning}")
    if report.held_back:
        say(f"Held back, as reuse is not 'permitted': the text of {', '.join(report.held_back)}")
    say(f"{counted(len(library.units), 'unit')}, {counted(report.pages, 'page')}, {counted(report.files, 'file')}")
    if zipped:
        say(f"The whole site as one ZIP: {report.output / ARCHIVE}")
    say(f"Open {report.output / 'index.html'}")
    return report
