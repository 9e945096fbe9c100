"""Facts, sections and outcomes into a unit: every word used, every doubt in `review`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from extractor.draft import Draft
from extractor.editions import read_feet
from extractor.facts import decide_body, read_facts
from extractor.outcome_values import read_values
from extractor.parsing import Parse
from extractor.passages import read_passages
from extractor.unlabelled import read_unlabelled
from unit_atlas.model import EXPECTED_FIELDS, Unit

_INFERRED_TITLE = re.compile(r"(?i)^(?:understand|know) how to (.+?)\.?$")


def assemble(
    parsed: Parse, *, body: str | None, body_names: Sequence[str], spellings: Sequence[str], infer: bool
) -> Draft:
    """Put a unit together from what the grammar found.

    Args:
        parsed: The grammar's findings; its account is completed here.
        body: The awarding body named by the user, or None.
        body_names: Bodies that the document names, likeliest first.
        spellings: Names and aliases of all bodies, longest first.
        infer: Fill in what is reasoned (a title from 'Understand how to X').
    """
    draft = Draft()
    read_facts(draft, parsed)
    read_unlabelled(draft, parsed, spellings)
    decide_body(draft, body, body_names)
    read_passages(draft, parsed)
    read_values(draft, parsed)
    _title_offer(draft, infer=infer)
    read_feet(draft, parsed)
    _check_hours(draft)
    _missing(draft)
    return draft


def _title_offer(draft: Draft, *, infer: bool) -> None:
    if "title" in draft.values:
        return
    for outcome in draft.values["learning_outcomes"]:
        match = _INFERRED_TITLE.match(outcome["text"])
        if match:
            offered = match[1][:1].upper() + match[1][1:]
            draft.flag("title", "inferred", f"not printed; outcome {outcome['number']} suggests '{offered}'")
            if infer:
                draft.values["title"] = offered
            return


_HOURS_A_CREDIT = 10


def _check_hours(draft: Draft) -> None:
    """One credit stands for ten hours of learning, of which GLH are a part (Ofqual, total qualification time)."""
    credit, glh, tqt = (draft.values.get(key) for key in ("credit", "glh", "tqt"))
    if credit is None:
        return
    hours = credit * _HOURS_A_CREDIT
    if glh is not None and glh > hours:
        draft.flag("glh", "conflict", f"{glh} hours are more than {credit} credits allow ({hours})")
    if tqt is not None and tqt != hours:
        draft.flag("tqt", "conflict", f"{tqt} hours are not the {hours} that {credit} credits stand for")


def _missing(draft: Draft) -> None:
    flagged = {entry.field for entry in draft.review}
    for name in EXPECTED_FIELDS:
        if draft.values.get(name) is None and name not in flagged:
            draft.flag(name, "missing", "not printed, or not found")


_FACTS_OF_A_UNIT = ("title", "unit_number", "ofqual_reference", "level", "credit", "glh")
_FEWEST_FACTS = 2


def is_unit(draft: Draft) -> bool:
    """Is this a unit: outcomes with criteria that start at the first, or a head that says so?"""
    outcomes = draft.values["learning_outcomes"]
    if not any(outcome["criteria"] for outcome in outcomes):
        return False
    facts = sum(draft.values.get(name) is not None for name in _FACTS_OF_A_UNIT)
    return outcomes[0]["number"] in ("1", "A") or facts >= _FEWEST_FACTS


def to_unit(draft: Draft, source: dict[str, Any]) -> Unit:
    """The finished unit; raises pydantic's ValidationError only if the extractor made a value the model refuses."""
    review = [entry.model_dump() for entry in draft.review]
    return Unit.model_validate({**draft.values, "source": source, "review": review}, strict=False)
