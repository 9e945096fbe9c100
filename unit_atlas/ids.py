"""Ids of units and names of awarding bodies."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from unit_atlas.model import AwardingBody, Unit

UNKNOWN_BODY = "unknown"
MAX_PART = 64
_PART = r"[a-z0-9]+(?:-{1,2}[a-z0-9]+)*"
_RESERVED = r"(?:con|prn|aux|nul|(?:com|lpt)[0-9])"
_ID = re.compile(rf"(?!{_RESERVED}/)({_PART})/(?!{_RESERVED}$)({_PART})")


def is_unit_id(text: str) -> bool:
    """Tells whether the text is `<body>/<unit>` in the characters, length and names that ids may have."""
    found = _ID.fullmatch(text)
    return found is not None and max(map(len, found.groups())) <= MAX_PART


def slug(text: str) -> str:
    """The text as part of an id: lower case, other runs of characters become `-`, at most 64 characters.

    Returns '' for text without any of a-z and 0-9.
    """
    part = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:MAX_PART].rstrip("-")
    return f"{part}-unit" if re.fullmatch(_RESERVED, part) else part


def unit_id(unit: Unit, source_stem: str, bodies: Sequence[AwardingBody]) -> str:
    """The id under which a unit is first written.

    `<body, or unknown>/<Ofqual reference, else unit number, else title, else source stem>`; a body that the list does
    not hold gives its name.
    """
    body = find_body(unit.awarding_body, bodies)
    folder = body.id if body else slug(unit.awarding_body or "")
    names = (unit.ofqual_reference, unit.unit_number, unit.title, source_stem)
    parts = [slug(name) for name in names if name]
    return f"{folder or UNKNOWN_BODY}/{next(filter(None, parts), 'unit')}"


def find_body(name: str | None, bodies: Sequence[AwardingBody]) -> AwardingBody | None:
    """The awarding body with this id, name or alias, whatever the case and punctuation; None if none."""
    if name is None:
        return None
    wanted = _folded(name)
    return next((body for body in bodies if wanted in body_names(body)), None)


def body_names(body: AwardingBody) -> frozenset[str]:
    """All names of a body as they are compared: its id, name and aliases, folded."""
    return frozenset(map(_folded, (body.id, body.name, *body.aliases)))


@lru_cache(maxsize=4096)
def _folded(name: str) -> str:
    text = unicodedata.normalize("NFKC", name).casefold().replace("&", " and ")
    return " ".join(re.findall(r"\w+", text))
