"""Canonical YAML: the only module that knows YAML.

Reading is strict and takes plain scalars for text, except `true`, `false`, `null`, nothing at all (null) and whole
numbers without leading zero. Writing is deterministic: fixed key order, block style, literal blocks for prose.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import to_json

from unit_atlas.canonical_text import NOT_YAML, model_lines
from unit_atlas.explain import explain
from unit_atlas.model import AwardingBody, Family, QualificationStructure, Unit
from unit_atlas.nodes import Mark, MarkKind
from unit_atlas.refusals import CanonicalError, DataPath, printable, refuse
from unit_atlas.text_files import MAX_BYTES, check_size, decoded, read_text

__all__ = [
    "MAX_BYTES",
    "CanonicalError",
    "dump",
    "from_unit_json",
    "json_schema",
    "line_numbers",
    "load",
    "load_data",
    "marks",
    "read_bodies",
    "read_families",
    "read_qualification",
    "read_text",
    "read_unit",
    "to_unit_json",
]

MAX_DEPTH = 16
MAX_NODES = 100_000
_MODELINE = "# yaml-language-server: $schema="
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE_NUMBER = re.compile(r"0|[1-9][0-9]{0,17}")
_CONSTANTS = {"true": True, "false": False, "null": None, "": None}
_SURROGATE = re.compile("[\ud800-\udfff]")


class _Reading:
    """Plain data of a file, grown event by event."""

    def __init__(self, name: str | Path) -> None:
        self.name = name
        self.data: Any = None
        self.documents = self._nodes = 0
        self._content: Any = None
        self._key: str | None = None
        self._open: list[Any] = []
        self._placed: list[int] = []  # the line of the whole, then of each key and list item in the order of the text
        self._takers: Mapping[type[yaml.Event], Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._begin,
            yaml.SequenceStartEvent: self._begin,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._refuse,
            yaml.DocumentStartEvent: self._document,
        }

    def take(self, events: Iterable[yaml.Event]) -> None:
        """Adds the events to the data."""
        for event in events:
            taker = self._takers.get(type(event))
            if taker:
                taker(event)

    @property
    def lines(self) -> dict[DataPath, int]:
        """The line, from 1, of each part read so far, by its path; that of a value under a key is the key's."""
        return dict(zip(_paths(self.data, ()), self._placed, strict=False))

    def _document(self, event: yaml.DocumentStartEvent) -> None:
        self.documents += 1
        if self.documents > 1:
            raise self._refusal(event, "found a second document after '---', expected one; put it in its own file")
        if event.version or event.tags:
            raise self._refusal(event, "found a % directive, expected plain YAML; remove the line")

    def _refuse(self, event: yaml.NodeEvent) -> None:
        if isinstance(event, yaml.AliasEvent):
            raise self._refusal(event, f"found the alias '*{event.anchor}', expected the text itself; write it out")
        if event.anchor is not None:
            raise self._refusal(event, f"found the anchor '&{event.anchor}', expected plain text; remove it")
        tag = printable(str(getattr(event, "tag", None)))
        raise self._refusal(event, f"found the tag '{tag}', expected none; remove it or quote the text")

    def _refusal(self, event: yaml.Event, message: str) -> CanonicalError:
        return refuse(self.name, _line(event), message)

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse(event)
        if len(self._open) >= MAX_DEPTH:
            message = f"found nesting deeper than {MAX_DEPTH}, expected less; quote text that begins with [ or {{"
            raise self._refusal(event, message)
        content: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._place(content, event)
        self._open.append(self._content)
        self._content = content

    def _end(self, _event: yaml.CollectionEndEvent) -> None:
        self._content = self._open.pop()

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse(event)
        if event.style == '"' and _SURROGATE.search(event.value):
            message = "found half of a surrogate pair, expected a character; write the character itself"
            raise self._refusal(event, message)
        if self._key is None and type(self._content) is dict:
            self._name(event)
        else:
            self._place(_resolve(event), event)

    def _name(self, event: yaml.ScalarEvent) -> None:
        key: str = event.value
        if key == "<<" and event.implicit[0]:
            raise self._refusal(event, "found the merge key '<<', expected the keys themselves; write them out")
        if not key:
            raise self._refusal(event, "found an empty key, expected a name before ':'; name it")
        if key in self._content:
            first = self._line_of(key)
            raise self._refusal(
                event, f"found the key '{printable(key)}' twice (first on line {first}), expected one; remove one"
            )
        self._key = key
        self._placed.append(_line(event))

    def _line_of(self, key: str) -> int:
        """The line of a key of the mapping that is being read: the last part of each that is open leads to it."""
        within = (next(reversed(outer)) if isinstance(outer, dict) else len(outer) - 1 for outer in self._open[1:])
        return self.lines[(*within, key)]

    def _place(self, value: Any, event: yaml.NodeEvent) -> None:
        """Puts a value where it belongs."""
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise self._refusal(event, f"found more than {MAX_NODES} values, expected one unit; split the file")
        content = self._content
        if type(content) is dict:
            if self._key is None:
                raise self._refusal(event, "found a list or mapping as a key, expected text; quote it")
            content[self._key] = value
            self._key = None
            return
        if content is None:
            self.data = value
        else:
            content.append(value)
        self._placed.append(_line(event))


def _paths(content: Any, path: DataPath) -> Iterator[DataPath]:
    """The path of a part and of all parts in it, in the order of the text."""
    yield path
    if isinstance(content, dict | list):
        for key, part in content.items() if isinstance(content, dict) else enumerate(content):
            yield from _paths(part, (*path, key))


def _line(event: yaml.Event) -> int:
    mark: Any = event.start_mark
    return mark.line + 1 if mark else 1


def _resolve(event: yaml.ScalarEvent) -> str | int | bool | None:
    text: str = event.value
    if not event.implicit[0]:
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    return int(text) if text.isdigit() and _WHOLE_NUMBER.fullmatch(text) else text


def _read(text: str, name: str | Path) -> _Reading:
    """Reads strict YAML; raises `CanonicalError` at the first refusal."""
    check_size(len(text.encode("utf-8", errors="surrogatepass")), name)
    stray = NOT_YAML.search(text)
    if stray:
        line = text.count("\n", 0, stray.start()) + 1
        raise refuse(name, line, f"found the character U+{ord(stray[0]):04X}, expected printable text; remove it")
    reading = _Reading(name)
    try:
        reading.take(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise refuse(name, mark.line + 1 if mark else None, _yaml_message(error)) from error
    if reading.documents == 0:
        raise refuse(name, None, "found an empty file, expected keys and values; fill or remove it")
    return reading


def _yaml_message(error: yaml.MarkedYAMLError) -> str:
    what = "; ".join(printable(part) for part in (error.context, error.problem) if part)
    return f"found text that is not YAML ({what}), expected 'key: value' lines; quote text that holds ': ' or ' #'"


def load_data(text: str, *, name: str | Path) -> Any:
    """Plain data (dict, list, str, int, bool, None) of strict YAML.

    Args:
        text: The file's text.
        name: The file's path, for messages.

    Raises:
        CanonicalError: The text breaks a rule of the canonical format; with line number.
    """
    return _read(text, name).data


def line_numbers(text: str, *, name: str | Path) -> Mapping[DataPath, int]:
    """The line, from 1, of each key and list item by its path of keys and positions; raises as `load_data` does."""
    return _read(text, name).lines


def marks(text: str) -> Iterator[Mark]:
    """What YAML finds in a text that `load` accepts, in order, with the place of each in characters from 0."""
    for event in yaml.parse(text, Loader=_LOADER):
        placed: Any = event  # an event of a text always has its marks
        start, end = placed.start_mark.index, placed.end_mark.index
        if isinstance(event, yaml.ScalarEvent):
            yield Mark("scalar", start, end, event.value, event.style or "")
        elif isinstance(event, yaml.CollectionStartEvent):
            kind: MarkKind = "mapping" if isinstance(event, yaml.MappingStartEvent) else "list"
            yield Mark(kind, start, end, is_flow=bool(event.flow_style))
        elif isinstance(event, yaml.CollectionEndEvent):
            yield Mark("end", start, end)


def load(text: str, *, name: str | Path) -> Unit:
    """The unit of a canonical file.

    Args:
        text: The file's text.
        name: The file's path, for messages.

    Raises:
        CanonicalError: The text breaks a rule of the canonical format; with line number.
    """
    return _load_as(_UNIT, Unit, text, name)


def read_unit(path: Path) -> Unit:
    """The unit in a file; raises as `load` and `read_text` do."""
    return load(read_text(path), name=path)


def to_unit_json(content: bytes, name: Path) -> bytes:
    """What a unit file holds, as JSON from which `from_unit_json` makes the unit; raises as `load` does."""
    return _load_with_json(_UNIT, Unit, decoded(content, name), name)[1]


def from_unit_json(data: bytes) -> Unit:
    """The unit that `to_unit_json` wrote down.

    Raises:
        ValidationError: The JSON is not that of a unit.
    """
    return _UNIT.validate_json(data)


def read_bodies(path: Path) -> tuple[AwardingBody, ...]:
    """The awarding bodies of awarding-bodies.yaml; raises as `load` and `read_text` do."""
    return _load_as(_BODIES, AwardingBody, read_text(path), path)


def read_families(path: Path) -> tuple[Family, ...]:
    """What people decided about families, from families.yaml; raises as `load` and `read_text` do."""
    return _load_as(_FAMILIES, Family, read_text(path), path)


def read_qualification(path: Path) -> QualificationStructure:
    """The structure of one qualification; raises as `load` and `read_text` do."""
    return _load_as(_QUALIFICATION, QualificationStructure, read_text(path), path)


T = TypeVar("T")
_UNIT = TypeAdapter(Unit)
_BODIES = TypeAdapter(tuple[AwardingBody, ...])
_FAMILIES = TypeAdapter(tuple[Family, ...])
_QUALIFICATION = TypeAdapter(QualificationStructure)


def _load_as(adapter: TypeAdapter[T], model: type[BaseModel], text: str, name: str | Path) -> T:
    return _load_with_json(adapter, model, text, name)[0]


def _load_with_json(adapter: TypeAdapter[T], model: type[BaseModel], text: str, name: str | Path) -> tuple[T, bytes]:
    reading = _read(text, name)
    data = to_json(reading.data)
    try:
        return adapter.validate_json(data), data
    except ValidationError as error:
        raise CanonicalError(name, explain(error, model, reading.lines)) from error


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 7, which editors' YAML support reads best) of a unit file."""
    schema = Unit.model_json_schema()
    return {"$schema": "http://json-schema.org/draft-07/schema#", **schema}


def dump(unit: Unit, *, schema: str | None) -> str:
    """The unit as canonical YAML.

    Args:
        unit: The unit.
        schema: Path of the JSON Schema relative to the unit file, for editors; None leaves the first line out.
    """
    head = [f"{_MODELINE}{schema}"] if schema is not None else []
    return "\n".join([*head, *model_lines(unit)]) + "\n"
