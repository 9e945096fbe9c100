"""Compare two units: align (what is the same), classify (what changed), judge (what it means), present."""

from __future__ import annotations

from unit_atlas.compare.engine import compare, compare_criteria
from unit_atlas.compare.model import Comparison
from unit_atlas.compare.present import to_json
from unit_atlas.compare.settings import DEFAULT, Settings

__all__ = ["DEFAULT", "Comparison", "Settings", "compare", "compare_criteria", "to_json"]
