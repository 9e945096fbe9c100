"""A comparison as Markdown, fit for a pull request: verdict, counts, facts that differ, criteria that differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from unit_atlas.compare.model import Comparison, Pair
from unit_atlas.compare.naming import CLASSES, FLAGS, NOT_NEEDED, STATUS_NAME
from unit_atlas.export.table import FACTS_HEAD, facts_rows
from unit_atlas.export.transfer import counts

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~#!&@])")
_EQUAL = frozenset(("identical", "typographic"))


def comparison_markdown(result: Comparison) -> str:
    """The comparison for reading; equal pairs are counted, not listed.

    Words that only A has stand in [−…−], words that only B has in [+…+].
    """
    parts = [
        f"## {escaped(result.a)} → {escaped(result.b)}",
        f"**{escaped(result.summary.verdict)}** {escaped(counts(result))}.",
    ]
    if result.summary.level_warning:
        parts.append(f"⚠ {escaped(result.summary.level_warning)}")
    if result.facts:
        parts.append(table("### Facts that differ", FACTS_HEAD, facts_rows(result)))
    differing = [pair for pair in result.pairs if pair.cls not in _EQUAL or pair.flags]
    if differing:
        head = ("Held", "Wanted", "Difference", "Evidence held", "Words", "Reason")
        parts.append(table("### Criteria that differ", head, map(_row, differing)))
    if equal := len(result.pairs) - len(differing):
        parts.append(f"{equal} {'pair is' if equal == 1 else 'pairs are'} equal but for typography and not listed.")
    if result.suggestions:
        likely = (f"{s.a.number} and {s.b.number}" for s in result.suggestions)
        parts.append(f"Not paired, but alike; a person may look at them: {escaped('; '.join(likely))}.")
    return "\n\n".join(parts) + "\n"


def _row(pair: Pair) -> Sequence[str]:
    statuses = list(dict.fromkeys(STATUS_NAME[wanted.status] for wanted in pair.b)) or [NOT_NEEDED]
    return (
        ", ".join(criterion.number for criterion in pair.a) or "–",
        ", ".join(wanted.number for wanted in pair.b) or "–",
        ", ".join((CLASSES[pair.cls], *(FLAGS[flag] for flag in pair.flags))),
        ", ".join(statuses),
        marked(pair),
        pair.why,
    )


def marked(pair: Pair) -> str:
    """The pair's words with marks that print in black and white; both texts where marks do not help."""
    if not pair.words:
        texts = (" / ".join(c.text for c in pair.a), " / ".join(w.criterion.text for w in pair.b))
        return " → ".join(filter(None, texts))
    marks = {"same": "{}", "del": "[−{}−]", "ins": "[+{}+]"}
    return " ".join(marks[run.kind].format(run.text) for run in pair.words)


def table(heading: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A heading and a table below it; every cell is escaped."""
    lines = [heading, "", f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
    lines += [f"| {' | '.join(escaped(cell) for cell in row)} |" for row in rows]
    return "\n".join(lines)


def escaped(text: str) -> str:
    """Text that no Markdown reader takes for markup, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
