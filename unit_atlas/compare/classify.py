"""What changed between two criteria that answer each other: one rule a function, in order, the first finding stands.

The facts only; what they mean for someone who holds evidence is `judge`'s part.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from unit_atlas.compare import lexicon
from unit_atlas.compare.case import Case, Finding, became, listed, quoted
from unit_atlas.compare.dropped import scope_removed
from unit_atlas.compare.negation import negated
from unit_atlas.compare.normal import normal
from unit_atlas.compare.reading import Reading
from unit_atlas.compare.sense import same_sense, without
from unit_atlas.compare.settings import Settings
from unit_atlas.compare.stems import stem
from unit_atlas.wording import in_a_row, worded


def classify(a: str, b: str, similarity: float, settings: Settings) -> Finding:
    """The one class of a pair of texts; `similarity` is their cosine (0 to 1)."""
    case = Case(a, b, similarity, settings)
    return next(finding for finding in (rule(case) for rule in RULES) if finding is not None)


def identical(case: Case) -> Finding | None:
    """Equal but for white space."""
    equal = " ".join(case.text_a.split()) == " ".join(case.text_b.split())
    return Finding("identical", "identical", worded("the same words")) if equal else None


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
        (worded("capital"), lambda text: [c.isupper() for c in text if c.isalpha()]),
        (worded("full stop"), lambda text: text.rstrip().endswith(".")),
        (worded("comma"), lambda text: text.count(",")),
        (worded("apostrophe"), lambda text: [c for c in text if c in "'’‘‛‟`´"]),
        (worded("hyphen or dash"), lambda text: [c for c in text if c in "-‐‑‒–—−"]),
        (worded("bracket"), lambda text: text.count("(")),
        (worded("space"), lambda text: len(text.split())),
    )
    if _letters(a) != _letters(b):
        return worded("another form of the same words")
    found = [name for name, look in checks if look(a) != look(b)]
    return in_a_row(found) or worded("punctuation")


def _letters(text: str) -> list[str]:
    return [c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum()]


def knowing_or_doing(case: Case) -> Finding | None:
    """'describe how to X' against 'X'."""
    core_a, core_b = _how_to_core(case.a), _how_to_core(case.b)
    if core_a and not core_b and same_sense(core_a, case.b) and _is_doing(case.b):
        return Finding(
            "strengthened", "knowing-to-doing", worded("“%(verb)s how to” became doing it", verb=_lead(case.a))
        )
    if core_b and not core_a and same_sense(core_b, case.a) and _is_doing(case.a):
        return Finding("weakened", "doing-to-knowing", worded("doing it became “%(verb)s how to”", verb=_lead(case.b)))
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


def opposite(case: Case) -> Finding | None:
    """A word and its opposite change places: before/after, internal/external, must/may, and/or, to/from."""
    for change in case.changes:
        a, b = _bare(change.a), _bare(change.b)
        for word_a in a - b:
            for word_b in b - a:
                if frozenset((word_a, word_b)) in _OPPOSITE_STEMS:
                    return Finding("changed", "opposite", became(change))
    return None


_OPPOSITE_STEMS = {frozenset(stem(word) for word in pair) for pair in lexicon.OPPOSITES}


def _bare(words: tuple[str, ...]) -> set[str]:
    return {stem("or" if word == "and/or" else word) for word in words if word not in lexicon.DETERMINERS}


def quantity(case: Case) -> Finding | None:
    """A number, a count or a unit of measure differs on both sides."""
    for change in case.changes:
        a, b = _quantities(change.a_keys), _quantities(change.b_keys)
        if a and b and a != b:
            return Finding("changed", "quantity", became(change))
    return None


def _quantities(keys: tuple[str, ...]) -> set[str]:
    numbers = {key for key in keys if key[:1].isdigit() or key[1:2].isdigit() or key in lexicon.QUANTITIES}
    return numbers | {key for key in keys if key in lexicon.MEASURES}


def verb_rung(case: Case) -> Finding | None:
    """The leading command verb stands on another rung and nothing else differs."""
    a, b = case.a.lead, case.b.lead
    if a is None or b is None or not case.same_but_for_leads or (a.rung is None and b.rung is None):
        return None
    held, wanted = " ".join(case.a.words[a.first : a.last + 1]), " ".join(case.b.words[b.first : b.last + 1])
    why = worded("%(held)s to %(wanted)s", held=held, wanted=wanted)
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
        return Finding("wording", "wording", listed(case.marks))
    return Finding("changed", "order", worded("the same words stand in another order or relation"))


def scope_added(case: Case) -> Finding | None:
    """Content only in B."""
    if case.only_b and not case.only_a:
        return Finding(
            "scope-added", "scope-added", worded("more is asked: %(words)s", words=quoted(case.marks, "ins"))
        )
    return None


def content_changed(case: Case) -> Finding | None:
    """Content on both sides, the rest still alike."""
    if case.similarity >= case.settings.similar_cosine or case.same_but_for_leads:
        return Finding("changed", "content", listed(case.marks))
    return None


def reworded(case: Case) -> Finding | None:
    """Content on both sides, little alike."""
    return Finding("reworded", "reworded", worded("other words throughout")) if case else None


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
