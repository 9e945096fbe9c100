"""Brings a unit file to another content by changing no more of its text than what differs.

Comments, order of keys, blank lines, quotes and line ends of a person's file stay wherever the content does. The text
is taken apart along the places of its parts and put together again; what cannot be changed that way, or would lose a
comment, is refused, and the result is read again to see that it says what it should.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from unit_atlas.canonical import CanonicalError, load, marks
from unit_atlas.canonical_text import entry_lines, in_flow, is_written, item_lines, spell
from unit_atlas.fields import item_names, labels
from unit_atlas.model import Decision, Review, Unit
from unit_atlas.nodes import Child, Node, comments, line_end, line_start, root

_COLON = re.compile(r"[ \t]*:")


class NotRevisable(ValueError):
    """Why the text of a file cannot be brought to another content."""


def revise(text: str, old: Unit, new: Unit) -> str:
    """The text with the content of `new`.

    Args:
        text: The file's text, without a byte order mark.
        old: The unit that `load` makes of it.
        new: What it is to say.

    Raises:
        NotRevisable: The change cannot be made without touching more of the text than what differs.
    """
    whole = root(text, marks(text))
    revised = _Text(text).whole(whole, old, new)
    lost = Counter(comments(text, whole))
    try:
        if load(revised, name="revised") != new:
            raise NotRevisable("its text is laid out in a way that cannot be changed in part")
    except CanonicalError as error:
        raise NotRevisable("its text is laid out in a way that cannot be changed in part") from error
    lost.subtract(comments(revised, root(revised, marks(revised))))
    gone = [comment for comment, count in lost.items() if count > 0]
    if gone:
        raise NotRevisable(f"the comment '{gone[0]}' stands where the extraction has nothing any more")
    return revised


@dataclass(frozen=True, slots=True)
class _Segment:
    """A child with its lines: from behind the one before it, comments in between included, to its own line end."""

    child: Child
    start: int
    end: int


class _Text:
    """A text that is taken apart; every method returns the new text of one part of it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._break = "\r\n" if "\r\n" in text[: line_end(text, 0)] else "\n"

    def whole(self, node: Node, old: Unit, new: Unit) -> str:
        """The new text of all, `node` being the whole of the old."""
        if node.is_flow:
            return self._text[: node.start] + self._flow(node, old, new) + self._text[node.end :]
        start = self._start(node)
        return self._text[:start] + self._mapping(node, old, new) + self._text[line_end(self._text, node.end) :]

    def _start(self, node: Node) -> int:
        """Where the lines of a list or mapping begin: at the line start, unless a dash stands before it."""
        begin = line_start(self._text, node.start)
        return node.start if self._text[begin : node.start].strip() else begin

    def _segments(self, node: Node) -> list[_Segment]:
        ends = [line_end(self._text, child.node.end) for child in node.children]
        starts = [self._start(node), *ends[:-1]]
        return [_Segment(*parts) for parts in zip(node.children, starts, ends, strict=True)]

    def _lines(self, lines: Iterable[str], node: Node) -> str:
        """New lines, as far right as the node."""
        margin = " " * (node.start - line_start(self._text, node.start))
        return "".join(f"{margin}{line}{self._break}" if line else self._break for line in lines)

    def _mapping(self, node: Node, old: Any, new: Any) -> str:
        """The new text of a mapping that is written line by line, from its start to its last line end."""
        pieces: dict[str, str] = {}
        for segment in self._segments(node):
            key = segment.child.key
            if _value(old, key) == _value(new, key):
                pieces[key] = self._text[segment.start : segment.end]
            elif _has(new, key) or (isinstance(new, BaseModel) and "#" in self._text[segment.start : segment.end]):
                pieces[key] = self._entry(node, segment, old, new)
        for key in _keys(new):
            if key not in pieces and _has(new, key) and _value(old, key) != _value(new, key):
                pieces = _inserted(pieces, key, self._lines(entry_lines(new, key), node), _keys(new))
        return self._joined(list(pieces.values()), node)

    def _joined(self, pieces: Sequence[str], node: Node) -> str:
        """The pieces one behind the other, each but the last ending its line; the first goes on the line of a dash."""
        if not pieces:
            raise NotRevisable("nothing would be left of a part of it")
        first = pieces[0]
        if self._start(node) == node.start and first[:1] == " ":
            first = first.lstrip(" ")
        whole = [first, *pieces[1:]]
        ended = [piece if piece.endswith(("\n", "\r")) else piece + self._break for piece in whole[:-1]]
        return "".join([*ended, whole[-1]])

    def _entry(self, parent: Node, segment: _Segment, old: Any, new: Any) -> str:
        """The new text of a key and its value, lines above it included."""
        node, key = segment.child.node, segment.child.key
        before, after = _value(old, key), _value(new, key)
        if _is_collection(before) and _is_collection(after) and after and node.children:
            return self._inside(segment, before, after)
        head, *body = entry_lines(new, key)
        colon = _COLON.match(self._text, segment.child.key_end)
        if colon is None or head.startswith("? "):
            raise NotRevisable(f"its key {key:.40} is not written on one line with its value")
        spelt = head[len(spell(key)) + 1 :]
        gap, tail = self._around(segment, colon.end())
        value = gap + spelt.lstrip() if gap else spelt
        return self._text[segment.start : colon.end()] + value + tail + self._lines(body, parent)

    def _around(self, segment: _Segment, colon: int) -> tuple[str, str]:
        """What stands between colon and value, when not blank, and what stands behind the value up to the line end."""
        node = segment.child.node
        gap, tail = self._text[colon : node.start], self._text[node.end : segment.end]
        if node.kind != "scalar" and not node.is_flow:
            return "", self._text[colon : self._start(node)]
        if node.style in ("|", ">"):
            header = self._text[node.start : line_end(self._text, node.start)]
            comment = re.search(r"[ \t]+#[^\r\n]*", header)
            tail = (comment[0] if comment else "") + self._break
        if not tail.endswith(("\n", "\r")):
            tail += self._break
        return gap if gap.strip() else "", tail

    def _inside(self, segment: _Segment, old: Any, new: Any) -> str:
        """The new text of a key or dash with a list or mapping behind it, which changes in its parts."""
        node = segment.child.node
        if node.is_flow:
            parts = self._flow(node, old, new), self._text[node.end : segment.end]
            return self._text[segment.start : node.start] + "".join(parts)
        part = self._list(node, old, new) if node.kind == "list" else self._mapping(node, old, new)
        return self._text[segment.start : self._start(node)] + part

    def _list(self, node: Node, old: Sequence[Any], new: Sequence[Any]) -> str:
        """The new text of a list that is written line by line."""
        held = dict(zip(_names(old), zip(self._segments(node), old, strict=True), strict=True))
        pieces: list[str] = []
        for name, item in zip(_names(new), new, strict=True):
            segment, before = held.get(name, (None, None))
            if segment is None:
                pieces.append(self._lines(item_lines(item), node))
            elif before == item:
                pieces.append(self._text[segment.start : segment.end])
            else:
                pieces.append(self._inside(segment, before, item))
        return self._joined(pieces, node)

    def _flow(self, node: Node, old: Any, new: Any) -> str:
        """The new text of `[…]` or `{…}`."""
        if not node.children:
            return in_flow(new)
        kept = self._flow_parts(node, old, new)
        text = [self._text[node.start : node.children[0].start]]
        before: Child | None = None
        for child, part in kept:
            text.append(self._separator(node, before, child) if len(text) > 1 else "")
            text.append(part)
            before = child
        return "".join([*text, self._text[node.children[-1].node.end : node.end]])

    def _separator(self, node: Node, before: Child | None, child: Child | None) -> str:
        """What parts two children: what stands between them, when they are neighbours in the old text."""
        if before in node.children and child in node.children:
            neighbours = itertools.pairwise(node.children)
            if (before, child) in neighbours and before is not None and child is not None:
                return self._text[before.node.end : child.start]
        return ", "

    def _flow_parts(self, node: Node, old: Any, new: Any) -> list[tuple[Child | None, str]]:
        """The children that stay, each with its new text, and new ones (None), in the order they are to have."""
        if node.kind == "list":
            held = dict(zip(_names(old), node.children, strict=True))
            before, after = (dict(zip(_names(items), items, strict=True)) for items in (old, new))
            return [
                (held[name], self._flow_part(held[name], before[name], item)) if name in held else (None, in_flow(item))
                for name, item in after.items()
            ]
        keys = {child.key for child in node.children}
        stay = [
            (child, self._flow_part(child, _value(old, child.key), _value(new, child.key)))
            for child in node.children
            if _has(new, child.key) or _value(old, child.key) == _value(new, child.key)
        ]
        added = [key for key in _keys(new) if key not in keys and _value(old, key) != _value(new, key)]
        return [*stay, *((None, f"{in_flow(key)}: {in_flow(_value(new, key))}") for key in added)]

    def _flow_part(self, child: Child, old: Any, new: Any) -> str:
        node = child.node
        if old == new:
            return self._text[child.start : node.end]
        gap = self._text[child.start : node.start]
        if node.kind != "scalar" and _is_collection(old) and _is_collection(new):
            return gap + self._flow(node, old, new)
        return (gap if gap[-1:] != ":" else f"{gap} ") + in_flow(new)


def _is_collection(value: Any) -> bool:
    return isinstance(value, (BaseModel, Mapping, tuple))


def _keys(holder: BaseModel | Mapping[str, Any]) -> list[str]:
    return list(type(holder).model_fields if isinstance(holder, BaseModel) else holder)


def _has(holder: BaseModel | Mapping[str, Any], key: str) -> bool:
    """Tells whether a file that holds this and no more would have the key."""
    return is_written(holder, key) if isinstance(holder, BaseModel) else key in holder


def _value(holder: BaseModel | Mapping[str, Any], key: str) -> Any:
    return getattr(holder, key) if isinstance(holder, BaseModel) else holder.get(key, _NOTHING)


_NOTHING = object()


def _names(items: Sequence[Any]) -> list[str]:
    """What tells the items of a list apart: number or name, else all they say."""
    if all(isinstance(item, BaseModel) and not isinstance(item, (Review, Decision)) for item in items):
        return list(labels("", item_names(items)))
    return list(labels("", map(in_flow, items)))


def _inserted(pieces: Mapping[str, str], key: str, piece: str, order: Sequence[str]) -> dict[str, str]:
    """The pieces with one more: behind the last that comes before it in the format, or else behind the first."""
    earlier = set(order[: order.index(key)])
    behind = max((place for place, name in enumerate(pieces, start=1) if name in earlier), default=1)
    return dict(
        [*itertools.islice(pieces.items(), behind), (key, piece), *itertools.islice(pieces.items(), behind, None)]
    )
