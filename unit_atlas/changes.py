"""What changed between two states of a library: units added, removed, renamed, changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from unit_atlas.compare.engine import compare
from unit_atlas.compare.model import Comparison
from unit_atlas.compare.settings import DEFAULT, Settings
from unit_atlas.model import Unit

COMPARED_FIELDS = frozenset((
    "title", "unit_number", "sector_unit_number", "ofqual_reference", "level", "level_framework", "credit", "glh",
    "tqt", "published", "issue", "aim", "learning_outcomes", "assessment", "evidence_requirements", "guidance", "nos",
    "functional_skills",
))  # fmt: skip
"""Fields of a unit whose changes its comparison tells."""


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A unit that is in both states and not the same; ids differ where its file was renamed.

    `others` names fields that changed and that a comparison does not tell of.
    """

    old_id: str
    new_id: str
    old: Unit
    new: Unit
    comparison: Comparison
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """Two states of a library; `failed` tells, in one line each, what could not be read and so was not compared."""

    added: tuple[tuple[str, Unit], ...]
    removed: tuple[tuple[str, Unit], ...]
    changed: tuple[UnitChange, ...]
    unchanged: int
    failed: tuple[str, ...] = ()

    @property
    def none(self) -> bool:
        """Whether everything could be read and nothing changed."""
        return not (self.added or self.removed or self.changed or self.failed)


def find_changes(
    old: Mapping[str, Unit], new: Mapping[str, Unit], *, failed: Mapping[str, str], settings: Settings = DEFAULT
) -> Changes:
    """Compare two states, unit by unit.

    Args:
        old: The units before, by id.
        new: The units after, by id.
        failed: Units that could not be read on either side, by id or path, with what is wrong; left out everywhere.
        settings: How units are compared.
    """
    gone = {key: unit for key, unit in old.items() if key not in new and key not in failed}
    come = {key: unit for key, unit in new.items() if key not in old and key not in failed}
    renamed = dict(_renamed(gone, come))
    both = [(key, key) for key in old if key in new] + list(renamed.items())
    changed = [
        _change(was, now, old[was], new[now], settings) for was, now in both if was != now or old[was] != new[now]
    ]
    return Changes(
        added=tuple((key, unit) for key, unit in come.items() if key not in renamed.values()),
        removed=tuple((key, unit) for key, unit in gone.items() if key not in renamed),
        changed=tuple(sorted(changed, key=lambda change: change.new_id)),
        unchanged=len(both) - len(changed),
        failed=tuple(failed.values()),
    )


def _renamed(gone: Mapping[str, Unit], come: Mapping[str, Unit]) -> Iterator[tuple[str, str]]:
    """Pair units under another id: the same criteria, or else the same reference."""
    left = dict(come)
    for was, unit in gone.items():
        same = [key for key, other in left.items() if _criteria(other) == _criteria(unit) != ()]
        same += [key for key, other in left.items() if other.ofqual_reference == unit.ofqual_reference is not None]
        if same:
            del left[same[0]]
            yield was, same[0]


def _criteria(unit: Unit) -> tuple[str, ...]:
    return tuple(criterion.text for outcome in unit.learning_outcomes for criterion in outcome.criteria)


def _change(was: str, now: str, old: Unit, new: Unit, settings: Settings) -> UnitChange:
    result = compare(old, new, a_id=was, b_id=now, settings=settings)
    differing = [name for name in type(new).model_fields if getattr(old, name) != getattr(new, name)]
    told = bool(result.facts) or any(pair.cls != "identical" or pair.flags for pair in result.pairs)
    others = [name for name in differing if name not in COMPARED_FIELDS or not told]
    return UnitChange(was, now, old, new, result, tuple(others))
