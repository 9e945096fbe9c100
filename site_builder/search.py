"""The search index: words and references of all units, cut into script files that a page loads when it needs them.

A page that was opened from a disk may load scripts and nothing else, so every file is a call with one JSON value.
`templates/static/search.js` reads them; `fold` and the stop words are the same on both sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from site_builder import links
from site_builder.catalogue import Entry
from site_builder.kept import File, Part, key_of
from site_builder.kinds import FACETS, NOS, Kind
from site_builder.search_shards import call, spellings
from site_builder.search_terms import Terms
from site_builder.search_units import SearchedUnits
from site_builder.search_words import gaps, packed
from site_builder.site import Site
from site_builder.views import reference_of, title_note, title_of
from unit_atlas.cache import Cache

HEADS = 512
ROWS = 8


def search_files(site: Site) -> Iterator[File]:
    """Yield the files of the index as (name, text)."""
    for part in search_parts(site, None, b""):
        yield from (file for file in part.make() if not isinstance(file, Part))


def search_parts(site: Site, cache: Cache | None, shared: bytes) -> Iterator[Part]:
    """Yield each file of the index as a part.

    Args:
        site: The site.
        cache: What earlier builds know of units; without one the keys of parts say nothing.
        shared: Stands for what decides all files, whatever the unit.
    """
    order, units = site.by_title(), SearchedUnits(site, cache)
    terms = Terms(units, order, cache)
    yield from terms.parts()
    spelling = spellings(terms.counts)
    for name, listed in spelling.items():
        yield _part(f"spelling-{name}", call("spelling", [name, " ".join(listed)]))
    yield _part("meta", call("meta", _meta(site, order, terms.shards, spelling)))
    for number, some in enumerate(_chunks(order, HEADS)):
        key = key_of(shared, *(site.row_keys[unit_id] for unit_id in some))
        yield Part(f"search heads-{number}", key, partial(_heads, site, number, some))
    for number, some in enumerate(_chunks(order, ROWS)):
        key = units.key(shared, unit_ids=some)
        yield Part(f"search rows-{number}", key, partial(_rows, units, number, some))
    for kind in FACETS:
        key = key_of(shared, site.entries.key(kind), *order)
        yield Part(f"search facet-{kind.id}", key, partial(_facet_file, site, kind, order))


def _part(name: str, text: str) -> Part:
    return Part(f"search {name}", key_of(text), lambda: [(f"search/{name}.js", text)])


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


def _chunks(order: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (order[first : first + size] for first in range(0, len(order), size))


def _heads(site: Site, chunk: int, some: Sequence[str]) -> Iterator[File]:
    """Yield what the list shows of some units; the rows of their tables, which are much longer, stand apart from it."""
    yield f"search/heads-{chunk}.js", call("heads", [chunk, [_head(site, unit_id) for unit_id in some]])


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


def _rows(units: SearchedUnits, chunk: int, some: Sequence[str]) -> Iterator[File]:
    yield f"search/rows-{chunk}.js", f"unitAtlas.rows([{chunk},[{','.join(map(units.rows, some))}]]);\n"


def _facet_file(site: Site, kind: Kind, order: Sequence[str]) -> Iterator[File]:
    numbers = {unit_id: number for number, unit_id in enumerate(order)}
    yield f"search/facet-{kind.id}.js", call("facet", [kind.id, _facet(site.entries[kind.id], numbers)])


def _facet(entries: Iterable[Entry], numbers: Mapping[str, int]) -> dict[str, list[str]]:
    """Return label and units of each value; standards count by their suite.

    Cells that are printed and empty do not count.
    """
    found: dict[str, tuple[str, set[int]]] = {}
    for entry in entries:
        suite = entry.kind is NOS and entry.group
        key, label = (links.slug(suite), suite) if suite else (entry.key, entry.full_label)
        found.setdefault(key, (label, set()))[1].update(numbers[unit_id] for unit_id in entry.counted)
    return {key: [label, packed(gaps(sorted(units)))] for key, (label, units) in sorted(found.items()) if units}
