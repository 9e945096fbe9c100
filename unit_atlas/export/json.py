"""A comparison as a JSON file; its shape is that of `compare.to_json`."""

from __future__ import annotations

import json

from unit_atlas.compare.model import Comparison
from unit_atlas.compare.present import to_json


def comparison_json(result: Comparison) -> str:
    """The comparison as JSON text, two spaces of indent, ending in a line break."""
    return json.dumps(to_json(result), ensure_ascii=False, indent=2) + "\n"
