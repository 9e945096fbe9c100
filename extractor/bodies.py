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
    names = {name: body.name for body in bodies for name in (body.name, *body.aliases)}
    if not names:
        return []
    pattern = _pattern(bodies)
    scores: dict[str, int] = {}
    for position, line in enumerate(document.lines):
        weight = _FOOT_SCORE if line.number in foot_numbers else _HEAD_SCORE if position < _HEAD_LINES else _TEXT_SCORE
        for name in _on_line(line.text, pattern, names):
            scores[name] = max(scores.get(name, 0), weight)
    best = max(scores.values(), default=0)
    likeliest = [name for name, score in scores.items() if score == best]
    return [name for name in likeliest if not any(name != other and name in other.split() for other in likeliest)]


def _on_line(text: str, pattern: re.Pattern[str], names: dict[str, str]) -> list[str]:
    """Bodies named on a line; a name inside a longer one ('NCFE' in 'NCFE CACHE') counts once."""
    return list(dict.fromkeys(names[match[0]] for match in pattern.finditer(text)))


def _pattern(bodies: Sequence[AwardingBody]) -> re.Pattern[str]:
    """All names and aliases as whole words, longer ones first, so that the longest wins."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, all_names(bodies)))})(?!\w)")


def all_names(bodies: Sequence[AwardingBody]) -> list[str]:
    """Names and aliases of all bodies, longest first."""
    return sorted((name for body in bodies for name in (body.name, *body.aliases)), key=lambda name: (-len(name), name))
