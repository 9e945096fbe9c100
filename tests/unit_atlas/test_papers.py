"""Who signs a unit's evidence record, and how its criteria fall into grids."""

from __future__ import annotations

import pytest

from unit_atlas.model import Assessment, Criterion, LearningOutcome, Unit
from unit_atlas.papers import grid_parts, signatures

ALWAYS = ["Learner", "Assessor", "Internal quality assurer"]


def who(text: str) -> list[str]:
    return [signature.who for signature in signatures(Unit(assessment=Assessment(text=text)))]


@pytest.mark.parametrize(
    "text",
    [
        "The centre requires the line manager or the owner/manager to sign and date each record.",
        "Where possible this is confirmed by a line manager or experienced colleague.",
        "Signature of the Line Manager is needed.",
        "Records are countersigned. Work is authenticated by the line-manager.",
    ],
)
def test_a_line_manager_signs_where_a_sentence_asks(text: str) -> None:
    (asked,) = [s for s in signatures(Unit(assessment=Assessment(text=text))) if s.who == "Line manager"]
    assert asked.because is not None
    assert asked.because in text


@pytest.mark.parametrize(
    "text",
    [
        "Tell the line manager of problems. Sign the visitors' book.",
        "The line manager need not sign this unit.",
        "Employees verify the order with their line manager.",
        "The line manager does not confirm competence.",
    ],
)
def test_nobody_is_added_where_no_sentence_asks(text: str) -> None:
    assert who(text) == ALWAYS


def test_witnesses_sign_their_testimony() -> None:
    assert who("Testimony from expert witnesses may be used.") == ["Learner", "Assessor", "Witness", ALWAYS[-1]]


def test_guidance_beside_a_criterion_is_read_too() -> None:
    criterion = Criterion(number="1.1", text="keep records", guidance="A line manager signs the log.")
    unit = Unit(learning_outcomes=(LearningOutcome(number="1", text="Keep records", criteria=(criterion,)),))
    assert [s.who for s in signatures(unit)] == ["Learner", "Assessor", "Line manager", "Internal quality assurer"]


def outcomes(*sizes: int) -> tuple[LearningOutcome, ...]:
    return tuple(
        LearningOutcome(
            number=f"{n}", text="x", criteria=tuple(Criterion(number=f"{n}.{c}", text="y") for c in range(1, size + 1))
        )
        for n, size in enumerate(sizes, 1)
    )


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ((7, 3, 4, 4), [[("1", 7), ("2", 3), ("3", 4), ("4", 4)]]),
        ((12, 9, 3), [[("1", 12)], [("2", 9), ("3", 3)]]),
        ((23,), [[("1", 20)], [("1", 3)]]),
        ((0, 2), [[("2", 2)]]),
        ((), []),
    ],
)
def test_grids_hold_no_more_than_twenty_criteria(sizes: tuple[int, ...], expected: list[list[tuple[str, int]]]) -> None:
    parts = grid_parts(outcomes(*sizes))
    assert [[(number, len(numbers)) for number, numbers in part.outcomes] for part in parts] == expected
    printed = [number for part in parts for _, numbers in part.outcomes for number in numbers]
    assert printed == [criterion.number for outcome in outcomes(*sizes) for criterion in outcome.criteria]
