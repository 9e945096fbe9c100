"""Boxes on page images: where each stands, and where its number finds room without covering print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from site_builder.review_fields import FieldView

_MARGIN = 2.0
_PIN_HEIGHT, _PIN_END, _PIN_DIGIT = 13.0, 6.0, 5.5
_GAP = 1.5
_LABEL = 24.0
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

    number: int
    state: str
    name: str
    x: float
    y: float
    width: float
    height: float
    pin: Pin


def box_views(fields: Sequence[tuple[int, FieldView]], frame: Rect) -> tuple[BoxView, ...]:
    """Lay out the boxes of one page, from top to bottom.

    Args:
        fields: The fields with a box on this page, each with its number.
        frame: What the page image shows, in points.
    """
    framed = sorted(
        ((number, field, _padded(field.place.box)) for number, field in fields if field.place and field.place.box),
        key=lambda item: (item[2][1], item[2][0]),
    )
    kept_free = [_with_label(field, rect) for _, field, rect in framed]
    pins: list[Rect] = []
    views = []
    for number, field, rect in framed:
        pin = _pin(rect, len(str(number)), [*kept_free, *pins], frame)
        pins.append(pin)
        views.append(_box_view(number, field, rect, pin))
    return tuple(views)


def _padded(box: Rect) -> Rect:
    return box[0] - _MARGIN, box[1] - _MARGIN, box[2] + _MARGIN, box[3] + _MARGIN


def _with_label(field: FieldView, rect: Rect) -> Rect:
    numbered = field.path.startswith("learning_outcomes[") and field.path.endswith(".text")
    return (rect[0] - _LABEL, *rect[1:]) if numbered else rect


def _pin(rect: Rect, digits: int, taken: Sequence[Rect], frame: Rect) -> Rect:
    """The place beside a box that covers least of other boxes, of print numbers and of what lies off the page."""
    x0, top, x1, bottom = rect
    width = _PIN_END + digits * _PIN_DIGIT
    corners = (
        (x1 + _GAP, top),
        (x1 + _GAP, bottom - _PIN_HEIGHT),
        (x0 - _LABEL - width, top),
        (x0 - width - _GAP, top),
        (x1 - width, bottom + _GAP),
        (x1 - width, top - _PIN_HEIGHT - _GAP),
        (x1 - width / 2, top - _PIN_HEIGHT / 2),
    )
    places = [(x, y, x + width, y + _PIN_HEIGHT) for x, y in corners]
    return min(places, key=lambda place: _off(place, frame) + sum(_overlap(place, other) for other in taken))


def _overlap(one: Rect, other: Rect) -> float:
    return max(0.0, min(one[2], other[2]) - max(one[0], other[0])) * max(
        0.0, min(one[3], other[3]) - max(one[1], other[1])
    )


def _off(place: Rect, frame: Rect) -> float:
    """The area off the page, which counts tenfold."""
    return 10 * ((place[2] - place[0]) * (place[3] - place[1]) - _overlap(place, frame))


def _box_view(number: int, field: FieldView, rect: Rect, pin: Rect) -> BoxView:
    x0, top, x1, bottom = (round(value, 1) for value in rect)
    width, height = round(pin[2] - pin[0], 1), round(pin[3] - pin[1], 1)
    x, y = round(pin[0], 1), round(pin[1], 1)
    tag = Pin(x, y, width, height, round(x + width / 2, 1), round(y + 9.8, 1))
    name = f"{number} {field.label}: {field.word.lower()}"
    return BoxView(number, field.state, name, x0, top, round(x1 - x0, 1), round(bottom - top, 1), tag)
