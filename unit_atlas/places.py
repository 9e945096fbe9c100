"""Where a field stands in its unit file: from field path to line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from unit_atlas.fields import labels
from unit_atlas.model import Model, Unit
from unit_atlas.refusals import DataPath

_NAMED_BY = ("number", "name", "reference", "label", "heading", "title")


def line_of(field: str, unit: Unit, lines: Mapping[DataPath, int]) -> int | None:
    """The line of the field, or of the innermost part around it that the file holds; None when it holds none.

    `lines` is what `canonical.line_numbers` gives for the file that the unit was loaded from.
    """
    path = tuple(_steps(field, unit))
    while path and path not in lines:
        path = path[:-1]
    return lines[path] if path else None


def _steps(field: str, unit: Unit) -> Iterator[str | int]:
    """The keys and positions that lead to the field, as far as the unit goes along."""
    here: Any = unit
    rest = field
    while rest:
        step = _step(rest.removeprefix("."), here)
        if step is None:
            return
        key, taken = step
        rest = rest.removeprefix(".")[taken:]
        here = getattr(here, key) if isinstance(key, str) and isinstance(here, BaseModel) else here[key]
        yield key


def _step(rest: str, here: Any) -> tuple[str | int, int] | None:
    """The next key or position, and how many characters of the path it took; None where the path leads nowhere."""
    if isinstance(here, BaseModel):
        named = re.match(r"\w+", rest)
        return (named[0], named.end()) if named and named[0] in type(here).model_fields else None
    if isinstance(here, dict):
        keys = [key for key in here if rest == key or rest.startswith(f"{key}.")]
        return (max(keys, key=len), len(max(keys, key=len))) if keys else None
    if isinstance(here, tuple):
        found = (place for place in enumerate(labels("", _names(here))) if rest.startswith(place[1]))
        return next(((position, len(label)) for position, label in found), None)
    return None


def _names(items: Sequence[Any]) -> list[str]:
    """What each item of a list is called in field paths: its number or name, its position where it has none."""
    if all(isinstance(item, Model) for item in items):
        return [next((str(v) for key in _NAMED_BY if (v := getattr(item, key, None))), "") for item in items]
    return [str(position) for position in range(1, len(items) + 1)]
