"""What `unit-atlas extract` prints: the account of each document, and of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractor.extract import DocumentResult
from unit_atlas.cli.terminal import counted
from unit_atlas.fields import FieldDifference, FieldValue
from unit_atlas.provenance import WordCounts
from unit_atlas.store import Stored


@dataclass(slots=True)
class Tally:
    """What became of all documents; `known` ones did not change since an earlier run, and were not read again."""

    documents: int = 0
    known: int = 0
    failed: int = 0
    without: int = 0
    unread: int = 0
    review: int = 0
    units: dict[str, str] = field(default_factory=dict)

    def add(self, result: DocumentResult, stored: Sequence[Stored]) -> None:
        """Count a document and its units."""
        self.without += not result.units
        self.unread += result.words.unread
        self.review += sum(len(extracted.unit.review) for extracted in result.units)
        for one in stored:
            if one.action != "unchanged" or one.id not in self.units:
                self.units[one.id] = one.action

    def __str__(self) -> str:
        """The line that ends a run."""
        actions = Counter(self.units.values())
        units = ", ".join(f"{count} {action}" for action, count in sorted(actions.items())) or "no units"
        known = f", {self.known} not read again" if self.known else ""
        failed = f", {self.failed} failed" if self.failed else ""
        without = f", {self.without} without a unit" if self.without else ""
        entries = counted(self.review, "entry", "entries")
        unread = counted(self.unread, "word")
        documents = counted(self.documents, "document")
        return f"{documents}{failed}{without}{known}; units: {units}; {unread} unread, {entries} to review"


def account(result: DocumentResult, stored: Sequence[Stored]) -> Iterator[str]:
    """The lines printed for one document."""
    yield f"{result.path}: {_words(result.words)}"
    if not result.units:
        yield "  no unit found in it"
    yield from (f"  note      {note}" for note in result.notes)
    for one in stored:
        yield f"  {one.action:<9} {one.id}" + (f": {one.note}" if one.note else "")
        yield from (f"    {_taken(difference)}" for difference in one.taken)
        yield from (f"    {_difference(difference)}" for difference in one.differences)
    for unread in result.unread:
        page = f"page {unread.page}, " if unread.page is not None else ""
        yield f"  unread    {page}line {unread.line}: {unread.text}"


def _words(words: WordCounts) -> str:
    parts = ", ".join(f"{getattr(words, fate)} {fate}" for fate in WordCounts.model_fields)
    return f"{words.total} words: {parts}"


def _difference(difference: FieldDifference) -> str:
    return f"{difference.path}: file {_value(difference.old)}, extraction {_value(difference.new)}"


def _taken(difference: FieldDifference) -> str:
    return f"{difference.path}: was {_value(difference.old)}, now {_value(difference.new)}"


def _value(value: FieldValue) -> str:
    return "nothing" if value is None else repr(value) if isinstance(value, str) else str(value).lower()
