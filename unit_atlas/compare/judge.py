"""What a finding means for someone who holds evidence for A and wants B."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from unit_atlas.compare.lexicon import MODALS, NEGATORS, RELATIONS
from unit_atlas.compare.model import Severity, Status
from unit_atlas.compare.normal import BREAK
from unit_atlas.compare.reading import Reading


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule's finding is worth, and how loudly to say it."""

    status: Status | None
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
    "split": Verdict("partial", "warning"),
    "merged": Verdict("partial", "warning"),
    "added": Verdict("to-do", "error"),
    "removed": Verdict(None, "info"),
}
"""By rule id. A removed criterion has no status: nothing of B rests on it. Parts of splits are judged one by one."""


def parts_covered(held: Sequence[Reading], wanted: Sequence[Reading]) -> tuple[bool, ...]:
    """For each part of a split or merger, whether what is held answers all of it.

    Every content word must be held (verbs, numbers and negators among them). Words that follow each other must do so in
    one held criterion too, lists taken apart: "record accidents and report hazards" holds no "record hazards". No
    alternative may have become a demand, no negation have been lost. Nothing held may have been dropped on the way, for
    it may have been a condition. The measured rule (.9 of the content) let one swapped word in ten through.
    """
    have, asked = _union(held), _union(wanted)
    if have - asked or _alternatives(held) != _alternatives(wanted):
        return (False,) * len(wanted)
    return tuple(not (part.counts - have) and _in_order(part, held) and _keeps_negations(part, held) for part in wanted)


def _union(readings: Sequence[Reading]) -> Counter[str]:
    union: Counter[str] = Counter()
    for reading in readings:
        union |= reading.counts
    return union


def _alternatives(readings: Sequence[Reading]) -> bool:
    return any(word in ("or", "and/or") for reading in readings for word in reading.words)


def _in_order(part: Reading, held: Sequence[Reading]) -> bool:
    """Whether each content word of `part` hangs on the one before it as it does in some held criterion."""
    places = [place for place, key in enumerate(part.keys) if key]
    return all(
        any((_continues if _coordinated(part, i, j) else _hangs)(reading, part, i, j) for reading in held)
        for i, j in pairwise(places)
    )


def _keeps_negations(part: Reading, held: Sequence[Reading]) -> bool:
    """Whether what is negated in a held criterion is negated in `part` too, if it stands there."""
    asked = set(pairwise(part.content))
    return all(
        pair[1] not in part.counts or pair in asked
        for reading in held
        for pair in pairwise(reading.content)
        if pair[0] in _NEGATOR_KEYS
    )


_NEGATOR_KEYS = frozenset(("not", *NEGATORS))


def _continues(held: Reading, part: Reading, i: int, j: int) -> bool:
    """Whether what "and" adds at `j` of `part` opens a held criterion or stands in one list with the word at `i`."""
    content = [place for place, key in enumerate(held.keys) if key]
    if content and held.keys[content[0]] == part.keys[j]:
        return True
    keys = [held.keys[place] for place in content]
    if part.keys[i] not in keys or part.keys[j] not in keys:
        return False
    start, end = keys.index(part.keys[i]), keys.index(part.keys[j])
    return start < end and all(_coordinated(held, one, two) for one, two in pairwise(content[start : end + 1]))


def _coordinated(reading: Reading, i: int, j: int) -> bool:
    return not {"and", BREAK}.isdisjoint(reading.words[i + 1 : j])


def _hangs(held: Reading, part: Reading, i: int, j: int) -> bool:
    """Whether the words at `i` and `j` of `part` follow each other in `held`, lists joined by "and" taken apart."""
    wanted = _strong_relations(part, i, j)
    content = [place for place, key in enumerate(held.keys) if key]
    starts = [n for n, place in enumerate(content) if held.keys[place] == part.keys[i]]
    ends = [n for n, place in enumerate(content) if held.keys[place] == part.keys[j]]
    return any(_reaches(held, content, start, end, wanted) for start in starts for end in ends if start < end)


def _reaches(held: Reading, content: list[int], start: int, end: int, wanted: set[str]) -> bool:
    """'plan, prepare and serve meals': from plan to prepare's object, and from serve back to a list's first item."""
    after = _coordinated(held, content[start], content[start + 1])
    before = _coordinated(held, content[end - 1], content[end])
    if end == start + 1:
        return not after and wanted <= _strong_relations(held, content[start], content[end])
    tight = held.keys[content[start]] in _TIGHT or held.keys[content[start]][:1].isdigit()
    if tight:
        return False
    return (after and _reaches(held, content, start + 1, end, wanted)) or (
        before and _reaches(held, content, start, end - 1, wanted)
    )


_TIGHT = frozenset((*_NEGATOR_KEYS, *MODALS.values()))
"""Words that bear on the very next one: 'two saws and three drills' are not two drills."""


def _strong_relations(reading: Reading, i: int, j: int) -> set[str]:
    found = {RELATIONS[word] for word in reading.words[i + 1 : j] if word in RELATIONS}
    return found - {"of", "purpose", "place"}
