"""Findings of `check`: one test a rule, each with what silences it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from unit_atlas.check import check
from unit_atlas.findings import Finding
from unit_atlas.library import read_library
from unit_atlas.model import Criterion, Decision, LearningOutcome, Qualification, Review, Unit
from unit_atlas.provenance import Provenance, dump_provenance

MakeUnit = Callable[..., Unit]
MakeLibrary = Callable[..., Path]
Findings = Callable[..., list[Finding]]


@pytest.fixture
def findings(make_library: MakeLibrary, make_unit: MakeUnit) -> Findings:
    """What check finds in a library of one unit made with the keywords."""
    return lambda **fields: list(check(read_library(make_library({"ocr/a": make_unit(**fields)}))))


def outcome(number: str, *criteria: str) -> LearningOutcome:
    return LearningOutcome(number=number, text="t", criteria=tuple(Criterion(number=c, text="t") for c in criteria))


def brief(found: list[Finding]) -> list[tuple[str, str, str | None]]:
    return [(finding.severity, finding.rule, finding.field) for finding in found]


def settled(field: str) -> dict[str, Any]:
    return {"decisions": (Decision(field=field, decision="checked"),)}


def test_nothing_is_found_where_nothing_is_amiss(findings: Findings) -> None:
    assert findings() == []


CASES = [
    ("unknown-body", "awarding_body", {"awarding_body": "Nobody"}, "found 'Nobody', expected a name or alias"),
    ("check-letter", "ofqual_reference", {"ofqual_reference": "K/992/8066"}, "call for the check character R"),
    ("check-letter", "ofqual_reference", {"ofqual_reference": "K/992/3O66"}, "perhaps K/992/3066"),
    ("check-letter", "ofqual_reference", {"ofqual_reference": "j6011515"}, "expected the form J/601/1515; write it so"),
    (
        "check-letter",
        "qualifications[600/8271/8].number",
        {"qualifications": (Qualification(number="600/8271/8"),)},
        "call for the check character 9",
    ),
    ("missing-field", "glh", {"glh": None}, "found null, expected a value"),
    ("hours", "glh", {"glh": 61}, "found 61 hours, expected at most 60 (credit × 10)"),
    ("hours", "tqt", {"tqt": 39}, "found 39 hours, expected at least the 40 guided ones"),
    ("no-criteria", "learning_outcomes", {"learning_outcomes": ()}, "found none"),
    ("no-criteria", "learning_outcomes[1].criteria", {"learning_outcomes": (outcome("1"),)}, "found none"),
    (
        "repeated-number",
        "learning_outcomes[1]",
        {"learning_outcomes": (outcome("1", "a"), outcome("1", "b"))},
        "2 times",
    ),
    (
        "check-letter",
        "qualifications[610/0010/0].number",
        {"qualifications": (Qualification(number="610/0010/0"),)},
        "as is known of 610/0006 to 610/0123",
    ),
    (
        "repeated-number",
        "learning_outcomes[1].criteria[1.1]",
        {"learning_outcomes": (outcome("1", "1.1", "1.1"),)},
        "found the number 2 times, expected once",
    ),
    (
        "numbering-gap",
        "learning_outcomes[2]",
        {"learning_outcomes": (outcome("1", "a"), outcome("3", "b"))},
        "found no 2",
    ),
    (
        "numbering-gap",
        "learning_outcomes[1].criteria[1.2]",
        {"learning_outcomes": (outcome("1", "1.1", "1.3"),)},
        "found no 1.2, expected one before 1.3",
    ),
    (
        "numbering-gap",
        "learning_outcomes[1].criteria[1.1]",
        {"learning_outcomes": (outcome("1", "1.2"),)},
        "found no 1.1",
    ),
    ("lost-character", "aim", {"aim": "a\ufffdb"}, "found U+FFFD where a character was lost"),
    ("lost-character", "aim", {"aim": "a\uf0fcb"}, "found U+F0FC where a character was lost"),
    ("soft-null", "issue", {"issue": "N/A"}, "found the text 'N/A', expected a value or null"),
    ("soft-null", "title", {"title": "~"}, "found the text '~'"),
]


@pytest.mark.parametrize(("rule", "field", "fields", "says"), CASES)
def test_what_a_person_should_look_at_is_a_warning(
    findings: Findings, rule: str, field: str, fields: dict[str, Any], says: str
) -> None:
    found = findings(**fields)
    assert brief(found) == [("warning", rule, field)]
    assert says in found[0].message
    assert len(str(found[0]).splitlines()) == 1


@pytest.mark.parametrize(
    ("rule", "field", "fields"), [case[:3] for case in CASES if case[0] != "unknown-body" and "j60" not in str(case[2])]
)
def test_a_decision_settles_it(findings: Findings, rule: str, field: str, fields: dict[str, Any]) -> None:
    assert findings(**fields, **settled(field)) == [], rule


def test_hours_at_the_limit_are_in_order(findings: Findings) -> None:
    assert findings(glh=60) == findings(tqt=40) == []


def test_an_entry_for_one_criterion_does_not_account_for_the_gap_beside_it(findings: Findings) -> None:
    found = findings(learning_outcomes=(outcome("1", "1.1", "1.3"),), **settled("learning_outcomes[1].criteria[1.1]"))
    assert brief(found) == [("warning", "numbering-gap", "learning_outcomes[1].criteria[1.2]")]


def test_an_open_review_entry_is_told_and_accounts_for_its_field(findings: Findings) -> None:
    found = findings(glh=None, review=(Review(field="glh", reason="missing", message="not printed"),))
    assert brief(found) == [("review", "open-review", "glh")]
    assert found[0].message == "missing: not printed"


def test_a_decision_answers_an_open_review_entry(findings: Findings) -> None:
    entry = Review(field="functional_skills.English", reason="unreadable", message="m")
    assert findings(review=(entry,), **settled("functional_skills")) == []
    assert len(findings(review=(entry,), **settled("unit"))) == 1


def test_an_entry_for_all_outcomes_accounts_for_gaps(findings: Findings) -> None:
    gap = {"learning_outcomes": (outcome("1", "1.1", "1.3"),)}
    entry = Review(field="learning_outcomes[1].criteria", reason="numbering-gap", message="1.2 is missing")
    assert brief(findings(**gap, review=(entry,))) == [("review", "open-review", "learning_outcomes[1].criteria")]


def test_other_manners_of_numbering_have_no_gaps(findings: Findings) -> None:
    assert findings(learning_outcomes=(outcome("A", "A.P1", "A.M2"), outcome("C", "P1", "D1"))) == []


@pytest.mark.parametrize("character", ["\u202e", "\u200b", "\x07", "\u00ad"])
def test_hidden_characters_are_errors(findings: Findings, character: str) -> None:
    found = findings(aim=f"one\ntwo{character}")
    assert brief(found) == [("error", "hidden-character", "aim")]
    assert f"U+{ord(character):04X}" in found[0].message
    assert character not in str(found[0])


def test_a_hidden_character_in_a_name_is_found_and_shown_without_it(findings: Findings) -> None:
    found = findings(functional_skills={"Eng\u202elish": {"Reading": True}})
    assert brief(found) == [("error", "hidden-character", "functional_skills.English.Reading")]


def test_entries_for_fields_that_no_unit_has_are_errors(findings: Findings) -> None:
    for field in ("glhs", "glhs[1]", "glhs.a.b"):
        assert brief(findings(**settled(field))) == [("error", "unknown-field", field)]
    assert findings(**settled("unit")) == []


def test_one_reference_with_two_texts_is_a_conflict(make_library: MakeLibrary, make_unit: MakeUnit) -> None:
    other = make_unit(learning_outcomes=(outcome("1", "1.1"),))
    found = list(check(read_library(make_library({"ocr/a": make_unit(), "ocr/b": other}))))
    assert brief(found) == [("error", "conflict", "ofqual_reference")]
    assert "ocr/a and ocr/b hold J/601/1515 with different criteria" in found[0].message


def test_one_reference_with_one_text_is_none(make_library: MakeLibrary, make_unit: MakeUnit) -> None:
    same = LearningOutcome(number="1", text="Walk", criteria=(Criterion(number="1.1", text="Fit a collar."),))
    root = make_library({"ocr/a": make_unit(), "ocr/b": make_unit(learning_outcomes=(same,))})
    assert check(read_library(root)) == ()


def test_what_could_not_be_read_comes_first(make_library: MakeLibrary, make_unit: MakeUnit) -> None:
    root = make_library({"ocr/a": make_unit(glh=None)}, {"units/ocr/b.yaml": "title: A\ntitle: B\n"})
    found = check(read_library(root))
    assert [(finding.rule, finding.line) for finding in found] == [("invalid-file", 2), ("missing-field", 8)]
    assert str(found[0]).startswith(f"{root}/units/ocr/b.yaml:2: error: found the key 'title' twice")


def test_files_that_speak_of_units_that_are_not_there(make_library: MakeLibrary, make_unit: MakeUnit) -> None:
    files = {
        "families.yaml": "- {members: [ocr/a, ocr/gone]}\n",
        "provenance/ocr/old.json": dump_provenance(Provenance(source="x")),
    }
    found = list(check(read_library(make_library({"ocr/a": make_unit()}, files))))
    assert [(f.severity, f.rule, f.path.name) for f in found] == [
        ("warning", "no-unit", "old.json"),
        ("error", "unknown-member", "families.yaml"),
    ]
    assert "'ocr/gone'" in found[1].message


def test_a_library_without_a_list_of_bodies_says_so(make_library: MakeLibrary) -> None:
    root = make_library()
    (root / "awarding-bodies.yaml").unlink()
    assert [finding.rule for finding in check(read_library(root))] == ["no-bodies"]
