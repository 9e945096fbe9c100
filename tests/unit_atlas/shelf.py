"""A library in which extractions are stored, one run after another."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from unit_atlas.model import AwardingBody, Unit
from unit_atlas.provenance import Place, Provenance, read_provenance
from unit_atlas.store import Store, Stored

ID = "ocr/j-601-1515"


class Shelf:
    """A units folder that is opened anew for each document, as one run after another would."""

    def __init__(self, folder: Path, bodies: Sequence[AwardingBody]) -> None:
        self.units, self.bodies = folder / "units", bodies

    def put(self, *units: Unit, confidence: float = 1.0) -> tuple[Stored, ...]:
        place = Place(page=1, confidence=confidence)
        return Store(self.units, self.bodies).put(
            [(unit, Provenance(source=unit.source.file, fields={"glh": place})) for unit in units if unit.source]
        )

    def path(self, unit_id: str) -> Path:
        return self.units / f"{unit_id}.yaml"

    def provenance(self, unit_id: str) -> Provenance:
        return read_provenance(self.units.parent / "provenance" / f"{unit_id}.json")

    def files(self) -> list[str]:
        return sorted(path.relative_to(self.units.parent).as_posix() for path in self.units.parent.rglob("*.*"))


def told(stored: Sequence[Stored]) -> list[tuple[str, str]]:
    return [(one.id, one.action) for one in stored]
