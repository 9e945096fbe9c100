"""Boxes on page images: where each stands, and where its number finds room without covering print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from site_builder.messages import _
from site_builder.review_fields import FieldView

_MARGIN = 2.5
_PIN_HEIGHT, _PIN_END, _PIN_DIGIT, _FOOT = 12.0, 4.5, 5.2, 9.2
_GAP = 1.5
_HARDLY = 20.0
_LABEL = 27.0
"""Points to the left of an outcome or criterion that its printed number may take."""

Rect = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Pin:
    """The tag that holds the number of a box: its corner and size, and the middle of its foot for the digits."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    foot: float


@dataclass(frozen=True, slots=True)
class BoxView:
    """A box on a page, in points: the field's number, how surely it was read, what it is called to a screen reader."""

    anchor: str
    number: int
    state: str
    name: str
    x: float
    y: float
    width: float
    height: float
    pin: Pin


def box_views(fields: Sequence[tuple[int, FieldView]], page: int, frame: Rect) -> tuple[BoxView, ...]:
    """Lay out the boxes of one page, from top to bottom.

    Args:
        fields: The fields of the unit, each with its number.
        page: The page.
        frame: What the page image shows, in points.
    """
    framed = sorted(_framed(fields, page), key=lambda item: (item.rect[1], item.rect[0]))
    kept_free = [_with_label(item) for item in framed]
    pins: list[Rect] = []
    views = []
    for item in framed:
        pin = _pin(item, [*kept_free, *pins], frame)
        pins.append(pin)
        views.append(_box_view(item, pin))
    return tuple(views)


@dataclass(frozen=True, slots=True)
class _Framed:
    """A field, or a later part of it, with room between its words and its box; `part` counts from 0."""

    number: int
    field: FieldView
    part: int
    rect: Rect


def _framed(fields: Sequence[tuple[int, FieldView]], page: int) -> Iterator[_Framed]:
    for number, field in fields:
        place = field.place
        if place is None or place.box is None:
            continue
        boxes = [(place.page, place.box), *((piece.page, piece.box) for piece in place.continued)]
        for part, (there, box) in enumerate(boxes):
            if there == page:
                yield _Framed(number, field, part, _padded(box))


def _padded(box: Rect) -> Rect:
    return box[0] - _MARGIN, box[1] - _MARGIN, box[2] + _MARGIN, box[3] + _MARGIN


def _with_label(item: _Framed) -> Rect:
    x0, top, x1, bottom = item.rect
    return (x0 - _LABEL if _is_numbered(item) else x0, top, x1, bottom)


def _is_numbered(item: _Framed) -> bool:
    path = item.field.path
    return path.startswith("learning_outcomes[") and path.endswith(".text") and not item.part


def _pin(item: _Framed, taken: Sequence[Rect], frame: Rect) -> Rect:
    """The first place beside a box that covers hardly anything, else the one that covers least.

    What counts is the area of other boxes, of printed numbers, of other tags, and what would lie off the page. To the
    left stands print, unless an outcome or criterion has its number there.
    """
    x0, top, x1, bottom = item.rect
    width = _PIN_END + len(str(item.number)) * _PIN_DIGIT
    right = [(x1 + _GAP, top), (x1 + _GAP, bottom - _PIN_HEIGHT)]
    left = [(x0 - _LABEL - width, top)] if _is_numbered(item) else []
    beyond = [(x1 - width, top - _PIN_HEIGHT - _GAP), (x1 - width, bottom + _GAP), (x1 - width / 2, top - 5)]
    corners = [*right, *left, *beyond]
    places = [(x, y, x + width, y + _PIN_HEIGHT) for x, y in corners]
    costs = [_off(place, frame) + sum(_overlap(place, other) for other in taken) for place in places]
    return next((place for place, cost in zip(places, costs, strict=True) if cost < _HARDLY), places[_least(costs)])


def _least(costs: Sequence[float]) -> int:
    return costs.index(min(costs))


def _overlap(one: Rect, other: Rect) -> float:
    return max(0.0, min(one[2], other[2]) - max(one[0], other[0])) * max(
        0.0, min(one[3], other[3]) - max(one[1], other[1])
    )


def _off(place: Rect, frame: Rect) -> float:
    """The area off the page, which counts tenfold."""
    return 10 * ((place[2] - place[0]) * (place[3] - place[1]) - _overlap(place, frame))


def _box_view(item: _Framed, pin: Rect) -> BoxView:
    x0, top, x1, bottom = (round(value, 1) for value in item.rect)
    x, y, width, height = (round(value, 1) for value in (pin[0], pin[1], pin[2] - pin[0], pin[3] - pin[1]))
    tag = Pin(x, y, width, height, round(x + width / 2, 1), round(y + _FOOT, 1))
    label = _("%(field)s, continued", field=item.field.label) if item.part else item.field.label
    return BoxView(
        anchor=f"b{item.number}-{item.part + 1}" if item.part else f"b{item.number}",
        number=item.number,
        state=item.field.state,
        name=_("%(number)s %(field)s: %(state)s", number=item.number, field=label, state=item.field.word.lower()),
        x=x0,
        y=top,
        width=round(x1 - x0, 1),
        height=round(bottom - top, 1),
        pin=tag,
    )
