"""The page that shows a unit beside its document: every field in the list, and its box or lines on the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from site_builder import links
from site_builder.messages import N_, _, counted
from site_builder.review_boxes import BoxView, box_views
from site_builder.review_fields import FieldView, State, field_views, unplaced_views
from site_builder.review_lines import LinesView, lines_view
from site_builder.shown import Sheet, Shown, image_name
from site_builder.unit_facts import is_checked
from site_builder.views import BodyView, Crumb, Head, opening_of, reference_of, title_of
from unit_atlas.model import Unit
from unit_atlas.provenance import Provenance

_TO_DO = N_("Compare each with its place. Correct the unit file where it is wrong, then remove the entry under review.")
_LESS = N_("Nothing contradicts these, but some of their words were hard to read.")
_STATES: dict[State, str] = {
    "lost": N_("%(number)s missing"),
    "doubt": N_("%(number)s doubtful"),
    "less": N_("%(number)s less sure"),
    "sure": N_("%(number)s read surely or settled"),
}


@dataclass(frozen=True, slots=True)
class SheetView:
    """A page of the document: its image, and the boxes on it."""

    number: int
    image: str
    x: float
    y: float
    width: float
    height: float
    boxes: tuple[BoxView, ...]


@dataclass(frozen=True, slots=True)
class CardView:
    """A field in the list.

    `target` is the anchor of its box, of its first line, or of its place among the missing; None where it has none.
    `where` says where that is, `line` is where the unit file holds it.
    """

    number: int
    field: FieldView
    target: str | None
    where: str | None
    confidence: str | None
    line: int | None


@dataclass(frozen=True, slots=True)
class CardGroup:
    """Cards under one heading; `note` says what to do with them."""

    anchor: str
    heading: str
    note: str | None
    cards: tuple[CardView, ...]


@dataclass(frozen=True, slots=True)
class ReviewUnitView:
    """All that the page shows: `opening` is the first outcome of a unit without a title, `file` its unit file."""

    head: Head
    title: str
    opening: str | None
    body: BodyView
    reference: str | None
    source: str
    verdict: str
    tally: tuple[tuple[str, str], ...]
    checked: bool
    sheets: tuple[SheetView, ...]
    text: LinesView | None
    lost: tuple[CardView, ...]
    groups: tuple[CardGroup, ...]
    unplaced: tuple[FieldView, ...]
    file: str
    unit_page: str | None


@dataclass(frozen=True, slots=True)
class Recorded:
    """A unit with all that is known of where it was read.

    Attributes:
        id: Its id.
        unit: As its file holds it.
        provenance: Where its fields were read.
        lines: The line of the unit file that holds a field, for fields with an open entry.
    """

    id: str
    unit: Unit
    provenance: Provenance
    lines: Mapping[str, int]


def review_unit_view(recorded: Recorded, shown: Shown, body: BodyView, *, page: str, alone: bool) -> ReviewUnitView:
    """Lay out the page.

    Args:
        recorded: The unit.
        shown: Its document.
        body: Its awarding body.
        page: The file that the page becomes.
        alone: The page stands without a site around it.
    """
    unit = recorded.unit
    fields = list(enumerate(field_views(unit, recorded.provenance), 1))
    sheets = tuple(_sheet_view(unit, sheet, fields) for sheet in shown.sheets)
    text = lines_view(shown.lines, fields) if shown.lines else None
    cards = [_card(number, field, recorded.lines, shown) for number, field in fields]
    return ReviewUnitView(
        head=_head(unit, page, alone=alone),
        title=title_of(unit),
        opening=opening_of(unit),
        body=body,
        reference=reference_of(unit),
        source=_source(unit),
        verdict=_verdict(fields),
        tally=_tally(fields),
        checked=is_checked(unit),
        sheets=sheets,
        text=text,
        lost=tuple(card for card in cards if card.field.state == "lost"),
        groups=tuple(_groups(cards)),
        unplaced=tuple(unplaced_views(unit, [field for _, field in fields])),
        file=f"units/{recorded.id}.yaml",
        unit_page=None if alone else links.unit_page(recorded.id),
    )


def _head(unit: Unit, page: str, *, alone: bool) -> Head:
    name = reference_of(unit) or title_of(unit)
    crumbs = () if alone else (Crumb(_("Units"), links.HOME), Crumb(_("Review"), links.REVIEW), Crumb(name))
    return Head(page, _("Check what was read: %(title)s", title=title_of(unit)), "review", crumbs)


def _source(unit: Unit) -> str:
    source = unit.source
    if source is None:
        return _("no document")
    pages = source.pages
    if not pages:
        return source.file
    run = pages == tuple(range(pages[0], pages[-1] + 1))
    if len(pages) == 1:
        return _("%(file)s, page %(number)s", file=source.file, number=pages[0])
    told = _("%(first)s to %(last)s", first=pages[0], last=pages[-1]) if run else ", ".join(map(str, pages))
    return _("%(file)s, pages %(numbers)s", file=source.file, numbers=told)


def _verdict(fields: Sequence[tuple[int, FieldView]]) -> str:
    opened = sum(1 for _, field in fields if field.entries)
    if not fields:
        return _("No place of any field is recorded. Extract the document again to have its boxes here.")
    if not opened:
        return _("Nothing is open. Every field below was read surely or has been settled.")
    return _(
        "%(opened)s, %(rest)s.",
        opened=counted("%(num)s field to check", "%(num)s fields to check", opened),
        rest=counted(
            "%(num)s field without an open entry", "%(num)s fields without an open entry", len(fields) - opened
        ),
    )


def _tally(fields: Sequence[tuple[int, FieldView]]) -> tuple[tuple[str, str], ...]:
    """How many fields are in each state, with the class that draws it."""
    counts = Counter(field.state for _, field in fields)
    return tuple((state, _(told, number=counts[state])) for state, told in _STATES.items() if counts[state])


def _sheet_view(unit: Unit, sheet: Sheet, fields: Sequence[tuple[int, FieldView]]) -> SheetView:
    x, y = round(sheet.frame[0], 2), round(sheet.frame[1], 2)
    width, height = round(sheet.frame[2] - x, 2), round(sheet.frame[3] - y, 2)
    return SheetView(
        sheet.number, image_name(unit, sheet), x, y, width, height, box_views(fields, sheet.number, sheet.frame)
    )


def _card(number: int, field: FieldView, lines: Mapping[str, int], shown: Shown) -> CardView:
    target, where = _where(number, field, shown)
    place = field.place
    confidence = f"{place.confidence:.2f}" if place and place.confidence < 0.995 else None
    return CardView(number, field, target, where, confidence, lines.get(field.path))


def _where(number: int, field: FieldView, shown: Shown) -> tuple[str | None, str | None]:
    place = field.place
    if field.state == "lost":
        return f"b{number}", None
    if place and place.box and any(sheet.number == place.page for sheet in shown.sheets):
        pages = [place.page, *(piece.page for piece in place.continued)]
        return f"b{number}", _on_pages(pages)
    if place and place.lines and place.lines[0] <= len(shown.lines):
        first, last = place.lines
        lines = _("lines %(first)s to %(last)s", first=first, last=last)
        return f"b{number}", _("line %(number)s", number=first) if first == last else lines
    return None, None


def _on_pages(pages: Sequence[int | None]) -> str:
    if len(pages) == 1:
        return _("page %(number)s", number=pages[0])
    return _("pages %(first)s to %(last)s", first=pages[0], last=pages[-1])


def _groups(cards: Sequence[CardView]) -> list[CardGroup]:
    opened = tuple(card for card in cards if card.field.entries)
    less = tuple(card for card in cards if not card.field.entries and card.field.state == "less")
    rest = [card for card in cards if not card.field.entries and card.field.state == "sure"]
    groups = [
        CardGroup("to-check", _("To check first"), _(_TO_DO), opened),
        CardGroup("less-sure", _("Less sure"), _(_LESS), less),
    ]
    by_page = [(page, tuple(found)) for page, found in groupby(rest, key=_page)]
    for position, (page, found) in enumerate(by_page):
        name = _("Read surely, page %(number)s", number=page) if page and len(by_page) > 1 else _("Read surely")
        groups.append(CardGroup(f"sure-{position + 1}", name, None, found))
    return [group for group in groups if group.cards]


def _page(card: CardView) -> int | None:
    return card.field.place.page if card.field.place else None
