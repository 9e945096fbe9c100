"""Style and script of the site, and the one line of style that depends on the library."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from site_builder.messages import _
from site_builder.script_messages import script_said

_STYLES = ("tokens.css", "site.css")
_STYLES_OF_SOME = ("home.css", "papers.css", "pictures.css")
_SCRIPTS = ("site.js", "search.js", "results.js", "mine.js", "choose.js")
_ICON = "icon.svg"
_CSS_SPACE = re.compile(r"""(?P<text>"[^"]*")|\s*(?P<mark>[{};,])\s*|(?<=[a-z-])(?::)\s+""")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def static_files(templates: Path, edition_line: str) -> Iterator[tuple[str, str]]:
    """Yield the static files as (name, text): the style sheet of all pages, those of some pages, icon, scripts.

    Args:
        templates: The folder of templates, with `static/` in it.
        edition_line: What stands in the foot of every printed page.
    """
    static = templates / "static"
    yield "static/site.css", style_sheet(templates, edition_line)
    for name in _STYLES_OF_SOME:
        yield f"static/{name}", _tight(_squeezed(static / name))
    yield from compare_files(templates)
    yield f"static/{_ICON}", (static / _ICON).read_text(encoding="utf-8")
    for name in _SCRIPTS:
        yield f"static/{name}", _script(static / name)


def style_sheet(templates: Path, edition_line: str) -> str:
    """Return the style sheet of all pages; `edition_line` stands in the foot of every printed page."""
    styles = [_tight(_squeezed(templates / "static" / name)) for name in _STYLES]
    foot = f"@page{{@bottom-left{{content:{_css_text(edition_line)}}}@bottom-right{{content:{_page_count()}}}}}\n"
    return "".join([*styles, foot])


def compare_files(templates: Path) -> Iterator[tuple[str, str]]:
    """Yield the style and script that comparisons and transfer sheets alone need, as (name, text)."""
    static = templates / "static"
    yield "static/compare.css", _tight(_squeezed(static / "compare.css"))
    yield "static/compare.js", _script(static / "compare.js")


def review_files(templates: Path) -> Iterator[tuple[str, str]]:
    """Yield the style and script that review pages alone need, as (name, text)."""
    static = templates / "static"
    yield "static/review.css", _tight(_squeezed(static / "review.css"))
    yield "static/review.js", _script(static / "review.js")


def _script(path: Path) -> str:
    """Return a script with its messages said, as templates are, without the white space that every function has."""
    return script_said(_squeezed(path).replace("function (", "function(").replace(") {", "){"), path.name)


def _squeezed(path: Path) -> str:
    """Return a style sheet or script without comments, indents and empty lines; each line keeps its end."""
    bare = _COMMENT.sub("", path.read_text(encoding="utf-8"))
    return "".join(f"{line.strip()}\n" for line in bare.splitlines() if line.strip())


def _tight(style: str) -> str:
    """Return a style sheet without the white space that CSS does not need; strings stay as they are."""
    return _CSS_SPACE.sub(lambda found: found["text"] or found["mark"] or ":", style).replace(";}", "}")


def _page_count() -> str:
    """Return 'Page 1 of 2' as the content of a printed page's foot."""
    pieces = re.split("(#|/)", _("Page %(page)s of %(pages)s", page="#", pages="/"))
    return " ".join({"#": "counter(page)", "/": "counter(pages)"}.get(piece) or _css_text(piece) for piece in pieces)


def _css_text(text: str) -> str:
    """Write a text as a CSS string; all but plain letters, digits and spaces as escapes."""
    return '"' + "".join(c if c.isascii() and (c.isalnum() or c == " ") else f"\\{ord(c):x} " for c in text) + '"'
