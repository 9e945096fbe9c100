"""Canonical YAML: the only module that knows YAML.

Reading is strict and takes plain scalars for text, except `true`, `false`, `null`, nothing at all (null) and whole
numbers without leading zero. Writing is deterministic: fixed key order, block style, literal blocks for prose.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from unit_atlas.canonical_text import NOT_YAML, model_lines
from unit_atlas.model import AwardingBody, Family, QualificationStructure, Unit
from unit_atlas.nodes import Mark, MarkKind
from unit_atlas.refusals import CanonicalError, DataPath, explain, printable, refuse
from unit_atlas.text_files import MAX_BYTES, check_size, read_text

__all__ = [
    "MAX_BYTES",
    "CanonicalError",
    "dump",
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
]

MAX_DEPTH = 16
MAX_NODES = 100_000
_MODELINE = "# yaml-language-server: $schema="
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE_NUMBER = re.compile(r"0|[1-9][0-9]{0,17}")
_CONSTANTS = {"true": True, "false": False, "null": None, "": None}
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is still being read."""

    path: DataPath
    line: int
    content: dict[str, Any] | list[Any]
    key: str | None = None


@dataclass(slots=True)
class _Reading:
    """Plain data of a file, grown event by event, with the line of each part."""

    name: str | Path
    data: Any = None
    documents: int = 0
    nodes: int = 0
    frames: list[_Frame] = field(default_factory=list)
    lines: dict[DataPath, int] = field(default_factory=dict)

    def take(self, event: yaml.Event) -> None:
        """Adds one event to the data."""
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.NodeEvent):
            self._guard(event, line)
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event, line)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open({} if isinstance(event, yaml.MappingStartEvent) else [], line)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.frames.pop()
        elif isinstance(event, yaml.DocumentStartEvent):
            self._document(event, line)

    def _document(self, event: yaml.DocumentStartEvent, line: int) -> None:
        self.documents += 1
        if self.documents > 1:
            raise refuse(self.name, line, "found a second document after '---', expected one; put it in its own file")
        if event.version or event.tags:
            raise refuse(self.name, line, "found a % directive, expected plain YAML; remove the line")

    def _guard(self, event: yaml.NodeEvent, line: int) -> None:
        self.nodes += 1
        if isinstance(event, yaml.AliasEvent):
            raise refuse(self.name, line, f"found the alias '*{event.anchor}', expected the text itself; write it out")
        if event.anchor is not None:
            raise refuse(self.name, line, f"found the anchor '&{event.anchor}', expected plain text; remove it")
        tag = getattr(event, "tag", None)
        if tag is not None:
            raise refuse(
                self.name, line, f"found the tag '{printable(tag)}', expected none; remove it or quote the text"
            )
        if self.nodes > MAX_NODES:
            raise refuse(self.name, line, f"found more than {MAX_NODES} values, expected one unit; split the file")

    def _open(self, content: dict[str, Any] | list[Any], line: int) -> None:
        if len(self.frames) >= MAX_DEPTH:
            raise refuse(
                self.name,
                line,
                f"found nesting deeper than {MAX_DEPTH}, expected less; quote text that begins with [ or {{",
            )
        path = self._place(content, line)
        self.frames.append(_Frame(path, line, content))

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        frame = self.frames[-1] if self.frames else None
        if _SURROGATE.search(event.value):
            raise refuse(
                self.name, line, "found half of a surrogate pair, expected a character; write the character itself"
            )
        if frame is not None and isinstance(frame.content, dict) and frame.key is None:
            self._key(frame, event, line)
        else:
            self._place(_resolve(event), line)

    def _key(self, frame: _Frame, event: yaml.ScalarEvent, line: int) -> None:
        key = event.value
        if key == "<<" and event.implicit[0]:
            raise refuse(self.name, line, "found the merge key '<<', expected the keys themselves; write them out")
        if not key:
            raise refuse(self.name, line, "found an empty key, expected a name before ':'; name it")
        if key in frame.content:
            first = self.lines[(*frame.path, key)]
            raise refuse(
                self.name,
                line,
                f"found the key '{printable(key)}' twice (first on line {first}), expected one; remove one",
            )
        frame.key = key
        self.lines[(*frame.path, key)] = line

    def _place(self, value: Any, line: int) -> DataPath:
        """Puts a value where it belongs and returns its path."""
        if not self.frames:
            self.data, self.lines[()] = value, line
            return ()
        frame = self.frames[-1]
        if isinstance(frame.content, list):
            path: DataPath = (*frame.path, len(frame.content))
            frame.content.append(value)
            self.lines[path] = line
            return path
        if frame.key is None:
            raise refuse(self.name, line, "found a list or mapping as a key, expected text; quote it")
        path = (*frame.path, frame.key)
        frame.content[frame.key] = value
        frame.key = None
        return path


def _resolve(event: yaml.ScalarEvent) -> str | int | bool | None:
    text: str = event.value
    if not event.implicit[0]:
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    return int(text) if _WHOLE_NUMBER.fullmatch(text) else text


def _read(text: str, name: str | Path) -> _Reading:
    """Reads strict YAML; raises `CanonicalError` at the first refusal."""
    check_size(len(text.encode("utf-8", errors="surrogatepass")), name)
    stray = NOT_YAML.search(text)
    if stray:
        line = text.count("\n", 0, stray.start()) + 1
        raise refuse(name, line, f"found the character U+{ord(stray[0]):04X}, expected printable text; remove it")
    reading = _Reading(name)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            reading.take(event)
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
    reading = _read(text, name)
    try:
        return adapter.validate_json(json.dumps(reading.data))
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
