"""What is the same: which criteria of A and B answer each other, and which outcomes. Nothing is judged here."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from rapidfuzz import fuzz

from unit_atlas.compare.idf import Weights
from unit_atlas.compare.model import CriterionRef, OutcomeLink, Relation, Suggestion
from unit_atlas.compare.normal import normal
from unit_atlas.compare.reading import Reading, read
from unit_atlas.compare.settings import Settings
from unit_atlas.model import Grade


@dataclass(frozen=True, slots=True)
class Terms:
    """What binds a criterion beside its text: its range and its outcome's, and its grade."""

    range: str = ""
    grade: Grade | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A criterion in its place: where it stands in its unit, what its outcome says, how it reads."""

    ref: CriterionRef
    terms: Terms
    position: float
    outcome: str
    normal: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Link:
    """Criteria that answer each other, by index: one to one, one to several (split) or several to one (merger).

    `by_place` links stand in the same gap between linked neighbours and share hardly a word: to be read by a person.
    """

    a: tuple[int, ...]
    b: tuple[int, ...]
    score: float
    by_place: bool = False


@dataclass(frozen=True, slots=True)
class Alignment:
    """The links of two units, in B's order, the relation that they show, and what stayed alone."""

    relation: Relation
    links: tuple[Link, ...]
    alone_a: tuple[int, ...]
    alone_b: tuple[int, ...]


def entries(criteria: Sequence[tuple[CriterionRef, Terms]], outcome_texts: dict[str, str]) -> tuple[Entry, ...]:
    """The criteria of one unit, made ready."""
    last = max(len(criteria) - 1, 1)
    return tuple(
        Entry(ref, terms, place / last, normal(outcome_texts.get(ref.outcome, "")), normal(ref.text), read(ref.text))
        for place, (ref, terms) in enumerate(criteria)
    )


def align(a: Sequence[Entry], b: Sequence[Entry], weights: Weights, settings: Settings) -> Alignment:
    """Link the criteria of A and B: equal texts first, then by cosine, greedily; links may cross."""
    exact = _equal_pairs(a, b)
    taken_a, taken_b = {link.a[0] for link in exact}, {link.b[0] for link in exact}
    near = [
        link
        for link in _near_pairs(a, b, weights, settings.same_unit_cosine)
        if link.a[0] not in taken_a and link.b[0] not in taken_b
    ]
    sure = _greedy([link for link in near if link.score >= settings.sure_cosine])
    relation = _relation(len(exact) + len(sure), min(len(a), len(b)), settings)
    links = exact + (_greedy(near) if relation == "same" else sure)
    links = _joined(links, a, b, weights, settings)
    if relation == "same":
        links += _in_the_same_gap(links, a, b, weights, settings)
    alone_a = tuple(sorted(set(range(len(a))) - {place for link in links for place in link.a}))
    alone_b = tuple(sorted(set(range(len(b))) - {place for link in links for place in link.b}))
    return Alignment(relation, tuple(sorted(links, key=lambda link: link.b)), alone_a, alone_b)


def _relation(sure: int, smaller: int, settings: Settings) -> Relation:
    if not sure:
        return "different"
    return "same" if sure / smaller >= settings.same_unit_share else "related"


def _equal_pairs(a: Sequence[Entry], b: Sequence[Entry]) -> list[Link]:
    """Criteria with equal N; among several the same outcome text, then the nearest place."""
    by_text: dict[str, list[int]] = {}
    for place, entry in enumerate(b):
        by_text.setdefault(entry.normal, []).append(place)
    candidates = [
        (*_distance(a[i], b[j]), i, j) for i in range(len(a)) for j in by_text.get(a[i].normal, ()) if a[i].normal
    ]
    return _greedy([Link((i,), (j,), 1.0) for _, _, i, j in sorted(candidates)])


def _distance(a: Entry, b: Entry) -> tuple[bool, float]:
    return a.outcome != b.outcome, round(abs(a.position - b.position), 6)


def _near_pairs(a: Sequence[Entry], b: Sequence[Entry], weights: Weights, least: float) -> list[Link]:
    """All pairs with at least this cosine, best first."""
    vectors_a, vectors_b = [_vector(entry, weights) for entry in a], [_vector(entry, weights) for entry in b]
    near = []
    for i, vector_a in enumerate(vectors_a):
        for j, vector_b in enumerate(vectors_b):
            shared = vector_a.keys() & vector_b.keys()
            score = sum(vector_a[word] * vector_b[word] for word in sorted(shared)) if shared else 0.0
            if score >= least:
                near.append((-round(score, 6), *_distance(a[i], b[j]), i, j))
    return [Link((i,), (j,), -score) for score, _, _, i, j in sorted(near)]


def _vector(entry: Entry, weights: Weights) -> dict[str, float]:
    raw = {word: times * weights.of(word) for word, times in entry.reading.counts.items()}
    length = math.sqrt(sum(weight * weight for weight in raw.values()))
    return {word: weight / length for word, weight in raw.items()}


def cosine(a: Entry, b: Entry, weights: Weights) -> float:
    """TF-IDF cosine of two criteria, 0 to 1."""
    vector_b = _vector(b, weights)
    return round(sum(weight * vector_b.get(word, 0.0) for word, weight in _vector(a, weights).items()), 6)


def _greedy(links: Iterable[Link]) -> list[Link]:
    """One to one, each link taken in the given order while both its ends are free."""
    chosen: list[Link] = []
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    for link in links:
        if taken_a.isdisjoint(link.a) and taken_b.isdisjoint(link.b):
            chosen.append(link)
            taken_a.update(link.a)
            taken_b.update(link.b)
    return chosen


def _joined(
    links: list[Link], a: Sequence[Entry], b: Sequence[Entry], weights: Weights, settings: Settings
) -> list[Link]:
    """Let criteria that stayed alone join an inexact link as parts of a split or of a merger."""
    for _ in range(len(a) + len(b)):
        offers = [*_split_offers(links, a, b, weights, settings), *_merger_offers(links, a, b, weights, settings)]
        if not offers:
            return links
        _, place, joined = min(offers, key=lambda offer: (-offer[0], offer[1], offer[2].a, offer[2].b))
        links = [*links[:place], joined, *links[place + 1 :]]
    return links


Offer = tuple[float, int, Link]


def _split_offers(
    links: list[Link], a: Sequence[Entry], b: Sequence[Entry], weights: Weights, settings: Settings
) -> Iterable[Offer]:
    alone = set(range(len(b))) - {place for link in links for place in link.b}
    for index, link in enumerate(links):
        if len(link.a) > 1 or not _inexact(link, a, b):
            continue
        whole, parts = a[link.a[0]].reading.counts, [b[place].reading.counts for place in link.b]
        for place in alone:
            gain = _part_of(b[place].reading.counts, whole, parts, weights, settings)
            if gain:
                yield gain, index, Link(link.a, tuple(sorted((*link.b, place))), link.score)


def _merger_offers(
    links: list[Link], a: Sequence[Entry], b: Sequence[Entry], weights: Weights, settings: Settings
) -> Iterable[Offer]:
    alone = set(range(len(a))) - {place for link in links for place in link.a}
    for index, link in enumerate(links):
        if len(link.b) > 1 or not _inexact(link, a, b):
            continue
        whole, parts = b[link.b[0]].reading.counts, [a[place].reading.counts for place in link.a]
        for place in alone:
            gain = _part_of(a[place].reading.counts, whole, parts, weights, settings)
            if gain:
                yield gain, index, Link(tuple(sorted((*link.a, place))), link.b, link.score)


def _inexact(link: Link, a: Sequence[Entry], b: Sequence[Entry]) -> bool:
    return len(link.a) > 1 or len(link.b) > 1 or a[link.a[0]].normal != b[link.b[0]].normal


def _part_of(
    part: Counter[str], whole: Counter[str], others: list[Counter[str]], weights: Weights, settings: Settings
) -> float:
    """How well `part` belongs to `whole` beside the other parts; 0 when it does not."""
    held = sum(weights.of(word) * min(times, whole[word]) for word, times in part.items() if word in whole)
    if not held or held < settings.join_coverage * (total := weights.total(part)):
        return 0.0
    answered: Counter[str] = Counter()
    for other in others:
        answered |= other & whole
    coverage, gain = held / total, weights.total((part & whole) - answered) / weights.total(whole)
    enough = gain >= settings.join_gain or (gain > 0 and coverage >= settings.whole_coverage)
    return coverage + gain if enough else 0.0


def _in_the_same_gap(
    links: list[Link], a: Sequence[Entry], b: Sequence[Entry], weights: Weights, settings: Settings
) -> list[Link]:
    """Criteria left alone between the same linked neighbours, as many on both sides, and not wholly unlike."""
    homes = {link.a: link.b for link in outcome_links(links, a, b)}
    gaps_a = _gaps(a, {i: index for index, link in enumerate(links) for i in link.a})
    gaps_b = _gaps(b, {j: index for index, link in enumerate(links) for j in link.b})
    found = []
    for (outcome, before, after), places_a in gaps_a.items():
        places_b = gaps_b.get((homes.get(outcome, ""), before, after), [])
        for i, j in zip(places_a, places_b, strict=False) if len(places_a) == len(places_b) else ():
            if fuzz.ratio(a[i].normal, b[j].normal) / 100 >= settings.place_ratio:
                found.append(Link((i,), (j,), cosine(a[i], b[j], weights), by_place=True))
    return found


Gap = tuple[str, int, int]
"""An outcome and the indexes of the links around a run of criteria left alone; -1 for the outcome's start or end."""


def _gaps(side: Sequence[Entry], linked: dict[int, int]) -> dict[Gap, list[int]]:
    gaps: dict[Gap, list[int]] = {}
    for outcome, group in groupby(range(len(side)), key=lambda place: side[place].ref.outcome):
        before, run = -1, list[int]()
        for place in group:
            if place in linked:
                gaps[outcome, before, linked[place]] = run
                before, run = linked[place], []
            else:
                run.append(place)
        gaps[outcome, before, -1] = run
    return gaps


def outcome_links(links: Iterable[Link], a: Sequence[Entry], b: Sequence[Entry]) -> tuple[OutcomeLink, ...]:
    """For each outcome of A the outcome of B that most of its criteria went to, never by number."""
    votes: dict[str, Counter[str]] = {}
    for link in links:
        for i in link.a:
            votes.setdefault(a[i].ref.outcome, Counter()).update(b[j].ref.outcome for j in link.b)
    order = list(dict.fromkeys(entry.ref.outcome for entry in a))
    chosen = {outcome: max(votes[outcome].items(), key=lambda vote: vote[1]) for outcome in order if outcome in votes}
    return tuple(OutcomeLink(outcome, b_outcome, count) for outcome, (b_outcome, count) in chosen.items())


def moved(link: Link, a: Sequence[Entry], b: Sequence[Entry], mapped: dict[str, str]) -> bool:
    """Whether the link leads to another outcome of B than the rest of its outcome in A."""
    homes = {mapped.get(a[i].ref.outcome) for i in link.a}
    return homes.isdisjoint(b[j].ref.outcome for j in link.b)


def reordered(links: Sequence[Link], a: Sequence[Entry], b: Sequence[Entry]) -> set[int]:
    """Indexes (into `links`, which follow B's order) of links that changed place within their outcome.

    The longest run of links still in A's order stays; the others have moved.
    """
    rooms: dict[tuple[str, str], list[int]] = {}
    for index, link in enumerate(links):
        rooms.setdefault((a[link.a[0]].ref.outcome, b[link.b[0]].ref.outcome), []).append(index)
    out: set[int] = set()
    for room in rooms.values():
        kept = _longest_rising([links[index].a[0] for index in room])
        out.update(index for place, index in enumerate(room) if place not in kept)
    return out


def _longest_rising(numbers: list[int]) -> set[int]:
    """Places of a longest rising subsequence."""
    best: list[list[int]] = []
    for place, number in enumerate(numbers):
        shorter = [best[k] for k in range(place) if numbers[k] < number]
        best.append([*_longest(shorter), place])
    return set(_longest(best))


def _longest(runs: list[list[int]]) -> list[int]:
    return max(runs, key=len) if runs else []


def suggestions(
    alignment: Alignment, a: Sequence[Entry], b: Sequence[Entry], settings: Settings
) -> tuple[Suggestion, ...]:
    """Criteria that stayed alone and look alike, the best partner for each of B's; for a person, never coverage."""
    near = []
    for j in alignment.alone_b:
        for i in alignment.alone_a:
            ratio = fuzz.ratio(a[i].normal, b[j].normal) / 100
            if ratio >= settings.suggestion_ratio:
                near.append(Link((i,), (j,), round(ratio, 4)))
    near.sort(key=lambda link: (-link.score, link.b, link.a))
    return tuple(Suggestion(a[link.a[0]].ref, b[link.b[0]].ref, link.score) for link in _greedy(near))
