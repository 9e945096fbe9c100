"""`unit-atlas review` and `build --review`: what they write, what they say, and what they refuse."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.cli.command import PDF, Run

GOLDEN = Path(__file__).parents[1] / "golden"
RULED, TEXT = "ocr/a-ruled-u3", "ocr/j-601-1515"
FILE = Path(f"specs/units/{RULED}.yaml")
SOURCE = Path("specs/sources") / PDF.name


@pytest.fixture
def with_pdf(extracted_with_pdf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the library with a PDF of three pages beside its two texts; the current folder."""
    shutil.copytree(extracted_with_pdf, tmp_path / "library")
    monkeypatch.chdir(tmp_path / "library")
    return tmp_path / "library"


def written(page: str) -> str:
    return Path(page).read_text(encoding="utf-8")


def test_it_prints_the_file_to_open_and_the_folder_holds_all_it_needs(with_pdf: Path, run: Run) -> None:
    ran = run("review", RULED)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        f"{SOURCE}: 3 pages, 6 open review entries",
        f"Open output-review/{RULED}/index.html",
    ]
    folder = Path("output-review") / RULED
    page = written(f"{folder}/index.html")
    named = re.findall(r'(?:href|src)="([^"#]+)"', page)
    assert len([name for name in named if name.endswith(".png")]) == 3
    assert [name for name in named if not (folder / name).is_file()] == []


def test_entries_come_first_with_the_line_of_the_file_to_correct(with_pdf: Path, run: Run) -> None:
    run("review", RULED)
    page = written(f"output-review/{RULED}/index.html")
    assert page.index(">To check first<") < page.index(">Read surely, page 1<")
    line = next(n for n, text in enumerate(written(str(FILE)).splitlines(), 1) if text.startswith("glh:"))
    assert f"units/{RULED}.yaml, line {line}<" in page


def test_a_second_run_writes_the_same_bytes(with_pdf: Path, run: Run) -> None:
    assert run("review", RULED, "--to", "one").code == 0
    assert run("review", RULED, "--to", "two").code == 0
    files = sorted(path.relative_to("one") for path in Path("one").rglob("*") if path.is_file())
    assert len(files) > 8
    assert [name for name in files if (Path("one") / name).read_bytes() != (Path("two") / name).read_bytes()] == []


def test_a_text_is_shown_by_its_lines(library: Path, run: Run) -> None:
    ran = run("review", TEXT)
    assert ran.code == 0
    assert re.search(r"000\.txt: \d+ lines, \d+ open review entr", ran.out)
    page = written(f"output-review/{TEXT}/index.html")
    assert '<span class="n">1</span>' in page
    assert ".png" not in page


def test_what_a_person_changed_is_told(with_pdf: Path, run: Run) -> None:
    FILE.write_text(written(str(FILE)).replace("very busy periods", "quiet periods"), encoding="utf-8")
    assert run("review", RULED).code == 0
    page = written(f"output-review/{RULED}/index.html")
    assert "Changed by a person.</b> Was read as: maintain service delivery during very busy periods" in page


def test_an_id_that_is_not_there_names_the_nearest(library: Path, run: Run) -> None:
    ran = run("review", "ocr/j-601-1551")
    assert ran.code == 3
    assert ran.complaint == "ocr/j-601-1551: no such unit in specs. Did you mean ocr/j-601-1515?"


def test_a_broken_unit_file_is_told_by_line(with_pdf: Path, run: Run) -> None:
    FILE.write_text("format: 1\ntitel: x\n", encoding="utf-8")
    ran = run("review", RULED)
    assert ran.code == 3
    assert ran.complaint.startswith(f"{FILE}:2: error: ")


def test_a_document_that_is_not_there_can_be_named(with_pdf: Path, run: Run) -> None:
    SOURCE.rename("elsewhere.pdf")
    ran = run("review", RULED)
    assert ran.code == 3
    assert ran.complaint == f"{SOURCE}: not found. Put the document there, or name it with --source."
    assert run("review", RULED, "--source", "elsewhere.pdf").code == 0


def test_a_document_in_a_folder_below_is_found_by_its_bytes(with_pdf: Path, run: Run) -> None:
    Path("specs/sources/2011").mkdir()
    shutil.copy(SOURCE, "specs/sources/2011")
    SOURCE.write_bytes(b"another document of the same name")
    assert f"specs/sources/2011/{PDF.name}: 3 pages" in run("review", RULED).out


@pytest.mark.parametrize("named", [False, True])
def test_another_document_of_the_same_name_is_refused(with_pdf: Path, run: Run, named: bool) -> None:
    shutil.copy(GOLDEN / "pdf-sources" / "a_ruled_U4.pdf", SOURCE)
    ran = run("review", RULED, *(["--source", SOURCE] if named else []))
    assert ran.code == 3
    assert "found other bytes than the unit was read from" in ran.complaint
    assert ran.complaint.endswith(f"Extract it again: unit-atlas extract {SOURCE}")


def test_a_unit_without_a_source_has_nothing_to_be_shown_beside(with_pdf: Path, run: Run) -> None:
    text = re.sub(r"source:\n(  .*\n)+", "", written(str(FILE)))
    FILE.write_text(text, encoding="utf-8")
    ran = run("review", RULED)
    assert ran.code == 3
    assert ran.complaint == f"{FILE}: no source is recorded, so there is no document to show it beside."


def test_a_folder_with_other_files_is_refused(with_pdf: Path, run: Run) -> None:
    Path("mine").mkdir()
    Path("mine/letter.txt").write_text("Dear", encoding="utf-8")
    ran = run("review", RULED, "--to", "mine")
    assert ran.code == 3
    assert "mine: holds files that unit-atlas did not write" in ran.complaint


def test_a_plain_build_shows_no_document(with_pdf: Path, run: Run) -> None:
    assert run("build").code == 0
    assert [path.name for path in Path("output/review").rglob("*") if path.is_file()] == ["index.html"]


def test_build_review_shows_every_unit_beside_its_document(with_pdf: Path, run: Run) -> None:
    ran = run("build", "--review")
    assert ran.code == 0
    pages = {str(path.relative_to("output/review")) for path in Path("output/review").rglob("*.html")}
    assert pages == {"index.html", f"{RULED}.html", f"{TEXT}.html", "ocn-london/l-508-3936.html"}
    assert len(list(Path("output/review/pages").iterdir())) == 3
    assert f'href="../../review/{RULED}.html"' in written(f"output/units/{RULED}.html")
    assert f'href="../review/{RULED}.html"' in written("output/review/index.html")


def test_build_review_says_which_documents_are_not_there(with_pdf: Path, run: Run) -> None:
    SOURCE.unlink()
    ran = run("build", "--review")
    assert ran.code == 0
    assert f"1 unit not shown beside a document, as none lies in specs/sources: {RULED}" in ran.err
    assert Path(f"output/review/{TEXT}.html").is_file()


def test_a_document_that_changed_costs_one_line_and_code_1(with_pdf: Path, run: Run) -> None:
    SOURCE.write_bytes(b"%PDF-1.7 broken")
    ran = run("build", "--review")
    assert ran.code == 1
    assert len([line for line in ran.err.splitlines() if "found other bytes" in line]) == 1
    assert Path(f"output/review/{TEXT}.html").is_file()
    assert not Path(f"output/review/{RULED}.html").exists()


def test_a_public_build_shows_no_document_of_a_body_that_has_not_permitted_it(with_pdf: Path, run: Run) -> None:
    bodies = Path("specs/awarding-bodies.yaml")
    before, body, after = bodies.read_text(encoding="utf-8").partition("- id: ocn-london\n")
    bodies.write_text(before + body + after.replace("reuse: unknown", "reuse: permitted", 1), encoding="utf-8")
    ran = run("build", "--public", "--review")
    assert (ran.code, ran.err) == (0, "")
    files = {str(path.relative_to("output/review")) for path in Path("output/review").rglob("*") if path.is_file()}
    assert files == {"index.html", "ocn-london/l-508-3936.html"}
