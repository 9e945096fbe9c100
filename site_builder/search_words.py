"""What the search knows of a unit: its words with their places, its references, and the rows of its table."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from site_builder import links
from site_builder.messages import _
from site_builder.render import script_data
from site_builder.site import Site
from site_builder.unit_parts import criterion_anchors
from site_builder.views import level_label
from unit_atlas.model import Unit

FIRST_ROW = 3
"""The place of the first row of the table; before it come the title, the key facts and the prose."""
_BASE, _BITS = ord("?"), 31
STOP_WORDS = frozenset(
    "a an and are as at be by for from has have how if in into is it its may must of on or own so that the their them "
    "then there these they this to up was what when where which who will with".split()
)
_WORD = re.compile(r"[a-z0-9]+")
_APOSTROPHES = re.compile("[’'ʼ]")
_PLAIN = bytes(code if _WORD.match(chr(code)) else ord(" ") for code in bytes(range(256)).lower())
"""What becomes of the characters of plain English."""
Row = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """What is known of a unit.

    Attributes:
        words: Packed places by word.
        references: The references by which it can be found, without anything but letters and digits.
        rows: Number, anchor and text of each row of its table, as the text of a script.
    """

    words: dict[str, str]
    references: list[str]
    rows: str

    def to_text(self) -> str:
        """Write it as three lines."""
        flat = (part for pair in self.words.items() for part in pair)
        return f"{' '.join(flat)}\n{' '.join(self.references)}\n{self.rows}"

    @classmethod
    def from_text(cls, text: str) -> Words:
        """Read what `to_text` wrote."""
        words, references, rows = text.split("\n")
        flat = iter(words.split())
        return cls(dict(zip(flat, flat, strict=True)), references.split(), rows)


def words_of(site: Site, unit_id: str) -> Words:
    """Find out what the search knows of a unit; of one whose text is held back, facts alone."""
    unit, held = site.units[unit_id], unit_id in site.held
    found: dict[str, tuple[int, ...]] = {}
    places = (unit.title or "", "\n".join(_facts(site, unit)), "\n".join(_prose(unit, held=held)))
    rows = rows_of(site, unit_id)
    for place, text in enumerate((*places, *(row[2] for row in rows))):
        for word in dict.fromkeys(map(_searched, _plain_words(text))):
            found[word] = (*found.get(word, ()), place)
    found.pop("", None)
    references = sorted({compact(reference) for reference in _references(unit)} - {""})
    return Words({word: _packed_places(each) for word, each in found.items()}, references, script_data(rows))


def fold(text: str) -> list[str]:
    """Return the words of a text as the index knows them: lower case, no accents, a plural's s dropped."""
    return [_singular(word) for word in _plain_words(text)]


def _plain_words(text: str) -> list[str]:
    if text.isascii():
        return text.encode().translate(_PLAIN, b"'").decode().split()
    plain = _APOSTROPHES.sub("", text.lower())
    return _WORD.findall(unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode())


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=65536)
def _searched(word: str) -> str:
    """Return a word as the index knows it, '' for one that it leaves out."""
    known = _singular(word)
    return known if known not in STOP_WORDS and len(known) > 1 else ""


def compact(reference: str) -> str:
    """Return a reference without anything but letters and digits: 'j6011515'."""
    return "".join(_WORD.findall(reference.lower()))


def _references(unit: Unit) -> Iterator[str]:
    yield from filter(None, (unit.ofqual_reference, unit.unit_number, unit.sector_unit_number))
    yield from (link.reference for link in unit.nos)
    yield from (qualification.number for qualification in unit.qualifications if qualification.number)


def _facts(site: Site, unit: Unit) -> Iterator[str]:
    if unit.awarding_body:
        yield site.bodies.view(unit.awarding_body).name
    if unit.level:
        yield level_label(unit.level, unit.level_framework)
    yield from _references(unit)
    yield from (link.title or "" for link in unit.nos)


def _prose(unit: Unit, *, held: bool) -> Iterator[str]:
    yield from (method.name for method in unit.assessment.methods if method.requirement)
    if not held:
        yield from filter(None, _verbatim(unit))


def _verbatim(unit: Unit) -> Iterator[str | None]:
    yield from (unit.aim, unit.assessment.text, unit.evidence_requirements, unit.guidance)
    for section in unit.other_sections:
        yield from (section.heading, section.text)
    for outcome in unit.learning_outcomes:
        yield from (outcome.guidance, outcome.range)
        for criterion in outcome.criteria:
            yield from (criterion.guidance, criterion.range)


def rows_of(site: Site, unit_id: str) -> list[Row]:
    """Return number, anchor and text of each outcome and criterion in the order of the page, but none held back."""
    return [] if unit_id in site.held else list(_rows(site.units[unit_id]))


def _rows(unit: Unit) -> Iterator[Row]:
    anchors = criterion_anchors(unit.learning_outcomes)
    for outcome in unit.learning_outcomes:
        yield _("LO %(number)s", number=outcome.number), links.anchor("lo", outcome.number), outcome.text
        for criterion in outcome.criteria:
            text = " ".join((criterion.text, *criterion.items)) if criterion.items else criterion.text
            yield criterion.number, anchors[outcome.number, criterion.number], text


@lru_cache(maxsize=65536)
def _packed_places(places: tuple[int, ...]) -> str:
    """Pack the places of a word in a unit: distances doubled, plus one while another place follows."""
    return packed(2 * step + (place != places[-1]) for step, place in zip(gaps(places), places, strict=True))


def gaps(numbers: Iterable[int]) -> Iterator[int]:
    """Yield by how much each number is greater than the one before."""
    last = 0
    for number in numbers:
        yield number - last
        last = number


def packed(numbers: Iterable[int]) -> str:
    """Write numbers as letters: five bits each, the least first, from `?` on; from `_` on while more of it follow."""
    letters = []
    for number in numbers:
        while number > _BITS:
            letters.append(chr(_BASE + _BITS + 1 + (number & _BITS)))
            number >>= _BITS.bit_length()
        letters.append(chr(_BASE + number))
    return "".join(letters)
