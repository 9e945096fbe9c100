"""The files of the search are made again where a change touches them, and come out as those of a whole build."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from site_builder.kept import Part, cached_library, key_of
from site_builder.search import search_files, search_parts
from site_builder.site import Site, make_site
from tests.site_builder.sites import DATE, full_unit
from unit_atlas.canonical import dump
from unit_atlas.library import Library, read_library
from unit_atlas.model import Assessment, AssessmentMethod, Criterion, LearningOutcome, NosLink, Unit

BODIES = "- id: ocr\n  name: {ocr}\n  reuse: permitted\n- id: aim\n  name: AIM\n  reuse: {reuse}\n"
HEARD = [
    "".join(("co", *letters)) for letters in ("al", "at", "de", "in", "lt", "mb", "ok", "pe", "rn", "st", "unt", "y")
]
RARE = [f"{first}{rest}" for first in "aeiou" for rest in ("bacus", "lder", "mber", "rch", "xle")]


@dataclass
class Shelf:
    """A library in a folder, and the search of it as an output folder would hold it.

    Attributes:
        files: The files by the name of the part, with its key.
        made: The parts that were made by the last build.
        read: The units that it read.
    """

    root: Path
    files: dict[str, tuple[bytes, dict[str, str]]] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)

    def write(self, name: str, unit: Unit) -> None:
        path = self.root / "units" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dump(unit, schema=None), encoding="utf-8")

    def bodies(self, *, ocr: str = "OCR", reuse: str = "unknown") -> None:
        (self.root / "awarding-bodies.yaml").write_text(BODIES.format(ocr=ocr, reuse=reuse), encoding="utf-8")

    def build(self, *, public: bool = False, fails: bool = False, every: bool = False) -> dict[str, str]:
        """Return the files; a build that fails leaves nothing, one of every part makes those that could stay too."""
        before, self.files, self.made, self.read = self.files, {}, [], []
        with cached_library(self.root) as (library, cache):
            site = _watched(make_site(library, public=public, data_date=DATE, cache=cache), self.read)
            for part in search_parts(site, cache, key_of(site.bodies.listed, site.held)):
                key, files = before.get(part.name, (b"", {}))
                if every or key != part.key:
                    self.made.append(part.name)
                    files = files_of(part)
                self.files[part.name] = part.key, files
            if not fails:
                cache.keep()
        made = {name: text for _, files in self.files.values() for name, text in files.items()}
        if fails:
            self.files = before
        return made

    def whole(self, *, public: bool = False) -> dict[str, str]:
        """Return the files of a build that knows of none before."""
        return {name: str(text) for name, text in search_files(site_of(read_library(self.root), public=public))}


def files_of(part: Part) -> dict[str, str]:
    return {str(name): str(text) for name, text in part.make()}  # type: ignore[misc]


def site_of(library: Library, *, public: bool) -> Site:
    return make_site(library, public=public, data_date=DATE)


def _watched(site: Site, read: list[str]) -> Site:
    class Units(dict[str, Unit]):
        def __missing__(self, unit_id: str) -> Unit:
            read.append(unit_id)
            return site.units[unit_id]

    return replace(site, units=Units())


def invented(chance: random.Random) -> Unit:
    words = [*chance.choices(HEARD, k=8), *chance.choices(RARE, k=6)]
    rows = tuple(Criterion(number=f"1.{place}", text=" ".join(chance.sample(words, 6))) for place in range(1, 4))
    return full_unit().model_copy(
        update={
            "title": " ".join(chance.sample(RARE, 2)).title(),
            "awarding_body": chance.choice(("OCR", "AIM", None)),
            "unit_number": str(chance.randint(1, 400)),
            "assessment": Assessment(methods=(AssessmentMethod(name=chance.choice(HEARD), requirement="optional"),)),
            "learning_outcomes": (LearningOutcome(number="1", text=chance.choice(HEARD), criteria=rows),),
        }
    )


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    monkeypatch.setattr("site_builder.search_blocks.FEWEST", 2)
    monkeypatch.setattr("site_builder.search_blocks.MOST", 4)
    monkeypatch.setattr("site_builder.search_shards.LARGEST_SHARD", 300)
    monkeypatch.setattr("site_builder.search.HEADS", 5)
    monkeypatch.setattr("site_builder.search.ROWS", 2)
    shelf, chance = Shelf(tmp_path / "specs"), random.Random(5)
    for number in range(14):
        shelf.write(f"ocr/u{number:02}", invented(chance))
    shelf.bodies()
    return shelf


Edit = Callable[[random.Random], Mapping[str, object]]
EDITS: tuple[Edit, ...] = (
    lambda chance: {"learning_outcomes": invented(chance).learning_outcomes},
    lambda chance: {"title": invented(chance).title},
    lambda _: {"title": None, "awarding_body": None},
    lambda chance: {"unit_number": str(chance.randint(1, 400))},
    lambda chance: {"nos": (NosLink(reference=f"BEE{chance.randint(1, 30)}", title=chance.choice(RARE)),)},
    lambda chance: {"learning_outcomes": (), "aim": chance.choice(HEARD)},
)


def changed(shelf: Shelf, chance: random.Random) -> None:
    """Change one thing of a library."""
    paths = sorted((shelf.root / "units").rglob("*.yaml"))
    path, edit = chance.choice(paths), chance.choice((*EDITS, "add", "remove", "bodies"))
    if edit == "add":
        shelf.write(f"ocr/n{chance.randint(0, 9999):04}", invented(chance))
    elif edit == "remove" and len(paths) > 1:
        path.unlink()
    elif callable(edit):
        name = path.relative_to(shelf.root / "units").with_suffix("").as_posix()
        unit = read_library(shelf.root).units[name]
        shelf.write(name, unit.model_copy(update=dict(edit(chance))))
    else:
        shelf.bodies(ocr=chance.choice(("OCR", "Oxford")), reuse=chance.choice(("unknown", "permitted")))


@pytest.mark.parametrize("seed", range(4))
def test_after_any_change_the_files_are_those_of_a_whole_build(shelf: Shelf, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(25):
        for _ in range(chance.choice((0, 1, 1, 1, 3))):
            changed(shelf, chance)
        public = chance.random() < 0.3
        if chance.random() < 0.2:
            shelf.build(public=public, fails=True)
            changed(shelf, chance)
        assert shelf.build(public=public, every=chance.random() < 0.2) == shelf.whole(public=public)
        assert_terms_of_blocks_alone(shelf)


def assert_terms_of_blocks_alone(shelf: Shelf) -> None:
    """The cache keeps terms of no block that is gone and of no group that a block lost."""
    with closing(sqlite3.connect(shelf.root / ".cache/build.sqlite")) as entries:
        blocks = entries.execute("select name, value from entries where kind = 'search blocks'").fetchall()
        kept = {name for (name,) in entries.execute("select name from entries where kind = 'search terms'")}
    assert kept == {f"{line.split()[0]} {first}" for first, header in blocks for line in header.decode().splitlines()}


def test_where_blocks_of_units_begin_does_not_show(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    parted = shelf.whole()
    monkeypatch.setattr("site_builder.search_blocks.FEWEST", 100)
    assert shelf.whole() == parted


def test_a_changed_criterion_makes_few_files_and_reads_one_unit(shelf: Shelf) -> None:
    shelf.build()
    assert len(shelf.read) >= 14
    whole = len(shelf.made)
    unit = read_library(shelf.root).units["ocr/u03"]
    *others, last = unit.learning_outcomes[0].criteria
    longer = last.model_copy(update={"text": f"{last.text} cohere"})
    outcome = unit.learning_outcomes[0].model_copy(update={"criteria": (*others, longer)})
    shelf.write("ocr/u03", unit.model_copy(update={"learning_outcomes": (outcome,)}))
    assert shelf.build() == shelf.whole()
    assert set(shelf.read) == {"ocr/u03"}
    kinds = sorted(name.split("-")[0] for name in shelf.made)
    assert kinds == ["search meta", "search rows", "search spelling", "search terms"]
    assert whole > 40


def test_what_did_not_change_is_neither_made_nor_read(shelf: Shelf) -> None:
    shelf.build()
    shelf.build()
    assert (shelf.made, shelf.read) == ([], [])


def test_a_file_that_somebody_spoiled_can_be_made_without_a_change(shelf: Shelf) -> None:
    shelf.build()
    assert shelf.build(every=True) == shelf.whole()
    assert shelf.read == []


def test_a_unit_that_moves_makes_others_move_but_none_be_read(shelf: Shelf) -> None:
    shelf.build()
    unit = read_library(shelf.root).units["ocr/u03"]
    shelf.write("ocr/u03", unit.model_copy(update={"title": "Aardvarks"}))
    assert shelf.build() == shelf.whole()
    assert set(shelf.read) == {"ocr/u03"}


def spoiled(cache: Path) -> Iterator[str]:
    """Damage the entries of one kind after the other."""
    with closing(sqlite3.connect(cache)) as entries:
        kinds = [kind for (kind,) in entries.execute("select distinct kind from entries where kind like 'search%'")]
        for kind in kinds:
            entries.execute("update entries set value = cast(value || x'20' as blob) where kind = ?", (kind,))
            entries.commit()
            yield kind


def test_entries_that_are_damaged_count_as_none(shelf: Shelf) -> None:
    shelf.build()
    kinds = []
    for kind in spoiled(shelf.root / ".cache/build.sqlite"):
        kinds.append(kind)
        shelf.build(every=True)
        changed(shelf, random.Random(kind))
        assert shelf.build() == shelf.whole()
    assert len(kinds) == 5


def test_units_that_are_gone_leave_nothing_in_the_cache(shelf: Shelf) -> None:
    shelf.build(public=True)
    shelf.build()
    for path in sorted((shelf.root / "units").rglob("*.yaml"))[1:]:
        path.unlink()
    shelf.build()
    with closing(sqlite3.connect(shelf.root / ".cache/build.sqlite")) as entries:
        query = "select name from entries where kind in ('search words', 'search facts', 'search blocks')"
        assert {name for (name,) in entries.execute(query)} == {"ocr/u00"}


def test_a_unit_of_which_no_digest_is_known_is_read(shelf: Shelf) -> None:
    with cached_library(shelf.root) as (_, cache):
        for title in ("Aardvarks", "Zebras"):
            library = read_library(shelf.root)
            unit = library.units["ocr/u03"].model_copy(update={"title": title})
            site = site_of(replace(library, units={**library.units, "ocr/u03": unit}), public=False)
            files = dict(file for part in search_parts(site, cache, b"all") for file in files_of(part).items())
            assert files == dict(search_files(site))
