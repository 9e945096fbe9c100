"""The manners we know, one module each; `identify` says which one a document follows."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from extractor.document import Document
from extractor.layout import GENERIC, Layout


@cache
def all_layouts() -> tuple[Layout, ...]:
    """Every layout of this package, by name."""
    modules = [importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__)]
    return tuple(sorted((module.LAYOUT for module in modules), key=lambda layout: layout.name))


def identify(document: Document) -> tuple[Layout, tuple[str, ...]]:
    """The layout that matches, else `generic`; and the names of all that match when they are several."""
    matching = [layout for layout in all_layouts() if layout.matches(document)]
    if len(matching) == 1:
        return matching[0], ()
    return GENERIC, tuple(layout.name for layout in matching)


def by_name(name: str) -> Layout | None:
    """The layout of this name; None where there is none."""
    return next((layout for layout in (*all_layouts(), GENERIC) if layout.name == name), None)
