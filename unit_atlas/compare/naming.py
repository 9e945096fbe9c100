"""What people read for a class, a status, a flag, a severity: the same words on pages, sheets and in the terminal."""

from __future__ import annotations

from unit_atlas.compare.model import Flag, PairClass, Severity, Status
from unit_atlas.wording import worded

CLASSES: dict[PairClass, str] = {
    "identical": worded("Identical"),
    "typographic": worded("Typographic"),
    "wording": worded("Wording"),
    "strengthened": worded("Strengthened"),
    "weakened": worded("Weakened"),
    "negated": worded("Negated"),
    "changed": worded("Changed"),
    "scope-added": worded("Scope added"),
    "scope-removed": worded("Scope removed"),
    "reworded": worded("Reworded"),
    "split": worded("Split"),
    "merged": worded("Merged"),
    "added": worded("Added"),
    "removed": worded("Removed"),
}
FLAGS: dict[Flag, str] = {"moved": worded("Moved"), "reordered": worded("Reordered"), "grade": worded("Grade differs")}
STATUS_NAME: dict[Status, str] = {
    "covered": worded("Covered"),
    "partial": worded("Partly covered"),
    "review": worded("Review"),
    "to-do": worded("To do"),
}
NOT_NEEDED = worded("Not needed")
BURDENS: dict[Severity, str] = {
    "error": worded("Asks for evidence"),
    "warning": worded("For a person to decide"),
    "info": worded("For the record"),
}
