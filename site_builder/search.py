"""The search index: words and references of all units, cut into script files that a page loads when it needs them.

A page that was opened from a disk may load scripts and nothing else, so every file is a call with one JSON value.
`templates/static/search.js` reads them; `fold` and the stop words are the same on both sides.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from site_builder import links
from site_builder.catalogue import FACETS, NOS, Entry
from site_builder.messages import _
from site_builder.render import script_data
from site_builder.site import Site
from site_builder.unit_parts import criterion_anchors
from site_builder.views import level_label, reference_of, title_note, title_of
from unit_atlas.model import Unit

HEADS = 512
ROWS = 8
LARGEST_SHARD = 200_000
FIRST_ROW = 3
SHORTEST_CORRECTED = 4
_TITLE, _KEY, _PROSE = range(FIRST_ROW)
_BASE, _BITS = ord("?"), 31
STOP_WORDS = frozenset(
    "a an and are as at be by for from has have how if in into is it its may must of on or own so that the their them "
    "then there these they this to up was what when where which who will with".split()
)
_WORD = re.compile(r"[a-z0-9]+")
_APOSTROPHES = re.compile("[’'ʼ]")


@dataclass(frozen=True, slots=True)
class _Text:
    """A piece of a unit that can be searched; `place` is the title, the key facts, the prose, or a row of the table."""

    place: int
    text: str


def fold(text: str) -> list[str]:
    """Return the words of a text as the index knows them: lower case, no accents, a plural's s dropped."""
    plain = _APOSTROPHES.sub("", text.lower())
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return [_singular(word) for word in _WORD.findall(plain)]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def compact(reference: str) -> str:
    """Return a reference without anything but letters and digits: 'j6011515'."""
    return "".join(_WORD.findall(reference.lower()))


def search_files(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the files of the index as (name, text)."""
    order = site.by_title()
    words, keys, counts = _postings(site, order)
    shards, spelling = dict(_shards(words, keys)), _spelling(counts)
    yield "search/meta.js", _call("meta", _meta(site, order, shards, spelling))
    for name, (some_words, some_keys) in sorted(shards.items()):
        yield f"search/terms-{name}.js", _shard_text(name, some_words, some_keys)
    for name, listed in sorted(spelling.items()):
        yield f"search/spelling-{name}.js", _call("spelling", [name, " ".join(listed)])
    yield from _records(site, order)
    numbers = {unit_id: number for number, unit_id in enumerate(order)}
    for kind in FACETS:
        yield f"search/facet-{kind.id}.js", _call("facet", [kind.id, _facet(site.entries[kind.id], numbers)])


def _meta(site: Site, order: Sequence[str], shards: Iterable[str], spelling: Iterable[str]) -> dict[str, object]:
    briefs = (site.briefs[unit_id] for unit_id in order if unit_id not in site.held)
    width = max((brief.outcomes + brief.criteria for brief in briefs), default=0)
    return {
        "units": len(order),
        "rows": width,
        "chunks": {"heads": HEADS, "rows": ROWS},
        "shards": sorted(shards),
        "spelling": sorted(spelling),
    }


def _records(site: Site, order: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield what the list shows of each unit, and apart from it the rows of its table, which are much longer."""
    for kind, size, record in (("heads", HEADS, _head), ("rows", ROWS, _row_records)):
        for chunk, first in enumerate(range(0, len(order), size)):
            records = [record(site, unit_id) for unit_id in order[first : first + size]]
            yield f"search/{kind}-{chunk}.js", _call(kind, [chunk, records])


def _call(function: str, value: object) -> str:
    return f"unitAtlas.{function}({script_data(value)});\n"


def _postings(site: Site, order: Sequence[str]) -> tuple[dict[str, str], dict[str, str], dict[str, int]]:
    """Return the packed postings of words and of references, and how many units each of both is in."""
    words: dict[str, list[str]] = defaultdict(list)
    keys: dict[str, list[str]] = defaultdict(list)
    last: dict[str, int] = {}
    for number, unit_id in enumerate(order):
        found, references = unit_words(site, unit_id)
        for word, places in found.items():
            words[word] += (_gap(number - last.get(word, 0)), places)
            last[word] = number
        for key in references:
            keys[key].append(_gap(number - last.get(f" {key}", 0)))
            last[f" {key}"] = number
    counts = dict.fromkeys(keys, 1) | {word: len(found) // 2 for word, found in words.items()}
    flat = {word: "".join(found) for word, found in words.items()}
    return flat, {key: "".join(found) for key, found in keys.items()}, counts


def unit_words(site: Site, unit_id: str) -> tuple[dict[str, str], list[str]]:
    """Return the words of a unit with their packed places, and its references."""
    unit, found = site.units[unit_id], dict[str, set[int]]()
    for piece in _texts(site, unit, held=unit_id in site.held):
        for word in fold(piece.text):
            if word not in STOP_WORDS and len(word) > 1:
                found.setdefault(word, set()).add(piece.place)
    references = sorted({compact(reference) for reference in _references(unit)} - {""})
    return {word: _places(tuple(sorted(places))) for word, places in found.items()}, references


@lru_cache(maxsize=65536)
def _places(places: tuple[int, ...]) -> str:
    """Pack the places of a word in a unit: distances doubled, plus one while another place follows."""
    return packed(2 * step + (place != places[-1]) for step, place in zip(_gaps(places), places, strict=True))


@lru_cache(maxsize=65536)
def _gap(number: int) -> str:
    return packed((number,))


def _references(unit: Unit) -> Iterator[str]:
    yield from filter(None, (unit.ofqual_reference, unit.unit_number, unit.sector_unit_number))
    yield from (link.reference for link in unit.nos)
    yield from (qualification.number for qualification in unit.qualifications if qualification.number)


def _texts(site: Site, unit: Unit, *, held: bool) -> Iterator[_Text]:
    yield _Text(_TITLE, unit.title or "")
    body = site.bodies.view(unit.awarding_body)
    facts = [
        body.name if unit.awarding_body else "",
        level_label(unit.level, unit.level_framework) if unit.level else "",
    ]
    yield from (_Text(_KEY, text) for text in (*facts, *_references(unit), *(link.title or "" for link in unit.nos)))
    yield from (_Text(_PROSE, method.name) for method in unit.assessment.methods if method.requirement)
    if not held:
        yield from (_Text(FIRST_ROW + row, text) for row, (_, _, text) in enumerate(_rows(unit)))
        yield from (_Text(_PROSE, text) for text in _prose(unit))


def _prose(unit: Unit) -> Iterator[str]:
    yield from filter(None, (unit.aim, unit.assessment.text, unit.evidence_requirements, unit.guidance))
    for section in unit.other_sections:
        yield from (section.heading, section.text)
    for outcome in unit.learning_outcomes:
        yield from filter(None, (outcome.guidance, outcome.range))
        for criterion in outcome.criteria:
            yield from filter(None, (criterion.guidance, criterion.range))


def _rows(unit: Unit) -> Iterator[tuple[str, str, str]]:
    """Yield number, anchor and text of each outcome and criterion, in the order of the page."""
    anchors = criterion_anchors(unit.learning_outcomes)
    for outcome in unit.learning_outcomes:
        yield _("LO %(number)s", number=outcome.number), links.anchor("lo", outcome.number), outcome.text
        for criterion in outcome.criteria:
            text = " ".join((criterion.text, *criterion.items))
            yield criterion.number, anchors[outcome.number, criterion.number], text


def _head(site: Site, unit_id: str) -> list[object]:
    unit, row = site.briefs[unit_id], site.row(unit_id)
    return [
        row.page,
        title_of(unit),
        title_note(unit),
        row.body.name,
        row.body.hue,
        row.level,
        row.credit,
        row.glh,
        reference_of(unit),
        row.criteria,
    ]


def _row_records(site: Site, unit_id: str) -> list[list[str]]:
    return [] if unit_id in site.held else [list(each) for each in _rows(site.units[unit_id])]


def _facet(entries: Iterable[Entry], numbers: Mapping[str, int]) -> dict[str, list[str]]:
    """Return label and units of each value; standards count by their suite.

    Cells that are printed and empty do not count.
    """
    found: dict[str, tuple[str, set[int]]] = {}
    for entry in entries:
        suite = entry.kind is NOS and entry.group
        key, label = (links.slug(suite), suite) if suite else (entry.key, entry.full_label)
        found.setdefault(key, (label, set()))[1].update(numbers[unit_id] for unit_id in entry.counted)
    return {key: [label, packed(_gaps(sorted(units)))] for key, (label, units) in sorted(found.items()) if units}


def _gaps(numbers: Iterable[int]) -> Iterator[int]:
    last = 0
    for number in numbers:
        yield number - last
        last = number


def packed(numbers: Iterable[int]) -> str:
    """Write numbers as letters: five bits each, the least first, from `?` on; from `_` on while more of it follow."""
    letters = []
    for number in numbers:
        while number > _BITS:
            letters.append(chr(_BASE + _BITS + 1 + (number & _BITS)))
            number >>= _BITS.bit_length()
        letters.append(chr(_BASE + number))
    return "".join(letters)


def _spelling(counts: Mapping[str, int]) -> dict[str, list[str]]:
    """Return the words and references by their length, the most used first, in parts that are not too large.

    Args:
        counts: How many units each is in.
    """
    by_length: dict[int, list[str]] = defaultdict(list)
    for word in sorted(sorted(counts), key=counts.__getitem__, reverse=True):
        if len(word) >= SHORTEST_CORRECTED - 1:
            by_length[len(word)].append(word)
    return {
        f"{length}-{part}": listed[first : first + size]
        for length, listed in by_length.items()
        for size in [LARGEST_SHARD // (length + 2)]
        for part, first in enumerate(range(0, len(listed), size))
    }


Shard = tuple[dict[str, str], dict[str, str]]


def _shards(words: Mapping[str, str], keys: Mapping[str, str], length: int = 2) -> Iterator[tuple[str, Shard]]:
    """Part the index by the first two letters, and by one letter more wherever a part would be too large."""
    parts: dict[str, Shard] = defaultdict(lambda: ({}, {}))
    for word, found in words.items():
        parts[word[:length]][0][word] = found
    for key, units in keys.items():
        parts[key[:length]][1][key] = units
    for prefix, (some_words, some_keys) in sorted(parts.items()):
        longest = max(map(len, (*some_words, *some_keys)))
        if longest > length and len(_shard_text(prefix, some_words, some_keys)) > LARGEST_SHARD:
            yield from _shards(some_words, some_keys, length + 1)
        else:
            yield prefix, (some_words, some_keys)


def _shard_text(name: str, words: Mapping[str, str], keys: Mapping[str, str]) -> str:
    return _call("terms", [name, dict(sorted(words.items())), dict(sorted(keys.items()))])
