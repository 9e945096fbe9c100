"""`unit-atlas papers`: files for the units that are named, one line for those that are not there."""

from __future__ import annotations

from pathlib import Path

from tests.cli.command import Run

SPECS = Path(__file__).parents[2] / "specs"


def test_each_unit_becomes_a_workbook_and_a_document(run: Run, tmp_path: Path) -> None:
    done = run("papers", "ocr/j-601-1515", "ocn-london/l-508-3936", "--specs", SPECS, "--to", tmp_path / "papers")
    assert done.code == 0
    assert sorted(path.name for path in (tmp_path / "papers").iterdir()) == [
        "ocn-london--l-508-3936.docx",
        "ocn-london--l-508-3936.xlsx",
        "ocr--j-601-1515.docx",
        "ocr--j-601-1515.xlsx",
    ]
    assert done.out == f"4 files in {tmp_path / 'papers'}\n"
    assert done.err == "warning: ocr/j-601-1515: 1 field to be checked against the source\n"


def test_a_unit_that_is_not_there_is_named_with_its_neighbours(run: Run, tmp_path: Path) -> None:
    done = run("papers", "ocr/j-601-1516", "--specs", SPECS, "--to", tmp_path / "papers")
    assert done.code == 3
    assert "no such unit" in done.err
    assert "ocr/j-601-1515" in done.err
    assert not (tmp_path / "papers").exists()
