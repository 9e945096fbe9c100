"""Why data does not fit a model, in lines that a person can act on: what was found, what was expected, what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz, process

from unit_atlas.refusals import DataPath, Problem, printable


def explain(error: ValidationError, model: type[BaseModel], lines: Mapping[DataPath, int]) -> tuple[Problem, ...]:
    """Turns what pydantic found into problems with line numbers, in the order of the file.

    Of one line, unknown keys come before missing ones: they are often the same key, misspelt.
    """
    details = sorted(error.errors(include_url=False), key=lambda detail: detail["type"] == "missing")
    problems = [Problem(_line(detail["loc"], lines), _message(detail, model)) for detail in details]
    return tuple(sorted(problems, key=lambda problem: problem.line or 0))


def nearest(word: str, known: Sequence[str]) -> str:
    """The known key that the word resembles most, as advice; else all known keys."""
    match = process.extractOne(word.lower(), known, scorer=fuzz.ratio, score_cutoff=50)
    return f"did you mean {match[0]!r}?" if match else f"known keys here: {', '.join(known)}"


def _line(path: DataPath, lines: Mapping[DataPath, int]) -> int | None:
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path)


def _message(detail: ErrorDetails, model: type[BaseModel]) -> str:
    keys = [part for part in detail["loc"] if isinstance(part, str) and part != "[key]"]
    kind, key = detail["type"], keys[-1] if keys else ""
    if kind == "extra_forbidden":
        known = tuple(_model_at(model, detail["loc"][:-1]).model_fields)
        return f"unknown key '{printable(key)}'; {nearest(key, known)}"
    if kind == "missing":
        return f"{_place(keys[:-1])}found no key {key!r}, expected one; add it"
    return f"{_place(keys)}found {found(detail['input'])}, expected {_expected(detail)}"


def _place(keys: Sequence[str]) -> str:
    return printable(".".join(keys)) + ": " if keys else ""


def _model_at(model: type[BaseModel], path: DataPath) -> type[BaseModel]:
    """The model that the data at `path` must fulfil."""
    here = model
    for part in path:
        if isinstance(part, str) and part in here.model_fields:
            here = _inner_model(here.model_fields[part].annotation) or here
    return here


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((inner for inner in map(_inner_model, get_args(annotation)) if inner is not None), None)


def found(value: object) -> str:
    """What stands in the file, named by kind and shortened to stay on one line."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return f"the whole number {value}"
    if isinstance(value, str):
        shown = value if len(value) <= 40 else f"{value[:37]}…"
        return f"the text '{printable(shown)}'" if value else "empty text"
    return "a list" if isinstance(value, (list, tuple)) else "a mapping"


def _expected(detail: ErrorDetails) -> str:
    kind, value, context = detail["type"], detail["input"], detail.get("ctx", {})
    if kind == "string_type":
        return f"text; write '{value}' in quotes" if isinstance(value, (int, bool)) else "text"
    if kind == "string_too_short":
        return "text; write null or leave the key out"
    if kind in ("int_type", "int_parsing"):
        return "a whole number such as 40, without quotes, or null"
    if kind == "bool_type":
        return "true, false or null, without quotes"
    if kind == "literal_error":
        return _choices(str(context.get("expected", "")), value)
    return _SHAPES.get(kind) or printable(
        str(detail["msg"]).removeprefix("Input should be ").removeprefix("Value error, ")
    )


def _choices(expected: str, value: object) -> str:
    quoted = "; put the number in quotes" if isinstance(value, int) and f"'{value}'" in expected else ""
    return f"{expected}{quoted}"


_SHAPES = {
    "tuple_type": "a list (lines that begin with '- ')",
    "list_type": "a list (lines that begin with '- ')",
    "model_type": "a mapping (lines of 'key: value')",
    "model_attributes_type": "a mapping (lines of 'key: value')",
    "dict_type": "a mapping (lines of 'key: value')",
}
