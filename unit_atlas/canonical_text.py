"""How a unit is spelt in a canonical file: which keys are written, and how each text is quoted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from pydantic import BaseModel

from unit_atlas.model import (
    EXPECTED_FIELDS,
    Assessment,
    AssessmentMethod,
    Criterion,
    LearningOutcome,
    QualificationStructure,
    Section,
    Unit,
)

NOT_YAML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_ALWAYS = {Unit: {"format", "review", *EXPECTED_FIELDS}, AssessmentMethod: {"requirement"}}
_PROSE: Mapping[type[BaseModel], set[str]] = {
    Unit: {"aim", "evidence_requirements", "guidance"},
    LearningOutcome: {"guidance", "range"},
    Criterion: {"guidance", "range"},
    Assessment: {"text"},
    Section: {"text"},
    QualificationStructure: {"rules"},
}
_MAX_KEY = 1000
_BREAKS_LITERAL = re.compile(f"{NOT_YAML.pattern}|\r")
_BLANK_KINDS = re.compile(r"[\t\n\r]")
_OTHER_THAN_TEXT = re.compile(
    r"y|n|yes|no|on|off|true|false|null"
    r"|[0-9][0-9_,.:]*(e[-+]?[0-9]+)?|0x[0-9a-f_]+|0[ob][0-9_]+"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*",
    re.IGNORECASE,
)
_ENDS_IN_FLOW = re.compile(r"[,\[\]{}:?#]")
_PLAIN = re.compile(r"[^\s!-'*-.:-@\[-`{-~](?:(?!: |\s#|[\t\n\r]).)*(?<![\s:])")


def model_lines(model: BaseModel) -> Iterator[str]:
    """The lines of a model in the order of its keys, without those that are empty and not always written."""
    for key in type(model).model_fields:
        if is_written(model, key):
            yield from entry_lines(model, key)


def is_written(model: BaseModel, key: str) -> bool:
    """Tells whether the key is written: it is not empty, or always written."""
    empty = _empty_values(type(model))
    return key not in empty or getattr(model, key) != empty[key]


@cache
def _empty_values(kind: type[BaseModel]) -> Mapping[str, Any]:
    """The value with which each key is left out; keys that are always written have none."""
    always = _ALWAYS.get(kind, set())
    fields = kind.model_fields.items()
    return {key: field.get_default(call_default_factory=True) for key, field in fields if key not in always}


def entry_lines(holder: BaseModel | Mapping[str, Any], key: str) -> Iterator[str]:
    """The lines of `key: value`; nested lines are indented by two, list items hang at the key."""
    value = getattr(holder, key) if isinstance(holder, BaseModel) else holder[key]
    label = _label(key)
    if len(label) > _MAX_KEY:
        yield f"? {label}"
        label = ""
    if isinstance(value, str) and (_is_prose(holder, key) or "\n" in value) and not _BREAKS_LITERAL.search(value):
        yield f"{label}: |"
        yield from _indented(value.split("\n"))
    elif isinstance(value, tuple) and value and not isinstance(value[0], int):
        yield f"{label}:"
        for item in value:
            yield from item_lines(item)
    elif isinstance(value, (BaseModel, dict)) and value:
        yield f"{label}:"
        yield from _indented(model_lines(value) if isinstance(value, BaseModel) else _mapping_lines(value))
    else:
        yield f"{label}: {_inline(value)}"


def _is_prose(holder: BaseModel | Mapping[str, Any], key: str) -> bool:
    return isinstance(holder, BaseModel) and key in _PROSE.get(type(holder), set())


def _mapping_lines(mapping: Mapping[str, Any]) -> Iterator[str]:
    for key in mapping:
        yield from entry_lines(mapping, key)


def item_lines(item: Any) -> Iterator[str]:
    """The lines of a list item, which begin with the dash."""
    if isinstance(item, BaseModel):
        first, *rest = model_lines(item)
        yield f"- {first}"
        yield from _indented(rest)
    else:
        yield f"- {_inline(item)}"


def in_flow(value: Any) -> str:
    """The value on one line, as it stands within `[…]` and `{…}`."""
    if isinstance(value, BaseModel):
        value = {key: getattr(value, key) for key in type(value).model_fields if is_written(value, key)}
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{in_flow(key)}: {in_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(in_flow, value))}]"
    if not isinstance(value, str):
        return json.dumps(value)
    plain = spell(value)
    return _quoted(value) if plain == value and _ENDS_IN_FLOW.search(value) else plain


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" if line else "" for line in lines)


def _inline(value: Any) -> str:
    if isinstance(value, str):
        return spell(value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(_inline, value))}]"
    return "{}" if isinstance(value, (BaseModel, dict)) else json.dumps(value)


def spell(text: str) -> str:
    """The text, quoted unless every YAML 1.1 and 1.2 reader takes it for this text when plain."""
    if NOT_YAML.search(text) or _BLANK_KINDS.search(text):
        return NOT_YAML.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))
    if _PLAIN.fullmatch(text) and not _OTHER_THAN_TEXT.fullmatch(text):
        return text
    return _quoted(text)


_label = lru_cache(maxsize=1024)(spell)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
