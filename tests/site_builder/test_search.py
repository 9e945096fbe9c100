"""The search index, read back as a page would read it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from site_builder import search
from site_builder.search import FIRST_ROW, STOP_WORDS, compact, fold
from tests.site_builder.sites import BEES, OCN, OCR, ROOT, build, full_unit, library_of, real_library


def call(path: Path) -> Any:
    found = re.fullmatch(r"unitAtlas\.\w+\((.*)\);\n", path.read_text(encoding="utf-8"), re.DOTALL)
    assert found, path
    return json.loads(found[1])


def units_of(site: Path) -> list[list[Any]]:
    files = sorted((site / "search").glob("units-*.js"), key=lambda path: int(path.stem.split("-")[1]))
    return [record for path in files for record in call(path)[1]]


def shard_of(site: Path, term: str) -> list[Any]:
    meta = call(site / "search" / "meta.js")
    name = max((name for name in meta["shards"] if term.startswith(name)), key=len)
    shard: list[Any] = call(site / "search" / f"terms-{name}.js")
    return shard


def places(flat: list[int]) -> dict[int, list[int]]:
    found, at, unit = {}, 0, 0
    while at < len(flat):
        unit += flat[at]
        found[unit] = flat[at + 2 : at + 2 + flat[at + 1]]
        at += 2 + flat[at + 1]
    return found


def test_words_lead_to_the_rows_that_hold_them(real_site: Path) -> None:
    units = units_of(real_site)
    found = places(shard_of(real_site, "repeated")[1]["repeated"])
    rows = {
        (units[unit][0], units[unit][10][place - FIRST_ROW][0])
        for unit, at in found.items()
        for place in at
        if place >= 3
    }
    assert {(f"units/{OCR}.html", "2.1"), (f"units/{OCN}.html", "2.1"), (f"units/{OCR}.html", "LO 2")} <= rows


@pytest.mark.parametrize("reference", ["J/601/1515", "j6011515", "CFAC5", "22", "D.08"])
def test_references_lead_straight_to_the_unit(real_site: Path, reference: str) -> None:
    units = units_of(real_site)
    keys = shard_of(real_site, compact(reference))[2]
    assert [units[number][0] for number in keys[compact(reference)]] == [f"units/{OCR}.html"]


def test_rows_link_to_anchors_of_the_page(real_site: Path) -> None:
    for record in units_of(real_site):
        page = (real_site / record[0]).read_text(encoding="utf-8")
        assert [row for row in record[10] if f'id="{row[1]}"' not in page] == []


def test_a_shard_that_grows_too_large_is_parted_by_the_next_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "LARGEST_SHARD", 600)
    build(real_library(), tmp_path / "site")
    meta = call(tmp_path / "site" / "search" / "meta.js")
    assert "con" in meta["shards"]
    assert {name for name in meta["shards"] if name.startswith("co")} > {"con", "cou"}
    assert shard_of(tmp_path / "site", "contribute")[1]["contribute"]


def test_facets_count_what_is_used_not_what_is_printed_empty(tmp_path: Path) -> None:
    build(library_of({BEES: full_unit()}), tmp_path / "site")
    assert call(tmp_path / "site" / "search" / "facet-methods.js")[1] == {
        "oral-question": [0],
        "practical-demonstration": [0],
    }
    assert call(tmp_path / "site" / "search" / "facet-skills.js")[1] == {"english-reading": [0]}
    assert call(tmp_path / "site" / "search" / "facet-nos.js")[1] == {"bee": [0]}


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
