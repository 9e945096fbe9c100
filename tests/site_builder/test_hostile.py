"""Text of documents is only ever text: payloads in every field of a unit, and unsafe controls that show they bite."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment
from markdown_it import MarkdownIt

from site_builder.render import markdown, script_data
from tests.site_builder.sites import build, library_of
from unit_atlas.model import (
    Assessment,
    AssessmentMethod,
    AwardingBody,
    Criterion,
    Decision,
    Fact,
    Family,
    LearningOutcome,
    NosLink,
    Qualification,
    Review,
    Section,
    Source,
    Unit,
)

PAYLOADS = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onfocus='alert(1)' autofocus='",
    "<svg/onload=alert(1)>",
    "</title><script>alert(1)</script>",
    "<!--<script>alert(1)//-->",
    "[click](javascript:alert(1))",
    "[click](JaVaScRiPt:alert(1))",
    "[click](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[click](file:///etc/passwd) [lost](lost.html) [far](http://example.org/)",
    "<javascript:alert(1)>",
    "![x](https://example.org/track.png)",
    "{{ 7 * 7 }}{% include '/etc/passwd' %}{{ ''.__class__.__mro__ }}",
    "line\u2028separator\u2029end <!-- --> ]]>",
    "*/ } body { display: none } /*",
    "'); alert(1); ('",
    "<style>@import 'https://example.org/x.css';</style>",
    "# <iframe src=https://example.org>\n\n<object data=x>",
)
ALLOWED = {"script": {"src", "defer"}}


def unit_of(text: str) -> Unit:
    """A unit that holds the text wherever the format takes text."""
    criterion = Criterion(
        number=text, text=text, items=(text,), grade="pass", shared_with=(text,), guidance=text, range=text
    )
    return Unit(
        awarding_body=text,
        title=text,
        unit_number=text,
        sector_unit_number=text,
        ofqual_reference=text,
        published=text,
        issue=text,
        qualifications=(Qualification(number=text, title=text),),
        other_facts=(Fact(label=text, value=text),),
        aim=text,
        learning_outcomes=(
            LearningOutcome(number=text, text=text, guidance=text, range=text, criteria=(criterion,)),
            LearningOutcome(number="2", text=text, criteria=(Criterion(number="2.1", text=f"describe {text}"),)),
        ),
        assessment=Assessment(text=text, methods=(AssessmentMethod(name=text, requirement="optional"),)),
        evidence_requirements=text,
        guidance=text,
        nos=(NosLink(reference=text, title=text, suite=text),),
        functional_skills={text: {text: True}},
        other_sections=(Section(heading=text, text=text),),
        source=Source(file=text, sha256="0" * 64, layout=text, reader=text),
        review=(Review(field=text, reason="conflict", message=text),),
        decisions=(Decision(field=text, decision="accepted", by=text, on=text, note=text),),
    )


def hostile_site(output: Path) -> Path:
    """Two units for each payload, alike but for a word, so that they are compared."""
    units = {}
    for number, text in enumerate(PAYLOADS):
        units[f"hostile/{number}-a"] = unit_of(text)
        units[f"hostile/{number}-b"] = unit_of(f"{text} indeed")
    bodies = (AwardingBody(id="x", name=PAYLOADS[0], website="javascript:alert(1)"),)
    pairs = tuple(
        Family(members=(f"hostile/{n}-a", f"hostile/{n}-b"), because=PAYLOADS[0]) for n in range(len(PAYLOADS))
    )
    build(replace(library_of(units, bodies=bodies), families=pairs), output)
    return output


OWN_SCRIPT = re.compile(r"(?:\.\./)*static/[a-z-]+\.js")


class Elements(HTMLParser):
    """What a browser would find dangerous on a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script" and not OWN_SCRIPT.fullmatch(dict(attrs).get("src") or ""):
            self.found.append(tag)
        if tag in {"img", "iframe", "object", "style", "embed", "base"}:
            self.found.append(tag)
        self.found += [name for name, _ in attrs if name.startswith("on") or name == "autofocus"]
        targets = [value or "" for name, value in attrs if name in {"href", "src", "action"}]
        self.found += [target for target in targets if ":" in target and not target.startswith("https://")]


def dangers(output: Path) -> Iterator[tuple[str, list[str]]]:
    for path in sorted(output.rglob("*.html")):
        elements = Elements(path.read_text(encoding="utf-8"))
        if elements.found:
            yield str(path), elements.found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_site(tmp_path_factory.mktemp("hostile") / "site")


def test_no_payload_becomes_markup(site: Path) -> None:
    assert list(dangers(site)) == []


def test_the_payloads_are_compared_too(site: Path) -> None:
    assert len(list((site / "compare").rglob("*.html"))) >= len(PAYLOADS)


def test_payloads_stand_on_the_page_as_text(site: Path) -> None:
    page = (site / "units" / "hostile" / "0-a.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_data_files_hold_no_tag_and_no_line_separator(site: Path) -> None:
    for path in (site / "search").glob("*.js"):
        text = path.read_text(encoding="utf-8")
        assert "<" not in text, path
        assert "\u2028" not in text
        assert len(text.splitlines()) == 1


def test_the_controls_bite() -> None:
    assert "<script>" in Environment(autoescape=False).from_string("{{ text }}").render(text=PAYLOADS[0])
    assert "<script>" in MarkdownIt().render(PAYLOADS[0])
    assert Elements(MarkdownIt("js-default").render("![x](https://example.org/track.png)")).found == ["img"]


@pytest.mark.parametrize(
    "text", ["[x](javascript:alert(1))", "[x](http://example.org)", "[x](lost.html)", "[x](//a.b)"]
)
def test_other_links_stay_text(text: str) -> None:
    assert "<a" not in markdown(text)


def test_markdown_links_and_headings() -> None:
    assert '<a href="https://example.org/">' in markdown("[x](https://example.org/)")
    assert '<a href="mailto:a@b.c">' in markdown("[x](mailto:a@b.c)")
    assert markdown("# A\n\nB") == "<h3>A</h3>\n<p>B</p>\n"


def test_script_data_is_json_without_what_ends_a_script() -> None:
    assert script_data({"a": "</script>\u2028&"}) == '{"a":"\\u003c/script\\u003e\\u2028\\u0026"}'
