"""What tests of the command share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PDF = ROOT / "tests" / "golden" / "pdf-sources" / "a_ruled_U3.pdf"
SOURCES = ROOT / "specs" / "sources"
PAIR = ("ocr/j-601-1515", "ocn-london/l-508-3936")


@dataclass(frozen=True)
class Ran:
    """What a run of the command left behind."""

    code: int
    out: str
    err: str

    @property
    def complaint(self) -> str:
        """The only line on standard error."""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        return lines[0]


Run = Callable[..., Ran]
