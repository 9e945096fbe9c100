"""Facts of the whole unit, side by side: each kind of fact has its own function, class, rule id and plain wording.

`asks-more` and `raised` are said from A (evidence held) towards B (evidence wanted); swapping the units swaps them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from unit_atlas.compare.classify import classify
from unit_atlas.compare.evidence import Statement, statements
from unit_atlas.compare.fact import AnyFact, difference, number, printed
from unit_atlas.compare.grids import functional_skills, methods
from unit_atlas.compare.model import FactClass, FactDifference, OutcomeLink, Pair, SameFact, Severity
from unit_atlas.compare.normal import normal
from unit_atlas.compare.settings import DEFAULT
from unit_atlas.model import Unit

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
        yield printed("title", "Title", a.title, b.title, "Compare what the units are about before their criteria.")


def level(a: Unit, b: Unit) -> Iterator[AnyFact]:
    """Levels compare only within one framework; a level that differs or is not known is a warning."""
    if a.level_framework != b.level_framework:
        meaning = "Levels and credits of different frameworks do not compare. A person decides."
        held, wanted = (f"{unit.level_framework} {unit.level or 'not printed'}" for unit in (a, b))
        yield difference("level", "Level", "unclear", "level-framework", "warning", held, wanted, meaning)
    elif a.level and a.level == b.level:
        yield SameFact("level", "Level", b.level)
    elif a.level and b.level:
        higher = LEVELS.index(b.level) > LEVELS.index(a.level)
        meaning = f"Evidence was judged at level {a.level}; level {b.level} is asked."
        cls: FactClass = "raised" if higher else "lowered"
        yield difference("level", "Level", cls, f"level-{cls}", "warning", a.level, b.level, meaning)
    elif a.level or b.level:
        meaning = "One unit prints no level. Find it out before relying on “covered”."
        yield difference("level", "Level", "unclear", "level-unclear", "warning", a.level, b.level, meaning)


def credit(a: Unit, b: Unit) -> Iterator[AnyFact]:
    """Credit, within one framework."""
    meaning = "More credit is asked: expect more breadth of evidence.", "Fewer credits: the unit may count for less."
    if a.level_framework == b.level_framework:
        yield from number("credit", "Credit", a.credit, b.credit, "warning", meaning)


def glh(a: Unit, b: Unit) -> Iterator[AnyFact]:
    """Guided learning hours."""
    yield from number("glh", "Guided learning hours", a.glh, b.glh, "info", _HOURS)


def tqt(a: Unit, b: Unit) -> Iterator[AnyFact]:
    """Total qualification time."""
    yield from number("tqt", "Total qualification time", a.tqt, b.tqt, "info", _HOURS)


_HOURS = "More hours are planned for it.", "Fewer hours are planned for it."


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
            yield printed(field, name, text_a, text_b, meaning)


def _reference(a: Unit, b: Unit, pairs: Sequence[Pair]) -> Iterator[AnyFact]:
    """The same reference with another text is an error of a document or its reading; another one is for the record."""
    texts = a.ofqual_reference, b.ofqual_reference
    name, field = "Ofqual unit reference", "ofqual_reference"
    if not any(texts):
        return
    if texts[0] != texts[1]:
        meaning = "Claim under the reference the learner is registered for."
        yield printed(field, name, *texts, meaning)
    elif all(pair.cls in EQUAL for pair in pairs):
        yield SameFact(field, name, str(texts[1]))
    else:
        meaning = "The same reference, but the criteria differ: one document is another edition, or was misread."
        yield difference(field, name, "conflict", "reference-conflict", "error", *texts, meaning)


def nos(a: Unit, b: Unit) -> Iterator[AnyFact]:
    """Links to National Occupational Standards, as a set of references."""
    held, wanted = (", ".join(sorted({link.reference for link in unit.nos})) or None for unit in (a, b))
    if held and held == wanted:
        yield SameFact("nos", "NOS", held)
    elif held or wanted:
        named = (
            "The units name different National Occupational Standards." if held and wanted else "Only one names any."
        )
        yield printed("nos", "NOS", held, wanted, named)


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
        yield difference(field, a.label, "asks-more", f"{a.topic}-stricter", severity, *texts, b.meaning)
    elif b.strictness < a.strictness:
        meaning = "Nothing stricter is asked than was for the evidence held."
        yield difference(field, a.label, "asks-less", f"{a.topic}-looser", "info", *texts, meaning)
    else:
        meaning = "Both speak of it in different words. Read both passages."
        yield difference(field, a.label, "differs", f"{a.topic}-differs", "warning", *texts, meaning)


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
            yield difference(field, label, "differs", f"{field}-differs", severity, *texts, "Read both passages.")
        elif text_a or text_b:
            texts = _length(text_a) if text_a else "", _length(text_b) if text_b else ""
            weight = severity if text_b else "info"
            yield printed(field, label, texts[0] or None, texts[1] or None, "Only one unit prints it.", weight)


def _length(text: str) -> str:
    words = len(text.split())
    return f"printed, {words} word{'' if words == 1 else 's'}"


def counts(a: Unit, b: Unit) -> Iterator[AnyFact]:
    """How many outcomes and criteria there are."""
    outcomes = len(a.learning_outcomes), len(b.learning_outcomes)
    held, wanted = (sum(len(outcome.criteria) for outcome in unit.learning_outcomes) for unit in (a, b))
    yield from number("learning_outcomes", "Learning outcomes", *outcomes, "info", _MORE)
    yield from number("criteria", "Assessment criteria", held, wanted, "info", _MORE)


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
            yield difference(field, label, "differs", "outcome-text", "warning", *texts, meaning)


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
