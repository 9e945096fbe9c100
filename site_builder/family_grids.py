"""Pictures of a family: what evidence for each version covers of each other, and the methods of all versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from site_builder import links
from site_builder.compare_sides import Compared, Side
from site_builder.messages import _
from site_builder.unit_parts import REQUIREMENTS
from unit_atlas.compare.model import Comparison

_STEPS = 4
_SHADES = {"prescribed": 4, "optional": 2, None: 0}


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """How many of the criteria wanted are covered, '17 of 18', with a shade from 0 to 4 for the share."""

    text: str
    page: str
    shade: int


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """Evidence held for one version, seen in the others; None for itself and where the two are not compared."""

    held: Side
    cells: tuple[CoverageCell | None, ...]


@dataclass(frozen=True, slots=True)
class MethodRow:
    """An assessment method with what each version says of it in words, and a shade; None where no grid is printed."""

    name: str
    page: str
    cells: tuple[tuple[str, int] | None, ...]


def coverage_rows(
    members: Sequence[Compared], compared: Mapping[tuple[str, str], Comparison]
) -> tuple[CoverageRow, ...]:
    """Lay out the coverage between versions: a row for each held, a column for each wanted."""
    return tuple(
        CoverageRow(held.side(), tuple(_cell(held, wanted, compared.get((held.id, wanted.id))) for wanted in members))
        for held in members
    )


def _cell(held: Compared, wanted: Compared, result: Comparison | None) -> CoverageCell | None:
    if result is None:
        return None
    covered, asked = result.summary.statuses.get("covered", 0), result.summary.criteria_b
    text = _("%(covered)s of %(asked)s", covered=covered, asked=asked)
    return CoverageCell(text, links.comparison_page(held.id, wanted.id), _STEPS * covered // asked if asked else 0)


def method_rows(members: Sequence[Compared]) -> tuple[MethodRow, ...]:
    """Lay out the methods of all versions, those that most ask for first."""
    grids = [
        {links.slug(method.name): method.requirement for method in member.unit.assessment.methods} for member in members
    ]
    names = {links.slug(method.name): method.name for member in members for method in member.unit.assessment.methods}
    asked = {key: sum(1 for grid in grids if grid.get(key)) for key in names}
    return tuple(
        MethodRow(
            names[key],
            links.index_page("methods", key),
            tuple(_method(grid.get(key)) if grid else None for grid in grids),
        )
        for key in sorted(names, key=lambda key: (-asked[key], names[key].casefold()))
    )


def _method(requirement: str | None) -> tuple[str, int]:
    return _(REQUIREMENTS[requirement]) if requirement else "", _SHADES[requirement]
