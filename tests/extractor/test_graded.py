"""Tables graded Pass, Merit, Distinction: whose criteria a cell holds, and outcomes printed in several places."""

from __future__ import annotations

import pytest

from extractor.document import Page
from tests.extractor.grids import Box, page_of, read_pages
from unit_atlas.model import Unit


def grid(*distinctions: tuple[Box, str], list_of_outcomes: tuple[str, ...] = ()) -> Page:
    """Two outcomes of one pass and one merit each; the distinction column is left to the test."""
    cells = [
        ((50.0, 300.0, 200.0, 320.0), "Pass"),
        ((200.0, 300.0, 350.0, 320.0), "Merit"),
        ((350.0, 300.0, 500.0, 320.0), "Distinction"),
        ((50.0, 320.0, 350.0, 340.0), "LO1 Keep bees in town"),
        ((50.0, 340.0, 200.0, 400.0), "P1 Keep a hive."),
        ((200.0, 340.0, 350.0, 400.0), "M1 Keep it warm."),
        ((50.0, 400.0, 350.0, 420.0), "LO2 Sell honey at a fair"),
        ((50.0, 420.0, 200.0, 480.0), "P2 Fill a jar."),
        ((200.0, 420.0, 350.0, 480.0), "M2 Price the jar."),
        *distinctions,
    ]
    above = [(60.0, "Unit 12: Keep bees")]
    if list_of_outcomes:
        above += [(100.0, "Learning Outcomes"), *((120.0 + 20 * i, text) for i, text in enumerate(list_of_outcomes))]
    return page_of(cells, above)


def under(unit: Unit) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    return {o.number: [(c.number, c.shared_with) for c in o.criteria] for o in unit.learning_outcomes}


def flags(unit: Unit) -> list[tuple[str, str]]:
    return [(entry.field, entry.reason) for entry in unit.review if entry.field.startswith("learning_outcomes")]


WHOLE: Box = (350.0, 320.0, 500.0, 480.0)


def test_a_cell_for_each_outcome() -> None:
    unit = read_pages(
        grid(((350.0, 320.0, 500.0, 400.0), "D1 Judge it."), ((350.0, 400.0, 500.0, 480.0), "D2 Sum up."))
    )
    assert under(unit) == {"1": [("P1", ()), ("M1", ()), ("D1", ())], "2": [("P2", ()), ("M2", ()), ("D2", ())]}
    assert flags(unit) == []


@pytest.mark.parametrize("label", ["LO1 and LO2", "LO1 & 2", "LO1–LO2", "Learning outcomes 1 and 2:"])
def test_a_label_shares_every_criterion_of_its_cell(label: str) -> None:
    unit = read_pages(grid((WHOLE, f"{label}\nD1 Judge it.\nD2 Sum up.")))
    assert under(unit)["1"] == [("P1", ()), ("M1", ()), ("D1", ("2",)), ("D2", ("2",))]
    assert flags(unit) == []


def test_a_label_ends_with_its_cell() -> None:
    low: Box = (350.0, 400.0, 500.0, 480.0)
    unit = read_pages(grid(((350.0, 320.0, 500.0, 400.0), "LO1 and LO2\nD1 Judge it."), (low, "D2 Sum up.")))
    assert under(unit)["2"] == [("P2", ()), ("M2", ()), ("D2", ())]


def test_an_unlabelled_cell_over_two_outcomes_is_flagged() -> None:
    unit = read_pages(grid((WHOLE, "D1 Judge it.")))
    assert under(unit)["1"] == [("P1", ()), ("M1", ()), ("D1", ())]
    assert flags(unit) == [("learning_outcomes[1].criteria[D1].shared_with", "uncertain")]


def test_criteria_of_an_unlabelled_cell_go_to_the_rows_they_stand_beside_and_are_flagged() -> None:
    unit = read_pages(grid((WHOLE, "D1 Judge it.\n\n\n\n\n\n\nD2 Sum up.")))
    assert under(unit) == {"1": [("P1", ()), ("M1", ()), ("D1", ())], "2": [("P2", ()), ("M2", ()), ("D2", ())]}
    assert flags(unit) == [
        ("learning_outcomes[1].criteria[D1].shared_with", "uncertain"),
        ("learning_outcomes[2].criteria[D2].shared_with", "uncertain"),
    ]


def test_an_outcome_listed_in_the_same_words_is_a_repeat() -> None:
    unit = read_pages(grid((WHOLE, "LO1 and LO2\nD1 Judge it."), list_of_outcomes=("LO1 Keep bees in town.",)))
    assert unit.learning_outcomes[0].text == "Keep bees in town"
    assert flags(unit) == []


def test_an_outcome_listed_in_other_words_is_a_conflict_and_the_words_of_the_grid_stand() -> None:
    listed = ("LO1 Keep honey bees in any town", "LO2 Sell honey at a fair")
    unit = read_pages(grid((WHOLE, "LO1 and LO2\nD1 Judge it."), list_of_outcomes=listed))
    assert unit.learning_outcomes[0].text == "Keep bees in town"
    assert flags(unit) == [("learning_outcomes[1].text", "conflict")]
    message = next(entry.message for entry in unit.review if entry.reason == "conflict")
    assert "'Keep bees in town'" in message
    assert "'Keep honey bees in any town'" in message


@pytest.mark.parametrize(("heading", "flagged"), [("LO1 Keep bees in towns", True), ("LO1 Keep bees in town.", False)])
def test_a_heading_over_content_that_words_an_outcome_otherwise_is_a_conflict(heading: str, flagged: bool) -> None:
    content = page_of(
        (), ((60, "Essential Content"), (80, heading), (100, "Hives and bees")), bold=(heading,), number=2
    )
    unit = read_pages(grid((WHOLE, "LO1 and LO2\nD1 Judge it.")), content)
    assert [(section.heading, section.text) for section in unit.other_sections] == [
        (heading.rstrip(":"), "Hives and bees")
    ]
    assert flags(unit) == [("learning_outcomes[1].text", "conflict")] * flagged


def test_an_outcome_that_goes_on_below_a_page_break_is_one_outcome() -> None:
    cells = [
        ((50.0, 60.0, 200.0, 80.0), "Pass"),
        ((200.0, 60.0, 350.0, 80.0), "Merit"),
        ((350.0, 60.0, 500.0, 80.0), "Distinction"),
        ((50.0, 80.0, 350.0, 100.0), "LO2 Sell honey at a fair"),
        ((50.0, 100.0, 200.0, 160.0), "P3 Close the jar."),
        ((200.0, 100.0, 350.0, 160.0), "M3 Seal the jar."),
        ((350.0, 80.0, 500.0, 160.0), "D2 Sum up."),
    ]
    unit = read_pages(grid(((350.0, 320.0, 500.0, 400.0), "D1 Judge it.")), page_of(cells, number=2))
    assert [number for number, _ in under(unit)["2"]] == ["P2", "P3", "M2", "M3", "D2"]
    assert list(under(unit)) == ["1", "2"]


def test_a_code_that_is_missing_or_comes_twice_is_flagged() -> None:
    unit = read_pages(
        grid(((350.0, 320.0, 500.0, 400.0), "D2 Judge it."), ((350.0, 400.0, 500.0, 480.0), "D2 Sum up."))
    )
    assert flags(unit) == [("learning_outcomes", "numbering-gap"), ("learning_outcomes", "conflict")]
