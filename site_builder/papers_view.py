"""The working papers of a unit on one page: tracking sheet, evidence record, assessment plan, handout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from site_builder import links
from site_builder.messages import N_, _, counted
from site_builder.site import Site
from site_builder.unit_facts import number_line
from site_builder.unit_parts import MethodView, OutcomeView, method_view, outcome_views, prose
from site_builder.views import BodyView, Crumb, Head, level_label, reference_of, title_of
from unit_atlas.model import Unit
from unit_atlas.papers import GridPart, grid_parts, signatures

FORMATS = ("XLSX", "DOCX")
LEARNERS = 14
MOST_OFFICE_UNITS = 100
"""Up to so many units a site holds Word and Excel papers; beyond, the command makes those that are wanted."""

LETTERS = {
    N_("Learner"): "",
    N_("Assessor"): N_("A"),
    N_("Line manager"): N_("L"),
    N_("Witness"): N_("W"),
    N_("Internal quality assurer"): N_("Q"),
}
"""Who may sign, with the letter that heads a narrow column."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who signs; `because` is the sentence of the unit that asks for it."""

    who: str
    letter: str
    because: str | None


@dataclass(frozen=True, slots=True)
class PapersView:
    """What the page of a unit's papers shows; `signing` are those with a column on the tracking sheet."""

    head: Head
    unit_page: str
    body: BodyView
    title: str
    reference: str | None
    facts: str
    origin: str
    doubts: str | None
    held: str | None
    signed: tuple[Signer, ...]
    signing: tuple[Signer, ...]
    learners: range
    grids: tuple[GridPart, ...]
    methods: tuple[MethodView, ...]
    outcomes: tuple[OutcomeView, ...]
    aim: Markup | None
    evidence: Markup | None
    assessment: Markup | None
    downloads: tuple[tuple[str, str], ...]
    command: str | None


def papers_view(site: Site, unit_id: str) -> PapersView:
    """Lay out the papers of a unit; what is held back stays blank, who signs is said all the same."""
    unit, held = site.units[unit_id], site.held.get(unit_id)
    body = site.bodies.view(unit.awarding_body)
    signed = signed_by(site, unit_id)
    office = held is None and with_office_files(site)
    return PapersView(
        head=_head(unit_id, unit),
        unit_page=links.unit_page(unit_id),
        body=body,
        title=title_of(unit),
        reference=reference_of(unit),
        facts=facts_line(unit),
        origin=_origin(unit, body.name),
        doubts=doubts_line(unit),
        held=held,
        signed=signed,
        signing=tuple(signer for signer in signed if signer.letter),
        learners=range(1, LEARNERS + 1),
        grids=grid_parts(unit.learning_outcomes),
        methods=tuple(method_view(method) for method in unit.assessment.methods),
        outcomes=outcome_views(unit.learning_outcomes),
        aim=prose(unit.aim),
        evidence=prose(unit.evidence_requirements),
        assessment=prose(unit.assessment.text),
        downloads=tuple((name, links.papers_page(unit_id, name.lower())) for name in ("XLSX", "DOCX"))
        if office
        else (),
        command=None if office or held else f"unit-atlas papers {unit_id}",
    )


def with_office_files(site: Site) -> bool:
    """Tell whether the site holds Word and Excel papers."""
    return len(site.units) <= MOST_OFFICE_UNITS


def signed_by(site: Site, unit_id: str) -> tuple[Signer, ...]:
    """Return who signs; the sentence that asks for it only where the text may be shown."""
    return tuple(
        Signer(_(each.who), LETTERS[each.who] and _(LETTERS[each.who]), None if unit_id in site.held else each.because)
        for each in signatures(site.library.units[unit_id])
    )


def doubts_line(unit: Unit) -> str | None:
    """Say how many fields wait for a person, None where none does."""
    if not unit.review:
        return None
    return counted(
        "%(num)s thing on this unit is to be checked against the source",
        "%(num)s things on this unit are to be checked against the source",
        len(unit.review),
    )


def facts_line(unit: Unit) -> str:
    """Return the numbers and sizes of a unit in one line; what is not printed is said."""
    level = level_label(unit.level, unit.level_framework) if unit.level else _("level not printed")
    credit = _("credit not printed")
    if unit.credit is not None:
        credit = counted("%(num)s credit", "%(num)s credits", unit.credit)
    hours = _("GLH not printed")
    if unit.glh is not None:
        hours = counted("%(num)s guided learning hour", "%(num)s guided learning hours", unit.glh)
    return ", ".join(filter(None, (number_line(unit), unit.ofqual_reference, level, credit, hours)))


def _origin(unit: Unit, body: str) -> str:
    if unit.source is None:
        return _("%(body)s; no source is recorded", body=body)
    pages = unit.source.pages
    if not pages:
        return _("%(body)s, source %(file)s", body=body, file=unit.source.file)
    return _("%(body)s, source %(file)s, from page %(page)s", body=body, file=unit.source.file, page=pages[0])


def _head(unit_id: str, unit: Unit) -> Head:
    unit_crumb = Crumb(reference_of(unit) or title_of(unit), links.unit_page(unit_id))
    crumbs = (Crumb(_("Units"), links.HOME), unit_crumb, Crumb(_("Working papers")))
    return Head(links.papers_page(unit_id), _("Working papers: %(title)s", title=title_of(unit)), "units", crumbs)


def pack_data(site: Site, unit_id: str) -> dict[str, object]:
    """Return what the page "My units" needs of a unit: its facts, its criteria, who signs."""
    unit = site.units[unit_id]
    return {
        "id": unit_id,
        "page": links.unit_page(unit_id),
        "papers": links.papers_page(unit_id),
        "title": title_of(unit),
        "body": site.bodies.view(unit.awarding_body).name,
        "facts": facts_line(unit),
        "level": level_label(unit.level, unit.level_framework) if unit.level else None,
        "credit": unit.credit,
        "glh": unit.glh,
        "doubts": doubts_line(unit),
        "origin": _origin(unit, site.bodies.view(unit.awarding_body).name),
        "signed": [(signer.who, signer.letter, signer.because) for signer in signed_by(site, unit_id)],
        "grids": [part.outcomes for part in grid_parts(unit.learning_outcomes)],
        "outcomes": list(_outcomes(unit)),
    }


def _outcomes(unit: Unit) -> Iterator[tuple[str, str, str | None, list[tuple[object, ...]]]]:
    for outcome in unit.learning_outcomes:
        criteria: list[tuple[object, ...]] = [
            (c.number, c.text, c.items, c.grade or "", c.range or "") for c in outcome.criteria
        ]
        yield outcome.number, outcome.text, outcome.range, criteria
