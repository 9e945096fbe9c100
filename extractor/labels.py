"""Labels of the head of a unit and the values that may stand behind them.

`LABELS` lists printed label variants, folded; `Kind` says what a value looks like and how it is read. A label whose
value does not look right is no label there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from extractor.folding import fold

NUMBER_WORDS = {
    word: str(number)
    for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
}
_LEVEL = r"(?:(?:unit )?level:? )?(?:(?:entry|e)(?: level)?(?: |-)?(?:[123]|one|two|three)|[1-9]|1[0-2]|" + (
    "|".join(NUMBER_WORDS) + r")(?: \([\w\s]+\))?"
)


@dataclass(frozen=True, slots=True)
class Kind:
    """What the value of a field looks like: `pattern` in text as printed, without case."""

    field: str
    pattern: str


KINDS = {
    kind.field: kind
    for kind in (
        Kind("title", r".+?"),
        Kind("unit_number", r"(?:unit )?(?:(?-i:[A-Z0-9]{1,6}) )?[A-Za-z0-9][\w./-]{0,23}"),
        Kind("sector_unit_number", r"(?:[A-Z]{1,5} ?)?[A-Za-z0-9][\w./-]{0,15}"),
        Kind("ofqual_reference", r"[A-Z0-9|\[\](){}]\s?/\s?[0-9A-Za-z]{3}\s?/\s?[0-9A-Za-z]{4}|[A-Z][0-9]{7}"),
        Kind("level", _LEVEL),
        Kind("credit", r"[0-9lIO]{1,3}(?: credits?)?"),
        Kind("glh", r"[0-9lIO]{1,4}(?: ?(?:hours?|hrs|glh))?"),
        Kind("tqt", r"[0-9lIO]{1,5}(?: ?(?:hours?|hrs))?"),
        Kind("awarding_body", r".+?"),
        Kind("published", r".{0,25}?(?:19|20)[0-9]{2}.{0,25}?"),
        Kind("issue", r"(?:\w+ )?[0-9]{1,3}(?:\.[0-9]{1,3})*(?: .{0,40}?)?|[A-Z]"),
        Kind("date", r"[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{2,4}|[0-9]{1,2} \w+ [0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}"),
        Kind("other", r".+?"),
    )
}

LABELS: dict[str, str] = {
    **dict.fromkeys(("unit title", "title", "title of unit", "view unit", "unit name"), "title"),
    **dict.fromkeys(
        (
            *("unit number", "unit no", "unit code", "ocr unit number", "ocnlr unit code", "ocn london unit code"),
            *("apt awards unit code", "unit id", "unit reference code", "ref"),
        ),
        "unit_number",
    ),
    **dict.fromkeys(("sector unit number", "unit sector reference", "sector reference"), "sector_unit_number"),
    **dict.fromkeys(
        (
            *("unit reference number", "unit reference", "ofqual unit reference number", "ofqual unit reference"),
            *("ofqual reference", "ofqual reference number", "ofqual unit number", "uan", "urn"),
            *("unit accreditation number", "unit accreditation number (uan)", "accreditation number"),
            *("unit reference number (urn)", "national unit reference", "ofqual code", "qcf unit reference"),
        ),
        "ofqual_reference",
    ),
    **dict.fromkeys(("level", "unit level", "qcf level", "rqf level", "level of unit"), "level"),
    **dict.fromkeys(
        ("credit value", "credits", "credit", "unit credit value", "number of credits", "unit credit", "credit points"),
        "credit",
    ),
    **dict.fromkeys(
        (
            *("guided learning hours", "glh", "gl", "guided learning hours (glh)", "guided learning", "unit glh"),
            *("guided learning (gl)", "unit guided learning hours"),
        ),
        "glh",
    ),
    **dict.fromkeys(("tqt", "total qualification time", "total qualification time (tqt)", "total unit time"), "tqt"),
    **dict.fromkeys(("awarding body", "awarding organisation", "awarding organization"), "awarding_body"),
    **dict.fromkeys(("issue", "version", "version number"), "issue"),
    **dict.fromkeys(("issue date", "publication date", "date of issue", "date published", "published"), "published"),
    **dict.fromkeys(
        (
            *("unit expiry date", "expiry date", "date of withdrawal", "review date", "unit review date", "end date"),
            *("start date", "operational start date", "last registration date"),
        ),
        "date",
    ),
    **dict.fromkeys(
        (
            *("qualification framework", "framework", "unit sub level", "ssas", "ssa", "sector subject area", "sector"),
            *("unit grading structure", "grading", "mandatory / optional", "mandatory/optional", "unit type"),
            *("unit status", "assessment type", "owner", "unit owner", "developed by", "endorsed by", "assessed by"),
            *("unit availability", "qualification type", "rule of combination", "unit hours", "non guided learning"),
            *(
                "non guided learning hours",
                "superclass",
                "availability for use",
                "name of the organisation submitting the unit",
            ),
            *(
                "location of the unit within the subject/sector classification system",
                "equivalencies agreed for the unit",
            ),
            *(
                "equivalencies agreed for the unit (if required)",
                "unit grid reference",
                "learning hours",
                "unit available from",
            ),
        ),
        "other",
    ),
}


def label_kind(text: str) -> Kind | None:
    """The kind of value that a printed label asks for; None where the text is no label."""
    field = LABELS.get(fold(text))
    return KINDS[field] if field else None


def looks_like(kind: Kind, text: str) -> bool:
    """Could the text be a value of this kind?"""
    return re.fullmatch(kind.pattern, text.strip(), re.IGNORECASE) is not None


def same_value(kind: Kind, one: str, other: str) -> bool:
    """Do two printed values of a field say the same ('2' and 'Level 2,')?"""
    read: Callable[[str], str | int | None] = fold
    if kind.field in ("level", "credit", "glh", "tqt"):
        read = parse_level if kind.field == "level" else parse_count
    first, second = (read(text.strip(" .,;:()")) for text in (one, other))
    return first is not None and first == second


def parse_level(text: str) -> str | None:
    """'Three' → '3', 'Entry Level 3' → 'E3', 'Level 2' → '2'; None for anything else."""
    words = re.sub(r"\(.*\)", "", text.lower()).replace("unit", "").replace(":", " ").split()
    number = next((NUMBER_WORDS.get(w, w.lstrip("e")) for w in reversed(words) if w.lstrip("e")), "")
    number = number if number.isdigit() else NUMBER_WORDS.get(number, "")
    if not number or not 1 <= int(number) <= 12:
        return None
    entry = any(word.startswith("entry") or re.fullmatch("e[123]?", word) for word in words)
    return (f"E{number}" if int(number) <= 3 else None) if entry else number


_MISREAD = str.maketrans({"l": "1", "I": "1", "O": "0", "o": "0"})


def parse_count(text: str) -> int | None:
    """A whole number with or without its unit of measure ('28 hours'); misread figures are mended."""
    first = text.split()[0] if text.split() else ""
    match = re.fullmatch(r"([0-9lIOo]+)(?:hours|hrs|h|glh)?", first)
    if not match or not any(char.isdigit() for char in first):
        return None
    return int(match[1].translate(_MISREAD))


def mend_number(text: str) -> tuple[str, bool]:
    """A number read with letters in it ('l2') mended, and whether it was; codes with real letters stay."""
    if re.fullmatch(r"[0-9lIO.]+", text) and any(char.isdigit() for char in text):
        mended = text.translate(_MISREAD)
        return mended, mended != text
    return text, False
