"""Printed lines of a passage into Markdown: paragraphs, numbered, lettered and bulleted lists, tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.document import Line, Word, join

Shape = Literal["paragraph", "numbered", "lettered", "bullet", "row"]
_NUMBERED = re.compile(r"^(\d{1,2})[.)]$")
_LETTERED = re.compile(r"^\(?([a-z])[.)]?$")
_SHORT_LINE = 0.75


@dataclass
class Block:
    """A paragraph, list item or table row; `mark` is the printed number or letter of a list item."""

    shape: Shape
    words: list[Word]
    mark: str = ""
    cells: int = 1


def blocks_of(lines: Sequence[Line]) -> list[Block]:
    """Part the lines of a passage into blocks, in printed order."""
    usual = _usual_gap(lines)
    widest = max((len(line.text) for line in lines), default=0)
    blocks: list[Block] = []
    for i, line in enumerate(lines):
        opened = _opens_item(line, blocks)
        if opened is not None:
            blocks.append(opened)
        elif i and _goes_on(lines[i - 1], line, usual, widest) and blocks[-1].shape != "row":
            blocks[-1].words += line.words
        else:
            blocks.append(Block("paragraph", list(line.words)))
    return blocks


def _usual_gap(lines: Sequence[Line]) -> int:
    """Blank lines that usually stand above a line that goes on with the one before."""
    counted = Counter(line.gap for line in lines[1:] if line.text[:1].islower())
    return counted.most_common(1)[0][0] if counted else 0


def _opens_item(line: Line, blocks: Sequence[Block]) -> Block | None:
    first, rest = line.words[0].text, list(line.words[1:])
    if line.cells > 1 and len({word.cell for word in line.words}) > 1:
        return Block("row", list(line.words), cells=line.cells)
    if line.words[0].bullet:
        return Block("bullet", list(line.words))
    ordinal = dict(line.ordinals).get(0)
    if ordinal is not None:
        return Block("numbered", list(line.words), f"{ordinal}.")
    if not rest:
        return None
    numbered, lettered = _NUMBERED.match(first), _LETTERED.match(first)
    if numbered and int(numbered[1]) == _last_mark(blocks, "numbered") + 1:
        return Block("numbered", list(line.words), first)
    if lettered and ord(lettered[1]) - 96 == _last_letter(blocks) + 1:
        return Block("lettered", list(line.words), first)
    return None


def _last_mark(blocks: Sequence[Block], shape: Shape) -> int:
    last = next((block for block in reversed(blocks) if block.shape == shape), None)
    return int(re.sub(r"\D", "", last.mark)) if last else 0


def _last_letter(blocks: Sequence[Block]) -> int:
    """Place in the alphabet of the last lettered item since the last numbered one; 0 where a list may begin."""
    for block in reversed(blocks):
        if block.shape == "lettered":
            return ord(block.mark.strip("().")) - 96
        if block.shape == "numbered" or block.words[-1].text.endswith(":"):
            return 0
    return -9


def _goes_on(before: Line, line: Line, usual: int, widest: int) -> bool:
    """Is the line of one paragraph with the line before? A small letter after no stop goes on whatever the gap."""
    ended = before.text[-1] in ".:?!"
    if line.text[:1].islower() and not ended:
        return True
    if line.gap > usual:
        return False
    return not (usual > 0 and ended and len(before.text) < _SHORT_LINE * widest)


def markdown(lines: Sequence[Line]) -> str:
    """The passage as Markdown; list numbers and letters stay as printed."""
    parts: list[str] = []
    inside = False
    for i, block in enumerate(blocks := blocks_of(lines)):
        nested = inside and block.shape in ("lettered", "bullet")
        inside = (inside and nested) or block.shape == "numbered"
        text = _block_text(block, first_row=block.shape == "row" and (i == 0 or blocks[i - 1].shape != "row"))
        tight = i > 0 and block.shape == blocks[i - 1].shape and block.shape in ("lettered", "bullet", "row")
        parts.append(("\n" if tight else "\n\n") + ("   " if nested else "") + text)
    return "".join(parts).strip()


def _block_text(block: Block, *, first_row: bool) -> str:
    if block.shape == "row":
        return _row(block, head=first_row)
    if block.shape == "numbered":
        own = _NUMBERED.match(block.words[0].text) is not None and block.words[0].text == block.mark
        return f"{re.sub(r'[^0-9]', '', block.mark)}. {join(block.words[1 if own else 0 :])}"
    if block.shape == "lettered":
        return f"- **{block.mark}** {join(block.words[1:])}"
    if block.shape == "bullet":
        return f"- {join(block.words)}"
    return escape(join(block.words))


def _row(block: Block, *, head: bool) -> str:
    cells = [join([word for word in block.words if word.cell == i]).replace("|", "\\|") for i in range(block.cells)]
    row = f"| {' | '.join(cells)} |"
    return f"{row}\n|{' --- |' * block.cells}" if head else row


def escape(text: str) -> str:
    """A paragraph that Markdown would take for a heading, list, quotation or rule, made plain."""
    return re.sub(r"^([#>+*-])(?=\s|[#>*-]*\s*$)", r"\\\1", text)
