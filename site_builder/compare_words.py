"""The words of a comparison: class, status, relation and flag as pages name them."""

from __future__ import annotations

from unit_atlas.compare.model import Comparison, Flag, PairClass, Severity, Status

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
MEANINGS: dict[PairClass, str] = {
    "identical": "the same text",
    "typographic": "capitals, punctuation or spacing only",
    "wording": "no word of content differs",
    "strengthened": "more is asked of the learner",
    "weakened": "less is asked of the learner",
    "negated": "the opposite is asked",
    "changed": "a word of content changed",
    "scope-added": "something more is asked",
    "scope-removed": "something is left out",
    "reworded": "other words throughout",
    "split": "one criterion became several",
    "merged": "several criteria became one",
    "added": "no criterion held comes near",
    "removed": "no criterion wanted comes near",
}
FLAGS: dict[Flag, str] = {"moved": "Moved", "reordered": "Reordered", "grade": "Grade differs"}
STATUS_CLASS: dict[Status, str] = {"covered": "covered", "partial": "part", "review": "review", "to-do": "todo"}
STATUS_NAME: dict[Status, str] = {
    "covered": "Covered",
    "partial": "Partly covered",
    "review": "Review",
    "to-do": "To do",
}
STATUS_SHORT: dict[Status, str] = {"covered": "covered", "partial": "partly", "review": "review", "to-do": "to do"}
BURDENS: dict[Severity, str] = {
    "error": "Asks for evidence",
    "warning": "For a person to decide",
    "info": "For the record",
}


TALLY: tuple[Status, ...] = ("covered", "partial", "review", "to-do")


def verdict(result: Comparison) -> tuple[str, str]:
    """Split the verdict into what it calls the pair ('Same unit.') and the reason."""
    relation, colon, reason = result.summary.verdict.partition(": ")
    return (f"{relation}.", f"{reason[0].upper()}{reason[1:]}") if colon else (result.summary.verdict, "")
