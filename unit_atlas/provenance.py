"""Where each field was read, how surely, and what became of every word: specs/provenance/<id>.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from unit_atlas.explain import explain
from unit_atlas.fields import flatten
from unit_atlas.model import Model, Unit
from unit_atlas.refusals import CanonicalError


class Piece(Model):
    """A part of a field on a page."""

    page: int = Field(description="Page number from 1.")
    box: tuple[float, float, float, float] = Field(description="x0, top, x1, bottom in points.")


class Place(Model):
    """Where a field stands in its source, and how surely it was read."""

    page: int | None = Field(None, description="Page number from 1; null for text without pages.")
    box: tuple[float, float, float, float] | None = Field(None, description="x0, top, x1, bottom in points.")
    continued: tuple[Piece, ...] = Field((), description="Where the field goes on, on later pages.")
    lines: tuple[int, int] | None = Field(None, description="First and last line number, from 1, for text sources.")
    confidence: float = 1.0
    value: str | None = Field(None, description="What was read; left out of the file where the unit was written so.")


class WordCounts(Model):
    """How many source words ended where; the six numbers add up to the words of the document."""

    fields: int = 0
    labels: int = 0
    repeats: int = 0
    furniture: int = 0
    ignored: int = 0
    unread: int = 0

    @property
    def total(self) -> int:
        """All words of the document."""
        return self.fields + self.labels + self.repeats + self.furniture + self.ignored + self.unread


class Provenance(Model):
    """What the extractor knows about one unit file that it wrote.

    `written_sha256` is the hash of the bytes of a unit file that holds what the extractor last wrote and no more; a
    file with other bytes holds a person's corrections. `written` is that unit: by it corrections are told from what a
    new extraction changes.
    """

    source: str
    written_sha256: str = ""
    written: Unit | None = None
    fields: dict[str, Place] = Field(default_factory=dict)
    words: WordCounts = WordCounts()
    repairs: dict[str, int] = Field(default_factory=dict, description="Mojibake mended in the source, and how often.")


class _Account(BaseModel):
    """What provenance says of a document as a whole; the rest of a file is passed over."""

    source: str
    words: WordCounts = WordCounts()


_ACCOUNT = TypeAdapter(_Account)


def read_provenance(path: Path) -> Provenance:
    """A provenance file.

    Raises:
        CanonicalError: The file is not provenance as the extractor writes it.
        OSError: The file cannot be opened.
    """
    try:
        return _with_values(Provenance.model_validate_json(path.read_bytes()))
    except ValidationError as error:
        raise CanonicalError(path, explain(error, Provenance, {})) from error


def to_account_json(content: bytes, path: Path) -> bytes:
    """What a provenance file tells of its document as a whole, as JSON that `from_account_json` reads.

    Raises:
        CanonicalError: The file is not provenance as the extractor writes it.
    """
    try:
        return _ACCOUNT.dump_json(_ACCOUNT.validate_json(content))
    except ValidationError as error:
        raise CanonicalError(path, explain(error, Provenance, {})) from error


def from_account_json(data: bytes) -> Provenance:
    """The provenance that `to_account_json` wrote down: without its fields."""
    return Provenance.model_validate_json(data)


def dump_provenance(provenance: Provenance) -> str:
    """The text of a provenance file, a line a field; the same provenance always gives the same text.

    The value of a field that was written as it was read stands under `written` alone.
    """
    written = _written_values(provenance)
    data = provenance.model_dump(mode="json", exclude_defaults=True)
    for path, place in data.get("fields", {}).items():
        if "value" in place and written.get(path) == place["value"]:
            del place["value"]
    return "{\n" + ",\n".join(_entry(key, value) for key, value in data.items()) + "\n}\n"


def _entry(key: str, value: Any) -> str:
    """A key of the file with its value, of which each part has a line."""
    if not isinstance(value, dict) or key not in ("fields", "written"):
        return f" {_json(key)}: {_json(value)}"
    lines = ",\n".join(f"  {_json(inner)}: {_json(part)}" for inner, part in value.items())
    return f" {_json(key)}: {{\n{lines}\n }}" if lines else f" {_json(key)}: {{}}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _with_values(provenance: Provenance) -> Provenance:
    """Gives each field that has no value of its own the one it was written with."""
    written = _written_values(provenance)
    fields = {
        path: place.model_copy(update={"value": written[path]}) if place.value is None and path in written else place
        for path, place in provenance.fields.items()
    }
    return provenance.model_copy(update={"fields": fields})


def _written_values(provenance: Provenance) -> dict[str, str]:
    if provenance.written is None:
        return {}
    values = flatten(provenance.written).items()
    return {
        path: value if isinstance(value, str) else str(value).lower() for path, value in values if value is not None
    }
