"""Recognition by the program tesseract, where it is installed: seven times cheaper, and less sure of numbers."""

from __future__ import annotations

import csv
import os
import subprocess
from collections.abc import Iterator, Sequence

import cv2

from extractor.ink import Image
from extractor.readers.engines import RecognitionFailed, Seen

_SECONDS = 120
_WORD_LEVEL = "5"
_WHOLE_PAGE, _ONE_LINE = "3", "7"
_MARGIN = 10
_BOX_PER_LETTERS = 1.25


class Tesseract:
    """The program tesseract with its English model, on one thread."""

    def read(self, image: Image) -> list[list[Seen]]:
        """The words of a straightened grey page, line by line."""
        lines: dict[tuple[str, ...], list[Seen]] = {}
        for row in _rows(image, _WHOLE_PAGE):
            key = tuple(row[name] for name in ("block_num", "par_num", "line_num"))
            lines.setdefault(key, []).append(_seen(row))
        return [_level(line) for line in lines.values()]

    def read_piece(self, image: Image) -> list[Seen]:
        """The words of a small piece of a page that holds at most one line."""
        light = int(image.max())
        framed = cv2.copyMakeBorder(image, _MARGIN, _MARGIN, _MARGIN, _MARGIN, cv2.BORDER_CONSTANT, value=(light,))
        return [_seen(row) for row in _rows(framed.astype("uint8"), _ONE_LINE)]


def _rows(image: Image, layout: str) -> Iterator[dict[str, str]]:
    """The rows of tesseract's table that tell of words.

    Raises:
        RecognitionFailed: The program failed, or took too long.
    """
    _, picture = cv2.imencode(".png", image)
    command = ["tesseract", "stdin", "stdout", "-l", "eng", "--psm", layout, "tsv"]
    try:
        done = subprocess.run(
            command,
            input=picture.tobytes(),
            capture_output=True,
            check=True,
            timeout=_SECONDS,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise RecognitionFailed(f"tesseract took more than {_SECONDS} seconds") from error
    except subprocess.CalledProcessError as error:
        said = " ".join(error.stderr.decode(errors="replace").split())[:200]
        raise RecognitionFailed(f"tesseract failed: {said}") from error
    table = done.stdout.decode("utf-8", errors="replace").splitlines()
    rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
    yield from (row for row in rows if row["level"] == _WORD_LEVEL and row["text"].strip())


def _seen(row: dict[str, str]) -> Seen:
    left, top, width, height = (int(row[name]) for name in ("left", "top", "width", "height"))
    return Seen(row["text"], float(row["conf"]) / 100, left, top, left + width, top + height)


def _level(line: Sequence[Seen]) -> list[Seen]:
    """Words of one line with the line's height, which letters fill but for the space above and below them."""
    tallest = max(seen.bottom - seen.top for seen in line) * _BOX_PER_LETTERS
    middle = (min(seen.top for seen in line) + max(seen.bottom for seen in line)) / 2
    top, bottom = middle - tallest / 2, middle + tallest / 2
    return [Seen(seen.text, seen.confidence, seen.x0, top, seen.x1, bottom) for seen in line]
