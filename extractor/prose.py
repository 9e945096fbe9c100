"""Printed lines of a passage into Markdown: paragraphs, numbered, lettered and bulleted lists, tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from extractor.document import Line, Word, join

Shape = Literal["paragraph", "numbered", "lettered", "bullet", "row"]
_NUMBERED = re.compile(r"^(\d{1,2})[.)]$")
_LETTERED = re.compile(r"^\(?([a-z])[.)]?$")
_LABEL = re.compile(r"\d{1,2}(?:\.\d{1,2})*|[A-Z]\d{0,2}|LO\d{1,2}")
_SHORT_LINE = 0.75
_APART = 1.5
_SAME_ROW = 3.0


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
        elif i and _goes_on(lines[i - 1], line, usual, widest) and _has_room(blocks[-1], line):
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
    if line.words[0].size and _LABEL.fullmatch(first) and _stands_apart(line):
        consecutive = first.isdigit() and int(first) == _last_mark(blocks, "numbered") + 1
        return Block("numbered" if consecutive else "paragraph", list(line.words), first if consecutive else "")
    numbered, lettered = _NUMBERED.match(first), _LETTERED.match(first)
    if numbered and int(numbered[1]) == _last_mark(blocks, "numbered") + 1:
        return Block("numbered", list(line.words), first)
    if lettered and ord(lettered[1]) - 96 == _last_letter(blocks) + 1:
        return Block("lettered", list(line.words), first)
    return None


def _stands_apart(line: Line) -> bool:
    """Is the first word set apart from the others, as the number of an item is?"""
    gaps = [after.x0 - before.x1 for before, after in pairwise(line.words)]
    return gaps[0] > _APART * max(line.words[0].size / 2, *gaps[1:], 0)


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
    if line.gap > usual or line.heading != before.heading or (ended and line.page != before.page):
        return False
    return not (usual > 0 and ended and len(before.text) < _SHORT_LINE * widest)


def _has_room(block: Block, line: Line) -> bool:
    """Can the block take the line: no row of a table, and no list item whose text begins right of the line?"""
    first = block.words[0]
    hangs = not first.size or line.words[0].x0 > first.x0 - line.letter or line.text[:1].islower()
    return block.shape != "row" and (block.shape != "bullet" or hangs)


def markdown(lines: Sequence[Line]) -> str:
    """The passage as Markdown; list numbers and letters stay as printed."""
    parts: list[str] = []
    blocks = blocks_of(lines)
    for i, (block, indent) in enumerate(zip(blocks, _indents(blocks), strict=True)):
        text = _block_text(block, first_row=block.shape == "row" and (i == 0 or blocks[i - 1].shape != "row"))
        tight = i > 0 and block.shape == blocks[i - 1].shape and block.shape in ("lettered", "bullet", "row")
        parts.append(("\n" if tight else "\n\n") + indent + text)
    return "".join(parts).strip()


def _indents(blocks: Sequence[Block]) -> Iterator[str]:
    """White space before each block: items below a numbered one, and bullets right of the first of their list, nest."""
    numbered, margin = False, 0.0
    for before, block in pairwise((None, *blocks)):
        assert block is not None
        nested = numbered and block.shape in ("lettered", "bullet")
        numbered = nested or block.shape == "numbered"
        first = block.words[0]
        if before is None or before.shape != "bullet":
            margin = first.x0
        deeper = block.shape == "bullet" and first.x0 - margin > first.size > 0
        yield "   " * nested + "  " * deeper


def _block_text(block: Block, *, first_row: bool) -> str:
    if block.shape == "row":
        return _row(block, head=first_row)
    if block.shape == "numbered":
        own = block.words[0].text == block.mark
        return f"{re.sub(r'[^0-9]', '', block.mark)}. {join(block.words[1 if own else 0 :])}"
    if block.shape == "lettered":
        return f"- **{block.mark}** {join(block.words[1:])}"
    if block.shape == "bullet":
        return f"- {join(block.words)}"
    return escape(join(block.words))


def _row(block: Block, *, head: bool) -> str:
    rows = [_table_row(words, block.cells) for words in _rows(block.words)]
    if head:
        rows.insert(1, f"|{' --- |' * block.cells}")
    return "\n".join(rows)


def _rows(words: Sequence[Word]) -> Iterator[list[Word]]:
    """The rows that were tied together because a cell spans several; its text stands in the first of them."""
    tops = sorted({word.span[0] for word in words if word.span})
    starts = [top for i, top in enumerate(tops) if not i or top - tops[i - 1] > _SAME_ROW]
    for start, until in pairwise([float("-inf"), *starts[1:], float("inf")]):
        yield [word for word in words if start <= (word.span[0] if word.span else 0) < until]


def _table_row(words: Sequence[Word], cells: int) -> str:
    texts = [join([word for word in words if word.cell == i]).replace("|", "\\|") for i in range(cells)]
    return f"| {' | '.join(texts)} |"


def escape(text: str) -> str:
    """A paragraph that Markdown would take for a heading, list, quotation or rule, made plain."""
    return re.sub(r"^([#>+*-])(?=\s|[#>*-]*\s*$)", r"\\\1", text)
