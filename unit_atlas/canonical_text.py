"""How a unit is spelt in a canonical file: which keys are written, and how each text is quoted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from unit_atlas.model import EXPECTED_FIELDS, Assessment, AssessmentMethod, Criterion, LearningOutcome, Section, Unit

NOT_YAML = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_ALWAYS = {Unit: {"format", "review", *EXPECTED_FIELDS}, AssessmentMethod: {"requirement"}}
_PROSE: Mapping[type[BaseModel], set[str]] = {
    Unit: {"aim", "evidence_requirements", "guidance"},
    LearningOutcome: {"guidance", "range"},
    Criterion: {"guidance", "range"},
    Assessment: {"text"},
    Section: {"text"},
}
_MAX_KEY = 1000
_BREAKS_LITERAL = re.compile(f"{NOT_YAML.pattern}|\r")
_BLANK_KINDS = re.compile(r"[\t\n\r]")
_ESCAPED = re.compile(f"{NOT_YAML.pattern}")
_OTHER_THAN_TEXT = re.compile(
    r"y|n|yes|no|on|off|true|false|null"
    r"|[0-9][0-9_,.:]*(e[-+]?[0-9]+)?|0x[0-9a-f_]+|0[ob][0-9_]+"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"[^\s!-'*-.:-@\[-`{-~](?:(?!: |\s#|[\t\n\r]).)*(?<![\s:])")


def model_lines(model: BaseModel) -> Iterator[str]:
    """The lines of a model in the order of its keys, without those that are empty and not always written."""
    kind = type(model)
    always, prose = _ALWAYS.get(kind, set()), _PROSE.get(kind, set())
    for key, info in kind.model_fields.items():
        value = getattr(model, key)
        if key in always or value != info.get_default(call_default_factory=True):
            yield from _entry_lines(key, value, prose=key in prose)


def _mapping_lines(mapping: Mapping[str, Any]) -> Iterator[str]:
    for key, value in mapping.items():
        yield from _entry_lines(key, value, prose=False)


def _entry_lines(key: str, value: Any, *, prose: bool) -> Iterator[str]:
    """The lines of `key: value`; nested lines are indented by two, list items hang at the key."""
    label = _scalar(key)
    if len(label) > _MAX_KEY:
        yield f"? {label}"
        label = ""
    if isinstance(value, str) and (prose or "\n" in value) and not _BREAKS_LITERAL.search(value):
        yield f"{label}: |"
        yield from _indented(value.split("\n"))
    elif isinstance(value, tuple) and value and not isinstance(value[0], int):
        yield f"{label}:"
        for item in value:
            yield from _item_lines(item)
    elif isinstance(value, (BaseModel, dict)) and value:
        yield f"{label}:"
        yield from _indented(model_lines(value) if isinstance(value, BaseModel) else _mapping_lines(value))
    else:
        yield f"{label}: {_inline(value)}"


def _item_lines(item: Any) -> Iterator[str]:
    if isinstance(item, BaseModel):
        first, *rest = model_lines(item)
        yield f"- {first}"
        yield from _indented(rest)
    else:
        yield f"- {_inline(item)}"


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" if line else "" for line in lines)


def _inline(value: Any) -> str:
    if isinstance(value, str):
        return _scalar(value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(_inline, value))}]"
    return "{}" if value == {} else json.dumps(value)


def _scalar(text: str) -> str:
    """The text, quoted unless every YAML 1.1 and 1.2 reader takes it for this text when plain."""
    if _ESCAPED.search(text) or _BLANK_KINDS.search(text):
        return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))
    if _PLAIN.fullmatch(text) and not _OTHER_THAN_TEXT.fullmatch(text):
        return text
    return "'" + text.replace("'", "''") + "'"
