"""The words of a comparison: class, status, relation and flag as pages name them."""

from __future__ import annotations

from site_builder.messages import N_, _, said
from unit_atlas.compare.model import Comparison, PairClass, Status
from unit_atlas.compare.naming import BURDENS, CLASSES, FLAGS, NOT_NEEDED, STATUS_NAME

__all__ = [
    "BURDENS", "CLASSES", "FLAGS", "MEANINGS", "NOT_NEEDED", "STATUS_CLASS", "STATUS_NAME", "TALLY", "status_count",
    "verdict",
]  # fmt: skip

MEANINGS: dict[PairClass, str] = {
    "identical": N_("the same text"),
    "typographic": N_("capitals, punctuation or spacing only"),
    "wording": N_("no word of content differs"),
    "strengthened": N_("more is asked of the learner"),
    "weakened": N_("less is asked of the learner"),
    "negated": N_("the opposite is asked"),
    "changed": N_("a word of content changed"),
    "scope-added": N_("something more is asked"),
    "scope-removed": N_("something is left out"),
    "reworded": N_("other words throughout"),
    "split": N_("one criterion became several"),
    "merged": N_("several criteria became one"),
    "added": N_("no criterion held comes near"),
    "removed": N_("no criterion wanted comes near"),
}
STATUS_CLASS: dict[Status, str] = {"covered": "covered", "partial": "part", "review": "review", "to-do": "todo"}
_COUNTS: dict[Status, str] = {
    "covered": N_("%(number)s covered"),
    "partial": N_("%(number)s partly"),
    "review": N_("%(number)s review"),
    "to-do": N_("%(number)s to do"),
}
TALLY: tuple[Status, ...] = ("covered", "partial", "review", "to-do")


def verdict(result: Comparison) -> tuple[str, str]:
    """Return what a comparison calls the pair ('Same unit.') and the reason, as sentences."""
    reason = said(result.summary.reason)
    return _("%(called)s.", called=said(result.summary.called)), f"{reason[0].upper()}{reason[1:]}"


def status_count(status: Status, number: int) -> str:
    """Return a number of criteria with a status in few words: '17 covered'."""
    return _(_COUNTS[status], number=number)
