"""Invented libraries of any size for the other benchmarks: `python benchmarks/library.py FOLDER [10000] [--families]`.

Each unit has about eighteen criteria in four outcomes, prose, a grid of methods, standards, skills and, as an extracted
one has, provenance. Without `--families` each is a unit of its own, with it each is one of four versions.
"""

from __future__ import annotations

import hashlib
import random
import sys
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from families import VERSIONS, base, edited, sentence, words_of

from unit_atlas.canonical import dump
from unit_atlas.fields import flatten
from unit_atlas.model import (
    Assessment,
    AssessmentMethod,
    Criterion,
    LearningOutcome,
    NosLink,
    Review,
    Section,
    Source,
    Unit,
)
from unit_atlas.provenance import Place, Provenance, WordCounts, dump_provenance
from unit_atlas.references import check_letter

BODIES = {"ocr": "OCR", "ocn-london": "OCN London", "ncfe": "NCFE", "city-and-guilds": "City & Guilds"}
METHODS = (
    "Case study", "Essay", "Oral question and answer", "Portfolio of evidence", "Practical demonstration",
    "Professional discussion", "Reflective log", "Written question and answer",
)  # fmt: skip
SKILLS = {
    "English": ("Speaking and Listening", "Reading", "Writing"),
    "Mathematics": ("Representing", "Analysing", "Interpreting"),
    "ICT": ("Use ICT systems", "Find and select information", "Develop, present and communicate information"),
}
OUTCOMES = 4


def main(folder: Path, size: int, *, families: bool) -> None:
    """Write a specs folder."""
    write_bodies(folder)
    for unit_id, unit in units(size, families=families):
        write_unit(folder, unit_id, unit)


def write_bodies(folder: Path) -> None:
    """Write awarding-bodies.yaml; all permit republication."""
    folder.mkdir(parents=True, exist_ok=True)
    entries = (f"- id: {key}\n  name: {name}\n  reuse: permitted\n" for key, name in BODIES.items())
    (folder / "awarding-bodies.yaml").write_text("".join(entries), encoding="utf-8")


def write_unit(folder: Path, unit_id: str, unit: Unit) -> None:
    """Write a unit file and its provenance."""
    text = dump(unit, schema="../../unit.schema.json")
    for name, content in (
        (f"units/{unit_id}.yaml", text),
        (f"provenance/{unit_id}.json", dump_provenance(provenance(unit, text))),
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


def units(size: int, *, families: bool = False) -> Iterator[tuple[str, Unit]]:
    """So many units with their ids; those with the same number are the same in each run."""
    return (made(number, families=families) for number in range(size))


def made(number: int, *, families: bool = False) -> tuple[str, Unit]:
    """The unit with this number: of its own base, or version `number % VERSIONS` of base `number // VERSIONS`."""
    chance = random.Random(f"unit {number} {families}")
    title, criteria, standard = base(number // VERSIONS if families else number)
    again = families and number % VERSIONS
    texts = [edited(chance, text) for text in criteria if chance.random() > 0.08] if again else list(criteria)
    key = list(BODIES)[number % len(BODIES)]
    reference = reference_of(number)
    trade = words_of((number // VERSIONS if families else number) // 40)
    source = Source(
        file=f"{number:06}.pdf",
        sha256=hashlib.sha256(str(number).encode()).hexdigest(),
        pages=(1, 2, 3),
        layout="generic",
        reader="pdf",
    )
    unit = Unit(
        awarding_body=BODIES[key],
        title=title.capitalize(),
        unit_number=str(number),
        ofqual_reference=reference,
        level=chance.choice("1233345"),  # type: ignore[arg-type]
        credit=chance.randint(1, 15),
        glh=chance.randint(8, 120),
        published=str(chance.randint(2008, 2026)),
        aim=paragraph(chance, trade, 90),
        learning_outcomes=outcomes(chance, trade, texts),
        assessment=Assessment(text=boilerplate(key), methods=methods(chance)),
        evidence_requirements=f"{paragraph(chance, trade, 30)}\n\n- {sentence(chance, trade)}\n- "
        f"{sentence(chance, trade)}\n",
        guidance=paragraph(chance, trade, 40),
        nos=(NosLink(reference=standard),) if chance.random() < 0.6 else (),
        functional_skills={
            subject: {skill: chance.choice((True, False)) for skill in skills} for subject, skills in SKILLS.items()
        },
        other_sections=(Section(heading="Additional information", text=boilerplate(f"{key} more")),),
        source=source,
        review=(Review(field="glh", reason="uncertain", message="printed twice"),) if chance.random() < 0.1 else (),
    )
    return f"{key}/{reference.lower().replace('/', '-')}", unit


def reference_of(number: int) -> str:
    """A reference with the check letter that its digits call for."""
    digits = f"7{number:06}"
    return f"{check_letter(digits)}/{digits[:3]}/{digits[3:]}"


def outcomes(chance: random.Random, trade: list[str], texts: list[str]) -> tuple[LearningOutcome, ...]:
    cuts = [place * len(texts) // OUTCOMES for place in range(OUTCOMES + 1)]
    return tuple(
        LearningOutcome(
            number=str(place),
            text=sentence(chance, trade),
            criteria=tuple(Criterion(number=f"{place}.{n}", text=text) for n, text in enumerate(texts[first:last], 1)),
        )
        for place, (first, last) in enumerate(pairwise(cuts), 1)
    )


def methods(chance: random.Random) -> tuple[AssessmentMethod, ...]:
    kinds = ("prescribed", "optional", None)
    return tuple(AssessmentMethod(name=name, requirement=chance.choice(kinds)) for name in METHODS)  # type: ignore[arg-type]


def paragraph(chance: random.Random, trade: list[str], words: int) -> str:
    found: list[str] = []
    while sum(text.count(" ") + 1 for text in found) < words:
        found.append(f"{sentence(chance, trade).capitalize()}.")
    return " ".join(found)


@lru_cache
def boilerplate(name: str) -> str:
    """What every document of a body prints."""
    chance = random.Random(name)
    return "\n\n".join(paragraph(chance, words_of(0), 35) for _ in range(3))


def provenance(unit: Unit, text: str) -> Provenance:
    """Where an extractor would have read the unit, had it been printed."""
    fields = {
        path: Place(page=1, box=(72.0, 100.5 + place, 523.25, 114.5 + place), value=str(value))
        for place, (path, value) in enumerate(flatten(unit).items())
        if value is not None
    }
    digest = hashlib.sha256(text.encode()).hexdigest()
    words = WordCounts(fields=500, labels=60, furniture=20)
    source = unit.source.file if unit.source else ""
    return Provenance(source=source, written_sha256=digest, written=unit, fields=fields, words=words)


if __name__ == "__main__":
    sizes = [int(text) for text in sys.argv[2:] if text.isdigit()]
    main(Path(sys.argv[1]), sizes[0] if sizes else 10_000, families="--families" in sys.argv)
