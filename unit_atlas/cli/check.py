"""`unit-atlas check`: what is wrong or open in a library."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Annotated

import typer

from unit_atlas.check import check as find
from unit_atlas.cli.library import SPECS, Specs, open_library
from unit_atlas.cli.terminal import FINDINGS, counted, say
from unit_atlas.findings import Finding, Severity

_ORDER: tuple[Severity, ...] = ("review", "warning", "error")
_STYLES: dict[Severity, str] = {"review": "", "warning": "yellow", "error": "red"}


def check(
    specs: Specs = SPECS,
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings and on open review entries too.")] = False,
) -> None:
    """Report what is wrong or still open in a library.

    Errors come last, next to the prompt. A review entry is answered in the unit's file: fill the field in and
    remove the entry, or add a decision (not-printed, checked, accepted).

    For example:

    \b
      unit-atlas check
      unit-atlas check --strict
      unit-atlas check --specs our-units/specs
    """
    library = open_library(specs)
    findings = find(library)
    for finding in sorted(findings, key=lambda finding: _ORDER.index(finding.severity)):
        say(str(finding), _STYLES[finding.severity])
    say(_summary(len(library.units), findings))
    if (strict and findings) or any(finding.severity == "error" for finding in findings):
        raise typer.Exit(FINDINGS)


def _summary(units: int, findings: Sequence[Finding]) -> str:
    counts = Counter(finding.severity for finding in findings)
    errors, warnings = counted(counts["error"], "error"), counted(counts["warning"], "warning")
    entries = counted(counts["review"], "open review entry", "open review entries")
    return f"{counted(units, 'unit')}: {errors}, {warnings}, {entries}"
