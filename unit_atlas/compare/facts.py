"""Facts of the whole unit, side by side: each kind of fact has its own function, class, rule id and plain wording.

`asks-more` and `raised` are said from A (evidence held) towards B (evidence wanted); swapping the units swaps them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from unit_atlas.compare.classify import classify
from unit_atlas.compare.evidence import Statement, statements
from unit_atlas.compare.model import FactClass, FactDifference, OutcomeLink, Pair, SameFact, Severity
from unit_atlas.compare.normal import normal
from unit_atlas.compare.settings import DEFAULT
from unit_atlas.model import Unit

AnyFact = FactDifference | SameFact

LEVELS = ("E1", "E2", "E3", *(str(level) for level in range(1, 13)))
EQUAL = frozenset(("identical", "typographic"))
SAME_SENSE = EQUAL | {"wording"}


def compare_facts(
    a: Unit, b: Unit, pairs: Sequence[Pair], outcomes: Sequence[OutcomeLink]
) -> tuple[tuple[FactDifference, ...], tuple[SameFact, ...]]:
    """The facts that differ, those that ask for most first, and those that both units print alike."""
    found: list[AnyFact] = [fact for rule in RULES for fact in rule(a, b)]
    found += _reference(a, b, pairs)
    found += _outcome_texts(a, b, outcomes)
    differing = [fact for fact in found if isinstance(fact, FactDifference)]
    order: tuple[Severity, ...] = ("error", "warning", "info")
    differing.sort(key=lambda fact: order.index(fact.severity))
    return tuple(differing), tuple(fact for fact in found if isinstance(fact, SameFact))


def title(a: Unit, b: Unit) -> Iterator[AnyFact]:
    """Titles, typography aside."""
    if a.title and b.title and normal(a.title) == normal(b.title):
        yield SameFact("title", "Title", b.title)
    elif a.title or b.title:
        yield _printed("title", "Title", a.title, b.title, "Compare what the units are about before their criteria.")


def level(a: Unit, b: Unit) -> Iterator[AnyFact]:
    """Levels compare only within one framework; a level that differs or is not known is a warning."""
    if a.level_framework != b.level_framework:
        meaning = "Levels and credits of different frameworks do not compare. A person decides."
        held, wanted = (f"{unit.level_framework} {unit.level or 'not printed'}" for unit in (a, b))
        yield _difference("level", "Level", "unclear", "level-framework", "warning", held, wanted, meaning)
    elif a.level and a.level == b.level:
        yield SameFact("level", "Level", b.level)
    elif a.level and b.level:
        higher = LEVELS.index(b.level) > LEVELS.index(a.level)
        meaning = f"Evidence was judged at level {a.level}; level {b.level} is asked."
        cls: FactClass = "raised" if higher else "lowered"
        yield _difference("level", "Level", cls, f"level-{cls}", "warning", a.level, b.level, meaning)
    elif a.level or b.level:
        meaning = "One unit prints no level. Find it out before relying on “covered”."
        yield _difference("level", "Level", "unclear", "level-unclear", "warning", a.level, b.level, meaning)


def credit(a: Unit, b: Unit) -> Iterator[AnyFact]:
    """Credit, within one framework."""
    meaning = "More credit is asked: expect more breadth of evidence.", "Fewer credits: the unit may count for less."
    if a.level_framework == b.level_framework:
        yield from _number("credit", "Credit", a.credit, b.credit, "warning", meaning)


def glh(a: Unit, b: Unit) -> Iterator[AnyFact]:
    """Guided learning hours."""
    yield from _number("glh", "Guided learning hours", a.glh, b.glh, "info", _HOURS)


def tqt(a: Unit, b: Unit) -> Iterator[AnyFact]:
    """Total qualification time."""
    yield from _number("tqt", "Total qualification time", a.tqt, b.tqt, "info", _HOURS)


_HOURS = "More hours are planned for it.", "Fewer hours are planned for it."


def _number(
    field: str, label: str, a: int | None, b: int | None, raised: Severity, meanings: tuple[str, str]
) -> Iterator[AnyFact]:
    if a is None and b is None:
        return
    if a == b:
        yield SameFact(field, label, str(b))
    elif a is None or b is None:
        yield _printed(field, label, _text(a), _text(b), "One unit does not print it.")
    elif b > a:
        yield _difference(field, label, "raised", f"{field}-raised", raised, str(a), str(b), meanings[0])
    else:
        yield _difference(field, label, "lowered", f"{field}-lowered", "info", str(a), str(b), meanings[1])


def numbers_of_the_body(a: Unit, b: Unit) -> Iterator[AnyFact]:
    """The awarding organisations' own numbers, year and issue: for the record."""
    own = "The awarding organisation’s own number, for its forms."
    rows = (
        ("unit_number", "Unit number", a.unit_number, b.unit_number, own),
        ("sector_unit_number", "Sector unit number", a.sector_unit_number, b.sector_unit_number, own),
        ("published", "Published", a.published, b.published, "Check that you work from the edition in force."),
        ("issue", "Issue", a.issue, b.issue, "Check that you work from the edition in force."),
    )
    for field, name, text_a, text_b, meaning in rows:
        if text_a and text_a == text_b:
            yield SameFact(field, name, text_a)
        elif text_a or text_b:
            yield _printed(field, name, text_a, text_b, meaning)


def _reference(a: Unit, b: Unit, pairs: Sequence[Pair]) -> Iterator[AnyFact]:
    """The same reference with another text is an error of a document or its reading; another one is for the record."""
    texts = a.ofqual_reference, b.ofqual_reference
    name, field = "Ofqual unit reference", "ofqual_reference"
    if not any(texts):
        return
    if texts[0] != texts[1]:
        meaning = "Claim under the reference the learner is registered for."
        yield _printed(field, name, *texts, meaning)
    elif all(pair.cls in EQUAL for pair in pairs):
        yield SameFact(field, name, str(texts[1]))
    else:
        meaning = "The same reference, but the criteria differ: one document is another edition, or was misread."
        yield _difference(field, name, "conflict", "reference-conflict", "error", *texts, meaning)


def nos(a: Unit, b: Unit) -> Iterator[AnyFact]:
    """Links to National Occupational Standards, as a set of references."""
    held, wanted = (", ".join(sorted({link.reference for link in unit.nos})) or None for unit in (a, b))
    if held and held == wanted:
        yield SameFact("nos", "NOS", held)
    elif held or wanted:
        yield _printed("nos", "NOS", held, wanted, "The units name different National Occupational Standards.")


def methods(a: Unit, b: Unit) -> Iterator[AnyFact]:
    """The grid of assessment methods, method by method; a method that B prescribes must be seen in the evidence."""
    grid_a, grid_b = _grid(a), _grid(b)
    if not grid_a or not grid_b:
        yield from _one_grid(a, b)
        return
    names = {normal(m.name): m.name for unit in (a, b) for m in unit.assessment.methods}
    for key, name in names.items():
        yield from _method(name, grid_a.get(key, _ABSENT), grid_b.get(key, _ABSENT))


_ABSENT = "not in the grid"
_EMPTY = "neither prescribed nor optional"


def _grid(unit: Unit) -> dict[str, str]:
    return {normal(method.name): method.requirement or _EMPTY for method in unit.assessment.methods}


def _method(name: str, a: str, b: str) -> Iterator[AnyFact]:
    field, label = f"assessment.methods[{name}]", f"Assessment method: {name}"
    if a == b:
        if a in ("prescribed", "optional"):
            yield SameFact(field, label, a)
    elif b == "prescribed":
        meaning = f"{name} must be used to assess all or part of the unit. Check that the evidence held includes it."
        yield _difference(field, label, "asks-more", "method-prescribed", "warning", a, b, meaning)
    elif a == "prescribed":
        yield _difference(field, label, "asks-less", "method-freed", "info", a, b, f"{name} is no longer prescribed.")
    elif "optional" in (a, b):
        yield _difference(field, label, "differs", "method-optional", "info", a, b, "The choice of methods differs.")
    else:
        yield _difference(field, label, "differs", "method-listed", "info", a, b, "Only one grid lists it.")


def _one_grid(a: Unit, b: Unit) -> Iterator[AnyFact]:
    prescribed = [m.name for m in b.assessment.methods if m.requirement == "prescribed"]
    texts = _grid_text(a), _grid_text(b)
    label, field = "Assessment methods", "assessment.methods"
    if not any(texts):
        return
    if prescribed:
        names = ", ".join(prescribed)
        meaning = f"{names} must be used to assess all or part of the unit. Check that the evidence held includes it."
        yield _difference(field, label, "asks-more", "method-prescribed", "warning", *texts, meaning)
    elif any(method.requirement == "prescribed" for method in a.assessment.methods):
        meaning = "The wanted unit prints no grid and so prescribes no method."
        yield _difference(field, label, "asks-less", "method-freed", "info", *texts, meaning)
    else:
        yield _printed(field, label, *texts, "Only one unit prints a grid of methods.")


def _grid_text(unit: Unit) -> str | None:
    """'Practical demonstration prescribed; Essay, Report optional'."""
    parts = []
    for requirement in ("prescribed", "optional"):
        names = [method.name for method in unit.assessment.methods if method.requirement == requirement]
        parts += [f"{', '.join(names)} {requirement}"] if names else []
    if not unit.assessment.methods:
        return None
    return "; ".join(parts) or "grid printed, no method marked"


def evidence(a: Unit, b: Unit) -> Iterator[AnyFact]:
    """Simulation, witness testimony, sufficiency over time: what the prose of each unit says of them."""
    for one, other in zip(statements(a), statements(b), strict=True):
        yield from _statement(one, other)


def _statement(a: Statement, b: Statement) -> Iterator[AnyFact]:
    field = f"evidence_requirements.{a.topic}"
    if a.said == b.said and a.detail == b.detail:
        if a.said != "not mentioned":
            yield SameFact(field, a.label, b.said)
        return
    texts = a.said, b.said
    if b.strictness > a.strictness:
        severity: Severity = "error" if b.forbids else "warning"
        yield _difference(field, a.label, "asks-more", f"{a.topic}-stricter", severity, *texts, b.meaning)
    elif b.strictness < a.strictness:
        meaning = "Nothing stricter is asked than was for the evidence held."
        yield _difference(field, a.label, "asks-less", f"{a.topic}-looser", "info", *texts, meaning)
    else:
        meaning = "Both speak of it in different words. Read both passages."
        yield _difference(field, a.label, "differs", f"{a.topic}-differs", "warning", *texts, meaning)


def prose(a: Unit, b: Unit) -> Iterator[AnyFact]:
    """Longer passages: whether both print the same words."""
    rows: tuple[tuple[str, str, Severity, Callable[[Unit], str | None]], ...] = (
        ("evidence_requirements", "Evidence requirements", "warning", lambda unit: unit.evidence_requirements),
        ("assessment.text", "Assessment", "warning", lambda unit: unit.assessment.text),
        ("guidance", "Guidance", "info", lambda unit: unit.guidance),
        ("aim", "Purpose and aim", "info", lambda unit: unit.aim),
    )
    for field, label, severity, text_of in rows:
        text_a, text_b = text_of(a), text_of(b)
        if text_a and text_b and normal(text_a) == normal(text_b):
            yield SameFact(field, label, _length(text_b))
        elif text_a and text_b:
            texts = _length(text_a), _length(text_b)
            yield _difference(field, label, "differs", f"{field}-differs", severity, *texts, "Read both passages.")
        elif text_a or text_b:
            texts = _length(text_a) if text_a else "", _length(text_b) if text_b else ""
            weight = severity if text_b else "info"
            yield _printed(field, label, texts[0] or None, texts[1] or None, "Only one unit prints it.", weight)


def _length(text: str) -> str:
    words = len(text.split())
    return f"printed, {words} word{'' if words == 1 else 's'}"


def functional_skills(a: Unit, b: Unit) -> Iterator[AnyFact]:
    """Signposting of functional skills; a tick that could not be read is a person's to decide."""
    texts = _skills(a), _skills(b)
    label, field = "Functional skills", "functional_skills"
    if not any(texts):
        return
    if a.functional_skills == b.functional_skills and "cannot be read" not in str(texts[1]):
        yield SameFact(field, label, str(texts[1]))
    elif any("cannot be read" in text for text in texts if text):
        if texts[0] != texts[1]:
            meaning = "Look at the printed grid; the ticks did not survive."
            yield _difference(field, label, "unclear", "skills-unreadable", "warning", *texts, meaning)
    else:
        yield _printed(field, label, *texts, "Signposting only: it asks for no evidence.")


def _skills(unit: Unit) -> str | None:
    ticks = [
        (f"{area}: {skill}", tick) for area, skills in unit.functional_skills.items() for skill, tick in skills.items()
    ]
    ticked = [name for name, tick in ticks if tick]
    if not ticks:
        return None
    unknown = sum(tick is None for _, tick in ticks)
    if unknown:
        return f"grid printed, {unknown} of {len(ticks)} cells cannot be read" + (
            f"; {', '.join(ticked)}" if ticked else ""
        )
    return ", ".join(ticked) or "grid printed, nothing ticked"


def counts(a: Unit, b: Unit) -> Iterator[AnyFact]:
    """How many outcomes and criteria there are."""
    outcomes = len(a.learning_outcomes), len(b.learning_outcomes)
    held, wanted = (sum(len(outcome.criteria) for outcome in unit.learning_outcomes) for unit in (a, b))
    yield from _number("learning_outcomes", "Learning outcomes", *outcomes, "info", _MORE)
    yield from _number("criteria", "Assessment criteria", held, wanted, "info", _MORE)


_MORE = "More of them; see the criteria.", "Fewer of them; see the criteria."


def _outcome_texts(a: Unit, b: Unit, outcomes: Sequence[OutcomeLink]) -> Iterator[AnyFact]:
    """Outcomes that answer each other but say something else: 'Understand how to …' against 'Be able to …'."""
    texts_a = {outcome.number: outcome.text for outcome in a.learning_outcomes}
    texts_b = {outcome.number: outcome.text for outcome in b.learning_outcomes}
    for link in outcomes:
        finding = classify(texts_a[link.a], texts_b[link.b], 1.0, DEFAULT)
        if finding.cls not in SAME_SENSE:
            field, label = f"learning_outcomes[{link.b}].text", f"Learning outcome {link.b}"
            meaning = "The outcomes whose criteria answer each other say something else."
            texts = texts_a[link.a], texts_b[link.b]
            yield _difference(field, label, "differs", "outcome-text", "warning", *texts, meaning)


RULES: tuple[Callable[[Unit, Unit], Iterator[AnyFact]], ...] = (
    title,
    level,
    credit,
    glh,
    tqt,
    methods,
    evidence,
    counts,
    numbers_of_the_body,
    nos,
    functional_skills,
    prose,
)


def _text(value: int | None) -> str | None:
    return None if value is None else str(value)


def _printed(
    field: str, label: str, a: str | None, b: str | None, meaning: str, severity: Severity = "info"
) -> FactDifference:
    """A fact that differs, or that only one unit prints; no more is said about it."""
    cls: FactClass = "differs" if a and b else "only-a" if a else "only-b"
    return _difference(field, label, cls, f"{field}-{cls}", severity, a, b, meaning)


def _difference(
    field: str, label: str, cls: FactClass, rule: str, severity: Severity, a: str | None, b: str | None, meaning: str
) -> FactDifference:
    return FactDifference(field, label, cls, rule, severity, a, b, meaning)
