"""Ofqual unit references and qualification numbers: check characters, tolerance, repair."""

from __future__ import annotations

import pytest

from unit_atlas.references import (
    QUALIFICATION_CHARACTERS,
    UNIT_LETTERS,
    check_digit,
    check_letter,
    parse_qualification_number,
    parse_unit_reference,
)

# Every reference that the sample documents and their golds name, but for K/992/8066, which is misprinted on purpose.
REFERENCES = """
A/506/2094 A/992/0138 A/993/1303 A/994/5248 D/991/0427 D/991/1741 D/994/1404 D/997/1468 F/995/1505 F/999/1650 H/993/0615
H/994/0271 H/994/1095 H/995/6339 H/996/1377 H/996/1606 H/998/0236 J/601/1515 J/991/0762 J/997/1707 K/992/3066 K/995/1286
K/998/1808 L/508/3936 L/992/2010 L/999/1909 M/993/2111 M/996/0524 M/997/0163 R/993/1842 R/993/4157 R/994/2212 T/991/1101
T/995/0318 Y/992/1202 Y/998/1559
""".split()
QUALIFICATIONS = ["600/8271/9"]


def written(digits: str, letter: str) -> str:
    return f"{letter}/{digits[:3]}/{digits[3:]}"


@pytest.mark.parametrize("reference", REFERENCES)
def test_named_references_agree(reference: str) -> None:
    parsed = parse_unit_reference(reference)
    assert (parsed.verdict, parsed.value, parsed.message, parsed.suggestions) == ("ok", reference, "", ())


@pytest.mark.parametrize("reference", REFERENCES)
def test_every_single_digit_error_is_caught(reference: str) -> None:
    letter, digits = reference[0], reference[2:].replace("/", "")
    for position, right in enumerate(digits):
        for wrong in set("0123456789") - {right}:
            misread = written(digits[:position] + wrong + digits[position + 1 :], letter)
            assert parse_unit_reference(misread).verdict == "wrong", misread


@pytest.mark.parametrize("reference", REFERENCES)
def test_every_wrong_letter_is_caught(reference: str) -> None:
    for wrong in set(UNIT_LETTERS) - {reference[0]}:
        assert parse_unit_reference(wrong + reference[1:]).verdict == "wrong"


@pytest.mark.parametrize("reference", REFERENCES)
def test_every_swap_of_unlike_neighbours_is_caught(reference: str) -> None:
    letter, digits = reference[0], reference[2:].replace("/", "")
    for position in range(6):
        first, second = digits[position], digits[position + 1]
        swapped = written(digits[:position] + second + first + digits[position + 2 :], letter)
        assert parse_unit_reference(swapped).verdict == ("ok" if first == second else "wrong"), swapped


@pytest.mark.parametrize("number", QUALIFICATIONS)
def test_qualification_numbers_agree_and_catch_errors(number: str) -> None:
    assert parse_qualification_number(number).verdict == "ok"
    bare = number.replace("/", "")
    for position, right in enumerate(bare):
        for wrong in set("0123456789") - {right}:
            assert parse_qualification_number(bare[:position] + wrong + bare[position + 1 :]).verdict == "wrong"
    for position in range(7):
        first, second = bare[position], bare[position + 1]
        swapped = bare[:position] + second + first + bare[position + 2 :]
        assert parse_qualification_number(swapped).verdict == ("ok" if first == second else "wrong")


def test_all_eleven_check_characters_are_used() -> None:
    samples = [f"60{number:05}" for number in range(40)]
    assert {check_letter(digits) for digits in samples} == set(UNIT_LETTERS)
    assert {check_digit(digits) for digits in samples} == set(QUALIFICATION_CHARACTERS)


@pytest.mark.parametrize(
    "text",
    ["J/601/1515", "j6011515", "j/601/1515", "J 601 1515", " J/6011515 ", "J-601-1515", "J／601／1515", "J\\601\\1515"],
)
def test_case_spaces_and_slashes_do_not_matter(text: str) -> None:
    parsed = parse_unit_reference(text)
    assert (parsed.verdict, parsed.value, parsed.printed) == ("ok", "J/601/1515", text)


def test_a_check_character_x_in_either_case() -> None:
    digits = next(f"60{n:05}" for n in range(40) if check_digit(f"60{n:05}") == "X")
    assert parse_qualification_number(f"{digits}x").value == f"{digits[:3]}/{digits[3:]}/X"


@pytest.mark.parametrize(
    ("printed", "suggestions"),
    [
        ("K/992/3O66", ("K/992/3066",)),
        ("J/6O1/1515", ("J/601/1515",)),
        ("J/60l/1515", ("J/601/1515",)),
        ("J/60I/I5I5", ("J/601/1515",)),
        ("J/601/1SlS", ("J/601/1515",)),
        ("A/506/Z094", ("A/506/2094",)),
        ("A/50G/2094", ("A/506/2094",)),
        ("A/50b/2094", ("A/506/2094",)),
        ("A/994/524B", ("A/994/5248",)),
        ("1/508/3936", ("L/508/3936",)),
        ("}/601/1515", ("J/601/1515",)),
        ("}/601/15I5", ("J/601/1515",)),
        ("K/992/8O66", ()),
        ("Q/601/1515", ()),
        ("J/601/151", ()),
        ("J/601/15155", ()),
        ("600/8271/9", ()),
        ("", ()),
    ],
)
def test_malformed_references_and_what_they_may_have_been(printed: str, suggestions: tuple[str, ...]) -> None:
    parsed = parse_unit_reference(printed)
    assert (parsed.verdict, parsed.value, parsed.suggestions) == ("malformed", None, suggestions)
    assert "expected the form J/601/1515" in parsed.message


def test_a_wrong_digit_has_no_repair_but_says_what_the_digits_call_for() -> None:
    parsed = parse_unit_reference("K/992/8066")
    assert (parsed.verdict, parsed.expected, parsed.suggestions) == ("wrong", "R", ())
    assert parsed.message == (
        "found K/992/8066, whose digits call for the check character R; compare it with the document"
    )


def test_a_qualification_number_is_repaired_too() -> None:
    assert parse_qualification_number("6OO/827l/9").suggestions == ("600/8271/9",)


@pytest.mark.parametrize(
    ("number", "verdict"),
    [("610/0005/0", "wrong"), ("610/0006/0", "exempt"), ("610/0123/0", "exempt"), ("610/0124/0", "wrong")],
)
def test_the_range_known_to_disagree_is_only_a_warning(number: str, verdict: str) -> None:
    assert check_digit(number.replace("/", "")[:7]) != "0"
    parsed = parse_qualification_number(number)
    assert (parsed.verdict, parsed.value) == (verdict, number)
    assert parsed.message


def test_digits_of_other_scripts_are_not_digits() -> None:
    assert parse_unit_reference("J/٦٠١/١٥١٥").verdict == "malformed"
