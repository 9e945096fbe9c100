"""The page about the library: counts, sources, rights, how comparison decides."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder import links
from site_builder.catalogue import BODIES
from site_builder.compare_words import CLASSES, MEANINGS
from site_builder.messages import _
from site_builder.site import Site
from site_builder.views import Head

_REUSE = {"permitted": "permitted", "centre-only": "inside a centre only", "unknown": "not known"}
_STATUSES = (
    ("covered", "Covered", "evidence held answers it"),
    ("part", "Partly covered", "more evidence is needed"),
    ("review", "Review", "a person decides"),
    ("todo", "To do", "new evidence is needed"),
    ("none", "Not needed", "the other unit does not ask for it"),
)


@dataclass(frozen=True, slots=True)
class BodyRow:
    """An awarding body with what it permits; `website` only where it is an https address."""

    name: str
    page: str
    units: int
    reuse: str
    website: str | None
    held: bool


@dataclass(frozen=True, slots=True)
class AboutView:
    """What the page about the library shows."""

    head: Head
    counts: tuple[tuple[str, str], ...]
    bodies: tuple[BodyRow, ...]
    classes: tuple[tuple[str, str, str], ...]
    statuses: tuple[tuple[str, str, str], ...]
    archive_size: str | None


def about_view(site: Site, archive_size: int | None = None) -> AboutView:
    """Lay out the page about the library; `archive_size` is that of the site's ZIP in bytes, None without one."""
    units = site.briefs.values()
    counts = (
        ("Units", f"{len(units):,}"),
        ("Learning outcomes", f"{sum(unit.outcomes for unit in units):,}"),
        ("Assessment criteria", f"{sum(unit.criteria for unit in units):,}"),
        ("In more than one version", f"{len(site.groups):,}"),
        ("Open review entries", f"{sum(len(unit.review) for unit in units):,}"),
        ("Data", site.edition.date_line.removeprefix("Library data ")),
    )
    classes = tuple((cls, name, MEANINGS[cls]) for cls, name in CLASSES.items())
    head = Head(links.ABOUT, "About this library", "about")
    size = None if archive_size is None else _megabytes(archive_size)
    return AboutView(head, counts, _bodies(site), classes, _STATUSES, size)


def _megabytes(size: int) -> str:
    return _("%(number)s MB") % {"number": f"{max(size / 1e6, 0.1):,.1f}"}


def _bodies(site: Site) -> tuple[BodyRow, ...]:
    rows = []
    for entry in site.entries[BODIES.id]:
        view = site.bodies.view(site.briefs[entry.members[0].unit].awarding_body)
        website = view.website if view.website and view.website.startswith("https://") else None
        held = any(member.unit in site.held for member in entry.members)
        rows.append(BodyRow(view.name, entry.page, len(entry.members), _REUSE[view.reuse], website, held))
    return tuple(rows)
