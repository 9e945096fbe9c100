"""Templates and Markdown: the one place that turns text into HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from site_builder import messages
from site_builder.links import slug

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token

_VALUE = re.compile(r"%\((\w+)\)s")
_HEADING_SHIFT = 2
_WORDS = r"""(?=[A-Za-z])[^\\`*_~\[\]<>&"\s\0]+(?: [^\\`*_~\[\]<>&"\s\0]+)*"""
_LIST = rf"- {_WORDS}(?:\n- {_WORDS})*"
_PARAGRAPH = rf"{_WORDS}(?:\n\n{_LIST})?"
_PLAIN = re.compile(rf"(?:{_LIST}|{_PARAGRAPH})(?:\n\n{_PARAGRAPH})*\n?")
"""Paragraphs and items of lists, of one line each, that open with a letter and hold nothing else that Markdown knows;
no list follows another.
"""
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_UNSAFE = re.compile("[<>&\u2028\u2029]")


class _Environment(Environment):
    """Compiles templates with their messages already said, so that no page has to look them up."""

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        return super()._generate(_Said().visit(source), name, filename, defer_init=defer_init)


class _Said(NodeTransformer):
    """Puts the text of a message, with its values in their places, where a template names the message.

    In a site of another language, `english(text)` is the attribute of an element that holds a text of a document, and
    `spoken` that of an element inside it that holds a message. In an English site both are nothing, at no cost.
    """

    def visit_Name(self, node: nodes.Name) -> nodes.Node:
        return nodes.TemplateData(messages.own_language(), lineno=node.lineno) if node.name == "spoken" else node

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        self.generic_visit(node)
        if not isinstance(node.node, nodes.Name):
            return node
        if node.node.name == "english" and not messages.own_language():
            return nodes.TemplateData("", lineno=node.lineno)
        if node.node.name not in ("_", "gettext"):
            return node
        if not node.args or not isinstance(node.args[0], nodes.Const):
            return node
        values = {keyword.key: keyword.value for keyword in node.kwargs}
        pieces = [*_pieces(messages._(node.args[0].value), values)]
        return nodes.Concat(pieces, lineno=node.lineno) if len(pieces) > 1 else pieces[0]

    def visit_Output(self, node: nodes.Output) -> nodes.Node:
        self.generic_visit(node)
        split = (child.nodes if isinstance(child, nodes.Concat) else [child] for child in node.nodes)
        node.nodes = [piece for pieces in split for piece in pieces]
        return node


def _pieces(message: str, values: Mapping[str, nodes.Expr]) -> Iterator[nodes.Expr]:
    for place, piece in enumerate(_VALUE.split(message)):
        if place % 2:
            yield values[piece]
        elif piece:
            yield nodes.TemplateData(piece.replace("%%", "%"))


class Renderer:
    """Renders the site's templates; everything that is not Markup is escaped, an unknown name is an error.

    Texts are in the language that is spoken when a template is rendered for the first time.
    """

    def __init__(self, templates: Path) -> None:
        self._environment = _Environment(
            loader=FileSystemLoader(templates),
            autoescape=True,
            undefined=StrictUndefined,
            auto_reload=False,
            extensions=["jinja2.ext.i18n"],
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._rows: dict[tuple[str, str], tuple[Markup, Markup]] = {}
        self._environment.globals["cells"] = self._cells
        self._environment.filters.update(slug=slug)
        self._environment.policies["ext.i18n.trimmed"] = True
        self._environment.install_gettext_callables(messages._, messages.ngettext, newstyle=True)  # type: ignore[attr-defined]
        self._environment.globals.update(ngettext=_counted, language=messages.language(), english=_english)

    def _cells(self, row: Any, root: str) -> tuple[Markup, Markup]:
        """Return the cells of a unit's row before and after that of notes, made once for all lists."""
        made = self._rows.get((row.id, root))
        if made is None:
            begin, rest = self._cell_macros
            made = self._rows[row.id, root] = (begin(row, root), rest(row))
        return made

    @cached_property
    def _cell_macros(self) -> tuple[Any, Any]:
        parts: Any = self._environment.get_template("parts/unit_row.html").module
        return parts.begin, parts.rest

    def provide(self, **values: object) -> None:
        """Make values known to every template."""
        self._environment.globals.update(values)

    def render(self, template: str, **values: object) -> str:
        """Return the page that a template makes of its view; the page knows the template's name as its kind."""
        return self._environment.get_template(template).render(page_kind=template.removesuffix(".html"), **values)


def _english(text: object) -> Markup:
    return Markup("" if isinstance(text, messages.Said) else f' lang="{messages.SOURCE_LANGUAGE}"')


def _counted(singular: str, plural: str, number: int, /, **values: object) -> Markup:
    return Markup(messages.ngettext(singular, plural, number)) % {**values, "num": f"{number:,}"}


def markdown(text: str) -> Markup:
    """Render Markdown of a document as HTML: raw HTML is shown as text, links go to https or mailto, images stay out.

    Headings start at level 3, below the section headings of a page.
    """
    if _PLAIN.fullmatch(text):
        return Markup("".join(map(_plain, text.rstrip("\n").split("\n\n"))))
    return _rendered(text)


def _plain(block: str) -> str:
    if not block.startswith("- "):
        return f"<p>{block}</p>\n"
    items = "".join(f"<li>{item}</li>\n" for item in block[2:].split("\n- "))
    return f"<ul>\n{items}</ul>\n"


@lru_cache(maxsize=1024)
def _rendered(text: str) -> Markup:
    return Markup(_markdown_parser().render(text))


def style_element(style: str) -> Markup:
    """Return a style sheet for use inside a style element.

    Raises:
        ValueError: It could end the element.
    """
    if "<" in style:
        raise ValueError("the style sheet holds '<', which could end its element; remove it")
    return Markup(style)


def _allowed(url: str) -> bool:
    return url.lower().startswith(("https://", "mailto:"))


def _shifted_heading(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, _env: Any) -> str:
    token = tokens[index]
    token.tag = f"h{min(6, int(token.tag[1]) + _HEADING_SHIFT)}"
    return renderer.renderToken(tokens, index, options, _env)


@cache
def _markdown_parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("js-default", {"html": False}).disable("image")
    if parser.options.html:
        raise AssertionError("raw HTML must stay off")
    parser.validateLink = _allowed  # type: ignore[method-assign]
    parser.add_render_rule("heading_open", _shifted_heading)
    parser.add_render_rule("heading_close", _shifted_heading)
    return parser


def script_data(value: object) -> str:
    """Encode a value as JSON that is also safe inside a script file: `<`, `>`, `&`, U+2028 and U+2029 are escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda match: _ESCAPES[match.group()], text)
