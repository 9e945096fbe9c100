"""Recognition by RapidOCR: its detector finds lines of print, its recogniser reads them character by character.

RapidOCR's own word boxes pair words with the confidences of other characters (3.10), so the recogniser's columns are
decoded here: each character with its confidence and its place on the line.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
import rapidocr
from rapidocr import RapidOCR
from rapidocr.ch_ppocr_rec import TextRecInput, TextRecognizer

from extractor.ink import Image
from extractor.readers.engines import Seen

_MODELS = Path(rapidocr.__file__).parent / "models"
_SETTINGS = {
    "Global.use_cls": False,
    "Global.max_side_len": 4000,
    "Det.limit_type": "max",
    "Det.limit_side_len": 1600,
    "Rec.rec_batch_num": 1,
    "Global.log_level": "warning",
    "Det.model_path": str(_MODELS / "PP-OCRv6_det_small.onnx"),
    "Rec.model_path": str(_MODELS / "PP-OCRv6_rec_small.onnx"),
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}
_STEPS_PER_HEIGHT = 6
_BLANK = 0
_QUOTES = frozenset("'‘’")
_ON_LINE = 0.6
_TALL = 3
_Box = tuple[int, int, int, int]
_MISSED, _NEAR = 0.15, 2
_LATIN, _SIGNS, _FULL_WIDTH = range(0x250), range(0x2000, 0x2C00), range(0xFF01, 0xFF5F)
_FULL_TO_ASCII = 0xFEE0


class _Char(NamedTuple):
    """A character as decoded: its confidence, and the column of the recogniser's output where it peaks."""

    text: str
    confidence: float
    column: int


class _Columns:
    """Decodes the recogniser's output; stands in for RapidOCR's decoder, which gives no character its confidence.

    The recogniser knows many scripts; only Latin letters and signs are looked for, and where it sees a character of
    another the likeliest of these stands, with its small confidence. How sure a single quotation mark is does not
    depend on which of them it is.
    """

    def __init__(self, characters: Sequence[str]) -> None:
        self._codes = [code for code, char in enumerate(characters) if code == _BLANK or _is_printed_here(char)]
        self._characters = [_narrow(characters[code]) for code in self._codes]
        self._quotes = [code for code, char in enumerate(self._characters) if char in _QUOTES]

    def __call__(self, found: np.ndarray, *_: Any, **__: Any) -> tuple[list[tuple[str, float]], list[list[_Char]]]:
        lines = [list(self._chars(line)) for line in found]
        return [("".join(char.text for char in line), 1.0) for line in lines], lines

    def _chars(self, line: np.ndarray) -> Iterator[_Char]:
        usable = line[:, self._codes]
        usable[line.max(axis=1) > usable.max(axis=1), _BLANK] = 0
        best = self._best(usable)
        for code, run in groupby(range(len(best)), key=lambda column: int(best[column])):
            if code != _BLANK:
                peak = max(run, key=lambda column: float(usable[column, code]))
                alike = self._quotes if code in self._quotes else [code]
                yield _Char(self._characters[code], float(usable[peak, alike].sum()), peak)

    def _best(self, usable: np.ndarray) -> np.ndarray:
        """The likeliest character of each column; between others, where that is none, one that may be missed."""
        best: np.ndarray = usable.argmax(axis=1)
        if not best.any():
            return best
        shown = usable * (np.array(self._characters) != " ")
        shown[:, _BLANK] = 0
        second = shown.argmax(axis=1)
        for column in np.flatnonzero((best == _BLANK) & (shown.max(axis=1) >= _MISSED)):
            if second[column] not in best[max(0, column - _NEAR) : column + _NEAR + 1]:
                best[column] = second[column]
        return best


def _is_printed_here(char: str) -> bool:
    return len(char) == 1 and any(ord(char) in script for script in (_LATIN, _SIGNS, _FULL_WIDTH))


def _narrow(char: str) -> str:
    """The ASCII character for its form of full width."""
    return chr(ord(char) - _FULL_TO_ASCII) if len(char) == 1 and ord(char) in _FULL_WIDTH else char


class Rapid:
    """RapidOCR on one thread, with the models that its package ships: nothing is fetched."""

    def __init__(self) -> None:
        logging.getLogger("RapidOCR").setLevel(logging.WARNING)
        self._whole = RapidOCR(params=_SETTINGS)
        settings = self._whole.cfg.Rec
        settings.engine_cfg = self._whole.cfg.EngineConfig[settings.engine_type.value]
        settings.font_path, settings.model_root_dir = None, str(_MODELS)
        self._recogniser = TextRecognizer(settings)
        decoder: Any = _Columns(self._recogniser.postprocess_op.character)
        self._recogniser.postprocess_op = decoder

    def read(self, image: Image) -> list[list[Seen]]:
        """The words of a straightened grey page, line by line."""
        coloured = cv2.cvtColor(image, cv2.COLOR_GRAY2BGR)
        found: Any = self._whole(coloured, use_cls=False, use_rec=False)
        boxes = [_upright(box) for box in found.boxes] if found.boxes is not None else []
        boxes = [box for box in boxes if box[2] > box[0] and box[3] > box[1]]
        level = [box for box in boxes if not _is_tall(box)]
        turned = [seen for box in boxes if _is_tall(box) for seen in self._turned(image, box)]
        return [*self._recognised(image, _apart(level, image)), *([seen] for seen in turned)]

    def read_piece(self, image: Image) -> list[Seen]:
        """The words of a small piece of a page that holds at most one line."""
        lines = self._recognised(image, [(0, 0, image.shape[1], image.shape[0])])
        return lines[0] if lines else []

    def _turned(self, image: Image, box: _Box) -> Iterator[Seen]:
        """What runs up or down the page in a box: the surer of both readings."""
        x0, top, x1, bottom = box
        piece = image[top:bottom, x0:x1]
        ways = [self.read_piece(np.ascontiguousarray(np.rot90(piece, quarters))) for quarters in (-1, 1)]
        words = max(ways, key=lambda way: sum(word.confidence * len(word.text) for word in way))
        if words:
            text = " ".join(word.text for word in words)
            yield Seen(text, min(word.confidence for word in words), x0, top, x1, bottom, turned=True)

    def _recognised(self, image: Image, boxes: Sequence[_Box]) -> list[list[Seen]]:
        if not boxes:
            return []
        pieces = [cv2.cvtColor(image[top:bottom, x0:x1], cv2.COLOR_GRAY2BGR) for x0, top, x1, bottom in boxes]
        read: Any = self._recogniser(TextRecInput(img=pieces, return_word_box=True))
        return [list(_words(chars, box)) for chars, box in zip(read.word_results, boxes, strict=True)]


def _apart(boxes: Sequence[_Box], image: Image) -> list[_Box]:
    """The boxes of a page, those of one line that overlap cut where the page is lightest: no letter is read twice."""
    done: list[_Box] = []
    for box in sorted(boxes, key=lambda box: box[0]):
        for at, other in enumerate(done):
            if _overlap(other, box):
                cut = _lightest(image, other, box)
                done[at], box = (*other[:2], cut, other[3]), (cut, *box[1:])
        done.append(box)
    return done


def _overlap(left: _Box, right: _Box) -> bool:
    """Does the end of a box cover the start of another on its line?"""
    height = min(left[3], right[3]) - max(left[1], right[1])
    on_line = height > _ON_LINE * min(left[3] - left[1], right[3] - right[1])
    return on_line and left[0] < right[0] < left[2] < right[2] and left[2] - right[0] < 2 * height


def _lightest(image: Image, left: _Box, right: _Box) -> int:
    """The column about which the page is lightest, in and near what two boxes of a line share."""
    top, bottom = max(left[1], right[1]), min(left[3], right[3])
    half = (bottom - top) // 2
    first, last = max(left[0] + 1, right[0] - half), min(right[2] - 1, left[2] + half)
    columns = cv2.blur(image[top:bottom, first:last].mean(axis=0, keepdims=True), (max(1, half // 2), 1))
    return first + int(columns.argmax())


def _is_tall(box: _Box) -> bool:
    return box[3] - box[1] > _TALL * (box[2] - box[0])


def _upright(box: np.ndarray) -> _Box:
    (x0, top), (x1, bottom) = box.min(axis=0), box.max(axis=0)
    return round(float(x0)), round(float(top)), round(float(x1)), round(float(bottom))


def _words(chars: Sequence[_Char], box: _Box) -> Iterator[Seen]:
    """Characters parted at spaces; a character stands half a usual step to either side of its peak."""
    x0, top, x1, bottom = box
    step = (bottom - top) / _STEPS_PER_HEIGHT
    for blank, group in groupby(chars, key=lambda char: char.text.isspace()):
        run = list(group)
        if blank:
            continue
        centres = tuple(x0 + (char.column + 0.5) * step for char in run)
        half = (centres[-1] - centres[0]) / (len(run) - 1) / 2 if len(run) > 1 else 1.5 * step
        sure = min(char.confidence for char in run)
        text = "".join(char.text for char in run)
        yield Seen(text, sure, max(x0, centres[0] - half), top, min(x1, centres[-1] + half), bottom, centres)
