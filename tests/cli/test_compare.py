"""`unit-atlas compare`: by id and by file, as a table and as data."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.cli.command import PAIR, Run


def test_the_table_marks_the_word_that_one_side_lost(shelf: Path, run: Run) -> None:
    ran = run("compare", *PAIR)
    shown = " ".join(ran.out.split())
    assert (ran.code, ran.err) == (0, "")
    assert "17 of 18 criteria" in shown
    assert "[-their-]" in shown
    assert shown.endswith("A draft for the assessor, who decides.")


def test_moved_criteria_and_suggestions_are_shown(shelf: Path, run: Run) -> None:
    text = (Path("specs/units") / f"{PAIR[0]}.yaml").read_text(encoding="utf-8")
    moved, there = re.findall(r"  - number: '2\.[12]'\n    text: .*\n", text)
    Path("moved.yaml").write_text(text.replace(moved + there, there + moved), encoding="utf-8")
    compared = Path("specs/units") / f"{PAIR[0]}.yaml"
    assert "reordered" in run("compare", compared, "moved.yaml").out


def test_json_is_the_whole_comparison(shelf: Path, run: Run) -> None:
    result = json.loads(run("compare", *PAIR, "--json").out)
    assert (result["a"], result["b"]) == PAIR
    assert len(result["pairs"]) == 18


def test_files_compare_like_ids(shelf: Path, run: Run) -> None:
    files = [Path("specs/units") / f"{name}.yaml" for name in PAIR]
    assert run("compare", *files, "--json").out == run("compare", *PAIR, "--json").out


def test_an_id_that_is_not_there_names_the_nearest(shelf: Path, run: Run) -> None:
    ran = run("compare", "ocr/j-601-1551", PAIR[1])
    assert ran.code == 3
    assert ran.complaint == "ocr/j-601-1551: no such file, and no such unit in specs. Did you mean ocr/j-601-1515?"


def test_a_broken_unit_is_told_by_line(shelf: Path, run: Run) -> None:
    Path("broken.yaml").write_text("format: 1\ntitle: [\n", encoding="utf-8")
    ran = run("compare", "broken.yaml", PAIR[1])
    assert ran.code == 3
    assert ran.complaint.startswith("broken.yaml:")


def test_fail_on_looks_at_the_severity(shelf: Path, run: Run) -> None:
    same = Path("specs/units") / f"{PAIR[0]}.yaml"
    Path("other.yaml").write_text(
        same.read_text(encoding="utf-8").replace("respond ", "never respond "), encoding="utf-8"
    )
    assert run("compare", same, same, "--fail-on", "warning").code == 0
    assert run("compare", same, "other.yaml").code == 0
    assert run("compare", same, "other.yaml", "--fail-on", "error").code == 1
