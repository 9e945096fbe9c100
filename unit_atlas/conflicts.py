"""Review entries that ask a person to settle a conflict: two files of one id, two values of one field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from unit_atlas.decisions import is_decided
from unit_atlas.fields import covers, differences
from unit_atlas.model import Model, Review, Unit
from unit_atlas.places import value_at

_CLAIM = "the same id is claimed by "
_BOTH = "corrected by a person and changed in the new extraction: "
_LONGEST, _BEFORE = 300, 40


class _Absent:
    """The kind of `ABSENT`."""


ABSENT = _Absent()
"""Stands for a part that a unit does not have."""


def claim(field: str, rivals: Sequence[str]) -> Review:
    """The entry of a unit whose id other files claim too; `field` is what the id is made of."""
    message = f"{_CLAIM}{' and '.join(rivals)}; compare them, correct the wrong one or accept both"
    return Review(field=field, reason="conflict", message=message)


def is_claim(entry: Review) -> bool:
    """Tells whether `claim` made the entry."""
    return entry.message.startswith(_CLAIM)


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that a person and a new extraction changed differently; `ABSENT` where one has no such part."""

    field: str
    mine: Any
    new: Any

    def review(self) -> Review:
        """The entry that tells both values."""
        mine, new = _in_words(self.mine), _in_words(self.new)
        if isinstance(mine, str) and isinstance(new, str) and max(len(mine), len(new)) > _LONGEST:
            start = max(0, _alike(mine, new) - _BEFORE)
            mine, new = _cut(mine, start), _cut(new, start)
        told = f"the file has {_told(mine)}, the extraction {_told(new)}"
        advice = "correct the field or accept it under decisions, and remove this entry"
        return Review(field=self.field, reason="conflict", message=f"{_BOTH}{told}; {advice}")


def merged_review(base: Unit, mine: Unit, new: Unit, merged: Unit, clashes: Sequence[Clash]) -> tuple[Review, ...]:
    """The review entries of a merged unit.

    Those of the file stay, but for what the extractor wrote and no longer says; new ones join them, but for those about
    a field that the person corrected or settled; then one for each clash. The entry of an earlier clash stays until the
    field is as extracted, or clashes anew.
    """
    conflicts = {clash.field: clash.review() for clash in clashes}
    stay = (entry for entry in mine.review if _stays(entry, base, new, merged, conflicts))
    return tuple(dict.fromkeys((*stay, *_added(base, mine, new), *conflicts.values())))


def _added(base: Unit, mine: Unit, new: Unit) -> Iterator[Review]:
    corrected = [difference.path for difference in differences(base, mine)]
    for entry in new.review:
        answered = not is_claim(entry) and any(covers(path, entry.field) for path in corrected)
        if entry not in base.review and not answered and not is_decided(entry.field, mine.decisions):
            yield entry


def _stays(entry: Review, base: Unit, new: Unit, merged: Unit, conflicts: Mapping[str, Review]) -> bool:
    if not entry.message.startswith(_BOTH):
        return entry not in base.review or entry in new.review
    if entry.field in conflicts:
        return entry == conflicts[entry.field]
    return bool(value_at(entry.field, merged, ABSENT) != value_at(entry.field, new, ABSENT))


def _in_words(value: Any) -> str | int | None:
    """The value, of a part with parts of its own what it is known by."""
    if isinstance(value, Model):
        values = [getattr(value, key) for key in ("text", "title", *type(value).model_fields) if hasattr(value, key)]
        value = next((one for one in values if one is not None), None)
    if isinstance(value, Mapping):
        value = tuple(sorted(map(str, value)))
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return None if value is ABSENT else value


def _alike(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (left, right) in pairs if left != right), min(len(one), len(other)))


def _cut(text: str, start: int) -> str:
    """The text from `start` on, as much of it as a message can hold."""
    return ("…" if start else "") + text[start : start + _LONGEST] + ("…" if len(text) > start + _LONGEST else "")


def _told(value: str | int | None) -> str:
    return "nothing" if value is None else repr(value) if isinstance(value, str) else str(value).lower()
