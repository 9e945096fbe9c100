"""The review page: every open entry, by reason and by unit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from site_builder import links
from site_builder.columns import DOUBTS
from site_builder.messages import _, counted
from site_builder.paging import Paging, Part, parts, titled
from site_builder.site import Site
from site_builder.unit_parts import outcome_views
from site_builder.unit_view import REASONS, ReviewView, review_targets, review_view
from site_builder.views import ABSENT, Head, UnitRow

SHOWN = 30


@dataclass(frozen=True, slots=True)
class UnitEntries:
    """The open entries of one unit; `document` is the page that shows it beside its document."""

    row: UnitRow
    entries: tuple[ReviewView, ...]
    document: str | None


@dataclass(frozen=True, slots=True)
class FieldEntries:
    """A field that is open for one reason: links to the units, and how many more there are than are linked here."""

    field: str
    links: tuple[tuple[str, str], ...]
    more: int


@dataclass(frozen=True, slots=True)
class ReasonEntries:
    """The open entries for one reason, field by field."""

    name: str
    total: int
    fields: tuple[FieldEntries, ...]


@dataclass(frozen=True, slots=True)
class ReviewPageView:
    """A page of the review list; the first one also lists by reason."""

    head: Head
    summary: str
    reasons: tuple[ReasonEntries, ...]
    units: tuple[UnitEntries, ...]
    paging: Paging


def review_page_views(site: Site) -> Iterator[tuple[str, tuple[object, ...], Callable[[], ReviewPageView]]]:
    """Yield name, what decides it, and what lays it out for each review page."""
    units = [unit_id for unit_id in site.by_title() if unit_id in site.columns.doubts]
    total = sum(len(site.columns.doubts[unit_id]) for unit_id in units)
    decides = [(site.row_keys[unit_id], site.columns.cell_key(DOUBTS, unit_id)) for unit_id in units]
    for part in parts(links.REVIEW, units):
        first = part.paging.number == 1
        start = part.start
        own = decides if first else decides[start : start + len(part.items)]
        yield part.page, (total, len(units), own), partial(_review_page, site, part, total, units)


def _review_page(site: Site, part: Part[str], total: int, ids: Sequence[str]) -> ReviewPageView:
    summary = (
        _(
            "%(entries)s in %(units)s. Each names a field to compare with the source document, and why.",
            entries=counted("%(num)s open entry", "%(num)s open entries", total),
            units=counted("%(num)s unit", "%(num)s units", len(ids)),
        )
        if total
        else _("No unit has an open entry.")
    )
    title = titled(_("What still needs checking"), part.paging)
    reasons = _by_reason([_unit_entries(site, unit_id) for unit_id in ids]) if part.paging.number == 1 else ()
    units = tuple(_unit_entries(site, unit_id) for unit_id in part.items)
    return ReviewPageView(Head(part.page, title, "review"), summary, reasons, units, part.paging)


def _unit_entries(site: Site, unit_id: str) -> UnitEntries:
    doubts, held = site.columns.doubts[unit_id], unit_id in site.held
    targets: Sequence[str] = [doubt.target for doubt in doubts]
    if held:
        targets = review_targets(site.units[unit_id], outcome_views(site.units[unit_id].learning_outcomes))
    entries = tuple(review_view(doubt, target, held=held) for doubt, target in zip(doubts, targets, strict=True))
    return UnitEntries(site.row(unit_id), entries, links.review_page(unit_id) if unit_id in site.shown else None)


def _by_reason(units: Sequence[UnitEntries]) -> tuple[ReasonEntries, ...]:
    found: dict[str, dict[str, list[tuple[str, str]]]] = {_(name): {} for name in REASONS.values()}
    for unit in units:
        for entry in unit.entries:
            target = f"{unit.row.page}#{entry.target}"
            found[entry.reason].setdefault(entry.field, []).append((_name(unit.row), target))
    return tuple(
        ReasonEntries(
            reason,
            sum(map(len, fields.values())),
            tuple(
                FieldEntries(field, tuple(targets[:SHOWN]), max(0, len(targets) - SHOWN))
                for field, targets in sorted(fields.items(), key=lambda item: (-len(item[1]), item[0]))
            ),
        )
        for reason, fields in found.items()
        if fields
    )


def _name(row: UnitRow) -> str:
    title = _("%(title)s (“%(words)s”)", title=row.title, words=row.opening) if row.opening else row.title
    body = _("body not printed") if row.body.id == ABSENT else row.body.name
    if row.reference:
        return _("%(title)s, %(body)s %(reference)s", title=title, body=body, reference=row.reference)
    return _("%(title)s, %(body)s", title=title, body=body)
