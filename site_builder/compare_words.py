"""The words of a comparison: class, status, relation and flag as pages name them."""

from __future__ import annotations

from unit_atlas.compare.model import Comparison, PairClass, Status
from unit_atlas.compare.naming import BURDENS, CLASSES, FLAGS, STATUS_NAME

__all__ = [
    "BURDENS", "CLASSES", "FLAGS", "MEANINGS", "STATUS_CLASS", "STATUS_NAME", "STATUS_SHORT", "TALLY", "verdict",
]  # fmt: skip

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
STATUS_CLASS: dict[Status, str] = {"covered": "covered", "partial": "part", "review": "review", "to-do": "todo"}
STATUS_SHORT: dict[Status, str] = {"covered": "covered", "partial": "partly", "review": "review", "to-do": "to do"}


TALLY: tuple[Status, ...] = ("covered", "partial", "review", "to-do")


def verdict(result: Comparison) -> tuple[str, str]:
    """Split the verdict into what it calls the pair ('Same unit.') and the reason."""
    relation, colon, reason = result.summary.verdict.partition(": ")
    return (f"{relation}.", f"{reason[0].upper()}{reason[1:]}") if colon else (result.summary.verdict, "")
