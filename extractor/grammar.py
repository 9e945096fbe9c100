"""Lines into labelled facts, sections and the outcomes region: an ordered table of rules and a small loop.

A rule looks at the line at hand and returns how many lines it used; the first that uses any wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from extractor.account import Account
from extractor.document import Document, Line, Word, join
from extractor.furniture import foot_year, repeated_blocks
from extractor.headings import SectionKey, known_heading, shaped_as_heading
from extractor.labels import KINDS, Kind, label_kind, looks_like, same_value
from extractor.layout import Layout
from extractor.markers import Token, find_markers, opens_item
from extractor.tables import Chunk, Head, Role, chunks_of, head_roles, read_head, spaced_groups


@dataclass(frozen=True, slots=True)
class Fact:
    """A value read behind a label; `label` is the label as printed, empty where a sentence gave the value."""

    field: str
    words: tuple[Word, ...]
    label: str = ""

    @property
    def text(self) -> str:
        """The value as printed."""
        return join(self.words)


@dataclass
class ReadSection:
    """A headed passage: its key, the line of its heading and the lines below.

    `guessed` says that the shape of the line alone makes it a heading; `above` is the section it stands in otherwise.
    """

    key: SectionKey
    heading: Line
    lines: list[Line] = field(default_factory=list)
    guessed: bool = False
    above: ReadSection | None = None


@dataclass
class Parse:
    """What the grammar found, in printed order."""

    document: Document
    account: Account
    facts: list[Fact] = field(default_factory=list)
    sections: list[ReadSection] = field(default_factory=list)
    chunks: list[Chunk] = field(default_factory=list)
    guidance_column: bool = False
    loose: list[Line] = field(default_factory=list)
    feet: list[Line] = field(default_factory=list)
    stated_outcomes: int | None = None
    in_region: bool = False
    head: Head | None = None
    after_head: bool = False
    running: Role | None = None
    section: ReadSection | None = None
    region_start: int | None = None

    def take_label(self, words: Sequence[Word]) -> None:
        """Account for words of a form."""
        self.account.take(words, "labels")

    def add_fact(self, kind: Kind, label: Sequence[Word], value: Sequence[Word], *, note: str = "") -> None:
        """Keep a fact and account for its label and its value; `note` stands for a label that is a whole sentence."""
        name = kind.field
        shared = {word.index for word in label} & {word.index for word in value}
        self.account.take((word for word in label if word.index not in shared), "labels")
        known = [fact for fact in self.facts if fact.field == name and name not in ("date", "other")]
        repeat = any(same_value(kind, fact.text, join(value)) for fact in known)
        self.account.take(value, "repeats" if repeat else "fields")
        if not repeat:
            self.facts.append(Fact(name, tuple(value), join(label).strip(" :") or note))


Rule = Callable[[Parse, Sequence[Line], int], int]


def parse(document: Document, layout: Layout) -> Parse:
    """Part a document into facts, sections and the chunks of its outcomes region."""
    state = Parse(document, Account(document))
    lines = _without_furniture(state, document.lines, layout)
    if not any(_opens_region(line) for line in lines):
        state.region_start = _headless_region(lines)
    at = 0
    while at < len(lines):
        at += next(used for rule in RULES if (used := rule(state, lines, at)))
    _settle_headings(state)
    return state


def _without_furniture(state: Parse, lines: Sequence[Line], layout: Layout) -> list[Line]:
    repeats = repeated_blocks(lines)
    kept: list[Line] = []
    for position, line in enumerate(lines):
        if line.furniture:
            state.account.take(line.words, "furniture")
            state.feet.append(line)
        elif position in repeats and not read_head(line):
            state.account.take(line.words, "repeats")
        elif layout.ignores(line.text):
            state.account.take(line.words, "ignored")
        else:
            kept.append(line)
    return kept


def _opens_region(line: Line) -> bool:
    head = read_head(line)
    return head is not None and "outcome" in head.roles


def _headless_region(lines: Sequence[Line]) -> int | None:
    """Number (in the source) of the line where outcomes start without any column head."""
    tokens = [Token(word, i == 0) for line in lines for i, word in enumerate(line.words)]
    markers = find_markers(tokens)
    if sum(marker.kind == "criterion" for marker in markers) < 2:
        return None
    first = tokens[markers[0].at].word
    return next(i for i, line in enumerate(lines) if first in line.words)


def _column_head(state: Parse, lines: Sequence[Line], at: int) -> int:
    head = read_head(lines[at])
    if head is None:
        return 0
    if "other" in head.roles and state.after_head and state.in_region:
        return 0
    opens = bool({"outcome", "criterion", "pass"} & set(head.roles))
    if not opens and not state.in_region:
        return 0
    if not opens and not state.after_head:
        state.running = head.roles[0]
        state.take_label(lines[at].words)
        return 1
    state.in_region, state.section, state.running = True, None, None
    state.guidance_column = state.guidance_column or "guidance" in head.roles
    wider = state.head is None or len(head.roles) >= len(state.head.roles) or not state.after_head
    if state.head is None or (wider and (lines[at].cells > 1 or head.starts)):
        state.head = head
    state.after_head = True
    state.take_label(lines[at].words)
    return 1


def _stated_count(state: Parse, lines: Sequence[Line], at: int) -> int:
    found = re.fullmatch(r"(?i)this unit has (\d+) learning outcomes?\.?", lines[at].text)
    if not found:
        return 0
    state.stated_outcomes = int(found[1])
    state.take_label(lines[at].words)
    return 1


def _heading(state: Parse, lines: Sequence[Line], at: int) -> int:
    key = known_heading(lines[at])
    if key is None or (key == "nos" and state.section is not None and state.section.key == "nos"):
        return 0
    return _open_section(state, key, lines[at])


def _heading_beside(state: Parse, lines: Sequence[Line], at: int) -> int:
    """'Aim:' with its text beside it, in a cell or a column of its own."""
    line = lines[at]
    groups = [line.cell(i) for i in range(line.cells)] if line.cells > 1 else [tuple(g) for g in spaced_groups(line)]
    if len(groups) < 2 or state.in_region or not groups[0]:
        return 0
    key = known_heading(replace(line, words=groups[0], cells=1))
    text = tuple(word for group in groups[1:] for word in group)
    if key is None or not text:
        return 0
    _open_section(state, key, replace(line, words=groups[0]))
    state.sections[-1].lines.append(replace(line, words=text, cells=1))
    if line.cells > 1:
        state.section = None
    return 1


def _heading_in_line(state: Parse, lines: Sequence[Line], at: int) -> int:
    """A long known heading that was printed on the last line of the passage before it."""
    line = lines[at]
    if state.section is None or line.cells > 1:
        return 0
    for start in range(1, len(line.words) - 2):
        ended = line.words[start - 1].text[-1] in ".:;"
        if ended and (key := known_heading(replace(line, words=line.words[start:]))) is not None:
            state.section.lines.append(replace(line, words=line.words[:start]))
            return _open_section(state, key, replace(line, words=line.words[start:]))
    return 0


def _open_section(state: Parse, key: SectionKey, line: Line, *, guessed: bool = False) -> int:
    state.section = ReadSection(key, line, guessed=guessed, above=state.section)
    state.sections.append(state.section)
    state.in_region = False
    return 1


def _settle_headings(state: Parse) -> None:
    """A guessed heading over nothing is text of where it stands; every other heading is a label.

    Below the outcomes and outside all sections it stays unread.
    """
    outcomes_at = state.chunks[0].words[0].index if state.chunks else len(state.document.words)
    for section in state.sections:
        empty = section.guessed and not section.lines
        holder = section.above if empty else None
        while holder is not None and holder.guessed and not holder.lines:
            holder = holder.above
        if holder is not None:
            holder.lines.append(section.heading)
        elif not empty:
            state.take_label(section.heading.words)
        elif section.heading.words[0].index < outcomes_at:
            state.loose.append(section.heading)
    state.loose.sort(key=lambda line: line.words[0].index)


def _region(state: Parse, lines: Sequence[Line], at: int) -> int:
    if state.region_start is not None and at == state.region_start:
        state.in_region, state.section = True, None
    if not state.in_region or _ends_region(state, lines[at]):
        return 0
    state.after_head = False
    for chunk in chunks_of(lines[at], state.head):
        if head_roles(chunk.text) and chunk.role not in ("guidance", "range"):
            state.take_label(chunk.words)
        else:
            state.chunks.append(replace(chunk, role=state.running) if state.running and not chunk.role else chunk)
    return 1


def _ends_region(state: Parse, line: Line) -> bool:
    """A heading in larger or bold type that opens neither an outcome nor a part of one."""
    return (
        line.heading
        and line.cells == 1
        and bool(state.chunks)
        and state.running is None
        and not opens_item(line.text)
        and not read_head(line)
    )


def _label_cells(state: Parse, lines: Sequence[Line], at: int) -> int:
    """Label and value in cells of one line, once or several times."""
    line = lines[at]
    if line.cells < 2:
        return 0
    pairs = [(line.cell(i), line.cell(i + 1)) for i in range(0, line.cells - 1, 2)]
    kinds = [label_kind(join(label)) for label, _ in pairs]
    if not any(kinds):
        return 0
    for (label, value), kind in zip(pairs, kinds, strict=True):
        if kind is not None:
            _take_pair(state, kind, label, value)
    return 1


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
    rest = _wrapped(lines, at, pairs[-1][2]) if pairs[-1][0].field == "title" else ()
    for i, (kind, label, value) in enumerate(pairs, 1):
        state.add_fact(kind, label, (*value, *rest) if i == len(pairs) else value)
    return 2 if rest else 1


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
    labels, used = _run_of_labels(lines, at)
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


def _run_of_labels(lines: Sequence[Line], at: int) -> tuple[list[tuple[Kind, tuple[Word, ...]]], int]:
    labels: list[tuple[Kind, tuple[Word, ...]]] = []
    used = 0
    while at + used < len(lines):
        found = _labels_on(lines[at + used])
        if not found:
            break
        labels += found
        used += 1
    return labels, used


def _labels_on(line: Line) -> list[tuple[Kind, tuple[Word, ...]]]:
    """The labels of a line that holds nothing else; several only where each ends in a colon."""
    kind = label_kind(line.text)
    if kind is not None and (line.text.endswith(":") or len(line.words) > 1):
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


def _label_prefix(state: Parse, lines: Sequence[Line], at: int) -> int:
    """'Credit value 6' without a colon; only above the first section, where prose is not expected."""
    if state.section is not None or state.chunks:
        return 0
    words = lines[at].words
    found = _prefix(words)
    if found is None:
        return 0
    state.add_fact(found[0], words[: found[1]], words[found[1] :])
    return 1


def _wrapped(lines: Sequence[Line], at: int, value: Sequence[Word]) -> tuple[Word, ...]:
    """The next line's words where they go on with a value that began on this line, in its own column."""
    if at + 1 >= len(lines) or not value:
        return ()
    line, following = lines[at], lines[at + 1]
    hangs = abs(following.words[0].x0 - value[0].x0) < 2 * line.letter and value[0].x0 > line.words[0].x0 + line.letter
    if not line.page or following.gap or following.cells > 1 or not hangs:
        return ()
    return () if ":" in following.text or known_heading(following) else following.words


_SENTENCES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"(Level \w+), Unit (\S+) [-–—] (.+) \((\d+ credits?)\)", ("level", "unit_number", "title", "credit")),
    (r"(\d+) guided learning hours\.?(?: (?:Ofqual )?unit reference:? (\S+))?", ("glh", "ofqual_reference")),
    (r"(?:Ofqual )?unit reference:? ([A-Z]/\d{3}/\d{4})", ("ofqual_reference",)),
    (r"(Level (?:\d|One|Two|Three|Four|Five|Six|Seven|Eight))", ("level",)),
    (r"([A-Z]{1,5} ?\d{1,4}): (.+)", ("unit_number", "title")),
    (r".*\bUnit (\d{1,4})\s?[:–—-] learning outcomes.*", ("unit_number",)),
    (r"Unit (\d{1,4})\s?[:–—-] (.+)", ("unit_number", "title")),
    (r"Unit (\d{1,4}) ([A-Z].+)", ("unit_number", "title")),
    (r"Unit (\d{1,2}\.\d{1,2}) ([A-Z].+)", ("unit_number", "title")),
    (r"SCQF:? (level \d{1,2}) \((\d+ SCQF credit points?)\)", ("level", "credit")),
)


def _sentence(state: Parse, lines: Sequence[Line], at: int) -> int:
    """Facts told in a sentence above the first section."""
    if state.section is not None or state.chunks:
        return 0
    line = lines[at]
    for pattern, fields in _SENTENCES:
        match = re.fullmatch(pattern, line.text, re.IGNORECASE if len(fields) < 2 else 0)
        if match:
            return _take_sentence(state, lines, at, match, fields)
    return 0


def _take_sentence(state: Parse, lines: Sequence[Line], at: int, match: re.Match[str], fields: tuple[str, ...]) -> int:
    line = lines[at]
    more = False
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
        more = name == "title" and bool(rest := _wrapped(lines, at, value))
        state.add_fact(KINDS[name], (), [*value, *rest] if more else value, note=match[0])
    state.take_label([word for word in line.words if word.index not in taken])
    return 2 if more else 1


def _new_heading(state: Parse, lines: Sequence[Line], at: int) -> int:
    """A line shaped like a heading, once a section or the outcomes are behind us; cells of grids look alike."""
    if state.section is not None and state.section.key in ("nos", "functional_skills"):
        return 0
    following = lines[at + 1] if at + 1 < len(lines) else None
    known_place = state.section or state.chunks or (lines[at].heading and state.facts)
    if not known_place or not shaped_as_heading(lines[at], following):
        return 0
    return _open_section(state, "other", lines[at], guessed=True)


def _content(state: Parse, lines: Sequence[Line], at: int) -> int:
    if state.section is not None:
        state.section.lines.append(lines[at])
    else:
        state.loose.append(lines[at])
    return 1


RULES: tuple[Rule, ...] = (
    _column_head,
    _stated_count,
    _heading,
    _heading_beside,
    _heading_in_line,
    _region,
    _label_cells,
    _label_colon,
    _labels_then_values,
    _label_prefix,
    _sentence,
    _new_heading,
    _content,
)


def year_of(parsed: Parse) -> str | None:
    """The year printed in the feet."""
    return next((year for line in parsed.feet if (year := foot_year(line.text))), None)
