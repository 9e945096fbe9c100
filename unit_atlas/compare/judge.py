"""What a finding means for someone who holds evidence for A and wants B."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from unit_atlas.compare.model import Severity, Status
from unit_atlas.compare.reading import Reading


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule's finding is worth, and how loudly to say it."""

    status: Status
    severity: Severity


VERDICTS: dict[str, Verdict] = {
    "identical": Verdict("covered", "info"),
    "typographic": Verdict("covered", "info"),
    "wording": Verdict("covered", "info"),
    "knowing-to-doing": Verdict("partial", "error"),
    "doing-to-knowing": Verdict("review", "warning"),
    "doing-to-telling": Verdict("review", "warning"),
    "verb-to-doing": Verdict("partial", "error"),
    "verb-raised": Verdict("partial", "error"),
    "verb-lowered": Verdict("covered", "info"),
    "negated": Verdict("to-do", "error"),
    "opposite": Verdict("partial", "error"),
    "quantity": Verdict("partial", "error"),
    "order": Verdict("partial", "error"),
    "content": Verdict("partial", "error"),
    "scope-added": Verdict("partial", "error"),
    "range-added": Verdict("partial", "error"),
    "conjunct-dropped": Verdict("covered", "info"),
    "qualifier-dropped": Verdict("review", "warning"),
    "range-dropped": Verdict("review", "warning"),
    "reworded": Verdict("review", "warning"),
    "reworded-in-place": Verdict("review", "warning"),
    "added": Verdict("to-do", "error"),
    "removed": Verdict("covered", "info"),
}
"""By rule id. A removed criterion of A has no status: nothing of B rests on it."""


def parts_covered(held: Sequence[Reading], wanted: Sequence[Reading]) -> tuple[bool, ...]:
    """For each part of a split or merger, whether what is held answers all of it.

    Every content word must be held (verbs, numbers and negators among them), words that follow each other must do so in
    one held criterion too unless they are joined by "and", no alternative may have become a demand, and nothing held
    may have been dropped on the way, for that may have been a condition. The measured rule (.9 of the content) let one
    swapped word in ten through.
    """
    have, asked = _union(held), _union(wanted)
    if have - asked or _alternatives(held) != _alternatives(wanted):
        return (False,) * len(wanted)
    return tuple(not (part.counts - have) and _in_order(part, held) for part in wanted)


def _union(readings: Sequence[Reading]) -> Counter[str]:
    union: Counter[str] = Counter()
    for reading in readings:
        union |= reading.counts
    return union


def _alternatives(readings: Sequence[Reading]) -> bool:
    return any(word in ("or", "and/or") for reading in readings for word in reading.words)


def _in_order(part: Reading, held: Sequence[Reading]) -> bool:
    places = [{key: place for place, key in reversed(list(enumerate(reading.content)))} for reading in held]
    last = [{key: place for place, key in enumerate(reading.content)} for reading in held]
    return all(
        joined or any(first.get(one, 999) < final.get(two, -1) for first, final in zip(places, last, strict=True))
        for one, two, joined in _neighbours(part)
    )


def _neighbours(part: Reading) -> list[tuple[str, str, bool]]:
    """Content words that follow each other, and whether "and" or punctuation stands between them."""
    content = [place for place, key in enumerate(part.keys) if key]
    return [(part.keys[i], part.keys[j], bool({"and", ","} & set(part.words[i + 1 : j]))) for i, j in pairwise(content)]


def severity(rule: str, statuses: Sequence[Status]) -> Severity:
    """How loudly a pair is reported; of a split or merger, by whether a part is not covered."""
    if rule in ("split", "merged"):
        return "info" if all(status == "covered" for status in statuses) else "warning"
    return VERDICTS[rule].severity
