"""The outcomes region: chunks of text in, learning outcomes with their criteria and guidance out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.columns import Parting, part_interleaved
from extractor.document import Word, join
from extractor.markers import Marker, Token, find_markers
from extractor.tables import Chunk, Role


@dataclass
class ReadCriterion:
    """A criterion as read; `number_sure` is False where its number was mended against the sequence."""

    number: str
    words: list[Word] = field(default_factory=list)
    items: list[list[Word]] = field(default_factory=list)
    marker: tuple[Word, ...] = ()
    guidance: list[list[Word]] = field(default_factory=list)


@dataclass
class ReadOutcome:
    """An outcome as read; guidance is a list of paragraphs, the listed ones also in `bullets`."""

    number: str
    words: list[Word] = field(default_factory=list)
    criteria: list[ReadCriterion] = field(default_factory=list)
    marker: tuple[Word, ...] = ()
    guidance: list[list[Word]] = field(default_factory=list)
    bullets: set[int] = field(default_factory=set)
    parting: Parting | None = None


@dataclass(frozen=True, slots=True)
class OutcomesRead:
    """Outcomes in printed order, and the words of the region that belong to none."""

    outcomes: tuple[ReadOutcome, ...]
    left_over: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of words between two markers or chunk ends."""

    words: tuple[Word, ...]
    chunk: Chunk
    marker: Marker | None
    first: bool


def read_outcomes(chunks: Sequence[Chunk], *, guidance_column: bool) -> OutcomesRead:
    """Read the region's chunks in printed order."""
    tokens = [Token(word, i == 0, chunk.role) for chunk in chunks for i, word in enumerate(chunk.words)]
    markers = find_markers(tokens, listed=any(chunk.ordinal and chunk.role == "criterion" for chunk in chunks))
    pieces = _pieces(chunks, tokens, markers)
    partings = part_interleaved([(p.words, p.marker, p.chunk.role) for p in pieces])
    builder = _Builder(_usual_gap(chunks), guidance_column, partings)
    for position, piece in enumerate(pieces):
        builder.add(position, piece)
    builder.finish()
    return OutcomesRead(tuple(builder.outcomes), tuple(builder.left_over))


def _usual_gap(chunks: Sequence[Chunk]) -> int:
    """The number of blank lines that usually stands above a line that goes on with the text before it."""
    counted = Counter(chunk.gap for chunk in chunks if chunk.words[0].text[:1].islower())
    return counted.most_common(1)[0][0] if counted else 0


def _pieces(chunks: Sequence[Chunk], tokens: Sequence[Token], markers: Sequence[Marker]) -> list[_Piece]:
    by_start = {marker.at: marker for marker in markers}
    pieces: list[_Piece] = []
    at = 0
    for chunk in chunks:
        end = at + len(chunk.words)
        cuts = sorted({at, *(m for m in by_start if at <= m < end)})
        for i, cut in enumerate(cuts):
            until = cuts[i + 1] if i + 1 < len(cuts) else end
            marker = by_start.get(cut)
            words = tuple(token.word for token in tokens[cut:until])
            pieces.append(_Piece(words, chunk, marker, cut == at))
        at = end
    return pieces


class _Builder:
    """Puts pieces in their places; what is open (an outcome, a criterion, guidance) takes what has no marker."""

    def __init__(self, usual_gap: int, guidance_column: bool, partings: dict[int, Parting]) -> None:
        self.usual_gap, self.guidance_column = usual_gap, guidance_column
        self.partings = partings
        self.outcomes: list[ReadOutcome] = []
        self.left_over: list[Word] = []
        self.open: Role | None = None
        self.criterion: ReadCriterion | None = None
        self.closed = False
        self._by_number: dict[int, ReadOutcome] = {}
        self._left: dict[int, int] = {}

    def add(self, position: int, piece: _Piece) -> None:
        """Place one piece."""
        parting = self.partings.get(position)
        if parting is not None and piece.marker is not None:
            self._left = dict(parting.left_words)
        if piece.marker is not None:
            self._open_marker(piece, parting)
        elif position in self._left:
            self._parted(piece, self._left[position])
        elif piece.chunk.ordinal is not None and piece.chunk.role == "criterion" and self.outcomes:
            self._open_listed(piece)
        else:
            self._continue(piece)

    def finish(self) -> None:
        """Outcomes in the order of their numbers as printed; nothing else to close."""
        self.open = None

    def _open_marker(self, piece: _Piece, parting: Parting | None) -> None:
        marker = piece.marker
        assert marker is not None
        length = marker.end - marker.at
        label, words = piece.words[:length], list(piece.words[length:])
        self.closed = False
        if marker.kind == "outcome":
            outcome = ReadOutcome(marker.number, words, marker=label, parting=parting)
            self.outcomes.append(outcome)
            self._by_number[marker.major] = outcome
            self.open, self.criterion = "outcome", None
            return
        criterion = ReadCriterion(marker.number, words, marker=label)
        self._outcome_for(marker).criteria.append(criterion)
        self.open, self.criterion = "criterion", criterion

    def _outcome_for(self, marker: Marker) -> ReadOutcome:
        if marker.major not in self._by_number:
            outcome = ReadOutcome(str(marker.major))
            self.outcomes.append(outcome)
            self._by_number[marker.major] = outcome
        return self._by_number[marker.major]

    def _open_listed(self, piece: _Piece) -> None:
        """A criterion whose number is the list's own: the outcome's number and the place in the list."""
        outcome = self.outcomes[-1]
        criterion = ReadCriterion(f"{outcome.number}.{piece.chunk.ordinal}", list(piece.words))
        outcome.criteria.append(criterion)
        self.open, self.criterion = "criterion", criterion

    def _parted(self, piece: _Piece, left: int) -> None:
        """A line of two interleaved columns: its first words go on with the outcome, the rest with the criterion."""
        self.outcomes[-1].words += piece.words[:left]
        if self.criterion is not None:
            self.criterion.words += piece.words[left:]

    def _continue(self, piece: _Piece) -> None:
        role = self._role(piece)
        if not self.outcomes or self.closed or role is None:
            self.closed = bool(self.outcomes)
            self.left_over += piece.words
        elif role == "guidance" or role == "range":
            self._guide(piece)
        elif role == "outcome":
            self.outcomes[-1].words += piece.words
        elif self.criterion is not None:
            self._extend_criterion(self.criterion, piece)
        else:
            self.left_over += piece.words

    def _role(self, piece: _Piece) -> Role | None:
        """What a piece without a marker goes on with; None where it goes on with nothing."""
        role = piece.chunk.role
        if self.outcomes and not self._open_words() and role in (None, "outcome", "criterion"):
            return self.open
        if role is not None:
            return role
        if self.open == "guidance":
            return "guidance"
        if self.criterion is not None and piece.chunk.bullet and self._takes_bullets(piece):
            return "criterion"
        if not self._starts_anew(piece):
            return self.open
        return "guidance" if self.guidance_column and self.criterion is not None else None

    def _takes_bullets(self, piece: _Piece) -> bool:
        criterion = self.criterion
        assert criterion is not None
        led_in = bool(criterion.items) or join(criterion.words).endswith(":")
        return led_in or piece.chunk.gap <= self.usual_gap

    def _starts_anew(self, piece: _Piece) -> bool:
        """Does a line open with a capital where the text before can end, below a gap or beside a third column?"""
        first = piece.words[0].text
        anew = (first[:1].isupper() and not first.isupper()) or not first[:1].isalnum()
        before = self._open_words()
        if piece.chunk.bullet and piece.chunk.gap > self.usual_gap:
            return True
        if not anew or not before or not piece.first or before[-1].text.lower() in _UNFINISHED:
            return False
        if before[-1].text[-1] in ",-–":
            return False
        return self.guidance_column or piece.chunk.gap > self.usual_gap

    def _open_words(self) -> list[Word]:
        if self.criterion is not None:
            return self.criterion.items[-1] if self.criterion.items else self.criterion.words
        return self.outcomes[-1].words if self.outcomes else []

    def _extend_criterion(self, criterion: ReadCriterion, piece: _Piece) -> None:
        if piece.chunk.bullet and piece.first:
            criterion.items.append(list(piece.words))
        elif criterion.items:
            criterion.items[-1] += piece.words
        else:
            criterion.words += piece.words

    def _guide(self, piece: _Piece) -> None:
        outcome = self.outcomes[-1]
        opened = self.open != "guidance"
        listed = self._is_listed(piece, outcome)
        if opened and piece.chunk.role is None:
            self.open = "guidance"
        anew = not outcome.guidance or opened or listed or piece.chunk.gap > self.usual_gap
        if anew:
            outcome.guidance.append(list(piece.words))
            if listed:
                outcome.bullets.add(len(outcome.guidance) - 1)
        else:
            outcome.guidance[-1] += piece.words

    def _is_listed(self, piece: _Piece, outcome: ReadOutcome) -> bool:
        if piece.chunk.bullet:
            return True
        if not outcome.guidance or not piece.chunk.indent:
            return False
        last = len(outcome.guidance) - 1
        return outcome.guidance[-1][-1].text.endswith(":") or last in outcome.bullets


_UNFINISHED = frozenset(
    "a an the of to and or in on for with by from at as that which who their its his her be is are this these any "
    "when how why where what using including under over into between".split()
)
