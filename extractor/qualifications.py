"""What a handbook prints about its qualification, outside the units: number, title, sizes, rules of combination."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.document import Line
from extractor.folding import fold
from extractor.headings import known_heading, shaped_as_heading
from extractor.labels import label_kind, parse_count, parse_level
from extractor.prose import markdown
from extractor.units import labelled_pairs
from unit_atlas.model import QualificationStructure
from unit_atlas.references import parse_qualification_number

_NUMBER = re.compile(r"(?<![\d/])(\d{3}/\d{4}/[0-9X])(?![\d/])")
_TITLE = re.compile(
    r"(?:[\w&’'.-]+ ){0,4}(?:Level (?:\d|One|Two|Three|Four|Five)|Entry Level(?: \d)?) .{0,40}?"
    r"\b(?:Award|Certificate|Diploma|Extended Diploma|Extended Certificate|NVQ Certificate|NVQ Diploma)\b.*"
)
_RULES = re.compile(r"(?:rules? of combination|qualification structure|structure and rules of combination)")
_LONGEST_TITLE = 20


def read_qualifications(lines: Sequence[Line]) -> tuple[QualificationStructure, ...]:
    """Read the qualifications that lines outside all units name by number, in printed order.

    Sizes, level and rules of combination are kept only where one qualification is named, because they could belong to
    any of several. Titles are taken from the line of the number or the nearest line above.
    """
    numbered = [(i, match[1]) for i, line in enumerate(lines) for match in _NUMBER.finditer(line.text)]
    places = {number: i for i, number in reversed(numbered) if parse_qualification_number(number).value}
    if not places:
        return ()
    titles = {number: _title(lines, place) for number, place in places.items()}
    if len(places) > 1:
        return tuple(QualificationStructure(number=n, title=titles[n]) for n in sorted(places, key=places.__getitem__))
    (number,) = places
    facts = _facts(lines)
    title = titles[number]
    return (
        QualificationStructure.model_validate(
            {"number": number, "title": title, "level": parse_level(_level_of(title)), **facts, "rules": _rules(lines)}
        ),
    )


def _title(lines: Sequence[Line], place: int) -> str | None:
    for line in lines[place::-1]:
        match = _TITLE.fullmatch(_NUMBER.sub("", line.text).strip(" ():–-"))
        if match and len(line.words) <= _LONGEST_TITLE:
            return match[0]
    return None


def _level_of(title: str | None) -> str:
    found = re.search(r"(?:Entry )?Level \w+(?: \d)?", title or "")
    return found[0] if found else ""


def _facts(lines: Sequence[Line]) -> dict[str, int]:
    """Total qualification time, guided learning hours and credit, each only where one value is printed."""
    found: dict[str, set[int]] = {}
    for line in lines:
        for label, value in labelled_pairs(line):
            kind, count = label_kind(label), parse_count(value)
            if kind is not None and kind.field in ("tqt", "glh", "credit") and count is not None:
                found.setdefault(kind.field, set()).add(count)
    return {field: values.pop() for field, values in found.items() if len(values) == 1}


def _rules(lines: Sequence[Line]) -> str | None:
    start = next((i for i, line in enumerate(lines) if _RULES.fullmatch(fold(line.text))), None)
    if start is None:
        return None
    passage: list[Line] = []
    for line, following in zip(lines[start + 1 :], [*lines[start + 2 :], None], strict=True):
        if known_heading(line) or shaped_as_heading(line, following):
            break
        passage.append(line)
    return markdown(passage) or None
