"""A language that nobody speaks: every text of the catalogue in marks, so that texts from elsewhere stand out."""

from __future__ import annotations

import io
import re
from collections.abc import Container
from gettext import GNUTranslations
from html.parser import HTMLParser
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from tests.site_builder.sites import ROOT

LANGUAGE = "en_XA"
_ACCENTED = str.maketrans("aceinouyAEIOU", "áçéíñóúýÁÉÍÓÚ")
_KEPT = re.compile(r"(%\(\w+\)s|<[^>]*>|&\w+;)")
_SPOKEN = ("title", "aria-label", "alt", "placeholder", "data-taken", "data-refused", "data-date")
_PROSE = re.compile("^[A-Z][a-z]|[a-z] [a-z]")
_FRAGMENT = re.compile(r"^[A-Z][a-z]|^ ?[A-Za-z]+( [a-z]+){2}|^ [A-Za-z]")
_NO_TEXTS = {"Home", "End", "ArrowDown", "ArrowUp", "Escape", "Enter", "Unit Atlas · ", "paper sheet wide"}
_VOID = {"meta", "link", "input", "br", "hr", "img", "source", "wbr", "col"}
_NAMES = re.compile(r"Unit Atlas|YAML|JSON|CSV|\S*\d\S*")
"""What stands in no language: the name of the program, forms of files, references and numbers."""


def pseudo_catalogue(but: Container[str] = ()) -> bytes:
    """Return the compiled catalogue of the language, made from the template for translators; `but` are left out."""
    with (ROOT / "templates" / "messages.pot").open("rb") as file:
        texts = read_po(file)
    catalogue = Catalog(locale=LANGUAGE)
    for text in texts:
        if text.id and text.id not in but:
            forms = text.id if isinstance(text.id, tuple) else (text.id,)
            said = tuple(map(_marked, forms))
            catalogue.add(text.id, said if text.pluralizable else said[0])
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    return compiled.getvalue()


def pseudo_language() -> GNUTranslations:
    """Return the language for `messages.spoken`."""
    return GNUTranslations(io.BytesIO(pseudo_catalogue()))


def _marked(text: str) -> str:
    pieces = _KEPT.split(text)
    return "⟦" + "".join(piece if place % 2 else piece.translate(_ACCENTED) for place, piece in enumerate(pieces)) + "⟧"


def bare(text: str) -> str:
    """Return what of a text stands outside marks and is a word."""
    outside, depth = [], 0
    for piece in re.split("([⟦⟧])", text):
        depth += {"⟦": 1, "⟧": -1}.get(piece, 0)
        if depth == 0 and piece != "⟧":
            outside.append(piece)
    left = _NAMES.sub("", " ".join(outside))
    return left.strip() if re.search("[A-Za-z]", left) else ""


class Texts(HTMLParser):
    """Finds in a page what is neither a message nor marked as the language of documents, and messages so marked.

    Attributes:
        found: Each such text with the element that it stands in.
    """

    def __init__(self, spoken: tuple[str, ...] = _SPOKEN) -> None:
        super().__init__()
        self._spoken = spoken
        self.found: list[tuple[str, str]] = []
        self._open: list[tuple[str, bool]] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        english = given["lang"] == "en-GB" if "lang" in given else bool(self._open and self._open[-1][1])
        for name in self._spoken:
            if not english and bare(given.get(name) or ""):
                self.found.append((f"{tag} {name}", bare(given[name] or "")))
        if tag not in _VOID:
            self._open.append((tag, english))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tag, english = self._open[-1] if self._open else ("", False)
        if tag in ("style", "script"):
            return
        left = bare("⟦" * self._depth + data)
        self._depth += data.count("⟦") - data.count("⟧")
        if english and "⟦" in data and not self._depth:
            self.found.append((tag, data))
        if not english and left:
            self.found.append((tag, left))


def untranslated(page: str) -> list[tuple[str, str]]:
    """Return the texts of a page that no translation reaches, and messages marked as English, with their element."""
    texts = Texts()
    texts.feed(page)
    return texts.found


def bare_in_template(path: Path) -> list[tuple[str, str]]:
    """Return the texts that a template holds itself rather than naming a message, each with its place."""
    reader = Environment(extensions=["jinja2.ext.i18n"])
    tree = reader.parse(path.read_text(encoding="utf-8"))
    own = Texts((*_SPOKEN, "data-l"))
    own.feed("".join(piece.data for piece in tree.find_all(nodes.TemplateData)))
    calls = [
        call for call in tree.find_all(nodes.Call) if getattr(call.node, "name", "") in ("_", "gettext", "ngettext")
    ]
    named = {id(text) for call in calls for text in call.args}
    texts = (text.value for text in tree.find_all(nodes.Const) if id(text) not in named)
    return own.found + [("expression", text) for text in texts if isinstance(text, str) and _PROSE.search(text)]


def bare_in_script(path: Path) -> list[str]:
    """Return the strings of a script that read as texts and are no messages."""
    code = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    code = re.sub(r"\b_\('[^']*'\)|\bngettext\('[^']*', '[^']*'|\bSTOP = new Set\('[^']*'", "", code)
    return [text for text in re.findall(r"'([^'\n]*)'", code) if _FRAGMENT.search(text) and text not in _NO_TEXTS]
