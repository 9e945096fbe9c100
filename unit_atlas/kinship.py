"""Which file of a library holds the unit that an extraction gives, and what a new file is called."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from unit_atlas.ids import MAX_PART, slug, unit_id
from unit_atlas.model import AwardingBody, Unit

_LIKENESSES: tuple[Callable[[Unit], object], ...] = (
    lambda unit: (unit.ofqual_reference, unit.unit_number, unit.title, unit.learning_outcomes),
    lambda unit: unit.ofqual_reference,
    lambda unit: unit.unit_number,
    lambda unit: unit.title,
    lambda unit: unit.source and unit.source.pages,
)


def is_kin(held: Unit, unit: Unit) -> bool:
    """Tells whether two units of like-named documents may be one: same document, name, number or any criterion."""
    same_bytes = held.source and unit.source and held.source.sha256 == unit.source.sha256
    names = any(likeness(held) and likeness(held) == likeness(unit) for likeness in _LIKENESSES[1:4])
    return bool(same_bytes or names or _criteria(held) & _criteria(unit))


def former_names(units: Sequence[Unit], held: Mapping[str, Unit | None]) -> dict[int, str]:
    """Pairs units (by position) with the document's own files, by the surest likeness first.

    `held` is what each of these files holds, by id; None for a file that cannot be read.
    """
    names: dict[int, str] = {}
    for likeness in _LIKENESSES:
        alike: defaultdict[object, list[str]] = defaultdict(list)
        for name, unit in held.items():
            if unit is not None and name not in names.values():
                alike[likeness(unit)].append(name)
        for position, unit in enumerate(units):
            key = likeness(unit)
            if key and alike.get(key) and position not in names:
                names[position] = alike[key].pop(0)
    files, positions = set(held) - set(names.values()), set(range(len(units))) - set(names)
    if len(files) == len(positions) == 1:
        names[positions.pop()] = files.pop()
    return names


def rule_id(unit: Unit, bodies: Sequence[AwardingBody]) -> str:
    """The id that the rule of the canonical format gives a unit, whatever the path of its file."""
    return unit_id(unit, _stem(unit), bodies)


def new_id(unit: Unit, bodies: Sequence[AwardingBody], *taken: Container[str]) -> str:
    """The id of a unit that has no file yet, made distinct from all that are taken."""
    candidates = _candidates(rule_id(unit, bodies), _stem(unit))
    return next(one for one in candidates if not any(one in names for names in taken))


def _candidates(wanted: str, stem: str) -> Iterator[str]:
    """`wanted`, and for when that is taken `<wanted>--<stem>`, `<wanted>--<stem>-2` and so on."""
    yield wanted
    body, name = wanted.split("/")
    tails = (f"{slug(stem)[:28]}-{count}".strip("-") for count in itertools.count(2))
    for tail in itertools.chain([slug(stem)[:32].strip("-") or "other"], tails):
        yield f"{body}/{name[: MAX_PART - 2 - len(tail)].rstrip('-')}--{tail}"


def _criteria(unit: Unit) -> set[str]:
    return {criterion.text for outcome in unit.learning_outcomes for criterion in outcome.criteria}


def _stem(unit: Unit) -> str:
    return PurePosixPath(unit.source.file).stem if unit.source else ""
