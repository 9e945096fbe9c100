"""Whole units against each other."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit_atlas.compare.building import compared, pair_of, status_of, unit
from unit_atlas.compare.model import PAIR_CLASSES, STATUSES, Comparison
from unit_atlas.compare.present import to_json
from unit_atlas.model import Criterion, LearningOutcome, Unit


def links(result: Comparison) -> set[tuple[tuple[str, ...], tuple[str, ...]]]:
    return {(tuple(c.text for c in pair.a), tuple(w.criterion.text for w in pair.b)) for pair in result.pairs}


def test_the_two_printed_versions_pair_whole(units: dict[str, Unit]) -> None:
    result = compared(units["000"], units["001"])
    assert result.relation == "same"
    assert [[c.number for c in pair.a] for pair in result.pairs] == [
        [w.number for w in pair.b] for pair in result.pairs
    ]
    assert result.summary.classes == {"wording": 1, "typographic": 17}
    assert result.summary.statuses == {"to-do": 0, "partial": 0, "review": 0, "covered": 18}
    assert result.summary.verdict == "Same unit: 17 of 18 criteria are equal but for typography."
    pair = pair_of(result, "3.3")
    assert pair.cls == "wording"
    assert [(run.kind, run.text) for run in pair.words][:3] == [
        ("same", "Keep"),
        ("del", "their"),
        (
            "same",
            "customers informed in a positive and clear manner of steps being taken to solve any service problems.",
        ),
    ]


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_a_unit_compared_with_itself_shows_nothing(units: dict[str, Unit], name: str) -> None:
    result = compared(units[name], units[name])
    assert (result.facts, result.suggestions) == ((), ())
    assert {(pair.cls, pair.flags) for pair in result.pairs} == {("identical", ())}
    assert "typography" not in result.summary.verdict
    assert result.summary.level_warning is None


@pytest.mark.parametrize("name", ["000", "002", "003", "004"])
def test_shuffling_outcomes_changes_only_flags(units: dict[str, Unit], name: str) -> None:
    source = units[name]
    shuffled = source.model_copy(update={"learning_outcomes": source.learning_outcomes[::-1]})
    for other in units.values():
        straight, turned = compared(source, other), compared(shuffled, other)
        assert links(straight) == links(turned)
        assert sorted((p.cls, p.fingerprint) for p in straight.pairs) == sorted(
            (p.cls, p.fingerprint) for p in turned.pairs
        )


def test_renumbering_changes_nothing(units: dict[str, Unit]) -> None:
    rows = [
        [(f"x{place}.{n}", c.text) for n, c in enumerate(o.criteria)]
        for place, o in enumerate(units["000"].learning_outcomes)
    ]
    result = compared(unit(*rows), unit(*[[text for _, text in row] for row in rows]))
    assert set(result.summary.classes) == {"identical"}


def test_moved_and_reordered_are_flags() -> None:
    a = unit(["keep stock", "wash tools", "sweep floors"], ["greet guests", "take coats", "answer calls"])
    b = unit(["wash tools", "keep stock", "sweep floors"], ["greet guests", "take coats"], ["answer calls"])
    result = compared(a, b)
    assert {pair.a[0].text: pair.flags for pair in result.pairs if pair.flags} == {
        "answer calls": ("moved",),
        "keep stock": ("reordered",),
    }
    assert set(result.summary.classes) == {"identical"}
    assert result.summary.statuses["covered"] == 6


def test_outcomes_follow_their_criteria_not_their_numbers() -> None:
    a = unit(["keep stock", "wash tools"], ["greet guests", "take coats"])
    b = unit(["greet guests", "take coats"], ["keep stock", "wash tools"])
    result = compared(a, b)
    assert [(link.a, link.b, link.votes) for link in result.outcomes] == [("1", "2", 2), ("2", "1", 2)]
    assert not [pair for pair in result.pairs if pair.flags]


REST = ["greet visitors at the door", "answer the telephone politely", "sweep the workshop floor", "order new timber"]


def test_a_three_way_split_is_covered_where_nothing_is_lost() -> None:
    a = unit(["plan, prepare and organise everything they need for the day", *REST])
    b = unit(
        [
            "plan everything they need for the day",
            "prepare everything they need for the day",
            "organise everything they need for the day",
            *REST,
        ]
    )
    pair = pair_of(compared(a, b), "1.1")
    assert (pair.cls, [w.number for w in pair.b], {w.status for w in pair.b}) == (
        "split",
        ["1.1", "1.2", "1.3"],
        {"covered"},
    )
    back = pair_of(compared(b, a), "1.1")
    assert (back.cls, [c.number for c in back.a], back.b[0].status) == ("merged", ["1.1", "1.2", "1.3"], "covered")


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("record accidents and report hazards at work", ["record hazards at work", "report accidents at work"]),
        ("use two saws and three drills safely", ["use two drills safely", "use three saws safely"]),
        ("do not share data and record each incident", ["do not record each incident", "share data"]),
        (
            "describe fire risks and flood risks on site",
            ["describe fire risks on site", "evaluate flood risks on site"],
        ),
        ("check doors and windows when it is dark outside", ["check doors", "check windows"]),
    ],
)
def test_parts_of_a_split_that_say_more_are_not_covered(whole: str, parts: list[str]) -> None:
    result = compared(unit([whole, *REST]), unit([*parts, *REST]))
    assert "partial" in {status_of(result, "1.1"), status_of(result, "1.2")} or pair_of(result, "1.1").cls != "split"
    assert {status_of(result, "1.1"), status_of(result, "1.2")} != {"covered"}


def test_reworded_criteria_in_the_same_place_are_for_review() -> None:
    a = unit([*REST[:2], "inform managers of the steps taken to solve problems", *REST[2:]])
    b = unit([*REST[:2], "let your superiors know what has been done about faults", *REST[2:]])
    pair = pair_of(compared(a, b), "1.3")
    assert (pair.cls, pair.rule, pair.b[0].status) == ("reworded", "reworded-in-place", "review")


def test_unlike_criteria_in_the_same_place_are_added_and_removed() -> None:
    a = unit([*REST[:2], "swim", *REST[2:]])
    b = unit([*REST[:2], "calculate the cost of a refund or replacement", *REST[2:]])
    result = compared(a, b)
    assert pair_of(result, "1.3").cls == "added"
    assert status_of(result, "1.3") == "to-do"
    assert [pair.cls for pair in result.pairs if pair.not_needed] == ["removed"]


def test_suggestions_are_never_coverage(units: dict[str, Unit]) -> None:
    result = compared(units["004"], units["000"])
    assert result.relation == "related"
    assert result.suggestions
    for suggestion in result.suggestions:
        assert status_of(result, suggestion.b.number) == "to-do"


def test_bullets_bind_as_the_sentence_does() -> None:
    def with_items(*items: str) -> Unit:
        criterion = Criterion(number="1.1", text="describe how to lift", items=items)
        return Unit(learning_outcomes=(LearningOutcome(number="1", text="Lift", criteria=(criterion,)),))

    result = compared(with_items("boxes", "sacks"), with_items("boxes", "sacks", "people"))
    assert (pair_of(result, "1.1").cls, status_of(result, "1.1")) == ("scope-added", "partial")


@pytest.mark.parametrize(
    ("held", "wanted", "cls", "status"),
    [
        ("indoors and outdoors", "Indoors and outdoors.", "identical", "covered"),
        ("indoors", "indoors and outdoors", "scope-added", "partial"),
        (None, "indoors", "scope-added", "partial"),
        ("indoors, in daylight", "indoors", "scope-removed", "review"),
        ("indoors", None, "scope-removed", "review"),
    ],
)
def test_a_changed_range_is_a_change_of_scope(held: str | None, wanted: str | None, cls: str, status: str) -> None:
    def ranged(text: str | None) -> Unit:
        criterion = Criterion(number="1.1", text="lift boxes")
        return Unit(learning_outcomes=(LearningOutcome(number="1", text="Lift", range=text, criteria=(criterion,)),))

    result = compared(ranged(held), ranged(wanted))
    assert (pair_of(result, "1.1").cls, status_of(result, "1.1")) == (cls, status)


def test_a_higher_grade_is_for_review() -> None:
    def graded(grade: str) -> Unit:
        criterion = Criterion(number="P1", text="lift boxes", grade=grade)
        return Unit(learning_outcomes=(LearningOutcome(number="1", text="Lift", criteria=(criterion,)),))

    up, down = compared(graded("pass"), graded("merit")), compared(graded("merit"), graded("pass"))
    assert (status_of(up, "P1"), pair_of(up, "P1").flags, pair_of(up, "P1").severity) == (
        "review",
        ("grade",),
        "warning",
    )
    assert (status_of(down, "P1"), pair_of(down, "P1").severity) == ("covered", "warning")


def test_a_unit_without_criteria_is_not_called_the_same(units: dict[str, Unit]) -> None:
    for a, b in ((Unit(), units["000"]), (units["000"], Unit()), (Unit(), Unit())):
        result = compared(a, b)
        assert result.relation == "different"
        assert "Cannot be compared" in result.summary.verdict


def test_equal_texts_go_to_the_equal_outcome_and_the_nearest_place() -> None:
    a = unit(["keep stock", "wash hands"], ["serve food", "wash hands"])
    b = unit(["keep stock", "wash hands"], ["serve food", "wash hands"])
    assert [(p.a[0].number, p.b[0].number) for p in compared(a, b).pairs] == [
        (n, n) for n in ("1.1", "1.2", "2.1", "2.2")
    ]


def test_json_has_the_documented_shape(units: dict[str, Unit]) -> None:
    value = json.loads(json.dumps(to_json(compared(units["004"], units["000"]))))
    assert {"a", "b", "relation", "facts", "pairs", "suggestions", "summary"} <= set(value)
    assert {"field", "class", "severity", "a", "b"} <= set(value["facts"][0])
    for pair in value["pairs"]:
        assert {"a", "b", "class", "flags", "severity", "score", "fingerprint", "words"} <= set(pair)
        assert pair["class"] in PAIR_CLASSES
        assert all({"number", "status"} <= set(b) and b["status"] in STATUSES for b in pair["b"])
    by_class = {pair["class"]: pair for pair in value["pairs"]}
    assert by_class["added"]["a"] == []
    assert by_class["removed"]["b"] == []
    assert by_class["merged"]["a"] == ["2.1", "2.3"]
    words = json.loads(json.dumps(to_json(compared(units["000"], units["001"]))))["pairs"][12]["words"]
    assert words[:2] == [["same", "Keep"], ["del", "their"]]


def test_the_result_is_the_same_under_every_hash_seed() -> None:
    code = (
        "import json; from pathlib import Path; from tests.unit_atlas.compare.building import compared, gold_units;"
        "from unit_atlas.compare.present import to_json;"
        "units = list(gold_units(Path('tests/golden/sources')).values());"
        "print(json.dumps([to_json(compared(a, b)) for a in units for b in units]))"
    )
    root = Path(__file__).parents[3]
    printed = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=root, env={**os.environ, "PYTHONHASHSEED": seed},
            check=True, capture_output=True, text=True,
        ).stdout
        for seed in ("1", "2", "3")
    }  # fmt: skip
    assert len(printed) == 1
