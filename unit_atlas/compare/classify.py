"""What changed between two criteria that answer each other: one rule a function, in order, the first finding stands.

The facts only; what they mean for someone who holds evidence is `judge`'s part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from unit_atlas.compare import lexicon
from unit_atlas.compare.model import PairClass
from unit_atlas.compare.normal import BREAK, normal
from unit_atlas.compare.reading import Reading, read
from unit_atlas.compare.sense import same_sense, without
from unit_atlas.compare.settings import Settings
from unit_atlas.compare.stems import stem


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
        self.a, self.b = read(a), read(b)
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


def classify(a: str, b: str, similarity: float, settings: Settings) -> Finding:
    """The one class of a pair of texts; `similarity` is their cosine (0 to 1)."""
    case = Case(a, b, similarity, settings)
    return next(finding for finding in (rule(case) for rule in RULES) if finding is not None)


def identical(case: Case) -> Finding | None:
    """Equal but for white space."""
    equal = " ".join(case.text_a.split()) == " ".join(case.text_b.split())
    return Finding("identical", "identical", "the same words") if equal else None


def typographic(case: Case) -> Finding | None:
    """N equal, or equal without spaces while no split word starts with "in", "un", "not" … or a digit moved."""
    a, b = normal(case.text_a), normal(case.text_b)
    if a == b or (_spaced_alike(case) and a.replace(" ", "") == b.replace(" ", "")):
        return Finding("typographic", "typographic", _what_is_set_differently(case.text_a, case.text_b))
    return None


def _spaced_alike(case: Case) -> bool:
    risky = {*lexicon.NEGATING_PREFIXES, *lexicon.NEGATORS, "a", "be", "for"}
    for change in case.changes:
        words = {*change.a, *change.b}
        if words & risky or any(character.isdigit() for word in words for character in word):
            return False
    return True


def _what_is_set_differently(a: str, b: str) -> str:
    """'capital, full stop': what a typographic pair differs in, for the class column."""
    checks = (
        ("capital", lambda text: [c.isupper() for c in text if c.isalpha()]),
        ("full stop", lambda text: text.rstrip().endswith(".")),
        ("comma", lambda text: text.count(",")),
        ("apostrophe", lambda text: [c for c in text if c in "'’‘‛‟`´"]),
        ("hyphen or dash", lambda text: [c for c in text if c in "-‐‑‒–—−"]),
        ("bracket", lambda text: text.count("(")),
        ("space", lambda text: len(text.split())),
    )
    found = [name for name, look in checks if look(a) != look(b)]
    return ", ".join(found) or "punctuation"


def knowing_or_doing(case: Case) -> Finding | None:
    """'describe how to X' against 'X'."""
    core_a, core_b = _how_to_core(case.a), _how_to_core(case.b)
    if core_a and not core_b and same_sense(core_a, case.b) and _is_doing(case.b):
        return Finding("strengthened", "knowing-to-doing", f"“{_lead(case.a)} how to” became doing it")
    if core_b and not core_a and same_sense(core_b, case.a) and _is_doing(case.a):
        return Finding("weakened", "doing-to-knowing", f"doing it became “{_lead(case.b)} how to”")
    return None


_HOW_TO = (("how", "to"), ("how", "you", "would"), ("ways", "to"), ("ways", "of"), ("methods", "of"))


def _how_to_core(reading: Reading) -> Reading | None:
    """What follows '<verb of knowing> how to', None without such a head."""
    if reading.lead is None or reading.lead.rung is None:
        return None
    start = reading.lead.last + 1
    words = reading.words[start : start + 4]
    skip = 1 if words[:1] == ("the",) or words[:1] == ("different",) else 0
    for head in _HOW_TO:
        if words[skip : skip + len(head)] == head:
            return without(reading, 0, start + skip + len(head) - 1)
    return None


def _is_doing(reading: Reading) -> bool:
    return reading.lead is not None and reading.lead.rung is None


def _lead(reading: Reading) -> str:
    return reading.lead.verb if reading.lead else ""


def negated(case: Case) -> Finding | None:
    """A short changed run with an odd number of negators that reach beyond it."""
    for change in case.changes:
        if max(len(change.a), len(change.b)) > case.settings.negated_run:
            continue
        if _turns(change):
            return Finding("negated", "negated", _became(change))
    return None


def _turns(change: Change) -> bool:
    negators = _negators(change.a) + _negators(change.b)
    if not negators:
        return _prefixed(change)
    if negators % 2 == 0:
        return False
    replaced = bool(change.a and change.b)
    return replaced or not _negator_is_spent(change.a or change.b, change.a_keys or change.b_keys)


def _negators(words: tuple[str, ...]) -> int:
    return sum(1 for word in words if _is_negator(word))


def _is_negator(word: str) -> bool:
    return word in lexicon.NEGATORS or stem(word) in _NEGATOR_STEMS


_NEGATOR_STEMS = {stem(word) for word in ("avoid", "lack", "prevent", "refuse")}


def _negator_is_spent(run: tuple[str, ...], keys: tuple[str, ...]) -> bool:
    """Whether content follows the last negator in the run: 'without making promises' negates nothing that is kept."""
    last = max(place for place, word in enumerate(run) if _is_negator(word))
    return any(keys[last + 1 :])


def _prefixed(change: Change) -> bool:
    """'appropriate' → 'inappropriate' and back."""
    stems_a, stems_b = {stem(word) for word in change.a}, {stem(word) for word in change.b}
    return any(
        prefix + word in other
        for one, other in ((stems_a, stems_b), (stems_b, stems_a))
        for word in one
        for prefix in lexicon.NEGATING_PREFIXES
    )


def opposite(case: Case) -> Finding | None:
    """A word and its opposite change places: before/after, internal/external, must/may, and/or, to/from."""
    for change in case.changes:
        a, b = _bare(change.a), _bare(change.b)
        for word_a in a - b:
            for word_b in b - a:
                if frozenset((word_a, word_b)) in _OPPOSITE_STEMS:
                    return Finding("changed", "opposite", _became(change))
    return None


_OPPOSITE_STEMS = {frozenset(stem(word) for word in pair) for pair in lexicon.OPPOSITES}


def _bare(words: tuple[str, ...]) -> set[str]:
    return {stem("or" if word == "and/or" else word) for word in words if word not in lexicon.DETERMINERS}


def quantity(case: Case) -> Finding | None:
    """A number, a count or a unit of measure differs on both sides."""
    for change in case.changes:
        a, b = _quantities(change.a_keys), _quantities(change.b_keys)
        if a and b and a != b:
            return Finding("changed", "quantity", _became(change))
    return None


def _quantities(keys: tuple[str, ...]) -> set[str]:
    numbers = {key for key in keys if key[:1].isdigit() or key[1:2].isdigit() or key in lexicon.QUANTITIES}
    return numbers | {key for key in keys if key in lexicon.MEASURES}


def verb_rung(case: Case) -> Finding | None:
    """The leading command verb stands on another rung and nothing else differs."""
    a, b = case.a.lead, case.b.lead
    if a is None or b is None or not case.same_but_for_leads or (a.rung is None and b.rung is None):
        return None
    why = f"{' '.join(case.a.words[a.first : a.last + 1])} to {' '.join(case.b.words[b.first : b.last + 1])}"
    if b.rung is None:
        return Finding("strengthened", "verb-to-doing", why)
    if a.rung is None:
        return _from_doing(stem(a.verb), b.rung, why)
    if a.rung == b.rung:
        return None
    return Finding("strengthened", "verb-raised", why) if b.rung > a.rung else Finding("weakened", "verb-lowered", why)


def _from_doing(verb: str, rung: float, why: str) -> Finding:
    if rung > 3.0:
        return Finding("strengthened", "verb-raised", why)
    presupposed = rung <= 1.5 and verb in _PRESUPPOSING
    return Finding("weakened", "verb-lowered" if presupposed else "doing-to-telling", why)


_PRESUPPOSING = {stem(verb) for verb in lexicon.PRESUPPOSES_IDENTIFYING}


def wording(case: Case) -> Finding | None:
    """No content word is left over on either side, and what is left says the same."""
    if case.only_a or case.only_b:
        return None
    if same_sense(case.a, case.b):
        return Finding("wording", "wording", _listed(case.changes))
    return Finding("changed", "order", "the same words stand in another order or relation")


def scope_added(case: Case) -> Finding | None:
    """Content only in B."""
    if case.only_b and not case.only_a:
        return Finding("scope-added", "scope-added", "more is asked: " + _quoted(change.b for change in case.changes))
    return None


def scope_removed(case: Case) -> Finding | None:
    """Content only in A: one task fewer, or a condition fewer, which widens the task."""
    if not case.only_a or case.only_b:
        return None
    dropped = _quoted(change.a for change in case.changes)
    if _is_dropped_conjunct(case):
        return Finding("scope-removed", "conjunct-dropped", f"one task fewer: {dropped}")
    return Finding("scope-removed", "qualifier-dropped", f"a condition or part dropped: {dropped}")


def _is_dropped_conjunct(case: Case) -> bool:
    """Whether A is B plus one item of an "and" list, and B does not ask for more for its absence."""
    runs = [change for change in case.changes if any(change.a_keys)]
    if len(runs) != 1 or any(change.b for change in case.changes):
        return False
    words = case.a.words
    span = _span(words, runs[0].a_at, len(runs[0].a))
    return _stands_as_item(words, *span) and not _widens(case.a, *span)


def _span(words: tuple[str, ...], first: int, length: int) -> tuple[int, int]:
    """Places `first` … in words without punctuation → start and end places in `words`."""
    places = [place for place, word in enumerate(words) if word != BREAK]
    return places[first], places[first + length - 1] + 1


def _stands_as_item(words: tuple[str, ...], start: int, end: int) -> bool:
    before = words[start - 1] if start else BREAK
    after = words[end] if end < len(words) else BREAK
    bounded = after == BREAK or after == "and" or after in lexicon.EMPTY
    if words[start] == "and":
        return bounded
    if words[end - 1] == "and":
        return before == BREAK
    return before == BREAK and after in (BREAK, "and") and "and" in words[end : end + 8]


def _widens(reading: Reading, start: int, end: int) -> bool:
    before = set(reading.words[:start])
    inside = set(reading.words[start:end])
    if {"or", "and/or"} & set(reading.words) or any(_is_negator(word) for word in reading.words):
        return True
    return bool(before & lexicon.SUBORDINATORS or {stem(word) for word in before | inside} & _PAIRING)


_PAIRING = {stem(word) for word in lexicon.PAIRING_VERBS}


def content_changed(case: Case) -> Finding | None:
    """Content on both sides, the rest still alike."""
    if case.similarity >= case.settings.similar_cosine or case.same_but_for_leads:
        return Finding("changed", "content", _listed(case.changes))
    return None


def reworded(case: Case) -> Finding | None:
    """Content on both sides, little alike."""
    return Finding("reworded", "reworded", "other words throughout") if case else None


Rule = Callable[[Case], Finding | None]

RULES: tuple[Rule, ...] = (
    identical,
    typographic,
    knowing_or_doing,
    negated,
    opposite,
    quantity,
    verb_rung,
    wording,
    scope_added,
    scope_removed,
    content_changed,
    reworded,
)


def _became(change: Change) -> str:
    if not change.a:
        return f"“{' '.join(change.b)}” added"
    if not change.b:
        return f"“{' '.join(change.a)}” left out"
    return f"“{' '.join(change.a)}” became “{' '.join(change.b)}”"


def _listed(changes: tuple[Change, ...]) -> str:
    return "; ".join(_became(change) for change in changes)


def _quoted(runs: Iterator[tuple[str, ...]]) -> str:
    return ", ".join(f"“{' '.join(run)}”" for run in runs if run)
