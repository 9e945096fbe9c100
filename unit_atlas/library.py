"""A folder of units: their ids, the awarding bodies, what people decided, and indexes over all of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from unit_atlas.cache import Cache
from unit_atlas.cached_library import ACCOUNTS, UNITS, read_files
from unit_atlas.canonical import CanonicalError, read_bodies, read_families, read_qualification, read_unit
from unit_atlas.decisions import settle
from unit_atlas.findings import Finding, refused
from unit_atlas.ids import body_names, find_body, unit_id
from unit_atlas.listing import claims
from unit_atlas.model import AwardingBody, Family, QualificationStructure, Unit
from unit_atlas.provenance import Provenance, read_provenance

__all__ = ["Library", "find_body", "read_library", "unit_id"]

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Library:
    """Everything under a specs/ folder, by unit id (the unit file's path below units/ without `.yaml`), in id order.

    Units come without the review entries that their decisions answer. `problems` tells what could not be read; such
    files are absent from the other fields. `digests` stand for what is known of each unit, where that was worked out.
    """

    root: Path
    bodies: tuple[AwardingBody, ...]
    units: Mapping[str, Unit]
    provenance: Mapping[str, Provenance]
    families: tuple[Family, ...] = ()
    qualifications: Mapping[str, QualificationStructure] = field(default_factory=dict)
    problems: tuple[Finding, ...] = ()
    digests: Mapping[str, bytes] = field(default_factory=dict)

    def path(self, unit_id: str) -> Path:
        """Where the unit's file lies."""
        return self.root / "units" / f"{unit_id}.yaml"

    def body(self, unit: Unit) -> AwardingBody | None:
        """The unit's awarding body, None when it is not printed or not listed."""
        return find_body(unit.awarding_body, self.bodies)


def read_library(root: Path) -> Library:
    """Reads a specs/ folder.

    What cannot be read becomes a finding in `problems`; nothing is raised for a broken file.

    Raises:
        OSError: `root` is not there.
    """
    problems: list[Finding] = []
    root.stat()
    units = _read_below(root, "units", ".yaml", lambda path: settle(read_unit(path)), problems)
    return Library(
        root,
        bodies=read_awarding_bodies(root, problems),
        units=units,
        provenance=_read_below(root, "provenance", ".json", read_provenance, problems),
        families=_read_list(root / "families.yaml", read_families, problems),
        qualifications=_read_below(root, "qualifications", ".yaml", read_qualification, problems),
        problems=tuple(problems),
    )


def read_cached_library(root: Path, cache: Cache) -> Library:
    """Reads a specs/ folder for pages: units and provenance that did not change come from the cache, when asked for.

    Provenance comes without its fields. What cannot be read becomes a finding in `problems`.

    Raises:
        OSError: `root` is not there.
    """
    problems: list[Finding] = []
    root.stat()
    units = read_files(root, UNITS, cache, problems)
    accounts = read_files(root, ACCOUNTS, cache, problems)
    return Library(
        root,
        bodies=read_awarding_bodies(root, problems),
        units=units,
        provenance=accounts,
        families=_read_list(root / "families.yaml", read_families, problems),
        qualifications=_read_below(root, "qualifications", ".yaml", read_qualification, problems),
        problems=tuple(problems),
        digests={name: digest + accounts.digests.get(name, b"") for name, digest in units.digests.items()},
    )


def read_awarding_bodies(root: Path, problems: list[Finding]) -> tuple[AwardingBody, ...]:
    """The bodies of awarding-bodies.yaml in a specs/ folder; names claimed twice are added to `problems`."""
    path = root / "awarding-bodies.yaml"
    bodies = _read_list(path, read_bodies, problems)
    claimed: dict[str, str] = {}
    for body in bodies:
        for name in sorted(body_names(body)):
            if claimed.setdefault(name, body.id) != body.id:
                message = (
                    f"{body.id} and {claimed[name]} both claim the name '{name}', expected one; remove it from one"
                )
                problems.append(Finding(path, "error", "name-clash", message))
    return bodies


def _attempt(read: Callable[[Path], R], path: Path, problems: list[Finding]) -> R | None:
    """What `read` makes of the file; None when it was refused, which is then among the problems."""
    try:
        return read(path)
    except CanonicalError as error:
        problems.extend(refused(path, error))
    except OSError as error:
        problems.append(Finding(path, "error", "unreadable-file", f"cannot be opened: {error.strerror}"))
    return None


def _read_list(path: Path, read: Callable[[Path], tuple[R, ...]], problems: list[Finding]) -> tuple[R, ...]:
    """The entries of a list file; none when there is no such file or it was refused."""
    return (_attempt(read, path, problems) or ()) if path.exists() else ()


def _read_below(
    root: Path, folder: str, suffix: str, read: Callable[[Path], R], problems: list[Finding]
) -> dict[str, R]:
    """Reads `<root>/<folder>/<body>/<name><suffix>` into a mapping from `<body>/<name>`, in order."""
    names = claims(root / folder, suffix, problems)
    contents = ((name, _attempt(read, root / folder / f"{name}{suffix}", problems)) for name in names)
    return {name: content for name, content in contents if content is not None}
