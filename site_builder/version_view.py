"""Other versions of a unit, each in one line of its page."""

from __future__ import annotations

from site_builder import links
from site_builder.brief import Brief
from site_builder.compare_rows import SAME_WORDS, pair_anchor
from site_builder.compare_sides import Compared
from site_builder.compare_words import CLASSES, STATUS_CLASS, TALLY, status_count, verdict
from site_builder.messages import _, counted
from site_builder.unit_view import VersionView
from site_builder.views import BodyView, level_label, reference_of, title_of
from unit_atlas.compare.model import Comparison
from unit_atlas.model import Unit


def tally(result: Comparison) -> tuple[tuple[str, str], ...]:
    """Return how much of the wanted unit is covered, partly covered …, as (class, words); zero counts are left out."""
    counts = result.summary.statuses
    return tuple((STATUS_CLASS[status], status_count(status, counts[status])) for status in TALLY if counts.get(status))


def version_view(held: Compared, wanted: Compared, result: Comparison) -> VersionView:
    """Lay out another version in one line of a unit's page."""
    side = wanted.side()
    relation, rest = verdict(result)
    page = links.comparison_page(result.a, result.b)
    button = _("Compare with %(version)s", version=side.name)
    detail, pairs = _detail(wanted.unit), _pair_links(held, wanted, result, page)
    return VersionView(wanted.body, side.page, side.title, detail, button, relation, rest, tally(result), page, pairs)


def _pair_links(
    held: Compared, wanted: Compared, result: Comparison, page: str
) -> dict[tuple[str, str], tuple[str, str]]:
    """Lead from each held criterion to its row: 'OCN London 3.3, wording'; equal ones need no class."""
    found, criteria = {}, (held.criteria, wanted.criteria)
    for pair in result.pairs:
        numbers = ", ".join(each.number for each in pair.b) or _("none")
        label = _("%(body)s %(numbers)s", body=wanted.body.name, numbers=numbers)
        if pair.cls not in SAME_WORDS:
            label = _("%(criteria)s (%(difference)s)", criteria=label, difference=_(CLASSES[pair.cls]).lower())
        link = label, f"{page}#{pair_anchor(pair, *criteria)}"
        found.update({(ref.outcome, ref.number): link for ref in pair.a})
    return found


def related_view(unit_id: str, other: Brief, body: BodyView, shared: int) -> VersionView:
    """Lay out a unit that shares a few criteria in one line of a unit's page; the two are not compared."""
    page, title = links.unit_page(unit_id), title_of(other)
    reason = counted("%(num)s criterion in the same words.", "%(num)s criteria in the same words.", shared)
    return VersionView(body, page, title, _detail(other), "", _("Not a version."), reason, (), None)


def _detail(unit: Unit | Brief) -> str:
    parts = (reference_of(unit), level_label(unit.level, unit.level_framework) if unit.level else None, _credits(unit))
    return ", ".join(part for part in parts if part)


def _credits(unit: Unit | Brief) -> str | None:
    return None if unit.credit is None else counted("%(num)s credit", "%(num)s credits", unit.credit)
