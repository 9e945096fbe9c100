"""What holds for every page: links, policy, no inline script or style, the views that the library needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from site_builder.build import build_site
from tests.site_builder.sites import COMPARISON, OCN, OCR, build, library_of, real_library, visible_text

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'"
)


class Page(HTMLParser):
    """The elements of a page, read by another reader than the build's own."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def ids(self) -> list[str]:
        return [attributes["id"] or "" for _, attributes in self.elements if "id" in attributes]

    def targets(self) -> Iterator[str]:
        for _, attributes in self.elements:
            yield from (attributes[name] or "" for name in ("href", "src", "action") if name in attributes)


@pytest.fixture(scope="module")
def pages(real_site: Path) -> dict[Path, Page]:
    return {path: Page(path) for path in real_site.resolve().rglob("*.html")}


def test_every_link_and_fragment_arrives(pages: dict[Path, Page]) -> None:
    lost = []
    ids = {path.resolve(): set(page.ids()) for path, page in pages.items()}
    for path, page in pages.items():
        for target in page.targets():
            parts = urlsplit(target)
            if parts.scheme:
                assert parts.scheme == "https"
                continue
            there = (path.parent / unquote(parts.path)).resolve() if parts.path else path.resolve()
            if not there.is_file() or (parts.fragment and parts.fragment not in ids[there]):
                lost.append((path, target))
    assert lost == []


def test_every_page_is_reached_from_the_home_page(pages: dict[Path, Page], real_site: Path) -> None:
    home = real_site.resolve() / "index.html"
    waiting, seen = [home], {home}
    while waiting:
        path = waiting.pop()
        parts = [urlsplit(target) for target in pages[path].targets()]
        there = {(path.parent / unquote(part.path)).resolve() for part in parts if part.path and not part.scheme}
        waiting += (there & pages.keys()) - seen
        seen |= there & pages.keys()
    assert seen == pages.keys()


def test_links_name_files_never_folders(pages: dict[Path, Page]) -> None:
    assert not [target for page in pages.values() for target in page.targets() if urlsplit(target).path.endswith("/")]


def test_ids_are_unique_on_each_page(pages: dict[Path, Page]) -> None:
    assert [path for path, page in pages.items() if len(page.ids()) != len(set(page.ids()))] == []


def test_policy_and_no_inline_script_or_style(pages: dict[Path, Page]) -> None:
    for path, page in pages.items():
        policies = [a["content"] for tag, a in page.elements if a.get("http-equiv") == "Content-Security-Policy"]
        assert policies == [POLICY], path
        assert not [a for tag, a in page.elements if tag == "script" and "/static/" not in f"/{a.get('src')}"]
        assert not [a for tag, a in page.elements if tag == "style" or "style" in a]
        assert not [name for _, a in page.elements for name in a if name.startswith("on")]


def test_every_page_tells_the_date_of_its_data(pages: dict[Path, Page]) -> None:
    for path in pages:
        assert "Library data of 14 May 2026" in path.read_text(encoding="utf-8"), path


def test_without_a_history_pages_say_so(tmp_path: Path) -> None:
    build_site(real_library(), tmp_path / "site", public=False, strict=False, data_date=None)
    assert "no history" in visible_text((tmp_path / "site" / "index.html").read_text(encoding="utf-8"))


def test_the_comparison_of_the_two_versions(real_site: Path) -> None:
    text = visible_text((real_site / COMPARISON).read_text(encoding="utf-8"))
    assert "Same unit. 17 of 18 criteria are equal but for typography." in text
    assert "18 Covered 0 Partly covered 0 Review 0 To do" in text
    assert "Covered, in other words (1)" in text
    assert "only in the first: their end." in text
    for fact in ("Ofqual unit reference", "Unit number", "NOS", "Functional skills", "Assessment methods"):
        assert f"{fact} " in text.partition("Facts that differ")[2].partition("Assessment criteria, side by side")[0]


def test_both_directions_are_a_swap_apart(real_site: Path) -> None:
    back = "compare/ocn-london--l-508-3936/ocr--j-601-1515.html"
    assert f'href="../../{back}">Swap sides' in (real_site / COMPARISON).read_text(encoding="utf-8")
    assert f'href="../../{COMPARISON}">Swap sides' in (real_site / back).read_text(encoding="utf-8")


def test_the_family_lists_both_directions_and_the_matrix(real_site: Path) -> None:
    page = (real_site / "families" / "ocn-london--l-508-3936.html").read_text(encoding="utf-8")
    text = visible_text(page)
    assert text.count("Same unit. 17 of 18 criteria") == 2
    assert page.count('<span class="cls c-typographic">') == 17
    assert "Ofqual unit reference L/508/3936 J/601/1515 differs" in text
    assert "Credit 6 6 same in all" in text


@pytest.mark.parametrize(
    ("index", "unit"),
    [
        ("bodies/ocr.html", OCR),
        ("levels/3.html", OCN),
        ("credits/6.html", OCR),
        ("nos/cfac5.html", OCR),
        ("methods/practical-demonstration.html", OCN),
        ("skills/english-reading.html", OCR),
        ("verbs/identify.html", OCR),
        ("levels/not--printed.html", "ocr/003-68b0a6013f64a692"),
    ],
)
def test_reverse_indexes(real_site: Path, index: str, unit: str) -> None:
    assert f'href="../units/{unit}.html"' in (real_site / index).read_text(encoding="utf-8")


def test_the_method_index_tells_the_requirement(real_site: Path) -> None:
    text = visible_text((real_site / "methods" / "practical-demonstration.html").read_text(encoding="utf-8"))
    assert re.search(r"Monitor and Solve Customer Service Problems .* Prescribed OCN London", text)


def test_the_review_page_names_every_open_entry(real_site: Path) -> None:
    page = (real_site / "review" / "index.html").read_text(encoding="utf-8")
    entries = sum(len(unit.review) for unit in real_library().units.values())
    assert f"{entries} open entries in 3 units" in page
    assert "grid printed, no tick survived in the text" in page


def test_home_lists_units_and_ways_to_narrow_them_without_script(real_site: Path) -> None:
    page = (real_site / "index.html").read_text(encoding="utf-8")
    assert '<li data-key="3"><a href="levels/3.html">Level 3</a> <span class="n">2</span></li>' in page
    assert page.index('<input id="q"') < page.index("Narrow the list")
    assert 'href="units/ocr/j-601-1515.html"' in page


def test_long_lists_go_over_several_pages(tmp_path: Path) -> None:
    library = real_library()
    many = {f"ocr/unit-{n}": library.units[OCR].model_copy(update={"learning_outcomes": ()}) for n in range(450)}
    build(library_of(many, bodies=library.bodies), tmp_path / "site")
    lists = [tmp_path / "site" / "bodies" / name for name in ("ocr.html", "ocr--2.html", "ocr--3.html")]
    counts = [path.read_text(encoding="utf-8").count('<a class="t"') for path in lists]
    assert counts == [200, 200, 50]
