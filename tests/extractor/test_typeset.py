"""Pages on which invented units were once read wrong in silence: each is typeset again, and read back right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.extractor.test_properties import differences, read_back, silent
from tests.extractor.typeset import Manner
from tests.extractor.typeset_unit import typeset
from unit_atlas.model import Assessment, AssessmentMethod, Criterion, LearningOutcome, Unit

MANNER = Manner(
    labels=(
        ("ofqual_reference", "Unit reference number"),
        ("unit_number", "Unit number"),
        ("level", "Level"),
        ("credit", "Credit value"),
        ("glh", "Guided learning hours"),
    ),
    running_foot="© OCR 2019",
)
GRID = replace(MANNER, rules="between rows")
LONG = "Use approved materials with care in line with procedures and the policy of the whole organisation"


def unit(outcome: str = "Keep bees", methods: str = "", count: int = 2) -> Unit:
    """A unit of one outcome; the methods' marks in order, '-' for none."""
    names = ("Case Study", "Oral question and answer", "Essay", "Report", "Project", "Witness statement")
    means = {"P": "prescribed", "O": "optional", "-": None}
    listed = (
        AssessmentMethod.model_validate({"name": n, "requirement": means[m]})
        for n, m in zip(names, methods, strict=False)
    )
    criteria = tuple(Criterion(number=f"1.{i}", text=f"light smoker number {'x' * i}") for i in range(1, count + 1))
    return Unit(
        awarding_body="OCR",
        title="Keep bees",
        unit_number="12",
        ofqual_reference="T/615/9336",
        level="2",
        credit=3,
        glh=24,
        aim="This unit is about bees.",
        learning_outcomes=(LearningOutcome(number="1", text=outcome, criteria=criteria),),
        assessment=Assessment(text="Assessed by the centre." if methods else None, methods=tuple(listed)),
    )


@pytest.mark.parametrize(
    "outcome",
    [
        f"{LONG} at all times",
        "Use a well-kept log, a smoker, a hive tool and whatever else is of use to the keeper of bees, e.g. gloves",
        "Understand the workshop and its rules, all the tools in it, and beside them its learning outcomes",
    ],
    ids=["longer than headings are", "broken behind a point", "ending as a head of columns"],
)
@pytest.mark.parametrize("margin", range(90, 170, 20))
def test_a_heading_that_names_an_outcome_goes_on_in_the_next_line(outcome: str, margin: int) -> None:
    meant = unit(outcome)
    (read,) = read_back(typeset(meant, replace(MANNER, style="list", named="Outcome {} {}", margin=margin)))
    assert list(differences(meant, read)) == []


@pytest.mark.parametrize("methods", ["-P-P-", "P-O-P", "OOOOOO", "--PO--", "---O"])
@pytest.mark.parametrize("wide", [True, False])
def test_a_grid_of_methods_without_upright_rules(methods: str, wide: bool) -> None:
    meant = unit(methods=methods)
    (read,) = read_back(typeset(meant, replace(GRID, wide=wide)))
    assert list(differences(meant, read)) == []


@pytest.mark.parametrize("methods", ["--", "----", "-P"])
def test_what_may_be_a_grid_of_methods_is_in_doubt(methods: str) -> None:
    meant = unit(methods=methods)
    (read,) = read_back(typeset(meant, GRID))
    assert "assessment.methods" in {entry.field for entry in read.review}


@pytest.mark.parametrize("first_line", range(300, 470, 14))
def test_a_grid_of_methods_cut_by_a_page_break(first_line: int) -> None:
    meant = unit(methods="P-OOP-")
    (read,) = read_back(typeset(meant, replace(GRID, first_line=first_line, binding=20)))
    assert silent(meant, read) == []


def test_texts_beside_numbers_in_a_column_of_their_own_are_not_those_of_an_empty_column() -> None:
    meant = unit(count=9)
    manner = replace(
        GRID, number_column=True, evidence="Evidence record", font="DejaVuSans", size=8, outcome_share=0.45
    )
    (read,) = read_back(typeset(meant, manner))
    assert list(differences(meant, read)) == []
