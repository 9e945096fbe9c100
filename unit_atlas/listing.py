"""Which files a library folder holds, and the ids they claim."""

from __future__ import annotations

import os
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from unit_atlas.findings import Finding
from unit_atlas.ids import is_unit_id


def claims(folder: Path, suffix: str, problems: list[Finding]) -> Iterator[tuple[str, Path]]:
    """Ids claimed by the files below a folder; files without a usable id of their own are added to `problems`."""
    same: defaultdict[str, list[tuple[str, Path]]] = defaultdict(list)
    for path in regular_files(folder, suffix, problems):
        name = path.relative_to(folder).as_posix().removesuffix(suffix)
        same[unicodedata.normalize("NFKC", name).casefold()].append((name, path))
    for _, claimed in sorted(same.items()):
        if len(claimed) > 1:
            paths = " and ".join(str(path) for _, path in claimed)
            message = f"{paths} claim one id by case or Unicode form, expected one file; rename or remove one"
            problems.append(Finding(claimed[0][1], "error", "id-clash", message))
        for name, path in claimed:
            if is_unit_id(name):
                yield name, path
            elif len(claimed) == 1:
                message = f"found the id '{name}', expected <body>/<unit> in a-z, 0-9 and '-'; rename the file"
                problems.append(Finding(path, "error", "bad-id", message))


def regular_files(folder: Path, suffix: str, problems: list[Finding]) -> Iterator[Path]:
    """Regular files with the suffix below a folder, links not followed, in order of name."""
    if not folder.exists():
        return
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        path, is_folder = folder / entry.name, entry.is_dir(follow_symlinks=False)
        if not is_folder and not entry.is_file(follow_symlinks=False):
            message = "found a link or device, expected a regular file or folder; replace it by the file itself"
            problems.append(Finding(path, "error", "not-regular", message))
        elif is_folder:
            yield from regular_files(path, suffix, problems)
        elif entry.name.endswith(suffix):
            yield path
        elif path.suffix.lower() in (".yml", ".yaml", ".json"):
            message = (
                f"found the suffix '{path.suffix}', expected '{suffix}': the file is not read; rename or remove it"
            )
            problems.append(Finding(path, "warning", "other-suffix", message))
