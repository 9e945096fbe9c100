"""Which pages of a built site stand for all of them: each template, and every sort of element, is on one."""

from __future__ import annotations

import re
from pathlib import Path

_TAG = re.compile(r"<([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:=\"[^\"]*\")?)*)\s*/?>")
_CLASS = re.compile(r'\sclass="([^"]*)"')
_KIND = re.compile(r'<body[^>]* data-page="([^"]+)"')
Sort = tuple[str, ...]


def kinds(site: Path) -> dict[str, str]:
    """Return pages by the name of their kind, such as 'unit' and, where one page does not show all, 'unit 2'."""
    waiting = {page.relative_to(site).as_posix(): sorts(page) for page in sorted(site.rglob("*.html"))}
    chosen: dict[str, str] = {}
    seen: set[Sort] = set()
    while fullest := max(waiting, key=lambda name: len(waiting[name] - seen), default=None):
        new = waiting.pop(fullest) - seen
        if not new:
            return chosen
        seen |= new
        chosen[_free(next(iter(new))[0], chosen)] = fullest
    return chosen


def sorts(page: Path) -> frozenset[Sort]:
    """Return what a page shows: elements with their classes, each with the kind of the page."""
    text = page.read_text(encoding="utf-8")
    kind = _KIND.search(text)
    assert kind, f"{page} does not say what kind of page it is"
    return frozenset((kind[1], tag, *_classes(rest)) for tag, rest in _TAG.findall(text))


def _classes(attributes: str) -> list[str]:
    found = _CLASS.search(attributes)
    return sorted(found[1].split()) if found else []


def _free(kind: str, taken: dict[str, str]) -> str:
    number = sum(1 for name in taken if name.split()[0] == kind)
    return f"{kind} {number + 1}" if number else kind
