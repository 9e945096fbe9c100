"""Field paths of the canonical format in the words of a page: `learning_outcomes[2].criteria[2.3].text`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from site_builder.unit_parts import OutcomeView

_NAMES = {
    "awarding_body": ("Awarding organisation", "facts"),
    "title": ("Title", "main"),
    "unit_number": ("Unit number", "main"),
    "sector_unit_number": ("Sector unit number", "main"),
    "ofqual_reference": ("Ofqual unit reference", "facts"),
    "level": ("Level", "facts"),
    "credit": ("Credit", "facts"),
    "glh": ("Guided learning hours", "facts"),
    "tqt": ("Total qualification time", "facts"),
    "published": ("Published", "facts"),
    "issue": ("Issue", "facts"),
    "qualifications": ("Qualifications", "more-facts"),
    "other_facts": ("Other facts", "more-facts"),
    "aim": ("Unit purpose and aim", "aim"),
    "learning_outcomes": ("Learning outcomes", "criteria"),
    "assessment": ("Assessment", "assessment"),
    "assessment.text": ("Assessment", "assessment"),
    "assessment.methods": ("Assessment methods", "methods"),
    "evidence_requirements": ("Evidence requirements", "evidence"),
    "guidance": ("Guidance", "guidance"),
    "nos": ("National Occupational Standards", "nos"),
    "functional_skills": ("Functional skills", "skills"),
    "other_sections": ("Other sections", "main"),
    "source": ("Source", "source"),
    "unit": ("The whole unit", "main"),
}
_OUTCOME = re.compile(r"learning_outcomes\[([^\]]*)\](?:\.criteria\[([^\]]*)\])?(?:\.(\w+))?")
_ITEM = re.compile(r"(assessment\.methods|nos|qualifications|other_facts|other_sections)\[([^\]]*)\]")


def field_label(path: str) -> str:
    """Return a field path in words: 'Criterion 2.3', 'Functional skills: English, Reading'; an unknown one as it is."""
    if found := _OUTCOME.match(path):
        outcome, criterion, part = found.groups()
        name = f"Learning outcome {outcome}" if criterion is None else f"Criterion {criterion}"
        return name if part in (None, "text", "criteria") else f"{name}, {part}"
    if found := _ITEM.match(path):
        return f"{_NAMES[found[1]][0]}: {found[2]}"
    if path.startswith("functional_skills."):
        return f"Functional skills: {path.partition('.')[2].replace('.', ', ')}"
    return _NAMES[path][0] if path in _NAMES else path


def field_anchor(path: str, outcomes: Sequence[OutcomeView], present: frozenset[str]) -> str:
    """Return the anchor on the unit's page where a field stands, or would stand; `main` where the page has none.

    Args:
        path: The field path.
        outcomes: The outcomes as laid out, with their anchors.
        present: The anchors of the sections that the page has.
    """
    if found := _OUTCOME.match(path):
        return _row_anchor(found[1], found[2], outcomes)
    name = found[1] if (found := _ITEM.match(path)) else path.partition(".")[0] if path not in _NAMES else path
    wanted = _NAMES[name][1] if name in _NAMES else "main"
    return wanted if wanted in present else "main"


def _row_anchor(outcome: str, criterion: str | None, outcomes: Sequence[OutcomeView]) -> str:
    for candidate in outcomes:
        if candidate.number != outcome:
            continue
        rows = {row.number: row.anchor for row in candidate.criteria}
        return rows.get(criterion, candidate.anchor) if criterion else candidate.anchor
    return "criteria" if outcomes else "main"
