"""`unit-atlas compare` as files for other programs, with settings and with decisions to ignore."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.cli.command import PAIR, Run

NEGATED = Path("other.yaml")


@pytest.fixture
def files(shelf: Path) -> tuple[Path, Path]:
    """A unit, and the same with one criterion negated."""
    same = Path("specs/units") / f"{PAIR[0]}.yaml"
    text = same.read_text(encoding="utf-8")
    NEGATED.write_text(text.replace("respond ", "never respond "), encoding="utf-8")
    return same, NEGATED


def result(run: Run, *arguments: str | Path) -> dict[str, Any]:
    return dict(json.loads(run("compare", *arguments, "--json").out))


def test_a_file_that_cannot_be_written_is_told_in_one_line(shelf: Path, run: Run) -> None:
    ran = run("compare", *PAIR, "--csv", "--to", "nowhere/x.csv")
    assert (ran.code, ran.err) == (3, "nowhere/x.csv: No such file or directory. Check the path and its permissions.\n")


def test_json_has_the_documented_shape(shelf: Path, run: Run) -> None:
    found = result(run, *PAIR)
    assert {"a", "b", "relation", "facts", "pairs", "suggestions", "summary"} <= set(found)
    assert found["relation"] in {"same", "related", "different"}
    for fact in found["facts"]:
        assert {"field", "class", "severity", "a", "b"} <= set(fact)
    for pair in found["pairs"]:
        assert {"a", "b", "class", "flags", "severity", "score", "fingerprint", "words"} <= set(pair)
        assert all(isinstance(number, str) for number in pair["a"])
        assert {wanted["status"] for wanted in pair["b"]} <= {"covered", "partial", "review", "to-do"}
        assert {kind for kind, _ in pair["words"]} <= {"same", "del", "ins"}
        assert pair["severity"] in {"error", "warning", "info"}


def test_added_and_removed_have_an_empty_side(shelf: Path, run: Run) -> None:
    text = (Path("specs/units") / f"{PAIR[0]}.yaml").read_text(encoding="utf-8")
    short = text.replace(text[text.index("  - number: '4.4'") : text.index("assessment:")], "")
    assert short != text
    Path("short.yaml").write_text(short, encoding="utf-8")
    whole = Path("specs/units") / f"{PAIR[0]}.yaml"
    removed = [pair for pair in result(run, whole, "short.yaml")["pairs"] if pair["class"] == "removed"]
    added = [pair for pair in result(run, "short.yaml", whole)["pairs"] if pair["class"] == "added"]
    assert [(pair["a"], pair["b"]) for pair in removed] == [(["4.4"], [])]
    assert [(pair["a"], [b["status"] for b in pair["b"]]) for pair in added] == [([], ["to-do"])]


def test_markdown_and_csv_go_to_standard_output(shelf: Path, run: Run) -> None:
    assert run("compare", *PAIR, "--markdown").out.startswith("## ocr/j")
    rows = list(csv.DictReader(io.StringIO(run("compare", *PAIR, "--csv").out.removeprefix("\ufeff"))))
    assert [row["Evidence held"] for row in rows] == ["Covered"] * 18


def test_a_workbook_goes_to_a_file(shelf: Path, run: Run) -> None:
    ran = run("compare", *PAIR, "--xlsx", "--to", "out.xlsx")
    assert (ran.code, ran.out.strip()) == (0, "Wrote out.xlsx")
    assert load_workbook("out.xlsx").sheetnames == ["Criteria", "Facts that differ"]


def test_html_is_one_page_without_other_files(shelf: Path, run: Run) -> None:
    page = run("compare", *PAIR, "--html").out
    assert "17 of 18 criteria" in page
    assert "<script" not in page
    assert not [part for part in page.split('href="')[1:] if not part.startswith("#")]
    assert "style-src &#39;sha256-" in page or "style-src 'sha256-" in page


def test_two_formats_or_a_file_without_one_are_wrong_usage(shelf: Path, run: Run) -> None:
    assert run("compare", *PAIR, "--csv", "--json").code == 2
    assert run("compare", *PAIR, "--to", "x").code == 2
    assert not Path("x").exists()


def test_a_decision_is_ignored_by_its_fingerprint(files: tuple[Path, Path], run: Run) -> None:
    found = result(run, *files)
    worst = [each["fingerprint"] for each in (*found["pairs"], *found["facts"]) if each["severity"] == "error"]
    Path("decided.txt").write_text("# agreed\n" + "".join(f"{each}  # AB\n" for each in worst), encoding="utf-8")
    assert run("compare", *files, "--fail-on", "error").code == 1
    ran = run("compare", *files, "--fail-on", "error", "--ignore", "decided.txt")
    assert (ran.code, ran.err) == (0, "")
    assert "(ignored)" in ran.out
    unused = run("compare", files[0], files[0], "--ignore", "decided.txt")
    assert unused.complaint == f"decided.txt: {len(worst)} fingerprints matched no difference of this pair"


def test_a_line_that_is_no_fingerprint_is_refused(files: tuple[Path, Path], run: Run) -> None:
    Path("decided.txt").write_text("abc\n", encoding="utf-8")
    ran = run("compare", *files, "--fail-on", "error", "--ignore", "decided.txt")
    assert (ran.code, ran.complaint[:40]) == (3, "decided.txt:1: found 'abc', expected a f")


def test_settings_change_the_severity(files: tuple[Path, Path], run: Run) -> None:
    text = '[severities]\nnegated = "info"\nreference-conflict = "info"\n'
    Path("settings.toml").write_text(text, encoding="utf-8")
    ran = run("compare", *files, "--fail-on", "error", "--settings", "settings.toml")
    assert ran.code == 0, ran.out


def test_settings_that_cannot_be_used_are_told(files: tuple[Path, Path], run: Run) -> None:
    for text, told in (("same_unit_shar = 1", "did you mean same_unit_share?"), ("= 1", "not TOML")):
        Path("settings.toml").write_text(text, encoding="utf-8")
        ran = run("compare", *files, "--settings", "settings.toml")
        assert ran.code == 3
        assert told in ran.complaint
