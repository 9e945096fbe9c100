"""Content streams of PDF pages: the operands and operators that pdfminer reads in them, in a fifth of its time."""

from __future__ import annotations

import re
from binascii import unhexlify
from collections.abc import Callable, Generator, Iterator, Sequence
from functools import cache
from typing import Any

from pdfminer.pdfinterp import PDFContentParser, PDFPageInterpreter
from pdfminer.pdftypes import PDFStream, stream_value
from pdfminer.psexceptions import PSEOF
from pdfminer.psparser import KWD, LIT, PSKeyword, literal_name
from pdfminer.utils import choplist

_TOKEN = re.compile(
    rb"""[\x00\s]*+(?:
      ([-+]?+[0-9]{1,18}+)(?![0-9.])
    | ([-+]?+(?:[0-9]++\.[0-9]*+|\.[0-9]++))
    | ([A-Za-z][^#/%\[\]()<>{}\s]*+|['"])
    | \(([^()\\]*+)\)
    | <((?:[0-9A-Fa-f]{2})*+)>(?!>)
    | (\[|<<)
    | (\]|>>)
    | /([^#/%\[\]()<>{}\s]++)(?!\#)
    | \(((?:[^()\\]++|\\(?:[nrtbf()\\]|[0-3][0-7]{2}|[0-7]{1,2}(?![0-7])))*+)\)
    | \Z)""",
    re.VERBOSE,
)
_OPEN, _CLOSE = 6, 7
_SPACE = b"\0 \t\n\r\f\v"
_TRUTH = {b"true": True, b"false": False}
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_INLINE_IMAGE = frozenset([b"BI", b"ID"])


class ContentInterpreter(PDFPageInterpreter):
    """pdfminer's interpreter of pages, which reads their content streams by `objects_of`."""

    def execute(self, streams: Sequence[object]) -> None:
        """Do what the streams say, but for those that are being done already: a form may not contain itself."""
        found = [stream_value(stream) for stream in streams]
        own = [one for one in found if one.objid is not None and one.objid not in self.parent_stream_ids]
        self.stream_ids.clear()
        self.stream_ids.update(one.objid for one in own if one.objid is not None)
        for value in objects_of(own):
            if isinstance(value, PSKeyword):
                self._do(value)
            else:
                self.push(value)

    def _do(self, keyword: PSKeyword) -> None:
        operator = _operator(keyword)
        if operator is not None:
            method, operands = operator
            given = self.pop(operands) if operands else []
            if len(given) == operands:
                method(self, *given)


@cache
def _operator(keyword: PSKeyword) -> tuple[Any, int] | None:
    """The method of an operator and the number of its operands; None where there is no such operator."""
    name = keyword.name.decode("utf-8", "ignore")
    method = getattr(ContentInterpreter, "do_" + name.replace("*", "_a").replace('"', "_w").replace("'", "_q"), None)
    return None if method is None else (method, method.__code__.co_argcount - 1)


def objects_of(streams: Sequence[PDFStream]) -> Iterator[Any]:
    """The operands and operators of content streams that follow each other, as `PDFContentParser` gives them.

    From the first thing on that is not plain, such as an image within the stream or a comment, pdfminer's parser reads.
    """
    for number, stream in enumerate(streams, 1):
        data = stream.get_data()
        end = yield from _plain_objects(data)
        if end is not None:
            yield from _parsed([PDFStream({}, data[end:]), *streams[number:]])
            return


def _parsed(streams: Sequence[PDFStream]) -> Iterator[Any]:
    try:
        parser = PDFContentParser(streams)
        while True:
            yield parser.nextobject()[1]
    except PSEOF:
        return


def _plain_objects(data: bytes) -> Generator[Any, None, int | None]:
    """The objects of one stream; returns where an object begins that is not plain, or None when all were."""
    end = whole = 0
    around: list[tuple[bytes, list[Any]]] = []
    for token in _TOKEN.finditer(data):
        kind = token.lastindex
        if token.start() != end or kind is None:
            break
        end, text = token.end(), token[kind]
        if kind == _OPEN:
            around.append((text, []))
            continue
        value = _closed(around, text) if kind == _CLOSE else _VALUES[kind](text)
        if value is None:
            break
        if around:
            around[-1][1].append(value)
        else:
            whole = end
            yield value
    return whole if data[whole:].strip(_SPACE) else None


def _closed(around: list[tuple[bytes, list[Any]]], closing: bytes) -> Any:
    """The list or dictionary that ends here; None when none does."""
    opening, values = around.pop() if around else (b"", [])
    if opening == b"[" and closing == b"]":
        return values
    if opening == b"<<" and closing == b">>" and len(values) % 2 == 0:
        return {literal_name(name): value for name, value in choplist(2, values)}
    return None


def _word(text: bytes) -> PSKeyword | bool | None:
    """An operator or truth value; None for what begins an image within the stream."""
    return None if text in _INLINE_IMAGE else _TRUTH[text] if text in _TRUTH else KWD(text)


def _name(text: bytes) -> Any:
    try:
        return LIT(text.decode())
    except UnicodeDecodeError:
        return LIT(text)


def _unescaped(text: bytes) -> bytes:
    return _ESCAPE.sub(lambda found: _ESCAPES.get(found[1]) or _code(found[1]), text)


def _code(escaped: bytes) -> bytes:
    return bytes((int(escaped, 8),)) if escaped.isdigit() else escaped


_VALUES: dict[int, Callable[[bytes], Any]] = {
    1: int,
    2: float,
    3: _word,
    4: bytes,
    5: unhexlify,
    8: _name,
    9: _unescaped,
}
