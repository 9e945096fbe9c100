"""Deterministic dump: key order, what is left out, how text is quoted, and that it loads again as it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from unit_atlas.canonical import dump, json_schema, load, load_data
from unit_atlas.model import (
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

ROOT = Path(__file__).parents[2]
EXAMPLE = Path(__file__).with_name("example.yaml")
SCHEMA = "../../unit.schema.json"

FULL = Unit(
    awarding_body="OCR",
    title="Walk dogs: an introduction",
    unit_number="22",
    sector_unit_number="D.08",
    ofqual_reference="J/601/1515",
    level="E3",
    level_framework="SCQF",
    credit=6,
    glh=40,
    tqt=60,
    published="2011",
    issue="Issue 5",
    qualifications=(Qualification(number="600/8271/9", title="Dogs"), Qualification(title="Cats")),
    other_facts=(Fact(label="Expiry date", value="2024-01-02"),),
    aim="One.\n\n- two\n  - three",
    learning_outcomes=(
        LearningOutcome(
            number="1",
            text="Walk",
            guidance="Outside",
            range="**Range**",
            criteria=(
                Criterion(number="1.1", text="fit:", items=("collars", "no"), grade="merit", shared_with=("2", "3")),
                Criterion(number="1.10", text="lead", guidance="g", range="r"),
            ),
        ),
    ),
    assessment=Assessment(
        text="Grid", methods=(AssessmentMethod(name="Essay"), AssessmentMethod(name="Report", requirement="optional"))
    ),
    evidence_requirements="1. one",
    guidance="See below",
    nos=(NosLink(reference="CFAC5"), NosLink(reference="CFAC6", title="T", suite="S")),
    functional_skills={"English": {"Reading": True, "Writing": False}, "ICT": {"Use": None}, "Maths": {}},
    other_sections=(Section(heading="Additional information", text="More"),),
    source=Source(file="a.pdf", sha256="0" * 64, pages=(1, 2), layout="ocr", reader="pdf"),
    review=(Review(field="glh", reason="conflict", message="a: b"),),
    decisions=(Decision(field="tqt", decision="accepted", by="AB", on="2026-11-22"),),
)


def test_a_file_written_by_hand_comes_back_byte_for_byte() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    assert dump(load(text, name=EXAMPLE), schema=SCHEMA) == text


def test_every_key_in_its_order() -> None:
    assert dump(FULL, schema=SCHEMA) == Path(__file__).with_name("full.yaml").read_text(encoding="utf-8")


def test_every_key_of_the_model_is_in_that_file() -> None:
    written = load_data(dump(FULL, schema=None), name="x")
    assert list(written) == list(Unit.model_fields)


def test_a_full_unit_loads_as_it_was() -> None:
    assert load(dump(FULL, schema=SCHEMA), name="x") == FULL


def test_an_empty_unit_still_says_what_is_expected() -> None:
    assert dump(Unit(), schema=None) == (
        "format: 1\nawarding_body: null\ntitle: null\nunit_number: null\nofqual_reference: null\n"
        "level: null\ncredit: null\nglh: null\nreview: []\n"
    )


def test_empty_cells_of_the_grid_and_of_skills_are_written() -> None:
    text = dump(FULL, schema=None)
    assert "  - name: Essay\n    requirement: null\n" in text
    assert "  ICT:\n    Use: null\n  Maths: {}\n" in text


@pytest.mark.parametrize("field", ["aim", "evidence_requirements", "guidance"])
def test_prose_is_a_literal_block_even_on_one_line(field: str) -> None:
    assert f"{field}: |\n  yes\nr" in dump(Unit(**{field: "yes"}), schema=None).replace("review", "r")


@pytest.mark.parametrize(
    "text",
    [
        "22", "06", "0x1F", "0o17", "0b1", "1.10", "1e3", "1_000", "1,000", "1:30", "2024-01-02", "2024-01-02 10:00:00",
        "y", "N", "yes", "No", "ON", "off", "true", "False", "null", "NULL", "~", ".5", ".inf", ".NaN", "=", "<<",
        "- a", "? a", ": a", "a: b", "a:", "a #b", "#a", "[a", "{a", "*a", "&a", "!a", "|", ">", "%a", "@a", "`a",
        "'a",
        '"a',        "---", "...", "+1", "-1", ", a", "a\tb", "a\\b", "it's: so",
    ],
)  # fmt: skip
def test_text_that_another_reader_would_take_otherwise_is_quoted(text: str) -> None:
    written = dump(Unit(title=text, functional_skills={text: {text: None}}), schema=None)
    for loader in (yaml.SafeLoader, yaml.CSafeLoader):
        assert yaml.load(written, Loader=loader)["title"] == text
        assert yaml.load(written, Loader=loader)["functional_skills"] == {text: {text: None}}
    assert f"title: {text}\n" not in written or "\\" in text
    assert load(written, name="x").title == text


@pytest.mark.parametrize(
    "text", ["PA1/3/LQ/061", "D.08", "600/8271/9", "(a) and/or b", "Q&A", "what? yes!", "£5", "é", "a:b", "a#b"]
)
def test_text_that_every_reader_takes_for_text_stays_plain(text: str) -> None:
    assert f"title: {text}\n" in dump(Unit(title=text), schema=None)


@pytest.mark.parametrize("text", ["a\x07b", "a\x85b", "a\u2028b", "a\ufeffb", "a\x7fb", "a\rb", "one\rtwo\nthree"])
def test_characters_that_yaml_cannot_hold_are_escaped(text: str) -> None:
    written = dump(Unit(title=text, aim=text), schema=None)
    assert load(written, name="x") == Unit(title=text, aim=text)
    assert set(written) <= set(map(chr, range(32, 127))) | {"\n"}


def test_a_key_too_long_for_one_line_is_still_read() -> None:
    unit = Unit(functional_skills={"English": {"a" * 2000: True}})
    assert load(dump(unit, schema=None), name="x") == unit


def test_utf8_and_line_ends() -> None:
    written = dump(Unit(title="Café ’ — 😀"), schema=None)
    assert "title: Café ’ — 😀\n" in written
    assert "\r" not in written


TEXTS = st.text(
    st.sampled_from("ab1:#-?,[]{}&*!|>'\"%@` .\t\n=~<0_eé/\\’\u00a0\u2028\x00\x85"), min_size=1, max_size=12
).filter(str.strip)


@given(TEXTS, TEXTS, TEXTS)
def test_any_unit_loads_as_it_was(one: str, two: str, three: str) -> None:
    unit = Unit(
        title=one,
        aim=f"{two}\n\n  {one}",
        learning_outcomes=(
            LearningOutcome(
                number=one, text=two, criteria=(Criterion(number=two, text=three, items=(one, two), range=one),)
            ),
        ),
        functional_skills={one: {two: None, three: True}},
        other_sections=(Section(heading=three, text=one),),
    )
    text = dump(unit, schema=SCHEMA)
    assert load(text, name="x") == unit
    assert dump(load(text, name="x"), schema=SCHEMA) == text


def test_a_file_that_a_person_edited_keeps_its_meaning() -> None:
    edited = "# mine\ntitle: 'A'\n\nunit_number: '007'\nlearning_outcomes: [{number: '1', text: >-\n    a\n    b}]\n"
    edited = edited.replace(">-\n    a\n    b", "a b")
    unit = load(edited, name="x")
    assert load(dump(unit, schema=None), name="x") == unit


def test_the_written_file_never_holds_a_date_of_writing(make_unit: Callable[..., Unit]) -> None:
    assert dump(make_unit(), schema=None) == dump(make_unit(), schema=None)


def test_the_schema_in_the_library_is_the_models() -> None:
    assert json.loads((ROOT / "specs/unit.schema.json").read_text(encoding="utf-8")) == json_schema()


def test_the_schema_is_closed_and_knows_every_key() -> None:
    schema = json_schema()
    assert list(schema["properties"]) == list(Unit.model_fields)
    assert schema["additionalProperties"] is False
    assert schema["$defs"]["Criterion"]["required"] == ["number", "text"]
    assert schema["$defs"]["Criterion"]["properties"]["number"]["type"] == "string"
