"""What the rules of classification look at: two readings, what differs between them, and what a rule may find."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from unit_atlas.compare.model import PairClass, WordKind, WordRun
from unit_atlas.compare.normal import BREAK
from unit_atlas.compare.reading import Reading, read
from unit_atlas.compare.sense import prefixed_alike, same_sense, without
from unit_atlas.compare.settings import Settings
from unit_atlas.compare.words import word_runs
from unit_atlas.wording import in_a_row, strung, worded


@dataclass(frozen=True, slots=True)
class Finding:
    """The class of a pair, the id of the rule that found it, and why in a few plain words."""

    cls: PairClass
    rule: str
    why: str


@dataclass(frozen=True, slots=True)
class Change:
    """A run of words that differs: what A has and what B has there, with their content keys.

    `a_at` is the run's place in A's words, punctuation left out.
    """

    a: tuple[str, ...]
    b: tuple[str, ...]
    a_keys: tuple[str, ...]
    b_keys: tuple[str, ...]
    a_at: int


class Case:
    """Two texts with what several rules need, each worked out once."""

    def __init__(self, a: str, b: str, similarity: float, settings: Settings) -> None:
        self.text_a, self.text_b = a, b
        self.a, self.b = prefixed_alike(read(a), read(b)), prefixed_alike(read(b), read(a))
        self.similarity = similarity
        self.settings = settings

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The runs that differ, punctuation left out."""
        (a, a_keys), (b, b_keys) = _unpunctuated(self.a), _unpunctuated(self.b)
        return tuple(
            Change(a[i:k], b[j:m], a_keys[i:k], b_keys[j:m], i)
            for tag, i, k, j, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
            if tag != "equal"
        )

    @cached_property
    def marks(self) -> tuple[WordRun, ...]:
        """The words as printed, marked."""
        return word_runs(self.text_a, self.text_b)

    @cached_property
    def only_a(self) -> Counter[str]:
        """Content that A has more of."""
        return self.a.counts - self.b.counts

    @cached_property
    def only_b(self) -> Counter[str]:
        """Content that B has more of."""
        return self.b.counts - self.a.counts

    @cached_property
    def same_but_for_leads(self) -> bool:
        """Whether the leading verbs differ and nothing else does."""
        lead_a, lead_b = self.a.lead, self.b.lead
        if lead_a is None or lead_b is None:
            return False
        rest_a, rest_b = without(self.a, lead_a.first, lead_a.last), without(self.b, lead_b.first, lead_b.last)
        return same_sense(rest_a, rest_b)


def _unpunctuated(reading: Reading) -> tuple[tuple[str, ...], tuple[str, ...]]:
    places = [place for place, word in enumerate(reading.words) if word != BREAK]
    return tuple(reading.words[place] for place in places), tuple(reading.keys[place] for place in places)


def became(change: Change) -> str:
    """'“before” became “after”'."""
    if not change.a:
        return worded("%(words)s added", words=_quote(" ".join(change.b)))
    if not change.b:
        return worded("%(words)s left out", words=_quote(" ".join(change.a)))
    return worded("%(words)s became %(others)s", words=_quote(" ".join(change.a)), others=_quote(" ".join(change.b)))


def listed(marks: tuple[WordRun, ...]) -> str:
    """All that differs: '“their” left out; “if” became “where”'."""
    said: list[str] = []
    for place, run in enumerate(marks):
        before = marks[place - 1] if place else None
        if run.kind == "ins" and before and before.kind == "del":
            said[-1] = worded("%(words)s became %(others)s", words=_printed(before), others=_printed(run))
        elif run.kind == "del":
            said.append(worded("%(words)s left out", words=_printed(run)))
        elif run.kind == "ins":
            said.append(worded("%(words)s added", words=_printed(run)))
    return strung(said)


def quoted(marks: tuple[WordRun, ...], kind: WordKind) -> str:
    """The runs of one kind, in quotation marks."""
    return in_a_row([_printed(run) for run in marks if run.kind == kind])


def _printed(run: WordRun) -> str:
    return _quote(run.text.strip(" .,;:"))


def _quote(words: str) -> str:
    return worded("“%(words)s”", words=words)
