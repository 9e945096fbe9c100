"""Names of pages and anchors, and the check of links."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from site_builder.link_check import LinkCheck
from site_builder.links import anchor, comparison_page, root_of, slug, unit_key
from tests.site_builder.sites import ROOT


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Written question & answer/test/exam", "written-question-answer-test-exam"),
        ("CFAC5", "cfac5"),
        ("CON", "con-"),
        ("index", "index-"),
        ("Höflichkeit", "hoflichkeit"),
    ],
)
def test_slug(text: str, name: str) -> None:
    assert slug(text) == name


@pytest.mark.parametrize("text", ["x" * 300, "日本語", "", "///", "日本", "a" * 47 + " b" * 20])
def test_slugs_are_safe_file_names_and_differ(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*-?", slug(text))
    assert len(slug(text)) <= 49
    assert slug(text) != slug(f"{text}語")


def test_the_longest_ids_still_give_paths_that_windows_takes() -> None:
    longest = f"{'a' * 64}/{'b' * 64}"
    assert len(comparison_page(longest, f"{'a' * 64}/{'b' * 63}c")) < 120
    assert unit_key(longest) != unit_key(f"{'a' * 64}/{'b' * 63}c")


def test_anchor_and_root() -> None:
    assert anchor("ac", "1.10") == "ac-1.10"
    assert anchor("ac", "A.P1 (i)") == "ac-A.P1-i"
    assert root_of("units/ocr/x.html") == "../../"
    assert root_of("index.html") == ""


PAGES = {
    "a/one.html": '<a href="two.html#here"> <a href="../b.html"> <a href="#gone"> <a href="two.html#there"><a href="">',
    "a/two.html": '<p id="here"><a href="https://example.org/"><a href="http://example.org/"><a href="/x">',
    "c.html": '<a href="a/two.html?q=1#here"><link href="static/site.css#x"><a href="//example.org/">',
}


def test_broken_links_are_named_with_their_page() -> None:
    check = LinkCheck(Path())
    for name, html in PAGES.items():
        check.read(name, html)
    assert check.broken({*PAGES, "static/site.css"}) == [
        "a/one.html: link '#gone' names no anchor of its page",
        "a/one.html: link '../b.html' names no file of the site",
        "a/one.html: link 'two.html#there' names no anchor of its page",
        "a/two.html: link '/x' is neither https, mailto nor relative",
        "a/two.html: link 'http://example.org/' is neither https, mailto nor relative",
        "c.html: link '//example.org/' is neither https, mailto nor relative",
        "c.html: link 'static/site.css#x' names no anchor of its page",
    ]


@pytest.mark.parametrize("template", sorted((ROOT / "templates").rglob("*.html")), ids=lambda path: path.name)
def test_attributes_in_templates_are_parted_by_a_space(template: Path) -> None:
    """So that the check of links sees all."""
    assert (
        re.findall(r"[^\x20\w-](?:href|src|action|id)=|\b(?:href|src|action|id)=[^\x22]", template.read_text("utf-8"))
        == []
    )
