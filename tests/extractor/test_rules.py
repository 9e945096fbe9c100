"""The rules, one readable fixture each: a printed passage and what must be read from it.

`fixtures/<subject>.<view>.txt` holds fixtures as title, dot, document, dot, expected outline, dot. `→` stands for a
tab, `␌` for a form feed. `outline.py` says what the views show.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.extractor.outline import outline
from tests.extractor.samples import read
from tests.extractor.test_words import check_account, check_fields, check_nothing_invented
from unit_atlas.canonical import dump, load
from unit_atlas.model import EXPECTED_FIELDS

FIXTURES = Path(__file__).with_name("fixtures")


def fixtures() -> Iterator[object]:
    for path in sorted(FIXTURES.glob("*.txt")):
        subject, view = path.stem.split(".")
        kind = {"html": "html", "markdown": "md"}.get(subject, "txt")
        parts = path.read_text(encoding="utf-8").split("\n.\n")
        assert not parts[-1].strip(), f"{path.name} does not end in a dot"
        for title, document, expected in zip(parts[0:-1:3], parts[1:-1:3], parts[2:-1:3], strict=True):
            yield pytest.param(kind, view, document, expected, id=f"{subject}: {title.strip()}")


@pytest.mark.parametrize(("kind", "view", "document", "expected"), list(fixtures()))
def test_rule(kind: str, view: str, document: str, expected: str, tmp_path: Path) -> None:
    path = tmp_path / f"unit.{kind}"
    path.write_text(document.replace("→", "\t").replace("␌", "\f"), encoding="utf-8")
    reading = read(path)
    assert outline(reading, view).splitlines() == expected.splitlines()
    flagged = {entry.field for entry in reading.unit.review}
    assert [name for name in EXPECTED_FIELDS if getattr(reading.unit, name) is None and name not in flagged] == []
    check_account(reading)
    check_fields(reading)
    check_nothing_invented(reading)
    assert load(dump(reading.unit, schema=None), name=path.name) == reading.unit
