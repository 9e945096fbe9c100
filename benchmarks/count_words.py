"""Rebuild the table that comparison weighs words by: `python benchmarks/count_words.py [SPECS] > idf.json`.

Without SPECS it counts the hand-read units of tests/golden, which the shipped table was made from; with it, a library.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from unit_atlas.compare.idf import count, dump
from unit_atlas.library import read_library
from unit_atlas.model import Criterion, LearningOutcome, Unit

GOLDEN = Path(__file__).parent.parent / "tests/golden"


def golden_units() -> Iterator[Unit]:
    for path in sorted(GOLDEN.glob("*/*.yaml")):
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        for unit in raw if isinstance(raw, list) else [raw]:
            if "learning_outcomes" in unit:
                yield Unit(learning_outcomes=tuple(_outcome(row) for row in unit["learning_outcomes"]))


def _outcome(row: dict[str, Any]) -> LearningOutcome:
    criteria = tuple(Criterion(number=criterion["number"], text=criterion["text"]) for criterion in row["criteria"])
    return LearningOutcome(number=row["number"], text=row["text"], criteria=criteria)


if __name__ == "__main__":
    units = read_library(Path(sys.argv[1])).units.values() if len(sys.argv) > 1 else golden_units()
    sys.stdout.write(dump(count(units)))
