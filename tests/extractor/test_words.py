"""Every word of a document meets exactly one fate, and what is called a field really stands in the unit.

What the source holds is worked out here a second time, without the readers.
"""

from __future__ import annotations

import html
import re
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.draft import NOT_READ
from extractor.markers import GRADES
from tests.extractor.samples import DOCUMENTS, Reading, read, sample
from unit_atlas.canonical import dump, load, load_data
from unit_atlas.model import Unit

by_name = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)

HIDDEN = re.compile(r"<(script|style|head)\b.*?</\1>", re.DOTALL)
TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")
TABLE_RULE = re.compile(r"^\|(?: -+ \|)+$", re.MULTILINE)
BULLET = re.compile(r"(^|\t)[ ]*(?:[•\uf0b7](?= |$)|[-*](?= ))", re.MULTILINE)
SAME_CHARACTER = str.maketrans({"‟": "’"})


def printed_characters(path: Path) -> str:
    """The characters of a source that print, in order: no white space, tags, bullets or rules of tables."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    if path.suffix == ".html":
        text = html.unescape(TAG.sub("", HIDDEN.sub("", text)))
    text = BULLET.sub(r"\1", TABLE_RULE.sub("", TAG.sub("", text.replace("\r", ""))))
    text = unicodedata.normalize("NFC", text.translate(SAME_CHARACTER))
    return re.sub(r"\s|\|", "", text)


@by_name
def test_each_word_meets_one_fate(path: Path) -> None:
    check_account(sample(path))


def check_account(reading: Reading) -> None:
    """The counts are those of the words, no word comes twice, and the unread ones are listed whole.

    Words that belong to no unit are counted as ignored or furniture, never as read.
    """
    counts = Counter(fate for fates in reading.fates for _, fate in fates)
    stated = Counter({fate: count for fate, count in reading.result.words.model_dump().items() if count})
    outside = stated - counts
    assert counts - stated == Counter()
    assert set(outside) <= {"ignored", "furniture"}
    for fates in reading.fates:
        assert [word.index for word, _ in fates] == list(range(len(fates)))
    listed = Counter(text for unread in reading.result.unread for text in unread.text.split())
    assert listed == Counter(word.text for fates in reading.fates for word, fate in fates if fate == "unread")


@by_name
def test_the_words_are_the_printed_characters(path: Path) -> None:
    (fates,) = sample(path).fates
    assert "".join(word.text for word, _ in fates) == printed_characters(path)


READ_AS = {"P": "prescribed", "O": "optional", "y": "true", "v": "true", "√": "true", "✓": "true"}
FIGURES = {"One": "1", "Two": "2", "Three": "3", "Four": "4", "Five": "5"}
UNITS_OF_MEASURE = frozenset(["hours", "credits"])


@by_name
def test_words_called_fields_stand_in_the_unit(path: Path) -> None:
    check_fields(sample(path))


@by_name
def test_the_unit_says_nothing_that_the_document_does_not(path: Path) -> None:
    check_nothing_invented(sample(path))


def check_fields(reading: Reading) -> None:
    """Each word called a field stands in the unit, or what it was read as does, or a review entry quotes it."""
    for unit, fates in reading.units:
        data = as_data(unit)
        messages = [entry["message"] for entry in data["review"] if entry["reason"] != "unread-text"]
        quoted = {token for message in messages for token in tokens(message)}
        kept = Counter(token for text in texts(data) for token in tokens(text))
        fields = [word.text for word, fate in fates if fate == "fields"]
        lost = printed_tokens(fields, kept) - kept
        levels = [token for token in quoted if re.fullmatch(r"E?\d{1,2}", token)]
        quoted = quoted.union(*map(words_of_level, levels))
        explained = quoted | UNITS_OF_MEASURE | words_of_level(unit.level)
        assert [token for token in lost if token not in explained and not kept[READ_AS.get(token, "")]] == []


def words_of_level(level: str | None) -> set[str]:
    """How a level may be printed: 'E3' as 'Entry Level 3' or 'Entry Three'."""
    figure = level.removeprefix("E") if level else ""
    return {"Entry", "Level", level or "", figure, *(word for word, value in FIGURES.items() if value == figure)}


PASSAGES = ("aim", "learning_outcomes", "evidence_requirements", "guidance", "assessment", "other_sections")


def check_nothing_invented(reading: Reading) -> None:
    """No word is used more often than it is read as a field or heading; numbers may come from lists or letters."""
    for unit, fates in reading.units:
        data = as_data(unit)
        said = Counter(token for key in PASSAGES for text in texts(data.get(key)) for token in tokens(text))
        read_as = {name: [word.text for word, fate in fates if fate == name] for name in ("fields", "labels")}
        printed = printed_tokens(read_as["fields"], said) + printed_tokens(read_as["labels"], said)
        allowed = {*READ_AS.values(), *GRADES.values(), *tokens(NOT_READ)}
        extra = (token for token in said - printed if token not in allowed)
        assert [token for token in extra if not re.fullmatch(r"\d+(\.(\d+|[a-z]))?", token)] == []


def tokens(text: str) -> list[str]:
    """The words of a text without the marks around them: stops, and what Markdown adds."""
    bare = (re.sub(r"^\W+|\W+$", "", part) for part in re.split(r"[\s/-]+", text))
    return [part for part in bare if part]


def printed_tokens(words: list[str], said: Counter[str]) -> Counter[str]:
    """The words as printed; a word that a hyphen breaks counts whole where the unit says it whole."""
    found: list[str] = []
    at = 0
    while at < len(words):
        whole = tokens(words[at][:-1] + words[at + 1]) if words[at].endswith("-") and at + 1 < len(words) else []
        if whole and whole[0] in said:
            found += whole
            at += 1
        else:
            found += tokens(words[at])
        at += 1
    return Counter(found)


def as_data(unit: Unit) -> dict[str, Any]:
    """The unit as its file says it, without what names the source."""
    data: dict[str, Any] = load_data(dump(unit, schema=None), name="unit")
    del data["source"]
    return data


def texts(value: Any, *, key: str = "") -> Iterator[str]:
    """All texts of a unit as data; names of skills are keys."""
    if isinstance(value, dict):
        for name, part in value.items():
            if key in ("functional_skills", "English", "Mathematics", "ICT"):
                yield name
            if name != "review":
                yield from texts(part, key=name)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)
    elif value is not None:
        yield str(value).lower() if isinstance(value, bool) else str(value)


CHANGES = ("drop", "double", "swap", "move", "shuffle")
Change = tuple[str, int, int]


def changed(data: bytes, changes: list[Change]) -> bytes:
    """The document with lines dropped, doubled, swapped, moved by up to 30 lines, or their words shuffled."""
    lines = data.split(b"\n")
    for kind, first, second in changes:
        at, other = first % len(lines), second % len(lines)
        if kind == "drop" and len(lines) > 1:
            del lines[at]
        elif kind == "double":
            lines.insert(at, lines[at])
        elif kind == "swap":
            lines[at], lines[other] = lines[other], lines[at]
        elif kind == "move":
            block = lines[at : at + second % 30]
            lines = lines[:at] + lines[at + len(block) :] + block
        elif kind == "shuffle":
            lines[at] = b" ".join(sorted(lines[at].split(b" "), key=lambda word: hash_of(word, second)))
    return b"\n".join(lines)


def hash_of(word: bytes, seed: int) -> int:
    """The same everywhere, so that an example found once is found again."""
    return sum(byte * (seed + i + 7) for i, byte in enumerate(word)) % 97


@settings(max_examples=80, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(
    path=st.sampled_from(DOCUMENTS),
    changes=st.lists(
        st.tuples(st.sampled_from(CHANGES), st.integers(0, 9999), st.integers(0, 9999)), min_size=1, max_size=8
    ),
)
def test_damaged_documents_keep_every_word(path: Path, changes: list[Change]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        damaged = Path(folder) / path.name
        damaged.write_bytes(changed(path.read_bytes(), changes))
        reading = read(damaged)
        printed = printed_characters(damaged)
    check_account(reading)
    words = [word.text for fates in reading.fates for word, _ in fates]
    if path.suffix == ".txt" and len(words) == reading.result.words.total:
        assert "".join(words) == printed
    check_fields(reading)
    check_nothing_invented(reading)
    for unit, _ in reading.units:
        assert load(dump(unit, schema=None), name=path.name) == unit
