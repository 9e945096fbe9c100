"""What the folders of a site look like, so that a build sees whether its files are as the last build left them.

Runs as a program too: a build of many units looks at the site in a process of its own while it reads its library.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

Looks = Mapping[str, str]
"""For each folder that holds files a line for each: name, size, time of change and mode."""


def looks_of(site: Path) -> Looks:
    """Return what the folders of a site look like."""
    looks, folders = {}, [""]
    while folders:
        folder = folders.pop()
        files = []
        with os.scandir(site / folder) as found:
            for entry in found:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(f"{folder}/{entry.name}" if folder else entry.name)
                else:
                    files.append(f"{entry.name}\t{look(entry.stat(follow_symlinks=False))}")
        looks[folder] = "\n".join(sorted(files))
    return {folder: text for folder, text in looks.items() if text}


def look(status: os.stat_result) -> str:
    """Return what a file looks like."""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_mode}"


def alike(left: Looks, found: Looks) -> Iterator[str]:
    """Yield the files that are as they were left."""
    for folder, text in left.items():
        now = found.get(folder, "")
        lines = text.split("\n")
        for line in lines if now == text else set(lines).intersection(now.split("\n")):
            name = line.partition("\t")[0]
            yield f"{folder}/{name}" if folder else name


def digest(looks: Looks) -> str:
    """Return a digest of what folders look like."""
    whole = "\0".join(part for item in sorted(looks.items()) for part in item)
    return hashlib.blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


@contextmanager
def looked_at(site: Path) -> Iterator[Callable[[], str]]:
    """Look at a site in a process of its own.

    Yields what waits for the process and returns the digest of what it saw; '' where it saw nothing, for whatever
    reason: who needs to know looks for himself.
    """
    command = [sys.executable, "-I", "-S", __file__, str(site)]
    try:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError:
        yield str
        return
    with process:
        yield lambda: process.communicate()[0].decode()


if __name__ == "__main__":
    print(digest(looks_of(Path(sys.argv[1]))), end="")
