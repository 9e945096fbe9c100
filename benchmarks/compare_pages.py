"""Measure all pages of a generated library of families of four: `python benchmarks/compare_pages.py [1000]`.

Printed are CPU seconds by part, and what one comparison costs against difflib over the raw texts of the same two units.
The units are those of `families.py` with their criteria spread over outcomes. The bar: 1,000 units in 60 CPU seconds.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from families import VERSIONS, version

from site_builder.build import build_site
from unit_atlas.compare.engine import compare
from unit_atlas.families import find_kinship
from unit_atlas.library import Library
from unit_atlas.model import AwardingBody, Criterion, LearningOutcome, Unit

BAR = 60.0
PAIRS = 50
OUTCOMES = 4
R = TypeVar("R")
BODIES = ("OCR", "OCN London", "NCFE", "City & Guilds")


def main(size: int) -> int:
    """Print the measures; 1 when the bar is missed at 1,000 units or fewer."""
    units = dict(spread(number) for number in range(size))
    kinship, finding = timed(lambda: find_kinship(units, ()))
    print(f"{size} units, {len(kinship.families)} families found in {finding:.2f} CPU s")
    own, plain = pair_costs(units)
    print(f"a pair: {own * 1000:.2f} ms, difflib over the raw texts {plain * 1000:.2f} ms, ratio {own / plain:.2f}")
    bodies = tuple(
        AwardingBody(id=name.lower().replace(" & ", "-and-").replace(" ", "-"), name=name) for name in BODIES
    )
    library = Library(Path("specs"), bodies=bodies, units=units, provenance={})
    with TemporaryDirectory() as folder:
        report, built = timed(
            lambda: build_site(library, Path(folder) / "site", public=False, strict=False, data_date="2026-05-14")
        )
    print(f"{report.pages} pages, {report.files} files in {built:.1f} CPU s (bar {BAR:.0f} s for 1,000 units)")
    return int(built > BAR and size <= 1000)


def spread(number: int) -> tuple[str, Unit]:
    """A generated unit with its criteria in outcomes, facts, and the awarding body of its place in the family."""
    _, unit = version(number)
    texts = [criterion.text for outcome in unit.learning_outcomes for criterion in outcome.criteria]
    outcomes = tuple(
        LearningOutcome(
            number=str(place + 1),
            text=f"Outcome {place + 1}",
            criteria=tuple(Criterion(number=f"{place + 1}.{n}", text=text) for n, text in enumerate(part, 1)),
        )
        for place in range(OUTCOMES)
        if (part := texts[place * len(texts) // OUTCOMES : (place + 1) * len(texts) // OUTCOMES])
    )
    body = BODIES[number % VERSIONS]
    facts = {"awarding_body": body, "level": "3", "credit": 6, "glh": 40 + number % 3, "unit_number": str(number)}
    return f"body/u{number:06}", unit.model_copy(update={"learning_outcomes": outcomes, **facts})


def pair_costs(units: dict[str, Unit]) -> tuple[float, float]:
    """CPU seconds of one comparison, and of difflib over the two units' whole texts."""
    ids = list(units)
    pairs = [(ids[n * VERSIONS], ids[n * VERSIONS + 1]) for n in range(min(PAIRS, len(ids) // VERSIONS))]
    compare(units[ids[0]], units[ids[1]], a_id="a", b_id="b")
    _, own = timed(lambda: [compare(units[a], units[b], a_id=a, b_id=b) for a, b in pairs])
    _, plain = timed(lambda: [SequenceMatcher(None, raw(units[a]), raw(units[b])).get_opcodes() for a, b in pairs])
    return own / len(pairs), plain / len(pairs)


def raw(unit: Unit) -> str:
    """All outcomes and criteria as one text."""
    return "\n".join(text for o in unit.learning_outcomes for text in (o.text, *(c.text for c in o.criteria)))


def timed(work: Callable[[], R]) -> tuple[R, float]:
    """What the work gives, and the CPU seconds it took."""
    started = time.process_time()
    return work(), time.process_time() - started


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
