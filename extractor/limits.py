"""What reading one document may cost before it is given up: the only place of these numbers."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one call into a child process: a document, or a range of its pages.

    A text PDF of 500 pages takes half a minute of processor time and 250 MiB. Recognising a scanned page takes 4 to 7
    seconds, and 2 GiB of address space of which half is used. The defaults leave room for a scan of a hundred pages,
    and end what a hostile file would otherwise go on with for ever.

    Where a limit cannot be set by the system it does not hold: Windows knows none of memory and processor time, macOS
    none of memory. The time limit holds everywhere.

    Attributes:
        seconds: Time by the clock.
        cpu_seconds: Time of a processor; less than `seconds`, so that it decides on a busy computer.
        memory: Address space of the process in MiB.
        file_size: Size of the file in MiB.
        pages: Pages of the file.
    """

    seconds: float = 900
    cpu_seconds: int = 600
    memory: int = 3072
    file_size: int = 100
    pages: int = 2000


DEFAULT = Limits()
