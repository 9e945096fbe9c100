"""A handbook's qualification is kept beside its units, and a person's file about it is left alone."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.cli.command import ROOT, Run
from unit_atlas.canonical import read_qualification

UNIT = """Unit Title: {title}
Level: Two
Credit Value: 3
GLH: 27
OCNLR Unit Code: SK4/2/LQ/0{number}

LEARNING OUTCOMES\tASSESSMENT CRITERIA
The learner will:\tThe learner can:
1. Know {title}.\t1.1. Describe a tool. 1.2. Name a plant.
2. Be able to dig.\t2.1. Dig a bed. 2.2. Rake a bed.

Assessment

A diary is kept.
"""
HANDBOOK = (
    """OCN London Level 2 Certificate in Garden Skills
Qualification number: 600/8271/9
Total qualification time: 150

Contents
Keep Bees 2
Grow Beans 3
Assessment rules 4

Rules of combination

Learners must achieve 15 credits: 9 from group A
and the rest from any group.
\f"""
    + UNIT.format(title="Keep Bees", number=11)
    + "\f"
    + UNIT.format(title="Grow Beans", number=12)
)


def test_a_handbook_keeps_its_qualification_beside_its_units(tmp_path: Path, run: Run) -> None:
    specs = tmp_path / "specs"
    (specs / "sources").mkdir(parents=True)
    shutil.copy(ROOT / "specs" / "awarding-bodies.yaml", specs)
    (specs / "sources" / "handbook.txt").write_text(HANDBOOK, encoding="utf-8")
    done = run("extract", "--awarding-body", "OCN London", specs / "sources", "--to", specs / "units")
    assert done.code == 0, done.err
    path = specs / "qualifications" / "ocn-london" / "600-8271-9.yaml"
    kept = read_qualification(path)
    assert (kept.number, kept.tqt, kept.level) == ("600/8271/9", 150, "2")
    assert kept.title == "OCN London Level 2 Certificate in Garden Skills"
    assert kept.rules == "Learners must achieve 15 credits: 9 from group A and the rest from any group."
    assert [unit.id for unit in kept.units] == ["ocn-london/sk4-2-lq-011", "ocn-london/sk4-2-lq-012"]

    path.write_text(path.read_text(encoding="utf-8").replace("tqt: 150", "tqt: 160  # by phone"), encoding="utf-8")
    corrected = path.read_bytes()
    again = run("extract", "--again", "--awarding-body", "OCN London", specs / "sources", "--to", specs / "units")
    assert "kept      qualification 600/8271/9, which differs in tqt" in again.out
    assert path.read_bytes() == corrected
