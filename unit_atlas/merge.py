"""What a person corrected and what a new extraction found, brought together field by field.

The unit that the extractor wrote last tells who changed what. What only the person changed stays; what only the
extraction changed follows it; where both changed, the person's value stays and a `conflict` entry tells the other. A
field that a decision settles stays as it is. In a unit that is checked as a whole nothing changes but for entries.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from unit_atlas.conflicts import ABSENT, Clash, merged_review
from unit_atlas.decisions import is_decided
from unit_atlas.fields import covers, item_names, labels
from unit_atlas.model import AssessmentMethod, Decision, Fact, Model, Section, Unit

_VALUE_KEYS: Mapping[type[BaseModel], str] = {AssessmentMethod: "requirement", Fact: "value", Section: "text"}


@dataclass(frozen=True, slots=True)
class Merged:
    """The unit that a file should hold now, and where person and extraction differ with no base to decide."""

    unit: Unit
    clashes: tuple[Clash, ...]


def merge(base: Unit, mine: Unit, new: Unit) -> Merged:
    """Brings two units together.

    Args:
        base: What the extractor wrote last.
        mine: What the file holds, with a person's corrections.
        new: What the extractor read now.
    """
    merger = _Merger(mine.decisions)
    keys = [key for key in Unit.model_fields if key not in ("review", "decisions")]
    unit = mine.model_copy(update=dict(merger.fields("", base, mine, new, keys)))
    told = [decision for decision in new.decisions if decision not in {*base.decisions, *mine.decisions}]
    unit = unit.model_copy(update={"decisions": (*mine.decisions, *told)})
    review = merged_review(base, mine, new, unit, merger.clashes)
    return Merged(unit.model_copy(update={"review": review}), tuple(merger.clashes))


@dataclass(slots=True)
class _Merger:
    decisions: Sequence[Decision]
    clashes: list[Clash] = field(default_factory=list)

    def fields(self, path: str, base: Any, mine: Any, new: Any, keys: Sequence[str]) -> Iterator[tuple[str, Any]]:
        """The value of each key of a model."""
        for key in keys:
            inner = path if key == _VALUE_KEYS.get(type(mine)) else f"{path}.{key}".removeprefix(".")
            before = getattr(base, key) if isinstance(base, type(mine)) else ABSENT
            yield key, self._value(inner, before, getattr(mine, key), getattr(new, key))

    def _value(self, path: str, base: Any, mine: Any, new: Any) -> Any:
        if mine == new or is_decided(path, self.decisions) or new == base:
            return mine
        if mine == base and not self._is_settled(path):
            return new
        if isinstance(mine, Model) and isinstance(new, type(mine)):
            return mine.model_copy(update=dict(self.fields(path, base, mine, new, tuple(type(mine).model_fields))))
        if isinstance(mine, dict) and isinstance(new, dict):
            before = base if isinstance(base, dict) else {}
            parts = self._parts({key: f"{path}.{key}" for key in (*mine, *new, *before)}, before, mine, new)
            return {key: parts[key] for key in _joined(list(mine), list(new)) if key in parts}
        if _is_list(mine) and _is_list(new):
            return tuple(self._list(path, *map(_by_name, (base, mine, new))))
        self.clashes.append(Clash(path, mine, new))
        return mine

    def _is_settled(self, path: str) -> bool:
        """Tells whether a person checked the whole unit, or settled a part of the field."""
        checked = self._is_checked() and not covers("source", path)
        return checked or any(covers(path, decision.field) for decision in self.decisions)

    def _is_checked(self) -> bool:
        return any(decision.field == "unit" for decision in self.decisions)

    def _list(self, path: str, base: _Parts, mine: _Parts, new: _Parts) -> list[Any]:
        parts = self._parts({name: path + name for name in (*mine, *new, *base)}, base, mine, new)
        orders = ([name for name in order if name in parts] for order in (base, mine, new))
        return [parts[name] for name in self._order(path, *orders)]

    def _parts(self, paths: Mapping[str, str], base: _Parts, mine: _Parts, new: _Parts) -> _Parts:
        """The parts of a list or mapping, by name, each merged; without those that are gone."""
        merged = {
            name: self._value(path, *(parts.get(name, ABSENT) for parts in (base, mine, new)))
            for name, path in paths.items()
        }
        return {name: value for name, value in merged.items() if value is not ABSENT}

    def _order(self, path: str, base: Sequence[str], mine: Sequence[str], new: Sequence[str]) -> list[str]:
        """The order of a list: the file's, unless only the extraction changed it."""
        ours, theirs, before = (_common(order, mine, new) for order in (mine, new, base))
        ours_moved, theirs_moved = (_common(order, before) != before for order in (ours, theirs))
        if theirs_moved and ours != theirs and not is_decided(path, self.decisions):
            if ours_moved or self._is_checked():
                self.clashes.append(Clash(path, " ".join(ours), " ".join(theirs)))
            else:
                following = iter(theirs)
                mine = [next(following) if name in theirs else name for name in mine]
        return _joined(mine, new)


_Parts = dict[str, Any]


def _is_list(value: Any) -> bool:
    """Tells whether a value is a list whose items have a number or name."""
    return isinstance(value, tuple) and all(isinstance(item, Model) for item in value)


def _by_name(items: Any) -> _Parts:
    return dict(zip(labels("", item_names(items)), items, strict=True)) if _is_list(items) else {}


def _joined(mine: Sequence[str], new: Sequence[str]) -> list[str]:
    """The names of both: those that only `new` has stand behind the nearest that stands before them there."""
    joined = list(mine)
    for place, name in enumerate(new):
        if name not in joined:
            behind = new[:place]
            joined.insert(max((at for at, one in enumerate(joined, start=1) if one in behind), default=0), name)
    return joined


def _common(order: Sequence[str], *others: Sequence[str]) -> list[str]:
    return [name for name in order if all(name in other for other in others)]
