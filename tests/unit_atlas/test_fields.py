"""Field paths with printed numbers, and differences field by field."""

from __future__ import annotations

import pytest

from unit_atlas.fields import FieldDifference, covers, differences, flatten
from unit_atlas.model import (
    EXPECTED_FIELDS,
    Assessment,
    AssessmentMethod,
    Criterion,
    Decision,
    Fact,
    LearningOutcome,
    NosLink,
    Qualification,
    Review,
    Section,
    Source,
    Unit,
)

METHODS = (AssessmentMethod(name="Case Study"), AssessmentMethod(name="Essay", requirement="optional"))
UNIT = Unit(
    title="T",
    credit=6,
    qualifications=(Qualification(number="600/8271/9", title="Dogs"), Qualification(title="Cats")),
    other_facts=(Fact(label="Expiry date", value="2024"),),
    learning_outcomes=(
        LearningOutcome(
            number="2",
            text="Walk",
            range="R",
            criteria=(
                Criterion(number="2.3", text="a", items=("x", "y"), grade="pass", shared_with=("3", "4")),
                Criterion(number="2.3", text="b", guidance="g"),
                Criterion(number="2.3#2", text="c"),
            ),
        ),
    ),
    assessment=Assessment(text="prose", methods=METHODS),
    nos=(NosLink(reference="CFAC5", title="N"),),
    functional_skills={"English": {"Reading": True, "Writing": None}},
    other_sections=(Section(heading="More", text="s"), Section(heading="More", text="t")),
    source=Source(file="a.pdf", sha256="0" * 64, pages=(1, 2), layout="ocr", reader="pdf"),
    review=(Review(field="glh", reason="missing", message="m"),),
    decisions=(Decision(field="tqt", decision="checked"),),
)


def test_every_field_has_a_path_with_printed_numbers() -> None:
    assert flatten(UNIT) == {
        "awarding_body": None,
        "title": "T",
        "unit_number": None,
        "ofqual_reference": None,
        "level": None,
        "level_framework": "RQF",
        "credit": 6,
        "glh": None,
        "qualifications[600/8271/9].number": "600/8271/9",
        "qualifications[600/8271/9].title": "Dogs",
        "qualifications[Cats].title": "Cats",
        "other_facts[Expiry date]": "2024",
        "learning_outcomes[2].text": "Walk",
        "learning_outcomes[2].range": "R",
        "learning_outcomes[2].criteria[2.3].text": "a",
        "learning_outcomes[2].criteria[2.3].items[1]": "x",
        "learning_outcomes[2].criteria[2.3].items[2]": "y",
        "learning_outcomes[2].criteria[2.3].shared_with": "3, 4",
        "learning_outcomes[2].criteria[2.3].grade": "pass",
        "learning_outcomes[2].criteria[2.3#2].text": "b",
        "learning_outcomes[2].criteria[2.3#2].guidance": "g",
        "learning_outcomes[2].criteria[2.3#2#2].text": "c",
        "assessment.text": "prose",
        "assessment.methods[Case Study]": None,
        "assessment.methods[Essay]": "optional",
        "nos[CFAC5].reference": "CFAC5",
        "nos[CFAC5].title": "N",
        "functional_skills.English.Reading": True,
        "functional_skills.English.Writing": None,
        "other_sections[More]": "s",
        "other_sections[More#2]": "t",
        "source.file": "a.pdf",
        "source.sha256": "0" * 64,
        "source.layout": "ocr",
        "source.reader": "pdf",
        "source.pages": "1, 2",
    }


def test_the_expected_fields_are_always_there() -> None:
    assert set(EXPECTED_FIELDS) <= set(flatten(Unit()))


def test_equal_units_do_not_differ() -> None:
    assert differences(UNIT, UNIT) == ()


def test_review_and_decisions_are_no_content() -> None:
    assert differences(UNIT, UNIT.model_copy(update={"review": (), "decisions": ()})) == ()


def test_differences_name_path_old_and_new() -> None:
    skills = {"English": {"Reading": True, "Writing": False}}
    grid = Assessment(text="prose", methods=(AssessmentMethod(name="Essay"),))
    new = UNIT.model_copy(update={"credit": None, "tqt": 60, "functional_skills": skills, "assessment": grid})
    assert differences(UNIT, new) == (
        FieldDifference("credit", 6, None),
        FieldDifference("assessment.methods[Case Study]", None, None, "removed"),
        FieldDifference("assessment.methods[Essay]", "optional", None),
        FieldDifference("functional_skills.English.Writing", None, False),
        FieldDifference("tqt", None, 60, "added"),
    )


@pytest.mark.parametrize(
    ("path", "field", "covered"),
    [
        ("glh", "glh", True),
        ("functional_skills", "functional_skills.English.Reading", True),
        ("learning_outcomes[1]", "learning_outcomes[1].text", True),
        ("learning_outcomes", "learning_outcomes[1].text", True),
        ("learning_outcomes[1]", "learning_outcomes[11].text", False),
        ("learning_outcomes[1].text", "learning_outcomes[1]", False),
        ("guid", "guidance", False),
    ],
)
def test_a_path_covers_itself_and_its_parts(path: str, field: str, covered: bool) -> None:
    assert covers(path, field) is covered
