"""The numbered lines of a text source, with a bar beside the lines of each field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from site_builder.messages import _
from site_builder.review_fields import FieldView

MOST_LINES = 2000
_AROUND = 20
Part = Literal["first", "last", "only", "inside"]


@dataclass(frozen=True, slots=True)
class Bar:
    """One line's piece of the bar of a field; the first piece holds the field's number."""

    number: int
    state: str
    part: Part
    name: str


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of the source with the bars beside it, one for each lane; None leaves the lane empty."""

    number: int
    text: str
    bars: tuple[Bar | None, ...]


@dataclass(frozen=True, slots=True)
class LinesView:
    """The lines shown; `left_out` says which are not."""

    lines: tuple[LineView, ...]
    lanes: int
    left_out: str | None


def lines_view(lines: Sequence[str], fields: Sequence[tuple[int, FieldView]]) -> LinesView:
    """Lay out a text: whole up to 2,000 lines, of a longer one the lines around the unit's fields.

    Args:
        lines: The text; the first is line 1.
        fields: The fields with lines, each with its number.
    """
    spans = sorted((field.place.lines, number, field) for number, field in fields if field.place and field.place.lines)
    placed = list(_lanes(spans))
    lanes = 1 + max((lane for _, _, _, lane in placed), default=0)
    first, last = _window(len(lines), [span for span, _, _ in spans])
    bars: dict[int, list[Bar | None]] = {number: [None] * lanes for number in range(first, last + 1)}
    for (start, end), number, field, lane in placed:
        name = _("%(number)s %(field)s: %(state)s", number=number, field=field.label, state=field.word.lower())
        for line in range(max(start, first), min(end, last) + 1):
            bars[line][lane] = Bar(number, field.state, _part(line, start, end), name)
    views = tuple(LineView(number, lines[number - 1], tuple(bars[number])) for number in bars)
    left_out = _(
        "Lines %(first)s to %(last)s of %(all)s; the others hold no field of this unit.",
        first=first,
        last=last,
        all=len(lines),
    )
    return LinesView(views, lanes, None if last - first + 1 == len(lines) else left_out)


Span = tuple[tuple[int, int], int, FieldView]


def _lanes(spans: Iterable[Span]) -> Iterable[tuple[tuple[int, int], int, FieldView, int]]:
    """Each span with the first lane that is free where it starts."""
    ends: list[int] = []
    for (start, end), number, field in spans:
        lane = next((lane for lane, taken in enumerate(ends) if taken < start), len(ends))
        ends[lane : lane + 1] = [end]
        yield (start, end), number, field, lane


def _window(total: int, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    if total <= MOST_LINES or not spans:
        return 1, total
    return max(1, min(start for start, _ in spans) - _AROUND), min(total, max(end for _, end in spans) + _AROUND)


def _part(line: int, start: int, end: int) -> Part:
    if start == end:
        return "only"
    return "first" if line == start else "last" if line == end else "inside"
