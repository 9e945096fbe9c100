"""Compare two units: align (what is the same), classify (what changed), judge (what it means), present."""

from __future__ import annotations

import hashlib

from rapidfuzz import fuzz

from unit_atlas.compare.model import Comparison, CriterionRef, Pair, Summary, Wanted
from unit_atlas.compare.present import to_json
from unit_atlas.compare.settings import DEFAULT, Settings
from unit_atlas.model import Unit

__all__ = ["DEFAULT", "Comparison", "Settings", "compare", "to_json"]


def compare(a: Unit, b: Unit, *, a_id: str, b_id: str, settings: Settings = DEFAULT) -> Comparison:
    """What evidence held for unit `a` is worth for unit `b`, criterion by criterion."""
    held = [CriterionRef(o.number, c.number, c.text) for o in a.learning_outcomes for c in o.criteria]
    pairs = []
    for wanted in [CriterionRef(o.number, c.number, c.text) for o in b.learning_outcomes for c in o.criteria]:
        best = max(held, key=lambda c: fuzz.ratio(c.text.lower(), wanted.text.lower()), default=None)
        score = (
            0.0 if best is None else fuzz.ratio(best.text.lower().strip(". "), wanted.text.lower().strip(". ")) / 100
        )
        mark = hashlib.sha256(wanted.text.encode()).hexdigest()[:12]
        if best is not None and score > settings.same_unit_share:
            held.remove(best)
            cls, status, severity = (
                ("typographic", "covered", "info") if score == 1 else ("changed", "partial", "error")
            )
            pairs.append(
                Pair((best,), (Wanted(wanted, status),), cls, cls, severity, score, mark, "", (), ())  # type: ignore[arg-type]
            )
        else:
            pairs.append(
                Pair(
                    (), (Wanted(wanted, "to-do"),), "added", "added", "error", 0.0, mark, "no criterion held comes near"
                )
            )
    for left in held:
        pairs.append(Pair((left,), (), "removed", "removed", "info", 0.0, "0" * 12, "not asked for"))
    summary = Summary("Same unit.", len(held), len(pairs), 0, 0, {}, {})
    return Comparison(a_id, b_id, "same", (), (), (), tuple(pairs), (), summary)
