"""Writes extracted units into a library without ever touching what a person has corrected.

A unit file belongs to the extractor while its bytes are those that the extractor last wrote; the provenance file beside
it keeps their hash. Any other file belongs to people: it is left alone, and what a new extraction would change is told.
"""

from __future__ import annotations

import hashlib
import itertools
import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal, TypeVar

from unit_atlas.canonical import CanonicalError, dump, read_unit
from unit_atlas.decisions import is_decided, settle
from unit_atlas.fields import FieldDifference, differences
from unit_atlas.findings import Finding
from unit_atlas.ids import MAX_PART, slug, unit_id
from unit_atlas.listing import claims
from unit_atlas.model import AwardingBody, Review, Unit
from unit_atlas.provenance import Provenance, dump_provenance, read_provenance
from unit_atlas.refusals import refuse

SCHEMA = "../../unit.schema.json"
Action = Literal["written", "unchanged", "kept", "stale"]
_CLAIM = "the same id is claimed by "
_HOW_READ = frozenset({"source.file", "source.layout", "source.reader", "source.pages"})


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of one unit.

    `written`: the file is new or was the extractor's own; `unchanged`: it held these bytes already; `kept`: a person
    has changed it, so it was left alone and `differences` tells what the extraction has otherwise (fields that a
    decision settles are left out); `stale`: its document no longer gives this unit, and the file was left. `note` says
    more in one line, '' when there is nothing to say.
    """

    id: str
    path: Path
    action: Action
    differences: tuple[FieldDifference, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Held:
    """A unit file as it lies in the folder; `unit` is None when it cannot be loaded, for the reason in `problem`."""

    sha256: str
    unit: Unit | None
    problem: str
    provenance: Provenance | None

    @property
    def is_ours(self) -> bool:
        """Tells whether the bytes are those that the extractor last wrote."""
        return self.provenance is not None and self.provenance.written_sha256 == self.sha256

    @property
    def source(self) -> str | None:
        """The file name of the document the unit was read from."""
        if self.unit is not None and self.unit.source is not None:
            return self.unit.source.file
        return self.provenance.source if self.provenance else None


class Store:
    """A folder of unit files, opened for the results of an extraction.

    Provenance lies in `provenance/` beside the units folder, under the same ids.

    Args:
        units: The folder, e.g. specs/units; made when first written to.
        bodies: The awarding bodies that ids are made from.

    Attributes:
        problems: Files of the folder that no unit id could be made of.
    """

    def __init__(self, units: Path, bodies: Sequence[AwardingBody]) -> None:
        self._units, self._bodies = units, bodies
        self._provenance = units.parent / "provenance"
        self.problems: list[Finding] = []
        self._held: dict[str, _Held] = {}
        self._claims: dict[str, str] = {}
        self._claimants: defaultdict[str, set[str]] = defaultdict(set)
        self._from_source: defaultdict[str | None, set[str]] = defaultdict(set)
        for name, _ in claims(units, ".yaml", self.problems):
            self._hold(name, self._read(name))

    def put(self, extracted: Sequence[tuple[Unit, Provenance]]) -> tuple[Stored, ...]:
        """Stores all units of one document.

        Returns:
            One result a unit, in order; then files of this document that it no longer gives (`stale`), and files of
            other documents that were written anew because they claim the same id.

        Raises:
            CanonicalError: A file to be written lies behind a link.
            OSError: A file could not be written.
        """
        mine = self._of_document([unit for unit, _ in extracted])
        names = self._names([unit for unit, _ in extracted], mine)
        touched = {self._claims.get(name) for name in names}
        settled = [self._settled(name, unit) for name, (unit, _) in zip(names, extracted, strict=True)]
        for name, unit in zip(names, settled, strict=True):
            if name not in self._held or self._held[name].is_ours:
                self._claim(name, unit)
        touched |= {self._claims.get(name) for name in names}
        results = [
            self._write(name, self._with_conflicts(name, unit), provenance)
            for name, unit, (_, provenance) in zip(names, settled, extracted, strict=True)
        ]
        stale = [self._stale(name) for name in mine if name not in names]
        twins = {name for claim in touched if claim for name in self._claimants[claim]} - set(names)
        return (*results, *stale, *filter(None, map(self._rewrite, sorted(twins))))

    def _path(self, name: str) -> Path:
        return self._units / f"{name}.yaml"

    def _read(self, name: str) -> _Held:
        path, record = self._path(name), self._provenance / f"{name}.json"
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        provenance, note = _attempt(read_provenance, record) if record.is_file() else (None, "")
        unit, problem = _attempt(read_unit, path)
        return _Held(sha256, unit, problem or note, provenance)

    def _hold(self, name: str, held: _Held) -> None:
        self._held[name] = held
        self._from_source[held.source].add(name)
        if held.unit is not None:
            self._claim(name, held.unit)

    def _claim(self, name: str, unit: Unit) -> None:
        """Notes the id that the rule gives the unit now, whatever the path of its file."""
        self._claimants[self._claims.get(name, "")].discard(name)
        self._claims[name] = unit_id(unit, _stem(unit), self._bodies)
        self._claimants[self._claims[name]].add(name)

    def _of_document(self, units: Sequence[Unit]) -> list[str]:
        """The files that were read from the document of these units: of its name, and of its bytes or kin to a unit."""
        sources = {unit.source.file for unit in units if unit.source}
        named = sorted({name for source in sources for name in self._from_source.get(source, ())})
        held = {name: self._held[name].unit for name in named}
        return [name for name, old in held.items() if old is None or any(_is_kin(old, unit) for unit in units)]

    def _names(self, units: Sequence[Unit], mine: Sequence[str]) -> list[str]:
        """The id of each unit: the file it had before, else the id the rule gives, made distinct from all others."""
        names = self._former_names(units, mine)
        for position, unit in enumerate(units):
            if position not in names:
                candidates = _candidates(unit_id(unit, _stem(unit), self._bodies), _stem(unit))
                taken = set(names.values())
                names[position] = next(c for c in candidates if c not in self._held and c not in taken)
        return [names[position] for position in range(len(units))]

    def _former_names(self, units: Sequence[Unit], mine: Sequence[str]) -> dict[int, str]:
        """Pairs units (by position) with the document's own files, by the surest likeness first."""
        names: dict[int, str] = {}
        for likeness in _LIKENESSES:
            alike: defaultdict[object, list[str]] = defaultdict(list)
            for name in mine:
                held = self._held[name].unit
                if held is not None and name not in names.values():
                    alike[likeness(held)].append(name)
            for position, unit in enumerate(units):
                key = likeness(unit)
                if key and alike.get(key) and position not in names:
                    names[position] = alike[key].pop(0)
        files, positions = set(mine) - set(names.values()), set(range(len(units))) - set(names)
        if len(files) == len(positions) == 1:
            names[positions.pop()] = files.pop()
        return names

    def _settled(self, name: str, unit: Unit) -> Unit:
        """The unit with the decisions of the file it replaces, without the review entries that these answer."""
        held = self._held.get(name)
        decisions = (*(held.unit.decisions if held and held.unit else ()), *unit.decisions)
        return unit.model_copy(update={"decisions": tuple(dict.fromkeys(decisions))})

    def _with_conflicts(self, name: str, unit: Unit) -> Unit:
        """The unit with one review entry for all other files that claim its id, and without answered entries."""
        review = [entry for entry in unit.review if not entry.message.startswith(_CLAIM)]
        rivals = sorted(self._claimants[self._claims.get(name, "")] - {name})
        if rivals:
            message = f"{_CLAIM}{' and '.join(rivals)}; compare them, correct the wrong one or accept both"
            review.append(Review(field=_identity_field(unit), reason="conflict", message=message))
        return settle(unit.model_copy(update={"review": tuple(review)}))

    def _write(self, name: str, unit: Unit, provenance: Provenance) -> Stored:
        text = dump(unit, schema=SCHEMA)
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        held, path = self._held.get(name), self._path(name)
        changed = _open_differences(held.unit, unit) if held and held.unit else ()
        if held and held.sha256 != sha256 and not held.is_ours:
            written = held.provenance.written_sha256 if held.provenance else ""
            self._record(name, provenance.model_copy(update={"written_sha256": written}))
            return Stored(name, path, "kept", changed, held.problem)
        if not held or held.sha256 != sha256:
            _write_whole(path, text, below=self._units)
        record = provenance.model_copy(update={"written_sha256": sha256})
        self._record(name, record)
        self._hold(name, _Held(sha256, unit, "", record))
        return Stored(name, path, "unchanged" if held and held.sha256 == sha256 else "written", changed)

    def _record(self, name: str, provenance: Provenance) -> None:
        path = self._provenance / f"{name}.json"
        text = dump_provenance(provenance)
        if not path.is_file() or path.read_bytes() != text.encode():
            _write_whole(path, text, below=self._provenance)

    def _rewrite(self, name: str) -> Stored | None:
        """Brings the conflict entry of another document's file up to date; None when there is nothing to change."""
        held = self._held[name]
        if held.unit is None or held.provenance is None or not held.is_ours:
            return None
        unit = self._with_conflicts(name, held.unit)
        return self._write(name, unit, held.provenance) if unit != held.unit else None

    def _stale(self, name: str) -> Stored:
        note = "its document no longer gives this unit; remove the file if that is right"
        return Stored(name, self._path(name), "stale", note=note)


R = TypeVar("R")


def _attempt(read: Callable[[Path], R], path: Path) -> tuple[R | None, str]:
    """What `read` makes of the file, else why it was refused."""
    try:
        return read(path), ""
    except CanonicalError as error:
        return None, str(error)


_LIKENESSES: tuple[Callable[[Unit], object], ...] = (
    lambda unit: (unit.ofqual_reference, unit.unit_number, unit.title, unit.learning_outcomes),
    lambda unit: unit.ofqual_reference,
    lambda unit: unit.unit_number,
    lambda unit: unit.title,
    lambda unit: unit.source and unit.source.pages,
)


def _is_kin(held: Unit, unit: Unit) -> bool:
    """Tells whether two units of like-named documents may be one: same document, name, number or any criterion."""
    same_bytes = held.source and unit.source and held.source.sha256 == unit.source.sha256
    names = any(likeness(held) and likeness(held) == likeness(unit) for likeness in _LIKENESSES[1:4])
    return bool(same_bytes or names or _criteria(held) & _criteria(unit))


def _criteria(unit: Unit) -> set[str]:
    return {criterion.text for outcome in unit.learning_outcomes for criterion in outcome.criteria}


def _stem(unit: Unit) -> str:
    return PurePosixPath(unit.source.file).stem if unit.source else ""


def _candidates(wanted: str, stem: str) -> Iterator[str]:
    """`wanted`, and for when that is taken `<wanted>--<stem>`, `<wanted>--<stem>-2` and so on."""
    yield wanted
    body, name = wanted.split("/")
    tails = (f"{slug(stem)[:28]}-{count}".strip("-") for count in itertools.count(2))
    for tail in itertools.chain([slug(stem)[:32].strip("-") or "other"], tails):
        yield f"{body}/{name[: MAX_PART - 2 - len(tail)].rstrip('-')}--{tail}"


def _identity_field(unit: Unit) -> str:
    """The field that the unit's id is made of."""
    return next((key for key in ("ofqual_reference", "unit_number", "title") if getattr(unit, key)), "source")


def _open_differences(held: Unit, unit: Unit) -> tuple[FieldDifference, ...]:
    """What the new extraction has otherwise, but for how the document was read and what a decision settles."""
    return tuple(
        difference
        for difference in differences(held, unit)
        if difference.path not in _HOW_READ and not is_decided(difference.path, held.decisions)
    )


def _write_whole(path: Path, text: str, *, below: Path) -> None:
    """Writes the file in one step, so that nobody ever finds half of it.

    Raises:
        CanonicalError: The file or a folder of it is a link that leads out of `below`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_symlink() or not path.parent.resolve().is_relative_to(below.resolve()):
        raise refuse(path, None, "found a link, expected a regular file and folder; replace it by the file itself")
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        unfinished.write_text(text, encoding="utf-8", newline="\n")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
