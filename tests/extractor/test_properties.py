"""An invented unit, typeset in an invented manner and read back, is the same unit, or its doubts are named.

MANY=300 python -m pytest tests/extractor/test_properties.py    runs that many new examples a test
"""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.extract import extract_document
from tests.extractor.invented import STANDARDS, manners, units
from tests.extractor.samples import BODIES
from tests.extractor.typeset_unit import typeset
from unit_atlas.model import EXPECTED_FIELDS, LearningOutcome, Unit

TAIL_PROSE = (
    "It draws on the standards below.",
    "Candidates may practise these skills.",
    *(f"This unit rests on {nos.reference}." for nos in STANDARDS),
)
MANY = int(os.environ.get("MANY", "0"))


def read_back(pdf: bytes) -> list[Unit]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "unit.pdf"
        path.write_bytes(pdf)
        return [extracted.unit for extracted in extract_document(path, bodies=BODIES).units]


def differences(meant: Unit, read: Unit) -> Iterator[tuple[str, object, object]]:
    """The fields that differ: their path, what was printed, what was read."""
    for name in EXPECTED_FIELDS:
        if getattr(meant, name) != getattr(read, name):
            yield name, getattr(meant, name), getattr(read, name)
    if _words(meant.aim) != _words(read.aim):
        yield "aim", meant.aim, read.aim
    if _words(meant.assessment.text) != _words(read.assessment.text or read.guidance):
        yield "assessment", meant.assessment.text, read.assessment.text or read.guidance
    if meant.evidence_requirements != read.evidence_requirements:
        yield "evidence_requirements", meant.evidence_requirements, read.evidence_requirements
    for name, printed, found in (
        ("assessment.methods", meant.assessment.methods, read.assessment.methods),
        ("nos", tuple(nos.reference for nos in meant.nos), tuple(nos.reference for nos in read.nos)),
        ("functional_skills", meant.functional_skills, read.functional_skills),
    ):
        if printed != found:
            yield name, printed, found
    yield from _outcome_differences(meant, read)
    for section in read.other_sections:
        if section.text not in TAIL_PROSE:
            yield f"other_sections[{section.heading}]", None, section.text


def _outcome_differences(meant: Unit, read: Unit) -> Iterator[tuple[str, object, object]]:
    printed, found = (dict(_texts(unit)) for unit in (meant, read))
    for path in (*printed, *(path for path in found if path not in printed)):
        if printed.get(path) != found.get(path):
            yield path, printed.get(path), found.get(path)
    if list(printed) != list(found) and set(printed) == set(found):
        yield "learning_outcomes", list(printed), list(found)


def _texts(unit: Unit) -> Iterator[tuple[str, object]]:
    for outcome in unit.learning_outcomes:
        path = f"learning_outcomes[{outcome.number}]"
        yield f"{path}.text", outcome.text
        yield f"{path}.guidance", _guidance(outcome)
        for criterion in outcome.criteria:
            said = (criterion.text, *criterion.items, criterion.grade or "", *criterion.shared_with)
            yield f"{path}.criteria[{criterion.number}].text", said


def _guidance(outcome: LearningOutcome) -> str:
    parts = (outcome.guidance, outcome.range, *(criterion.guidance for criterion in outcome.criteria))
    return _words(" ".join(part for part in parts if part))


def _words(text: str | None) -> str:
    return " ".join((text or "").replace("\\", "").split())


def silent(meant: Unit, read: Unit) -> list[tuple[str, object, object]]:
    """The differences that the unit's review does not name, by the field or by the words that were not placed."""
    named = {entry.field for entry in read.review}
    if "assessment.methods" in named:
        named.add("assessment")  # rows of the grid stay in the text
    unread = " ".join(entry.message for entry in read.review if entry.reason == "unread-text").split()
    return [
        difference
        for difference in differences(meant, read)
        if difference[0] not in named and not _is_told(difference[1], difference[2], unread)
    ]


def _is_told(printed: object, found: object, unread: list[str]) -> bool:
    """Does what was read only lack words that are listed as unread?"""
    if not isinstance(printed, tuple) or not isinstance(found, tuple):
        return False
    meant, read = (Counter(" ".join(map(str, texts)).split()) for texts in (printed, found))
    return not read - meant and not meant - read - Counter(unread)


@given(st.data())
@settings(
    max_examples=MANY or 20,
    deadline=None,
    derandomize=not MANY,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_a_typeset_unit_is_read_back(data: st.DataObject) -> None:
    unit = data.draw(units())
    pdf = typeset(unit, data.draw(manners(unit)))
    (read,) = read_back(pdf)
    assert silent(unit, read) == []
