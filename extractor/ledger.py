"""What earlier runs read and wrote, so that nothing is done again that would come out the same.

The ledger lies in `.cache/` beside the units folder, one JSON file a document, and ignores itself in git: it can be
deleted at any time and costs no more than a run in which every document is read.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

import extractor
import unit_atlas
from extractor.extract import DocumentResult
from extractor.reading import Reading

_LIBRARIES = ("pdfplumber", "pdfminer.six", "pypdfium2", "pydantic", "rapidocr", "onnxruntime")


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as an earlier run read it.

    Attributes:
        key: Stands for all that decides the result: the bytes, how they were read, and the extractor.
        result: What was read.
        units: Ids of the units stored, each with the state in which its files were left; empty while something about
            them waits for a person.
    """

    key: str
    result: DocumentResult
    units: Mapping[str, str] = field(default_factory=dict)


_ENTRY = TypeAdapter(Entry)


class Ledger:
    """The notes of earlier runs about one folder of units.

    Args:
        units: The folder, e.g. specs/units.
        reading: How documents are read in this run; what was read otherwise does not count.
        again: Find nothing, so that everything is read anew; what is read is still noted.
    """

    def __init__(self, units: Path, reading: Reading, *, again: bool = False) -> None:
        self._units, self._again = units, again
        self._folder = units.parent / ".cache" / "extract"
        self._reading = TypeAdapter(Reading).dump_json(reading)
        self._names = self._folder / "units.txt"
        self._as_left = not again and _read(self._names) == self._listing()

    def find(self, path: Path, sha256: str) -> Entry | None:
        """The entry of a document whose bytes, name and reading are the same; a damaged entry counts as none."""
        data = None if self._again else _read(self._file(path))
        if data is None:
            return None
        try:
            entry = _ENTRY.validate_json(data)
        except ValidationError:
            return None
        return entry if entry.key == self._key(path, sha256) else None

    def is_stored(self, entry: Entry) -> bool:
        """Tells whether the entry's units lie in the library as they were left, so that storing would change nothing.

        A unit file that came or went since the last run may claim an id of another, so then nothing counts as stored.
        """
        return (
            self._as_left and bool(entry.units or not entry.result.units) and entry.units == self._states(entry.units)
        )

    def note(self, path: Path, sha256: str, result: DocumentResult, stored: Sequence[str]) -> None:
        """Note what was read in a document, and the ids of its units when they are stored and nothing is open."""
        entry = Entry(self._key(path, sha256), result, self._states(stored))
        _write(self._file(path), _ENTRY.dump_json(entry))

    def close(self) -> None:
        """Note which unit files there are at the end of the run."""
        _write(self._names, self._listing())

    def _file(self, path: Path) -> Path:
        """The file of a document: its place seen from the library, so that both may move together."""
        place = os.fsencode(_relative(path, self._units.parent))
        return self._folder / f"{hashlib.sha256(place).hexdigest()[:32]}.json"

    def _key(self, path: Path, sha256: str) -> str:
        parts = (sha256.encode(), os.fsencode(path.name), self._reading, _extractor().encode())
        return hashlib.sha256(b"\0".join(parts)).hexdigest()

    def _listing(self) -> bytes:
        return b"\n".join(sorted(os.fsencode(path.relative_to(self._units)) for path in self._units.rglob("*.yaml")))

    def _states(self, names: Sequence[str] | Mapping[str, str]) -> dict[str, str]:
        """Each unit's state: the hash of its unit file and of its provenance."""
        return {name: _state(self._units / f"{name}.yaml", self._provenance(name)) for name in names}

    def _provenance(self, name: str) -> Path:
        return self._units.parent / "provenance" / f"{name}.json"


def _relative(path: Path, folder: Path) -> str:
    try:
        return os.path.relpath(path, folder)
    except ValueError:  # another drive of a Windows computer
        return str(path.absolute())


def _state(*files: Path) -> str:
    """A hash over files; one that is not there, or is no regular file, has a state too."""
    hashes = [hashlib.sha256(_read(path) or b"").hexdigest() for path in files]
    return hashlib.sha256("".join(hashes).encode()).hexdigest()


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() and not path.is_symlink() else None


def _write(path: Path, data: bytes) -> None:
    """Write a file in one step, unless it holds this already.

    Raises:
        OSError: It cannot be written, or lies behind a link that leads elsewhere.
    """
    if _read(path) == data:
        return
    cache_folder = path.parent.parent
    if cache_folder.is_symlink() or path.parent.is_symlink():
        raise OSError(f"{path.parent}: found a link, expected a folder. Remove it.")
    if not path.parent.is_dir():
        path.parent.mkdir(parents=True)
        (cache_folder / ".gitignore").write_text("*\n", encoding="utf-8")
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


@cache
def _extractor() -> str:
    """Stands for the code and data that decide what is read, and for the libraries they rest on."""
    digest = hashlib.sha256()
    for path in _sources():
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    for library in _LIBRARIES:
        digest.update(f"{library} {_version(library)}\0".encode())
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    for package, pattern in ((extractor, "**/*"), (unit_atlas, "*")):
        folder = Path(str(package.__file__)).parent
        yield from sorted(path for path in folder.glob(pattern) if path.suffix in (".py", ".json"))


def _version(library: str) -> str | None:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return None
