"""`unit-atlas check`: findings, review entries, what --strict adds."""

from __future__ import annotations

from pathlib import Path

from tests.cli.command import Run

UNIT = Path("specs/units/ocr/j-601-1515.yaml")


def test_open_review_entries_are_listed_and_fail_only_with_strict(library: Path, run: Run) -> None:
    plain, strict = run("check"), run("check", "--strict")
    assert (plain.code, strict.code) == (0, 1)
    assert plain.out == strict.out
    line = UNIT.read_text(encoding="utf-8").splitlines().index("functional_skills:") + 1
    assert f"{UNIT}:{line}: review: functional_skills: unreadable:" in plain.out
    assert plain.out.splitlines()[-1].startswith("2 units: 0 errors, 0 warnings, ")


def test_an_answered_library_passes_strict(library: Path, run: Run) -> None:
    for path in Path("specs/units").rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        head, _, _ = text.partition("\nreview:")
        path.write_text(head + "\nreview: []\n", encoding="utf-8")
    ran = run("check", "--strict")
    assert (ran.code, ran.out) == (0, "2 units: 0 errors, 0 warnings, 0 open review entries\n")


def test_a_broken_file_is_an_error_with_its_line_and_comes_last(library: Path, run: Run) -> None:
    text = UNIT.read_text(encoding="utf-8")
    UNIT.write_text(text.replace("credit: 6\n", "credit: 6\ncredit: 7\n"), encoding="utf-8")
    line = text.splitlines().index("credit: 6") + 2
    ran = run("check")
    assert ran.code == 1
    assert ran.out.splitlines()[-2].startswith(f"{UNIT}:{line}: error: found the key 'credit' twice")
