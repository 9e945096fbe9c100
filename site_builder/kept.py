"""What of an earlier site can stay: files whose makers would make the same again."""

from __future__ import annotations

import gc
import hashlib
import json
import posixpath
import sys
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

import unit_atlas
from site_builder.looks import Looks, alike, digest, look, looks_of
from unit_atlas.cache import Cache, opened
from unit_atlas.library import Library, read_cached_library
from unit_atlas.packaged import packaged

File = tuple[str, str | bytes]
_COLLECT_AFTER = 200_000
"""New objects between two looks; a build of 10,000 units needs 375 MiB with it, and 373 with a quarter of it."""
_LIBRARIES = ("jinja2", "markdown-it-py", "markupsafe", "openpyxl", "pydantic", "python-docx", "pyyaml", "rapidfuzz")


class Part(NamedTuple):
    """Files of a site that are made together, or parts of such; `key` stands for all that decides them."""

    name: str
    key: bytes
    make: Callable[[], Iterable[File | Part]]


def key_of(*inputs: object) -> bytes:
    """Return a digest of values whose `repr` tells them apart."""
    return hashlib.blake2b(repr(inputs).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def digest_of(*inputs: bytes) -> bytes:
    """Return a digest of bytes that cannot be taken for each other; quicker than `key_of`."""
    return hashlib.blake2b(b"\0".join(inputs), digest_size=16).digest()


class Kept:
    """The parts of the site that lies in the output folder, as the build that wrote it left them.

    A file counts as the one that was written while its size and time of change are as they were left. The name of a
    part within another one is told from that by a line of its own.

    Args:
        cache: What earlier builds left.
        output: The folder of the site.
        seen: Returns the digest of what the folder looks like, or '' where nobody looked yet.

    Attributes:
        as_left: Tells whether the folder holds the files that were left in it, each as it was, and no others.
    """

    def __init__(self, cache: Cache | None, output: Path, seen: Callable[[], str] = str) -> None:
        self._cache, self.output = cache, output
        self._kinds = f"parts of {output.absolute()}", f"folders of {output.absolute()}"
        found = cache.find(self._kinds[0], "", b"") if cache else None
        self._before: dict[str, list[str]] = json.loads(found) if found else {}
        self._left = {name: value.decode() for name, (_, value) in cache.all(self._kinds[1]).items()} if cache else {}
        self._looks = self._look_at(output, seen) if self._left and output.is_dir() else {}
        self.as_left = bool(self._before and self._left) and self._looks == self._left

    def _look_at(self, output: Path, seen: Callable[[], str]) -> Looks:
        return self._left if seen() == digest(self._left) else looks_of(output)

    @cached_property
    def _whole(self) -> set[str]:
        return set(alike(self._left, self._looks))

    @cached_property
    def _below(self) -> Mapping[str, list[str]]:
        below: defaultdict[str, list[str]] = defaultdict(list)
        for name in self._before:
            below[name.rpartition("\n")[0]].append(name)
        return below

    def stays(self, name: str, key: bytes) -> bool:
        """Tell whether a part would come out as it is, and lies there as it was left."""
        before = self._before.get(name)
        return before is not None and before[0] == key.hex() and (self.as_left or self._is_whole(name))

    def _is_whole(self, name: str) -> bool:
        below = self._below.get(name, ()) if name else ()
        return self._whole.issuperset(self.files(name)) and all(map(self._is_whole, below))

    def files(self, name: str) -> list[str]:
        """Return the files of a part, without those of the parts within it."""
        return self._before[name][1:]

    def text(self, name: str) -> bytes | None:
        """Return the content of a file; None where it is not as it was left."""
        path = self.output / name
        return path.read_bytes() if (path.exists() if self.as_left else name in self._whole) else None

    def parted(self, stayed: Container[str]) -> tuple[list[str], list[str]]:
        """Return the parts that stay, with all within them, and the others."""
        both: tuple[list[str], list[str]] = [], []
        for name in self._before:
            way = name
            while way and way not in stayed:
                way = way.rpartition("\n")[0]
            both[not way].append(name)
        return both

    def note(self, parts: Mapping[str, tuple[bytes, Sequence[str]]], gone: Iterable[str], looks: Looks) -> None:
        """Note the new site for the next build, before it takes the place of the old one and others can touch it.

        Args:
            parts: Key and files of each part that was made.
            gone: The parts that are no more.
            looks: What the folders of the new site look like.
        """
        if self._cache is None:
            return
        now = self._before | {name: [key.hex(), *files] for name, (key, files) in parts.items()}
        for name in gone:
            del now[name]
        changed = ((name, b"", text.encode()) for name, text in looks.items() if self._left.get(name) != text)
        self._cache.note(self._kinds[0], [("", b"", json.dumps(now, separators=(",", ":")).encode())])
        self._cache.forget(self._kinds[1], self._left.keys() - looks.keys())
        self._cache.note(self._kinds[1], changed)
        self._cache.keep()

    def looks_after(self, staging: Path, changed: Iterable[str], gone: Iterable[str]) -> Looks:
        """Return what the folders of the old site will look like when some of its files are changed and some gone."""
        folders: dict[str, dict[str, str]] = {}
        for name in (*changed, *gone):
            folder = posixpath.dirname(name)
            if folder not in folders:
                folders[folder] = dict(line.split("\t") for line in self._left.get(folder, "").split("\n") if line)
            folders[folder].pop(posixpath.basename(name), None)
        for name in changed:
            folders[posixpath.dirname(name)][posixpath.basename(name)] = look((staging / name).lstat())
        texts = {folder: "\n".join(sorted(map("\t".join, files.items()))) for folder, files in folders.items()}
        return {folder: text for folder, text in {**self._left, **texts}.items() if text}


def version() -> str:
    """Return a digest of all that a site rests on beside its library: code, templates, Python and what renders."""
    libraries = [(name, metadata.version(name)) for name in _LIBRARIES]
    digest = hashlib.sha256(repr((sys.version, libraries)).encode())
    for folder in (packaged("templates"), Path(unit_atlas.__file__).parent, Path(__file__).parent):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _collect_seldom() -> None:
    """Look for cycles among objects less often from now on: a build makes very many objects, and few cycles of them."""
    gc.set_threshold(_COLLECT_AFTER, *gc.get_threshold()[1:])


@contextmanager
def cached_library(specs: Path) -> Iterator[tuple[Library, Cache]]:
    """Open a library of which only what changed is read, with the cache of its builds, until the block ends."""
    _collect_seldom()
    with opened(specs, version()) as cache:
        yield read_cached_library(specs, cache), cache
