from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.unit_atlas.shelf import Shelf
from unit_atlas.canonical import dump, read_unit
from unit_atlas.model import AwardingBody, Criterion, LearningOutcome, Source, Unit

EXAMPLE = Path(__file__).with_name("example.yaml")


@pytest.fixture(scope="session")
def example() -> Unit:
    """A whole unit, written by hand."""
    return read_unit(EXAMPLE)


@pytest.fixture(scope="session")
def bodies() -> tuple[AwardingBody, ...]:
    return (
        AwardingBody(id="ocr", name="OCR", aliases=("Oxford Cambridge and RSA",)),
        AwardingBody(id="ocn-london", name="OCN London", aliases=("OCNLR", "Open College Network London Region")),
        AwardingBody(id="city-and-guilds", name="City & Guilds", aliases=("C&G",)),
    )


@pytest.fixture(scope="session")
def make_unit() -> Callable[..., Unit]:
    """Makes a small unit in which nothing is amiss; keywords replace fields, `file` names the source."""

    def make(*, file: str = "one.pdf", **fields: Any) -> Unit:
        complete: dict[str, Any] = {
            "awarding_body": "OCR",
            "title": "Walk dogs",
            "unit_number": "22",
            "ofqual_reference": "J/601/1515",
            "level": "3",
            "credit": 6,
            "glh": 40,
            "learning_outcomes": (
                LearningOutcome(number="1", text="Walk", criteria=(Criterion(number="1.1", text="fit a collar"),)),
            ),
            "source": Source(file=file, sha256="0" * 64, layout="ocr", reader="text"),
        }
        return Unit(**{**complete, **fields})

    return make


@pytest.fixture
def shelf(tmp_path: Path, bodies: tuple[AwardingBody, ...]) -> Shelf:
    """A units folder that is opened anew for each document."""
    return Shelf(tmp_path / "elsewhere", bodies)


@pytest.fixture
def make_library(tmp_path: Path) -> Callable[..., Path]:
    """Writes units by id, and other files by path, into a specs folder and returns it."""

    def make(units: dict[str, Unit] | None = None, files: dict[str, str] | None = None) -> Path:
        root = tmp_path / "specs"
        texts = {f"units/{unit_id}.yaml": dump(unit, schema=None) for unit_id, unit in (units or {}).items()}
        listed = {"awarding-bodies.yaml": "- {id: ocr, name: OCR}\n- {id: ocn-london, name: OCN London}\n"}
        for name, text in {**listed, **texts, **(files or {})}.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return root

    return make
