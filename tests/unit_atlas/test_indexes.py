"""Reverse indexes over a library."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

import pytest

from unit_atlas import indexes
from unit_atlas.indexes import (
    Heading,
    Spot,
    by_awarding_body,
    headings,
    leading_verb,
    level_spots,
    listed,
    method_spots,
    relisted,
    skill_spots,
    verb_spots,
)
from unit_atlas.model import Assessment, AssessmentMethod, AwardingBody, Criterion, LearningOutcome, NosLink, Unit

BODIES = (AwardingBody(id="ocr", name="OCR"), AwardingBody(id="ocn-london", name="OCN London"))


@pytest.fixture
def units(make_unit: Callable[..., Unit]) -> Mapping[str, Unit]:
    criteria = (Criterion(number="1.1", text="Describe dogs"), Criterion(number="1.2", text="describe cats"))
    methods = (AssessmentMethod(name="Case Study"), AssessmentMethod(name="Essay", requirement="optional"))
    first = make_unit(
        nos=(NosLink(reference="CFAC5", title="Solve"),),
        assessment=Assessment(methods=methods),
        functional_skills={"English": {"Reading": True, "Writing": None}},
    )
    second = make_unit(
        awarding_body="ocn london",
        level="E3",
        nos=(NosLink(reference="CFAC5"),),
        assessment=Assessment(methods=(AssessmentMethod(name="Case study", requirement="prescribed"),)),
        learning_outcomes=(LearningOutcome(number="1", text="Know", criteria=criteria),),
    )
    third = make_unit(awarding_body=None, level="3", level_framework="SCQF", learning_outcomes=())
    return {"ocn-london/b": second, "ocr/a": first, "unknown/c": third}


def plain(found: tuple[Heading, ...]) -> dict[str, list[tuple[str, object]]]:
    return {
        heading.name: [(unit_id, detail) for unit_id, details in heading.entries for detail in details]
        for heading in found
    }


def index_of(units: Mapping[str, Unit], spots: Callable[[Unit], list[Spot]]) -> dict[str, list[tuple[str, object]]]:
    return plain(headings(listed({unit_id: spots(unit) for unit_id, unit in units.items()})))


def test_awarding_body(units: Mapping[str, Unit]) -> None:
    assert plain(by_awarding_body({unit_id: unit.awarding_body for unit_id, unit in units.items()}, BODIES)) == {
        "ocn-london": [("ocn-london/b", None)],
        "ocr": [("ocr/a", None)],
        "unknown": [("unknown/c", None)],
    }


def test_level_within_its_framework(units: Mapping[str, Unit]) -> None:
    assert index_of(units, lambda unit: level_spots(unit.level, unit.level_framework)) == {
        "RQF 3": [("ocr/a", None)],
        "RQF E3": [("ocn-london/b", None)],
        "SCQF 3": [("unknown/c", None)],
    }


def test_nos(units: Mapping[str, Unit]) -> None:
    titles = index_of(units, lambda unit: [(link.reference, link.title) for link in unit.nos])
    assert titles == {"CFAC5": [("ocn-london/b", None), ("ocr/a", "Solve")]}


def test_methods_whatever_their_case(units: Mapping[str, Unit]) -> None:
    assert index_of(units, method_spots) == {
        "Case Study": [("ocn-london/b", "prescribed"), ("ocr/a", None)],
        "Essay": [("ocr/a", "optional")],
    }


def test_functional_skills(units: Mapping[str, Unit]) -> None:
    assert index_of(units, skill_spots) == {
        "English / Reading": [("ocr/a", True)],
        "English / Writing": [("ocr/a", None)],
    }


def test_command_verbs(units: Mapping[str, Unit]) -> None:
    assert index_of(units, verb_spots) == {
        "describe": [("ocn-london/b", "1.1"), ("ocn-london/b", "1.2")],
        "fit": [("ocr/a", "1.1")],
    }


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Explain how to", "explain"),
        ("critically evaluate two methods", "evaluate"),
        ("apply first aid", "apply"),
        ("Be able to fit a collar", "fit"),
        ("The learner can fit a collar", "fit"),
        ("‘Describe’ it", "describe"),
        ("self-assess work", "self-assess"),
        ("The law on dogs", None),
        ("how to walk", None),
        ("123", None),
    ],
)
def test_leading_verb(text: str, verb: str | None) -> None:
    assert leading_verb(text) == verb


@pytest.mark.parametrize("few", [0, 20])
def test_units_listed_anew_stand_where_all_listed_at_once_do(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexes, "_FEW", few)
    chance, units = random.Random(3), dict[str, list[Spot]]()
    before = listed(units)
    for _ in range(60):
        some: dict[str, list[Spot]] = {
            f"ocr/{number}": [(chance.choice(["A", "a", "B b", '"\n']), chance.choice(["1", True, None]))]
            * chance.randint(0, 2)
            for number in chance.sample(range(1, 12), chance.randint(1, 3))
        }
        units = dict(sorted({**units, **some}.items()))
        before = relisted(before, some)
        assert before == listed(units)
