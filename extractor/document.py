"""What was printed: lines of words, each word with its place. Readers make documents; nothing here knows a body."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.breaks import healed, is_doubtful


@dataclass(frozen=True, slots=True)
class Word:
    """A printed word.

    `index` is its position in the document and its identity in the account of words. `x0`, `x1`, `top` and `bottom`
    are points for pages (origin top left); for text `x0` and `x1` are character columns and the others 0. `cell` counts
    the columns of its line from 0; `block` tells cells of one column apart where a row spans several, and `row` the
    printed lines within a cell. `bullet` says that a bullet stands before the word,
    `compound` whether a hyphen at its end, where the printed line ends, belongs to it (None: not known). `span` is the
    top and the bottom of the ruled cell that holds it.
    """

    text: str
    index: int
    line: int
    x0: float
    x1: float
    cell: int = 0
    confidence: float = 1.0
    top: float = 0
    bottom: float = 0
    block: int = 0
    row: int = 0
    size: float = 0
    bold: bool = False
    bullet: bool = False
    compound: bool | None = None
    span: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruling line, in points: horizontal where `top` equals `bottom`, else vertical."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page as printed, in points: its words, ruling lines, and words that run up the page or across it.

    `hidden` are words that nobody sees on the page: without ink, in the colour of their ground, or off the page.
    A scanned page is set straight first: `skew` is by how many degrees its lines rose to the right. `remarks` say what
    else a person should know of its scan.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()
    aside: tuple[Word, ...] = ()
    hidden: tuple[Word, ...] = ()
    skew: float = 0
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line.

    `number` counts from 1 in the source, `gap` is the number of blank lines above, `cells` the number of table columns
    (1 where there is no table; a row of a ruled table is one line however many lines its cells hold). `heading` says
    that markup or type calls it one, `ordinals` are the numbers that lists give to cells. `letter` is the width of an
    average letter in the unit of `x0`; `edge` says that the line stands at the very top or foot of its page,
    `furniture` that it is a running head or foot, a page number or the like, `hidden` that nobody sees it.
    """

    number: int
    page: int
    words: tuple[Word, ...]
    gap: int = 0
    indent: float = 0
    cells: int = 1
    heading: bool = False
    ordinals: tuple[tuple[int, int], ...] = ()
    letter: float = 1
    edge: bool = False
    furniture: bool = False
    hidden: bool = False

    @property
    def text(self) -> str:
        """The words of the line with single spaces between them."""
        return " ".join(word.text for word in self.words)

    def cell(self, number: int) -> tuple[Word, ...]:
        """The words of one cell, counted from 0; empty where nothing is printed."""
        return tuple(word for word in self.words if word.cell == number)


@dataclass(frozen=True, slots=True)
class Document:
    """A source as printed; `lines` are in reading order, `repairs` counts the mojibake mended.

    `aside` holds text that runs up a page or across it, by page number.
    """

    name: str
    sha256: str
    reader: str
    lines: tuple[Line, ...]
    pages: int = 0
    repairs: tuple[tuple[str, int], ...] = ()
    warnings: tuple[str, ...] = ()
    aside: tuple[tuple[int, str], ...] = ()

    @property
    def words(self) -> tuple[Word, ...]:
        """All words in reading order."""
        return tuple(word for line in self.lines for word in line.words)


def hidden_texts(lines: Iterable[Line]) -> list[tuple[int, str]]:
    """What is hidden on each page that hides something, by page number."""
    hidden = [line for line in lines if line.hidden]
    pages = sorted({line.page for line in hidden})
    return [(page, " ".join(line.text for line in hidden if line.page == page)) for page in pages]


def renumber(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Give lines and words their positions, counted from 0 over the whole document."""
    done: list[Line] = []
    count = 0
    for position, line in enumerate(lines):
        words = tuple(replace(word, index=count + i, line=position) for i, word in enumerate(line.words))
        count += len(words)
        done.append(replace(line, words=words))
    return tuple(done)


def join(words: Sequence[Word]) -> str:
    """The text of the words: single spaces, and words hyphenated at a line end made whole (`extractor.breaks`).

    The hyphen goes where a small letter follows, unless what stands before it is a prefix that keeps its hyphen
    ('self-', 'non-'), holds a hyphen already, or is known to be the first part of a compound. A line may also break
    after an oblique stroke outside an address.
    """
    parts: list[str] = []
    previous: Word | None = None
    for word in words:
        if previous is not None and _is_broken(previous, word):
            parts[-1] = healed(parts[-1], word.text, compound=bool(previous.compound))
        else:
            parts.append(word.text)
        previous = word
    return " ".join(parts)


def doubtful_breaks(words: Sequence[Word]) -> list[str]:
    """The words broken at a line end that may have a hyphen or none, as printed."""
    broken = [(one, other) for one, other in pairwise(words) if _is_broken(one, other) and one.compound is None]
    return [f"{one.text} {other.text}" for one, other in broken if is_doubtful(one.text, other.text)]


def _is_broken(word: Word, following: Word) -> bool:
    text = word.text
    apart = (word.line, word.block, word.row) != (following.line, following.block, following.row)
    return apart and len(text) > 1 and text[-1] in "-\u00ad\u2010/" and text[-2].isalpha() and "//" not in text
