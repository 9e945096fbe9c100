"""The review page: every open entry, by reason and by unit."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder import links
from site_builder.render import counted
from site_builder.site import Site
from site_builder.unit_parts import outcome_views
from site_builder.unit_view import REASONS, ReviewView, Surroundings, review_views
from site_builder.views import Crumb, Head, UnitRow


@dataclass(frozen=True, slots=True)
class UnitEntries:
    """The open entries of one unit."""

    row: UnitRow
    entries: tuple[ReviewView, ...]


@dataclass(frozen=True, slots=True)
class ReasonEntry:
    """An entry as the list of its reason shows it."""

    unit: str
    field: str
    page: str
    target: str


@dataclass(frozen=True, slots=True)
class ReasonEntries:
    """The open entries for one reason."""

    name: str
    entries: tuple[ReasonEntry, ...]


@dataclass(frozen=True, slots=True)
class ReviewPageView:
    """What the review page shows."""

    head: Head
    summary: str
    reasons: tuple[ReasonEntries, ...]
    units: tuple[UnitEntries, ...]


def review_page_view(site: Site) -> ReviewPageView:
    """Lay out the review page."""
    units = tuple(_unit_entries(site, unit_id) for unit_id in site.by_title() if site.units[unit_id].review)
    total = sum(len(unit.entries) for unit in units)
    summary = (
        f"{counted(total, 'open entry', 'open entries')} in {counted(len(units), 'unit')}. "
        "Each names a field to compare with the source document, and why."
        if total
        else "No unit has an open entry."
    )
    head = Head(links.REVIEW, "What still needs checking", "review", (Crumb("Review"),))
    return ReviewPageView(head, summary, _by_reason(units), units)


def _unit_entries(site: Site, unit_id: str) -> UnitEntries:
    unit = site.units[unit_id]
    around = Surroundings(site.bodies.view(unit.awarding_body), held=site.held.get(unit_id))
    return UnitEntries(site.row(unit_id), review_views(unit, outcome_views(unit.learning_outcomes), around))


def _by_reason(units: tuple[UnitEntries, ...]) -> tuple[ReasonEntries, ...]:
    found: dict[str, list[ReasonEntry]] = {name: [] for name in REASONS.values()}
    for unit in units:
        name = f"{unit.row.title}, {unit.row.reference or unit.row.id}"
        for entry in unit.entries:
            found[entry.reason].append(ReasonEntry(name, entry.field, unit.row.page, entry.target))
    return tuple(ReasonEntries(name, tuple(entries)) for name, entries in found.items() if entries)
