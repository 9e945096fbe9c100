"""How a fact of a unit is told: alike, different, or printed by one unit only."""

from __future__ import annotations

from collections.abc import Iterator

from unit_atlas.compare.model import FactClass, FactDifference, SameFact, Severity
from unit_atlas.wording import worded

AnyFact = FactDifference | SameFact


def number(
    field: str, label: str, a: int | None, b: int | None, raised: Severity, meanings: tuple[str, str]
) -> Iterator[AnyFact]:
    """A number that rises or falls; `raised` is the severity when it rises, `meanings` say what rise and fall mean."""
    if a is None and b is None:
        return
    if a == b:
        yield SameFact(field, label, str(b))
    elif a is None or b is None:
        yield printed(field, label, _text(a), _text(b), worded("One unit does not print it."))
    elif b > a:
        yield difference(field, label, "raised", f"{field}-raised", raised, str(a), str(b), meanings[0])
    else:
        yield difference(field, label, "lowered", f"{field}-lowered", "info", str(a), str(b), meanings[1])


def _text(value: int | None) -> str | None:
    return None if value is None else str(value)


def printed(
    field: str, label: str, a: str | None, b: str | None, meaning: str, severity: Severity = "info"
) -> FactDifference:
    """A fact that differs, or that only one unit prints; no more is said about it."""
    cls: FactClass = "differs" if a and b else "only-a" if a else "only-b"
    return difference(field, label, cls, f"{field}-{cls}", severity, a, b, meaning)


def difference(
    field: str, label: str, cls: FactClass, rule: str, severity: Severity, a: str | None, b: str | None, meaning: str
) -> FactDifference:
    """A fact that differs."""
    return FactDifference(field, label, cls, rule, severity, a, b, meaning)
