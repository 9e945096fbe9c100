"""A library as it stood in a git revision, written out to a folder."""

from __future__ import annotations

import io
import re
import subprocess
import tarfile
from pathlib import Path

_UNIT_FILE = re.compile(r"units/[^/\\]+/[^/\\]+\.yaml")


class RevisionError(Exception):
    """A revision that cannot be read; prints as one line."""


def write_revision(revision: str, specs: Path, folder: Path) -> None:
    """Write the unit files of a library, as they stood in a revision, below a folder.

    Only regular files of the library's own shape are written, whatever the revision holds.

    Args:
        revision: What git takes for a commit: a branch, a tag, a hash, `HEAD~1`.
        specs: The library's folder in the repository's working tree.
        folder: An empty folder.

    Raises:
        RevisionError: Git is missing, this is no repository, or the revision is unknown or holds no such library.
    """
    commit = _git(specs, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    archive = _git(specs, "archive", "--format=tar", commit.decode().strip(), "units")
    (folder / "units").mkdir()
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        for member in files:
            content = files.extractfile(member) if member.isfile() and _UNIT_FILE.fullmatch(member.name) else None
            if content:
                path = folder / member.name
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(content.read())


def _git(folder: Path, *arguments: str) -> bytes:
    """What git prints; run in the library's folder, it looks at that part of the revision alone."""
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)
    except FileNotFoundError as error:
        raise RevisionError("git: not found. Install it, or compare two folders.") from error
    if done.returncode:
        told = " ".join(done.stderr.decode(errors="replace").split())
        asked = arguments[-1] if arguments[0] == "rev-parse" else f"{folder / 'units'} in {arguments[-2][:12]}"
        place = asked.removesuffix("^{commit}")
        raise RevisionError(f"{place}: git says: {told}. Name a library's folder, or a revision that holds one.")
    return done.stdout
