"""`unit-atlas init` and `schema`: what a new library holds."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.command import ROOT, Run
from unit_atlas import __version__
from unit_atlas.canonical import load_data

WORKFLOW = ".github/workflows/pages.yml"
USES = re.compile(r"uses: (\S+)@(\S+) # (v[0-9.]+)")


def test_a_new_library_holds_what_it_needs(run: Run, tmp_path: Path) -> None:
    run("init", tmp_path / "new")
    written = {
        path.relative_to(tmp_path / "new").as_posix() for path in (tmp_path / "new").rglob("*") if path.is_file()
    }
    assert written == {
        "README.md",
        ".gitattributes",
        ".gitignore",
        WORKFLOW,
        "specs/awarding-bodies.yaml",
        "specs/unit.schema.json",
        "specs/sources/.gitkeep",
        "specs/units/.gitkeep",
    }


def test_nothing_that_exists_is_overwritten(run: Run, tmp_path: Path) -> None:
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "awarding-bodies.yaml").write_text("[]", encoding="utf-8")
    ran = run("init", tmp_path)
    assert ran.code == 3
    assert ran.complaint == f"{tmp_path}: found specs/awarding-bodies.yaml, expected no library. Name another folder."
    assert [path.name for path in tmp_path.iterdir()] == ["specs"]


def test_a_new_library_checks_and_builds_before_it_holds_a_unit(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("init", tmp_path)
    monkeypatch.chdir(tmp_path)
    assert run("check", "--strict").out == "0 units: 0 errors, 0 warnings, 0 open review entries\n"
    assert run("build", "--strict", "--public").code == 0


COMMIT = "0123456789" * 4
WHEEL = f"./wheels/unit_atlas-{__version__}-py3-none-any.whl"


@pytest.mark.parametrize(
    ("recorded", "installs"),
    [
        (None, f"unit-atlas=={__version__}"),
        ({"url": "file:///home/ab/unit-atlas", "dir_info": {"editable": True}}, WHEEL),
        ({"url": "file:///home/ab/x.git", "vcs_info": {"vcs": "git", "commit_id": COMMIT}}, WHEEL),
        ({"url": "https://example.org/a.whl", "archive_info": {}}, "unit-atlas @ https://example.org/a.whl"),
        (
            {"url": "https://example.org/a.git", "vcs_info": {"vcs": "git", "commit_id": COMMIT}},
            f"unit-atlas @ git+https://example.org/a.git@{COMMIT}",
        ),
    ],
)
def test_the_workflow_installs_this_copy_again(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, recorded: dict[str, object] | None, installs: str
) -> None:
    text = None if recorded is None else json.dumps(recorded)
    monkeypatch.setattr("importlib.metadata.PathDistribution.read_text", lambda *_: text)
    ran = run("init", tmp_path)
    assert f'UNIT_ATLAS: "{installs}"' in (tmp_path / WORKFLOW).read_text(encoding="utf-8")
    assert ("which is not there yet" in ran.err) == (installs == WHEEL)


@pytest.mark.parametrize("package", ["./wheels/a.whl", 'x "quoted" \\ y', "unit-atlas @ git+https://example.org/a@b"])
def test_the_workflow_installs_what_the_person_names(run: Run, tmp_path: Path, package: str) -> None:
    assert run("init", tmp_path, "--package", package).err == ""
    text = (tmp_path / WORKFLOW).read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if "UNIT_ATLAS:" in line)
    assert json.loads(line.split(":", 1)[1]) == package


@pytest.mark.parametrize("file", [ROOT / ".github/workflows/site.yml", ROOT / "unit_atlas/cli/starter/pages.yml"])
def test_a_workflow_publishes_with_least_rights_and_pinned_actions(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    jobs = load_data(text.replace("{package}", "x"), name=file)
    pins = {name: (commit, version) for name, commit, version in USES.findall(text)}
    assert jobs["permissions"] == {"contents": "read"}
    assert "permissions" not in jobs["jobs"]["build"]
    assert jobs["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert text.count("uses: ") == len(pins) == 5
    assert all(re.fullmatch("[0-9a-f]{40}", commit) for commit, _ in pins.values())
    assert "secrets." not in text


def test_both_workflows_pin_the_same_actions() -> None:
    site, pages = (ROOT / ".github/workflows/site.yml", ROOT / "unit_atlas/cli/starter/pages.yml")
    assert USES.findall(site.read_text(encoding="utf-8")) == USES.findall(pages.read_text(encoding="utf-8"))


def test_what_is_published_is_the_public_build() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    starter = (ROOT / "unit_atlas/cli/starter/pages.yml").read_text(encoding="utf-8")
    assert "build --strict --public --zip --to output-public/" in makefile
    assert "build --strict --public --zip --to output-public\n" in starter
    assert "build" not in re.sub(r"build --strict --public|  build:|needs: build|publish", "", starter)


def test_schema_prints_what_the_samples_name_in_their_first_line(run: Run) -> None:
    assert run("schema").out == (ROOT / "specs/unit.schema.json").read_text(encoding="utf-8")


def test_schema_writes_a_file(run: Run, tmp_path: Path) -> None:
    assert run("schema", "--to", tmp_path / "s.json").code == 0
    assert json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))["$schema"].startswith(
        "http://json-schema.org/"
    )


def test_a_folder_that_holds_files_of_any_repository_keeps_them(run: Run, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Ours.", encoding="utf-8")
    ran = run("init", tmp_path, "--package", "./a.whl")
    assert (ran.code, ran.err) == (0, f"{tmp_path / 'README.md'}: was there and is left as it is\n")
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "Ours."
    assert (tmp_path / "specs/awarding-bodies.yaml").is_file()
    assert run("init", tmp_path).code == 3
