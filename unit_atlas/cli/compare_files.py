"""Files that a comparison is steered by: settings as TOML, decisions to ignore as a list of fingerprints."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from unit_atlas.cli.terminal import Failure
from unit_atlas.compare.settings import DEFAULT, Settings, SettingsError, settings_from
from unit_atlas.text_files import read_text

_FINGERPRINT = re.compile(r"[0-9a-f]{12}")


def read_settings(path: Path | None) -> Settings:
    """The settings in a TOML file; the measured ones without a file.

    Raises:
        Failure: The file is no TOML, or a setting is unknown or of another kind.
    """
    if path is None:
        return DEFAULT
    try:
        return settings_from(tomllib.loads(read_text(path)))
    except tomllib.TOMLDecodeError as error:
        raise Failure(f"{path}: not TOML: {error}. Write lines such as: same_unit_share = 0.4") from error
    except SettingsError as error:
        raise Failure(f"{path}: {error}") from error


def read_ignored(path: Path | None) -> frozenset[str]:
    """The fingerprints in a file, one a line; what follows a `#` is the reason, for people.

    Raises:
        Failure: A line is no fingerprint.
    """
    if path is None:
        return frozenset()
    found = set()
    for number, line in enumerate(read_text(path).splitlines(), 1):
        word = line.partition("#")[0].strip()
        if word and not _FINGERPRINT.fullmatch(word):
            raise Failure(f"{path}:{number}: found {word!r}, expected a fingerprint of 12 hex digits. See --json.")
        if word:
            found.add(word)
    return frozenset(found)
