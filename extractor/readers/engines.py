"""Engines of optical recognition: an image of a page in, the printed words out, each with its place and confidence."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from extractor.ink import Image

ENGINES = ("rapidocr", "tesseract")
INSTALL = "pip install 'unit-atlas[ocr]'"
INSTALL_TESSERACT = "apt install tesseract-ocr (on other systems see tesseract-ocr.github.io)"
_PROGRAM = "the program tesseract"
_IMAGE_PACKAGES = ("numpy", "cv2")
_RAPIDOCR_PACKAGES = ("rapidocr", "onnxruntime")


class EngineMissing(Exception):
    """Pages need recognition and what it takes is not installed: the message says what, `remedy` how to install it."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.remedy = remedy


class RecognitionFailed(Exception):
    """An engine ended without words; the message holds what it said."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A word as an engine saw it: its box in pixels, and between 0 and 1 how sure the least sure character is.

    `centres` tells where each character stands, in pixels from the left, where the engine says so. A line that runs up
    or down the page is one word, and `turned`.
    """

    text: str
    confidence: float
    x0: float
    top: float
    x1: float
    bottom: float
    centres: tuple[float, ...] = ()
    turned: bool = False


class Engine(Protocol):
    """What recognises the words of a page."""

    def read(self, image: Image) -> list[list[Seen]]:
        """The words of a straightened grey page, line by line as the engine sees lines."""

    def read_piece(self, image: Image) -> list[Seen]:
        """The words of a small piece of a page that holds at most one line."""


def missing_for(name: str) -> Sequence[str]:
    """What of an engine is not installed: packages, or the program; nothing when it can be used."""
    packages = _IMAGE_PACKAGES + (_RAPIDOCR_PACKAGES if name == "rapidocr" else ())
    missing = [package for package in packages if find_spec(package) is None]
    if name == "tesseract" and shutil.which("tesseract") is None:
        missing.append(_PROGRAM)
    return missing


def installing(missing: Sequence[str]) -> str:
    """The command that installs what is missing."""
    return INSTALL_TESSERACT if list(missing) == [_PROGRAM] else INSTALL


def open_engine(name: str) -> Engine:
    """Load an engine by its name in `ENGINES`; it may take seconds and about 1 GB of memory while it reads.

    Raises:
        EngineMissing: It is not installed.
    """
    missing = missing_for(name)
    if missing:
        raise EngineMissing(f"{' and '.join(missing)} is not installed", f"Install it: {installing(missing)}")
    if name == "tesseract":
        from extractor.readers.tesseract import Tesseract

        return Tesseract()
    from extractor.readers.rapid import Rapid

    return Rapid()
