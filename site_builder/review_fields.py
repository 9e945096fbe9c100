"""The fields of a unit as a person checks them: in what order, how surely read, and what each says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from site_builder.field_paths import field_label, skill_name
from site_builder.messages import N_, _
from site_builder.render import markdown
from site_builder.unit_parts import REQUIREMENTS, TICKS
from site_builder.unit_view import REASONS
from unit_atlas.fields import FieldValue, covers, differences, flatten
from unit_atlas.model import Criterion, Decision, Review, Unit
from unit_atlas.places import value_at
from unit_atlas.provenance import Place, Provenance

State = Literal["sure", "less", "doubt", "lost"]

SURE = 0.9
"""From this confidence on a field without an entry counts as read surely; below 0.7 extraction makes an entry."""
_SETTLED = {"not-printed": N_("not printed"), "checked": N_("checked"), "accepted": N_("accepted")}
_CRITERION_PARTS = (".items", ".grade", ".shared_with")
_NOT_CHECKED = ("source.", "level_framework")
_PROSE = re.compile(r"(aim|guidance|evidence_requirements|assessment\.text|other_sections\[.*\]|.*\.(guidance|range))")
_READINGS = re.compile(r"; (?=')")
_HEAD = re.compile(r"[a-z_]+")


@dataclass(frozen=True, slots=True)
class Value:
    """What the unit file holds of a field: a text, or prose, with points below it; nothing where it is null."""

    text: str | None = None
    prose: Markup | None = None
    points: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tells whether the file holds nothing."""
        return not (self.text or self.prose or self.points)


@dataclass(frozen=True, slots=True)
class EntryView:
    """An open review entry of a field; `part` names the part of it that the entry speaks of.

    `message` is in pieces where it lists several readings.
    """

    part: str | None
    message: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field to check: where it was read, how surely, what the file holds, what is open about it.

    `word` says in words what `state` shows in colour and line. `was` is what was read, where a person changed it.
    """

    path: str
    label: str
    state: State
    word: str
    value: Value
    place: Place | None = None
    entries: tuple[EntryView, ...] = ()
    was: str | None = None


def field_views(unit: Unit, provenance: Provenance) -> list[FieldView]:
    """Return the fields to check: those with open entries first, then the less sure, then in the order of pages."""
    homes = _homes(unit, provenance)
    changes = _changes(unit, provenance)
    views = [_view(path, unit, provenance.fields.get(path), entries, changes) for path, entries in homes.items()]
    return sorted(views, key=_order(unit, homes))


def unplaced_views(unit: Unit, shown: Sequence[FieldView]) -> list[FieldView]:
    """Return the fields that the file holds and that no place is recorded for, beside those that are shown."""
    taken = [view.path for view in shown]
    return [
        FieldView(path, field_label(path), "sure", _("No place recorded"), _value(path, unit))
        for path, value in flatten(unit).items()
        if value is not None and not path.startswith(_NOT_CHECKED) and not any(_holds(one, path) for one in taken)
    ]


def _homes(unit: Unit, provenance: Provenance) -> dict[str, list[Review]]:
    """The fields with a place or an open entry, each with its entries; an entry joins the place that holds it."""
    homes: dict[str, list[Review]] = {path: [] for path in provenance.fields}
    for entry in unit.review:
        within = [path for path in provenance.fields if covers(path, entry.field) or path == f"{entry.field}.text"]
        homes.setdefault(max(within, key=len, default=entry.field), []).append(entry)
    return homes


def _holds(path: str, part: str) -> bool:
    """Does the card of one field show another? The card of a criterion shows its points and grade."""
    stem = path.removesuffix(".text")
    return covers(path, part) or (path != stem and part.startswith(tuple(stem + end for end in _CRITERION_PARTS)))


def _changes(unit: Unit, provenance: Provenance) -> Mapping[str, FieldValue]:
    """What the extractor wrote, for each field that a person has changed since."""
    if provenance.written is None:
        return {}
    return {change.path: change.old for change in differences(provenance.written, unit)}


def _view(
    path: str, unit: Unit, place: Place | None, entries: Sequence[Review], changes: Mapping[str, FieldValue]
) -> FieldView:
    value = _value(path, unit)
    settled = next((decision for decision in unit.decisions if covers(decision.field, path)), None)
    state, word = _state(value, place, entries, settled)
    was = _was(changes[path]) if path in changes else None
    views = tuple(
        EntryView(field_label(entry.field) if entry.field != path else None, tuple(_READINGS.split(entry.message)))
        for entry in entries
    )
    return FieldView(path, _label(path, unit), state, word, value, place, views, was)


def _was(read: FieldValue) -> str:
    return _("nothing") if read is None else str(read)


def _state(value: Value, place: Place | None, entries: Sequence[Review], settled: Decision | None) -> tuple[State, str]:
    if entries:
        state: State = "lost" if value.is_empty and place is None else "doubt"
        return state, _capital(", ".join(dict.fromkeys(_(REASONS[entry.reason]) for entry in entries)))
    if settled is not None:
        decision = _capital(_(_SETTLED[settled.decision]))
        return "sure", _("%(decision)s by %(who)s", decision=decision, who=settled.by) if settled.by else decision
    if place is not None and place.confidence < SURE:
        return "less", _("Less sure")
    return "sure", _("Read surely")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _label(path: str, unit: Unit) -> str:
    """A section by its heading alone, a graded criterion with its grade."""
    if path.startswith("other_sections["):
        return path.removeprefix("other_sections[").removesuffix("]")
    criterion = value_at(path.removesuffix(".text"), unit, None)
    if isinstance(criterion, Criterion) and criterion.grade:
        return _("%(field)s (%(grade)s)", field=field_label(path), grade=criterion.grade)
    return field_label(path)


def _value(path: str, unit: Unit) -> Value:
    flat = flatten(unit)
    parts = {part: value for part, value in flat.items() if covers(path, part)}
    if path.startswith("functional_skills"):
        return Value(points=tuple(_point(skill_name(part), _tick(parts[part])) for part in parts))
    if path.startswith("assessment.methods["):
        requirement = value_at(path, unit, None)
        return Value(_(REQUIREMENTS[requirement.requirement]) if requirement else None)
    held = parts.get(path)
    if held is None:
        within = {part: value for part, value in parts.items() if value is not None}
        return Value(points=tuple(_point(field_label(part), value) for part, value in within.items()))
    if _PROSE.fullmatch(path):
        return Value(prose=markdown(str(held)))
    return Value(str(held), points=tuple(_points(path, flat)))


def _point(name: str, value: object) -> str:
    return _("%(field)s: %(value)s", field=name, value=value)


def _tick(value: FieldValue) -> str:
    return _(TICKS[value]) if value is None or isinstance(value, bool) else str(value)


def _points(path: str, flat: Mapping[str, FieldValue]) -> Iterator[str]:
    """The points of a criterion, and the outcomes that share it."""
    stem = path.removesuffix(".text")
    yield from (str(value) for part, value in flat.items() if part.startswith(f"{stem}.items["))
    if shared := flat.get(f"{stem}.shared_with"):
        yield _("also serves outcome %(number)s", number=shared)


class _order:
    """Sorts by what is to be done first; then facts of the head as they stand on the page, the rest as in the file."""

    def __init__(self, unit: Unit, homes: Mapping[str, Sequence[Review]]) -> None:
        self._ranks = {path: rank for rank, path in enumerate(flatten(unit))}
        self._homes = {path: rank for rank, path in enumerate(homes)}
        self._opened = [entry.field for entry in unit.review]

    def __call__(self, view: FieldView) -> tuple[float, ...]:
        place = view.place
        page = place.page or 0 if place else 0
        first = 0 if view.entries else 1 if view.state == "less" else 2
        if view.entries and place is None:
            return (first, 0, 0, self._homes[view.path], 0)
        if place is not None and _HEAD.fullmatch(view.path) and not _PROSE.fullmatch(view.path):
            top, x0 = (place.box[1], place.box[0]) if place.box else (place.lines or (0, 0))
            return (first, page, 0, top, x0)
        within = [rank for path, rank in self._ranks.items() if covers(view.path, path)]
        return (first, page, 1, min(within, default=len(self._ranks)), self._homes[view.path])
