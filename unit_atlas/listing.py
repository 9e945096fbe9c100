"""Which files a library folder holds, and the ids they claim."""

from __future__ import annotations

import os
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from unit_atlas.findings import Finding
from unit_atlas.ids import is_unit_id


def claims(folder: Path, suffix: str, problems: list[Finding]) -> Iterator[str]:
    """Ids claimed by the files below a folder; files without a usable id of their own are added to `problems`."""
    same: defaultdict[str, list[str]] = defaultdict(list)
    for name in regular_files(folder, suffix, problems):
        same[unicodedata.normalize("NFKC", name).casefold()].append(name)
    for _, claimed in sorted(same.items()):
        if len(claimed) > 1:
            paths = [folder / f"{name}{suffix}" for name in claimed]
            both = " and ".join(map(str, paths))
            message = f"{both} claim one id by case or Unicode form, expected one file; rename or remove one"
            problems.append(Finding(paths[0], "error", "id-clash", message))
        for name in claimed:
            if is_unit_id(name):
                yield name
            elif len(claimed) == 1:
                message = f"found the id '{name}', expected <body>/<unit> in a-z, 0-9 and '-'; rename the file"
                problems.append(Finding(folder / f"{name}{suffix}", "error", "bad-id", message))


def regular_files(folder: Path, suffix: str, problems: list[Finding], within: str = "") -> Iterator[str]:
    """Regular files with the suffix below a folder, without it, links not followed, in order of name."""
    if not folder.exists():
        return
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        is_folder = entry.is_dir(follow_symlinks=False)
        if is_folder:
            yield from regular_files(folder / entry.name, suffix, problems, f"{within}{entry.name}/")
        elif not entry.is_file(follow_symlinks=False):
            message = "found a link or device, expected a regular file or folder; replace it by the file itself"
            problems.append(Finding(folder / entry.name, "error", "not-regular", message))
        elif entry.name.endswith(suffix):
            yield f"{within}{entry.name.removesuffix(suffix)}"
        elif Path(entry.name).suffix.lower() in (".yml", ".yaml", ".json"):
            path = folder / entry.name
            message = (
                f"found the suffix '{path.suffix}', expected '{suffix}': the file is not read; rename or remove it"
            )
            problems.append(Finding(path, "warning", "other-suffix", message))
