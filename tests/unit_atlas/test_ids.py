"""The Identity rule and the names of awarding bodies."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from unit_atlas.ids import find_body, is_unit_id, slug, unit_id
from unit_atlas.model import AwardingBody, Unit

MakeUnit = Callable[..., Unit]
Bodies = Sequence[AwardingBody]


@pytest.mark.parametrize(
    ("empty", "expected"),
    [
        ((), "ocr/j-601-1515"),
        (("ofqual_reference",), "ocr/22"),
        (("ofqual_reference", "unit_number"), "ocr/walk-dogs"),
        (("ofqual_reference", "unit_number", "title"), "ocr/000-c601"),
        (("ofqual_reference", "unit_number", "title", "awarding_body"), "unknown/000-c601"),
    ],
)
def test_reference_else_number_else_title_else_source(
    make_unit: MakeUnit, bodies: Bodies, empty: Sequence[str], expected: str
) -> None:
    assert unit_id(make_unit(**dict.fromkeys(empty)), "000_C601", bodies) == expected


def test_a_body_is_named_by_its_id_and_an_unlisted_one_by_its_name(make_unit: MakeUnit, bodies: Bodies) -> None:
    assert unit_id(make_unit(awarding_body="OCNLR"), "x", bodies) == "ocn-london/j-601-1515"
    assert unit_id(make_unit(awarding_body="Foo & Bar Ltd."), "x", bodies) == "foo-bar-ltd/j-601-1515"


def test_names_without_letters_fall_through(make_unit: MakeUnit, bodies: Bodies) -> None:
    nameless = make_unit(ofqual_reference="—", unit_number="№", title="狗", awarding_body="…")
    assert unit_id(nameless, "狗", bodies) == "unknown/unit"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("J/601/1515", "j-601-1515"),
        ("  PA1/3/LQ/061 ", "pa1-3-lq-061"),
        ("../../etc/passwd", "etc-passwd"),
        ("Café", "caf"),
        ("CON", "con-unit"),
        ("nul", "nul-unit"),
        ("com1", "com1-unit"),
        ("Console", "console"),
        ("a" * 300, "a" * 64),
        ("a" * 63 + "/b", "a" * 63),
        ("a\x00b", "a-b"),
        ("", ""),
    ],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected
    assert expected == "" or is_unit_id(f"ocr/{expected}")


@pytest.mark.parametrize(
    "text",
    [
        "ocr", "ocr/", "/ocr", "ocr/a/b", "OCR/a", "ocr/A", "../a", "ocr/..", "ocr/con", "aux/a", "ocr/a b", "ocr/é",
        "ocr/-a", "ocr/a-", "ocr/a---b", "ocr/" + "a" * 65, "ocr/a\n", "ocr/a\x00",
    ],
)  # fmt: skip
def test_what_is_no_id(text: str) -> None:
    assert not is_unit_id(text)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("OCR", "ocr"),
        ("ocr", "ocr"),
        ("Oxford Cambridge and RSA", "ocr"),
        ("open college network, london region", "ocn-london"),
        ("ocn-london", "ocn-london"),
        ("City and Guilds", "city-and-guilds"),
        ("City & Guilds", "city-and-guilds"),
        ("OCRX", None),
        ("", None),
        (None, None),
    ],
)
def test_bodies_are_found_by_any_of_their_names(bodies: Bodies, name: str | None, expected: str | None) -> None:
    found = find_body(name, bodies)
    assert (found.id if found else None) == expected
