"""specs/qualifications/: what handbooks print about a qualification, kept beside its units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from unit_atlas.canonical import read_qualification
from unit_atlas.canonical_text import model_lines
from unit_atlas.model import QualificationStructure, StructureUnit
from unit_atlas.text_files import write_whole


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a qualification's file: `differs` names the fields that an existing file holds differently."""

    path: Path
    action: Literal["written", "unchanged", "kept"]
    differs: tuple[str, ...] = ()


def keep_qualification(structure: QualificationStructure, unit_ids: Sequence[str], *, specs: Path) -> Kept:
    """Write what a document says about a qualification, unless there is a file for it already.

    An existing file may hold a person's work and is never changed; where it differs, the fields are named.

    Args:
        structure: The qualification as read, without units.
        unit_ids: Ids of the units that the same document gave, in its order; the first names the folder.
        specs: The library's folder.

    Raises:
        CanonicalError: The existing file is not valid.
        OSError: The file could not be written.
    """
    body = unit_ids[0].partition("/")[0]
    whole = structure.model_copy(update={"units": tuple(StructureUnit(id=name) for name in unit_ids)})
    path = specs / "qualifications" / body / f"{structure.number.replace('/', '-')}.yaml"
    if not path.exists():
        write_whole(path, "\n".join(model_lines(whole)) + "\n", below=specs)
        return Kept(path, "written")
    before = read_qualification(path)
    fields = type(whole).model_fields
    differs = tuple(name for name in fields if getattr(before, name) != getattr(whole, name))
    return Kept(path, "kept" if differs else "unchanged", differs)
