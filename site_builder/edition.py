"""What every page says of the whole library: the date of its data, its rights, what is held back, what made it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from site_builder.messages import N_, _, joined
from unit_atlas import __version__

_MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
    N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edition:
    """The lines that stand in the foot of pages and of printed sheets."""

    date_line: str
    data: str
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
    return Edition(date_line(data_date), _data(data_date), rights_line(held), public)


def rights_line(held: Sequence[str]) -> str:
    """Say whose the text is, and whose is held back."""
    rights = _("Text is copied from the awarding organisations’ documents; check the source before you claim.")
    if not held:
        return rights
    why = _("The text of %(bodies)s is held back here: they have not permitted republication.", bodies=joined(held))
    return f"{rights} {why}"


def date_line(data_date: str | None) -> str:
    """Return 'Library data of 14 May 2026', or say that there is no history."""
    return _("Library data %(date)s", date=_data(data_date))


def _data(data_date: str | None) -> str:
    if not data_date:
        return _("without a date (no history)")
    day = date.fromisoformat(data_date)
    return _("of %(day)s %(month)s %(year)s", day=day.day, month=_(_MONTHS[day.month - 1]), year=day.year)


def why_held(body_name: str, reuse: str) -> str:
    """Say why a unit's text does not stand on the page."""
    if reuse == "centre-only":
        return _("%(body)s permits its use inside a centre only. Facts, numbers and counts stay.", body=body_name)
    return _(
        "%(body)s has not permitted republication, as far as this library knows. Facts, numbers and counts stay.",
        body=body_name,
    )
