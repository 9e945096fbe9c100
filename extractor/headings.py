"""Headings of sections as specifications print them, folded; what is not listed is recognised by its shape."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
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
    "assessment": (
        *("assessment", "assessment requirements", "assessment information", "assessment of this unit"),
        "assessment requirements or guidance specified by a sector or regulatory body (if required)",
        "assessment requirements or guidance specified by a sector or regulatory body",
    ),
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
        "details of the relationship between the unit and relevant national occupational standards",
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
        *(
            "additional information",
            "additional information about this unit",
            "additional information about the unit",
            "resources",
            "equipment",
        ),
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
_WORD = re.compile(r"[^\W\d_]{2}")
_LONGEST_STOPPED = 8
_SAME_SIZE = 0.5


def known_heading(line: Line) -> SectionKey | None:
    """The section that a line opens; None where the line is not wholly a known heading with a capital."""
    if (line.cells > 1 and line.cell(1)) or not line.text[:1].isupper():
        return None
    return _BY_TEXT.get(_UNIT.sub("", fold(line.text)))


def shaped_as_heading(line: Line, following: Line | None, *, typed: bool = False) -> bool:
    """Is an unknown line a heading by its shape: short, alone, opening with a capital, without a full stop?

    Markup or type that calls it one is enough, and needed where it does so elsewhere (`typed`). An item of a list is
    none, nor is a line without words.
    """
    text = line.text
    if line.words[0].bullet or not _WORD.search(text):
        return False
    if line.heading or typed:
        return line.heading
    first, last = text[:1], text[-1:]
    alone = line.gap > 0 and following is not None and following.gap > 0
    return alone and line.cells == 1 and 1 <= len(line.words) <= 8 and first.isupper() and last not in ".,;:)?!"


def is_sentence(heading: Line) -> bool:
    """Is what type calls a heading a sentence in bold?"""
    return heading.text[-1] in ".;" and len(heading.words) > _LONGEST_STOPPED


def whole_heading(lines: Sequence[Line], at: int) -> tuple[Line, int]:
    """The heading that opens at a line, with the printed lines that it runs over, and how many these are."""
    heading, used = lines[at], 1
    while at + used < len(lines) and goes_on(heading, lines[at + used], lines):
        heading = replace(heading, words=heading.words + lines[at + used].words)
        used += 1
    return heading, used


def goes_on(heading: Line, following: Line, lines: Sequence[Line]) -> bool:
    """Does a heading in larger or bold type go on in the next line, because it did not fit or had not ended?"""
    last, first = heading.words[-1], following.words[0]
    alike = heading.heading and following.heading and heading.page == following.page > 0
    if not alike or following.gap or following.cells > 1 or abs(last.size - first.size) > _SAME_SIZE:
        return False
    if first.x0 < heading.words[0].x0 - heading.letter or known_heading(following):
        return False
    if first.text[:1].islower() or last.text[-1] in ".:?!":
        return first.text[:1].islower()
    edge = max(line.words[-1].x1 for line in lines if line.page == heading.page and line.cells == 1)
    return last.x1 + heading.letter + (first.x1 - first.x0) > edge
