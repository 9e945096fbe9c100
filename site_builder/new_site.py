"""The files of a new site as they come in: written, or kept from the old site, and their links checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from site_builder.kept import File, Kept, Part
from site_builder.link_check import LinkCheck
from site_builder.looks import looks_of
from site_builder.write import OutputError, change, link_all, swap, write_file

_SHOWN = 10
_FEW = 2000
"""So many changed files are put in their places one by one; for more the site is replaced whole."""


class NewSite:
    """What a new site consists of.

    Args:
        folder: An empty folder, for the files that differ from those of the old site.
        kept: The old site.

    Attributes:
        names: The names of all its files, when `finish` was called.
    """

    def __init__(self, folder: Path, kept: Kept) -> None:
        self._folder, self._kept, self._check = folder, kept, LinkCheck(kept.output)
        self._made: dict[str, tuple[bytes, list[str]]] = {}
        self._stayed: set[str] = set()
        self._written: set[str] = set()
        self._same: set[str] = set()
        self._gone_parts: list[str] = []
        self._old: list[str] = []
        self.names: set[str] = set()

    def put_all(self, items: Iterable[File | Part]) -> None:
        """Take in all that the site consists of; parts that would come out the same as in the old site stay."""
        self._made[""] = b"", list(self._put_items(items, ""))

    def _put_items(self, items: Iterable[File | Part], within: str) -> Iterator[str]:
        """Put the files of a part, yielding their names, and the parts within it."""
        for item in items:
            if isinstance(item, Part):
                self._put_part(item, f"{within}\n{item.name}" if within else item.name)
            else:
                self._put(*item)
                yield item[0]

    def _put_part(self, part: Part, name: str) -> None:
        if self._kept.stays(name, part.key):
            self._stayed.add(name)
        else:
            self._made[name] = part.key, list(self._put_items(part.make(), name))

    def _put(self, name: str, content: str | bytes) -> None:
        data = content.encode() if isinstance(content, str) else content
        self._claim([name])
        if self._kept.text(name) == data:
            self._same.add(name)
            return
        self._written.add(name)
        write_file(self._folder, name, data)
        if name.endswith(".html"):
            self._check.read(name, str(content))

    def _claim(self, names: list[str]) -> None:
        taken = self.names.intersection(names)
        if taken:
            raise OutputError(f"{min(taken)}: two pages claim this file. Rename one of the units behind them.")
        self.names.update(names)

    def finish(self) -> None:
        """Check that no two pages claim one file, and that all links arrive.

        Raises:
            OutputError: Says which do not.
        """
        stayed, self._gone_parts = self._kept.parted(self._stayed)
        self._claim([name for part in stayed for name in self._kept.files(part)])
        self._old = [name for part in self._gone_parts for name in self._kept.files(part)]
        self._check.keep({name for name in self.names - self._written if name.endswith(".html")})
        self._check.look_again(self._replaced())
        broken = self._check.broken(self.names)
        if broken:
            rest = f" (and {len(broken) - _SHOWN} more)" if len(broken) > _SHOWN else ""
            raise OutputError(f"{len(broken)} broken links{rest}: {'; '.join(broken[:_SHOWN])}")

    def _replaced(self) -> Iterator[tuple[str, str | None]]:
        """Yield the pages of the old site that do not stay, with their text; None where it is not as it was left."""
        for name in self._old:
            if name.endswith(".html") and name not in self._same:
                text = self._kept.text(name)
                yield name, text.decode() if text is not None else None

    def gather(self) -> None:
        """Bring the files that stay into the folder of the new site, so that it is whole."""
        link_all(self.names - self._written, self._kept.output, self._folder)
        self._written = set(self.names)

    def add(self, name: str, content: str | bytes) -> None:
        """Put a file into the folder of a site that is whole, in the place of the one with that name, if there is one.

        A file that is shared with the old site is not written to.
        """
        (self._folder / name).unlink(missing_ok=True)
        write_file(self._folder, name, content)
        self.note_file(name)

    def note_file(self, name: str) -> None:
        """Take note of a file that somebody put into the folder of a site that is whole."""
        self._written.add(name)
        if name not in self.names:
            self.names.add(name)
            self._made[""][1].append(name)

    def bring(self) -> None:
        """Let the new site take the place of the old one, and note it for the next build."""
        changed, gone = sorted(self._written), sorted(set(self._old) - self.names)
        if self._kept.as_left and len(changed) + len(gone) <= _FEW:
            self._kept.note(self._made, self._vanished(), self._kept.looks_after(self._folder, changed, gone))
            change(self._kept.output, self._folder, changed, gone)
        else:
            self.gather()
            self._kept.note(self._made, self._vanished(), looks_of(self._folder))
            swap(self._kept.output, self._folder)

    def _vanished(self) -> list[str]:
        return [name for name in self._gone_parts if name not in self._made]
