"""Where each part of a YAML text stands, in characters, so that one part can be changed and the rest left as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

MarkKind = Literal["scalar", "mapping", "list", "end"]
_TO_DASH = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*)*")
_LINE_END = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")
_COMMENT = re.compile(r"#[^\r\n]*")


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that begins, or ends, at `start`; `style` is how a scalar is written: plain '', quoted, | or >."""

    kind: MarkKind
    start: int
    end: int
    value: str = ""
    style: str = ""
    is_flow: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """A value in the text, from `start` to behind its last character that is not blank.

    `is_flow` tells `[…]` and `{…}` from lists and mappings that are written line by line.
    """

    kind: MarkKind
    start: int
    end: int
    style: str = ""
    is_flow: bool = False
    children: tuple[Child, ...] = ()


@dataclass(frozen=True, slots=True)
class Child:
    """A value of a mapping, with its key, or an item of a list.

    `start` is where the key begins, or the dash; `key_end` is behind the key, or at `start` for an item.
    """

    key: str
    start: int
    key_end: int
    node: Node


def root(text: str, found: Iterator[Mark]) -> Node:
    """The whole of a text, from what `canonical.marks` finds in it."""
    return _node(text, next(found), found)


def line_start(text: str, position: int) -> int:
    """Where the line of the position begins."""
    return max(text.rfind("\n", 0, position), text.rfind("\r", 0, position)) + 1


def line_end(text: str, position: int) -> int:
    """Behind the line break that ends the line of the position, or the end of the text."""
    found = _LINE_END.match(text, position)
    return found.end() if found else len(text)


def comments(text: str, node: Node) -> list[str]:
    """All comments of a text whose whole is `node`, in order."""
    position, found = 0, []
    for start, end in (*_scalars(text, node), (len(text), len(text))):
        found += _COMMENT.findall(text, position, start)
        position = end
    return found


def _scalars(text: str, node: Node) -> Iterator[tuple[int, int]]:
    """From where to where each key and scalar reaches; of prose in lines, the lines under its head."""
    if node.kind == "scalar":
        begins = line_end(text, node.start) if node.style in ("|", ">") else node.start
        yield min(begins, node.end), node.end
    for child in node.children:
        yield child.start, child.key_end
        yield from _scalars(text, child.node)


def _node(text: str, mark: Mark, found: Iterator[Mark]) -> Node:
    if mark.kind == "scalar":
        written = text[mark.start : mark.end]
        end = mark.start + len(written.rstrip()) if mark.style in ("|", ">") else mark.end
        return Node("scalar", mark.start, end, mark.style)
    children, closing = _children(text, mark, found)
    if mark.is_flow:
        return Node(mark.kind, mark.start, closing.end, is_flow=True, children=children)
    return Node(mark.kind, children[0].start, children[-1].node.end, children=children)


def _children(text: str, opening: Mark, found: Iterator[Mark]) -> tuple[tuple[Child, ...], Mark]:
    """The children of a list or mapping, and the mark that ends it."""
    children: list[Child] = []
    position = opening.start
    while (mark := next(found)).kind != "end":
        if opening.kind == "mapping":
            child = Child(mark.value, mark.start, mark.end, _node(text, next(found), found))
        else:
            dash = mark.start if opening.is_flow else _behind_blanks(text, position)
            child = Child("", dash, dash, _node(text, mark, found))
        children.append(child)
        position = child.node.end
    return tuple(children), mark


def _behind_blanks(text: str, position: int) -> int:
    """The first position that is neither blank nor in a comment."""
    found = _TO_DASH.match(text, position)
    return found.end() if found else position
