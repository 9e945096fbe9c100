"""Outcomes as read into the values of the unit, their doubts flagged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Any

from extractor.document import Word, join
from extractor.draft import NOT_READ, Draft
from extractor.outcomes import OutcomesRead, ReadCriterion, ReadOutcome, read_outcomes
from extractor.parsing import Parse
from extractor.reprinted import note_wordings


def read_values(draft: Draft, parsed: Parse) -> None:
    """Put the outcomes into the unit, with numbering gaps and a count that differs flagged."""
    read = read_outcomes(parsed.chunks, guidance_column=parsed.guidance_column, criterion_head=parsed.criterion_head)
    note_wordings(read.outcomes, (section.heading.words for section in parsed.sections))
    parsed.account.take(read.labels, "labels")
    parsed.account.take(read.repeats, "repeats")
    parsed.account.take(read.ignored, "ignored")
    draft.values["learning_outcomes"] = [_outcome(draft, parsed, outcome) for outcome in read.outcomes]
    _check_unread(draft, read)
    _check_numbering(draft, read)
    stated = parsed.stated_outcomes
    if stated is not None and stated != len(read.outcomes):
        draft.flag(
            "learning_outcomes", "conflict", f"the document says {stated} outcomes, {len(read.outcomes)} were read"
        )
    if not read.outcomes:
        draft.flag("learning_outcomes", "missing", "no learning outcome was found")


_GRADES = (None, "pass", "merit", "distinction")


def _outcome(draft: Draft, parsed: Parse, outcome: ReadOutcome) -> dict[str, Any]:
    path = f"learning_outcomes[{outcome.number}]"
    parsed.account.take(outcome.marker, "labels")
    draft.doubt(f"{path}.text", outcome.marker)
    parsed.account.take(outcome.words, "fields")
    text = join(outcome.words) or NOT_READ
    confidence = outcome.parting.confidence if outcome.parting else 1.0
    draft.place(f"{path}.text", outcome.words, parsed.document.lines, text, confidence)
    if not outcome.words:
        draft.flag(f"{path}.text", "missing", f"criteria are numbered {outcome.number}.…, their outcome was not read")
    _doubt_parting(draft, path, outcome)
    for words in outcome.elsewhere:
        draft.flag(f"{path}.text", "conflict", f"'{text}' stands with the criteria, '{join(words)}' elsewhere")
    value: dict[str, Any] = {"number": outcome.number, "text": text}
    if outcome.guidance:
        value["guidance"] = _paragraphs(parsed, outcome.guidance, outcome.bullets)
        words = [word for paragraph in outcome.guidance for word in paragraph]
        draft.place(f"{path}.guidance", words, parsed.document.lines, value["guidance"])
    if outcome.range:
        value["range"] = _paragraphs(parsed, outcome.range, frozenset())
    graded = sorted(outcome.criteria, key=lambda criterion: _GRADES.index(criterion.grade))
    value["criteria"] = [_criterion(draft, parsed, path, criterion) for criterion in graded]
    return value


def _doubt_parting(draft: Draft, path: str, outcome: ReadOutcome) -> None:
    if outcome.parting is None or outcome.parting.sure:
        return
    ways = "; ".join(f"'{left}' and '{right}' ({p:.2f})" for left, right, p in outcome.parting.best)
    message = f"two columns were printed line by line; the likeliest partings are {ways}"
    draft.flag(f"{path}.text", "uncertain", message)
    if outcome.criteria:
        draft.flag(f"{path}.criteria[{outcome.criteria[0].number}].text", "uncertain", message)


def _paragraphs(parsed: Parse, paragraphs: Sequence[Sequence[Word]], bullets: Collection[int]) -> str:
    parts: list[str] = []
    for i, paragraph in enumerate(paragraphs):
        parsed.account.take(paragraph, "fields")
        listed = i in bullets
        tight = listed and i - 1 in bullets
        parts.append(("\n" if tight else "\n\n") + ("- " if listed else "") + join(paragraph))
    return "".join(parts).strip()


def _criterion(draft: Draft, parsed: Parse, outcome_path: str, criterion: ReadCriterion) -> dict[str, Any]:
    path = f"{outcome_path}.criteria[{criterion.number}]"
    parsed.account.take(criterion.marker, "labels")
    draft.doubt(path, criterion.marker)
    words = [*criterion.words, *(word for item in criterion.items for word in item)]
    parsed.account.take(words, "fields")
    text = join(criterion.words) or NOT_READ
    draft.place(f"{path}.text", words, parsed.document.lines, text)
    if not criterion.words:
        draft.flag(f"{path}.text", "missing", f"{criterion.number} is printed without a text that could be read")
    if criterion.doubt:
        draft.flag(f"{path}.text", "uncertain", criterion.doubt)
    value: dict[str, Any] = {"number": criterion.number, "text": text}
    if criterion.items:
        value["items"] = [join(item) for item in criterion.items]
    if criterion.grade:
        value["grade"] = criterion.grade
    if criterion.spans:
        spanned = " and ".join(criterion.spans)
        message = f"its cell reaches over outcomes {spanned}, and nothing printed says which of them it serves"
        draft.flag(f"{path}.shared_with", "uncertain", message)
    if criterion.shared_with:
        value["shared_with"] = list(criterion.shared_with)
    return value


def _check_unread(draft: Draft, read: OutcomesRead) -> None:
    """The text of an outcome whose number was not found stands with the outcome before it."""
    for before, outcome in pairwise(read.outcomes):
        if before.words and not outcome.words:
            message = f"it may hold the text of outcome {outcome.number}, which was not read"
            draft.flag(f"learning_outcomes[{before.number}].text", "uncertain", message)


def _check_numbering(draft: Draft, read: OutcomesRead) -> None:
    numbers = [int(outcome.number) for outcome in read.outcomes if outcome.number.isdigit()]
    for missing in sorted(set(range(1, max(numbers, default=0) + 1)) - set(numbers)):
        draft.flag("learning_outcomes", "numbering-gap", f"there is no outcome {missing}")
    _check_grades(draft, read)
    for outcome in read.outcomes:
        path = f"learning_outcomes[{outcome.number}].criteria"
        if any(criterion.counted for criterion in outcome.criteria):
            draft.flag(path, "inferred", "its criteria are printed without numbers; they are numbered in their order")
        marks = [c.number.rsplit(".", 1)[1] for c in outcome.criteria if c.grade is None]
        printed = [int(mark) for mark in marks if mark.isdigit()]
        for missing in sorted(set(range(1, max(printed, default=0) + 1)) - set(printed)):
            draft.flag(path, "numbering-gap", f"there is no criterion {outcome.number}.{missing}")


def _check_grades(draft: Draft, read: OutcomesRead) -> None:
    """Graded criteria are numbered through the whole unit, each grade for itself."""
    printed: dict[str, list[int]] = {}
    for criterion in (criterion for outcome in read.outcomes for criterion in outcome.criteria if criterion.grade):
        code = criterion.number.rsplit(".", 1)[-1]
        printed.setdefault(code[0], []).append(int(code[1:]))
    for letter, numbers in printed.items():
        for missing in sorted(set(range(1, max(numbers) + 1)) - set(numbers)):
            draft.flag("learning_outcomes", "numbering-gap", f"there is no criterion {letter}{missing}")
        for again in sorted(number for number, times in Counter(numbers).items() if times > 1):
            draft.flag("learning_outcomes", "conflict", f"{letter}{again} is printed more than once")
