"""A source document in, units with their provenance out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from unit_atlas.model import AwardingBody, Unit
from unit_atlas.provenance import Provenance, WordCounts


class SourceError(Exception):
    """A source that could not be extracted; prints as one line: path, reason, what to do."""

    def __init__(self, path: Path, reason: str, remedy: str) -> None:
        super().__init__(f"{path}: {reason}. {remedy}")
        self.path, self.reason, self.remedy = path, reason, remedy


@dataclass(frozen=True, slots=True)
class Extracted:
    """One unit as read, with where each field stands."""

    unit: Unit
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class UnreadText:
    """Words that no rule could place: page and line number count from 1."""

    page: int | None
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """What one document gave: its units (none is a valid answer) and the account of its words."""

    path: Path
    units: tuple[Extracted, ...]
    words: WordCounts
    unread: tuple[UnreadText, ...] = ()


def extract_document(
    path: Path,
    *,
    bodies: Sequence[AwardingBody],
    awarding_body: str | None = None,
    layout: str | None = None,
    infer: bool = False,
) -> DocumentResult:
    """Read one source document.

    Args:
        path: The document; text for now.
        bodies: The awarding bodies whose names and aliases may be printed in it.
        awarding_body: Names the body where the document does not.
        layout: Name of the layout to use; None recognises it.
        infer: Fill in what is reasoned rather than read (still flagged for review).

    Raises:
        SourceError: The document could not be read.
    """
    raise NotImplementedError
