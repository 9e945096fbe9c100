"""What people's decisions settle: the review entries and differences of the decided field and its parts."""

from __future__ import annotations

from collections.abc import Iterable

from unit_atlas.fields import covers
from unit_atlas.model import Decision, Unit


def is_decided(field: str, decisions: Iterable[Decision]) -> bool:
    """Tells whether a decision speaks of the field or of what holds it.

    That the whole unit was checked (`field: unit`) settles no single field: a later doubt about one must still be seen.
    """
    return any(covers(decision.field, field) for decision in decisions)


def settle(unit: Unit) -> Unit:
    """The unit without the review entries that its decisions answer."""
    still_open = tuple(entry for entry in unit.review if not is_decided(entry.field, unit.decisions))
    return unit if still_open == unit.review else unit.model_copy(update={"review": still_open})
