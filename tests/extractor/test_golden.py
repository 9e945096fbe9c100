"""The samples' whole canonical YAML, byte for byte, and its score against what people read from the same pages.

A golden file here was made by our own code, so it proves stability; the score against gold read by hand proves truth.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from benchmarks.score_extraction import main as score_extraction
from tests.extractor.samples import DOCUMENTS, GOLDEN, LAYOUTS, ROOT, SOURCES, sample
from unit_atlas.canonical import dump, load

EXPECTED = GOLDEN / "expected"
UPDATE = "UPDATE_GOLDEN"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_the_whole_unit_is_as_reviewed(path: Path) -> None:
    expected = EXPECTED / f"{path.stem}.yaml"
    found = dump(sample(path).unit, schema=None)
    actual = expected.with_suffix(".actual.yaml")
    if expected.exists() and found == expected.read_text(encoding="utf-8"):
        actual.unlink(missing_ok=True)
        return
    here = actual.relative_to(ROOT)
    if os.environ.get(UPDATE):
        expected.write_text(found, encoding="utf-8")
        actual.unlink(missing_ok=True)
        pytest.fail(f"{expected.relative_to(ROOT)} is rewritten: review it with git diff, then run without {UPDATE}")
    actual.write_text(found, encoding="utf-8")
    pytest.fail(f"compare with: git diff --no-index {expected.relative_to(ROOT)} {here}; if right: {UPDATE}=1 pytest")


def test_no_golden_file_is_left_over() -> None:
    stems = {path.stem for path in DOCUMENTS}
    files = {path.name.removesuffix(".yaml").removesuffix(".actual") for path in EXPECTED.iterdir()}
    assert files == stems


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_units_load_again_as_they_were(path: Path) -> None:
    unit = sample(path).unit
    assert load(dump(unit, schema=None), name=path.name) == unit


def score(
    paths: list[Path], gold: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> dict[str, tuple[int, ...]]:
    """The last line of the agreed measure: (right, total) by kind, and (count,) by fault."""
    for path in paths:
        (folder / f"{path.stem}.yaml").write_text(dump(sample(path).unit, schema=None), encoding="utf-8")
    score_extraction([str(gold), str(folder)])
    printed = capsys.readouterr().out
    print(printed)
    pairs = re.findall(r"(\w+) (\d+)(?:/(\d+))?", printed.splitlines()[-1].removeprefix("TOTAL "))
    return {name: (int(first), int(second)) if second else (int(first),) for name, first, second in pairs}


def test_the_five_sources_score_all_right(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scored = score(SOURCES, GOLDEN / "sources", tmp_path, capsys)
    unneeded = scored.pop("unneeded")
    assert scored == {
        "units": (5, 5),
        "fields": (72, 72),
        "outcomes": (19, 19),
        "criteria": (93, 93),
        "guidance": (10, 10),
        "grid": (32, 32),
        "extra": (0,),
        "silent_errors": (0,),
        "flags": scored["flags"],
    }
    assert unneeded <= (2,)


def test_the_layout_samples_score_no_less_than_reached(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scored = score(LAYOUTS, GOLDEN / "layouts", tmp_path, capsys)
    reached = {"units": 13, "fields": 155, "outcomes": 44, "criteria": 161, "guidance": 5, "grid": 18}
    assert {kind: right for kind, right in reached.items() if scored[kind][0] < right} == {}
    assert (scored["extra"], scored["silent_errors"]) == ((0,), (0,))
