"""How doubtful it is that a number at the start of a printed line opens an item: text may have been broken there.

'… with a gap of' / '1.5 mm' looks like criterion 1.5. What tells them apart: where the number stands among the others
of its column, how it is written, whether it would have fitted on the line before, and the words on both sides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.document import Word

INDENTED, OTHER_COLUMN, OTHER_FORM, MEASURE, BRACKET = 2.0, 2.0, 1.0, 2.0, 1.5
INSIDE, LISTED, UNFINISHED, OTHER_CASE, NO_ROOM, ROOM = 1.5, 1.5, 0.8, 0.5, 0.3, -0.6
_NEAR = 2.0
_SPACE = 0.3

_MEASURES = frozenset(
    "mm cm m km metre metres meter meters kg g gram grams t tonnes ml l litre litres °c c °f v volt volts w kw watts "
    "kwh amp amps hz db hour hours hrs h minute minutes mins min second seconds day days week weeks month months "
    "year years % per percent bar inch inches feet times".split()
)
_LEADS_ON = frozenset(
    "a an the of to and or in on for with by from at as than about least most over under between up see criterion "
    "criteria outcome outcomes section sections unit paragraph figure table to only every within which that".split()
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the outcomes region.

    `start` says that it opens a printed line or a cell of a table, `column` which column the cell stands in.
    """

    word: Word
    start: bool
    column: str | None = None
    page: int = 0


def doubts(tokens: Sequence[Token], spans: Sequence[tuple[int, int]], column: str) -> list[float]:
    """How doubtful each number is, about 0 where nothing speaks against it and 2 where much does.

    Args:
        tokens: The words of the region in reading order.
        spans: For each number its first token and the token after its last.
        column: Where such numbers stand in a table whose columns are known.
    """
    starting = [span for span in spans if tokens[span[0]].start]
    form = _most_common([_form(tokens, span) for span in starting])
    capital = _most_common([_capital(tokens, span[1]) for span in starting])
    page = _Page(tokens, starting, column if any(tokens[at].column == column for at, _ in spans) else None)
    return [
        OTHER_FORM * (tokens[span[0]].start and form is not None and _form(tokens, span) != form)
        + OTHER_CASE * (tokens[span[0]].start and capital is not None and _capital(tokens, span[1]) != capital)
        + page.doubt(span[0])
        + _beside(tokens, span)
        for span in spans
    ]


def _most_common(kinds: Sequence[object]) -> object | None:
    """What more than half of the kinds are; None where no kind is."""
    counted = Counter(kinds).most_common(1)
    return counted[0][0] if counted and 2 * counted[0][1] > len(kinds) else None


def _form(tokens: Sequence[Token], span: tuple[int, int]) -> str:
    text = "".join(token.word.text for token in tokens[span[0] : span[1]])
    return re.sub("[0-9lIO]+", "#", text.replace(",", ".")).replace(":", ".")


def _capital(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].word.text[:1].isupper()


def _beside(tokens: Sequence[Token], span: tuple[int, int]) -> float:
    """What the number itself, the word before it and the word behind it say."""
    at, end = span
    before, first = tokens[at - 1].word.text if at else "", tokens[at].word.text
    following = tokens[end].word.text.lower().rstrip(".,;:)") if end < len(tokens) else ""
    bracket = first.endswith((")", "]")) and not first.startswith(("(", "["))
    unfinished = not tokens[at].start and before.lower().lstrip("(") in _LEADS_ON
    return BRACKET * bracket + MEASURE * (following in _MEASURES) + UNFINISHED * unfinished


Spot = tuple[int, str | None]


class _Page:
    """Where the numbers stand, and how far the lines reach, on each page and in each column."""

    def __init__(self, tokens: Sequence[Token], starting: Sequence[tuple[int, int]], column: str | None) -> None:
        self.tokens, self.column = tokens, column
        self.edges: dict[Spot, list[tuple[float, float]]] = {}
        for at, _ in starting:
            self.edges.setdefault(_spot(tokens[at]), []).append((tokens[at].word.x0, tokens[at].word.x1))
        self.starting = Counter(tokens[at].column for at, _ in starting)
        self.rights: dict[Spot, float] = {}
        self.before: dict[int, Word] = {}
        last: dict[str | None, Word] = {}
        for at, token in enumerate(tokens):
            if token.start and token.column in last:
                self.before[at] = last[token.column]
            last[token.column] = token.word
            self.rights[_spot(token)] = max(self.rights.get(_spot(token), 0), token.word.x1)

    def doubt(self, at: int) -> float:
        """What the place of a number says."""
        token = self.tokens[at]
        elsewhere = OTHER_COLUMN * (self.column is not None and token.column not in (None, self.column))
        if not token.start:
            return elsewhere + INSIDE * (token.column is not None and self.starting[token.column] > 1)
        return elsewhere + INDENTED * self._indented(token) + LISTED * token.word.bullet + self._room(at)

    def _indented(self, token: Token) -> bool:
        """Does another number of the page and column stand further left, and none end where this one ends?"""
        edges = self.edges[_spot(token)]
        if not token.word.bottom or min(edges)[0] > token.word.x0 - _NEAR:
            return False
        return sum(abs(x1 - token.word.x1) < _NEAR / 2 for _, x1 in edges) < 2

    def _room(self, at: int) -> float:
        """Would the number have fitted on the line before, and can that line end there?"""
        word, before = self.tokens[at].word, self.before.get(at)
        if before is None or not before.bottom:
            return 0
        width = word.x1 - word.x0 + _SPACE * word.size
        fitted = before.x1 + width < self.rights[_spot(self.tokens[at])] - 1
        unfinished = before.text.lower().lstrip("(") in _LEADS_ON or before.text.startswith("(")
        return (ROOM if fitted else NO_ROOM) + UNFINISHED * unfinished


def _spot(token: Token) -> Spot:
    return token.page, token.column
