"""Whether every internal link of a site arrives."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Container, Iterable
from pathlib import Path
from urllib.parse import quote, unquote

_TARGETS = re.compile(r' (?:href|src|action)="([^"]*)"')
_IDS = re.compile(r' id="([^"]*)"')
_FOREIGN = re.compile(r"(?:https:|mailto:)", re.IGNORECASE)
_FEW = 20
"""Of so many lost pages, a page is searched for their names before it is taken in."""
_NOT_RELATIVE = re.compile(r"/|[a-z][a-z0-9+.-]*:", re.IGNORECASE)


class LinkCheck:
    """Takes in the pages of a site one by one and tells in the end which links do not arrive.

    Of each page its anchors stay, and of each folder the targets that its pages name; values of attributes are always
    in double quotes, and attributes parted by one space.

    Args:
        old: The folder of the earlier site.
    """

    def __init__(self, old: Path) -> None:
        self._old = old
        self._anchors: dict[str, str] = {}
        self._kept: Collection[str] = ()
        self._targets: dict[str, dict[str, str]] = {}
        self._broken: list[str] = []

    def read(self, page: str, html: str) -> None:
        """Take in a page."""
        anchors = _IDS.findall(html)
        self._anchors[page] = _listed(anchors)
        named = self._targets.setdefault(posixpath.dirname(page), {})
        for target in sorted(set(_TARGETS.findall(html)).difference(named)):
            if not target.startswith("#"):
                named[target] = page
            elif unquote(target[1:]) not in anchors:
                self._broken.append(f"{page}: link {target!r} names no anchor of its page")

    def keep(self, pages: Collection[str]) -> None:
        """Take in the pages that an earlier check found whole; they are read only when one could have become broken."""
        self._kept = pages

    def look_again(self, replaced: Iterable[tuple[str, str | None]]) -> None:
        """Take in the pages that were kept as if they were new, where one that they lead to lost an anchor.

        Args:
            replaced: Name and text of each earlier page that was not kept; None where the text is not known.
        """
        lost = [page for page, html in replaced if self._lost(page, html)]
        named = re.compile(b"|".join(re.escape(quote(posixpath.basename(page)).encode()) for page in lost))
        for page in self._kept if lost else ():
            content = (self._old / page).read_bytes()
            if len(lost) > _FEW or named.search(content):
                self.read(page, content.decode())

    def _lost(self, page: str, html: str | None) -> bool:
        return html is None or page not in self._anchors or not set(_IDS.findall(html)) <= self._anchor_set(page)

    def _anchor_set(self, page: str) -> set[str]:
        return set(self._anchors[page].split("\n"))

    def _anchors_of(self, page: str) -> str:
        if page not in self._anchors and page in self._kept:
            self._anchors[page] = _listed(_IDS.findall((self._old / page).read_text(encoding="utf-8")))
        return self._anchors.get(page, "")

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
        if fragment and f"\n{unquote(fragment)}\n" not in self._anchors_of(there):
            return "names no anchor of its page"
        return None


def _listed(anchors: Iterable[str]) -> str:
    return "\n".join(["", *anchors, ""])
