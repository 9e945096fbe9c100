"""The canonical unit, format 1: key names and value types of a unit file.

Every model is frozen and refuses unknown keys; `unit_atlas.canonical` turns refusals into one-line messages.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Verdict = Literal["equivalent", "not-equivalent"]
Level = Literal["E1", "E2", "E3", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"]
Grade = Literal["pass", "merit", "distinction"]
Requirement = Literal["prescribed", "optional"]
Reason = Literal[
    "missing", "inferred", "uncertain", "unreadable", "conflict", "check-letter", "numbering-gap", "unread-text"
]
Settled = Literal["not-printed", "checked", "accepted"]
Reuse = Literal["permitted", "centre-only", "unknown"]

EXPECTED_FIELDS = ("awarding_body", "title", "unit_number", "ofqual_reference", "level", "credit", "glh")


class Model(BaseModel):
    """Base of all canonical models: frozen, strict about types, closed against unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


class Qualification(Model):
    """A qualification that the document names as holding the unit."""

    number: Text | None = Field(None, description="Qualification number as printed, e.g. 600/8271/9.")
    title: Text | None = None


class Fact(Model):
    """A printed label without a key of its own, with its value."""

    label: Text
    value: Text


class Criterion(Model):
    """An assessment criterion (AC)."""

    number: Text = Field(description="As printed, always text: '1.10' is not 1.1.")
    text: Text
    items: tuple[Text, ...] = Field((), description="Bullets or lettered points under the criterion, each verbatim.")
    grade: Grade | None = None
    shared_with: tuple[Text, ...] = Field((), description="Numbers of the other outcomes that this criterion serves.")
    guidance: Text | None = None
    range: Text | None = None


class LearningOutcome(Model):
    """A learning outcome (LO) with its criteria in printed order."""

    number: Text
    text: Text
    guidance: Text | None = None
    range: Text | None = Field(None, description="What must be covered (City & Guilds 'Range'); binding.")
    criteria: tuple[Criterion, ...] = ()


class AssessmentMethod(Model):
    """A cell of the printed grid of assessment methods."""

    name: Text
    requirement: Requirement | None = None


class Assessment(Model):
    """The assessment section: prose and the grid of methods in printed order."""

    text: Text | None = None
    methods: tuple[AssessmentMethod, ...] = ()


class NosLink(Model):
    """A link to a National Occupational Standard."""

    reference: Text
    title: Text | None = None
    suite: Text | None = None


class Section(Model):
    """A headed passage that has no key of its own."""

    heading: Text
    text: Text


class Source(Model):
    """The document a unit was read from."""

    file: Annotated[str, Field(min_length=1)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    pages: tuple[int, ...] = Field((), description="Page numbers from 1; empty for text without pages.")
    layout: Text
    reader: Text


class Review(Model):
    """What a person should look at, and why."""

    field: Text = Field(description="Field path with printed numbers, e.g. learning_outcomes[2].criteria[2.3].text.")
    reason: Reason
    message: Text


class Decision(Model):
    """What a person settled; re-extraction keeps it."""

    field: Text
    decision: Settled
    by: Text | None = None
    on: Text | None = None
    note: Text | None = None


class Unit(Model):
    """One unit of one awarding body, as its specification prints it."""

    format: Literal[1] = 1
    awarding_body: Text | None = Field(None, description="A name or alias of specs/awarding-bodies.yaml.")
    title: Text | None = None
    unit_number: Text | None = Field(None, description="The awarding body's own number or code.")
    sector_unit_number: Text | None = None
    ofqual_reference: Text | None = Field(None, description="Ofqual unit reference, e.g. J/601/1515.")
    level: Level | None = None
    level_framework: Literal["RQF", "SCQF", "CQFW"] = "RQF"
    credit: Annotated[int, Field(ge=0, le=1000)] | None = None
    glh: Annotated[int, Field(ge=0, le=10000)] | None = Field(None, description="Guided learning hours.")
    tqt: Annotated[int, Field(ge=0, le=100000)] | None = Field(None, description="Total qualification time, hours.")
    published: Text | None = Field(None, description="Year or date as printed.")
    issue: Text | None = Field(None, description="Issue or version as printed.")
    qualifications: tuple[Qualification, ...] = ()
    other_facts: tuple[Fact, ...] = ()
    aim: Text | None = Field(None, description="Markdown.")
    learning_outcomes: tuple[LearningOutcome, ...] = ()
    assessment: Assessment = Assessment()
    evidence_requirements: Text | None = Field(None, description="Markdown.")
    guidance: Text | None = Field(None, description="Guidance on assessment and evidence; Markdown.")
    nos: tuple[NosLink, ...] = ()
    functional_skills: dict[Text, dict[Text, bool | None]] = Field(
        default_factory=dict, description="true ticked, false printed and empty, null cannot be told."
    )
    other_sections: tuple[Section, ...] = ()
    source: Source | None = None
    review: tuple[Review, ...] = ()
    decisions: tuple[Decision, ...] = ()


class AwardingBody(Model):
    """An entry of specs/awarding-bodies.yaml."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
    name: Text
    aliases: tuple[Text, ...] = ()
    website: Text | None = None
    reuse: Reuse = "unknown"


class Family(Model):
    """An entry of specs/families.yaml: what a person adds to or decides about the versions of one unit."""

    members: Annotated[tuple[Text, ...], Field(min_length=2, description="Unit ids, e.g. ocr/j-601-1515.")]
    verdict: Verdict | None = None
    because: Text | None = None
    by: Text | None = None
    on: Text | None = None


class StructureUnit(Model):
    """A unit of a qualification, with the group of the rules of combination it stands in."""

    id: Text
    group: Text | None = None


class QualificationStructure(Model):
    """A file of specs/qualifications/: what a document prints about one qualification and its units."""

    number: Text
    title: Text | None = None
    level: Level | None = None
    tqt: Annotated[int, Field(ge=0, le=100000)] | None = Field(None, description="Total qualification time, hours.")
    glh: Annotated[int, Field(ge=0, le=100000)] | None = Field(None, description="Guided learning hours.")
    credit: Annotated[int, Field(ge=0, le=10000)] | None = None
    units: tuple[StructureUnit, ...] = ()
    rules: Text | None = Field(None, description="Rules of combination; Markdown.")
