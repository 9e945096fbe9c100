"""Changes of a library as Markdown for a pull request: units first, then criteria with class and severity."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from unit_atlas.changes import Changes, UnitChange
from unit_atlas.compare.model import Pair
from unit_atlas.compare.naming import CLASSES, FLAGS
from unit_atlas.export.markdown import escaped, marked, table
from unit_atlas.model import Unit

LONGEST = 60_000
"""Characters; GitHub refuses a comment of more than 65,536."""

_FACTS_HEAD = ("Fact", "Was", "Is", "Severity")
_CRITERIA_HEAD = ("Was", "Is", "Difference", "Severity", "Words")


def changes_markdown(changes: Changes, *, longest: int = LONGEST) -> str:
    """The changes for reading; 'No changes.' only when everything could be read and nothing differs.

    Beyond `longest` characters changed units are counted instead of shown, and the text says so.
    """
    parts = ["## Changes to the unit library", _counts(changes)]
    if changes.failed:
        parts.append("### Could not be read, and so not compared")
        parts.append("\n".join(f"- {escaped(message)}" for message in changes.failed))
    for heading, units in (("### Added", changes.added), ("### Removed", changes.removed)):
        if units:
            parts.append(f"{heading}\n\n" + "\n".join(f"- {_named(*unit)}" for unit in units))
    return "\n\n".join([*parts, *_within(changes.changed, longest - sum(map(len, parts)))]) + "\n"


def _counts(changes: Changes) -> str:
    if changes.none:
        return f"No changes. {_units(changes.unchanged)} compared."
    found = {
        "changed": len(changes.changed),
        "added": len(changes.added),
        "removed": len(changes.removed),
        "could not be read": len(changes.failed),
        "unchanged": changes.unchanged,
    }
    return f"**{', '.join(f'{count} {name}' for name, count in found.items() if count)}**"


def _units(count: int) -> str:
    return f"{count} unit{'' if count == 1 else 's'}"


def _named(unit_id: str, unit: Unit) -> str:
    criteria = sum(len(outcome.criteria) for outcome in unit.learning_outcomes)
    facts = [unit.ofqual_reference or "", f"level {unit.level}" if unit.level else "", f"{criteria} criteria"]
    return escaped(f"{unit_id}: {unit.title or 'title not printed'} ({', '.join(filter(None, facts))})")


def _within(changed: Sequence[UnitChange], left: int) -> Iterator[str]:
    for place, change in enumerate(changed):
        text = _section(change)
        left -= len(text)
        if left < 0:
            rest = len(changed) - place
            yield f"**{_units(rest)} more changed, too long to show here.** Compare them one by one."
            return
        yield text


def _section(change: UnitChange) -> str:
    result = change.comparison
    renamed = f" (was {change.old_id})" if change.old_id != change.new_id else ""
    parts = [f"### {escaped(change.new_id + renamed)}", escaped(change.new.title or "Title not printed")]
    if result.facts:
        facts = ((fact.label, fact.a or "–", fact.b or "–", fact.severity) for fact in result.facts)
        parts.append(table("#### Facts", _FACTS_HEAD, facts))
    pairs = [pair for pair in result.pairs if pair.cls != "identical" or pair.flags]
    if pairs:
        parts.append(table("#### Criteria", _CRITERIA_HEAD, map(_row, pairs)))
    if change.others:
        parts.append(f"Also changed: {escaped(', '.join(change.others))}.")
    return "\n\n".join(parts)


def _row(pair: Pair) -> Sequence[str]:
    return (
        ", ".join(criterion.number for criterion in pair.a) or "–",
        ", ".join(wanted.number for wanted in pair.b) or "–",
        ", ".join((CLASSES[pair.cls], *(FLAGS[flag] for flag in pair.flags))),
        pair.severity,
        marked(pair),
    )
