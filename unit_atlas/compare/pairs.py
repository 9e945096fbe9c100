"""From links to pairs: classify each, judge it, mark its words."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from unit_atlas.compare.align import Alignment
from unit_atlas.compare.case import Finding
from unit_atlas.compare.classify import classify
from unit_atlas.compare.entry import Entry, Link
from unit_atlas.compare.judge import VERDICTS, parts_covered
from unit_atlas.compare.model import Flag, Pair, Severity, Status, Wanted
from unit_atlas.compare.normal import normal
from unit_atlas.compare.outcomes import moved, outcome_links, reordered
from unit_atlas.compare.settings import Settings
from unit_atlas.compare.words import word_runs
from unit_atlas.wording import worded

UNMARKED = frozenset(("typographic", "reworded", "split", "merged", "added", "removed"))
"""Classes whose texts read better without word marks."""

GRADES = ("pass", "merit", "distinction")

Entries = Sequence[Entry]


def pairs_of(alignment: Alignment, a: Entries, b: Entries, settings: Settings) -> tuple[Pair, ...]:
    """All pairs in B's printed order; what B does not ask for comes last, in A's order."""
    mapped = {link.a: link.b for link in outcome_links(alignment.links, a, b)}
    strayed = reordered(alignment.links, a, b)
    found: dict[int, Pair] = {}
    for index, link in enumerate(alignment.links):
        flags: list[Flag] = ["moved"] if moved(link, a, b, mapped) else []
        flags += ["reordered"] if index in strayed else []
        found[link.b[0]] = linked_pair(link, a, b, settings, flags)
    for j in alignment.alone_b:
        found[j] = _pair((), (b[j],), ("to-do",), _ADDED, 0.0, (), settings)
    removed = (_pair((a[i],), (), (), _REMOVED, 0.0, (), settings) for i in alignment.alone_a)
    return (*(found[j] for j in sorted(found)), *removed)


_ADDED = Finding("added", "added", worded("no criterion held comes near"))
_REMOVED = Finding("removed", "removed", worded("no criterion asks for it"))


def linked_pair(link: Link, a: Entries, b: Entries, settings: Settings, flags: Sequence[Flag]) -> Pair:
    """The pair of one link: its class, what each wanted criterion is worth, its words."""
    held, wanted = tuple(a[i] for i in link.a), tuple(b[j] for j in link.b)
    if len(held) > 1 or len(wanted) > 1:
        finding, statuses = _group(held, wanted, settings)
    else:
        finding = _finding(held[0], wanted[0], link, settings)
        statuses = (VERDICTS[finding.rule].status or "to-do",)
    if len({entry.terms.grade for entry in (*held, *wanted)}) > 1:
        flags = [*flags, "grade"]
        statuses = _graded(held, wanted, statuses)
    return _pair(held, wanted, statuses, finding, link.score, tuple(flags), settings)


def _finding(held: Entry, wanted: Entry, link: Link, settings: Settings) -> Finding:
    if link.by_place:
        return Finding("reworded", "reworded-in-place", worded("stands in the same place, in other words"))
    finding = classify(held.ref.text, wanted.ref.text, link.score, settings)
    if VERDICTS[finding.rule].status == "covered":
        return _range_finding(held.terms.range, wanted.terms.range, settings) or finding
    return finding


def _range_finding(held: str, wanted: str, settings: Settings) -> Finding | None:
    """A changed range is a change of scope for its criteria; None when the held range answers the wanted one."""
    if normal(held) == normal(wanted):
        return None
    if not wanted:
        return Finding("scope-removed", "range-dropped", worded("the range is not printed any more"))
    if not held:
        return Finding("scope-added", "range-added", worded("a range is added"))
    inner = classify(held, wanted, 1.0, settings)
    status = VERDICTS[inner.rule].status
    if status == "covered":
        return None
    if status == "review":
        return Finding("scope-removed", "range-dropped", worded("in the range: %(why)s", why=inner.why))
    return Finding("scope-added", "range-added", worded("in the range: %(why)s", why=inner.why))


def _group(held: Entries, wanted: Entries, settings: Settings) -> tuple[Finding, tuple[Status, ...]]:
    """A split or a merger: each wanted part is covered when all it asks for is held, its range included."""
    covered = parts_covered([entry.reading for entry in held], [entry.reading for entry in wanted])
    range_held, range_wanted = (
        "; ".join(dict.fromkeys(entry.terms.range for entry in side)) for side in (held, wanted)
    )
    if _range_finding(range_held, range_wanted, settings):
        covered = (False,) * len(wanted)
    if len(held) == 1:
        finding = Finding("split", "split", worded("one criterion became %(number)s", number=len(wanted)))
    else:
        finding = Finding("merged", "merged", worded("%(number)s criteria became one", number=len(held)))
    return finding, tuple("covered" if part else "partial" for part in covered)


def _graded(held: Entries, wanted: Entries, statuses: Sequence[Status]) -> tuple[Status, ...]:
    """Evidence graded lower than asked, or not graded at all, is a person's to judge again."""
    lowest = min(GRADES.index(entry.terms.grade) if entry.terms.grade else -1 for entry in held)
    asked = [GRADES.index(entry.terms.grade) if entry.terms.grade else -1 for entry in wanted]
    return tuple(
        "review" if status == "covered" and grade > lowest else status
        for status, grade in zip(statuses, asked, strict=True)
    )


def _pair(
    held: Entries,
    wanted: Entries,
    statuses: Sequence[Status],
    finding: Finding,
    score: float,
    flags: tuple[Flag, ...],
    settings: Settings,
) -> Pair:
    marked = finding.cls not in UNMARKED
    return Pair(
        a=tuple(entry.ref for entry in held),
        b=tuple(Wanted(entry.ref, status) for entry, status in zip(wanted, statuses, strict=True)),
        cls=finding.cls,
        rule=finding.rule,
        severity=_severity(finding, statuses, flags, settings),
        score=round(score, 4),
        fingerprint=fingerprint(held, wanted, finding.rule),
        why=finding.why,
        flags=flags,
        words=word_runs(held[0].ref.text, wanted[0].ref.text) if marked else (),
    )


def _severity(finding: Finding, statuses: Sequence[Status], flags: Sequence[Flag], settings: Settings) -> Severity:
    """The rule's severity unless the settings say otherwise; a grade that differs is a warning at least."""
    chosen = settings.severities.get(finding.rule) or settings.severities.get(finding.cls)
    if chosen:
        return chosen
    whole = finding.cls in ("split", "merged") and all(status == "covered" for status in statuses)
    severity = "info" if whole else VERDICTS[finding.rule].severity
    return "warning" if severity == "info" and "grade" in flags else severity


def fingerprint(held: Entries, wanted: Entries, rule: str) -> str:
    """12 hex digits over both sides' N and the rule: a reviewer's decision on it survives renumbering and retyping."""
    sides = ("\n".join(sorted(_binding_text(entry) for entry in side)) for side in (held, wanted))
    return hashlib.sha256("\0".join((*sides, rule)).encode()).hexdigest()[:12]


def _binding_text(entry: Entry) -> str:
    return " | ".join(filter(None, (entry.normal, normal(entry.terms.range), entry.terms.grade)))
