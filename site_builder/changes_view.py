"""The page of what changed in the library since an earlier state of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from site_builder import links
from site_builder.compare_facts import FactRow, fact_rows
from site_builder.compare_words import CLASSES, FLAGS
from site_builder.field_paths import field_label
from site_builder.messages import _, counted, joined
from site_builder.rights import may_publish
from site_builder.since import Since, summary, title_of_changes
from site_builder.site import Site
from site_builder.views import BodyView, Crumb, Head, Line, UnitRow, title_of
from unit_atlas.changes import Changes, UnitChange
from unit_atlas.compare.model import Pair, WordRun
from unit_atlas.library import find_body
from unit_atlas.model import Unit

MOST = 200
"""Units that a list of the page shows; the page counts the rest and names the command that tells of them."""


@dataclass(frozen=True, slots=True)
class RemovedUnit:
    """A unit that the library no longer holds."""

    title: str
    body: BodyView
    reference: str | None


@dataclass(frozen=True, slots=True)
class ChangedCriterion:
    """Criteria that answer each other; `was` and `now` are numbers with texts, None where the text is held back."""

    was: tuple[tuple[str, str | None], ...]
    now: tuple[tuple[str, str | None], ...]
    words: tuple[WordRun, ...]
    cls: str
    cls_name: str
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangedUnit:
    """A unit with what changed in it; `renamed` is its earlier id, `others` names fields changed besides."""

    anchor: str
    row: UnitRow
    renamed: str | None
    hidden: bool
    facts: tuple[FactRow, ...]
    criteria: tuple[ChangedCriterion, ...]
    others: str


@dataclass(frozen=True, slots=True)
class ChangesView:
    """What the page shows; `left_out` tells in sentences what it does not."""

    head: Head
    summary: str
    added: tuple[Line, ...]
    removed: tuple[RemovedUnit, ...]
    changed: tuple[ChangedUnit, ...]
    unread: str | None
    left_out: tuple[str, ...]


def changes_view(site: Site, since: Since) -> ChangesView:
    """Lay out what changed since an earlier state."""
    changes, title = since.changes, title_of_changes(since)
    return ChangesView(
        head=Head(links.CHANGES, title, "about", (Crumb(_("About"), links.ABOUT), Crumb(title))),
        summary=summary(changes),
        added=tuple(Line(site.row(unit_id)) for unit_id, _unit in changes.added[:MOST]),
        removed=tuple(_removed(site, unit) for _id, unit in changes.removed[:MOST]),
        changed=tuple(_changed(site, change) for change in changes.changed[:MOST]),
        unread=_unread(len(changes.failed)),
        left_out=tuple(_left_out(changes)),
    )


def _unread(count: int) -> str | None:
    if not count:
        return None
    return counted(
        "%(num)s file could not be read and so was not compared.",
        "%(num)s files could not be read and so were not compared.",
        count,
    )


def _left_out(changes: Changes) -> Iterator[str]:
    for name, units in (
        (_("added"), changes.added),
        (_("removed"), changes.removed),
        (_("changed"), changes.changed),
    ):
        if len(units) > MOST:
            yield _("%(number)s more %(kind)s are not shown here.", number=f"{len(units) - MOST:,}", kind=name)


def _removed(site: Site, unit: Unit) -> RemovedUnit:
    return RemovedUnit(title_of(unit), site.bodies.view(unit.awarding_body), unit.ofqual_reference)


def _changed(site: Site, change: UnitChange) -> ChangedUnit:
    permitted = may_publish(find_body(change.old.awarding_body, site.bodies.listed))
    hidden = change.new_id in site.held or (site.edition.public and not permitted)
    pairs = [pair for pair in change.comparison.pairs if pair.cls != "identical" or pair.flags]
    return ChangedUnit(
        anchor=f"u-{links.unit_key(change.new_id)}",
        row=site.row(change.new_id),
        renamed=change.old_id if change.old_id != change.new_id else None,
        hidden=hidden,
        facts=fact_rows(change.comparison.facts, hidden=hidden),
        criteria=tuple(_criterion(pair, hidden=hidden) for pair in pairs),
        others=joined([field_label(name) for name in change.others]),
    )


def _criterion(pair: Pair, *, hidden: bool) -> ChangedCriterion:
    return ChangedCriterion(
        was=tuple((ref.number, None if hidden else ref.text) for ref in pair.a),
        now=tuple((wanted.number, None if hidden else wanted.criterion.text) for wanted in pair.b),
        words=() if hidden else pair.words,
        cls=pair.cls,
        cls_name=_(CLASSES[pair.cls]),
        flags=tuple(_(FLAGS[flag]) for flag in pair.flags),
    )
