"""What pages other than a unit's own say of it: lists, indexes, the search, the review list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Standard(NamedTuple):
    """A National Occupational Standard that a unit names."""

    reference: str
    title: str | None


class Doubt(NamedTuple):
    """An open review entry, with the anchor on the unit's page where its field stands."""

    field: str
    reason: str
    message: str
    target: str


@dataclass(frozen=True, slots=True)
class Brief:
    """A unit in the lines of lists; keys that a unit has too mean the same.

    Attributes:
        title_inferred: Tells that the title was reasoned, not read.
        opening: The first learning outcome of a unit without a title.
        outcomes: How many learning outcomes it has.
        criteria: How many assessment criteria it has.
        doubts: How many open review entries it has.
    """

    title: str | None
    title_inferred: bool
    unit_number: str | None
    ofqual_reference: str | None
    awarding_body: str | None
    level: str | None
    level_framework: str
    credit: int | None
    glh: int | None
    opening: str | None
    outcomes: int
    criteria: int
    nos: tuple[Standard, ...]
    doubts: int
