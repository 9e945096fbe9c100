"""A source document in, units with their provenance out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.account import Account
from extractor.assemble import assemble, is_unit, to_unit
from extractor.bodies import all_names, named_bodies
from extractor.document import Document, Word, hidden_texts
from extractor.draft import Draft
from extractor.grammar import parse
from extractor.layout import Layout
from extractor.layouts import all_layouts, by_name, identify
from extractor.qualifications import read_qualifications
from extractor.readers.ranges import PagesRead
from extractor.sources import SourceError, read_source
from extractor.units import Part, part_units
from unit_atlas.model import AwardingBody, QualificationStructure, Unit
from unit_atlas.provenance import Provenance, WordCounts

MOST_LETTERS_OF_A_UNIT = 300_000
_LONGEST_NOTE = 200


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
    """What one document gave: its units (none is a valid answer) and the account of its words.

    `qualifications` are those that a handbook describes outside its units; `notes` tell what a person should know of a
    document beside its units, a line each.
    """

    path: Path
    units: tuple[Extracted, ...]
    words: WordCounts
    unread: tuple[UnreadText, ...] = ()
    qualifications: tuple[QualificationStructure, ...] = ()
    notes: tuple[str, ...] = ()


def extract_document(
    path: Path,
    *,
    bodies: Sequence[AwardingBody],
    awarding_body: str | None = None,
    layout: str | None = None,
    infer: bool = False,
    engine: str = "rapidocr",
    ranges: Sequence[PagesRead] | None = None,
) -> DocumentResult:
    """Read one source document.

    Args:
        path: The document.
        bodies: The awarding bodies whose names and aliases may be printed in it.
        awarding_body: Names the body where the document does not.
        layout: Name of the layout to use; None recognises it.
        infer: Fill in what is reasoned rather than read (still flagged for review).
        engine: What recognises scanned pages, one of `extractor.readers.engines.ENGINES`.
        ranges: The pages of a PDF, where they were read elsewhere.

    Raises:
        SourceError: The document could not be read.
    """
    document = read_source(path, engine, ranges)
    chosen, several = _layout(path, document, layout)
    feet = [line for line in document.lines if line.furniture and not line.hidden]
    reading = _Reading(chosen, several, bodies, tuple(named_bodies(document, bodies, feet)), awarding_body, infer)
    stretches = _fitting(path, part_units(document))
    parts = [_read_part(part, reading) for part in stretches]
    outside = [line for part in stretches if not part.is_unit for line in part.document.lines if not line.furniture]
    return DocumentResult(
        path,
        tuple(part.unit for part in parts if part.unit is not None),
        _total(part.words for part in parts),
        tuple(unread for part in parts for unread in part.unread),
        read_qualifications(outside) if any(part.unit for part in parts) else (),
        (*document.warnings, *_hidden_notes(document), *(note for part in parts for note in part.notes)),
    )


def _hidden_notes(document: Document) -> Iterator[str]:
    for page, text in hidden_texts(document.lines):
        shown = text if len(text) <= _LONGEST_NOTE else f"{text[:_LONGEST_NOTE]}… ({len(text)} characters)"
        yield f"page {page}: text that nobody sees on the page was set aside: {shown}"


@dataclass(frozen=True, slots=True)
class _Reading:
    """What holds for all units of a document."""

    layout: Layout
    several: tuple[str, ...]
    bodies: Sequence[AwardingBody]
    names: tuple[str, ...]
    awarding_body: str | None
    infer: bool


@dataclass(frozen=True, slots=True)
class _PartRead:
    unit: Extracted | None
    words: WordCounts
    unread: tuple[UnreadText, ...] = ()
    notes: tuple[str, ...] = ()


def _read_part(part: Part, reading: _Reading) -> _PartRead:
    document = part.document
    parsed = parse(document, reading.layout)
    draft = assemble(
        parsed,
        body=reading.awarding_body,
        body_names=reading.names,
        spellings=all_names(reading.bodies),
        infer=reading.infer,
    )
    if not part.is_unit or not is_unit(draft):
        return _PartRead(None, _outside(document), notes=_criteria_outside(draft, document))
    if reading.several:
        names = ", ".join(reading.several)
        draft.flag("source.layout", "conflict", f"the layouts {names} all match; say which with --layout")
    for warning in document.warnings:
        draft.flag("source.reader", "uncertain", warning)
    for page, text in hidden_texts(document.lines):
        draft.flag("unit", "unread-text", f"page {page}: hidden on the page, and set aside: {text}")
    unread = _unread(draft, parsed.account, document)
    words = parsed.account.counts()
    source = {
        "file": document.name,
        "sha256": document.sha256,
        "pages": tuple(sorted({line.page for line in document.lines if line.page})),
        "layout": reading.layout.name,
        "reader": document.reader,
    }
    provenance = Provenance(source=document.name, fields=draft.places, words=words, repairs=dict(document.repairs))
    return _PartRead(Extracted(to_unit(draft, source), provenance), words, unread)


def _fitting(path: Path, parts: Sequence[Part]) -> Sequence[Part]:
    """The parts, each no longer than a unit can be: a unit file holds 1 MiB at most."""
    for part in parts:
        letters = sum(len(word.text) for word in part.document.words)
        if part.is_unit and letters > MOST_LETTERS_OF_A_UNIT:
            reason = f"the text from line {part.document.lines[0].number} would be a unit of {letters} letters"
            raise SourceError(path, f"{reason}, at most {MOST_LETTERS_OF_A_UNIT} are read", "Split the file.")
    return parts


_FEWEST_CRITERIA = 2


def _criteria_outside(draft: Draft, document: Document) -> tuple[str, ...]:
    """Tell of numbered criteria in text that was not taken for a unit."""
    criteria = [criterion for outcome in draft.values["learning_outcomes"] for criterion in outcome["criteria"]]
    if len(criteria) < _FEWEST_CRITERIA:
        return ()
    page = document.lines[0].page
    where = f"from page {page} on" if page else f"from line {document.lines[0].number} on"
    first = f"{criteria[0]['number']} {criteria[0]['text']}"
    return (f"{where}: {len(criteria)} numbered points were not taken for a unit's criteria, the first is '{first}'",)


def _outside(document: Document) -> WordCounts:
    """Words of pages that belong to no unit: left aside but for running heads and feet."""
    furniture = sum(len(line.words) for line in document.lines if line.furniture and not line.hidden)
    return WordCounts(furniture=furniture, ignored=len(document.words) - furniture)


def _total(counts: Iterable[WordCounts]) -> WordCounts:
    total = Counter[str]()
    for count in counts:
        total.update(count.model_dump())
    return WordCounts.model_validate(dict(total))


def _layout(path: Path, document: Document, name: str | None) -> tuple[Layout, tuple[str, ...]]:
    if name is None:
        return identify(document)
    chosen = by_name(name)
    if chosen is None:
        known = ", ".join(layout.name for layout in all_layouts())
        raise SourceError(path, f"there is no layout '{name}'", f"Known layouts: generic, {known}.")
    return chosen, ()


def _unread(draft: Draft, account: Account, document: Document) -> tuple[UnreadText, ...]:
    """Unread words line by line; each line becomes a review entry."""
    by_line: dict[int, list[Word]] = {}
    for word in account.unread():
        by_line.setdefault(word.line, []).append(word)
    found = []
    for position, words in by_line.items():
        line = document.lines[position]
        text = " ".join(word.text for word in words)
        found.append(UnreadText(line.page or None, line.number, text))
        place = f"page {line.page}, line {line.number}" if line.page else f"line {line.number}"
        draft.flag("unit", "unread-text", f"{place}: {text}")
    return tuple(found)
