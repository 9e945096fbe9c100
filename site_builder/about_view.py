"""The page about the library: counts, sources, rights, how comparison decides."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder import links
from site_builder.compare_words import CLASSES, MEANINGS, NOT_NEEDED, STATUS_NAME
from site_builder.kinds import BODIES
from site_builder.messages import N_, _
from site_builder.since import summary, title_of_changes
from site_builder.site import Site
from site_builder.views import Head

_REUSE = {"permitted": N_("permitted"), "centre-only": N_("inside a centre only"), "unknown": N_("not known")}
_STATUSES = (
    ("covered", STATUS_NAME["covered"], N_("evidence held answers it")),
    ("part", STATUS_NAME["partial"], N_("more evidence is needed")),
    ("review", STATUS_NAME["review"], N_("a person decides")),
    ("todo", STATUS_NAME["to-do"], N_("new evidence is needed")),
    ("none", NOT_NEEDED, N_("the other unit does not ask for it")),
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
    changes: tuple[str, str, str] | None


def about_view(site: Site, archive_size: int | None = None) -> AboutView:
    """Lay out the page about the library; `archive_size` is that of the site's ZIP in bytes, None without one."""
    units = site.briefs.values()
    counts = (
        (_("Units"), f"{len(units):,}"),
        (_("Learning outcomes"), f"{sum(unit.outcomes for unit in units):,}"),
        (_("Assessment criteria"), f"{sum(unit.criteria for unit in units):,}"),
        (_("In more than one version"), f"{len(site.groups):,}"),
        (_("Open review entries"), f"{sum(unit.doubts for unit in units):,}"),
        (_("Data"), site.edition.data),
    )
    classes = tuple((cls, _(name), _(MEANINGS[cls])) for cls, name in CLASSES.items())
    statuses = tuple((status, _(name), _(meaning)) for status, name, meaning in _STATUSES)
    head = Head(links.ABOUT, _("About this library"), "about")
    size = None if archive_size is None else _megabytes(archive_size)
    since = site.since
    changes = (links.CHANGES, title_of_changes(since), summary(since.changes)) if since else None
    return AboutView(head, counts, _bodies(site), classes, statuses, size, changes)


def _megabytes(size: int) -> str:
    return _("%(number)s MB", number=f"{max(size / 1e6, 0.1):,.1f}")


def _bodies(site: Site) -> tuple[BodyRow, ...]:
    rows = []
    for entry in site.entries[BODIES.id]:
        view = site.bodies.view(site.briefs[entry.members[0].unit].awarding_body)
        website = view.website if view.website and view.website.startswith("https://") else None
        held = any(member.unit in site.held for member in entry.members)
        rows.append(BodyRow(view.name, entry.page, len(entry.members), _(_REUSE[view.reuse]), website, held))
    return tuple(rows)
