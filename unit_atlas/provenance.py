"""Where each field was read, how surely, and what became of every word: specs/provenance/<id>.json."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, ValidationError

from unit_atlas.model import Model
from unit_atlas.refusals import CanonicalError, explain


class Place(Model):
    """Where a field stands in its source, and how surely it was read."""

    page: int | None = Field(None, description="Page number from 1; null for text without pages.")
    box: tuple[float, float, float, float] | None = Field(None, description="x0, top, x1, bottom in points.")
    lines: tuple[int, int] | None = Field(None, description="First and last line number, from 1, for text sources.")
    confidence: float = 1.0
    value: str | None = None


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

    `written_sha256` is the hash of the bytes the extractor last wrote to the unit file; a file with other bytes holds
    a person's corrections.
    """

    source: str
    written_sha256: str = ""
    fields: dict[str, Place] = Field(default_factory=dict)
    words: WordCounts = WordCounts()


def read_provenance(path: Path) -> Provenance:
    """A provenance file.

    Raises:
        CanonicalError: The file is not provenance as the extractor writes it.
        OSError: The file cannot be opened.
    """
    try:
        return Provenance.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise CanonicalError(path, explain(error, Provenance, {})) from error


def dump_provenance(provenance: Provenance) -> str:
    """The text of a provenance file; the same provenance always gives the same text."""
    return provenance.model_dump_json(indent=1, exclude_defaults=True) + "\n"
