"""The files of a new site as they come in: written, or kept from the old site, and their links checked."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from site_builder.kept import File, Kept, Part
from site_builder.link_check import LinkCheck
from site_builder.write import OutputError, write_file

_SHOWN = 10


class NewSite:
    """What is in the folder of a new site.

    Attributes:
        names: The names of all its files.
    """

    def __init__(self, folder: Path, kept: Kept) -> None:
        self._folder, self._kept, self._check = folder, kept, LinkCheck()
        self.names: set[str] = set()

    def put_all(self, items: Iterable[File | Part]) -> None:
        """Write files; those of parts that would come out the same as in the old site stay.

        Raises:
            OutputError: Two pages claim one file.
        """
        others = []
        for item in items:
            if isinstance(item, Part):
                self._put_part(item)
            else:
                others.append(self._put(*item))
        self._kept.take("", b"", others)

    def _put_part(self, part: Part) -> None:
        names = self._kept.files(part)
        if names is None:
            names = [self._put(*file) for file in part.make()]
        else:
            for name in names:
                self._stay(name)
        self._kept.take(part.name, part.key, names)

    def _put(self, name: str, content: str | bytes) -> str:
        self._claim(name)
        write_file(self._folder, name, content)
        if name.endswith(".html"):
            self._check.read(name, str(content))
        return name

    def _stay(self, name: str) -> None:
        self._claim(name)
        self._kept.stay(name, self._folder)
        if name.endswith(".html"):
            self._check.keep(name, self._folder / name)

    def _claim(self, name: str) -> None:
        if name in self.names:
            raise OutputError(f"{name}: two pages claim this file. Rename one of the units behind them.")
        self.names.add(name)

    def check_links(self) -> None:
        """Raise an error where a link does not arrive.

        Raises:
            OutputError: Says which.
        """
        self._check.look_again(self._kept.replaced(self._check.kept))
        broken = self._check.broken(self.names)
        if broken:
            rest = f" (and {len(broken) - _SHOWN} more)" if len(broken) > _SHOWN else ""
            raise OutputError(f"{len(broken)} broken links{rest}: {'; '.join(broken[:_SHOWN])}")

    def note(self) -> None:
        """Note what the site consists of, for the next build."""
        self._kept.note(self._folder)
