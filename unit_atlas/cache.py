"""What earlier builds worked out, so that nothing is worked out again that would come out the same.

The cache lies in `.cache/` of a library, which git ignores, and can be deleted at any time. Each entry has a key that
stands for all that decides it and a digest of its own: one that is stale or damaged counts as none. A cache that cannot
be read is begun anew; where none can be written, one in memory serves for the time of the build.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

Row = tuple[str, bytes, bytes]
"""Name, key and value of an entry."""

FOLDER = ".cache"
_FILE = "build.sqlite"
_PATIENCE = 0.5  # seconds that another build may hold the cache
_TABLE = """
create table if not exists entries (
  kind text, name text, key blob, value blob, digest blob, primary key (kind, name)
) without rowid
"""


class Cache:
    """Entries by kind and name, each with its key.

    Attributes:
        trouble: Why the entries cannot be kept for the next build, '' where they can.
        damaged: Tells whether the file turned out to be no whole cache.
    """

    def __init__(self, connection: sqlite3.Connection, trouble: str = "") -> None:
        self._connection = connection
        self.trouble, self.damaged = trouble, False

    def find(self, kind: str, name: str, key: bytes) -> bytes | None:
        """The value of an entry that was noted with this key."""
        return next((value for _, found, value in self._rows(kind, " and name = ?", name) if found == key), None)

    def all(self, kind: str) -> dict[str, tuple[bytes, bytes]]:
        """Key and value of each entry of a kind, by name."""
        return {name: (key, value) for name, key, value in self._rows(kind)}

    def starting(self, kind: str, prefix: str) -> dict[str, tuple[bytes, bytes]]:
        """Key and value of each entry of a kind whose name starts like this, by name."""
        after = f"{prefix}\U0010ffff"
        rows = self._rows(kind, " and name >= ? and name < ?", prefix, after)
        return {name: (key, value) for name, key, value in rows}

    def names(self, kind: str) -> set[str]:
        """The names of the entries of a kind, whole or damaged."""
        names: set[str] = set()
        with self._watched():
            names.update(
                name for (name,) in self._connection.execute("select name from entries where kind = ?", (kind,))
            )
        return names

    def note(self, kind: str, entries: Iterable[Row]) -> None:
        """Note entries; each takes the place of the one with its name."""
        rows = ((kind, *row, _digest(kind, *row)) for row in entries)
        self._change("insert or replace into entries values (?, ?, ?, ?, ?)", rows)

    def forget(self, kind: str, names: Iterable[str]) -> None:
        """Drop entries."""
        self._change("delete from entries where kind = ? and name = ?", ((kind, name) for name in names))

    def keep(self) -> None:
        """Keep what was noted for the next build."""
        with self._watched():
            self._connection.commit()

    def _rows(self, kind: str, condition: str = "", *values: str) -> Iterator[Row]:
        query = f"select name, key, value, digest from entries where kind = ?{condition}"
        with self._watched():
            for name, key, value, digest in self._connection.execute(query, (kind, *values)):
                if digest == _digest(kind, name, key, value):
                    yield name, key, value

    def _change(self, command: str, rows: Iterable[Any]) -> None:
        with self._watched():
            self._connection.executemany(command, rows)

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Take note of what is amiss with the file: a build goes on without it."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            self.trouble = str(error)
            self.damaged = not isinstance(error, sqlite3.OperationalError)


@contextmanager
def opened(library: Path, version: str) -> Iterator[Cache]:
    """Open the cache of a library until the block ends.

    Args:
        library: The folder that holds units/.
        version: Stands for the code; entries of another version are dropped.
    """
    path = library / FOLDER / _FILE
    cache = _open(path, version) or _open(path, version) or Cache(_connected(":memory:", version), "cannot be opened")
    try:
        yield cache
    finally:
        cache._connection.close()
        if cache.damaged:
            path.unlink(missing_ok=True)


def _open(path: Path, version: str) -> Cache | None:
    """The cache in a file; None where it could not be opened, a damaged one then being removed."""
    try:
        if path.parent.is_symlink() or path.is_symlink():
            return None
        path.parent.mkdir(exist_ok=True)
        (path.parent / ".gitignore").write_text("*\n", encoding="utf-8")
        return Cache(_connected(str(path), version))
    except sqlite3.OperationalError:
        return None
    except sqlite3.DatabaseError:
        with suppress(OSError):
            path.unlink()
        return None
    except OSError:
        return None


def _connected(path: str, version: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_PATIENCE)
    connection.execute("pragma synchronous = off")  # a killed build harms nothing; what a power cut harms is found out
    connection.execute(_TABLE)
    row = ("version", "version", b"", version.encode())
    if not connection.execute(
        "select 1 from entries where kind = ? and name = ? and key = ? and value = ?", row
    ).fetchone():
        connection.execute("delete from entries")
        connection.execute("insert into entries values (?, ?, ?, ?, ?)", (*row, _digest(*row)))
    return connection


def _digest(kind: str, name: str, key: bytes, value: bytes) -> bytes:
    digest = hashlib.blake2b(f"{len(kind)} {len(name)} {len(key)} {kind}{name}".encode() + key, digest_size=16)
    digest.update(value)
    return digest.digest()
