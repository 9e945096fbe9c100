"""The pages of units and of families: each unit with its downloads and papers, each family with its comparisons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, partial
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from site_builder import links
from site_builder.comparisons import Comparer, related_kin
from site_builder.kept import File, Part, digest_of, key_of
from site_builder.messages import _, said
from site_builder.papers import unit_papers
from site_builder.render import Renderer
from site_builder.site import Group, Site
from site_builder.unit_view import Surroundings, unit_view
from unit_atlas.cache import Cache
from unit_atlas.canonical import dump
from unit_atlas.export.csv import ENCODING, unit_csv
from unit_atlas.references import parse_unit_reference

if TYPE_CHECKING:
    from site_builder.families_view import FamilyLine
    from site_builder.family_view import FamilyView

Progress = Callable[[str, int, int], None]
_LINES = "family lines"


class UnitPages:
    """The pages of the units and families of a site.

    Args:
        site: The site.
        renderer: What renders templates.
        shared: Stands for what decides all pages.
        cache: Where the lines of families are kept for the next build.
    """

    def __init__(self, site: Site, renderer: Renderer, shared: bytes, cache: Cache | None) -> None:
        self._site, self._renderer, self._shared, self._cache = site, renderer, shared, cache
        self._comparer = Comparer(site)
        self._group_keys = {group: self._group_key(group) for group in (*site.groups, *site.named)}
        self._lines: dict[str, FamilyLine] = {}

    @cached_property
    def _line_type(self) -> TypeAdapter[FamilyLine]:
        from site_builder.families_view import FamilyLine

        return TypeAdapter(FamilyLine)

    def _group_key(self, group: Group) -> bytes:
        digests = [self._site.library.digests.get(member) for member in group.members]
        return key_of(self._shared, group, digests)

    def parts(self, progress: Progress) -> Iterator[Part]:
        """Yield all parts; the units of a family come with it, while its comparisons are at hand."""
        site, done = self._site, set[str]()
        for number, group in enumerate((*site.groups, *site.named), 1):
            yield self._compared_part(group)
            for unit_id in group.members:
                if unit_id not in done:
                    done.add(unit_id)
                    yield self._unit_part(unit_id)
            progress("Comparisons", number, len(self._group_keys))
        yield Part(links.FAMILIES, key_of(self._shared, *map(self._group_keys.get, site.groups)), self._families)
        for unit_id in site.units:
            if unit_id not in done:
                done.add(unit_id)
                yield self._unit_part(unit_id)
            progress("Unit pages", len(done), len(site.units))

    def _compared_part(self, group: Group) -> Part:
        if group.page == links.FAMILIES:
            return Part(" ".join(group.members), self._group_keys[group], partial(self._pairs, group))
        return Part(group.page, self._group_keys[group], partial(self._family, group))

    def _family(self, group: Group) -> Iterator[File]:
        view = self._family_view(group)
        yield view.head.page, self._renderer.render("family.html", head=view.head, family=view)
        yield from self._pairs(group)

    def _family_view(self, group: Group) -> FamilyView:
        """Lay out a family, and note its line in the list of families."""
        from site_builder.families_view import family_line
        from site_builder.family_view import family_view

        family = self._comparer.compared(group)
        view = family_view(family.members, family.results, decisions=group.decisions, left_out=family.left_out)
        line = self._lines[group.page] = family_line(view)
        if self._cache:
            row = self._line_name(group), self._group_keys[group], self._line_type.dump_json(line)
            self._cache.note(_LINES, [row])
        return view

    def _line_name(self, group: Group) -> str:
        """Name the line of a family: where texts are held back it may differ."""
        return f"{group.page} {bool(self._site.held)}"

    def _line(self, group: Group) -> FamilyLine:
        name, key = self._line_name(group), self._group_keys[group]
        found = self._cache.find(_LINES, name, key) if self._cache and group.page not in self._lines else None
        if found:
            return self._line_type.validate_json(found)
        if group.page not in self._lines:
            self._family_view(group)
        return self._lines[group.page]

    def _families(self) -> Iterator[File]:
        from site_builder.families_view import families_views

        for listed in families_views([self._line(group) for group in self._site.groups]):
            yield listed.head.page, self._renderer.render("families.html", head=listed.head, list=listed)

    def _pairs(self, group: Group) -> Iterator[File]:
        from site_builder.compare_transfer import transfer_files, transfer_view
        from site_builder.compare_view import compare_view

        family, render, units = self._comparer.compared(group), self._renderer.render, self._site.library.units
        members = {member.id: member for member in family.members}
        sides = {member.id: member.side() for member in family.members}
        compared = {pair: (sides[pair[0]], sides[pair[1]]) for pair in family.results}
        for (held, wanted), result in family.results.items():
            view = compare_view(result, members[held], members[wanted], group=family.group, compared=compared)
            yield view.head.page, render("compare.html", head=view.head, view=view)
            sheet = transfer_view(result, members[held], members[wanted])
            yield sheet.head.page, render("transfer.html", head=sheet.head, view=sheet)
            if sheet.downloads:
                yield from transfer_files(result, units[held], units[wanted])

    def _unit_part(self, unit_id: str) -> Part:
        site = self._site
        groups = (*([site.group_of[unit_id]] if unit_id in site.group_of else ()), *site.named_of.get(unit_id, ()))
        kin = [f"{site.row_keys[other]} {shared}" for other, shared in related_kin(site, unit_id)]
        decides = (site.library.digests.get(unit_id, b""), *(self._group_keys[group] for group in groups))
        key = digest_of(self._shared, *decides, "\n".join(kin).encode())
        return Part(unit_id, key, partial(self._unit_files, unit_id))

    def _unit_files(self, unit_id: str) -> Iterator[File]:
        site, unit = self._site, self._site.units[unit_id]
        around = surroundings(site, unit_id, self._comparer)
        view = unit_view(unit_id, unit, around)
        yield view.head.page, self._renderer.render("unit.html", head=view.head, unit=view)
        if unit_id not in site.held:
            yield links.unit_download(unit_id, "yaml"), dump(unit, schema=None)
            yield links.unit_download(unit_id, "json"), unit.model_dump_json(indent=2) + "\n"
            yield links.unit_download(unit_id, "csv"), unit_csv(unit).encode(ENCODING)
        yield from unit_papers(site, self._renderer, unit_id)


def surroundings(site: Site, unit_id: str, comparer: Comparer) -> Surroundings:
    """Return what the page of a unit shows that does not stand in its file."""
    unit = site.units[unit_id]
    group = site.group_of.get(unit_id)
    downloads = (("YAML", "yaml"), ("JSON", "json"), ("CSV", "csv")) if unit_id not in site.held else ()
    return Surroundings(
        body=site.bodies.view(unit.awarding_body),
        versions=comparer.versions(unit_id),
        related=comparer.related(unit_id),
        family=group.page if group else None,
        reference_note=_reference_note(unit.ofqual_reference),
        words=site.library.provenance[unit_id].words if unit_id in site.library.provenance else None,
        held=site.held.get(unit_id),
        downloads=tuple((label, links.unit_download(unit_id, extension)) for label, extension in downloads),
        document=links.review_page(unit_id) if unit_id in site.shown else None,
        papers=links.papers_page(unit_id),
    )


def _reference_note(reference: str | None) -> str | None:
    if reference is None:
        return None
    read = parse_unit_reference(reference)
    return _("check letter agrees") if read.verdict == "ok" else said(read.message)
