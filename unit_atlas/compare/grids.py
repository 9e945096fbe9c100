"""Facts that are printed as grids: assessment methods and functional skills."""

from __future__ import annotations

from collections.abc import Iterator

from unit_atlas.compare.fact import AnyFact, difference, printed
from unit_atlas.compare.model import SameFact
from unit_atlas.compare.normal import normal
from unit_atlas.model import AssessmentMethod, Unit
from unit_atlas.wording import counted, strung, worded


def methods(a: Unit, b: Unit) -> Iterator[AnyFact]:
    """The grid of assessment methods, method by method; a method that B prescribes must be seen in the evidence."""
    grid_a, grid_b = _grid(a), _grid(b)
    if not grid_a or not grid_b:
        yield from _one_grid(a, b)
        return
    names = {normal(m.name): m.name for unit in (a, b) for m in unit.assessment.methods}
    for key, name in names.items():
        yield from _method(name, grid_a.get(key, _ABSENT), grid_b.get(key, _ABSENT))


_ABSENT = worded("not in the grid")
_EMPTY = worded("neither prescribed nor optional")
_REQUIREMENTS = {"prescribed": worded("prescribed"), "optional": worded("optional")}


def _grid(unit: Unit) -> dict[str, str]:
    return {normal(method.name): _requirement(method) for method in unit.assessment.methods}


def _requirement(method: AssessmentMethod) -> str:
    return _REQUIREMENTS[method.requirement] if method.requirement else _EMPTY


def _method(name: str, a: str, b: str) -> Iterator[AnyFact]:
    field, label = f"assessment.methods[{name}]", worded("Assessment method: %(name)s", name=name)
    if a == b:
        if a in ("prescribed", "optional"):
            yield SameFact(field, label, a)
    elif b == "prescribed":
        meaning = worded("%(name)s is prescribed. Check that the evidence held includes it.", name=name)
        yield difference(field, label, "asks-more", "method-prescribed", "warning", a, b, meaning)
    elif a == "prescribed":
        meaning = worded("%(name)s is no longer prescribed.", name=name)
        yield difference(field, label, "asks-less", "method-freed", "info", a, b, meaning)
    elif "optional" in (a, b):
        yield difference(
            field, label, "differs", "method-optional", "info", a, b, worded("The choice of methods differs.")
        )
    else:
        yield difference(field, label, "differs", "method-listed", "info", a, b, worded("Only one grid lists it."))


def _one_grid(a: Unit, b: Unit) -> Iterator[AnyFact]:
    prescribed = [m.name for m in b.assessment.methods if m.requirement == "prescribed"]
    texts = _grid_text(a), _grid_text(b)
    label, field = worded("Assessment methods"), "assessment.methods"
    if not any(texts):
        return
    if prescribed:
        meaning = counted(
            "%(names)s is prescribed. Check that the evidence held includes it.",
            "%(names)s are each prescribed. Check that the evidence held includes it.",
            len(prescribed),
            names=", ".join(prescribed),
        )
        yield difference(field, label, "asks-more", "method-prescribed", "warning", *texts, meaning)
    elif any(method.requirement == "prescribed" for method in a.assessment.methods):
        meaning = worded("The wanted unit prints no grid and so prescribes no method.")
        yield difference(field, label, "asks-less", "method-freed", "info", *texts, meaning)
    else:
        yield printed(field, label, *texts, worded("Only one unit prints a grid of methods."))


def _grid_text(unit: Unit) -> str | None:
    """'Practical demonstration prescribed; Essay, Report optional'."""
    parts = []
    for requirement, word in _REQUIREMENTS.items():
        names = [method.name for method in unit.assessment.methods if method.requirement == requirement]
        parts += [worded("%(names)s %(requirement)s", names=", ".join(names), requirement=word)] if names else []
    if not unit.assessment.methods:
        return None
    return strung(parts) or worded("grid printed, no method marked")


def functional_skills(a: Unit, b: Unit) -> Iterator[AnyFact]:
    """Signposting of functional skills; a tick that could not be read is a person's to decide."""
    texts = _skills(a), _skills(b)
    label, field = worded("Functional skills"), "functional_skills"
    if not any(texts):
        return
    if a.functional_skills == b.functional_skills and "cannot be read" not in str(texts[1]):
        yield SameFact(field, label, str(texts[1]))
    elif any("cannot be read" in text for text in texts if text):
        if texts[0] != texts[1]:
            meaning = worded("Look at the printed grid; the ticks did not survive.")
            yield difference(field, label, "unclear", "skills-unreadable", "warning", *texts, meaning)
    else:
        yield printed(field, label, *texts, worded("Signposting only: it asks for no evidence."))


def _skills(unit: Unit) -> str | None:
    ticks = [
        (f"{area}: {skill}", tick) for area, skills in unit.functional_skills.items() for skill, tick in skills.items()
    ]
    ticked = [name for name, tick in ticks if tick]
    if not ticks:
        return None
    unknown = sum(tick is None for _, tick in ticks)
    if unknown:
        unread = worded("grid printed, %(some)s of %(all)s cells cannot be read", some=unknown, all=len(ticks))
        return strung([unread, ", ".join(ticked)]) if ticked else unread
    return ", ".join(ticked) or worded("grid printed, nothing ticked")
