"""A file that was refused: the error, which is one line with the place, and every reason.

The command knows the error from its start on, so this module loads quickly: pydantic's reasons are put into words in
`unit_atlas.explain`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

DataPath = tuple[str | int, ...]
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason for refusing a file; `line` counts from 1, None where no line is at fault."""

    line: int | None
    message: str


class CanonicalError(ValueError):
    """A file that is not in canonical form; prints as one line, `path:line: message`.

    `problems` holds every reason found; the printed line is the first and says how many more there are.
    """

    def __init__(self, path: str | Path, problems: Sequence[Problem]) -> None:
        self.path = printable(str(path))
        self.problems = tuple(problems)
        self.line, self.message = problems[0].line, problems[0].message
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        more = len(problems) - 1
        super().__init__(f"{place}: {self.message}" + (f" (and {more} more to mend in this file)" if more else ""))


def refuse(path: str | Path, line: int | None, message: str) -> CanonicalError:
    """The error for one problem."""
    return CanonicalError(path, (Problem(line, message),))


def printable(text: str) -> str:
    """The text on one line: control and direction characters are shown as escapes."""
    return _UNPRINTABLE.sub(lambda match: repr(match[0])[1:-1], text)
