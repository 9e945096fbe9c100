"""What a comparison of two units says: plain, frozen values, held by one direction A (held) → B (wanted)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal

from unit_atlas.wording import worded

WordKind = Literal["same", "del", "ins"]
PairClass = Literal[
    "identical",
    "typographic",
    "wording",
    "strengthened",
    "weakened",
    "negated",
    "changed",
    "scope-added",
    "scope-removed",
    "reworded",
    "split",
    "merged",
    "added",
    "removed",
]
Flag = Literal["moved", "reordered", "grade"]
Severity = Literal["error", "warning", "info"]
Status = Literal["covered", "partial", "review", "to-do"]
Relation = Literal["same", "related", "different"]
FactClass = Literal["differs", "raised", "lowered", "only-a", "only-b", "conflict", "asks-more", "asks-less", "unclear"]

PAIR_CLASSES: tuple[PairClass, ...] = (
    "negated",
    "added",
    "changed",
    "strengthened",
    "scope-added",
    "reworded",
    "scope-removed",
    "weakened",
    "split",
    "merged",
    "wording",
    "typographic",
    "identical",
    "removed",
)
STATUSES: tuple[Status, ...] = ("to-do", "partial", "review", "covered")


@dataclass(frozen=True, slots=True)
class WordRun:
    """Consecutive words of one kind: in both texts, only in A (`del`) or only in B (`ins`).

    `text` is as B prints it (as A prints it for `del`); `text_a` of a `same` run is as A prints it.
    """

    kind: WordKind
    text: str
    text_a: str = ""


@dataclass(frozen=True, slots=True)
class CriterionRef:
    """A criterion by the printed numbers of its outcome and itself, with its text (bullets included)."""

    outcome: str
    number: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A criterion of B and what evidence held for A is worth there."""

    criterion: CriterionRef
    status: Status

    @property
    def number(self) -> str:
        """Printed number of the criterion."""
        return self.criterion.number


@dataclass(frozen=True, slots=True)
class Pair:
    """Criteria that answer each other; `a` is empty when B added, `b` is empty when B does not need A's.

    A split has one `a` and several `b`, a merger several `a` and one `b`. `rule` is the stable id of the rule that
    decided (`negated`, `verb-raised` …), `why` its finding in plain words, `score` the cosine of alignment (0 to 1).
    `words` is empty where word marks do not help (typographic, reworded, split, merged, added, removed).
    """

    a: tuple[CriterionRef, ...]
    b: tuple[Wanted, ...]
    cls: PairClass
    rule: str
    severity: Severity
    score: float
    fingerprint: str
    why: str
    flags: tuple[Flag, ...] = ()
    words: tuple[WordRun, ...] = ()

    @property
    def not_needed(self) -> bool:
        """Whether B asks for nothing here, so that evidence held for A is not needed."""
        return not self.b


@dataclass(frozen=True, slots=True)
class FactDifference:
    """A fact of the whole unit that differs; `a` and `b` are texts for people, None where nothing is printed.

    `fingerprint` is 12 hex digits over both sides and the rule, as those of pairs are.
    """

    field: str
    label: str
    cls: FactClass
    rule: str
    severity: Severity
    a: str | None
    b: str | None
    meaning: str

    @property
    def fingerprint(self) -> str:
        """Stays while both sides and the rule stay."""
        parts = (self.field, self.rule, self.a or "", self.b or "")
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class SameFact:
    """A fact that both units print alike."""

    field: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two unpaired criteria that look alike: for a person to look at, never coverage. `score` is 0 to 1."""

    a: CriterionRef
    b: CriterionRef
    score: float


@dataclass(frozen=True, slots=True)
class OutcomeLink:
    """The outcome of B that most criteria of A's outcome went to; `votes` counts them."""

    a: str
    b: str
    votes: int


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts, and the sentence that opens a comparison: what the two units are `called`, and the `reason`.

    `statuses` counts criteria of B, `classes` pairs, `equal` the criteria of B that are identical or typographic.
    `level_warning` is a sentence when the levels differ or cannot be compared; it stands beside any "covered".
    """

    called: str
    reason: str
    criteria_a: int
    criteria_b: int
    equal: int
    not_needed: int
    classes: dict[PairClass, int] = field(default_factory=dict)
    statuses: dict[Status, int] = field(default_factory=dict)
    level_warning: str | None = None

    @property
    def verdict(self) -> str:
        """The sentence: 'Same unit: 17 of 18 criteria are equal but for typography.'."""
        return worded("%(called)s: %(reason)s", called=self.called, reason=self.reason)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Unit A (evidence held) against unit B (evidence wanted); `pairs` follow B's printed order, removed ones last."""

    a: str
    b: str
    relation: Relation
    facts: tuple[FactDifference, ...]
    same_facts: tuple[SameFact, ...]
    outcomes: tuple[OutcomeLink, ...]
    pairs: tuple[Pair, ...]
    suggestions: tuple[Suggestion, ...]
    summary: Summary
