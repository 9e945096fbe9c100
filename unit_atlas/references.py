"""Ofqual unit references (`J/601/1515`) and qualification numbers (`600/8271/9`): parse, check, repair.

Both carry a check character over their seven digits: weights 8 to 2, sum modulo 11. The rule was derived from published
data, where 64 of 64 unit references and 8,184 of 8,220 qualification numbers agree; the 36 others lie between 610/0006
and 610/0123. Of ten published unit references from 650/0000 on, nine disagree: they seem to carry no check letter. So a
failed check is a warning with suggestions, never a rejection.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Literal

from unit_atlas.wording import strung, worded

UNIT_LETTERS = "ADFHJKLMRTY"
QUALIFICATION_CHARACTERS = "0123456789X"
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2)
_EXEMPT = range(6100006, 6100124)
_UNCHECKED = ("650", "699")

Verdict = Literal["ok", "exempt", "wrong", "malformed"]
Kind = Literal["unit", "qualification"]

_LIKE_DIGITS = {
    **dict.fromkeys("Oo", "0"),
    **dict.fromkeys("IiLl|", "1"),
    **dict.fromkeys("Zz", "2"),
    **dict.fromkeys("Ss", "5"),
    "G": "6",
    "b": "68",
    "B": "8",
}
_LIKE_LETTERS = dict.fromkeys("1Ii|", "L")


@dataclass(frozen=True, slots=True)
class Reference:
    """What became of a printed reference.

    `value` is the reference in its published form, None when malformed. `verdict`: `ok`, the check character agrees;
    `exempt`, it does not but the number lies in the range known to disagree; `wrong`, it does not; `malformed`, the
    text has not the shape of a reference. `suggestions` are the readings that agree and differ from the text by optical
    confusion only. `expected` is the check character that the digits call for.
    """

    kind: Kind
    printed: str
    value: str | None
    verdict: Verdict
    expected: str | None = None
    suggestions: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """One line for a person: what was found, what was expected, what to do; '' when nothing is amiss."""
        if self.verdict == "ok":
            return ""
        if self.verdict == "exempt":
            return worded(
                "the check character of %(value)s does not agree, as is known of 610/0006 to 610/0123; compare it",
                value=self.value,
            )
        if self.verdict == "wrong":
            found = worded(
                "found %(value)s, whose digits call for the check character %(expected)s",
                value=self.value,
                expected=self.expected,
            )
        else:
            found = worded("found '%(text)s', expected the form %(form)s", text=self.printed, form=_FORMS[self.kind])
        return strung([found, *self._advice()])

    def _advice(self) -> Iterator[str]:
        if self.suggestions:
            yield worded("perhaps %(readings)s", readings=_either(self.suggestions))
            return
        yield worded("compare it with the document")
        block = self.value[2:5] if self.value and self.kind == "unit" else ""
        if _UNCHECKED[0] <= block <= _UNCHECKED[1]:
            yield worded("references from 650/0000 on mostly disagree, so it may be right")


def _either(readings: Sequence[str]) -> str:
    return reduce(lambda one, other: worded("%(one)s or %(other)s", one=one, other=other), readings)


_FORMS: dict[Kind, str] = {"unit": "J/601/1515", "qualification": "600/8271/9"}


def check_letter(digits: str) -> str:
    """The letter that a unit reference with these seven digits begins with."""
    return UNIT_LETTERS[_remainder(digits)]


def check_digit(digits: str) -> str:
    """The character that a qualification number with these seven digits ends with."""
    return QUALIFICATION_CHARACTERS[_remainder(digits)]


def parse_unit_reference(text: str) -> Reference:
    """Reads an Ofqual unit reference, whatever its case, spaces and slashes (`j6011515`)."""
    return _parse("unit", text)


def parse_qualification_number(text: str) -> Reference:
    """Reads a qualification number, whatever its case, spaces and slashes (`60082719`)."""
    return _parse("qualification", text)


def _parse(kind: Kind, text: str) -> Reference:
    bare = _bare(text)
    shape = r"[ADFHJKLMRTY][0-9]{7}" if kind == "unit" else r"[0-9]{7}[0-9X]"
    if not re.fullmatch(shape, bare.upper()):
        return Reference(kind, text, None, "malformed", suggestions=_repairs(kind, bare))
    digits, mark = _split(kind, bare.upper())
    expected = _expected(kind, digits)
    value = _published(kind, digits, mark)
    if mark == expected:
        return Reference(kind, text, value, "ok", expected)
    if kind == "qualification" and int(digits) in _EXEMPT:
        return Reference(kind, text, value, "exempt", expected)
    return Reference(kind, text, value, "wrong", expected, _repairs(kind, bare))


def _bare(text: str) -> str:
    return re.sub(r"[\s/\\⁄∕.\-‐‑–—]", "", unicodedata.normalize("NFKC", text))


def _split(kind: Kind, bare: str) -> tuple[str, str]:
    """The seven digits and the check character."""
    return (bare[1:], bare[0]) if kind == "unit" else (bare[:7], bare[7])


def _expected(kind: Kind, digits: str) -> str:
    return check_letter(digits) if kind == "unit" else check_digit(digits)


def _published(kind: Kind, digits: str, mark: str) -> str:
    return f"{mark}/{digits[:3]}/{digits[3:]}" if kind == "unit" else f"{digits[:3]}/{digits[3:]}/{mark}"


def _remainder(digits: str) -> int:
    return sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11


def _repairs(kind: Kind, bare: str) -> tuple[str, ...]:
    """References that agree and that the text may have been, were characters confused that look alike.

    A sign in place of the letter may have been any; the digits say which.
    """
    if len(bare) != 8:
        return ()
    digits, mark = _split(kind, bare)
    if kind == "unit":
        marks = _readings(mark, UNIT_LETTERS, _LIKE_LETTERS) if mark.isalnum() or mark == "|" else UNIT_LETTERS
    else:
        marks = _readings(mark, QUALIFICATION_CHARACTERS, _LIKE_DIGITS)
    readings = map("".join, itertools.product(*(_readings(digit, "0123456789", _LIKE_DIGITS) for digit in digits)))
    agreeing = ((reading, _expected(kind, reading)) for reading in readings)
    return tuple(sorted(_published(kind, reading, mark) for reading, mark in agreeing if mark in marks))


def _readings(character: str, allowed: str, lookalikes: dict[str, str]) -> str:
    """The allowed characters that this one may be: itself, else those that look like it."""
    return character.upper() if character.upper() in allowed else lookalikes.get(character, "")
