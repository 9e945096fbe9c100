"""Which awarding body a document names: in its head, its feet, or its text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.document import Document, Line
from unit_atlas.model import AwardingBody

_FOOT_SCORE, _HEAD_SCORE, _TEXT_SCORE = 3, 3, 1
_HEAD_LINES = 12


def named_bodies(document: Document, bodies: Sequence[AwardingBody], feet: Sequence[Line]) -> list[str]:
    """Names of the bodies printed in the document, likeliest first.

    A name in the first lines or in a foot weighs more than one in running text; what scores less than the best is left
    out, so more than one name means that the document does not tell. A name that is part of another that is printed
    too ('NCFE' beside 'NCFE CACHE') means that other.
    """
    foot_numbers = {line.number for line in feet}
    scores: dict[str, int] = {}
    for position, line in enumerate(document.lines):
        weight = _FOOT_SCORE if line.number in foot_numbers else _HEAD_SCORE if position < _HEAD_LINES else _TEXT_SCORE
        for name in _on_line(line.text, bodies):
            scores[name] = max(scores.get(name, 0), weight)
    best = max(scores.values(), default=0)
    likeliest = [name for name, score in scores.items() if score == best]
    return [name for name in likeliest if not any(name != other and name in other.split() for other in likeliest)]


def _on_line(text: str, bodies: Sequence[AwardingBody]) -> list[str]:
    """Bodies named on a line; a name inside a longer one ('NCFE' in 'NCFE CACHE') counts once."""
    found = [
        (match.start(), match.end(), body.name)
        for body in bodies
        for name in (body.name, *body.aliases)
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    ]
    longest = [f for f in found if not any(o[0] <= f[0] and f[1] <= o[1] and o[1] - o[0] > f[1] - f[0] for o in found)]
    return list(dict.fromkeys(name for _, _, name in longest))


def all_names(bodies: Sequence[AwardingBody]) -> list[str]:
    """Names and aliases of all bodies, longest first."""
    return sorted((name for body in bodies for name in (body.name, *body.aliases)), key=lambda name: (-len(name), name))
