"""Families: found by shared criteria, decided by people."""

from __future__ import annotations

from collections.abc import Sequence

from unit_atlas.families import POSTINGS, find_kinship
from unit_atlas.model import Criterion, Family, LearningOutcome, Unit


def unit(*criteria: str) -> Unit:
    listed = tuple(Criterion(number=f"1.{place}", text=text) for place, text in enumerate(criteria, 1))
    return Unit(learning_outcomes=(LearningOutcome(number="1", text="Work", criteria=listed),))


def texts(start: int, count: int) -> Sequence[str]:
    return [f"carry out task {number}" for number in range(start, start + count)]


def test_versions_share_a_third_of_the_smaller_units_criteria_typography_aside() -> None:
    units = {
        "a/1": unit(*texts(0, 10)),
        "b/1": unit("Carry out task 0.", "Carry out task 1.", "Carry out task 2.", "rest"),
    }
    assert find_kinship(units, ()).families == (("a/1", "b/1"),)


def test_units_that_share_less_are_related() -> None:
    units = {"a/1": unit(*texts(0, 10)), "b/1": unit(*texts(8, 10))}
    found = find_kinship(units, ())
    assert found.families == ()
    assert found.related == (("a/1", "b/1", 2),)


def test_one_criterion_in_common_makes_no_family_of_small_units() -> None:
    assert find_kinship({"a/1": unit("wash up"), "b/1": unit("wash up")}, ()).families == ()


def test_a_criterion_that_everybody_has_tells_nothing() -> None:
    units = {f"a/{n}": unit("work safely", "work tidily", f"task {n}") for n in range(POSTINGS + 1)}
    assert find_kinship(units, ()).families == ()


def test_people_add_members_and_keep_others_apart() -> None:
    units = {"a/1": unit(*texts(0, 5)), "b/1": unit(*texts(0, 5)), "c/1": unit("something else")}
    decided = (
        Family(members=("a/1", "b/1"), verdict="not-equivalent"),
        Family(members=("a/1", "c/1", "lost/1")),
    )
    found = find_kinship(units, decided)
    assert found.families == (("a/1", "c/1"),)
    assert found.named == (("a/1", "b/1"),)
    assert found.related == ()
