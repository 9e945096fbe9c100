"""How outcomes open where a word and not a column says that they are outcomes: 'LO1', 'Learning outcome 2 – …'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_CODE = re.compile(r"LO\.?(\d{1,2})[.:)]?", re.I)
_NUMBER = re.compile(r"(\d{1,2})[.:)]?")
_NUMBER_OR_LETTER = re.compile(r"(\d{1,2}|[A-Z])[.:)]?")
_NAMES = (("LO",), ("LO.",), ("outcome",), ("learning", "outcome"), ("unit", "outcome"))
_AIM = ("learning", "aim")
_DASHES = frozenset("–—-:")
_SENTENCE = frozenset(
    "of is are was and or to in on for with by from at as must should may can will has have above below only also "
    "covers requires the a an this that which if when".split()
)
_LEAD_IN = re.compile(
    r"(?:the |a )?(?:learners?|candidates?|students?|you) (?:will|can|should|must)"
    r"(?: be able to| know| understand)?:|(?:on completion of|by the end of) (?:this|the) unit,? .{4,60}:",
    re.I,
)
_LONGEST_LEAD_IN = 16


@dataclass(frozen=True, slots=True)
class Name:
    """The name of an outcome: its number, and how many words it takes with the lead-in that stands behind it."""

    number: str
    length: int


def read_name(words: Sequence[str]) -> Name | None:
    """The name that opens the words; None where none does."""
    named = _named(words)
    if named is None:
        return None
    return Name(named.number, named.length + before_text(words[named.length :]))


def before_text(words: Sequence[str]) -> int:
    """How many of the words behind a number are a dash and a lead-in, and not yet the outcome's text."""
    dash = int(bool(words) and words[0] in _DASHES)
    return dash + _lead_in(words[dash:])


def _named(words: Sequence[str]) -> Name | None:
    if not words:
        return None
    if code := _CODE.fullmatch(words[0]):
        return Name(code[1], 1)
    lower = tuple(word.lower() for word in words[:2])
    for name in (*_NAMES, _AIM):
        at = len(name)
        if lower[:at] == tuple(part.lower() for part in name) and words[0][:1].isupper() and at < len(words):
            number = (_NUMBER_OR_LETTER if name == _AIM else _NUMBER).fullmatch(words[at])
            is_sentence = at + 1 < len(words) and words[at + 1] in _SENTENCE
            return Name(number[1], at + 1) if number and not is_sentence else None
    return None


def _lead_in(words: Sequence[str]) -> int:
    """How many words 'The learner will:' takes; a colon ends it, for without one it is the text of the outcome."""
    for length in range(2, min(len(words), _LONGEST_LEAD_IN) + 1):
        if words[length - 1].endswith(":"):
            return length if _LEAD_IN.fullmatch(" ".join(words[:length])) else 0
    return 0
