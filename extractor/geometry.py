"""Pages of words and rules into lines in reading order: rows of ruled tables, and printed lines around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median

from extractor.document import Line, Page, Word, renumber
from extractor.prose_columns import in_reading_order
from extractor.ruled import Cell, Table, find_tables

EDGE = 0.11
SAME_LINE = 0.5
BLANK = 0.55
FEWEST_WORDS = 60
HOLLOW = "o"
_OUTCOME_CODE = re.compile(r"LO\d{1,2}")
DASHES = frozenset("*–-")
BULLETS = DASHES | frozenset("•▪●◦‣⁃∙■□➢➤♦◆○❖\uf0b7\uf0a7\uf0a8\uf076")


def lines_of(pages: Sequence[Page]) -> tuple[Line, ...]:
    """Return the lines of the pages in reading order."""
    body = body_size(pages)
    return renumber(line for page in pages for line in page_lines(page, body))


def body_size(pages: Iterable[Page]) -> float:
    """The size in points that most words of the pages are set in."""
    return median([word.size for page in pages for word in page.words] or [10])


def page_lines(page: Page, body: float) -> list[Line]:
    """Return the lines of one page in reading order, words not yet numbered.

    `body` is the usual size of the document's words: it stands for a page with few words of its own.
    """
    sizes = [word.size for word in page.words]
    usual = median(sizes) if len(sizes) >= FEWEST_WORDS else body
    tables = find_tables(page.rules)
    inside: dict[tuple[int, int], list[tuple[int, Word]]] = {}
    outside: list[Word] = []
    for word in page.words:
        spot = _spot(word, tables)
        if spot is None:
            outside.append(word)
        else:
            inside.setdefault((spot[0], spot[1].group), []).append((tables[spot[0]].cells.index(spot[1]), word))
    items = [_row(tables[t], words) for (t, _), words in inside.items()]
    running = printed_lines(outside)
    items += [(group, 1) for group in running]
    items.sort(key=lambda item: min(word.top for word in item[0]))
    items = in_reading_order(items, page.width)
    return _finish(page, items, usual)


def _spot(word: Word, tables: Sequence[Table]) -> tuple[int, Cell] | None:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    for number, table in enumerate(tables):
        for cell in table.cells:
            if cell.holds(x, y):
                return number, cell
    return None


def _row(table: Table, placed: Sequence[tuple[int, Word]]) -> tuple[list[Word], int]:
    """The words of one row of a table, cell after cell, each cell line after line."""
    words: list[Word] = []
    for position in sorted({position for position, _ in placed}):
        cell = table.cells[position]
        own = [word for at, word in placed if at == position]
        for row, line in enumerate(printed_lines(own)):
            words += [_in_cell(word, cell, position + 1, row) for word in _without_bullet(line)]
    return words, table.columns


def _in_cell(word: Word, cell: Cell, block: int, row: int) -> Word:
    return replace(word, cell=cell.column, block=block, row=row, span=(cell.top, cell.bottom))


def printed_lines(words: Iterable[Word]) -> list[list[Word]]:
    """Words in lines from the top down, each from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: ((w.top + w.bottom) / 2, w.x0)):
        if lines and _same_line(lines[-1], word):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda w: w.x0) for line in lines]


def _same_line(line: Sequence[Word], word: Word) -> bool:
    tallest = max(line, key=lambda w: w.bottom - w.top)
    overlap = min(tallest.bottom, word.bottom) - max(tallest.top, word.top)
    return overlap > SAME_LINE * min(tallest.bottom - tallest.top, word.bottom - word.top)


def _finish(page: Page, items: Sequence[tuple[list[Word], int]], usual: float) -> list[Line]:
    lines: list[Line] = []
    letter = usual * 0.5
    before: Sequence[Word] | None = None
    for words, cells in items:
        words = _without_bullet(words) if cells == 1 else words
        lines.append(
            Line(
                number=len(lines) + 1,
                page=page.number,
                words=tuple(words),
                gap=blank_lines(before, words),
                cells=cells,
                heading=cells == 1 and _heads(words, usual),
                letter=letter,
                edge=_at_edge(page, words),
            )
        )
        before = words
    for word in page.aside:
        texts = word.text.split()
        apart = tuple(replace(word, text=text) for text in texts)
        lines.append(Line(len(lines) + 1, page.number, apart, furniture=True, letter=letter))
    for hidden in printed_lines(page.hidden):
        lines.append(Line(len(lines) + 1, page.number, tuple(hidden), furniture=True, hidden=True, letter=letter))
    return lines


def _without_bullet(line: Sequence[Word]) -> list[Word]:
    """A bullet that opens a printed line, or a column of it, is a mark, not a word; a dash only at the very start."""
    words: list[Word] = []
    bullet = False
    for i, word in enumerate(line):
        apart = not i or (word.text not in DASHES and word.x0 - line[i - 1].x1 > word.size)
        mark = word.text in BULLETS or (word.text == HOLLOW and not i)
        if apart and not bullet and mark and i + 1 < len(line):
            bullet = True
        else:
            words.append(replace(word, bullet=True) if bullet else word)
            bullet = False
    return words


def blank_lines(before: Sequence[Word] | None, words: Sequence[Word]) -> int:
    """Blank lines between two printed lines; at the top of a page none, so that sentences go on."""
    if before is None:
        return 0
    height = max(word.bottom - word.top for word in words) or 1
    space = min(word.top for word in words) - max(word.bottom for word in before)
    return 0 if space < BLANK * height else max(1, round(space / (1.3 * height)))


def _heads(words: Sequence[Word], body: float) -> bool:
    told = words[1:] if len(words) > 2 and _OUTCOME_CODE.fullmatch(words[0].text) else words
    bold = all(word.bold for word in told if re.search(r"\w", word.text))
    return (bold or min(word.size for word in words) >= 1.15 * body) and len(words) <= 14


def _at_edge(page: Page, words: Sequence[Word]) -> bool:
    top, bottom = min(word.top for word in words), max(word.bottom for word in words)
    return bottom < EDGE * page.height or top > (1 - EDGE) * page.height
