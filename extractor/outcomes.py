"""The outcomes region: chunks of text in, learning outcomes with their criteria and guidance out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.columns import Parting, part_interleaved
from extractor.document import Word, join
from extractor.items import mark_length, opens_list
from extractor.local_numbers import find_local
from extractor.markers import Marker, find_graded, find_markers, has_graded
from extractor.number_runs import settle_runs
from extractor.openings import Token
from extractor.reprinted import explain, merge_again
from extractor.spanning import settle_spanning
from extractor.tables import GRADED, Chunk, Role


@dataclass
class ReadCriterion:
    """A criterion as read; `marker` holds the words of its printed number.

    `named` says that its number or a label names the outcomes that it serves; `spans` are the outcomes beside whose
    rows its cell stands where nothing does; `counted` says that it has no printed number, `doubt`
    why its text may be another's.
    """

    number: str
    words: list[Word] = field(default_factory=list)
    items: list[list[Word]] = field(default_factory=list)
    marker: tuple[Word, ...] = ()
    grade: str | None = None
    shared_with: tuple[str, ...] = ()
    named: bool = False
    spans: tuple[str, ...] = ()
    counted: bool = False
    doubt: str = ""


@dataclass
class ReadOutcome:
    """An outcome as read; `guidance` and `range` are paragraphs, the listed ones of guidance also in `bullets`.

    `elsewhere` holds other wordings of it that the document prints.
    """

    number: str
    words: list[Word] = field(default_factory=list)
    criteria: list[ReadCriterion] = field(default_factory=list)
    marker: tuple[Word, ...] = ()
    guidance: list[list[Word]] = field(default_factory=list)
    range: list[list[Word]] = field(default_factory=list)
    bullets: set[int] = field(default_factory=set)
    parting: Parting | None = None
    elsewhere: list[list[Word]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class OutcomesRead:
    """Outcomes in printed order; words of the region that are labels, repeat an outcome, or belong to nothing."""

    outcomes: tuple[ReadOutcome, ...]
    labels: tuple[Word, ...]
    repeats: tuple[Word, ...]
    ignored: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of words between two markers or chunk ends; `first` says that it opens its chunk."""

    words: tuple[Word, ...]
    chunk: Chunk
    marker: Marker | None
    first: bool


def read_outcomes(chunks: Sequence[Chunk], *, guidance_column: bool, criterion_head: bool) -> OutcomesRead:
    """Read the region's chunks in printed order; `criterion_head` says that a head for criteria stands above some."""
    tokens = [Token(word, i == 0, chunk.role, chunk.page) for chunk in chunks for i, word in enumerate(chunk.words)]
    pieces = _pieces(chunks, tokens, _markers(chunks, tokens, criterion_head=criterion_head))
    partings = part_interleaved([(p.words, p.marker, p.chunk.role) for p in pieces])
    builder = _Builder(_usual_gap(chunks), guidance_column, partings, _list_openers(pieces))
    for position, piece in enumerate(pieces):
        builder.add(position, piece)
    builder.left_over += [list(piece.words) for piece in builder.early]
    merge_again(builder.outcomes, builder.left_over)
    settle_spanning(builder.outcomes)
    settle_runs(builder.outcomes)
    labels, repeats = explain(builder.outcomes, builder.left_over)
    return OutcomesRead(tuple(builder.outcomes), (*builder.labels, *labels), tuple(repeats), tuple(builder.ignored))


_FEWEST_CRITERIA = 2
_FAR_MORE = 3


def _markers(chunks: Sequence[Chunk], tokens: Sequence[Token], *, criterion_head: bool) -> Sequence[Marker]:
    """The markers of the manner in which criteria are numbered: by grade, through the unit, or under each outcome."""
    if any(chunk.role in GRADED for chunk in chunks):
        return find_graded(tokens)
    listed = any(chunk.ordinal and chunk.role == "criterion" for chunk in chunks)
    markers = find_markers(tokens, listed=listed)
    criteria = [marker for marker in markers if marker.kind == "criterion"]
    local = () if listed else find_local(chunks, headed=criterion_head)
    if listed or (_are_numbered(criteria) and not _come_first(local, criteria)):
        return markers
    if has_graded([chunk.words[0].text for chunk in chunks]):
        return find_graded(tokens)
    return local or markers


def _are_numbered(criteria: Sequence[Marker]) -> bool:
    return len(criteria) >= _FEWEST_CRITERIA or any(m.minor == 1 and m.start for m in criteria)


def _come_first(local: Sequence[Marker], numbered: Sequence[Marker]) -> bool:
    """Do marks that begin anew under each outcome stand before what looks numbered, and outnumber it by far?"""
    marks = [marker for marker in local if marker.kind == "criterion"]
    return len(marks) > _FAR_MORE * len(numbered) and marks[0].at < numbered[0].at


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
            words = tuple(token.word for token in tokens[cut:until])
            pieces.append(_Piece(words, chunk, by_start.get(cut), cut == at))
        at = end
    return pieces


def _list_openers(pieces: Sequence[_Piece]) -> set[int]:
    """Words (by index) that open a list of lettered points within a criterion."""
    found: set[int] = set()
    later: set[str] = set()
    for piece in reversed(pieces):
        if piece.marker is not None:
            later.clear()
        elif piece.first:
            if opens_list(piece.words[0].text, later):
                found.add(piece.words[0].index)
            later.add(piece.words[0].text)
    return found


Item = ReadOutcome | ReadCriterion


@dataclass
class _Shared:
    """A label ('LO3 and LO4') above criteria: what it names, its cell, and whether a criterion took it."""

    outcomes: tuple[str, ...]
    block: tuple[int, int]
    used: bool = False


class _Builder:
    """Puts pieces in their places; what is open (an outcome, a criterion, guidance) takes what has no marker."""

    def __init__(
        self, usual_gap: int, guidance_column: bool, partings: dict[int, Parting], list_openers: set[int]
    ) -> None:
        self.usual_gap, self.guidance_column, self.partings = usual_gap, guidance_column, partings
        self.list_openers = list_openers
        self.outcomes: list[ReadOutcome] = []
        self.left_over: list[list[Word]] = []
        self.ignored: list[Word] = []
        self.labels: list[Word] = []
        self.item: Item | None = None
        self.guiding = self.closed = False
        self._by_number: dict[str, ReadOutcome] = {}
        self._by_block: dict[tuple[int, int], Item] = {}
        self._by_role: dict[Role, Item] = {}
        self._shared: dict[Role | None, _Shared] = {}
        self._left: dict[int, int] = {}
        self._last_left: tuple[int, int] | None = None
        self.early: list[_Piece] = []
        self._guided: Item | None = None

    def add(self, position: int, piece: _Piece) -> None:
        """Place one piece."""
        parting = self.partings.get(position)
        if parting is not None:
            self._left = dict(parting.left_words)
        if piece.marker is not None:
            self._open(piece.marker, piece, parting)
        elif position in self._left:
            self._parted(piece, self._left[position])
        elif piece.chunk.ordinal is not None and piece.chunk.role == "criterion" and self.outcomes:
            self._open_listed(piece)
        else:
            self._continue(piece)

    def _open(self, marker: Marker, piece: _Piece, parting: Parting | None) -> None:
        length = marker.end - marker.at
        label, words = piece.words[:length], list(piece.words[length:])
        self.closed = self.guiding = False
        if marker.kind == "sharing":
            self._shared[piece.chunk.role] = _Shared(marker.outcomes, piece.chunk.block)
            self.labels += piece.words
        elif marker.kind == "outcome":
            self._open_outcome(ReadOutcome(marker.number, words, marker=label, parting=parting), piece)
        else:
            criterion = ReadCriterion(marker.number, words, marker=label, grade=marker.grade, counted=marker.counted)
            self._open_criterion(criterion, marker, piece)

    def _open_outcome(self, outcome: ReadOutcome, piece: _Piece) -> None:
        earlier = self._by_number.get(outcome.number)
        if earlier is not None and not earlier.criteria:
            self.left_over.append([*earlier.marker, *earlier.words])
            self.outcomes.remove(earlier)
        self.outcomes.append(outcome)
        self._by_number[outcome.number] = outcome
        self._remember(outcome, piece)
        for early in self.early:
            self._guide(early)
        self.early.clear()

    def _open_criterion(self, criterion: ReadCriterion, marker: Marker, piece: _Piece) -> None:
        named = marker.outcomes or self._shared_by(piece)
        outcome = self._outcome_of(marker, named)
        criterion.named = bool(named)
        criterion.shared_with = tuple(number for number in named if number != outcome.number)
        outcome.criteria.append(criterion)
        self._remember(criterion, piece)

    def _shared_by(self, piece: _Piece) -> tuple[str, ...]:
        """The outcomes that a label names for the criteria of its cell, or for the next one of its column."""
        shared = self._shared.get(piece.chunk.role)
        if shared is None:
            return ()
        here = piece.chunk.block == shared.block and bool(shared.block[1])
        if not here:
            del self._shared[piece.chunk.role]
        if shared.used and not here:
            return ()
        shared.used = True
        return shared.outcomes

    def _outcome_of(self, marker: Marker, named: Sequence[str]) -> ReadOutcome:
        number = str(marker.major) if marker.major else None
        if marker.outcomes or (named and named[0] in self._by_number):
            number = named[0]
        if number is None and self.outcomes:
            return self.outcomes[-1]
        number = number or "1"
        if number not in self._by_number:
            outcome = ReadOutcome(number)
            self.outcomes.append(outcome)
            self._by_number[number] = outcome
        return self._by_number[number]

    def _remember(self, item: Item, piece: _Piece) -> None:
        self.item = item
        if piece.chunk.block[1]:
            self._by_block[piece.chunk.block] = item
        if piece.chunk.role is not None:
            self._by_role[piece.chunk.role] = item

    def _open_listed(self, piece: _Piece) -> None:
        """A criterion whose number is the list's own: the outcome's number and the place in the list."""
        outcome = self.outcomes[-1]
        criterion = ReadCriterion(f"{outcome.number}.{piece.chunk.ordinal}", list(piece.words))
        outcome.criteria.append(criterion)
        self._remember(criterion, piece)

    def _parted(self, piece: _Piece, left: int) -> None:
        """A line of two interleaved columns: its first words go on with the outcome, the rest with the criterion."""
        self.outcomes[-1].words += piece.words[:left]
        if isinstance(self.item, ReadCriterion):
            self.item.words += piece.words[left:]

    def _continue(self, piece: _Piece) -> None:
        role = piece.chunk.role
        if role == "ignored":
            self.ignored += piece.words
        elif role in ("guidance", "range") and not self.outcomes:
            self.early.append(piece)
        elif not self.outcomes or self.closed or role == "other":
            self._leave(piece)
        elif role in ("guidance", "range"):
            self._guide(piece)
        elif (item := self._goes_on_with(piece)) is not None:
            self._extend(item, piece)
        elif self.guiding or (role is None and self.guidance_column and isinstance(self.item, ReadCriterion)):
            self._guide(piece)
        else:
            self.closed = role is None
            self._leave(piece)

    def _leave(self, piece: _Piece) -> None:
        place = piece.chunk.block
        if self._last_left == place and piece.chunk.gap <= self.usual_gap and place[1]:
            self.left_over[-1] += piece.words
        else:
            self.left_over.append(list(piece.words))
        self._last_left = place

    def _goes_on_with(self, piece: _Piece) -> Item | None:
        """What a piece without a marker goes on with: what its cell opened, its column opened, or the text before."""
        role = piece.chunk.role
        if self.item is not None and not self.item.words and not self.guiding:
            return self.item
        if piece.chunk.block in self._by_block:
            return self._by_block[piece.chunk.block]
        if role is not None:
            return self._by_role.get(role) or self._latest(role)
        if self.guiding or self.item is None:
            return None
        if isinstance(self.item, ReadCriterion) and piece.chunk.bullet and self._takes_bullets(self.item, piece):
            return self.item
        return None if self._starts_anew(self.item, piece) else self.item

    def _latest(self, role: Role) -> Item | None:
        if role == "outcome":
            return self.outcomes[-1]
        return self.item if isinstance(self.item, ReadCriterion) else None

    def _takes_bullets(self, criterion: ReadCriterion, piece: _Piece) -> bool:
        led_in = bool(criterion.items) or join(criterion.words).endswith(":")
        return led_in or piece.chunk.gap <= self.usual_gap

    def _starts_anew(self, item: Item, piece: _Piece) -> bool:
        """Does a line open with a capital where the text before can end, below a gap or beside a third column?"""
        if piece.chunk.bullet and piece.chunk.gap > self.usual_gap:
            return True
        before = item.items[-1][-1] if isinstance(item, ReadCriterion) and item.items else item.words[-1]
        first = piece.words[0].text
        anew = (first[:1].isupper() and not first.isupper()) or not first[:1].isalnum()
        if not anew or not piece.first or before.text.lower() in _UNFINISHED or before.text[-1] in ",-–":
            return False
        return self.guidance_column or piece.chunk.gap > self.usual_gap

    def _extend(self, item: Item, piece: _Piece) -> None:
        if isinstance(item, ReadOutcome):
            item.words += piece.words
        elif piece.chunk.bullet and piece.first and item.words:
            item.items.append(list(piece.words))
        elif (mark := self._mark_of_point(item, piece)) is not None:
            self.labels += piece.words[:mark]
            item.items.append(list(piece.words[mark:]))
        elif item.items:
            item.items[-1] += piece.words
        else:
            item.words += piece.words

    def _mark_of_point(self, criterion: ReadCriterion, piece: _Piece) -> int | None:
        if not piece.first or not criterion.words:
            return None
        before = criterion.items[-1] if criterion.items else None
        led_in = join(criterion.words).endswith(":") or piece.words[0].index in self.list_openers
        return mark_length(criterion.number, piece.words, before, led_in=led_in)

    def _guide(self, piece: _Piece) -> None:
        outcome = self.outcomes[-1]
        paragraphs = outcome.range if piece.chunk.role == "range" else outcome.guidance
        listed = self._is_listed(piece, outcome)
        opened = not self.guiding and piece.chunk.role is None
        self.guiding = self.guiding or piece.chunk.role is None
        next_row = self._guided is not self.item and piece.words[0].text[:1].isupper()
        self._guided = self.item
        broken = bool(paragraphs) and paragraphs[-1][-1].text[-1] in "-,"
        ended = opened or listed or next_row or piece.chunk.gap > self.usual_gap
        if not paragraphs or (ended and not broken):
            paragraphs.append(list(piece.words))
            if listed and paragraphs is outcome.guidance:
                outcome.bullets.add(len(paragraphs) - 1)
        else:
            paragraphs[-1] += piece.words

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
