"""Facts of the whole unit."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit_atlas.compare.building import compared, unit
from unit_atlas.compare.evidence import statements
from unit_atlas.compare.model import FactDifference
from unit_atlas.model import Assessment, AssessmentMethod, LearningOutcome, NosLink, Unit

CRITERIA = ["keep stock", "wash tools"]
MIRROR = {"raised": "lowered", "only-a": "only-b", "asks-more": "asks-less"}
MIRROR |= {right: left for left, right in MIRROR.items()}


def grid(**requirements: Any) -> Assessment:
    return Assessment(methods=tuple(AssessmentMethod(name=name, requirement=r) for name, r in requirements.items()))


PAIRS: list[tuple[str, dict[str, Any], dict[str, Any], str, str]] = [
    ("title", {"title": "Keep stock"}, {"title": "Sell stock"}, "differs", "info"),
    ("level", {"level": "2"}, {"level": "3"}, "raised", "warning"),
    ("level", {"level": "E3"}, {"level": "1"}, "raised", "warning"),
    ("level", {"level": "6"}, {"level": "6", "level_framework": "SCQF"}, "unclear", "warning"),
    ("level", {"level": "2"}, {}, "unclear", "warning"),
    ("credit", {"credit": 3}, {"credit": 6}, "raised", "warning"),
    ("glh", {"glh": 40}, {"glh": 45}, "raised", "info"),
    ("tqt", {"tqt": 60}, {"tqt": 50}, "lowered", "info"),
    ("glh", {"glh": 40}, {}, "only-a", "info"),
    ("unit_number", {"unit_number": "22"}, {"unit_number": "23"}, "differs", "info"),
    ("ofqual_reference", {"ofqual_reference": "J/601/1515"}, {"ofqual_reference": "L/508/3936"}, "differs", "info"),
    ("nos", {"nos": (NosLink(reference="CFAC5"),)}, {}, "only-a", "info"),
    ("assessment.methods", {}, {"assessment": grid(Essay="prescribed")}, "asks-more", "warning"),
    ("assessment.methods", {}, {"assessment": grid(Essay="optional")}, "only-b", "info"),
    (
        "assessment.methods[Essay]",
        {"assessment": grid(Essay="optional")},
        {"assessment": grid(Essay="prescribed")},
        "asks-more",
        "warning",
    ),
    ("guidance", {"guidance": "Ask."}, {"guidance": "Tell."}, "differs", "info"),
    ("evidence_requirements", {}, {"evidence_requirements": "Bring it."}, "only-b", "warning"),
    (
        "evidence_requirements.simulation",
        {"evidence_requirements": "Simulation is allowed."},
        {"evidence_requirements": "Simulation is not allowed."},
        "asks-more",
        "error",
    ),
    (
        "evidence_requirements.witness",
        {},
        {"guidance": "A witness statement must be provided."},
        "asks-more",
        "warning",
    ),
    (
        "evidence_requirements.over-time",
        {},
        {"evidence_requirements": "Show it over a sufficient period of time."},
        "asks-more",
        "warning",
    ),
    (
        "functional_skills",
        {"functional_skills": {"English": {"Reading": None}}},
        {"functional_skills": {"English": {"Reading": True}}},
        "unclear",
        "warning",
    ),
    (
        "functional_skills",
        {"functional_skills": {"English": {"Reading": False}}},
        {"functional_skills": {"English": {"Reading": True}}},
        "differs",
        "info",
    ),
]


def fact(a: Unit, b: Unit, field: str) -> FactDifference:
    return next(fact for fact in compared(a, b).facts if fact.field == field)


@pytest.mark.parametrize(("field", "a", "b", "cls", "severity"), PAIRS)
def test_each_fact_and_its_mirror(field: str, a: dict[str, Any], b: dict[str, Any], cls: str, severity: str) -> None:
    unit_a, unit_b = unit(CRITERIA, **a), unit(CRITERIA, **b)
    forward, back = fact(unit_a, unit_b, field), fact(unit_b, unit_a, field)
    assert (forward.cls, forward.severity) == (cls, severity)
    assert back.cls == MIRROR.get(cls, cls)
    assert (back.a, back.b) == (forward.b, forward.a)
    assert forward.meaning
    assert {f.field for f in compared(unit_a, unit_b).facts} == {f.field for f in compared(unit_b, unit_a).facts}


def test_what_both_print_alike_is_named() -> None:
    same = {"title": "Keep stock", "level": "2", "credit": 3, "glh": 30, "ofqual_reference": "J/601/1515"}
    a = unit(CRITERIA, **same)
    b = unit(CRITERIA, **(same | {"title": "Keep Stock."}))
    result = compared(a, b)
    assert result.facts == ()
    assert {f.field for f in result.same_facts} == {*same, "learning_outcomes", "criteria"}


def test_the_same_reference_with_another_text_is_an_error() -> None:
    a = unit(["keep stock", "wash tools"], ofqual_reference="J/601/1515")
    b = unit(["keep stock", "wash big tools"], ofqual_reference="J/601/1515")
    found = fact(a, b, "ofqual_reference")
    assert (found.cls, found.severity) == ("conflict", "error")
    assert not [f for f in compared(a, a).facts if f.field == "ofqual_reference"]


def test_a_level_that_differs_stands_beside_covered() -> None:
    a, b = unit(CRITERIA, level="2"), unit(CRITERIA, level="3")
    assert compared(a, b).summary.level_warning == "Evidence was judged at level 2; level 3 is asked."
    assert "cannot be compared" in str(
        compared(a, unit(CRITERIA, level="2", level_framework="CQFW")).summary.level_warning
    )


def test_outcomes_that_say_something_else() -> None:
    a = unit(CRITERIA)
    b = a.model_copy(
        update={
            "learning_outcomes": (
                LearningOutcome(number="1", text="Understand stock", criteria=a.learning_outcomes[0].criteria),
            )
        }
    )
    assert fact(a, b, "learning_outcomes[1].text").severity == "warning"


def test_facts_that_ask_for_most_come_first() -> None:
    a = unit(CRITERIA, level="2", unit_number="1", evidence_requirements="Simulation is allowed.")
    b = unit(CRITERIA, level="3", unit_number="2", evidence_requirements="Simulation must not be used.")
    severities = [f.severity for f in compared(a, b).facts]
    assert severities == sorted(severities, key=["error", "warning", "info"].index)
    assert severities[0] == "error"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Simulation is not allowed for any performance evidence within this Unit.", "not allowed"),
        ("Evidence must not be simulated.", "not allowed"),
        ("Simulation may be used.", "allowed"),
        ("Simulation is only permitted where real work is dangerous.", "allowed within limits"),
        ("Simulation is not permitted except for evacuation.", "allowed within limits"),
        ("See the notes on simulation.", "mentioned, not settled"),
        ("Collect evidence at work.", "not mentioned"),
    ],
)
def test_is_simulation_allowed(text: str, said: str) -> None:
    assert statements(Unit(evidence_requirements=text))[0].said == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Witness testimony may be used.", "accepted"),
        ("A witness statement must be provided.", "asked for"),
        ("Witness testimony alone is not sufficient.", "accepted within limits"),
        ("Witness testimony is not acceptable.", "not accepted"),
        ("Observe the learner.", "not mentioned"),
    ],
)
def test_witness_testimony(text: str, said: str) -> None:
    assert statements(Unit(guidance=text))[1].said == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Show this over a sufficient period of time.", "over a sufficient period"),
        ("Do it on at least three occasions.", "at least three occasions"),
        ("Work with customers for at least six weeks.", "at least six weeks"),
        ("Show it once.", "not mentioned"),
    ],
)
def test_evidence_over_time(text: str, said: str) -> None:
    assert said in statements(Unit(evidence_requirements=text))[2].said
