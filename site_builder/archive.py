"""The whole site as one ZIP, to carry away and unpack where there is no network."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

ARCHIVE = "unit-atlas-site.zip"
_TOP = "unit-atlas-site"
_EARLIEST, _LATEST = date(1980, 1, 1), date(2107, 12, 31)  # the days that a ZIP knows


def write_archive(folder: Path, data_date: str | None) -> int:
    """Put all files of a finished site into `ARCHIVE` in its own folder, below one folder of that name.

    The same files give the same bytes: names in order, each file dated by the data, else by the earliest day there is.

    Returns:
        The size of the ZIP in bytes.
    """
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    day = min(max(date.fromisoformat(data_date), _EARLIEST), _LATEST) if data_date else _EARLIEST
    with ZipFile(folder / ARCHIVE, "w") as archive:
        for name in sorted(files.keys() - {ARCHIVE}):
            archive.writestr(_entry(f"{_TOP}/{name}", day), files[name].read_bytes())
    return (folder / ARCHIVE).stat().st_size


def _entry(name: str, day: date) -> ZipInfo:
    """Return an entry that does not tell on which system it was made."""
    entry = ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    entry.create_system, entry.external_attr, entry.compress_type = 3, 0o644 << 16, ZIP_DEFLATED
    return entry
