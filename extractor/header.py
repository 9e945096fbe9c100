"""The head of a unit: labels and their values in the manners that specifications print them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.document import Line, Word, join
from extractor.headings import known_heading
from extractor.labels import KINDS, Kind, label_kind, looks_like
from extractor.parsing import Parse, Rule
from extractor.tables import read_head, spaced_groups
from extractor.wrapping import wrapped


def _label_cells(state: Parse, lines: Sequence[Line], at: int) -> int:
    """Label and value in cells of one line, once or several times."""
    line = lines[at]
    if line.cells < 2:
        return 0
    pairs = [(line.cell(i), line.cell(i + 1)) for i in range(0, line.cells - 1, 2)]
    kinds = [label_kind(join(label)) for label, _ in pairs]
    if not any(kind and _says_something(kind, value) for kind, (_, value) in zip(kinds, pairs, strict=True)):
        return 0
    for (label, value), kind in zip(pairs, kinds, strict=True):
        if kind is not None:
            _take_pair(state, kind, label, value)
    return 1


def _says_something(kind: Kind, value: tuple[Word, ...]) -> bool:
    """Does a cell hold a value of its label, nothing, or labels of its own; not the next head of a column?"""
    return not value or looks_like(kind, join(value)) or any(_prefix(group) for group in _groups(value))


def _take_pair(state: Parse, kind: Kind, label: tuple[Word, ...], value: tuple[Word, ...]) -> None:
    """Keep a label cell and its value cell; a value may hold labels of its own ('Guided learning 55')."""
    inner = [(k, group) for group in _groups(value) if (k := _prefix(group))]
    if not value or (inner and kind.field == "other"):
        state.take_label(label)
        for (own, length), group in inner:
            state.add_fact(own, group[:length], group[length:])
    elif looks_like(kind, join(value)):
        state.add_fact(kind, label, value)


def _groups(words: Sequence[Word]) -> list[tuple[Word, ...]]:
    """Words of a cell parted where the room of several letters is blank."""
    groups: list[list[Word]] = []
    for word in words:
        apart = not groups or word.row != groups[-1][-1].row or word.x0 - groups[-1][-1].x1 > max(word.size, 1)
        if apart:
            groups.append([word])
        else:
            groups[-1].append(word)
    return [tuple(group) for group in groups]


def _prefix(words: Sequence[Word]) -> tuple[Kind, int] | None:
    """The label that opens the words, with its length, where what follows looks like its value."""
    for length in range(min(len(words) - 1, 6), 0, -1):
        kind = label_kind(join(words[:length]))
        if kind is not None and looks_like(kind, join(words[length:])):
            return kind, length
    return None


def _label_colon(state: Parse, lines: Sequence[Line], at: int) -> int:
    """'Label: value' on one line, once or several times; each label has its value."""
    pairs = _labelled(lines[at].words)
    if not pairs or not all(value and looks_like(kind, join(value)) for kind, _, value in pairs):
        return 0
    rest, below = wrapped(lines, at, pairs[-1][2]) if pairs[-1][0].field == "title" else ((), 0)
    for i, (kind, label, value) in enumerate(pairs, 1):
        state.add_fact(kind, label, (*value, *rest) if i == len(pairs) else value)
    return 1 + below


def _labelled(words: Sequence[Word]) -> list[tuple[Kind, tuple[Word, ...], tuple[Word, ...]]]:
    """The known labels of a line, each with the words up to the next; empty where the line opens with none."""
    colons = [i for i, word in enumerate(words) if word.text.endswith(":")]
    spans: list[tuple[int, int, Kind]] = []
    for colon in colons:
        floor = spans[-1][1] if spans else 0
        for start in range(floor, colon + 1):
            kind = label_kind(join(words[start : colon + 1]))
            if kind is not None:
                spans.append((start, colon + 1, kind))
                break
    if not spans or spans[0][0] != 0:
        return []
    ends = [start for start, _, _ in spans[1:]] + [len(words)]
    return [
        (kind, tuple(words[start:end]), tuple(words[end:until]))
        for (start, end, kind), until in zip(spans, ends, strict=True)
    ]


def _labels_then_values(state: Parse, lines: Sequence[Line], at: int) -> int:
    """One or more labels without values, on one line or several, and then as many values in the same order."""
    labels, used = _run_of_labels(lines, at, short=_above_sections(state))
    if not labels:
        return 0
    kinds = [kind for kind, _ in labels]
    for count in range(min(len(kinds) + 3, len(lines) - at - used), 0, -1):
        values = lines[at + used : at + used + count]
        if any(_is_bare_label(line) or known_heading(line) or read_head(line) for line in values):
            continue
        parts = _match_values(kinds, values)
        if parts:
            for (kind, label), value in zip(labels, parts, strict=True):
                state.add_fact(kind, label, value)
            return used + count
    return 0


def _is_bare_label(line: Line) -> bool:
    return label_kind(line.text) is not None


_SHORT_LABELS = frozenset(("title", "level", "credit", "glh", "tqt", "ofqual_reference"))


def _run_of_labels(lines: Sequence[Line], at: int, *, short: bool) -> tuple[list[tuple[Kind, tuple[Word, ...]]], int]:
    """The labels on lines of their own from a line on; `short` allows single words without a colon ('Level')."""
    labels: list[tuple[Kind, tuple[Word, ...]]] = []
    used = 0
    while at + used < len(lines):
        found = _labels_on(lines[at + used], short=short)
        if not found:
            break
        labels += found
        used += 1
    return labels, used


def _labels_on(line: Line, *, short: bool) -> list[tuple[Kind, tuple[Word, ...]]]:
    """The labels of a line that holds nothing else; several only where each ends in a colon."""
    kind = label_kind(line.text)
    plain = short and kind is not None and kind.field in _SHORT_LABELS and line.text[:1].isupper()
    if kind is not None and (line.text.endswith(":") or len(line.words) > 1 or plain):
        return [(kind, line.words)]
    labelled = _labelled(line.words)
    return [(kind, label) for kind, label, _ in labelled] if all(not value for *_, value in labelled) else []


def _match_values(kinds: Sequence[Kind], lines: Sequence[Line]) -> list[tuple[Word, ...]]:
    """Part the words of the lines into one value a kind, in order; values end at line ends where there are enough."""
    words = [word for line in lines for word in line.words]
    break_after = {line.words[-1].index for line in lines}
    text, spans = "", []
    for word in words:
        spans.append((len(text), len(text) + len(word.text)))
        text += word.text + ("\n" if word.index in break_after else " ")
    text = text[:-1]
    sections = [r"(" + re.sub(r"(?<!\[) (?!\w*-?\])", r"\\s", kind.pattern) + r")" for kind in kinds]
    for between in (r"\n", r"[ \n]"):
        match = re.fullmatch(between.join(sections), text, re.IGNORECASE | re.DOTALL)
        if match:
            return [
                tuple(w for w, (start, _) in zip(words, spans, strict=True) if match.start(i) <= start < match.end(i))
                for i in range(1, len(kinds) + 1)
            ]
    return []


def _above_sections(state: Parse) -> bool:
    """Does nothing stand above but facts and what may be the title?"""
    only_title = len(state.sections) == 1 and state.sections[0].guessed and not state.sections[0].lines
    return not state.chunks and (state.section is None or only_title)


def _label_spaced(state: Parse, lines: Sequence[Line], at: int) -> int:
    """Labels and values that take turns across a line, in columns without rules."""
    groups = [tuple(group) for group in spaced_groups(lines[at], wide=2)]
    if not _above_sections(state) or lines[at].cells > 1 or len(groups) < 4 or len(groups) % 2:
        return 0
    pairs = [(label_kind(join(label)), label, value) for label, value in zip(groups[::2], groups[1::2], strict=True)]
    if not all(kind is not None and looks_like(kind, join(value)) for kind, _, value in pairs):
        return 0
    for kind, label, value in pairs:
        if kind is not None:
            state.add_fact(kind, label, value)
    return 1


def _label_prefix(state: Parse, lines: Sequence[Line], at: int) -> int:
    """'Credit value 6' without a colon; only above the first section, where prose is not expected."""
    if not _above_sections(state):
        return 0
    words = lines[at].words
    found = _prefix(words)
    if found is None:
        return 0
    value = words[found[1] :]
    rest, below = wrapped(lines, at, value) if found[0].field == "title" else ((), 0)
    state.add_fact(found[0], words[: found[1]], (*value, *rest))
    return 1 + below


_CODE = r"(?:(?-i:[A-Z]{1,6}) )?(?=[\w./-]*\d)\w[\w./-]{0,23}"
_SENTENCES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"(Level \w+), Unit (\S+) [-–—] (.+) \((\d+ credits?)\)", ("level", "unit_number", "title", "credit")),
    (r"(\d+) guided learning hours\.?(?: (?:Ofqual )?unit reference:? (\S+))?", ("glh", "ofqual_reference")),
    (r"(?:Ofqual )?unit reference:? ([A-Z]/\d{3}/\d{4})", ("ofqual_reference",)),
    (r"(Level (?:\d|One|Two|Three|Four|Five|Six|Seven|Eight))", ("level",)),
    (r"([A-Z]{1,5} ?\d{1,4}): (.+)", ("unit_number", "title")),
    (r".*\bUnit (\d{1,4})\s?[:–—-] learning outcomes.*", ("unit_number",)),
    (rf"Unit ({_CODE})\s?[:–—-] (.+)", ("unit_number", "title")),
    (rf"Unit ({_CODE})", ("unit_number",)),
    (r"Unit: ((?!\d)\S.* .+)", ("title",)),
    (r"Unit (\d{1,4}) ([A-Z].+)", ("unit_number", "title")),
    (r"Unit (\d{1,2}\.\d{1,2}) ([A-Z].+)", ("unit_number", "title")),
    (r"SCQF:? (level \d{1,2}) \((\d+ SCQF credit points?)\)", ("level", "credit")),
)


def _sentence(state: Parse, lines: Sequence[Line], at: int) -> int:
    """Facts told in a sentence above the first section."""
    if not _above_sections(state):
        return 0
    line = lines[at]
    for pattern, fields in _SENTENCES:
        match = re.fullmatch(pattern, line.text, re.IGNORECASE if len(fields) < 2 else 0)
        if match:
            return _take_sentence(state, lines, at, match, fields)
    return 0


def _take_sentence(state: Parse, lines: Sequence[Line], at: int, match: re.Match[str], fields: tuple[str, ...]) -> int:
    line = lines[at]
    below = 0
    starts, column = [], 0
    for word in line.words:
        starts.append(column)
        column += len(word.text) + 1
    taken: set[int] = set()
    for group, name in enumerate(fields, 1):
        if match[group] is None:
            continue
        value = [w for w, s in zip(line.words, starts, strict=True) if match.start(group) - 1 <= s < match.end(group)]
        taken |= {word.index for word in value}
        rest, below = wrapped(lines, at, value) if name == "title" else ((), below)
        state.add_fact(KINDS[name], (), [*value, *rest], note=match[0])
    state.take_label([word for word in line.words if word.index not in taken])
    return 1 + below


HEADER_RULES: tuple[Rule, ...] = (
    _label_cells,
    _label_colon,
    _labels_then_values,
    _label_spaced,
    _label_prefix,
    _sentence,
)
