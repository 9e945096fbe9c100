"""How documents are to be read: what decides, beside the bytes of a document, what is read in it."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.readers.engines import ENGINES
from unit_atlas.model import AwardingBody


@dataclass(frozen=True, slots=True)
class Reading:
    """The arguments of `extract_document` that hold for all documents of a run."""

    bodies: tuple[AwardingBody, ...] = ()
    awarding_body: str | None = None
    layout: str | None = None
    infer: bool = False
    engine: str = ENGINES[0]


AS_PRINTED = Reading()
