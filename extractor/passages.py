"""Headed passages into the unit's sections: prose, the grid of methods, standards, functional skills."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractor.document import Line
from extractor.draft import Draft
from extractor.folding import fold
from extractor.methods import MethodsRead, read_methods
from extractor.parsing import Parse, ReadSection
from extractor.prose import markdown
from extractor.signposts import prints_skills, read_nos, read_skills


def read_passages(draft: Draft, parsed: Parse) -> None:
    """Put every headed passage into the unit, in printed order."""
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
    read = read_methods(section.lines)
    lines: Sequence[Line] = section.lines
    if any(method.requirement for method in read.methods) or "assessment" in fold(section.heading.text):
        _take_methods(draft, parsed, read)
        lines = read.prose
    if section.key in draft.values:
        _other_section(draft, parsed, section, lines)
    elif lines:
        draft.values[section.key] = _passage(draft, parsed, section.key, lines)


def _other_section(draft: Draft, parsed: Parse, section: ReadSection, lines: Sequence[Line] | None = None) -> None:
    lines = section.lines if lines is None else lines
    if lines:
        heading = section.heading.text.rstrip(" :")
        text = _passage(draft, parsed, f"other_sections[{heading}]", lines)
        draft.values.setdefault("other_sections", []).append({"heading": heading, "text": text})


def _assessment(draft: Draft, parsed: Parse, section: ReadSection) -> None:
    if "text" in draft.values.get("assessment", {}):
        _other_section(draft, parsed, section)
        return
    read = read_methods(section.lines)
    assessment = draft.values.setdefault("assessment", {})
    if read.prose:
        assessment["text"] = _passage(draft, parsed, "assessment.text", read.prose)
    _take_methods(draft, parsed, read)


def _take_methods(draft: Draft, parsed: Parse, read: MethodsRead) -> None:
    if read.doubt:
        draft.flag("assessment.methods", "uncertain", read.doubt)
    for method in read.methods:
        parsed.account.take(method.words, "fields")
        draft.place(f"assessment.methods[{method.name}]", method.words, parsed.document.lines, str(method.requirement))
        listed = draft.values.setdefault("assessment", {}).setdefault("methods", [])
        listed.append({"name": method.name, "requirement": method.requirement})


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
        if prints_skills(section.lines):
            draft.flag("functional_skills", "unreadable", "a grid is printed that could not be followed")
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
