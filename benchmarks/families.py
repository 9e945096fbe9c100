"""Measure families on generated libraries: `python benchmarks/families.py [1000 10000 100000]`.

Each generated unit is a version of an invented base: criteria retyped, reworded, added, dropped, some damaged as by
poor recognition. Bases of one trade share commonplace criteria, and some come at two levels with a few in common.
Then the same with a cache: worked out whole, with nothing changed, and after a change of one criterion.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from unit_atlas.cache import FOLDER, opened
from unit_atlas.compare.families import Traits, criteria_of, signature, traits_of
from unit_atlas.compare.family_index import FamilyIndex
from unit_atlas.kept_kinship import kept_kinship
from unit_atlas.model import Criterion, LearningOutcome, NosLink, Unit

VERSIONS = 4
VERBS = (
    "describe explain identify outline select prepare maintain record monitor evaluate check report plan organise "
    "adjust inspect measure demonstrate compare review"
).split()
LINKS = "for of in with during according-to before using without affecting".split()
SYLLABLES = "ba co di fen gor ha jin kal lo mer nip or pas quil ras sen tol ur vin wex yar zed bri cla dro".split()


def words_of(trade: int) -> list[str]:
    """The vocabulary of a trade: a hundred invented words."""
    chance = random.Random(f"trade {trade}")
    return ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 3))) for _ in range(100)]


@lru_cache(maxsize=4096)
def commonplaces(trade: int) -> tuple[str, ...]:
    chance = random.Random(f"common {trade}")
    return tuple(sentence(chance, words_of(trade)) for _ in range(12))


def sentence(chance: random.Random, words: list[str]) -> str:
    parts = [chance.choice(VERBS), *chance.choices(words, k=chance.randint(2, 4))]
    for _ in range(chance.randint(0, 2)):
        parts += [chance.choice(LINKS).replace("-", " "), *chance.choices(words, k=chance.randint(1, 3))]
    return " ".join(parts)


@lru_cache(maxsize=64)
def base(number: int) -> tuple[str, tuple[str, ...], str]:
    """Title, criteria and NOS of a base; every tenth is the next level of the one before and shares some criteria."""
    chance = random.Random(f"base {number}")
    trade = number // 40
    words = words_of(trade)
    own = [sentence(chance, words) for _ in range(chance.randint(9, 22))]
    own[: chance.randint(0, 2)] = chance.sample(commonplaces(trade), 2)
    title = sentence(chance, words)
    if number % 10 == 9:
        title, lower, _ = base(number - 1)
        own[: len(own) // 6] = lower[: len(own) // 6]
    return title, tuple(dict.fromkeys(own)), f"NOS{number // 3}"


def version(number: int) -> tuple[str, Unit]:
    """The unit with this number: version number % VERSIONS of base number // VERSIONS."""
    title, criteria, nos = base(number // VERSIONS)
    chance = random.Random(f"version {number}")
    texts = list(criteria)
    if number % VERSIONS:
        texts = [edited(chance, text) for text in texts if chance.random() > 0.08]
        texts += [sentence(chance, words_of(number // VERSIONS // 40)) for _ in range(chance.randint(0, 3))]
        if chance.random() < 0.05:
            texts = [damaged(chance, text) for text in texts]
    rows = tuple(Criterion(number=f"1.{n}", text=text) for n, text in enumerate(texts, 1))
    links = (NosLink(reference=nos),) if chance.random() < 0.6 else ()
    outcome = LearningOutcome(number="1", text="One", criteria=rows)
    return f"body/u{number:06}", Unit(title=title.title(), learning_outcomes=(outcome,), nos=links)


def edited(chance: random.Random, text: str) -> str:
    kind = chance.random()
    if kind < 0.6:
        return text.capitalize() + "."
    words = text.split()
    if kind < 0.75:
        words.insert(chance.randrange(1, len(words)), "the")
    elif kind < 0.9:
        words[chance.randrange(len(words))] = "".join(chance.choices(SYLLABLES, k=3))
    return " ".join(words)


def damaged(chance: random.Random, text: str) -> str:
    """One misread letter in about twenty."""
    return "".join(chance.choice("lI1rnco0") if chance.random() < 0.05 else letter for letter in text)


def measure(size: int) -> None:
    started = time.process_time()
    signatures = [signature(*version(number)) for number in range(size)]
    read = time.process_time()
    index = FamilyIndex(lambda unit_id: criteria_of(version(int(unit_id[-6:]))[1]), most_held=max(100, size // 250))
    for one in signatures:
        index.put(one)
    families = index.families()
    found = time.process_time()
    index.put(signature(*version(size // 2)))
    index.families()
    again = time.process_time()
    right = wrong = 0
    for family in families:
        numbers = [int(unit_id[-6:]) // VERSIONS for unit_id in family]
        pairs = len(numbers) * (len(numbers) - 1) // 2
        same = sum(numbers.count(n) * (numbers.count(n) - 1) // 2 for n in set(numbers))
        right, wrong = right + same, wrong + pairs - same
    wanted = size // VERSIONS * (VERSIONS * (VERSIONS - 1) // 2)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{size:>7} units: recall {right / wanted:.3f}, precision {right / (right + wrong):.3f}, "
        f"{found - read:.1f} CPU s to find, {read - started:.1f} to make and sign, "
        f"{again - found:.2f} after one unit changed, {memory:.0f} MiB"
    )


def measure_kept(size: int) -> None:
    traits = {unit_id: traits_of(unit) for unit_id, unit in (version(number) for number in range(size))}
    digests = dict.fromkeys(traits, b"before")
    with TemporaryDirectory() as folder:
        kept(digests, traits, folder, "whole")
        kept(digests, traits, folder, "nothing changed")
        unit_id = list(traits)[size // 2]
        traits[unit_id] = replace(traits[unit_id], criteria=("another", *traits[unit_id].criteria[1:]))
        kept(digests | {unit_id: b"after"}, traits, folder, "one criterion changed")


def kept(digests: Mapping[str, bytes], traits: Mapping[str, Traits], folder: str, what: str) -> None:
    started = time.process_time()
    with opened(Path(folder), "") as cache:
        found = kept_kinship(digests, traits.__getitem__, (), cache)
        cache.keep()
    seconds = time.process_time() - started
    held = (Path(folder) / FOLDER / "build.sqlite").stat().st_size / 1e6
    print(f"{'':7} {what}: {seconds:.3f} CPU s, {len(found.related)} related pairs, cache of {held:.1f} MB")


if __name__ == "__main__":
    for size in [int(text) for text in sys.argv[1:]] or [1000, 10000]:
        measure(size)
        measure_kept(size)
