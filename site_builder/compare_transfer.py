"""The transfer sheet for evidence held → evidence wanted, as a page to print, and its downloads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from site_builder import links
from site_builder.compare_facts import fact_rows
from site_builder.compare_sides import Compared, Side
from site_builder.compare_words import MEANINGS, STATUS_CLASS, STATUS_NAME
from site_builder.messages import _, counted, said
from site_builder.views import Crumb, Head
from unit_atlas.compare.model import Comparison
from unit_atlas.export.csv import ENCODING, transfer_csv
from unit_atlas.export.transfer import (
    DECISIONS,
    DRAFT,
    TransferRow,
    TransferSheet,
    covered_in_draft,
    others_in_draft,
    transfer_sheet,
)
from unit_atlas.model import Unit


@dataclass(frozen=True, slots=True)
class TransferLine:
    """A criterion of the wanted unit; texts None where they are held back, `held` empty where nothing rests on it.

    `held` is shown where the two sides say something else.
    """

    number: str
    text: str | None
    rests_on: str
    held: str | None
    status: str
    status_name: str
    difference: str
    reason: str


@dataclass(frozen=True, slots=True)
class TransferView:
    """What the page of a transfer sheet shows."""

    head: Head
    title: str
    held: Side
    wanted: Side
    held_facts: str
    wanted_facts: str
    comparison: str
    downloads: tuple[tuple[str, str], ...]
    draft: str
    counts: tuple[str, str]
    checks: tuple[tuple[str, str], ...]
    outcomes: tuple[tuple[str, str | None, tuple[TransferLine, ...]], ...]
    not_needed: str
    decisions: tuple[str, ...]
    held_back: tuple[str, ...]


def transfer_view(result: Comparison, held: Compared, wanted: Compared) -> TransferView:
    """Lay out the transfer sheet of a comparison; texts that are held back stay out."""
    sheet = transfer_sheet(result, held.unit, wanted.unit)
    sides, held_back = (held.side(), wanted.side()), tuple(why for why in (held.held_back, wanted.held_back) if why)
    return TransferView(
        head=_head(held, wanted, sides),
        title=sides[1].title,
        held=sides[0],
        wanted=sides[1],
        held_facts=_facts(held.unit),
        wanted_facts=_facts(wanted.unit),
        comparison=links.comparison_page(held.id, wanted.id),
        downloads=() if held_back else _downloads(held.id, wanted.id),
        draft=_(DRAFT),
        counts=(said(covered_in_draft(result)), said(others_in_draft(result))),
        checks=tuple(_checks(result, hidden=bool(held_back))),
        outcomes=tuple(_outcomes(sheet, result, held, wanted)),
        not_needed=", ".join(sheet.not_needed),
        decisions=tuple(map(_, DECISIONS)),
        held_back=held_back,
    )


def transfer_files(result: Comparison, held: Unit, wanted: Unit) -> Iterator[tuple[str, bytes]]:
    """Yield the downloads of a transfer sheet; they hold the whole texts."""
    from unit_atlas.export.xlsx import transfer_xlsx

    sheet = transfer_sheet(result, held, wanted)
    yield links.transfer_file(result.a, result.b, "xlsx"), transfer_xlsx(sheet)
    yield links.transfer_file(result.a, result.b, "csv"), transfer_csv(sheet).encode(ENCODING)


def _downloads(held: str, wanted: str) -> tuple[tuple[str, str], ...]:
    return tuple((name.upper(), links.transfer_file(held, wanted, name)) for name in ("xlsx", "csv"))


def _facts(unit: Unit) -> str:
    """Return 'level 3, 6 credits, 40 GLH'; what is not printed is said."""
    return ", ".join(
        (
            _("level %(level)s", level=unit.level) if unit.level else _("level not printed"),
            _("credit not printed")
            if unit.credit is None
            else counted("%(num)s credit", "%(num)s credits", unit.credit),
            _("GLH not printed") if unit.glh is None else _("%(hours)s GLH", hours=unit.glh),
        )
    )


def _checks(result: Comparison, *, hidden: bool) -> Iterator[tuple[str, str]]:
    """Yield what to check before signing: another unit, another level, facts that ask for more or for a person."""
    if result.relation != "same":
        yield _("Not one unit"), said(result.summary.verdict)
    if result.summary.level_warning:
        yield _("Level"), said(result.summary.level_warning)
    asked = [fact for fact in result.facts if fact.field != "level"]
    for row in fact_rows(asked, hidden=hidden):
        if row.severity != "info":
            yield row.label, row.meaning


def _outcomes(
    sheet: TransferSheet, result: Comparison, held: Compared, wanted: Compared
) -> Iterator[tuple[str, str | None, tuple[TransferLine, ...]]]:
    texts = {outcome.number: outcome.text for outcome in wanted.unit.learning_outcomes}
    meanings = {pair.fingerprint: _(MEANINGS[pair.cls]) for pair in result.pairs}
    hidden = held.held_back is not None or wanted.held_back is not None
    for number, rows in groupby(sheet.rows, key=lambda row: row.outcome):
        lines = [_line(row, meanings[row.fingerprint], held, wanted, hidden=hidden) for row in rows]
        yield number, None if wanted.held_back else texts[number], tuple(lines)


def _line(row: TransferRow, meaning: str, held: Compared, wanted: Compared, *, hidden: bool) -> TransferLine:
    """Lay out a criterion; typography needs no reason.

    A reason may speak in the texts' words: that of hidden texts is the class's meaning.
    """
    return TransferLine(
        number=row.number,
        text=None if wanted.held_back else row.text,
        rests_on=row.rests_on,
        held=None if row.equal or held.held_back or not row.rests_on else row.rests_text,
        status=STATUS_CLASS[row.state],
        status_name=_(STATUS_NAME[row.state]),
        difference=_("Same words") if row.equal else said(row.difference),
        reason="" if row.equal else meaning if hidden or not row.reason else said(row.reason),
    )


def _head(held: Compared, wanted: Compared, sides: Sequence[Side]) -> Head:
    names = {"held": sides[0].name, "wanted": sides[1].name}
    crumbs = (
        Crumb(_("Units"), links.HOME),
        Crumb(_("%(held)s compared with %(wanted)s", **names), links.comparison_page(held.id, wanted.id)),
        Crumb(_("Transfer sheet")),
    )
    title = _("Transfer sheet: %(held)s to %(wanted)s", **names)
    return Head(links.transfer_file(held.id, wanted.id), title, "families", crumbs)
