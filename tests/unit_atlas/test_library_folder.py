"""Reading a specs folder: what is in it, and what cannot be read as findings."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from unit_atlas.canonical import dump
from unit_atlas.library import find_body, read_library
from unit_atlas.model import Reuse, Unit
from unit_atlas.provenance import Place, Provenance, dump_provenance, read_provenance
from unit_atlas.refusals import CanonicalError

MakeUnit = Callable[..., Unit]
MakeLibrary = Callable[..., Path]
SPECS = Path(__file__).parents[2] / "specs"


def rules(root: Path) -> list[tuple[str, str]]:
    return [(problem.rule, problem.path.relative_to(root).as_posix()) for problem in read_library(root).problems]


def test_units_by_path_in_order(make_library: MakeLibrary, make_unit: MakeUnit) -> None:
    root = make_library({"ocr/b": make_unit(title="B"), "ocr/a": make_unit(title="A"), "ncfe/z": make_unit()})
    library = read_library(root)
    assert list(library.units) == ["ncfe/z", "ocr/a", "ocr/b"]
    assert library.units["ocr/a"].title == "A"
    assert library.path("ocr/a") == root / "units/ocr/a.yaml"
    assert [body.id for body in library.bodies] == ["ocr", "ocn-london"]
    assert library.body(library.units["ocr/a"]) == library.bodies[0]
    assert library.problems == ()


def test_families_qualifications_and_provenance(make_library: MakeLibrary, make_unit: MakeUnit) -> None:
    provenance = Provenance(source="one.pdf", fields={"glh": Place(page=1, box=(0, 1.5, 2, 3), confidence=0.5)})
    root = make_library(
        {"ocr/a": make_unit(), "ocr/b": make_unit()},
        {
            "families.yaml": "- {members: [ocr/a, ocr/b], verdict: equivalent}\n",
            "qualifications/ocr/600-8271-9.yaml": "number: 600/8271/9\nunits: [{id: ocr/a}]\nrules: |\n  All.\n",
            "provenance/ocr/a.json": dump_provenance(provenance),
        },
    )
    library = read_library(root)
    assert library.problems == ()
    assert library.families[0].verdict == "equivalent"
    assert library.qualifications["ocr/600-8271-9"].units[0].id == "ocr/a"
    assert library.provenance == {"ocr/a": provenance}


def test_a_broken_file_is_a_finding_with_its_line_and_the_others_are_read(
    make_library: MakeLibrary, make_unit: MakeUnit
) -> None:
    root = make_library({"ocr/a": make_unit()}, {"units/ocr/b.yaml": "title: A\ntilte: B\nlevel: 3\n"})
    library = read_library(root)
    assert list(library.units) == ["ocr/a"]
    assert [(p.path.name, p.line, p.severity, p.rule) for p in library.problems] == [
        ("b.yaml", 2, "error", "invalid-file"),
        ("b.yaml", 3, "error", "invalid-file"),
    ]


def test_other_broken_files_are_findings_too(make_library: MakeLibrary) -> None:
    root = make_library(
        {}, {"families.yaml": "- {members: [a]}", "provenance/ocr/a.json": "{", "awarding-bodies.yaml": "ocr: OCR"}
    )
    assert {rule for rule, _ in rules(root)} == {"invalid-file"}
    assert {path for _, path in rules(root)} == {"families.yaml", "provenance/ocr/a.json", "awarding-bodies.yaml"}


@pytest.mark.parametrize(
    "name", ["a.yaml", "ocr/deep/a.yaml", "ocr/A.yaml", "ocr/a b.yaml", "ocr/con.yaml", "OCR/a.yaml"]
)
def test_files_that_cannot_have_an_id(make_library: MakeLibrary, make_unit: MakeUnit, name: str) -> None:
    root = make_library({}, {f"units/{name}": dump(make_unit(), schema=None)})
    assert rules(root) == [("bad-id", f"units/{name}")]
    assert read_library(root).units == {}


@pytest.mark.parametrize(("one", "other"), [("j-601", "J-601"), ("café", "cafe\u0301"), ("a1", "a１")])
def test_two_files_of_one_id_are_an_error_naming_both(
    make_library: MakeLibrary, make_unit: MakeUnit, one: str, other: str
) -> None:
    text = dump(make_unit(), schema=None)
    root = make_library({}, {f"units/ocr/{one}.yaml": text, f"units/ocr/{other}.yaml": text})
    clash = [problem for problem in read_library(root).problems if problem.rule == "id-clash"]
    assert len(clash) == 1
    assert f"{one}.yaml" in clash[0].message
    assert f"{other}.yaml" in clash[0].message


def test_links_and_devices_are_not_followed(make_library: MakeLibrary, make_unit: MakeUnit, tmp_path: Path) -> None:
    root = make_library({"ocr/a": make_unit()})
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.yaml").write_text(dump(make_unit(), schema=None))
    (root / "units/away").symlink_to(outside)
    (root / "units/ocr/b.yaml").symlink_to(outside / "secret.yaml")
    os.mkfifo(root / "units/ocr/c.yaml")
    assert rules(root) == [
        ("not-regular", "units/away"),
        ("not-regular", "units/ocr/b.yaml"),
        ("not-regular", "units/ocr/c.yaml"),
    ]
    assert list(read_library(root).units) == ["ocr/a"]


def test_a_file_that_looks_like_a_unit_but_is_not_read_is_told(make_library: MakeLibrary) -> None:
    assert rules(make_library({}, {"units/ocr/a.yml": "", "units/README.md": ""})) == [
        ("other-suffix", "units/ocr/a.yml")
    ]


def test_a_name_that_two_bodies_claim_is_an_error(make_library: MakeLibrary) -> None:
    root = make_library({}, {"awarding-bodies.yaml": "- {id: a, name: A, aliases: [Both]}\n- {id: b, name: both}\n"})
    assert [p.message for p in read_library(root).problems] == [
        "b and a both claim the name 'both', expected one; remove it from one"
    ]


def test_an_empty_folder_is_a_library(tmp_path: Path) -> None:
    assert read_library(tmp_path).units == {}


def test_a_folder_that_is_not_there_raises(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_library(tmp_path / "none")


def test_provenance_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"source": "a", "colour": 1}')
    with pytest.raises(CanonicalError, match="unknown key 'colour'"):
        read_provenance(path)


def test_the_bodies_that_come_with_the_library() -> None:
    library = read_library(SPECS)
    assert not [problem for problem in library.problems if problem.path.name == "awarding-bodies.yaml"]
    wanted: Reuse = "unknown"
    assert {body.reuse for body in library.bodies} == {wanted}
    for name, expected in {
        "OCR": "ocr",
        "OCNLR": "ocn-london",
        "Open College Network London Region": "ocn-london",
        "Pearson": "pearson",
        "City & Guilds": "city-and-guilds",
        "CACHE": "ncfe-cache",
        "NCFE CACHE": "ncfe-cache",
        "Gateway Qualifications": "gateway-qualifications",
        "apt awards": "apt-awards",
        "Cskills Awards": "cskills-awards",
        "The Learning Machine": "tlm",
        "Highfield": "highfield",
        "Highfield Qualifications": "highfield",
        "TQUK": "tquk",
        "Skills and Education Group Awards": "skills-and-education-group-awards",
        "SQA": "sqa",
        "NOCN": "nocn",
        "ATHE": "athe",
    }.items():
        found = find_body(name, library.bodies)
        assert found is not None and found.id == expected, name
