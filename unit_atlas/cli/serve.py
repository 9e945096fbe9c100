"""`unit-atlas serve`: the site on this computer, rebuilt when the library changes."""

from __future__ import annotations

import threading
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Annotated

import typer
from watchfiles import DefaultFilter, watch

from unit_atlas.cache import FOLDER
from unit_atlas.canonical import CanonicalError
from unit_atlas.cli.build import OUTPUT, Output, build_library
from unit_atlas.cli.library import SPECS, Specs, open_cached
from unit_atlas.cli.terminal import Failure, complain, say

_ADDRESS = "127.0.0.1"
_TURN = 250
"""Milliseconds after which the watch reports that nothing changed; the address is told after the first report."""


class _Pages(SimpleHTTPRequestHandler):
    """Serves files; a browser asks again for each, so that a rebuilt page is seen at once."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet: the terminal shows builds, not requests."""


def serve(
    specs: Specs = SPECS,
    to: Output = OUTPUT,
    port: Annotated[int, typer.Option(help="0 takes any that is free.", min=0, max=65535)] = 8000,
    public: Annotated[bool, typer.Option("--public", help="Show the site as it would be published.")] = False,
) -> None:
    """Show the site on this computer and rebuild it on changes.

    The site is built and served at http://127.0.0.1:8000/, and built again when a file of the library changes. Only
    this computer can open it. Ctrl+C ends it.

    For example:

    \b
      unit-atlas serve
      unit-atlas serve --port 8080 --public
    """
    _build(specs, to, public=public)
    with _server(to, port) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with suppress(KeyboardInterrupt):
            _watch(specs, to, f"Open http://{_ADDRESS}:{server.server_port}/ (Ctrl+C ends it)", public=public)
        server.shutdown()


def _build(specs: Path, to: Path, *, public: bool) -> None:
    with open_cached(specs) as (library, cache):
        build_library(library, to, public=public, cache=cache)


def _watch(specs: Path, to: Path, address: str, *, public: bool) -> None:
    """Build again whenever the library changes, for ever; tells the address once the watch is set."""
    library = DefaultFilter(ignore_dirs=(*DefaultFilter.ignore_dirs, FOLDER))
    for changes in watch(specs, watch_filter=library, yield_on_timeout=True, rust_timeout=_TURN):
        if changes:
            say(f"{len(changes)} changed: {', '.join(sorted(Path(path).name for _, path in changes))}")
            _rebuild(specs, to, public=public)
        if address:
            say(address)
            address = ""


def _server(folder: Path, port: int) -> ThreadingHTTPServer:
    try:
        return ThreadingHTTPServer((_ADDRESS, port), partial(_Pages, directory=str(folder)))
    except OSError as error:
        reason = error.strerror or str(error)
        raise Failure(f"port {port}: {reason}. Name another with --port, or 0 for any that is free.") from error


def _rebuild(specs: Path, to: Path, *, public: bool) -> None:
    """Build again; what stops the build is shown and leaves the site as it was."""
    try:
        _build(specs, to, public=public)
    except (Failure, CanonicalError, OSError) as error:
        complain(str(error))
