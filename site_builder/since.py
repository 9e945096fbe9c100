"""What a site says of an earlier state of its library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.messages import _, joined

if TYPE_CHECKING:
    from unit_atlas.changes import Changes


@dataclass(frozen=True, slots=True)
class Since:
    """An earlier state of the library by the name that a person gave it, and what changed since."""

    name: str
    changes: Changes


def title_of_changes(since: Since) -> str:
    """Return what the page is called."""
    return _("What changed since %(state)s", state=since.name)


def summary(changes: Changes) -> str:
    """Return '2 units changed, 1 added and 240 as they were.', or that nothing changed."""
    found = (
        (len(changes.changed), _("%(number)s changed", number=f"{len(changes.changed):,}")),
        (len(changes.added), _("%(number)s added", number=f"{len(changes.added):,}")),
        (len(changes.removed), _("%(number)s removed", number=f"{len(changes.removed):,}")),
        (changes.unchanged, _("%(number)s as before", number=f"{changes.unchanged:,}")),
    )
    return _("Units: %(counts)s.", counts=joined([words for count, words in found if count] or [_("none")]))
