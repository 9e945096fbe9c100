"""`unit-atlas build`: what it leaves in the folder and says of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.command import Run
from tests.site_builder.pseudo import pseudo_catalogue

UNIT = Path("specs/units/ocr/j-601-1515.yaml")
OUTPUT = Path("output/index.html")


def test_it_prints_the_file_to_open(library: Path, run: Run) -> None:
    ran = run("build")
    assert ran.code == 0
    assert ran.out.splitlines()[-1] == f"Open {OUTPUT}"
    assert OUTPUT.is_file()


def test_the_whole_site_as_one_zip(library: Path, run: Run) -> None:
    ran = run("build", "--zip")
    assert ran.out.splitlines()[-2:] == ["The whole site as one ZIP: output/unit-atlas-site.zip", f"Open {OUTPUT}"]
    assert Path("output/unit-atlas-site.zip").is_file()


def test_a_plain_build_warns_of_text_that_may_not_leave_the_centre(library: Path, run: Run) -> None:
    assert "OCN London and OCR, whose reuse is not 'permitted'" in run("build").err


def test_a_public_build_says_whose_text_it_held_back(library: Path, run: Run) -> None:
    ran = run("build", "--public")
    assert (ran.code, ran.err) == (0, "")
    assert "Held back, as reuse is not 'permitted': the text of OCN London, OCR" in ran.out


def test_a_public_build_shows_the_text_of_a_body_that_permits_it(library: Path, run: Run) -> None:
    bodies = Path("specs/awarding-bodies.yaml")
    before, body, after = bodies.read_text(encoding="utf-8").partition("- id: ocn-london\n")
    bodies.write_text(before + body + after.replace("reuse: unknown", "reuse: permitted", 1), encoding="utf-8")
    ran = run("build", "--public")
    pages = "".join(path.read_text(encoding="utf-8") for path in Path("output").rglob("*.html"))
    assert "the text of OCR\n" in ran.out
    assert "Solve problems with service systems" in pages
    assert "solve problems with service systems" not in pages


def test_strict_builds_nothing_while_a_file_is_broken(library: Path, run: Run) -> None:
    assert run("build").code == 0
    before = OUTPUT.read_bytes()
    UNIT.write_text("format: 1\ntitel: Bees\n", encoding="utf-8")
    ran = run("build", "--strict")
    found, verdict = ran.err.splitlines()
    assert (ran.code, ran.out) == (1, "")
    assert found.startswith(f"{UNIT}:2: error: ")
    assert verdict == "output: not built, for 1 error in specs. Correct them, or build without --strict."
    assert OUTPUT.read_bytes() == before


def test_without_strict_the_rest_is_built_and_the_code_is_1(library: Path, run: Run) -> None:
    UNIT.write_text("format: 1\ntitel: Bees\n", encoding="utf-8")
    ran = run("build")
    assert ran.code == 1
    assert "1 unit, " in ran.out
    assert str(UNIT) in ran.err


def test_open_review_entries_do_not_stop_a_strict_build(library: Path, run: Run) -> None:
    assert run("check", "--strict").code == 1
    assert run("build", "--strict").code == 0


def test_a_folder_with_other_files_is_refused(library: Path, run: Run) -> None:
    Path("output").mkdir()
    Path("output/letter.txt").write_text("Dear", encoding="utf-8")
    ran = run("build")
    assert ran.code == 3
    assert "output: holds files that unit-atlas did not write" in ran.complaint
    assert Path("output/letter.txt").is_file()


def test_the_date_of_the_data_comes_from_the_environment(
    library: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    assert run("build").code == 0
    assert "9 September 2001" in OUTPUT.read_text(encoding="utf-8")


def test_a_wrong_date_in_the_environment_is_one_line(library: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    ran = run("build")
    assert ran.code == 3
    assert ran.complaint.startswith("SOURCE_DATE_EPOCH: found 'yesterday', expected seconds since 1970.")


def test_what_changed_since_an_earlier_folder(library: Path, run: Run) -> None:
    shutil.copytree("specs", "old")
    text = UNIT.read_text(encoding="utf-8")
    UNIT.write_text(text.replace("inform managers", "tell managers", 1), encoding="utf-8")
    assert run("build", "--since", "old").code == 0
    page = Path("output/changes/index.html").read_text(encoding="utf-8")
    assert "What changed since old" in page
    assert "1 changed and 1 as before" in page
    assert "changes/index.html" in OUTPUT.read_text(encoding="utf-8")


def test_an_earlier_state_that_is_none_builds_nothing(library: Path, run: Run) -> None:
    ran = run("build", "--since", "nowhere")
    assert ran.code == 3
    assert "nowhere: git says" in ran.err
    assert not OUTPUT.exists()


def test_a_build_in_another_language(library: Path, run: Run) -> None:
    Path("xa.mo").write_bytes(pseudo_catalogue())
    ran = run("build", "--public", "--messages", "xa.mo")
    assert (ran.code, ran.err) == (0, "")
    page = OUTPUT.read_text(encoding="utf-8")
    assert '<html lang="en-XA">' in page
    assert "⟦Fíñd á úñít, réád ít, çómpáré ít⟧" in page
    assert run("build", "--public").code == 0
    assert '<html lang="en-GB">' in OUTPUT.read_text(encoding="utf-8")


def test_texts_that_a_catalogue_lacks_are_told(library: Path, run: Run) -> None:
    whole = pseudo_catalogue()
    Path("xa.mo").write_bytes(pseudo_catalogue(but=("About", "Light/dark")))
    assert len(whole) > Path("xa.mo").stat().st_size
    ran = run("build", "--public", "--messages", "xa.mo")
    assert ran.complaint == "warning: xa.mo: 2 texts of the site not in it, said in English, the first: 'About'"


def test_a_file_that_is_no_catalogue_leaves_the_site_as_it_was(library: Path, run: Run) -> None:
    assert run("build").code == 0
    before = OUTPUT.read_bytes()
    ran = run("build", "--messages", "README.md")
    assert ran.code == 3
    assert ran.complaint.startswith("README.md: ")
    assert OUTPUT.read_bytes() == before
