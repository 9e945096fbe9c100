"""Nothing is left aside in silence: criteria outside all units are told, and mended mojibake is recorded."""

from __future__ import annotations

from pathlib import Path

from extractor.extract import extract_document
from unit_atlas.canonical import read_bodies

ROOT = Path(__file__).parents[2]
BODIES = read_bodies(ROOT / "specs" / "awarding-bodies.yaml")


def test_criteria_that_belong_to_no_unit_are_told(tmp_path: Path) -> None:
    source = tmp_path / "rules.txt"
    source.write_text(
        "Learning Outcomes\nAssessment Criteria\n4 Appeals\n4.1 A learner appeals to the centre.\n4.2 A panel hears.\n",
        encoding="utf-8",
    )
    result = extract_document(source, bodies=BODIES)
    assert result.units == ()
    assert result.notes == (
        "from line 1 on: 2 numbered points were not taken for a unit's criteria, "
        "the first is '4.1 A learner appeals to the centre.'",
    )


def test_a_document_without_any_criterion_needs_no_note(tmp_path: Path) -> None:
    source = tmp_path / "letter.txt"
    source.write_text("Dear colleague,\n\nthe meeting is on Monday.\n", encoding="utf-8")
    assert extract_document(source, bodies=BODIES).notes == ()


def test_mended_mojibake_is_recorded_in_the_provenance() -> None:
    source = ROOT / "specs" / "sources" / "004_966ac3875d73e667.txt"
    provenance = extract_document(source, bodies=BODIES).units[0].provenance
    assert provenance.repairs == {"‟": 5}
