"""The search index, read back as a page would read it."""

from __future__ import annotations

import json
import re
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest

from site_builder import search_shards
from site_builder.search_shards import SHORTEST_CORRECTED
from site_builder.search_words import FIRST_ROW, STOP_WORDS, compact, fold, packed
from tests.site_builder.sites import BEES, OCN, OCR, ROOT, build, full_unit, library_of, real_library


def call(path: Path) -> Any:
    found = re.fullmatch(r"unitAtlas\.\w+\((.*)\);\n", path.read_text(encoding="utf-8"), re.DOTALL)
    assert found, path
    return json.loads(found[1])


def records_of(site: Path, kind: str) -> list[Any]:
    files = sorted((site / "search").glob(f"{kind}-*.js"), key=lambda path: int(path.stem.split("-")[1]))
    return [record for path in files for record in call(path)[1]]


def rows_of(site: Path) -> list[tuple[str, list[list[str]]]]:
    """The page of each unit with the rows of its table."""
    heads, rows = records_of(site, "heads"), records_of(site, "rows")
    return [(head[0], each) for head, each in zip(heads, rows, strict=True)]


def numbers(text: str) -> list[int]:
    found, value, shift = [], 0, 0
    for letter in text:
        code = ord(letter) - ord("?")
        value, shift = value + ((code & 31) << shift), shift + 5
        if code < 32:
            found.append(value)
            value, shift = 0, 0
    return found


def units_in(text: str) -> list[int]:
    return list(accumulate(numbers(text)))


def shard_of(site: Path, term: str) -> list[Any]:
    meta = call(site / "search" / "meta.js")
    name = max((name for name in meta["shards"] if term.startswith(name)), key=len)
    shard: list[Any] = call(site / "search" / f"terms-{name}.js")
    return shard


def places(text: str) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    flat, unit = iter(numbers(text)), 0
    for gap in flat:
        unit += gap
        steps = [next(flat)]
        while steps[-1] % 2:
            steps.append(next(flat))
        found[unit] = list(accumulate(step // 2 for step in steps))
    return found


def test_words_lead_to_the_rows_that_hold_them(real_site: Path) -> None:
    units = rows_of(real_site)
    found = places(shard_of(real_site, "repeated")[1]["repeated"])
    rows = {
        (units[unit][0], units[unit][1][place - FIRST_ROW][0])
        for unit, at in found.items()
        for place in at
        if place >= 3
    }
    assert {(f"units/{OCR}.html", "2.1"), (f"units/{OCN}.html", "2.1"), (f"units/{OCR}.html", "LO 2")} <= rows


@pytest.mark.parametrize("reference", ["J/601/1515", "j6011515", "CFAC5", "22", "D.08"])
def test_references_lead_straight_to_the_unit(real_site: Path, reference: str) -> None:
    units = rows_of(real_site)
    keys = shard_of(real_site, compact(reference))[2]
    assert [units[number][0] for number in units_in(keys[compact(reference)])] == [f"units/{OCR}.html"]


def test_rows_link_to_anchors_of_the_page(real_site: Path) -> None:
    for name, rows in rows_of(real_site):
        page = (real_site / name).read_text(encoding="utf-8")
        assert [row for row in rows if f'id="{row[1]}"' not in page] == []


def test_a_shard_that_grows_too_large_is_parted_by_the_next_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_shards, "LARGEST_SHARD", 300)
    build(real_library(), tmp_path / "site")
    meta = call(tmp_path / "site" / "search" / "meta.js")
    assert "con" in meta["shards"]
    assert {name for name in meta["shards"] if name.startswith("co")} > {"con", "cou"}
    assert shard_of(tmp_path / "site", "contribute")[1]["contribute"]


def test_a_shard_is_parted_when_it_is_larger_than_the_largest(monkeypatch: pytest.MonkeyPatch) -> None:
    words, keys = {"coal": "@\\?", "cost": "\\\\?"}, {"co7": "A"}
    size = len(search_shards.shard_text("co", words, keys))
    monkeypatch.setattr(search_shards, "LARGEST_SHARD", size)
    assert dict(search_shards.shards(words, keys)) == {"co": (words, keys)}
    monkeypatch.setattr(search_shards, "LARGEST_SHARD", size - 1)
    assert [name for name, _ in search_shards.shards(words, keys)] == ["co7", "coa", "cos"]


def test_facets_count_what_is_used_not_what_is_printed_empty(tmp_path: Path) -> None:
    build(library_of({BEES: full_unit()}), tmp_path / "site")
    found = {kind: call(tmp_path / "site" / "search" / f"facet-{kind}.js")[1] for kind in ("methods", "skills", "nos")}
    assert found == {
        "methods": {
            "oral-question": ["Oral question", "?"],
            "practical-demonstration": ["Practical demonstration", "?"],
        },
        "skills": {"english-reading": ["English: Reading", "?"]},
        "nos": {"bee": ["BEE", "?"]},
    }


@pytest.mark.parametrize("value", [0, 31, 32, 1023, 1024, 99_999])
def test_numbers_are_packed_without_letters_that_scripts_must_escape(value: int) -> None:
    assert numbers(packed([value, 1, value])) == [value, 1, value]
    assert not set(packed([value])) & set("<>&\"'")


def test_spellings_hold_words_and_references_the_most_used_first(real_site: Path) -> None:
    names = call(real_site / "search" / "meta.js")["spelling"]
    lists = {name: call(real_site / "search" / f"spelling-{name}.js")[1].split(" ") for name in names}
    assert all(len(word) == int(name.split("-")[0]) for name, words in lists.items() for word in words)
    assert lists["8-0"][0] == "customer"
    assert "j6011515" in lists["8-0"]


def test_fold() -> None:
    assert fold("Customers’ Problems, café processes; business: CFAC5") == [
        "customer", "problem", "cafe", "processe", "business", "cfac5",
    ]  # fmt: skip


def test_the_page_knows_the_same_stop_words() -> None:
    script = (ROOT / "templates" / "static" / "search.js").read_text(encoding="utf-8")
    found = re.search(r"STOP = new Set\('([^']*)'", script)
    assert found
    assert frozenset(found[1].split()) == STOP_WORDS
    assert "place < ROW" in script
    assert f"ROW = {FIRST_ROW}," in script
    assert f"SHORTEST_CORRECTED = {SHORTEST_CORRECTED}," in script
