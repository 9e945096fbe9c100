"""HTML files: blocks as lines, table rows as lines with cells, ordered lists with the numbers a browser shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from extractor.document import Line, Word, renumber
from extractor.glue import part_glued
from unit_atlas.characters import clean

_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 li td th tr table figure section article header footer hr br dt dd".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_UNSEEN = frozenset("script style head title template noscript".split())


@dataclass
class _Block:
    text: str = ""
    heading: bool = False
    ordinal: int | None = None
    bullet: bool = False
    number: int = 0


@dataclass
class _Row:
    cells: list[list[_Block]] = field(default_factory=list)


class _Reader(HTMLParser):
    """Collects blocks and rows; what is not shown (scripts, styles, the head) is left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.items: list[_Block | _Row] = []
        self.row: _Row | None = None
        self.block = _Block()
        self.lists: list[int | None] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self.unseen += 1
        if tag in _BLOCKS:
            self._close()
        if tag == "ol":
            start = dict(attrs).get("start") or "1"
            self.lists.append(int(start) if start.isdigit() and len(start) < 4 else 1)
        elif tag == "ul":
            self.lists.append(None)
        elif tag == "tr":
            self._close_row()
            self.row = _Row()
        elif tag in ("td", "th") and self.row is not None:
            self.row.cells.append([])
        elif tag == "li":
            self._open_item()
        self.block.heading = self.block.heading or tag in _HEADINGS

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN and self.unseen:
            self.unseen -= 1
        if tag in _BLOCKS:
            self._close()
        if tag in ("ol", "ul") and self.lists:
            self.lists.pop()
        if tag == "tr":
            self._close_row()

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.block.number = self.block.number or self.getpos()[0]
            self.block.text += data

    def _open_item(self) -> None:
        count = self.lists[-1] if self.lists else None
        if count is None:
            self.block.bullet = True
        else:
            self.block.ordinal = count
            self.lists[-1] = count + 1

    def finish(self) -> None:
        """Close what the page left open."""
        self.close()
        self._close()
        self._close_row()

    def _close_row(self) -> None:
        if self.row is not None:
            self.items.append(self.row)
            self.row = None

    def _close(self) -> None:
        block, self.block = self.block, _Block()
        if not block.text.strip():
            return
        if self.row is not None and self.row.cells:
            self.row.cells[-1].append(block)
        else:
            self.items.append(block)


def read_lines(text: str) -> tuple[tuple[Line, ...], int]:
    """Return the lines of a page; HTML has no printed pages, so their number is 0."""
    reader = _Reader()
    reader.feed(text)
    reader.finish()
    lines: list[Line] = []
    for item in reader.items:
        lines += _row_lines(item) if isinstance(item, _Row) else [_line([item], [0], 1)]
    return renumber(line for line in lines if line.words), 0


def _row_lines(row: _Row) -> list[Line]:
    """A row of short cells is one line; where a cell holds several blocks each block becomes a line of its cell."""
    if all(len(cell) <= 1 for cell in row.cells):
        blocks = [(cell[0], i) for i, cell in enumerate(row.cells) if cell]
        return [_line([b for b, _ in blocks], [i for _, i in blocks], len(row.cells))]
    return [_line([block], [i], len(row.cells)) for i, cell in enumerate(row.cells) for block in cell]


def _line(blocks: list[_Block], positions: list[int], cells: int) -> Line:
    words: list[Word] = []
    for block, position in zip(blocks, positions, strict=True):
        for i, found in enumerate(part_glued(clean(block.text).strip()).split()):
            words.append(Word(found, 0, 0, len(words), len(words) + 1, position, bullet=block.bullet and not i))
    pairs = list(zip(blocks, positions, strict=True))
    return Line(
        number=min((block.number for block in blocks), default=1),
        page=0,
        words=tuple(words),
        gap=1,
        cells=cells,
        heading=any(block.heading for block in blocks),
        ordinals=tuple((i, b.ordinal) for b, i in pairs if b.ordinal is not None),
    )
