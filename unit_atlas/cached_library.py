"""A library of which only files that changed are read; the others come from the cache when somebody asks for them."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from unit_atlas.cache import Cache, Row
from unit_atlas.canonical import CanonicalError, from_unit_json, to_unit_json
from unit_atlas.decisions import settle
from unit_atlas.findings import Finding, refused
from unit_atlas.listing import claims
from unit_atlas.provenance import from_account_json, to_account_json
from unit_atlas.text_files import read_content

R = TypeVar("R")
_SETTLED = 3_000_000_000
"""Nanoseconds after its last change from which a file that looks the same is the same: clocks of disks are coarse."""
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Shape(Generic[R]):
    """A kind of file: its folder and suffix, how its bytes become the JSON that is kept, and what that stands for."""

    folder: str
    suffix: str
    to_json: Callable[[bytes, Path], bytes]
    from_json: Callable[[bytes], R]


UNITS = Shape("units", ".yaml", to_unit_json, lambda data: settle(from_unit_json(data)))
ACCOUNTS = Shape("provenance", ".json", to_account_json, from_account_json)


class CachedFiles(Mapping[str, R]):
    """What files hold, by `<body>/<name>` in order; made anew each time, but for those asked for last.

    Attributes:
        digests: The SHA-256 of each file.
    """

    def __init__(self, root: Path, shape: Shape[R], digests: Mapping[str, bytes], cache: Cache) -> None:
        self.digests = digests
        self._root, self._shape, self._cache = root, shape, cache
        self._recent = lru_cache(maxsize=256)(self._make)

    def __getitem__(self, name: str) -> R:
        if name not in self.digests:
            raise KeyError(name)
        return self._recent(name)

    def __contains__(self, name: object) -> bool:
        return name in self.digests

    def __iter__(self) -> Iterator[str]:
        return iter(self.digests)

    def __len__(self) -> int:
        return len(self.digests)

    def _make(self, name: str) -> R:
        """Make it from what is kept, or from the file where that is lost."""
        kept = self._cache.find(self._shape.folder, name, self.digests[name])
        try:
            if kept is not None:
                return self._shape.from_json(kept)
        except ValidationError:
            self._cache.forget(self._shape.folder, [name])
        path = self._root / self._shape.folder / f"{name}{self._shape.suffix}"
        return self._shape.from_json(self._shape.to_json(read_content(path), path))


def read_files(root: Path, shape: Shape[R], cache: Cache, problems: list[Finding]) -> CachedFiles[R]:
    """Read the files of a shape that changed since they were noted; what is refused is added to `problems`."""
    looks = _Looks(cache, shape.folder)
    fresh: list[Row] = []
    for name in claims(root / shape.folder, shape.suffix, problems):
        path = f"{root}/{shape.folder}/{name}{shape.suffix}"
        try:
            content = looks.changed(name, path)
            if content is not None:
                fresh.append((name, looks.digest(name), shape.to_json(content, Path(path))))
        except CanonicalError as error:
            looks.forget(name)
            problems.extend(refused(Path(path), error))
        except OSError as error:
            looks.forget(name)
            problems.append(Finding(Path(path), "error", "unreadable-file", f"cannot be opened: {error.strerror}"))
        if len(fresh) == _BATCH:
            cache.note(shape.folder, fresh)
            fresh.clear()
    cache.note(shape.folder, fresh)
    return CachedFiles(root, shape, looks.note(), cache)


class _Looks:
    """What the files of a folder looked like when they were last read, and what they look like now.

    A look is: when the file was changed (two ways), its size and place, the time of looking, its SHA-256 in hex.
    """

    def __init__(self, cache: Cache, folder: str) -> None:
        self._cache, self._folder = cache, folder
        found = cache.find("looks", folder, b"")
        self._before: dict[str, list[Any]] = json.loads(found) if found else {}
        self._now: dict[str, list[Any]] = {}

    def changed(self, name: str, path: str) -> bytes | None:
        """The bytes of a file, None where they are those that were noted."""
        status, seen = os.lstat(path), self._before.get(name)
        look = [status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino]
        if seen and seen[:4] == look and seen[4] - max(seen[:2]) > _SETTLED:
            self._now[name] = seen
            return None
        looked = time.time_ns()
        content = read_content(Path(path))
        digest = hashlib.sha256(content).hexdigest()
        self._now[name] = [*look, looked, digest]
        return None if seen and seen[5] == digest else content

    def digest(self, name: str) -> bytes:
        """The SHA-256 of a file that was looked at."""
        return bytes.fromhex(self._now[name][5])

    def forget(self, name: str) -> None:
        """Take a file for one never seen."""
        self._now.pop(name, None)

    def note(self) -> dict[str, bytes]:
        """Note how the files look now; their digests."""
        if self._now != self._before:
            self._cache.note("looks", [(self._folder, b"", json.dumps(self._now).encode())])
            self._cache.forget(self._folder, self._before.keys() - self._now.keys())
        return {name: self.digest(name) for name in self._now}
