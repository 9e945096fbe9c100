"""What a check of the library found: plain facts with place, rule and severity."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from unit_atlas.refusals import CanonicalError

Severity = Literal["error", "warning", "review"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in a library.

    `line` counts from 1 and `field` is a field path with printed numbers, each None where it does not apply.
    `error`: the file cannot be used or contradicts itself; `warning`: a person should look; `review`: an open entry
    of the file itself.
    """

    path: Path
    severity: Severity
    rule: str
    message: str
    field: str | None = None
    line: int | None = None

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else f"{self.path}"
        field = f" {self.field}:" if self.field else ""
        return f"{place}: {self.severity}:{field} {self.message} [{self.rule}]"


def refused(path: Path, error: CanonicalError) -> list[Finding]:
    """The findings for a file that could not be loaded."""
    return [Finding(path, "error", "invalid-file", problem.message, line=problem.line) for problem in error.problems]
