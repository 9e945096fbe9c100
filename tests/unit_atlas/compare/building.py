"""Small units for tests of comparison."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from unit_atlas.compare.engine import compare
from unit_atlas.compare.model import Comparison, Pair
from unit_atlas.model import Criterion, LearningOutcome, Unit

Rows = list[tuple[str, str]]


def unit(*outcomes: list[str] | Rows, **facts: Any) -> Unit:
    """A unit with the given criteria, numbered 1.1, 1.2 … where no numbers are given."""
    built = []
    for place, rows in enumerate(outcomes, 1):
        criteria = [row if isinstance(row, tuple) else (f"{place}.{n}", row) for n, row in enumerate(rows, 1)]
        built.append(
            LearningOutcome(
                number=str(place),
                text=f"Outcome {place}",
                criteria=tuple(Criterion(number=number, text=text) for number, text in criteria),
            )
        )
    return Unit(learning_outcomes=tuple(built), **facts)


def compared(a: Unit, b: Unit) -> Comparison:
    return compare(a, b, a_id="body/a", b_id="body/b")


def status_of(result: Comparison, number: str) -> str:
    """Status of the wanted criterion with this number."""
    return next(w.status for pair in result.pairs for w in pair.b if w.number == number)


def pair_of(result: Comparison, number: str) -> Pair:
    return next(pair for pair in result.pairs if number in [w.number for w in pair.b])


def gold_units(folder: Path) -> dict[str, Unit]:
    return {path.name[:3]: gold_unit(path) for path in sorted(folder.glob("*.yaml"))}


def gold_unit(path: Path) -> Unit:
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    outcomes = tuple(
        LearningOutcome(
            number=outcome["number"],
            text=outcome["text"],
            criteria=tuple(Criterion(number=row["number"], text=row["text"]) for row in outcome["criteria"]),
        )
        for outcome in raw["learning_outcomes"]
    )
    return Unit(learning_outcomes=outcomes, level=raw["level"], credit=raw["credit"], glh=raw["glh"])
