"""Places where a source lost the white space: numbers and labels glued to their texts, heads run into prose."""

from __future__ import annotations

import re

_GLUED_CRITERION = re.compile(r"(?<!\d)(?<!\d\.)(\d{1,2}\.\d{1,2}\.?)(?=[A-Z][a-z])")
_GLUED_OUTCOME = re.compile(r"^(\d{1,2}\.?)(?=[A-Z][a-z])")
_GLUED_LABEL = re.compile(
    r"^((?:Unit )?(?:[Cc]ode|[Tt]itle|[Ll]evel|[Rr]eference|[Cc]redit(?: [Vv]alue)?|[Rr]eference [Nn]umber)|"
    r"Guided [Ll]earning [Hh]ours|GLH):?(?=[A-Z0-9][\w]*)(?![a-z])"
)
_GLUED_HEADING = re.compile(
    r"^(Purpose and aim of unit|Aims? of unit|Details of the relationship between the unit and standards)(?=[A-Z])"
)
_HEAD_IN_PROSE = re.compile(
    r"(?i)\s*\b((?:learning outcomes?|assessment criteri(?:a|on))\s+the learner (?:will|can)(?: be able to)?:?)(?=\s)"
)


def part_heads(text: str) -> list[str]:
    """Split a printed line where a column head was run into it, or a heading glued to it; each becomes a line."""
    text = _GLUED_HEADING.sub(r"\1\n", text)
    if "\n" in text:
        return text.split("\n")
    if not _HEAD_IN_PROSE.search(text):
        return [text]
    return [part.strip() for part in _HEAD_IN_PROSE.split(text) if part.strip()]


def part_glued(text: str) -> str:
    """Put the white space back before and after glued criterion numbers, outcome numbers and labels."""
    text = _GLUED_LABEL.sub(r"\g<0> ", text)
    text = _GLUED_CRITERION.sub(r" \1 ", text)
    return _GLUED_OUTCOME.sub(r"\1 ", text)
