"""Counts, and the sentence that opens a comparison."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from unit_atlas.compare.model import PAIR_CLASSES, STATUSES, Pair, Relation, Summary
from unit_atlas.model import Unit

EQUAL = frozenset(("identical", "typographic"))


def summarise(a: Unit, b: Unit, relation: Relation, pairs: Sequence[Pair]) -> Summary:
    """Count what the pairs say."""
    classes = Counter(pair.cls for pair in pairs)
    statuses = Counter(wanted.status for pair in pairs for wanted in pair.b)
    criteria_a, criteria_b = (sum(len(o.criteria) for o in unit.learning_outcomes) for unit in (a, b))
    equal = sum(len(pair.b) for pair in pairs if pair.cls in EQUAL)
    return Summary(
        verdict=_verdict(relation, equal, criteria_a, criteria_b),
        criteria_a=criteria_a,
        criteria_b=criteria_b,
        equal=equal,
        not_needed=sum(1 for pair in pairs if pair.not_needed),
        classes={cls: classes[cls] for cls in PAIR_CLASSES if classes[cls]},
        statuses={status: statuses[status] for status in STATUSES},
        level_warning=level_warning(a, b),
    )


def _verdict(relation: Relation, equal: int, criteria_a: int, criteria_b: int) -> str:
    """The opening sentence: 'Same unit: 17 of 18 criteria are equal but for typography.'."""
    if not criteria_a or not criteria_b:
        return "Cannot be compared: a unit without criteria."
    share = f"{equal} of {criteria_b} criteria {'is' if equal == 1 else 'are'} equal but for typography."
    if relation == "same":
        return f"Same unit: {share}"
    return f"Related, not the same unit: {share}" if relation == "related" else "Different units: no criterion pairs."


def level_warning(a: Unit, b: Unit) -> str | None:
    """What stands beside every "covered" while the levels differ, or one of them is not known."""
    if a.level_framework != b.level_framework:
        return f"Levels cannot be compared: {a.level_framework} against {b.level_framework}."
    if a.level == b.level:
        return None
    if a.level is None or b.level is None:
        return "The level of one unit is not known: check it before relying on “covered”."
    return f"Evidence was judged at level {a.level}; level {b.level} is asked."
