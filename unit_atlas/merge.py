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
            parts = _by_key(path, base), _by_key(path, mine), _by_key(path, new)
            return {path_key[1]: value for path_key, value in self._parts(path, *parts).items()}
        if _is_list(mine) and _is_list(new):
            return tuple(self._parts(path, *map(_by_name, (path,) * 3, (base, mine, new))).values())
        self.clashes.append(Clash(path, mine, new))
        return mine

    def _is_settled(self, path: str) -> bool:
        """Tells whether a person checked the whole unit, or settled a part of the field."""
        checked = self._is_checked() and not covers("source", path)
        return checked or any(covers(path, decision.field) for decision in self.decisions)

    def _is_checked(self) -> bool:
        return any(decision.field == "unit" for decision in self.decisions)

    def _parts(self, path: str, base: _Parts, mine: _Parts, new: _Parts) -> _Parts:
        """The parts of a list or mapping, each merged, in the order that is due."""
        merged = {
            name: self._value(name[0], *(parts.get(name, ABSENT) for parts in (base, mine, new)))
            for name in dict.fromkeys((*mine, *new, *base))
        }
        there = [name for name, value in merged.items() if value is not ABSENT]
        return {name: merged[name] for name in self._order(path, there, list(base), list(mine), list(new))}

    def _order(self, path: str, there: Sequence[_Name], *orders: Sequence[_Name]) -> list[_Name]:
        base, mine, new = ([name for name in order if name in there] for order in orders)
        ours, theirs, before = (_common(order, mine, new) for order in (mine, new, base))
        ours_moved, theirs_moved = (_common(order, before) != before for order in (ours, theirs))
        if theirs_moved and ours != theirs and not is_decided(path, self.decisions):
            if ours_moved or self._is_checked():
                self.clashes.append(Clash(path, _listed(ours), _listed(theirs)))
            else:
                following = iter(theirs)
                mine = [next(following) if name in theirs else name for name in mine]
        for name in new:
            if name not in mine:
                behind = new[: new.index(name)]
                mine.insert(max((place for place, one in enumerate(mine, start=1) if one in behind), default=0), name)
        return mine


_Name = tuple[str, str]
_Parts = dict[_Name, Any]


def _is_list(value: Any) -> bool:
    """Tells whether a value is a list whose items have a number or name."""
    return isinstance(value, tuple) and all(isinstance(item, Model) for item in value)


def _by_name(path: str, items: Any) -> _Parts:
    if not _is_list(items):
        return {}
    return {(label, label): item for label, item in zip(labels(path, item_names(items)), items, strict=True)}


def _by_key(path: str, mapping: Any) -> _Parts:
    return {(f"{path}.{key}", key): value for key, value in mapping.items()} if isinstance(mapping, dict) else {}


def _common(order: Sequence[_Name], *others: Sequence[_Name]) -> list[_Name]:
    return [name for name in order if all(name in other for other in others)]


def _listed(names: Sequence[_Name]) -> str:
    return ", ".join(label for _, label in names)
