"""Invented units and manners of printing them, for hypothesis to choose from."""

from __future__ import annotations

from hypothesis import strategies as st

from extractor.labels import LABELS
from extractor.signposts import SKILLS
from tests.extractor.typeset import FONTS, Manner, Style
from unit_atlas.model import Assessment, AssessmentMethod, Criterion, LearningOutcome, NosLink, Unit
from unit_atlas.references import check_letter

VERBS = (
    "explain|describe|identify|demonstrate how to|carry out|assess|prepare|check|select|use|follow|report|record|"
    "outline|compare|monitor|review|agree with colleagues|state|Explain|Describe|Identify|list two reasons for|measure"
).split("|")
PHRASES = (
    "the risks|a colleague|own role|the centre’s procedures|and why they matter|in line with|health and safety|"
    "for customers|at work|before starting|within the time allowed|using approved materials|as well as|the tools|"
    "a range of methods|stored at 63 °C|with a gap of 1.5 mm|of at least 2 litres|no more than 30 minutes|"
    "about 1.2 metres|within 10 working days|for £20 or less|rated at 12 volts|3 people|4 or more samples|"
    "2.4 m from the edge|"
    "(see 1.2)|as in criterion 2.1|, including|, for example|, where appropriate,|; and|: cost, time and quality|"
    "self-assessment|step-by-step|a well-kept log|non-slip|day-to-day|user-friendly|health-related|a one-to-one talk|"
    "the learner’s needs|children’s play|‘good practice’|the organisation’s policy|labour and colour|an enquiry|"
    "assessment criteria|learning outcomes|evidence|the range|Pass|guidance|the level|the unit|aim|additional guidance|"
    "the Equality Act 2010|COSHH|PPE|IT|A4|and/or|e.g. a hoist|i.e. weekly|etc|of|to|in|with|that|which|a|the|I|"
    "materials|equipment|instructions|information|workplace|procedures|communicating|understanding|responsibilities|"
    "how it|differs from|depends on|affects|others|results|in writing|of the team|to a supervisor|by hand|every week"
).split("|")
OUTCOME_VERBS = (
    "Understand|Know how to|Be able to|Know|Understand how to|be able to|Use|Carry out|Solve|Understand the value of"
).split("|")
TITLES = (
    "Prepare and serve hot drinks|Principles of dry stone walling|Health and Safety in the Workshop|"
    "Keep bees|Working with Children: the First Year|Use spreadsheets|Understanding the customer’s needs|"
    "Carry out routine maintenance on light-rail vehicles and their equipment in a depot|Welding, joining and cutting"
).split("|")
CODES = ("12", "7", "D/502", "CU1543", "PA1/3/LQ/061", "Y2/14", "HSC 024", "U8", "M4.05", "3A")
PLAIN = tuple(phrase for phrase in PHRASES if phrase.replace(" ", "").isalpha() and phrase.islower())
ITEMS = (
    "the cost",
    "materials used",
    "a named person",
    "time",
    "health and safety",
    "2 litres of water",
    "how it is kept",
)
BODIES = (None, "OCR", "Highfield", "City & Guilds", "NCFE", "Pearson")
ENDINGS = ("", "", ".", ";")
LABELS_OF = {
    key: tuple(label for label, field in LABELS.items() if field == key)
    for key in ("unit_number", "ofqual_reference", "level", "credit", "glh")
}


def _sentence(pieces: list[str]) -> str:
    text = " ".join(pieces)
    for mark in ",;:":
        text = text.replace(f" {mark}", mark)
    while text[-1] in ",;:":
        text = text[:-1]
    return text


@st.composite
def criterion_texts(draw: st.DrawFn) -> str:
    """A verb and up to twelve phrases: 3 to about 40 words."""
    phrases = draw(st.lists(st.sampled_from(PHRASES), min_size=2, max_size=12))
    return _sentence([draw(st.sampled_from(VERBS)), *phrases])


def lettered(unit: Unit) -> bool:
    """Are the items of criteria lettered?"""
    items = (item for outcome in unit.learning_outcomes for criterion in outcome.criteria for item in criterion.items)
    return any(item.startswith("a)") for item in items)


def criteria(draw: st.DrawFn, outcome: int, *, letters: bool) -> tuple[Criterion, ...]:
    ending = draw(st.sampled_from(ENDINGS))
    found = []
    for number, text in enumerate(
        draw(st.lists(criterion_texts(), min_size=1, max_size=draw(st.sampled_from((8, 8, 12))))), 1
    ):
        items = draw(st.lists(st.sampled_from(ITEMS), min_size=2, max_size=4)) if draw(st.integers(0, 7)) == 7 else []
        text += ":" if items else ending
        if letters:
            items = [f"{letter}) {item}" for letter, item in zip("abcd", items, strict=False)]
        found.append(Criterion(number=f"{outcome}.{number}", text=text, items=tuple(items)))
    return tuple(found)


@st.composite
def outcomes(draw: st.DrawFn, number: int, guided: bool, letters: bool) -> LearningOutcome:
    words = draw(st.lists(st.sampled_from(PHRASES), min_size=1, max_size=5))
    text = _sentence([draw(st.sampled_from(OUTCOME_VERBS)), *words])
    guidance = _sentence(["Learners", *draw(st.lists(st.sampled_from(PHRASES), min_size=3, max_size=15))])
    return LearningOutcome(
        number=str(number),
        text=text,
        guidance=f"{guidance}." if guided else None,
        criteria=criteria(draw, number, letters=letters),
    )


PROSE = (
    "This unit is about keeping a workshop in order.",
    "Learners find out what customers need, and why it matters.",
)


METHODS = (
    "Case Study|Written question & answer/test/exam|Essay|Report|Oral question and answer|Written description|Project|"
    "Reflective log/diary|Role play/simulation|Practical demonstration|Group discussion|Production of artefact"
).split("|")
STANDARDS = (
    NosLink(reference="CFAC5", title="Solve customer problems"),
    NosLink(reference="LANCS12", title="Maintain dry stone walls and other boundaries in all kinds of weather"),
    NosLink(reference="SEMEM203", title="Carry out maintenance"),
)


@st.composite
def tails(draw: st.DrawFn) -> dict[str, object]:
    """What stands below the outcomes: evidence, methods, standards, functional skills."""
    some = lambda value: draw(st.sampled_from((False, False, True))) and value  # noqa: E731
    marks = st.sampled_from((None, "prescribed", "optional"))
    methods = [AssessmentMethod(name=name, requirement=draw(marks)) for name in METHODS[: draw(st.integers(2, 12))]]
    skills = {s: {skill: draw(st.booleans()) for skill in names} for s, names in SKILLS.items()}
    ticked = any(ticked for ticks in skills.values() for ticked in ticks.values())
    return {
        "evidence_requirements": some("Three pieces of evidence are asked for, each signed by a witness.") or None,
        "methods": tuple(some(methods) or ()),
        "nos": tuple(some(STANDARDS[: draw(st.integers(1, 3))]) or ()),
        "functional_skills": some(ticked and skills) or {},
    }


def graded_outcomes(draw: st.DrawFn, *, aims: bool) -> tuple[LearningOutcome, ...]:
    """Outcomes whose criteria are graded and counted through the unit; distinctions may serve two outcomes."""
    counted = {"pass": 0, "merit": 0, "distinction": 0}
    names = "ABCD" if aims else "1234"
    count = draw(st.integers(1, 4))
    found, taken = [], ""
    for at, name in enumerate(names[:count]):
        other = names[at + 1] if at + 1 < count and draw(st.booleans()) else ""
        grades = ["pass"] * draw(st.integers(1, 3)) + ["merit"] * draw(st.integers(0, 2))
        grades += ["distinction"] * (name not in taken)
        taken = other
        criteria = [
            _graded(draw, grade, counted, name, other if grade == "distinction" else "", aims=aims) for grade in grades
        ]
        text = _sentence([draw(st.sampled_from(OUTCOME_VERBS)), *draw(st.lists(st.sampled_from(PLAIN), min_size=2))])
        found.append(LearningOutcome(number=name, text=text, criteria=tuple(criteria)))
    return tuple(found)


def _graded(draw: st.DrawFn, grade: str, counted: dict[str, int], name: str, other: str, *, aims: bool) -> Criterion:
    counted[grade] += 1
    code = f"{grade[0].upper()}{counted[grade]}"
    text = _sentence([draw(st.sampled_from(VERBS)), *draw(st.lists(st.sampled_from(PLAIN), min_size=2, max_size=6))])
    return Criterion.model_validate(
        {
            "number": f"{name}{other}.{code}" if aims else code,
            "text": text,
            "grade": grade,
            "shared_with": (other,) if other else (),
        }
    )


def listed(outcome: LearningOutcome, range_: str | None, *, letters: bool) -> LearningOutcome:
    """The outcome as a list prints it: without guidance, with a range, its criteria by letters or numbers."""
    marks = "abcdefghijklmnop" if letters else None
    criteria = (
        c.model_copy(update={"number": f"{outcome.number}.{marks[i]}", "items": ()} if marks else {})
        for i, c in enumerate(outcome.criteria)
    )
    return outcome.model_copy(update={"guidance": None, "range": range_, "criteria": tuple(criteria)})


@st.composite
def units(draw: st.DrawFn) -> Unit:
    """A unit with all its expected fields but, at times, the awarding body."""
    unit = draw(plain_units())
    style = draw(st.sampled_from(("table", "table", "list", "grades", "aims")))
    if style in ("grades", "aims"):
        return unit.model_copy(update={"learning_outcomes": graded_outcomes(draw, aims=style == "aims")})
    if style == "list":
        letters = draw(st.booleans()) and sum(len(o.criteria) for o in unit.learning_outcomes) > 1
        ranges = st.sampled_from(
            (None, "Tools: hand tools, power tools and those of the trade.", "People: all of them.")
        )
        changed = tuple(listed(outcome, draw(ranges), letters=letters) for outcome in unit.learning_outcomes)
        return unit.model_copy(update={"learning_outcomes": changed})
    return unit


@st.composite
def plain_units(draw: st.DrawFn) -> Unit:
    """A unit whose criteria are numbered and not graded."""
    tail = draw(tails())
    digits = draw(st.from_regex(r"[5-9][0-4][0-9]{5}", fullmatch=True))
    guided = draw(st.integers(0, 3)) == 3
    letters = draw(st.integers(0, 3)) == 3
    credit = draw(st.integers(1, 24))
    aim = " ".join(draw(st.lists(st.sampled_from(PROSE), min_size=1, max_size=6)))
    count = draw(st.integers(1, 6))
    return Unit(
        awarding_body=draw(st.sampled_from(BODIES)),
        title=draw(st.sampled_from(TITLES)),
        unit_number=draw(st.sampled_from(CODES)),
        ofqual_reference=f"{check_letter(digits)}/{digits[:3]}/{digits[3:]}",
        level=draw(st.sampled_from(("1", "2", "3", "4", "5"))),
        credit=credit,
        glh=draw(st.integers(1, 10 * credit)),
        aim=aim,
        learning_outcomes=tuple(draw(outcomes(number, guided, letters)) for number in range(1, count + 1)),
        assessment=_assessment(draw, tail.pop("methods")),
        **tail,
    )


def _assessment(draw: st.DrawFn, methods: object) -> Assessment:
    text = "Assessed by the centre, and checked by a visitor."
    return Assessment.model_validate(
        {"text": text if methods else draw(st.sampled_from((None, text))), "methods": methods}
    )


NAMES: dict[str, tuple[str, ...]] = {
    "table": ("",),
    "list": ("Outcome {} {}", "Learning outcome {}: {}", "LO{} {}", "Learning Outcome {} – {}"),
    "grades": ("LO{} {}",),
}
AIM_NAMES = ("Learning aim {}: {}",)


def style_of(unit: Unit) -> Style:
    """In which style a unit can be printed."""
    outcomes = unit.learning_outcomes
    if outcomes[0].criteria[0].grade:
        return "grades"
    lettered = any(criterion.number[-1].isalpha() for outcome in outcomes for criterion in outcome.criteria)
    return "list" if lettered or any(outcome.range for outcome in outcomes) else "table"


HEADS = (
    ("Learning outcomes", "Assessment criteria", "Additional guidance"),
    ("Learning Outcomes\nThe learner will:", "Assessment Criteria\nThe learner can:", "Guidance"),
    ("LEARNING OUTCOMES", "ASSESSMENT CRITERIA", "INDICATIVE CONTENT"),
    ("Learning outcome", "Assessment criterion", "Notes for guidance"),
)


@st.composite
def manners(draw: st.DrawFn, unit: Unit) -> Manner:
    """A manner of printing that suits the unit."""
    body = f"© {unit.awarding_body} 2019" if unit.awarding_body else ""
    foot = draw(st.sampled_from(("Page #", "#", "Version 2    Page # of 9", "Issue 1 – June 2019    #")))
    ruled = draw(st.booleans())
    guided = any(outcome.guidance for outcome in unit.learning_outcomes)
    pick = lambda *options: draw(st.sampled_from(options))  # noqa: E731
    style = style_of(unit)
    evidence = pick("", "", "", "Evidence record") if ruled else ""
    crowded = guided or bool(evidence)
    return Manner(
        font=draw(st.sampled_from(sorted(FONTS))),
        size=pick(9, 8) if crowded else pick(10, 8, 9, 11, 12),
        leading=pick(1.2, 1.1, 1.35, 1.5),
        wide=pick(False, False, False, True),
        margin=pick(56, 40) if crowded else pick(56, 40, 72, 90),
        foot_room=pick(60, 80, 120),
        padding=pick(4, 2, 6, 8),
        outcome_share=pick(0.38, 0.25, 0.3, 0.45, 0.5) * (0.8 if guided else 1),
        guidance_share=pick(0.25, 0.3, 0.35),
        ruled=ruled,
        rows=pick("outcome", "criterion"),
        outcome_number=pick("{}.", "{}", "LO{}", "LO{}."),
        criterion_number=pick("{}", "{}."),
        hanging=pick(True, False),
        criterion_gap=pick(0, 0.3, 1),
        heads=draw(st.sampled_from(HEADS)),
        repeat_head=pick(True, False),
        first_line=pick(0, 20, 100, 200, 300),
        running_head=pick("", unit.title or "", f"Unit {unit.unit_number}"),
        running_foot=" ".join(filter(None, (body, foot))),
        facts=pick("lines", "table", "wide table"),
        titled=pick("labelled", "heading", "numbered heading"),
        labels=tuple((key, draw(st.sampled_from(labels)).capitalize()) for key, labels in LABELS_OF.items()),
        aim_heading=pick("Unit aim", "Unit purpose and aim", "Aim"),
        assessment_heading=pick("Assessment", "Assessment guidance"),
        number_column=ruled and pick(False, False, False, True),
        evidence=evidence,
        bold_heads=pick(True, True, False),
        centred_heads=ruled and pick(False, False, True),
        rules=pick("all", "all", "all", "between rows"),
        binding=pick(0, 0, 20),
        bullet="a)" if lettered(unit) else pick("•", "–"),
        hyphens=pick(False, False, True),
        justified=pick(False, False, True) and style == "table",
        style=style,
        named=pick(*(AIM_NAMES if unit.learning_outcomes[0].number == "A" else NAMES[style])),
        list_heads=pick(("Assessment criteria",), ("Assessment criteria", "The learner can:")),
        shared=pick("LO{} and LO{}", "LO{}, LO{}", "LO{} & LO{}"),
        tick=pick("x", "X", "y"),
        nos="sentence" if len(unit.nos) == 1 and pick(True, False) else "table",
    )
