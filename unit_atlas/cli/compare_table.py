"""A comparison on the terminal: facts and criteria that differ as tables, words marked, then the counts."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rich.table import Table
from rich.text import Text

from unit_atlas.characters import clean
from unit_atlas.cli.terminal import counted, out, say
from unit_atlas.compare.model import Comparison, CriterionRef, FactDifference, Pair, WordRun

_EQUAL = ("identical", "typographic")
_IGNORED = "(ignored)"


def show(result: Comparison, ignored: Collection[str]) -> None:
    """Print a comparison; differences that a person decided to ignore stay and are marked."""
    say(f"A {result.a}\nB {result.b}")
    say(result.summary.verdict, "bold")
    if result.summary.level_warning:
        say(result.summary.level_warning, "yellow")
    if result.facts:
        out.print(_facts(result.facts, ignored), soft_wrap=False)
    different = [pair for pair in result.pairs if pair.flags or pair.cls not in _EQUAL]
    if different:
        out.print(_pairs(different, ignored), soft_wrap=False)
    for suggestion in result.suggestions:
        say(f"Perhaps A {suggestion.a.number} answers B {suggestion.b.number}: a person has to look.")
    equal = [wanted.number for pair in result.pairs if pair not in different for wanted in pair.b]
    say(f"Equal but for typography: {', '.join(equal) or 'none'}")
    statuses = ", ".join(f"{count} {status}" for status, count in result.summary.statuses.items() if count)
    criteria = counted(result.summary.criteria_b, "criterion", "criteria")
    say(f"Of B's {criteria}: {statuses or 'none'}. A draft for the assessor, who decides.")


def _facts(facts: Sequence[FactDifference], ignored: Collection[str]) -> Table:
    table = Table("Fact", "A", "B", "Meaning", "Severity", title="Facts that differ", title_justify="left")
    for fact in facts:
        severity = _severity(fact, ignored)
        cells = (fact.label, fact.a, fact.b, fact.meaning, severity)
        table.add_row(*(Text(clean(cell or "not printed")) for cell in cells))
    return table


def _pairs(pairs: Sequence[Pair], ignored: Collection[str]) -> Table:
    heads = ("A", "B", "Class", "Evidence held", "Severity")
    table = Table(*heads, title="Criteria that differ", title_justify="left", show_lines=True)
    for pair in pairs:
        statuses = sorted({wanted.status for wanted in pair.b})
        table.add_row(
            _side(pair.a, pair.words, "del"),
            _side(tuple(wanted.criterion for wanted in pair.b), pair.words, "ins"),
            Text(clean("\n".join((", ".join((pair.cls, *pair.flags)), pair.why)))),
            Text(", ".join(statuses) or "not needed"),
            Text(_severity(pair, ignored)),
        )
    return table


def _severity(difference: Pair | FactDifference, ignored: Collection[str]) -> str:
    return f"{difference.severity} {_IGNORED}" if difference.fingerprint in ignored else difference.severity


def _side(criteria: tuple[CriterionRef, ...], words: tuple[WordRun, ...], own: str) -> Text:
    """One side of a pair, with the words marked that only this side has."""
    if not words or len(criteria) != 1:
        return Text(clean("\n".join(f"{criterion.number} {criterion.text}" for criterion in criteria) or "–"))
    text = Text(f"{criteria[0].number} ")
    for run in words:
        if run.kind == "same":
            text.append(clean((own == "del" and run.text_a) or run.text) + " ")
        elif run.kind == own:
            text.append(_marked(run), "red strike" if own == "del" else "green underline")
            text.append(" ")
    return text


def _marked(run: WordRun) -> str:
    opening, closing = ("[-", "-]") if run.kind == "del" else ("{+", "+}")
    return f"{opening}{clean(run.text)}{closing}"
