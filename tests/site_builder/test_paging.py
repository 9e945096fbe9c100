"""Long lists: how they go over pages, and the ways into them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from site_builder.paging import jumps, letter_of, parts, title_order
from tests.site_builder.sites import build, library_of, visible_text
from unit_atlas.model import NosLink, Unit


def test_pages_hold_all_items_in_order_and_lead_to_their_neighbours() -> None:
    found = list(parts("x/index.html", range(25), 10))
    assert [item for part in found for item in part.items] == list(range(25))
    assert [part.page for part in found] == ["x/index.html", "x/index--2.html", "x/index--3.html"]
    assert [(part.paging.previous, part.paging.next) for part in found] == [
        (None, "x/index--2.html"),
        ("x/index.html", "x/index--3.html"),
        ("x/index--2.html", None),
    ]


def test_a_list_without_items_is_one_page() -> None:
    assert [(part.page, list(part.items)) for part in parts("x.html", ())] == [("x.html", [])]


def test_steps_lead_to_the_ends_those_near_by_and_every_tenth() -> None:
    paging = list(parts("x.html", range(43), 1))[15].paging
    assert [number for number, _ in paging.steps] == [1, 10, 14, 15, 16, 17, 18, 20, 30, 40, 43]


def test_jumps_name_page_and_anchor_where_each_heading_begins() -> None:
    found = jumps("u.html", ["A", "A", "B", "D", "D"], "az", size=2)
    assert [(jump.label, jump.target) for jump in found] == [
        ("A", "u.html#az-a"),
        ("B", "u--2.html#az-b"),
        ("D", "u--2.html#az-d"),
    ]


def test_titles_are_sorted_and_lettered_alike() -> None:
    titles = [None, "‘Éclairs’ for tea", "zinc", "2 hats", "Early Years", "apples", "Zebras"]
    ordered = sorted(titles, key=title_order)
    assert ordered == ["2 hats", "apples", "Early Years", "‘Éclairs’ for tea", "Zebras", "zinc", None]
    assert [letter_of(title) for title in ordered] == ["0–9", "A", "E", "E", "Z", "Z", "Title not printed"]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """450 units, and 900 standards in 8 suites."""
    output = tmp_path_factory.mktemp("many") / "site"
    units = {
        f"a/u{n:03}": Unit(
            title=f"{chr(65 + n % 20)} of {n}",
            nos=tuple(NosLink(reference=f"{'ABCDEFGH'[n % 8]}X{n}{m}") for m in range(2)),
        )
        for n in range(450)
    }
    build(library_of(units), output)
    return output


def test_all_units_have_an_a_to_z(many: Path) -> None:
    pages = [(many / "units" / name).read_text("utf-8") for name in ("index.html", "index--2.html", "index--3.html")]
    titles = [title for page in pages for title in re.findall(r'<a class="t"[^>]*>([^<]*)', page)]
    assert len(titles) == 450
    assert titles == sorted(titles, key=title_order)
    for page in pages:
        assert re.search(r'<a href="../units/index--3.html#az-t">T</a>', page)
    assert '<tr id="az-t"><td class="l"><a class="t" href="../units/a/u119.html">T of 119</a>' in pages[2]


def test_a_long_index_goes_over_pages_and_leads_to_its_headings(many: Path) -> None:
    first, second = ((many / "nos" / name).read_text("utf-8") for name in ("index.html", "index--2.html"))
    assert "900 standards, page 1 of 2" in visible_text(first)
    assert '<a href="../nos/index--2.html#nos-hx">HX</a>' in first
    assert '<h2 id="nos-hx">HX <a' in second
    assert "continued" in second
    assert '<a href="nos/index--2.html#nos-hx">HX</a>' in (many / "index.html").read_text("utf-8")
