"""Lines above the first section that no label explains: the body's name, the title, a qualification, the aim."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.document import Line, Word, join
from extractor.draft import Draft
from extractor.parsing import Parse
from extractor.prose import markdown
from unit_atlas.references import parse_qualification_number

_FORM_WORDS = re.compile(r"(?i)^(?:[-–—:\s]*(?:unit specification|qualification unit|unit details|unit content)\s*)$")
_QUALIFICATION = re.compile(r"\b(?:Level (?:\d|One|Two|Three)|Entry Level).*\b(?:Award|Certificate|Diploma)\b")
_QUALIFICATION_NUMBER = re.compile(r"\(?(?:QRN|QAN|Qualification number)(?: ref)?:?\s*(\d{3}/\d{4}/[0-9X])\)?", re.I)


def read_unlabelled(draft: Draft, parsed: Parse, spellings: Sequence[str]) -> None:
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
    _other_facts(draft, parsed, candidates)
    _code_from(draft, parsed, _free(parsed, candidates))
    _aim_from(draft, parsed, [line for line in _free(parsed, candidates) if _is_prose(line)])
    _title_from(draft, parsed, _free(parsed, candidates))


def _free(parsed: Parse, lines: Sequence[Line]) -> list[Line]:
    """The lines that nothing has taken yet."""
    return [line for line in lines if parsed.account.free(line.words)]


_OTHER_FACT = re.compile(r"([A-Z][^:.;,?!]{2,40}): (\S.{0,40})")
_CODE = re.compile(r"[A-Z]{1,6}[-/]?\d{2,}[\w/.-]{0,12}")
_FEWEST_FACTS = 2


def _other_facts(draft: Draft, parsed: Parse, lines: Sequence[Line]) -> None:
    """Short lines 'Observations: 4' among the facts of a head: facts of a label without a key."""
    for line in lines if len(parsed.facts) >= _FEWEST_FACTS else ():
        if not line.heading and (match := _OTHER_FACT.fullmatch(line.text)):
            draft.values.setdefault("other_facts", []).append({"label": match[1], "value": match[2]})
            label, value = _parted(line)
            parsed.account.take(label, "labels")
            parsed.account.take(value, "fields")


def _parted(line: Line) -> tuple[Sequence[Word], Sequence[Word]]:
    colon = next(i for i, word in enumerate(line.words) if word.text.endswith(":"))
    return line.words[: colon + 1], line.words[colon + 1 :]


def _code_from(draft: Draft, parsed: Parse, lines: Sequence[Line]) -> None:
    """A code that stands alone above the first section, as VTCT prints it: the unit's number, flagged."""
    codes = [line for line in lines if _CODE.fullmatch(line.text)]
    if "unit_number" in draft.values or len(codes) != 1:
        return
    (line,) = codes
    parsed.account.take(line.words, "fields")
    draft.values["unit_number"] = line.text
    draft.place("unit_number", line.words, parsed.document.lines, line.text, 0.8)
    draft.flag("unit_number", "uncertain", f"'{line.text}' is printed without a label; taken for the unit's number")


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
    candidates = _without_repeats(parsed, candidates)
    if not candidates:
        return
    if all(line.heading for line in candidates) and len(candidates) <= 3:
        words = [word for line in candidates for word in line.words]
        parsed.account.take(words, "fields")
        draft.values["title"] = join(words)
        draft.place("title", words, parsed.document.lines, join(words))
        return
    headings = [line for line in candidates if line.heading]
    line = headings[0] if len(headings) == 1 else candidates[0]
    if (
        len(headings or candidates) == 1
        and len(line.words) <= 14
        and line.text[:1].isupper()
        and line.text[-1] not in ".,;:"
    ):
        parsed.account.take(line.words, "fields")
        draft.values["title"] = line.text
        draft.place("title", line.words, parsed.document.lines, line.text, 0.8)
        draft.flag("title", "uncertain", f"'{line.text}' is printed without a label; taken for the title")


def _without_repeats(parsed: Parse, candidates: Sequence[Line]) -> list[Line]:
    """The lines without those that say what a line in larger type says too: the running head of a single page."""
    kept: list[Line] = []
    for line in candidates:
        size = line.words[0].size
        larger = (o for o in candidates if o.words[0].size > size and o.text.casefold() == line.text.casefold())
        if next(larger, None) is not None:
            parsed.account.take(line.words, "repeats")
        else:
            kept.append(line)
    return kept


def _title_aside(draft: Draft, parsed: Parse) -> str | None:
    """A title that runs up the edge of the page: 'Unit 12 Set up lighting'."""
    for _, text in parsed.document.aside:
        match = re.fullmatch(r"Unit (\d{1,4}[A-Za-z]?)[:.]? ([A-Z].+)", text)
        if match:
            draft.values.setdefault("unit_number", match[1])
            lines = parsed.document.lines
            printed = next(line for line in lines if line.furniture and line.text == text)
            draft.place("title", printed.words[2:], lines, match[2])
            return match[2]
    return None
