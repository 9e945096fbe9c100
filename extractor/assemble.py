"""Facts, sections and outcomes into a unit: every word used, every doubt in `review`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from extractor.document import Line, Word, join
from extractor.grammar import year_of
from extractor.labels import mend_number, parse_count, parse_level
from extractor.outcomes import OutcomesRead, ReadCriterion, ReadOutcome, read_outcomes
from extractor.parsing import Fact, Parse, ReadSection
from extractor.prose import markdown
from extractor.signposts import read_methods, read_nos, read_skills
from unit_atlas.model import EXPECTED_FIELDS, Review, Unit
from unit_atlas.provenance import Place
from unit_atlas.references import parse_qualification_number, parse_unit_reference

NOT_READ = "[not read]"
DOUBTFUL = 0.7
_INFERRED_TITLE = re.compile(r"(?i)^(?:understand|know) how to (.+?)\.?$")


@dataclass
class Draft:
    """A unit in the making: values by key, what to review, and where each field was read."""

    values: dict[str, Any] = field(default_factory=dict)
    review: list[Review] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)

    def flag(self, path: str, reason: str, message: str) -> None:
        """Ask a person to look at a field."""
        self.review.append(Review.model_validate({"field": path, "reason": reason, "message": message}))

    def place(
        self, path: str, words: Sequence[Word], lines: Sequence[Line], value: str, confidence: float = 1.0
    ) -> None:
        """Note where a field was read: the lines of a text, or the box on the page where it begins."""
        if not words:
            return
        first, last = lines[words[0].line], lines[words[-1].line]
        boxed = [word for word in words if word.bottom and lines[word.line].page == first.page]
        self.places[path] = Place(
            page=first.page or None,
            box=_box(boxed) if boxed else None,
            lines=None if boxed else (first.number, last.number),
            confidence=round(min(confidence, *(word.confidence for word in words)), 4),
            value=value,
        )
        self.doubt(path, words)

    def doubt(self, path: str, words: Sequence[Word]) -> None:
        """Flag a field that holds words recognised with little confidence, and name them."""
        doubtful = ", ".join(f"'{word.text}'" for word in words if word.confidence < DOUBTFUL)
        if doubtful:
            self.flag(path, "uncertain", f"recognised with doubt: {doubtful}")


def _box(words: Sequence[Word]) -> tuple[float, float, float, float]:
    return (
        round(min(word.x0 for word in words), 1),
        round(min(word.top for word in words), 1),
        round(max(word.x1 for word in words), 1),
        round(max(word.bottom for word in words), 1),
    )


def assemble(
    parsed: Parse, *, body: str | None, body_names: Sequence[str], spellings: Sequence[str], infer: bool
) -> Draft:
    """Put a unit together from what the grammar found.

    Args:
        parsed: The grammar's findings; its account is completed here.
        body: The awarding body named by the user, or None.
        body_names: Bodies that the document names, likeliest first.
        spellings: Names and aliases of all bodies, longest first.
        infer: Fill in what is reasoned (a title from 'Understand how to X').
    """
    draft = Draft()
    _facts(draft, parsed)
    _loose(draft, parsed, spellings)
    _awarding_body(draft, body, body_names)
    _sections(draft, parsed)
    _outcomes(draft, parsed)
    _title_offer(draft, infer=infer)
    if year := year_of(parsed):
        draft.values.setdefault("published", year)
    _check_hours(draft)
    _missing(draft)
    return draft


def _facts(draft: Draft, parsed: Parse) -> None:
    for fact in parsed.facts:
        if fact.field in ("date", "other"):
            draft.values.setdefault("other_facts", []).append({"label": fact.label, "value": fact.text})
        elif fact.field == "ofqual_reference" or parse_unit_reference(fact.text).value is not None:
            _reference(draft, parsed, fact)
        else:
            _keep(draft, parsed, fact, fact.field, _value(draft, fact))


def _value(draft: Draft, fact: Fact) -> str | int | None:
    text = fact.text if fact.field == "title" else fact.text.strip(" .,;:()")
    if "scqf" in fact.label.lower():
        draft.values["level_framework"] = "SCQF"
    if fact.field == "level":
        return parse_level(text)
    if fact.field in ("credit", "glh", "tqt"):
        return _count(draft, fact.field, text)
    if fact.field == "unit_number":
        mended, was = mend_number(re.sub(r"(?i)^unit (?=\d)", "", text))
        if was:
            draft.flag("unit_number", "uncertain", f"'{text}' was read; taken for {mended}")
        return mended
    return text


def _count(draft: Draft, key: str, text: str) -> int | None:
    """The number, flagged where letters had to be read as figures."""
    number = parse_count(text)
    if number is not None and str(number) not in text:
        draft.flag(key, "uncertain", f"'{text}' was read; taken for {number}")
    return number


def _keep(draft: Draft, parsed: Parse, fact: Fact, key: str, value: str | int | None) -> None:
    if value is None:
        draft.flag(key, "unreadable", f"'{fact.text}' stands behind '{fact.label}' and is no {key}")
        return
    before = draft.values.setdefault(key, value)
    if before != value:
        draft.flag(key, "conflict", f"the document says both '{before}' and '{value}'")
        return
    draft.place(key, fact.words, parsed.document.lines, str(value))


def _reference(draft: Draft, parsed: Parse, fact: Fact) -> None:
    found = parse_unit_reference(fact.text.strip(" .,;()"))
    if found.verdict == "ok":
        _keep(draft, parsed, fact, "ofqual_reference", found.value)
    elif len(found.suggestions) == 1:
        _keep(draft, parsed, fact, "ofqual_reference", found.suggestions[0])
        draft.flag(
            "ofqual_reference",
            "check-letter",
            f"'{fact.text}' was read; {found.suggestions[0]} differs by a misread character and its letter agrees",
        )
    elif found.value is not None:
        _keep(draft, parsed, fact, "ofqual_reference", found.value)
        draft.flag("ofqual_reference", "check-letter", found.message)
    else:
        _keep(draft, parsed, fact, "unit_number", fact.text)


_FORM_WORDS = re.compile(r"(?i)^(?:[-–—:\s]*(?:unit specification|qualification unit|unit details|unit content)\s*)$")
_QUALIFICATION = re.compile(r"\b(?:Level (?:\d|One|Two|Three)|Entry Level).*\b(?:Award|Certificate|Diploma)\b")
_QUALIFICATION_NUMBER = re.compile(r"\(?(?:QRN|QAN|Qualification number)(?: ref)?:?\s*(\d{3}/\d{4}/[0-9X])\)?", re.I)


def _loose(draft: Draft, parsed: Parse, spellings: Sequence[str]) -> None:
    """Lines above the first section that no label explains: the body's name, the title again, a qualification."""
    candidates: list[Line] = []
    for line in parsed.loose:
        rest = line.text
        for name in spellings:
            rest = rest.replace(name, "").strip()
        number = _QUALIFICATION_NUMBER.fullmatch(line.text)
        if number:
            _qualification(draft, parsed, line, number[1])
        elif _QUALIFICATION.search(line.text):
            _qualification_title(draft, parsed, line)
        elif _FORM_WORDS.fullmatch(line.text) or not rest or _FORM_WORDS.fullmatch(rest):
            parsed.account.take(line.words, "labels")
        elif _says_title(line, draft.values.get("title")):
            parsed.account.take(line.words, "repeats")
        else:
            candidates.append(line)
    _aim_from(draft, parsed, [line for line in candidates if _is_prose(line)])
    _title_from(draft, parsed, [line for line in candidates if parsed.account.free(line.words)])


_FEWEST_AIM_WORDS = 20


def _is_prose(line: Line) -> bool:
    return len(line.words) > 8 or line.text[-1] in ".,;"


def _aim_from(draft: Draft, parsed: Parse, lines: Sequence[Line]) -> None:
    """Running text above the outcomes without a heading: the aim, flagged."""
    words = [word for line in lines for word in line.words]
    if "aim" in {section.key for section in parsed.sections if section.lines} or len(words) < _FEWEST_AIM_WORDS:
        return
    parsed.account.take(words, "fields")
    draft.values["aim"] = markdown(lines)
    draft.place("aim", words, parsed.document.lines, draft.values["aim"], 0.9)
    draft.flag("aim", "uncertain", "printed without a heading; taken for the aim because it stands above the outcomes")


def _says_title(line: Line, title: str | None) -> bool:
    return title is not None and line.text.casefold().strip(" .") == title.casefold().strip(" .")


def _qualification(draft: Draft, parsed: Parse, line: Line, number: str) -> None:
    parsed.account.take((word for word in line.words if number in word.text), "fields")
    parsed.account.take(parsed.account.free(line.words), "labels")
    listed = draft.values.setdefault("qualifications", [])
    if listed and "number" not in listed[-1]:
        listed[-1]["number"] = number
    else:
        listed.append({"number": number})
    if message := parse_qualification_number(number).message:
        draft.flag("qualifications", "check-letter", message)


def _qualification_title(draft: Draft, parsed: Parse, line: Line) -> None:
    parsed.account.take(line.words, "fields")
    draft.values.setdefault("qualifications", []).append({"title": line.text})
    level = re.search(r"(?i)\b(?:entry )?level \w+", line.text)
    if level and "level" not in draft.values:
        draft.flag("level", "inferred", f"not printed for the unit; its qualification says '{level[0]}'")


def _title_from(draft: Draft, parsed: Parse, candidates: Sequence[Line]) -> None:
    """A title without a label: the one line above all sections that can be one, flagged."""
    if "title" in draft.values:
        return
    if aside := _title_aside(draft, parsed):
        draft.values["title"] = aside
        return
    if not candidates:
        return
    if all(line.heading for line in candidates) and len(candidates) <= 3:
        words = [word for line in candidates for word in line.words]
        parsed.account.take(words, "fields")
        draft.values["title"] = join(words)
        draft.place("title", words, parsed.document.lines, join(words))
        return
    line = candidates[0]
    if len(candidates) == 1 and len(line.words) <= 14 and line.text[:1].isupper() and line.text[-1] not in ".,;:":
        parsed.account.take(line.words, "fields")
        draft.values["title"] = line.text
        draft.place("title", line.words, parsed.document.lines, line.text, 0.8)
        draft.flag("title", "uncertain", f"'{line.text}' is printed without a label; taken for the title")


def _title_aside(draft: Draft, parsed: Parse) -> str | None:
    """A title that runs up the edge of the page: 'Unit 12 Set up lighting'."""
    for _, text in parsed.document.aside:
        match = re.fullmatch(r"Unit (\d{1,4}[A-Za-z]?)[:.]? ([A-Z].+)", text)
        if match:
            draft.values.setdefault("unit_number", match[1])
            return match[2]
    return None


def _awarding_body(draft: Draft, given: str | None, names: Sequence[str]) -> None:
    if given is not None:
        draft.values["awarding_body"] = given
        if names and names != [given]:
            draft.flag("awarding_body", "conflict", f"'{given}' was given, the document names {', '.join(names)}")
    elif len(names) == 1:
        draft.values.setdefault("awarding_body", names[0])
    elif len(names) > 1 and "awarding_body" not in draft.values:
        draft.flag(
            "awarding_body", "conflict", f"the document names {', '.join(names)}; say which with --awarding-body"
        )


def _sections(draft: Draft, parsed: Parse) -> None:
    for section in parsed.sections:
        if section.lines:
            _SECTION_READERS.get(section.key, _other_section)(draft, parsed, section)


def _passage(draft: Draft, parsed: Parse, key: str, lines: Iterable[Line]) -> str:
    """Account for the lines as a field and return them as Markdown."""
    lines = list(lines)
    words = [word for line in lines for word in line.words]
    parsed.account.take(words, "fields")
    text = markdown(lines)
    draft.place(key, words, parsed.document.lines, text)
    return text


def _plain_section(draft: Draft, parsed: Parse, section: ReadSection) -> None:
    if section.key in draft.values:
        _other_section(draft, parsed, section)
    else:
        draft.values[section.key] = _passage(draft, parsed, section.key, section.lines)


def _other_section(draft: Draft, parsed: Parse, section: ReadSection, lines: Sequence[Line] | None = None) -> None:
    lines = section.lines if lines is None else lines
    if lines:
        heading = section.heading.text.rstrip(" :")
        text = _passage(draft, parsed, f"other_sections[{heading}]", lines)
        draft.values.setdefault("other_sections", []).append({"heading": heading, "text": text})


def _assessment(draft: Draft, parsed: Parse, section: ReadSection) -> None:
    if "assessment" in draft.values:
        _other_section(draft, parsed, section)
        return
    methods, prose = read_methods(section.lines)
    assessment: dict[str, Any] = {}
    if prose:
        assessment["text"] = _passage(draft, parsed, "assessment.text", prose)
    for method in methods:
        parsed.account.take(method.words, "fields")
        draft.place(f"assessment.methods[{method.name}]", method.words, parsed.document.lines, str(method.requirement))
    if methods:
        assessment["methods"] = [{"name": m.name, "requirement": m.requirement} for m in methods]
    draft.values["assessment"] = assessment


def _nos(draft: Draft, parsed: Parse, section: ReadSection) -> None:
    read = read_nos(section.lines)
    parsed.account.take(read.heads, "labels")
    parsed.account.take(read.suites, "fields")
    for nos in read.nos:
        parsed.account.take(nos.row, "fields")
        entry = {"reference": nos.reference, "title": nos.title, "suite": nos.suite}
        draft.values.setdefault("nos", []).append({key: value for key, value in entry.items() if value})
    _other_section(draft, parsed, section, read.prose)


def _skills(draft: Draft, parsed: Parse, section: ReadSection) -> None:
    read = read_skills(section.lines)
    if read is None:
        _other_section(draft, parsed, section)
        return
    parsed.account.take(read.heads, "labels")
    parsed.account.take(read.cells, "fields")
    draft.values["functional_skills"] = read.grid
    draft.place("functional_skills", read.cells, parsed.document.lines, "")
    if not read.any_tick:
        draft.flag("functional_skills", "unreadable", "grid printed, no tick survived in the text")
    for skill in read.unsure if read.any_tick else ():
        draft.flag(
            f"functional_skills.{skill}", "uncertain", "a tick is printed that may stand here or in the cell beside it"
        )
    _other_section(draft, parsed, section, read.prose)


_SECTION_READERS = {
    "aim": _plain_section,
    "evidence_requirements": _plain_section,
    "guidance": _plain_section,
    "assessment": _assessment,
    "nos": _nos,
    "functional_skills": _skills,
}


def _outcomes(draft: Draft, parsed: Parse) -> None:
    read = read_outcomes(parsed.chunks, guidance_column=parsed.guidance_column)
    parsed.account.take(read.labels, "labels")
    parsed.account.take(read.repeats, "repeats")
    parsed.account.take(read.ignored, "ignored")
    draft.values["learning_outcomes"] = [_outcome(draft, parsed, outcome) for outcome in read.outcomes]
    _check_numbering(draft, read)
    stated = parsed.stated_outcomes
    if stated is not None and stated != len(read.outcomes):
        draft.flag(
            "learning_outcomes", "conflict", f"the document says {stated} outcomes, {len(read.outcomes)} were read"
        )
    if not read.outcomes:
        draft.flag("learning_outcomes", "missing", "no learning outcome was found")


_GRADES = (None, "pass", "merit", "distinction")


def _outcome(draft: Draft, parsed: Parse, outcome: ReadOutcome) -> dict[str, Any]:
    path = f"learning_outcomes[{outcome.number}]"
    parsed.account.take(outcome.marker, "labels")
    draft.doubt(f"{path}.text", outcome.marker)
    parsed.account.take(outcome.words, "fields")
    text = join(outcome.words) or NOT_READ
    confidence = outcome.parting.confidence if outcome.parting else 1.0
    draft.place(f"{path}.text", outcome.words, parsed.document.lines, text, confidence)
    if not outcome.words:
        draft.flag(f"{path}.text", "missing", f"criteria are numbered {outcome.number}.…, their outcome was not read")
    _doubt_parting(draft, path, outcome)
    value: dict[str, Any] = {"number": outcome.number, "text": text}
    if outcome.guidance:
        value["guidance"] = _paragraphs(parsed, outcome.guidance, outcome.bullets)
        words = [word for paragraph in outcome.guidance for word in paragraph]
        draft.place(f"{path}.guidance", words, parsed.document.lines, value["guidance"])
    if outcome.range:
        value["range"] = _paragraphs(parsed, outcome.range, frozenset())
    graded = sorted(outcome.criteria, key=lambda criterion: _GRADES.index(criterion.grade))
    value["criteria"] = [_criterion(draft, parsed, path, criterion) for criterion in graded]
    return value


def _doubt_parting(draft: Draft, path: str, outcome: ReadOutcome) -> None:
    if outcome.parting is None or outcome.parting.sure:
        return
    ways = "; ".join(f"'{left}' and '{right}' ({p:.2f})" for left, right, p in outcome.parting.best)
    message = f"two columns were printed line by line; the likeliest partings are {ways}"
    draft.flag(f"{path}.text", "uncertain", message)
    if outcome.criteria:
        draft.flag(f"{path}.criteria[{outcome.criteria[0].number}].text", "uncertain", message)


def _paragraphs(parsed: Parse, paragraphs: Sequence[Sequence[Word]], bullets: Collection[int]) -> str:
    parts: list[str] = []
    for i, paragraph in enumerate(paragraphs):
        parsed.account.take(paragraph, "fields")
        listed = i in bullets
        tight = listed and i - 1 in bullets
        parts.append(("\n" if tight else "\n\n") + ("- " if listed else "") + join(paragraph))
    return "".join(parts).strip()


def _criterion(draft: Draft, parsed: Parse, outcome_path: str, criterion: ReadCriterion) -> dict[str, Any]:
    path = f"{outcome_path}.criteria[{criterion.number}]"
    parsed.account.take(criterion.marker, "labels")
    draft.doubt(path, criterion.marker)
    words = [*criterion.words, *(word for item in criterion.items for word in item)]
    parsed.account.take(words, "fields")
    text = join(criterion.words) or NOT_READ
    draft.place(f"{path}.text", words, parsed.document.lines, text)
    if not criterion.words:
        draft.flag(f"{path}.text", "missing", f"{criterion.number} is printed without a text that could be read")
    value: dict[str, Any] = {"number": criterion.number, "text": text}
    if criterion.items:
        value["items"] = [join(item) for item in criterion.items]
    if criterion.grade:
        value["grade"] = criterion.grade
    if criterion.shared_with:
        value["shared_with"] = list(criterion.shared_with)
    return value


def _check_numbering(draft: Draft, read: OutcomesRead) -> None:
    numbers = [int(outcome.number) for outcome in read.outcomes if outcome.number.isdigit()]
    for missing in sorted(set(range(1, max(numbers, default=0) + 1)) - set(numbers)):
        draft.flag("learning_outcomes", "numbering-gap", f"there is no outcome {missing}")
    for outcome in read.outcomes:
        printed = [int(c.number.rsplit(".", 1)[1]) for c in outcome.criteria if c.grade is None]
        for missing in sorted(set(range(1, max(printed, default=0) + 1)) - set(printed)):
            path = f"learning_outcomes[{outcome.number}].criteria"
            draft.flag(path, "numbering-gap", f"there is no criterion {outcome.number}.{missing}")


def _title_offer(draft: Draft, *, infer: bool) -> None:
    if "title" in draft.values:
        return
    for outcome in draft.values["learning_outcomes"]:
        match = _INFERRED_TITLE.match(outcome["text"])
        if match:
            offered = match[1][:1].upper() + match[1][1:]
            draft.flag("title", "inferred", f"not printed; outcome {outcome['number']} suggests '{offered}'")
            if infer:
                draft.values["title"] = offered
            return


_HOURS_A_CREDIT = 10


def _check_hours(draft: Draft) -> None:
    """One credit stands for ten hours of learning, of which GLH are a part (Ofqual, total qualification time)."""
    credit, glh, tqt = (draft.values.get(key) for key in ("credit", "glh", "tqt"))
    if credit is None:
        return
    hours = credit * _HOURS_A_CREDIT
    if glh is not None and glh > hours:
        draft.flag("glh", "conflict", f"{glh} hours are more than {credit} credits allow ({hours})")
    if tqt is not None and tqt != hours:
        draft.flag("tqt", "conflict", f"{tqt} hours are not the {hours} that {credit} credits stand for")


def _missing(draft: Draft) -> None:
    flagged = {entry.field for entry in draft.review}
    for name in EXPECTED_FIELDS:
        if draft.values.get(name) is None and name not in flagged:
            draft.flag(name, "missing", "not printed, or not found")


_FACTS_OF_A_UNIT = ("title", "unit_number", "ofqual_reference", "level", "credit", "glh")
_FEWEST_FACTS = 2


def is_unit(draft: Draft) -> bool:
    """Is this a unit: outcomes with criteria that start at the first, or a head that says so?"""
    outcomes = draft.values["learning_outcomes"]
    if not any(outcome["criteria"] for outcome in outcomes):
        return False
    facts = sum(draft.values.get(name) is not None for name in _FACTS_OF_A_UNIT)
    return outcomes[0]["number"] in ("1", "A") or facts >= _FEWEST_FACTS


def to_unit(draft: Draft, source: dict[str, Any]) -> Unit:
    """The finished unit; raises pydantic's ValidationError only if the extractor made a value the model refuses."""
    review = [entry.model_dump() for entry in draft.review]
    return Unit.model_validate({**draft.values, "source": source, "review": review}, strict=False)
