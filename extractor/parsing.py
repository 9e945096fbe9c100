"""What the grammar has found so far: facts, sections, chunks of the outcomes region, and the account of words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from extractor.account import Account
from extractor.document import Document, Line, Word, join
from extractor.headings import SectionKey
from extractor.labels import Kind, same_value
from extractor.tables import Chunk, Head, Role


@dataclass(frozen=True, slots=True)
class Fact:
    """A value read behind a label; `label` is the label as printed, empty where a sentence gave the value."""

    field: str
    words: tuple[Word, ...]
    label: str = ""

    @property
    def text(self) -> str:
        """The value as printed."""
        return join(self.words)


@dataclass
class ReadSection:
    """A headed passage: its key, the line of its heading and the lines below.

    `guessed` says that the shape of the line alone makes it a heading; `above` is the section it stands in otherwise;
    `over_other` says that facts or the outcomes stood below its heading.
    """

    key: SectionKey
    heading: Line
    lines: list[Line] = field(default_factory=list)
    guessed: bool = False
    above: ReadSection | None = None
    over_other: bool = False


@dataclass
class Parse:
    """What the grammar found, in printed order."""

    document: Document
    account: Account
    facts: list[Fact] = field(default_factory=list)
    sections: list[ReadSection] = field(default_factory=list)
    chunks: list[Chunk] = field(default_factory=list)
    guidance_column: bool = False
    criterion_head: bool = False
    loose: list[Line] = field(default_factory=list)
    feet: list[Line] = field(default_factory=list)
    stated_outcomes: int | None = None
    in_region: bool = False
    head: Head | None = None
    after_head: bool = False
    running: Role | None = None
    section: ReadSection | None = None
    region_start: int | None = None
    graded: bool = False

    def take_label(self, words: Sequence[Word]) -> None:
        """Account for words of a form."""
        self.account.take(words, "labels")

    def add_fact(self, kind: Kind, label: Sequence[Word], value: Sequence[Word], *, note: str = "") -> None:
        """Keep a fact and account for its label and its value; `note` stands for a label that is a whole sentence."""
        name = kind.field
        if self.section is not None:
            self.section.over_other = True
        shared = {word.index for word in label} & {word.index for word in value}
        self.account.take((word for word in label if word.index not in shared), "labels")
        known = [fact for fact in self.facts if fact.field == name and name not in ("date", "other")]
        repeat = any(same_value(kind, fact.text, join(value)) for fact in known)
        self.account.take(value, "repeats" if repeat else "fields")
        if not repeat:
            self.facts.append(Fact(name, tuple(value), join(label).strip(" :") or note))


Rule = Callable[[Parse, Sequence[Line], int], int]
