"""Text that is safe in a spreadsheet cell: never a formula, never a control character, never cut."""

from __future__ import annotations

import re

LONGEST = 32_767
"""Characters in a cell of Excel, by Microsoft's specifications and limits."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class CellError(ValueError):
    """A text that no cell can hold; the message is one line for people."""


def plain(text: str) -> str:
    """The text without control characters (line breaks and tabs stay).

    Raises:
        CellError: longer than a cell can hold.
    """
    kept = _CONTROL.sub("", text)
    if len(kept) > LONGEST:
        raise CellError(f"a text of {len(kept)} characters, expected at most {LONGEST} in a cell; export it as JSON")
    return kept


def csv_safe(text: str) -> str:
    """`plain`, with an apostrophe before what a spreadsheet would take for a formula.

    Source: OWASP on CSV injection.
    """
    kept = plain(text)
    return f"'{kept}" if kept.startswith(_FORMULA) else kept
