"""What people read for a class, a status, a flag, a severity: the same words on pages, sheets and in the terminal."""

from __future__ import annotations

from unit_atlas.compare.model import Flag, PairClass, Severity, Status

CLASSES: dict[PairClass, str] = {
    "identical": "Identical",
    "typographic": "Typographic",
    "wording": "Wording",
    "strengthened": "Strengthened",
    "weakened": "Weakened",
    "negated": "Negated",
    "changed": "Changed",
    "scope-added": "Scope added",
    "scope-removed": "Scope removed",
    "reworded": "Reworded",
    "split": "Split",
    "merged": "Merged",
    "added": "Added",
    "removed": "Removed",
}
FLAGS: dict[Flag, str] = {"moved": "Moved", "reordered": "Reordered", "grade": "Grade differs"}
STATUS_NAME: dict[Status, str] = {
    "covered": "Covered",
    "partial": "Partly covered",
    "review": "Review",
    "to-do": "To do",
}
NOT_NEEDED = "Not needed"
BURDENS: dict[Severity, str] = {
    "error": "Asks for evidence",
    "warning": "For a person to decide",
    "info": "For the record",
}
