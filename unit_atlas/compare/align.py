"""What is the same: which criteria of A and B answer each other, and which outcomes. Nothing is judged here."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from rapidfuzz import fuzz

from unit_atlas.compare.entry import Entry, Link
from unit_atlas.compare.idf import Weights
from unit_atlas.compare.joins import joined
from unit_atlas.compare.model import Relation, Suggestion
from unit_atlas.compare.outcomes import outcome_links
from unit_atlas.compare.settings import Settings


@dataclass(frozen=True, slots=True)
class Alignment:
    """The links of two units, in B's order, the relation that they show, and what stayed alone."""

    relation: Relation
    links: tuple[Link, ...]
    alone_a: tuple[int, ...]
    alone_b: tuple[int, ...]


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
    links = joined(links, a, b, weights, settings)
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
