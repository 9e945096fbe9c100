"""Texts for people that know how they were made, so that a catalogue can say them in another language.

The unit, its comparison and its exports speak English; whoever shows them may have a catalogue of messages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce


class Wording(str):
    """An English text with what it was made of.

    Attributes:
        message: The text with `%(name)s` where a value stands.
        plural: The message for numbers other than one; None where no number decides.
        number: The number that decides.
        values: The values; those that are wordings have messages of their own, the others are data.
    """

    message: str
    plural: str | None
    number: int
    values: Mapping[str, object]


def worded(message: str, /, **values: object) -> Wording:
    """Return a text made of a message and values."""
    return _made(message, None, 1, values)


def counted(singular: str, plural: str, number: int, /, **values: object) -> Wording:
    """Return a text that goes with a number, which the message holds as `%(num)s`."""
    return _made(singular, plural, number, {**values, "num": number})


def in_a_row(parts: Sequence[str]) -> str:
    """Return texts in a row: 'capital, full stop'."""
    return reduce(lambda one, other: worded("%(one)s, %(other)s", one=one, other=other), parts) if parts else ""


def strung(parts: Sequence[str]) -> str:
    """Return clauses in a row: '“their” left out; “if” became “where”'."""
    return reduce(lambda one, other: worded("%(one)s; %(other)s", one=one, other=other), parts) if parts else ""


def _made(message: str, plural: str | None, number: int, values: Mapping[str, object]) -> Wording:
    form = message if plural is None or number == 1 else plural
    made = Wording(form % values if values else form)
    made.message, made.plural, made.number, made.values = message, plural, number, values
    return made
