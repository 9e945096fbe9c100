"""Units, changes of units and manners of writing them down, at random."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from unit_atlas.canonical_text import in_flow, is_written
from unit_atlas.model import (
    Assessment,
    AssessmentMethod,
    Criterion,
    Fact,
    LearningOutcome,
    NosLink,
    Qualification,
    Review,
    Section,
    Source,
    Unit,
)

WORDS = ("walk", "dogs: all", "fit #1", "'s", "no", "- lead", "[x], {y}", "é 😀", "1.10", '"so"', "it?")
SKILLS = ("Reading", "Writing", "a: b")


def text(rnd: random.Random) -> str:
    return " ".join(rnd.choices(WORDS, k=rnd.randint(1, 3)))


def prose(rnd: random.Random) -> str:
    lines = [rnd.choice(["", f"{text(rnd)}", f"- {text(rnd)}", f"# {text(rnd)}"]) for _ in range(rnd.randint(0, 3))]
    return "\n".join([text(rnd), *lines, text(rnd)])


def maybe(rnd: random.Random, value: Any) -> Any:
    return value if rnd.random() < 0.4 else None


def some(rnd: random.Random, names: tuple[str, ...]) -> list[str]:
    return [name for name in names if rnd.random() < 0.6]


def criterion(rnd: random.Random, number: str) -> Criterion:
    return Criterion(
        number=number,
        text=text(rnd),
        items=tuple(text(rnd) for _ in range(rnd.choice((0, 0, 2)))),
        grade=rnd.choice((None, "pass", "merit")),
        shared_with=rnd.choice(((), ("2", "3"))),
        guidance=maybe(rnd, prose(rnd)),
    )


def outcome(rnd: random.Random, number: str) -> LearningOutcome:
    numbers = some(rnd, tuple(f"{number}.{n}" for n in range(1, 5)))
    if numbers and rnd.random() < 0.2:
        numbers.append(numbers[0])
    return LearningOutcome(
        number=number,
        text=text(rnd),
        range=maybe(rnd, prose(rnd)),
        criteria=tuple(criterion(rnd, number) for number in numbers),
    )


FIELDS: Mapping[str, Any] = {
    "awarding_body": lambda rnd: maybe(rnd, "OCR"),
    "title": lambda rnd: maybe(rnd, text(rnd)),
    "unit_number": lambda rnd: maybe(rnd, rnd.choice(("22", "06"))),
    "level": lambda rnd: rnd.choice((None, "3", "E1")),
    "level_framework": lambda rnd: rnd.choice(("RQF", "SCQF")),
    "credit": lambda rnd: maybe(rnd, rnd.randint(0, 3)),
    "glh": lambda rnd: maybe(rnd, rnd.randint(0, 3)),
    "published": lambda rnd: maybe(rnd, "2011"),
    "qualifications": lambda rnd: tuple(
        Qualification(number=maybe(rnd, name), title=text(rnd)) for name in some(rnd, ("600/1", "600/2"))
    ),
    "other_facts": lambda rnd: tuple(Fact(label=name, value=text(rnd)) for name in some(rnd, SKILLS)),
    "aim": lambda rnd: maybe(rnd, prose(rnd)),
    "learning_outcomes": lambda rnd: tuple(outcome(rnd, number) for number in some(rnd, ("1", "2", "3"))),
    "assessment": lambda rnd: Assessment(
        text=maybe(rnd, prose(rnd)),
        methods=tuple(
            AssessmentMethod(name=name, requirement=rnd.choice((None, "optional"))) for name in some(rnd, SKILLS)
        ),
    ),
    "guidance": lambda rnd: maybe(rnd, prose(rnd)),
    "nos": lambda rnd: tuple(
        NosLink(reference=name, title=maybe(rnd, text(rnd))) for name in some(rnd, ("CFA1", "CFA2"))
    ),
    "functional_skills": lambda rnd: {
        subject: {skill: rnd.choice((True, False, None)) for skill in some(rnd, SKILLS)}
        for subject in some(rnd, ("English", "ICT"))
    },
    "other_sections": lambda rnd: tuple(Section(heading=name, text=prose(rnd)) for name in some(rnd, SKILLS)),
    "review": lambda rnd: tuple(
        Review(field=name, reason="uncertain", message=text(rnd)) for name in some(rnd, ("glh", "aim", "unit"))
    ),
}


def unit(rnd: random.Random) -> Unit:
    source = Source(file="one.pdf", sha256="0" * 64, pages=(1, 2), layout="ocr", reader="pdf")
    return Unit(**{key: make(rnd) for key, make in FIELDS.items()}, source=source)


def changed(rnd: random.Random, before: Unit, most: int = 4) -> Unit:
    """The unit with up to so many changes: fields, single criteria, items, order of lists."""
    for _ in range(rnd.randint(0, most)):
        key = rnd.choice(tuple(FIELDS))
        value = getattr(before, key)
        if isinstance(value, tuple) and value and rnd.random() < 0.8:
            value = shuffled(rnd, value) if rnd.random() < 0.2 else in_one_place(rnd, value)
        else:
            value = FIELDS[key](rnd)
        before = before.model_copy(update={key: value})
    return before


def shuffled(rnd: random.Random, items: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(rnd.sample(items, len(items)))


def in_one_place(rnd: random.Random, items: tuple[Any, ...]) -> tuple[Any, ...]:
    at = rnd.randrange(len(items))
    item = items[at]
    if rnd.random() < 0.3:
        return items[:at] + items[at + 1 :]
    if isinstance(item, LearningOutcome) and item.criteria and rnd.random() < 0.6:
        item = item.model_copy(update={"criteria": in_one_place(rnd, item.criteria)})
    elif isinstance(item, LearningOutcome):
        item = outcome(rnd, item.number)
    elif isinstance(item, Criterion):
        item = criterion(rnd, item.number)
    elif isinstance(item, (Section, Fact)):
        item = type(item)(**{**item.model_dump(), "text" if isinstance(item, Section) else "value": text(rnd)})
    return (*items[:at], item, *items[at + 1 :])


class Hand:
    """Writes a unit down as people may: comments, blank lines, keys in any order, quotes, flow, line ends."""

    def __init__(self, rnd: random.Random) -> None:
        self.rnd = rnd
        self.comments: list[str] = []

    def write(self, whole: Unit) -> str:
        lines = [*self._above(""), *self._mapping(whole, ""), *self._above("")]
        return self.rnd.choice(("\n", "\n", "\r\n")).join(lines) + self.rnd.choice(("", "\n"))

    def _comment(self) -> str:
        self.comments.append(f"# note {len(self.comments)}: see 'p. 3'")
        return self.comments[-1]

    def _above(self, margin: str) -> Iterator[str]:
        if self.rnd.random() < 0.1:
            yield ""
        if self.rnd.random() < 0.1:
            yield margin + self._comment()

    def _behind(self) -> str:
        return f"  {self._comment()}" if self.rnd.random() < 0.1 else ""

    def _mapping(self, holder: BaseModel | Mapping[str, Any], margin: str) -> Iterator[str]:
        values = dict(holder) if isinstance(holder, Mapping) else {key: getattr(holder, key) for key in keys(holder)}
        names = list(values)
        if self.rnd.random() < 0.3:
            self.rnd.shuffle(names)
        for number, name in enumerate(names):
            if number or not isinstance(holder, BaseModel) or isinstance(holder, Unit):
                yield from self._above(margin)
            yield from self._entry(f"{margin}{in_flow(name)}:", values[name], margin)

    def _entry(self, label: str, value: Any, margin: str) -> Iterator[str]:
        nested = isinstance(value, (BaseModel, dict, tuple)) and value not in ((), {})
        if nested and self.rnd.random() > 0.1:
            yield label + self._behind()
            inner = margin + self.rnd.choice(("  ", "   "))
            if isinstance(value, tuple):
                yield from self._list(value, self.rnd.choice((margin, inner)))
            else:
                yield from self._mapping(value, inner)
        elif isinstance(value, str) and "\n" in value and self.rnd.random() < 0.9:
            yield f"{label} {self.rnd.choice(('|', '|-', '|+'))}{self._behind()}"
            yield from (f"{margin}  {line}" if line else "" for line in value.split("\n"))
        elif value is None and self.rnd.random() < 0.5:
            yield label + self._behind()
        else:
            yield f"{label} {self._scalar(value)}{self._behind()}"

    def _scalar(self, value: Any) -> str:
        quoted = isinstance(value, str) and self.rnd.random() < 0.3
        return json.dumps(value, ensure_ascii=False) if quoted else in_flow(value)

    def _list(self, items: tuple[Any, ...], margin: str) -> Iterator[str]:
        for item in items:
            yield from self._above(margin)
            if isinstance(item, BaseModel) and self.rnd.random() < 0.8:
                first, *rest = self._mapping(item, f"{margin}  ")
                yield f"{margin}- {first[len(margin) + 2 :]}"
                yield from rest
            else:
                yield f"{margin}- {self._scalar(item)}{self._behind()}"


def keys(model: BaseModel) -> list[str]:
    return [key for key in type(model).model_fields if is_written(model, key)]
