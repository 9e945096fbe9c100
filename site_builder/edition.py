"""What every page says of the whole library: the date of its data, its rights, what is held back, what made it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from site_builder.messages import joined
from unit_atlas import __version__

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edition:
    """The lines that stand in the foot of pages and of printed sheets."""

    date_line: str
    rights_line: str
    public: bool
    made_by: str = f"Unit Atlas {__version__}"

    @property
    def paper_line(self) -> str:
        """What stands in the foot of every printed page."""
        return f"{self.made_by} · {self.date_line}"


def edition(data_date: str | None, *, public: bool, held: Sequence[str]) -> Edition:
    """Word the edition.

    Args:
        data_date: The day the data is of, as YYYY-MM-DD; None without a history.
        public: Whether the site is made for publishing.
        held: Names of the awarding bodies whose text the site holds back.
    """
    rights = "Text is copied from the awarding organisations’ documents; check the source before you claim."
    if held:
        rights += f" The text of {joined(held)} is held back here: they have not permitted republication."
    return Edition(date_line(data_date), rights, public)


def date_line(data_date: str | None) -> str:
    """Return 'Library data of 14 May 2026', or say that there is no history."""
    if not data_date:
        return "Library data without a date (no history)"
    day = date.fromisoformat(data_date)
    return f"Library data of {day.day} {_MONTHS[day.month - 1]} {day.year}"


def why_held(body_name: str, reuse: str) -> str:
    """Say why a unit's text does not stand on the page."""
    if reuse == "centre-only":
        return f"{body_name} permits its use inside a centre only. Facts, numbers and counts stay."
    return f"{body_name} has not permitted republication, as far as this library knows. Facts, numbers and counts stay."
