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
from unit_atlas.wording import counted, worded

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
        yield SameFact("title", worded("Title"), b.title)
    elif a.title or b.title:
        yield printed(
            "title",
            worded("Title"),
            a.title,
            b.title,
            worded("Compare what the units are about before their criteria."),
        )


def level(a: Unit, b: Unit) -> Iterator[AnyFact]:
    """Levels compare only within one framework; a level that differs or is not known is a warning."""
    if a.level_framework != b.level_framework:
        meaning = worded("Levels and credits of different frameworks do not compare. A person decides.")
        held, wanted = (_in_framework(unit) for unit in (a, b))
        yield difference("level", worded("Level"), "unclear", "level-framework", "warning", held, wanted, meaning)
    elif a.level and a.level == b.level:
        yield SameFact("level", worded("Level"), b.level)
    elif a.level and b.level:
        higher = LEVELS.index(b.level) > LEVELS.index(a.level)
        meaning = worded(
            "Evidence was judged at level %(held)s; level %(wanted)s is asked.", held=a.level, wanted=b.level
        )
        cls: FactClass = "raised" if higher else "lowered"
        yield difference("level", worded("Level"), cls, f"level-{cls}", "warning", a.level, b.level, meaning)
    elif a.level or b.level:
        meaning = worded("One unit prints no level. Find it out before relying on “covered”.")
        yield difference("level", worded("Level"), "unclear", "level-unclear", "warning", a.level, b.level, meaning)


def _in_framework(unit: Unit) -> str:
    level = unit.level or worded("not printed")
    return worded("%(framework)s %(level)s", framework=unit.level_framework, level=level)


def credit(a: Unit, b: Unit) -> Iterator[AnyFact]:
    """Credit, within one framework."""
    meaning = (
        worded("More credit is asked: expect more breadth of evidence."),
        worded("Fewer credits: the unit may count for less."),
    )
    if a.level_framework == b.level_framework:
        yield from number("credit", worded("Credit"), a.credit, b.credit, "warning", meaning)


def glh(a: Unit, b: Unit) -> Iterator[AnyFact]:
    """Guided learning hours."""
    yield from number("glh", worded("Guided learning hours"), a.glh, b.glh, "info", _HOURS)


def tqt(a: Unit, b: Unit) -> Iterator[AnyFact]:
    """Total qualification time."""
    yield from number("tqt", worded("Total qualification time"), a.tqt, b.tqt, "info", _HOURS)


_HOURS = worded("More hours are planned for it."), worded("Fewer hours are planned for it.")


def numbers_of_the_body(a: Unit, b: Unit) -> Iterator[AnyFact]:
    """The awarding organisations' own numbers, year and issue: for the record."""
    own = worded("The awarding organisation’s own number, for its forms.")
    rows = (
        ("unit_number", worded("Unit number"), a.unit_number, b.unit_number, own),
        ("sector_unit_number", worded("Sector unit number"), a.sector_unit_number, b.sector_unit_number, own),
        (
            "published",
            worded("Published"),
            a.published,
            b.published,
            worded("Check that you work from the edition in force."),
        ),
        ("issue", worded("Issue"), a.issue, b.issue, worded("Check that you work from the edition in force.")),
    )
    for field, name, text_a, text_b, meaning in rows:
        if text_a and text_a == text_b:
            yield SameFact(field, name, text_a)
        elif text_a or text_b:
            yield printed(field, name, text_a, text_b, meaning)


def _reference(a: Unit, b: Unit, pairs: Sequence[Pair]) -> Iterator[AnyFact]:
    """The same reference with another text is an error of a document or its reading; another one is for the record."""
    texts = a.ofqual_reference, b.ofqual_reference
    name, field = worded("Ofqual unit reference"), "ofqual_reference"
    if not any(texts):
        return
    if texts[0] != texts[1]:
        meaning = worded("Claim under the reference the learner is registered for.")
        yield printed(field, name, *texts, meaning)
    elif all(pair.cls in EQUAL for pair in pairs):
        yield SameFact(field, name, str(texts[1]))
    else:
        meaning = worded(
            "The same reference, but the criteria differ: one document is another edition, or was misread."
        )
        yield difference(field, name, "conflict", "reference-conflict", "error", *texts, meaning)


def nos(a: Unit, b: Unit) -> Iterator[AnyFact]:
    """Links to National Occupational Standards, as a set of references."""
    held, wanted = (", ".join(sorted({link.reference for link in unit.nos})) or None for unit in (a, b))
    if held and held == wanted:
        yield SameFact("nos", worded("NOS"), held)
    elif held or wanted:
        named = (
            worded("The units name different National Occupational Standards.")
            if held and wanted
            else worded("Only one names any.")
        )
        yield printed("nos", worded("NOS"), held, wanted, named)


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
        meaning = worded("Nothing stricter is asked than was for the evidence held.")
        yield difference(field, a.label, "asks-less", f"{a.topic}-looser", "info", *texts, meaning)
    else:
        meaning = worded("Both speak of it in different words. Read both passages.")
        yield difference(field, a.label, "differs", f"{a.topic}-differs", "warning", *texts, meaning)


def prose(a: Unit, b: Unit) -> Iterator[AnyFact]:
    """Longer passages: whether both print the same words."""
    rows: tuple[tuple[str, str, Severity, Callable[[Unit], str | None]], ...] = (
        ("evidence_requirements", worded("Evidence requirements"), "warning", lambda unit: unit.evidence_requirements),
        ("assessment.text", worded("Assessment"), "warning", lambda unit: unit.assessment.text),
        ("guidance", worded("Guidance"), "info", lambda unit: unit.guidance),
        ("aim", worded("Purpose and aim"), "info", lambda unit: unit.aim),
    )
    for field, label, severity, text_of in rows:
        text_a, text_b = text_of(a), text_of(b)
        if text_a and text_b and normal(text_a) == normal(text_b):
            yield SameFact(field, label, _length(text_b))
        elif text_a and text_b:
            texts = _length(text_a), _length(text_b)
            yield difference(
                field, label, "differs", f"{field}-differs", severity, *texts, worded("Read both passages.")
            )
        elif text_a or text_b:
            texts = _length(text_a) if text_a else "", _length(text_b) if text_b else ""
            weight = severity if text_b else "info"
            yield printed(field, label, texts[0] or None, texts[1] or None, worded("Only one unit prints it."), weight)


def _length(text: str) -> str:
    return counted("printed, %(num)s word", "printed, %(num)s words", len(text.split()))


def counts(a: Unit, b: Unit) -> Iterator[AnyFact]:
    """How many outcomes and criteria there are."""
    outcomes = len(a.learning_outcomes), len(b.learning_outcomes)
    held, wanted = (sum(len(outcome.criteria) for outcome in unit.learning_outcomes) for unit in (a, b))
    yield from number("learning_outcomes", worded("Learning outcomes"), *outcomes, "info", _MORE)
    yield from number("criteria", worded("Assessment criteria"), held, wanted, "info", _MORE)


_MORE = worded("More of them; see the criteria."), worded("Fewer of them; see the criteria.")


def _outcome_texts(a: Unit, b: Unit, outcomes: Sequence[OutcomeLink]) -> Iterator[AnyFact]:
    """Outcomes that answer each other but say something else: 'Understand how to …' against 'Be able to …'."""
    texts_a = {outcome.number: outcome.text for outcome in a.learning_outcomes}
    texts_b = {outcome.number: outcome.text for outcome in b.learning_outcomes}
    for link in outcomes:
        finding = classify(texts_a[link.a], texts_b[link.b], 1.0, DEFAULT)
        if finding.cls not in SAME_SENSE:
            field, label = f"learning_outcomes[{link.b}].text", worded("Learning outcome %(number)s", number=link.b)
            meaning = worded("The outcomes whose criteria answer each other say something else.")
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
