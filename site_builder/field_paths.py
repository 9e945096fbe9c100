"""Field paths of the canonical format in the words of a page: `learning_outcomes[2].criteria[2.3].text`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from site_builder.messages import N_, _
from site_builder.unit_parts import OutcomeView

_NAMES = {
    "awarding_body": (N_("Awarding organisation"), "facts"),
    "title": (N_("Title"), "main"),
    "unit_number": (N_("Unit number"), "main"),
    "sector_unit_number": (N_("Sector unit number"), "main"),
    "ofqual_reference": (N_("Ofqual unit reference"), "facts"),
    "level": (N_("Level"), "facts"),
    "credit": (N_("Credit"), "facts"),
    "glh": (N_("Guided learning hours"), "facts"),
    "tqt": (N_("Total qualification time"), "facts"),
    "published": (N_("Published"), "facts"),
    "issue": (N_("Issue"), "facts"),
    "qualifications": (N_("Qualifications"), "more-facts"),
    "other_facts": (N_("Other facts"), "more-facts"),
    "aim": (N_("Unit purpose and aim"), "aim"),
    "learning_outcomes": (N_("Learning outcomes"), "criteria"),
    "assessment": (N_("Assessment"), "assessment"),
    "assessment.text": (N_("Assessment"), "assessment"),
    "assessment.methods": (N_("Assessment methods"), "methods"),
    "evidence_requirements": (N_("Evidence requirements"), "evidence"),
    "guidance": (N_("Guidance"), "guidance"),
    "nos": (N_("National Occupational Standards"), "nos"),
    "functional_skills": (N_("Functional skills"), "skills"),
    "other_sections": (N_("Other sections"), "main"),
    "source": (N_("Source"), "source"),
    "unit": (N_("The whole unit"), "main"),
    "review": (N_("Entries to check"), "source"),
    "decisions": (N_("People’s decisions"), "source"),
}
_PARTS = {
    "number": N_("number"),
    "items": N_("items"),
    "grade": N_("grade"),
    "shared_with": N_("shared_with"),
    "guidance": N_("guidance"),
    "range": N_("range"),
}
_OUTCOME = re.compile(r"learning_outcomes\[([^\]]*)\](?:\.criteria\[([^\]]*)\])?(?:\.(\w+))?")
_ITEM = re.compile(r"(assessment\.methods|nos|qualifications|other_facts|other_sections)\[([^\]]*)\]")


def field_label(path: str) -> str:
    """Return a field path in words: 'Criterion 2.3', 'Functional skills: English, Reading'; an unknown one as it is."""
    if found := _OUTCOME.match(path):
        outcome, criterion, part = found.groups()
        of_outcome = criterion is None
        name = (
            _("Learning outcome %(number)s", number=outcome)
            if of_outcome
            else _("Criterion %(number)s", number=criterion)
        )
        return _("%(field)s, %(part)s", field=name, part=_(_PARTS[part])) if part in _PARTS else name
    if found := _ITEM.match(path):
        return _("%(field)s: %(name)s", field=_(_NAMES[found[1]][0]), name=found[2])
    if path.startswith("functional_skills."):
        return _("%(field)s: %(name)s", field=_("Functional skills"), name=skill_name(path))
    return _(_NAMES[path][0]) if path in _NAMES else path


def skill_name(path: str) -> str:
    """Return the functional skill that a path names: 'English, Reading'."""
    return path.partition(".")[2].replace(".", ", ")


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
