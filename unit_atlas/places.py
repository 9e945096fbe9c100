"""Where a field stands in its unit file: from field path to line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from unit_atlas.fields import item_names, labels
from unit_atlas.model import Unit
from unit_atlas.refusals import DataPath


def line_of(field: str, unit: Unit, lines: Mapping[DataPath, int]) -> int | None:
    """The line of the field, or of the innermost part around it that the file holds; None when it holds none.

    `lines` is what `canonical.line_numbers` gives for the file that the unit was loaded from.
    """
    path = tuple(key for key, _, _ in _steps(field, unit))
    while path and path not in lines:
        path = path[:-1]
    return lines[path] if path else None


def value_at(field: str, unit: Unit, absent: object) -> Any:
    """What the unit has at the field, a part with all that it holds; `absent` where the unit has no such field."""
    for _, found, rest in _steps(field, unit):
        if not rest:
            return found
    return absent


def _steps(field: str, unit: Unit) -> Iterator[tuple[str | int, Any, str]]:
    """The keys and positions that lead to the field, as far as the unit goes along.

    Each comes with what stands there, and with what is left of the path.
    """
    here: Any = unit
    rest = field
    while rest:
        step = _step(rest.removeprefix("."), here)
        if step is None:
            return
        key, taken = step
        rest = rest.removeprefix(".")[taken:]
        here = getattr(here, key) if isinstance(key, str) and isinstance(here, BaseModel) else here[key]
        yield key, here, rest


def _step(rest: str, here: Any) -> tuple[str | int, int] | None:
    """The next key or position, and how many characters of the path it took; None where the path leads nowhere."""
    if isinstance(here, BaseModel):
        named = re.match(r"\w+", rest)
        return (named[0], named.end()) if named and named[0] in type(here).model_fields else None
    if isinstance(here, dict):
        keys = [key for key in here if rest == key or rest.startswith(f"{key}.")]
        return (max(keys, key=len), len(max(keys, key=len))) if keys else None
    if isinstance(here, tuple):
        found = (place for place in enumerate(labels("", item_names(here))) if rest.startswith(place[1]))
        return next(((position, len(label)) for position, label in found), None)
    return None
