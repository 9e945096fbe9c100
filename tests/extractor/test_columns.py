"""Parting of two columns that were read line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.columns import judge, texts_of, units
from extractor.columns import SURE
from extractor.language import count
from tests.extractor.samples import GOLDEN, SOURCES, read, sample
from unit_atlas.canonical import load_data, read_text
from unit_atlas.model import Unit

SOURCE_003 = next(path for path in SOURCES if path.name.startswith("003_"))


def parted(unit: Unit) -> dict[str, tuple[str, str]]:
    """Each outcome's text and its first criterion's."""
    return {outcome.number: (outcome.text, outcome.criteria[0].text) for outcome in unit.learning_outcomes}


def test_the_interleaved_source_is_parted_as_read_by_hand() -> None:
    path = GOLDEN / "sources" / f"{SOURCE_003.stem}.yaml"
    gold = load_data(read_text(path), name=path)["learning_outcomes"]
    expected = {o["number"]: (o["text"], o["criteria"][0]["text"]) for o in gold}
    assert len(expected) == 4
    assert parted(sample(SOURCE_003).unit) == expected


def test_each_parting_keeps_its_confidence() -> None:
    (extracted,) = sample(SOURCE_003).result.units
    places = extracted.provenance.fields
    confidence = {number: places[f"learning_outcomes[{number}].text"].confidence for number in "1234"}
    flagged = {entry.field for entry in extracted.unit.review if "two columns" in entry.message}
    doubtful = [number for number, p in confidence.items() if p < SURE]
    assert doubtful
    assert flagged == {
        field
        for number in doubtful
        for field in (f"learning_outcomes[{number}].text", f"learning_outcomes[{number}].criteria[{number}.1].text")
    }


DOUBTFUL = """Learning Outcomes Assessment Criteria

1 Keep bees in towns 1.1 mend a hive and
and gardens other woodwork
1.2 light a smoker that is cold
2 Sell honey 2.1 price a jar
2.2 fill a jar
"""


def test_a_doubtful_parting_names_the_three_likeliest(tmp_path: Path) -> None:
    (tmp_path / "unit.txt").write_text(DOUBTFUL, encoding="utf-8")
    unit = read(tmp_path / "unit.txt").unit
    entries = [entry for entry in unit.review if "two columns" in entry.message]
    assert [entry.field for entry in entries] == [
        "learning_outcomes[1].text",
        "learning_outcomes[1].criteria[1.1].text",
    ]
    assert {entry.reason for entry in entries} == {"uncertain"}
    ways = entries[0].message.partition("partings are ")[2].split("; ")
    chances = [float(way.rsplit("(", 1)[1].rstrip(")")) for way in ways]
    assert len(ways) == 3
    assert chances == sorted(chances, reverse=True)
    assert ways[0].startswith("'{}' and '{}'".format(*parted(unit)["1"]))


def test_no_word_is_lost_or_moved_out_of_order(tmp_path: Path) -> None:
    (tmp_path / "unit.txt").write_text(DOUBTFUL, encoding="utf-8")
    left, right = parted(read(tmp_path / "unit.txt").unit)["1"]
    assert sorted(f"{left} {right}".split()) == sorted(
        "Keep bees in towns and gardens mend a hive and other woodwork".split()
    )
    assert left.startswith("Keep bees in towns")
    assert right.startswith("mend a hive and")


def test_spaced_columns_need_no_parting() -> None:
    path = GOLDEN / "layouts" / "21b-interleaved-spaced.txt"
    assert [entry for entry in sample(path).unit.review if "two columns" in entry.message] == []


@pytest.mark.parametrize("columns", [(16.0, 22.0), (19.0, 24.0)])
def test_what_is_accepted_without_a_flag_is_right(columns: tuple[float, float]) -> None:
    """The benchmark on a few units, each judged without its own texts; `benchmarks/columns.py` takes all."""
    library = units([GOLDEN / "sources"])
    results = []
    for name, outcomes in library.items():
        others = [text for other, o in library.items() if other != name for text in texts_of(o)]
        results += judge(outcomes, count(others), columns)
    assert len(results) >= 5
    assert [p for right, p in results if p >= SURE and not right] == []
    assert sum(right for right, _ in results) / len(results) >= 0.7
