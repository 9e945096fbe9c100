"""Findings about qualifications: their size against the sizes of their units."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from unit_atlas.check import check
from unit_atlas.library import read_library
from unit_atlas.model import Unit

MakeUnit = Callable[..., Unit]
MakeLibrary = Callable[..., Path]
TOGETHER = "in all its units together, expected at least"
NAMES = "units: [{id: ocr/a}, {id: ocr/b}]\n"


@pytest.fixture
def told(make_library: MakeLibrary, make_unit: MakeUnit) -> Callable[[str], list[str]]:
    """What check says of a qualification whose two units have 3 credits, 20 guided hours each, and no printed TQT."""

    def say(qualification: str) -> list[str]:
        units = {"ocr/a": make_unit(credit=3, glh=20), "ocr/b": make_unit(credit=3, glh=20, ofqual_reference=None)}
        root = make_library(units, {"qualifications/ocr/q.yaml": f"number: 600/8271/9\n{qualification}"})
        found = [
            finding for finding in check(read_library(root)) if finding.path.parent.parent.name == "qualifications"
        ]
        return [f"{finding.severity}: {finding.message} [{finding.rule}]" for finding in found]

    return say


@pytest.mark.parametrize(
    "fits",
    [
        "",
        NAMES,
        f"tqt: 60\nglh: 40\ncredit: 6\n{NAMES}",
        f"credit: 6\nrules: Choose 9 credits here or 12 credits there.\n{NAMES}",
        f"rules: Learners achieve 6 credits.\n{NAMES}",
    ],
)
def test_nothing_is_said_of_what_fits(told: Callable[[str], list[str]], fits: str) -> None:
    assert told(fits) == []


@pytest.mark.parametrize(
    ("amiss", "said"),
    [
        ("units: [{id: ocr/c}]\n", ["error: found the member 'ocr/c', expected the id of a unit that can be read"]),
        ("tqt: 60\nglh: 70\n", ["warning: tqt: found 60 hours, expected at least the 70 guided ones"]),
        ("tqt: 60\ncredit: 9\n", ["warning: tqt: found 60 hours, expected about 90 for 9 credits"]),
        (f"credit: 9\n{NAMES}", [f"warning: found 6 credits {TOGETHER} 9"]),
        (f"tqt: 61\n{NAMES}", [f"warning: found 60 hours of total time {TOGETHER} 61"]),
        (f"rules: 15 credits, 3 of them from A.\n{NAMES}", [f"warning: found 6 credits {TOGETHER} 15"]),
        ("credit: 2\nunits: [{id: ocr/a}]\n", [
            "warning: found ocr/a with 3 credits, expected at most the qualification's 2",
        ]),
        ("tqt: 25\nglh: 15\nunits: [{id: ocr/a}]\n", [
            "warning: found ocr/a with 30 hours of total time, expected at most the qualification's 25",
            "warning: found ocr/a with 20 guided hours, expected at most the qualification's 15",
        ]),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said(told: Callable[[str], list[str]], amiss: str, said: list[str]) -> None:
    found = told(amiss)
    assert [one.partition(";")[0] for one in found] == said


def test_a_wrong_check_digit_is_said(make_library: MakeLibrary, make_unit: MakeUnit) -> None:
    root = make_library({"ocr/a": make_unit()}, {"qualifications/ocr/q.yaml": "number: 600/8271/8\n"})
    assert any(
        finding.rule == "check-letter" and finding.path.name == "q.yaml" for finding in check(read_library(root))
    )


def test_a_unit_without_a_size_leaves_the_sum_open(make_library: MakeLibrary, make_unit: MakeUnit) -> None:
    units = {"ocr/a": make_unit(credit=3), "ocr/b": make_unit(credit=None, tqt=None, ofqual_reference=None)}
    root = make_library(units, {"qualifications/ocr/q.yaml": f"number: 600/8271/9\ncredit: 9\n{NAMES}"})
    assert [finding for finding in check(read_library(root)) if finding.rule == "size"] == []
