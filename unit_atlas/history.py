"""The date of a library's data."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path


class DateError(ValueError):
    """SOURCE_DATE_EPOCH cannot be read; prints as one line."""


def data_date(specs: Path, environment: Mapping[str, str] = os.environ) -> str | None:
    """Return the day (UTC, YYYY-MM-DD) that the library's data is of, or None when there is no history.

    SOURCE_DATE_EPOCH decides where it is set, else the last commit that touched the folder.

    Raises:
        DateError: SOURCE_DATE_EPOCH is not a whole number of seconds.
    """
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        epoch = _last_commit(specs)
    if not epoch:
        return None
    if not re.fullmatch("[0-9]{1,11}", epoch):
        raise DateError(f"SOURCE_DATE_EPOCH: found {epoch!r}, expected seconds since 1970. Correct or unset it.")
    return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()


def _last_commit(folder: Path) -> str:
    """Return the committer's time of the last commit that touched a folder; empty without git or history."""
    command = ["git", "-C", str(folder), "log", "-1", "--format=%ct", "--", "."]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
