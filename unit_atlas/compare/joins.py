"""Splits and mergers: criteria that stayed alone join an inexact link whose other side holds what they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from unit_atlas.compare.entry import Entry, Link
from unit_atlas.compare.idf import Weights
from unit_atlas.compare.settings import Settings


def joined(
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
