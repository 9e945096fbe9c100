"""Outcomes follow their criteria: which outcome of B answers which of A, and which criteria left their place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from unit_atlas.compare.entry import Entry, Link
from unit_atlas.compare.model import OutcomeLink


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
