"""Facts of a unit's head into values: what is read, what is mended, what is flagged."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.draft import Draft
from extractor.editions import date_in, issue_in
from extractor.labels import mend_number, parse_count, parse_level
from extractor.parsing import Fact, Parse
from unit_atlas.references import parse_unit_reference

_TITLE_WITH_REFERENCE = re.compile(r"(.+?)\s*\([A-Z]/\d{3}/\d{4}\)")


def read_facts(draft: Draft, parsed: Parse) -> None:
    """Put the facts behind labels into the unit; a value that is none of its kind is flagged."""
    for fact in parsed.facts:
        if fact.field in ("date", "other"):
            draft.values.setdefault("other_facts", []).append({"label": fact.label, "value": fact.text})
        elif fact.field == "ofqual_reference" or parse_unit_reference(fact.text).value is not None:
            _reference(draft, parsed, fact)
        elif fact.field == "title" and (match := _TITLE_WITH_REFERENCE.fullmatch(fact.text)):
            _keep(draft, parsed, fact, "title", match[1])
            _reference(draft, parsed, Fact("ofqual_reference", fact.words[-1:], fact.label))
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
    if fact.field == "issue" and text[:1].isdigit():
        return f"{fact.label.split()[0]} {text}" if fact.label else text
    if fact.field == "published" and (date := date_in(text)):
        if issue := issue_in(text):
            draft.values.setdefault("issue", issue)
        return date
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


def decide_body(draft: Draft, given: str | None, names: Sequence[str]) -> None:
    """The awarding body: the one given, else the one that the document names; several are a conflict."""
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
