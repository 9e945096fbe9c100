from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit_atlas.compare.building import gold_units
from unit_atlas.model import Unit

GOLDEN = Path(__file__).parents[2] / "golden"


@pytest.fixture(scope="session")
def units() -> dict[str, Unit]:
    """The five sample units as read by hand: '000' and '001' are two versions of one unit."""
    return gold_units(GOLDEN / "sources")
