"""`unit-atlas compare`: two versions of a unit, criterion by criterion."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from unit_atlas.canonical import read_unit
from unit_atlas.characters import clean
from unit_atlas.cli.library import SPECS, Specs, nearest, open_library
from unit_atlas.cli.terminal import FINDINGS, Failure, out, say
from unit_atlas.compare import Comparison, to_json
from unit_atlas.compare import compare as compare_units
from unit_atlas.compare.model import CriterionRef, FactDifference, Pair, Severity, WordRun
from unit_atlas.ids import is_unit_id
from unit_atlas.model import Unit

_SEVERITIES: tuple[Severity, ...] = ("info", "warning", "error")


class FailOn(StrEnum):
    """From which severity on a difference makes the command fail."""

    warning = "warning"
    error = "error"


def compare(
    a: Annotated[str, typer.Argument(metavar="A", help="The unit that evidence is held for: an id or a file.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The unit that evidence is wanted for: an id or a file.")],
    specs: Specs = SPECS,
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole comparison as JSON.")] = False,
    fail_on: Annotated[FailOn | None, typer.Option(help="Exit with 1 when a difference is this severe.")] = None,
) -> None:
    """Compare two versions of a unit.

    It tells what evidence held for A is worth for B. Words that only A has stand in [-…-], words that only B has in
    {+…+}.

    For example:

    \b
      unit-atlas compare ocr/j-601-1515 ocn-london/l-508-3936
      unit-atlas compare old.yaml new.yaml --json
      unit-atlas compare old.yaml new.yaml --fail-on error
    """
    (a_id, held), (b_id, wanted) = _unit(a, specs), _unit(b, specs)
    result = compare_units(held, wanted, a_id=a_id, b_id=b_id)
    if as_json:
        typer.echo(json.dumps(to_json(result), ensure_ascii=False, indent=2))
    else:
        _show(result)
    if fail_on is not None and _worst(result) >= _SEVERITIES.index(fail_on.value):
        raise typer.Exit(FINDINGS)


def _unit(name: str, specs: Path) -> tuple[str, Unit]:
    """The id and the unit that a person named by id or file.

    Raises:
        Failure: There is no such file and no such id.
        CanonicalError: The file is not a unit.
    """
    in_library = specs / "units" / f"{name}.yaml"
    if is_unit_id(name) and in_library.is_file():
        return name, read_unit(in_library)
    file = Path(name)
    if file.is_file():
        return "/".join(file.resolve().with_suffix("").parts[-2:]), read_unit(file)
    ids = list(open_library(specs).units)
    raise Failure(f"{name}: no such file, and no such unit in {specs}. {nearest(name, ids)}")


def _worst(result: Comparison) -> int:
    severities = [*(pair.severity for pair in result.pairs), *(fact.severity for fact in result.facts)]
    return max(map(_SEVERITIES.index, severities), default=0)


def _show(result: Comparison) -> None:
    say(f"A {result.a}\nB {result.b}")
    say(result.summary.verdict, "bold")
    if result.summary.level_warning:
        say(result.summary.level_warning, "yellow")
    if result.facts:
        out.print(_facts(result.facts), soft_wrap=False)
    different = [pair for pair in result.pairs if pair.flags or pair.cls not in ("identical", "typographic")]
    if different:
        out.print(_pairs(different), soft_wrap=False)
    for suggestion in result.suggestions:
        say(f"Perhaps A {suggestion.a.number} answers B {suggestion.b.number}: a person has to look.")
    equal = [wanted.number for pair in result.pairs if pair not in different for wanted in pair.b]
    say(f"Equal but for typography: {', '.join(equal) or 'none'}")
    statuses = ", ".join(f"{count} {status}" for status, count in result.summary.statuses.items() if count)
    say(f"Of B's {result.summary.criteria_b} criteria: {statuses or 'none'}. A draft for the assessor, who decides.")


def _facts(facts: tuple[FactDifference, ...]) -> Table:
    table = Table("Fact", "A", "B", "Meaning", title="Facts that differ", title_justify="left")
    for fact in facts:
        table.add_row(*(Text(clean(cell or "not printed")) for cell in (fact.label, fact.a, fact.b, fact.meaning)))
    return table


def _pairs(pairs: list[Pair]) -> Table:
    table = Table(
        "A", "B", "Class", "Evidence held", title="Criteria that differ", title_justify="left", show_lines=True
    )
    for pair in pairs:
        statuses = sorted({wanted.status for wanted in pair.b})
        table.add_row(
            _side(pair.a, pair.words, "del"),
            _side(tuple(wanted.criterion for wanted in pair.b), pair.words, "ins"),
            Text(clean("\n".join((", ".join((pair.cls, *pair.flags)), pair.why)))),
            Text(", ".join(statuses) or "not needed"),
        )
    return table


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
