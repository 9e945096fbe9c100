"""What a person settled in a unit file outlives the extraction of a changed document."""

from __future__ import annotations

from pathlib import Path

from tests.extractor.samples import BODIES, read
from unit_atlas.canonical import read_unit
from unit_atlas.store import Store, Stored

DOCUMENT = """Unit title: Keep bees
OCR unit number: 22
Level: 2
GLH: {glh}
Unit reference number: J/601/1515

Learning Outcomes Assessment Criteria
1 Keep bees
1.1 name the parts of a hive
1.2 light a smoker
"""
DECISION = "decisions:\n- {{field: {field}, decision: {decision}, by: AB}}\n"


def put(folder: Path, glh: str) -> Stored:
    path = folder / "unit.txt"
    path.write_text(DOCUMENT.format(glh=glh), encoding="utf-8")
    (stored,) = Store(folder / "units", BODIES).put([(e.unit, e.provenance) for e in read(path).result.units])
    return stored


def decide(stored: Stored, field: str, decision: str) -> bytes:
    text = stored.path.read_text(encoding="utf-8") + DECISION.format(field=field, decision=decision)
    stored.path.write_text(text, encoding="utf-8")
    return stored.path.read_bytes()


def test_a_missing_field_is_flagged_until_a_person_answers(tmp_path: Path) -> None:
    first = put(tmp_path, "40")
    assert "credit" in {entry.field for entry in read_unit(first.path).review}
    decided = decide(first, "credit", "not-printed")
    again = put(tmp_path, "40")
    assert (again.action, again.differences) == ("kept", ())
    assert again.path.read_bytes() == decided


def test_a_decision_outlives_a_changed_document(tmp_path: Path) -> None:
    decide(put(tmp_path, "40"), "credit", "not-printed")
    unit = read_unit(put(tmp_path, "45").path)
    assert [(decision.field, decision.decision, decision.by) for decision in unit.decisions] == [
        ("credit", "not-printed", "AB")
    ]
