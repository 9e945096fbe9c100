"""Which pages of a built site stand for all of them: together they show every template with all that it can show."""

from __future__ import annotations

import re
from pathlib import Path

_TAG = re.compile(r'<([a-z][a-z0-9]*)(?:\s+[a-z-]+(?:="[^"]*")?)*\s*/?>')
_CLASSES = re.compile(r'\sclass="([^"]*)"')
_TAB = re.compile(r"\.([\w-]+){--hue:")
_KIND = re.compile(r'<body[^>]* data-page="([^"]+)"')


def kinds(site: Path) -> list[str]:
    """Return a few pages that show all, the one that shows most first.

    The classes of the tabs beside the names of awarding bodies are left aside: they differ in colour alone.
    """
    tabs = set(_TAB.findall((site / "static" / "site.css").read_text(encoding="utf-8")))
    waiting = {page.relative_to(site).as_posix(): shows(page, tabs) for page in sorted(site.rglob("*.html"))}
    chosen: list[str] = []
    while any(waiting.values()):
        fullest = max(waiting, key=lambda name: len(waiting[name]))
        waiting = {name: some - waiting[fullest] for name, some in waiting.items()}
        chosen.append(fullest)
    return chosen


def shows(page: Path, aside: set[str]) -> frozenset[tuple[str, str]]:
    """Return the elements and classes on a page, each with the kind of the page; some classes are left aside."""
    text = page.read_text(encoding="utf-8")
    kind = _KIND.search(text)
    assert kind, f"{page} does not say what kind of page it is"
    classes = (name for found in _CLASSES.findall(text) for name in found.split() if name not in aside)
    return frozenset((kind[1], name) for name in [*_TAG.findall(text), *(f".{name}" for name in classes)])
