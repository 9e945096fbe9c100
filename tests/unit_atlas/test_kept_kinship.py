"""Kinship that is kept from build to build equals one worked out whole."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from unit_atlas.cache import FOLDER, opened
from unit_atlas.compare.families import Traits
from unit_atlas.families import Kinship, kinship_of
from unit_atlas.kept_kinship import kept_kinship
from unit_atlas.model import Family

KINDS = ("kinship", "kinship of units", "kinship of criteria", "kinship of hints")
DAMAGE = "update entries set value = x'00' where kind = ?"


class Shelf:
    """A library in memory, with a cache in a folder and what was asked of its units."""

    def __init__(self, root: Path, units: Mapping[str, Traits]) -> None:
        self.root, self.units, self.decided = root, dict(units), list[Family]()
        self.asked: list[str] = []

    def kinship(self, *, keep: bool = True) -> Kinship:
        """What a build with the cache finds."""
        self.asked.clear()
        digests = {unit_id: sha256(repr(self.units[unit_id]).encode()).digest() for unit_id in sorted(self.units)}
        with opened(self.root, "test") as cache:
            found = kept_kinship(digests, self._traits, self.decided, cache)
            if keep:
                cache.keep()
        return found

    def _traits(self, unit_id: str) -> Traits:
        self.asked.append(unit_id)
        return self.units[unit_id]

    def whole(self) -> Kinship:
        """What a build without one finds."""
        return kinship_of({unit_id: self.units[unit_id] for unit_id in sorted(self.units)}, self.decided)

    def entries(self, kind: str) -> list[tuple[object, ...]]:
        with closing(self._file()) as file:
            return file.execute("select * from entries where kind = ?", (kind,)).fetchall()

    def put_back(self, entries: Iterable[Sequence[object]]) -> None:
        with closing(self._file()) as file, file:
            file.executemany("insert or replace into entries values (?, ?, ?, ?, ?)", entries)

    def change(self, command: str, kind: str) -> int:
        with closing(self._file()) as file, file:
            return file.execute(command, (kind,)).rowcount

    def _file(self) -> sqlite3.Connection:
        return sqlite3.connect(self.root / FOLDER / "build.sqlite")


VERBS = ("keep", "wash", "count")
NOUNS = ("stock", "tools", "books", "boxes")


def text(chance: random.Random) -> str:
    """One of few texts, some of them damaged, some too short for halves."""
    verb, noun = chance.choice(VERBS), chance.choice(NOUNS)
    sentence = f"{verb} the {noun} with care and {chance.choice(('more', 'less'))} time"
    damaged = sentence.replace("e", chance.choice("oc"), 2)
    return chance.choice((f"{verb} {noun}", sentence, sentence, damaged))


def traits(chance: random.Random) -> Traits:
    own = [f"{''.join(chance.choices('abcdefghij', k=9))} is own" for _ in range(chance.randint(0, 4))]
    criteria = dict.fromkeys([text(chance) for _ in range(chance.randint(0, 6))] + own)
    nos = tuple(f"nos {number}" for number in range(3) if chance.random() < 0.2)
    return Traits(tuple(criteria), chance.choice(("", "stock", "tools", "books")), nos)


def name(chance: random.Random) -> str:
    return f"{chance.choice('ab')}/{chance.randrange(25):02}"


def edit(shelf: Shelf, chance: random.Random) -> None:
    """One thing that people do to a library."""
    deed, unit_id = chance.random(), name(chance)
    if deed < 0.25:
        shelf.units[unit_id] = traits(chance)
    elif deed < 0.4:
        shelf.units.pop(unit_id, None)
    elif deed < 0.5:
        verdict = chance.choice(("equivalent", "not-equivalent", None))
        shelf.decided = [*shelf.decided[-7:], Family(members=(unit_id, name(chance)), verdict=verdict)]
    elif unit_id in shelf.units:
        now, other = shelf.units[unit_id], traits(chance)
        parts = (
            replace(now, criteria=tuple(dict.fromkeys((text(chance), *now.criteria[1:])))),
            replace(now, title=other.title),
            replace(now, nos=other.nos),
        )
        shelf.units[unit_id] = chance.choice(parts)


@pytest.mark.parametrize(("seed", "postings", "portion"), [(5, 5, 9), (18, 4, 1000), (7, 3, 8), (26, 7, 1000)])
def test_after_any_changes_it_is_that_of_the_library(
    seed: int, postings: int, portion: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("unit_atlas.families.POSTINGS", postings)
    monkeypatch.setattr("unit_atlas.families.PORTION", portion)
    chance = random.Random(seed)
    shelf = Shelf(tmp_path, {name(chance): traits(chance) for _ in range(45)})
    found, asked, held = list[Kinship](), 0, 0
    for _ in range(100):
        for _ in range(chance.choice((0, 1, 1, 1, 3))):
            edit(shelf, chance)
        found.append(shelf.kinship(keep=chance.random() < 0.8))
        assert found[-1] == shelf.whole()
        asked, held = asked + len(shelf.asked), held + len(shelf.units)
    assert all(one.families and one.related for one in found)
    assert asked < held / 2


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Forty pairs of versions that all name one standard, one of each damaged, as built once."""
    chance = random.Random(5)
    units = dict[str, Traits]()
    for number in range(40):
        criteria = [" ".join("".join(chance.choices("abcdefgh", k=5)) for _ in range(7)) for _ in range(4)]
        damaged = [criterion.replace("a", "x") for criterion in criteria]
        units[f"a/{number:02}"] = Traits(tuple(criteria), f"title {number}", ("nos",))
        units[f"b/{number:02}"] = Traits(tuple(damaged), f"title {number}", ("nos",))
    shelf = Shelf(tmp_path, units)
    assert len(shelf.kinship().families) == 40
    return shelf


def reworded(one: Traits) -> Traits:
    return replace(one, criteria=("measure twice and cut once only", *one.criteria[1:]))


def test_only_what_changed_and_what_is_read_beside_it_is_asked_for(shelf: Shelf) -> None:
    assert len(shelf.asked) == len(set(shelf.asked)) == 80
    shelf.kinship()
    assert shelf.asked == []
    shelf.units["a/39"] = reworded(shelf.units["a/39"])
    assert shelf.kinship() == shelf.whole()
    assert shelf.asked[0] == "a/39"
    assert len(shelf.asked) <= 14
    shelf.units["a/39"] = replace(shelf.units["a/39"], title="another")
    assert shelf.kinship() == shelf.whole()
    assert len(shelf.asked) <= 4


def test_what_people_decide_asks_for_no_unit(shelf: Shelf) -> None:
    shelf.decided = [Family(members=("a/01", "b/01"), verdict="not-equivalent")]
    assert shelf.kinship() == shelf.whole()
    assert shelf.kinship().named == (("a/01", "b/01"),)
    assert shelf.asked == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "command", ["update entries set value = x'00' where kind = ?", "delete from entries where kind = ?"]
)
def test_what_is_lost_or_damaged_is_worked_out_again(shelf: Shelf, kind: str, command: str) -> None:
    assert shelf.change(command, kind)
    shelf.units["a/07"] = reworded(shelf.units["a/07"])
    assert shelf.kinship() == shelf.whole()
    assert len(shelf.asked) == 80
    shelf.units["b/07"] = reworded(shelf.units["b/07"])
    assert shelf.kinship() == shelf.whole()
    assert len(shelf.asked) < 20


@pytest.mark.parametrize("kind", KINDS)
def test_pieces_of_two_states_never_mix(kind: str, tmp_path: Path) -> None:
    chance = random.Random(9)
    shelf = Shelf(tmp_path, {name(chance): traits(chance) for _ in range(30)})
    shelf.kinship()
    for _ in range(12):
        before = shelf.entries(kind)
        for _ in range(4):
            edit(shelf, chance)
            assert shelf.kinship() == shelf.whole()
        shelf.put_back(before)


def test_a_build_that_failed_leaves_nothing(shelf: Shelf) -> None:
    former = shelf.units["a/07"]
    shelf.units["a/07"] = reworded(former)
    shelf.kinship(keep=False)
    shelf.units["a/08"], shelf.units["a/07"] = reworded(former), former
    assert shelf.kinship() == shelf.whole()
    assert "a/07" not in shelf.asked


def test_pieces_of_units_that_went_go(shelf: Shelf) -> None:
    for unit_id in ("a/07", "b/07"):
        del shelf.units[unit_id]
    shelf.kinship()
    assert len(shelf.entries("kinship of units")) == 78
    shelf.units["c/01"] = Traits(("measure twice",), "", ())
    assert shelf.kinship() == shelf.whole()
    assert len(shelf.entries("kinship of units")) == 79
