"""Long lists over several pages: their names, the way from one to another, and where each letter begins."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

from site_builder.links import slug
from site_builder.messages import N_, _

ROWS_A_PAGE = 200
OTHER, NO_TITLE = N_("0–9"), N_("Title not printed")
_NEAR, _STRIDE = 2, 10
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Jump:
    """A heading of a long list, or a letter, with the page and anchor where it begins."""

    label: str
    target: str


@dataclass(frozen=True, slots=True)
class Paging:
    """The way from one page of a list to the others; a step is the number of a page with its name.

    Steps go to the first and last page, those near by and every tenth; the rest is between them.
    """

    number: int
    count: int
    previous: str | None
    next: str | None
    steps: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """What stands on one page of a list, from which place of the list on."""

    page: str
    start: int
    items: Sequence[T]
    paging: Paging


def parts(page: str, items: Sequence[T], size: int = ROWS_A_PAGE) -> Iterator[Part[T]]:
    """Yield the pages of a list, at least one: `x.html`, `x--2.html` …; slugs have no double dash."""
    names = _names(page, -(-len(items) // size))
    for number, name in enumerate(names, 1):
        start = (number - 1) * size
        yield Part(name, start, items[start : start + size], _paging(names, number))


def titled(heading: str, paging: Paging) -> str:
    """Return the title of a page of a list, with its number where there are several."""
    if paging.count == 1:
        return heading
    return _("%(heading)s, page %(number)s of %(pages)s", heading=heading, number=paging.number, pages=paging.count)


def _names(page: str, count: int) -> list[str]:
    return [page, *(f"{page.removesuffix('.html')}--{number}.html" for number in range(2, count + 1))]


def _paging(names: Sequence[str], number: int) -> Paging:
    last = len(names)
    steps = (n for n in range(1, last + 1) if n in (1, last) or abs(n - number) <= _NEAR or n % _STRIDE == 0)
    return Paging(
        number,
        last,
        names[number - 2] if number > 1 else None,
        names[number] if number < last else None,
        tuple((n, names[n - 1]) for n in steps),
    )


def jumps(page: str, headings: Sequence[str], prefix: str, size: int = ROWS_A_PAGE) -> tuple[Jump, ...]:
    """Return where each heading begins, given the heading of each item of a list over pages of that size."""
    names = _names(page, -(-len(headings) // size))
    starts = [next(group) for _, group in groupby(range(len(headings)), key=headings.__getitem__)]
    return tuple(
        Jump(headings[start], f"{names[start // size]}#{anchor_of(headings[start], prefix)}") for start in starts
    )


def anchor_of(heading: str, prefix: str) -> str:
    """Return the anchor of a heading of a list: `az-b`, `nos-cfa`."""
    return f"{prefix}-{slug(heading)}"


def letter_of(text: str | None) -> str:
    """Return the letter under which a title stands; titles without one, and none, stand under names of their own."""
    if text is None:
        return _(NO_TITLE)
    first = _plain(text)[:1].upper()
    return first if first.isascii() and first.isalpha() else _(OTHER)


def title_order(text: str | None) -> tuple[bool, bool, str]:
    """Return by what titles are sorted: neither case, accents nor marks before them count; no title is last."""
    plain = _plain(text or "")
    return text is None, plain[:1].isascii() and plain[:1].isalpha(), plain


def _plain(text: str) -> str:
    bare = text.casefold()
    if not bare.isascii():
        bare = "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))
    return bare.lstrip("‘’“”'\"()[]-–… ")
