"""Which issue of a document was printed, and when: told by a label or by the running feet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.document import Word
from extractor.draft import Draft
from extractor.parsing import Parse

_ISSUE = re.compile(r"\b(?:issue|version)\s+\d{1,3}(?:\.\d{1,3})*\b(?!\s+of\b)", re.I)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = re.compile(rf"\b(?:\d{{1,2}}\s+)?{_MONTH}\s+(?:19|20)\d{{2}}\b", re.I)
_COPYRIGHT = re.compile(r"(?i)©|\(c\)|\bcopyright\b|@(?=\s)")
_YEAR = re.compile(r"\b(19|20)[0-9lIO]{2}\b")


def issue_in(text: str) -> str | None:
    """The issue or version that a text names ('Issue 6', 'version 2.0'), as printed."""
    found = _ISSUE.search(text)
    return found[0] if found else None


def date_in(text: str) -> str | None:
    """The month, with or without its day, and year that a text names, as printed."""
    found = _DATE.search(text)
    return found[0] if found else None


def copyright_year(text: str) -> str | None:
    """The year of a copyright line, misread figures mended."""
    sign = _COPYRIGHT.search(text)
    found = _YEAR.search(text, sign.end()) or _YEAR.search(text) if sign else None
    return found[0].translate(str.maketrans("lIO", "110")) if found else None


def read_feet(draft: Draft, parsed: Parse) -> None:
    """Take the issue and the date of publication from the feet; a date goes before a copyright year.

    What a label said already stands; feet that name several issues or dates, or others than the label, are a conflict.
    """
    feet = [(line.text, line.words) for line in parsed.feet]
    _take(draft, parsed, "issue", [(value, words) for text, words in feet if (value := issue_in(text))])
    dates = [(value, words) for text, words in feet if (value := date_in(text))]
    years = [(value, words) for text, words in feet if (value := copyright_year(text))]
    _take(draft, parsed, "published", dates or years[:1])


def _take(draft: Draft, parsed: Parse, key: str, found: list[tuple[str, tuple[Word, ...]]]) -> None:
    if not found:
        return
    stated = draft.values.get(key)
    if stated is None:
        value, words = found[0]
        draft.values[key] = value
        draft.place(key, words, parsed.document.lines, value)
    said = list(_distinct([*([str(stated)] if stated else []), *(value for value, _ in found)]))
    if len(said) > 1 and not (key == "published" and stated):
        draft.flag(key, "conflict", f"the document says {' and '.join(repr(value) for value in said)}")


def _distinct(values: list[str]) -> Iterator[str]:
    seen: set[str] = set()
    for value in values:
        if value.casefold() not in seen:
            seen.add(value.casefold())
            yield value
