"""Whether every internal link of a site arrives."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container
from urllib.parse import unquote

_TARGETS = re.compile(r' (?:href|src|action)="([^"]*)"')
_IDS = re.compile(r' id="([^"]*)"')
_FOREIGN = re.compile(r"(?:https:|mailto:)", re.IGNORECASE)
_NOT_RELATIVE = re.compile(r"/|[a-z][a-z0-9+.-]*:", re.IGNORECASE)


class LinkCheck:
    """Takes in the pages of a site one by one and tells in the end which links do not arrive.

    Of each page its anchors stay, and of each folder the targets that its pages name; values of attributes are always
    in double quotes, and attributes parted by one space.
    """

    def __init__(self) -> None:
        self._anchors: dict[str, str] = {}
        self._targets: dict[str, dict[str, str]] = {}
        self._broken: list[str] = []

    def read(self, page: str, html: str) -> None:
        """Take in a page."""
        anchors = _IDS.findall(html)
        self._anchors[page] = "\n".join(["", *anchors, ""])
        named = self._targets.setdefault(posixpath.dirname(page), {})
        for target in sorted(set(_TARGETS.findall(html)).difference(named)):
            if not target.startswith("#"):
                named[target] = page
            elif unquote(target[1:]) not in anchors:
                self._broken.append(f"{page}: link {target!r} names no anchor of its page")

    def broken(self, files: Container[str]) -> list[str]:
        """Return one line for each link that does not arrive, of those alike in one folder for the first.

        Args:
            files: The names of all files of the site.
        """
        found = [
            f"{page}: link {target!r} {fault}"
            for folder, named in self._targets.items()
            for target, page in named.items()
            if (fault := self._fault(folder, target, files))
        ]
        return sorted([*self._broken, *found])

    def _fault(self, folder: str, target: str, files: Container[str]) -> str | None:
        if _NOT_RELATIVE.match(target):
            return None if _FOREIGN.match(target) else "is neither https, mailto nor relative"
        path, _, fragment = target.partition("#")
        if not path:
            return None
        there = posixpath.normpath(posixpath.join(folder, unquote(path.partition("?")[0])))
        if there not in files:
            return "names no file of the site"
        if fragment and f"\n{unquote(fragment)}\n" not in self._anchors.get(there, ""):
            return "names no anchor of its page"
        return None
