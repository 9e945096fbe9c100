"""N(text), stems and readings."""

from __future__ import annotations

import pytest

from unit_atlas.compare.normal import normal
from unit_atlas.compare.reading import read
from unit_atlas.compare.stems import stem


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Customer’s “needs” – met.", "customers needs met"),
        ("problem‑solving", "problem solving"),
        ("can't, don’t, won't", "can not do not will not"),
        ("< 25 kg, >=3, ≤4", "< 25 kg ≥ 3 ≤ 4"),
        ("10–15", "10-15"),
        ("at 50 per cent", "at 50 %"),
        ("£1,000.50", "£ 1000.50"),
        ("and / or", "and/or"),
        ("10² and 1½", "10 ^2 and 1 1/2"),
        ("no. 5, no risk", "number 5 no risk"),
        ("ﬁle IT", "file i_t"),
        ("-5°C", "-5 ° c"),
        ("C++ & C#", "c++ and c#"),
        ("…", ""),
    ],
)
def test_normal(text: str, expected: str) -> None:
    assert normal(text) == expected
    assert normal(text.replace(" ", "  ")) == expected


@pytest.mark.parametrize(
    "family",
    [
        "organise organize organised organising organises organized",
        "person people",
        "child children childrens",
        "care cares cared caring",
        "plan plans planned planning",
        "travel travelled traveling",
        "policy policies",
        "process processes processing processed",
        "analyse analyze analysing",
        "practice practise practising",
        "enquiry inquiries",
        "programme program programmes",
        "centre center centers",
        "frobnicate frobnicates frobnicated frobnicating",
        "criterion criteria",
        "write wrote written writing",
    ],
)
def test_inflections_and_spellings_share_a_stem(family: str) -> None:
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize(
    "words",
    [
        "note not", "care car", "hope hop", "file fill", "plane plan", "site sit", "customer custom", "goods good",
        "organise organisation", "general generate", "rationale rational", "analysis analyse", "means mean",
        "universe university", "policy police", "number numb", "severe several", "tape tap", "during dure",
    ],
)  # fmt: skip
def test_different_words_keep_different_stems(words: str) -> None:
    one, other = words.split()
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("text", "rung"),
    [
        ("Describe the law", 2.5),
        ("critically evaluate the law", 5.5),
        ("give reasons for it", 1.5),
        ("give first aid", None),
        ("discuss the law", 3.0),
        ("discuss the law with staff", None),
        ("frobnicate it", None),
        ("be able to list it", 1.0),
    ],
)
def test_the_rung_of_the_leading_verb(text: str, rung: float | None) -> None:
    lead = read(text).lead
    assert lead is not None
    assert lead.rung == rung
