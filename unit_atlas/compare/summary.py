"""Counts, and the sentence that opens a comparison."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from unit_atlas.compare.model import PAIR_CLASSES, STATUSES, Pair, Relation, Summary
from unit_atlas.model import Unit
from unit_atlas.wording import counted, worded

EQUAL = frozenset(("identical", "typographic"))


def summarise(a: Unit, b: Unit, relation: Relation, pairs: Sequence[Pair]) -> Summary:
    """Count what the pairs say."""
    classes = Counter(pair.cls for pair in pairs)
    statuses = Counter(wanted.status for pair in pairs for wanted in pair.b)
    criteria_a, criteria_b = (sum(len(o.criteria) for o in unit.learning_outcomes) for unit in (a, b))
    equal = sum(len(pair.b) for pair in pairs if pair.cls in EQUAL)
    called, reason = _verdict(relation, criteria_a, criteria_b, _share(equal, criteria_b, classes["typographic"]))
    return Summary(
        called=called,
        reason=reason,
        criteria_a=criteria_a,
        criteria_b=criteria_b,
        equal=equal,
        not_needed=sum(1 for pair in pairs if pair.not_needed),
        classes={cls: classes[cls] for cls in PAIR_CLASSES if classes[cls]},
        statuses={status: statuses[status] for status in STATUSES},
        level_warning=level_warning(a, b),
    )


def _share(equal: int, whole: int, typographic: int) -> str:
    """How many criteria are equal, in a sentence that speaks of typography only where it differs."""
    if typographic:
        return counted(
            "%(num)s of %(all)s criteria is equal but for typography.",
            "%(num)s of %(all)s criteria are equal but for typography.",
            equal,
            all=whole,
        )
    return counted("%(num)s of %(all)s criteria is equal.", "%(num)s of %(all)s criteria are equal.", equal, all=whole)


def _verdict(relation: Relation, criteria_a: int, criteria_b: int, share: str) -> tuple[str, str]:
    """What the two units are called, and why: 'Same unit', '17 of 18 criteria are equal but for typography.'."""
    if not criteria_a or not criteria_b:
        return worded("Cannot be compared"), worded("a unit without criteria.")
    if relation == "different":
        return worded("Different units"), worded("no criterion pairs.")
    return worded("Same unit") if relation == "same" else worded("Related, not the same unit"), share


def level_warning(a: Unit, b: Unit) -> str | None:
    """What stands beside every "covered" while the levels differ, or one of them is not known."""
    if a.level_framework != b.level_framework:
        frameworks = {"held": a.level_framework, "wanted": b.level_framework}
        return worded("Levels cannot be compared: %(held)s against %(wanted)s.", **frameworks)
    if a.level == b.level:
        return None
    if a.level is None or b.level is None:
        return worded("The level of one unit is not known: check it before relying on “covered”.")
    return worded("Evidence was judged at level %(held)s; level %(wanted)s is asked.", held=a.level, wanted=b.level)
