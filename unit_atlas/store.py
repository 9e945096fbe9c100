"""Writes extracted units into a library without ever losing what a person has corrected.

A unit file belongs to the extractor while its bytes are those that it last wrote; the provenance file beside it keeps
their hash, and the unit as written. Any other file belongs to people: a new extraction is merged into it, field by
field, or, where that would touch more than what differs, it is left alone and the differences are told.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from unit_atlas.canonical import CanonicalError, dump, load
from unit_atlas.conflicts import Clash, claim, is_claim
from unit_atlas.decisions import is_decided, settle
from unit_atlas.fields import FieldDifference, differences
from unit_atlas.findings import Finding
from unit_atlas.kinship import former_names, is_kin, new_id, rule_id
from unit_atlas.listing import claims
from unit_atlas.merge import merge
from unit_atlas.model import AwardingBody, Unit
from unit_atlas.provenance import Provenance, dump_provenance, read_provenance
from unit_atlas.revise import NotRevisable, revise
from unit_atlas.text_files import BYTE_ORDER_MARK, read_text, write_whole

SCHEMA = "../../unit.schema.json"
Action = Literal["written", "unchanged", "merged", "kept", "stale"]
_HOW_READ = frozenset({"source.file", "source.layout", "source.reader", "source.pages"})


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of one unit.

    `written`: the file is new or was the extractor's own; `unchanged`: it held these bytes already; `merged`: a person
    has changed the file, and fields that they left alone (`taken`) now follow the extraction; `kept`: a person has
    changed it, and it was left alone; `stale`: its document no longer gives this unit, and the file was left.

    Attributes:
        differences: What the extraction has otherwise than the file: than the old one, when it was written; than the
            file as it is now, when it was merged or kept, without fields that a decision settles.
        taken: What a merge changed in the file.
        note: More in one line, '' when there is nothing to say.
    """

    id: str
    path: Path
    action: Action
    differences: tuple[FieldDifference, ...] = ()
    note: str = ""
    taken: tuple[FieldDifference, ...] = ()


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
    def base(self) -> Unit | None:
        """What the extractor last wrote; None when that is not known."""
        written = self.provenance.written if self.provenance else None
        return self.unit if written is None and self.is_ours else written

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
        for name in claims(units, ".yaml", self.problems):
            self._hold(name, self._read(name))

    def put(self, extracted: Sequence[tuple[Unit, Provenance]], *, document: str | None = None) -> tuple[Stored, ...]:
        """Stores all units of one document.

        Args:
            extracted: Its units; there may be none.
            document: Its file name; by it the files of a document that gives no unit any more are found.

        Returns:
            One result a unit, in order; then files of this document that it no longer gives (`stale`), and files of
            other documents that were written anew because they claim the same id.

        Raises:
            CanonicalError: A file to be written lies behind a link.
            OSError: A file could not be written.
        """
        units = [unit for unit, _ in extracted]
        mine = self._of_document(units) if units else sorted(self._from_source.get(document, ())) if document else []
        names = self._names(units, mine)
        touched = {self._claims.get(name) for name in names}
        for name, unit in zip(names, units, strict=True):
            self._claim(name, self._foreseen(name, unit))
        touched |= {self._claims.get(name) for name in names}
        results = [
            self._write(name, self._with_claims(name, unit), provenance)
            for name, (unit, provenance) in zip(names, extracted, strict=True)
        ]
        stale = [self._stale(name) for name in mine if name not in names]
        twins = {name for claimed in touched if claimed for name in self._claimants[claimed]} - set(names)
        return (*results, *stale, *filter(None, map(self._rewrite, sorted(twins))))

    def _path(self, name: str) -> Path:
        return self._units / f"{name}.yaml"

    def _read(self, name: str) -> _Held:
        path, record = self._path(name), self._provenance / f"{name}.json"
        provenance, note = _attempt(read_provenance, record) if record.is_file() else (None, "")
        unit, problem = _attempt(lambda path: load(read_text(path), name=path), path)
        return _Held(_sha256(path.read_bytes()), unit, problem or note, provenance)

    def _refreshed(self, name: str) -> _Held | None:
        """The file as it is now: people may work on it while documents are read; None when it is not there."""
        path, held = self._path(name), self._held.get(name)
        if not path.is_file() or path.is_symlink():
            return None
        if held is None or _sha256(path.read_bytes()) != held.sha256:
            self._hold(name, self._read(name))
        return self._held[name]

    def _hold(self, name: str, held: _Held) -> None:
        self._held[name] = held
        self._from_source[held.source].add(name)
        if held.unit is not None:
            self._claim(name, held.unit)

    def _claim(self, name: str, unit: Unit) -> None:
        """Notes the id that the rule gives the unit now, whatever the path of its file."""
        self._claimants[self._claims.get(name, "")].discard(name)
        self._claims[name] = rule_id(unit, self._bodies)
        self._claimants[self._claims[name]].add(name)

    def _foreseen(self, name: str, unit: Unit) -> Unit:
        """What the file will hold: the unit, or the unit merged into what a person has corrected."""
        held = self._held.get(name)
        if held is None or held.is_ours or held.unit is None:
            return unit
        return merge(held.base, held.unit, unit).unit if held.base else held.unit

    def _of_document(self, units: Sequence[Unit]) -> list[str]:
        """The files that were read from the document of these units: of its name, and of its bytes or kin to a unit."""
        sources = {unit.source.file for unit in units if unit.source}
        named = sorted({name for source in sources for name in self._from_source.get(source, ())})
        held = {name: self._held[name].unit for name in named}
        return [name for name, old in held.items() if old is None or any(is_kin(old, unit) for unit in units)]

    def _names(self, units: Sequence[Unit], mine: Sequence[str]) -> list[str]:
        """The id of each unit: the file it had before, else the id the rule gives, made distinct from all others."""
        names = former_names(units, {name: self._held[name].unit for name in mine})
        for position, unit in enumerate(units):
            if position not in names:
                names[position] = new_id(unit, self._bodies, self._held, set(names.values()))
        return [names[position] for position in range(len(units))]

    def _with_claims(self, name: str, unit: Unit) -> Unit:
        """The unit with one review entry for all other files that claim its id."""
        review = [entry for entry in unit.review if not is_claim(entry)]
        rivals = sorted(self._claimants[self._claims.get(name, "")] - {name})
        if rivals:
            review.append(claim(_identity_field(unit), rivals))
        return unit.model_copy(update={"review": tuple(review)})

    def _write(self, name: str, unit: Unit, provenance: Provenance) -> Stored:
        held = self._refreshed(name)
        settled = _settled(held, unit)
        text = dump(settled, schema=SCHEMA)
        record = provenance.model_copy(update={"written_sha256": _sha256(text.encode()), "written": settled})
        if held and held.sha256 != record.written_sha256 and not held.is_ours:
            return self._merge(name, held, unit, record)
        changed = _open_differences(held.unit, unit) if held and held.unit else ()
        is_new = not held or held.sha256 != record.written_sha256
        if is_new:
            write_whole(self._path(name), text, below=self._units)
        self._record(name, record)
        self._hold(name, _Held(record.written_sha256, settled, "", record))
        return Stored(name, self._path(name), "written" if is_new else "unchanged", changed)

    def _merge(self, name: str, held: _Held, unit: Unit, record: Provenance) -> Stored:
        """Brings a person's file up to what only the extraction changed, or keeps it as it is."""
        if held.unit is None or held.base is None:
            return self._keep(name, held, unit, record, held.problem)
        merged = merge(held.base, held.unit, unit)
        text = self._path(name).read_bytes().decode()
        mark = text[: text.startswith(BYTE_ORDER_MARK)]
        try:
            revised = mark + revise(text[len(mark) :], held.unit, merged.unit)
        except NotRevisable as reason:
            return self._keep(name, held, unit, record, f"not merged: {reason}")
        if revised != text:
            write_whole(self._path(name), revised, below=self._units)
        self._record(name, record)
        self._hold(name, _Held(_sha256(revised.encode()), merged.unit, "", record))
        still, taken = _open_differences(merged.unit, unit), differences(held.unit, merged.unit)
        action: Action = "merged" if revised != text else "kept"
        note = _told(merged.clashes) or ("" if taken or action == "kept" else "in its review entries")
        return Stored(name, self._path(name), action, still, note, taken)

    def _keep(self, name: str, held: _Held, unit: Unit, record: Provenance, note: str) -> Stored:
        """Leaves a file alone; what the extractor last wrote stays what it was, for a later merge."""
        last = held.provenance or Provenance(source=record.source)
        written = {"written_sha256": last.written_sha256, "written": last.written}
        self._record(name, record.model_copy(update=written))
        changed = _open_differences(held.unit, unit) if held.unit else ()
        return Stored(name, self._path(name), "kept", changed, note)

    def _record(self, name: str, provenance: Provenance) -> None:
        path = self._provenance / f"{name}.json"
        text = dump_provenance(provenance)
        if not path.is_file() or path.read_bytes() != text.encode():
            write_whole(path, text, below=self._provenance)

    def _rewrite(self, name: str) -> Stored | None:
        """Brings the conflict entry of another document's file up to date; None when there is nothing to change."""
        held = self._refreshed(name)
        if held is None or held.unit is None or held.provenance is None or not held.is_ours:
            return None
        unit = settle(self._with_claims(name, held.unit))
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


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _settled(held: _Held | None, unit: Unit) -> Unit:
    """The unit with the decisions of the file it replaces, without the review entries that these answer."""
    decisions = (*(held.unit.decisions if held and held.unit else ()), *unit.decisions)
    return settle(unit.model_copy(update={"decisions": tuple(dict.fromkeys(decisions))}))


def _told(clashes: Sequence[Clash]) -> str:
    fields = ", ".join(clash.field for clash in clashes)
    return f"changed by a person and in the document, see review: {fields}" if fields else ""


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
