"""A build with the cache of earlier builds gives the bytes of one without."""

from __future__ import annotations

import os
import random
import shutil
import string
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from site_builder.build import BuildError, build_site
from site_builder.kept import cached_library
from tests.site_builder.sites import DATE, full_unit
from unit_atlas.canonical import dump, read_unit
from unit_atlas.library import read_library
from unit_atlas.model import Assessment, AssessmentMethod, Criterion, LearningOutcome, NosLink, Review, Unit
from unit_atlas.packaged import packaged
from unit_atlas.provenance import Provenance, WordCounts, dump_provenance

BODIES = "- id: ocr\n  name: OCR\n  reuse: permitted\n- id: ocn-london\n  name: OCN London\n"
APART = "- members: [ocr/u01, ocr/u02]\n  verdict: not-equivalent\n  because: they differ\n"


def write(root: Path, name: str, one: Unit) -> None:
    path = root / "units" / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dump(one, schema=None), encoding="utf-8")


def invented(chance: random.Random) -> Unit:
    """A unit that is no version of any other."""
    words = ["".join(chance.choices(string.ascii_lowercase, k=6)) for _ in range(12)]
    one = versioned(*(" ".join(chance.sample(words, 5)) for _ in range(3)), title=words[0].title())
    return one.model_copy(
        update={"nos": (), "level": chance.choice("123"), "review": one.review[: chance.randint(0, 1)]}
    )


def versioned(*texts: str, title: str = "Keep stock") -> Unit:
    rows = tuple(Criterion(number=f"1.{place}", text=text) for place, text in enumerate(texts, 1))
    outcome = LearningOutcome(number="1", text="Keep stock", criteria=rows)
    return full_unit().model_copy(update={"title": title, "learning_outcomes": (outcome,)})


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("site_builder.papers_view.MOST_OFFICE_UNITS", 0)
    root, chance = tmp_path / "specs", random.Random(11)
    for number in range(5):
        write(root, f"ocr/u{number:02}", invented(chance))
    write(root, "ocr/bees", full_unit())
    write(root, "ocr/stock", versioned("count the stock", "store the stock", "sell the stock"))
    (root / "awarding-bodies.yaml").write_text(BODIES, encoding="utf-8")
    return root


def account(root: Path, name: str, words: int) -> None:
    path = root / "provenance" / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    written = Provenance(source="bees.pdf", words=WordCounts(fields=words))
    path.write_text(dump_provenance(written), encoding="utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def same(output: Path, whole: Path) -> None:
    """The two sites hold the same files; where they do not, those that differ are named."""
    ours, theirs = contents(output), contents(whole)
    assert [name for name in sorted(ours.keys() | theirs.keys()) if ours.get(name) != theirs.get(name)] == []


def again(root: Path, output: Path, *, public: bool = False, data_date: str = DATE) -> None:
    """Build with the cache, compare with a build without."""
    with cached_library(root) as (library, cache):
        build_site(library, output, public=public, strict=False, data_date=data_date, cache=cache)
        assert cache.trouble == ""
    whole = output.with_name("whole")
    build_site(read_library(root), whole, public=public, strict=False, data_date=data_date)
    same(output, whole)


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


CHANGES: dict[str, Callable[[Path], object]] = {
    "criterion": lambda root: edit(root, "units/ocr/bees.yaml", "open a hive gently", "shut a hive"),
    "number": lambda root: edit(root, "units/ocr/stock.yaml", "'1.2'", "'1.9'"),
    "facts": lambda root: [
        edit(root, "units/ocr/bees.yaml", old, new)
        for old, new in (
            ("title: Keep", "title: Zealous"),
            ("level: E3", "level: '2'"),
            ("field: glh", "field: credit"),
        )
    ],
    "words": lambda root: account(root, "ocr/bees", 500),
    "come and gone": lambda root: [
        write(root, "ocn-london/new", full_unit().model_copy(update={"title": "A new one"})),
        (root / "units/ocr/u04.yaml").unlink(),
    ],
    "joins": lambda root: write(root, "ocn-london/stock", versioned("count the stock", "store the stock", "tidy up")),
    "decided": lambda root: (root / "families.yaml").write_text(APART, encoding="utf-8"),
    "bodies": lambda root: edit(root, "awarding-bodies.yaml", "name: OCR\n  reuse: permitted", "name: OCR"),
    "broken": lambda root: (root / "units/ocr/u00.yaml").write_text("title: [", encoding="utf-8"),
}


def test_each_change_gives_the_bytes_of_a_whole_build(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "site"
    again(root, output)
    for change in CHANGES.values():
        change(root)
        again(root, output)
    again(root, output, data_date="2026-06-01")
    (root / "units/ocn-london/stock.yaml").unlink()
    again(root, output, public=True)
    again(root, output)
    monkeypatch.setattr("site_builder.papers_view.MOST_OFFICE_UNITS", 100)
    again(root, output)


def anything(root: Path, chance: random.Random) -> None:
    """Change, add or remove something of the library."""
    paths = sorted((root / "units").rglob("*.yaml"))
    path = chance.choice(paths)
    unit = read_unit(path)
    texts = [
        criterion.text
        for other in paths
        for outcome in read_unit(other).learning_outcomes
        for criterion in outcome.criteria
    ]
    changes: list[Callable[[], object]] = [
        lambda: path.unlink() if len(paths) > 4 else None,
        lambda: write(root, f"ocr/n{chance.randint(0, 9)}", invented(chance)),
        lambda: write(root, f"ocn-london/v{chance.randint(0, 3)}", versioned(*chance.sample(sorted(set(texts)), 3))),
        lambda: write(root, path.relative_to(root / "units").with_suffix("").as_posix(), changed(unit, chance)),
        lambda: account(root, path.relative_to(root / "units").with_suffix("").as_posix(), chance.randint(1, 9)),
        lambda: (root / "families.yaml").write_text(chance.choice([APART, ""]), encoding="utf-8"),
    ]
    chance.choice(changes)()


def changed(unit: Unit, chance: random.Random) -> Unit:
    links = (NosLink(reference="BEE1", title="Bees"), NosLink(reference="BEE2"))
    some = invented(chance)
    fields = {
        "title": chance.choice(["Aardvarks", "Zebras", None]),
        "level": chance.choice(["1", "E2", None]),
        "credit": chance.choice([None, 3, 7]),
        "awarding_body": chance.choice(["OCR", "Nobody", None]),
        "nos": links[: chance.randint(0, 2)],
        "review": (Review(field="title", reason="inferred", message="from the heading"),),
        "learning_outcomes": some.learning_outcomes,
        "assessment": Assessment(
            methods=(AssessmentMethod(name="Essay", requirement=chance.choice([None, "optional"])),)
        ),
        "functional_skills": {"English": {"Reading": chance.choice([True, False, None])}},
    }
    return unit.model_copy(update=dict(chance.sample(sorted(fields.items()), 2)))


@pytest.mark.parametrize("seed", range(3))
def test_whatever_changes_gives_the_bytes_of_a_whole_build(root: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    output = tmp_path / "site"
    again(root, output)
    for _ in range(8):
        for _ in range(chance.randint(1, 2)):
            anything(root, chance)
        again(root, output, public=chance.random() < 0.2)


def test_what_did_not_change_is_the_same_file(root: Path, tmp_path: Path) -> None:
    output = tmp_path / "site"
    again(root, output)
    page, other = output / "units/ocr/bees.html", output / "units/ocr/u03.html"
    places = page.stat().st_ino, other.stat().st_ino
    CHANGES["criterion"](root)
    again(root, output)
    assert page.stat().st_ino != places[0]
    assert other.stat().st_ino == places[1]


def spoiled(root: Path, output: Path) -> Iterator[object]:
    """Spoil what lies in the output folder and in the cache, one after the other."""
    cache = root / ".cache/build.sqlite"
    yield (output / "units/ocr/u03.html").write_text("not ours", encoding="utf-8")
    yield (output / "units/ocr/u02.html").unlink()
    yield os.utime(output / "units/ocr/u01.json")
    yield cache.write_bytes(cache.read_bytes()[: cache.stat().st_size // 2])
    yield cache.write_bytes(cache.read_bytes().replace(b"Keep bees", b"Sell bees"))
    yield cache.write_bytes(b"nothing of a database")
    yield cache.unlink()


def test_a_site_or_cache_that_somebody_spoiled_never_shows(root: Path, tmp_path: Path) -> None:
    output = tmp_path / "site"
    again(root, output)
    for _ in spoiled(root, output):
        with cached_library(root) as (library, cache):
            build_site(library, output, public=False, strict=False, data_date=DATE, cache=cache)
        same(output, tmp_path / "whole")


def test_another_template_makes_other_pages(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output, templates = tmp_path / "site", tmp_path / "templates"
    again(root, output)
    shutil.copytree(packaged("templates"), templates)
    edit(templates, "unit.html", "<h1", '<h1 data-another="1"')
    for module in ("build", "kept", "pages"):
        monkeypatch.setattr(f"site_builder.{module}.packaged", lambda _name: templates)
    again(root, output)
    assert "data-another" in (output / "units/ocr/u03.html").read_text(encoding="utf-8")


def test_a_kept_page_whose_link_no_longer_arrives_fails_the_build(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "site"
    again(root, output)
    before = contents(output)
    monkeypatch.setattr("site_builder.links.REVIEW", "review/lost.html")
    with cached_library(root) as (library, cache), pytest.raises(BuildError, match="broken link"):
        build_site(library, output, public=False, strict=False, data_date=DATE, cache=cache)
    assert contents(output) == before
