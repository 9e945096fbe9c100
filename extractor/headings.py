"""Headings of sections as specifications print them, folded; what is not listed is recognised by its shape."""

from __future__ import annotations

import re
from typing import Literal

from extractor.document import Line
from extractor.folding import fold

SectionKey = Literal["aim", "assessment", "evidence_requirements", "guidance", "nos", "functional_skills", "other"]

_HEADINGS: dict[SectionKey, tuple[str, ...]] = {
    "aim": (
        *("aim", "aims", "unit aim", "unit aims", "unit aim(s)", "unit purpose", "purpose", "unit summary", "summary"),
        *("unit purpose and aim", "unit purpose and aims", "unit purpose and aim(s)", "unit aim and purpose"),
        *("purpose and aim of unit", "aim of unit", "aims of unit", "purpose of the unit", "aim of the unit"),
        *("unit introduction", "purpose and aim", "unit aims and purpose", "unit description", "introduction"),
        *("overview", "unit overview", "unit outline"),
    ),
    "assessment": ("assessment", "assessment requirements", "assessment information", "assessment of this unit"),
    "evidence_requirements": (
        *("evidence requirements", "evidence requirement", "evidence required", "evidence requirements for the unit"),
    ),
    "guidance": (
        *("guidance on assessment", "guidance on assessment and evidence requirements", "assessment guidance"),
        *("guidance on delivery and assessment", "guidance for assessment", "assessment and evidence guidance"),
        *("assessor guidance", "guidance"),
    ),
    "nos": (
        *("national occupational standards (nos) mapping/signposting", "national occupational standards (nos)"),
        *("national occupational standards", "national occupational standards mapping/signposting", "nos mapping"),
        *("details of the relationship between the unit and standards", "links to national occupational standards"),
        *("relationship to national occupational standards", "national occupational standards (nos) mapping"),
        *("details of relationship between the unit and relevant national occupational standards", "nos signposting"),
        *("links to nos", "relationship to nos", "mapping to national occupational standards"),
    ),
    "functional_skills": (
        *(
            "functional skills signposting",
            "functional skills mapping",
            "functional skills",
            "links to functional skills",
        ),
    ),
    "other": (
        *("additional information", "additional information about this unit", "resources", "equipment"),
        *(
            "recommended resources",
            "delivery advice",
            "delivery guidance",
            "supporting information",
            "essential content",
            "delivery",
            "progression",
            "unit content",
        ),
        *("entry requirements", "assessor requirements", "further information", "suggested reading", "glossary"),
        *("links to other units", "recommended reading", "scope of content", "background", "unit information"),
    ),
}
_BY_TEXT: dict[str, SectionKey] = {text: key for key, texts in _HEADINGS.items() for text in texts}
_UNIT = re.compile(r"^unit \d{1,4} ")


def known_heading(line: Line) -> SectionKey | None:
    """The section that a line opens; None where the line is not wholly a known heading with a capital."""
    if (line.cells > 1 and line.cell(1)) or not line.text[:1].isupper():
        return None
    return _BY_TEXT.get(_UNIT.sub("", fold(line.text)))


def shaped_as_heading(line: Line, following: Line | None) -> bool:
    """Is an unknown line a heading by its shape: short, alone, opening with a capital, without a full stop?

    Markup that calls it one is enough.
    """
    if line.heading:
        return True
    text = line.text
    first, last = text[:1], text[-1:]
    alone = line.gap > 0 and following is not None and following.gap > 0
    return alone and line.cells == 1 and 1 <= len(line.words) <= 8 and first.isupper() and last not in ".,;:)?!"
