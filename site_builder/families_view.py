"""The list of families: the units that the library holds in more than one version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from site_builder import links
from site_builder.compare_sides import Side
from site_builder.family_view import FamilyView, PairLine
from site_builder.messages import _
from site_builder.paging import Paging, parts, title_order
from site_builder.views import Crumb, Head

_PAIRS = 2


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """A family in one line: its versions, and its first pair in both directions."""

    page: str
    title: str
    sides: tuple[Side, ...]
    pairs: tuple[PairLine, ...]


@dataclass(frozen=True, slots=True)
class FamiliesView:
    """A page of the list of families; `total` counts those of all pages."""

    head: Head
    families: tuple[FamilyLine, ...]
    total: int
    paging: Paging


def family_line(family: FamilyView) -> FamilyLine:
    """Return what the list of families shows of one."""
    return FamilyLine(family.head.page, family.title, family.sides, family.pairs[:_PAIRS])


def families_views(families: Sequence[FamilyLine]) -> Iterator[FamiliesView]:
    """Lay out the pages of the list of families, by title."""
    ordered = sorted(families, key=lambda family: (title_order(family.title), family.page))
    for part in parts(links.FAMILIES, ordered):
        title = _("Versions of one unit")
        head = Head(part.page, title, "families", (Crumb(_("Compare versions")),))
        yield FamiliesView(head, tuple(part.items), len(ordered), part.paging)
