"""Lines into labelled facts, sections and the outcomes region: an ordered table of rules and a small loop.

A rule looks at the line at hand and returns how many lines it used; the first that uses any wins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.account import Account
from extractor.column_starts import on_page, settled
from extractor.document import Document, Line
from extractor.folding import fold
from extractor.furniture import repeated_blocks
from extractor.head_lines import read_head_lines
from extractor.header import HEADER_RULES
from extractor.headings import SectionKey, is_sentence, known_heading, shaped_as_heading, whole_heading
from extractor.labels import label_kind
from extractor.layout import Layout
from extractor.markers import has_graded, opens_item
from extractor.outcome_names import read_name
from extractor.parsing import Parse, ReadSection, Rule
from extractor.region_text import is_cell_text, is_head, is_running_text, may_be_text, names_outcome_on
from extractor.regions import covers_several, headless_start, heads_criteria
from extractor.tables import Head, chunks_of, read_head, spaced_groups

_LONGEST_HEADING_OVER = 6
_SHORTEST_FORM_LABEL = 2
_UNIT_NUMBER = re.compile(r"(?i)^unit \d{1,4}\s?[:–—-]?\s*")


def parse(document: Document, layout: Layout) -> Parse:
    """Part a document into facts, sections and the chunks of its outcomes region."""
    state = Parse(document, Account(document))
    lines = _without_furniture(state, document.lines, layout)
    state.region_start = headless_start(lines)
    state.graded = has_graded([line.words[0].text for line in lines])
    at = 0
    while at < len(lines):
        at += next(used for rule in RULES if (used := rule(state, lines, at)))
    _settle_headings(state)
    return state


def _without_furniture(state: Parse, lines: Sequence[Line], layout: Layout) -> list[Line]:
    repeats = repeated_blocks(lines)
    kept: list[Line] = []
    for position, line in enumerate(lines):
        if line.hidden:
            state.account.take(line.words, "ignored")
        elif line.furniture:
            state.account.take(line.words, "furniture")
            state.feet.append(line)
        elif position in repeats and not read_head(line):
            state.account.take(line.words, "repeats")
        elif layout.ignores(line.text):
            state.account.take(line.words, "ignored")
        else:
            kept.append(line)
    return kept


def _column_head(state: Parse, lines: Sequence[Line], at: int) -> int:
    head, used = read_head_lines(lines, at)
    if head is None or is_cell_text(state, lines[at], head) or is_running_text(state, lines, at):
        return 0
    if "other" in head.roles and state.after_head and state.in_region:
        return 0
    opens = bool({"outcome", "criterion", "pass"} & set(head.roles))
    if not opens and known_heading(lines[at]) and not state.after_head:
        return 0
    if not opens and not state.in_region:
        return 0
    if not opens and not state.after_head:
        if covers_several(lines, at):
            return _open_section(state, "other", lines[at])
        state.running = head.roles[0]
        state.take_label(lines[at].words)
        return 1
    _note_heading_over(state, lines[at])
    state.in_region, state.section, state.running = True, None, None
    state.guidance_column = state.guidance_column or "guidance" in head.roles
    state.criterion_head = state.criterion_head or "criterion" in head.roles
    wider = state.head is None or len(head.roles) >= len(state.head.roles) or not state.after_head
    if state.head is None or (wider and (lines[at].cells > 1 or head.starts)):
        state.head = settled(head, lines[at + used :], state.head)
    state.after_head = True
    for line in lines[at : at + used]:
        _take_heads(state, line, head)
    return used


def _take_heads(state: Parse, line: Line, head: Head) -> None:
    """Column heads are labels but for one that numbers the outcome below it ('Learning outcome 1')."""
    for chunk in chunks_of(line, head if len(head.roles) > 1 else None):
        name = read_name([word.text for word in chunk.words]) if chunk.role == "outcome" else None
        if name is not None and name.length == len(chunk.words):
            state.chunks.append(chunk)
        else:
            state.take_label(chunk.words)


def _note_heading_over(state: Parse, head: Line) -> None:
    """A heading on the page of the column heads, and nothing between: it heads the outcomes."""
    section = state.section
    if section is not None and not section.lines and section.heading.heading:
        short = len(section.heading.words) <= _LONGEST_HEADING_OVER
        section.over_other = section.over_other or (short and section.heading.page == head.page)


def _stated_count(state: Parse, lines: Sequence[Line], at: int) -> int:
    found = re.fullmatch(r"(?i)this unit has (\d+) learning outcomes?\.?", lines[at].text)
    if not found:
        return 0
    state.stated_outcomes = int(found[1])
    state.take_label(lines[at].words)
    return 1


def _heading(state: Parse, lines: Sequence[Line], at: int) -> int:
    line, used = whole_heading(lines, at)
    key = known_heading(line)
    if key is None:
        key, line, used = known_heading(lines[at]), lines[at], 1
    if key is None or (key == "nos" and state.section is not None and state.section.key == "nos"):
        return 0
    return _open_section(state, key, line) * used


def _heading_beside(state: Parse, lines: Sequence[Line], at: int) -> int:
    """'Aim:' with its text beside it, in a cell or a column of its own."""
    line = lines[at]
    groups = [line.cell(i) for i in range(line.cells)] if line.cells > 1 else [tuple(g) for g in spaced_groups(line)]
    if len(groups) < 2 or not groups[0] or (state.in_region and not _is_form_row(line)):
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

    Below the outcomes and outside all sections it stays unread; the first of all may be the title.
    """
    outcomes_at = state.chunks[0].words[0].index if state.chunks else len(state.document.words)
    for section in state.sections:
        empty = section.guessed and not section.lines and not section.over_other
        holder = section.above if empty else None
        while holder is not None and holder.guessed and not holder.lines:
            holder = holder.above
        if holder is not None:
            holder.lines.append(section.heading)
        elif not empty and not _may_be_title(state, section):
            state.take_label(section.heading.words)
        elif section.heading.words[0].index < outcomes_at:
            state.loose.append(section.heading)
    state.loose.sort(key=lambda line: line.words[0].index)


def _may_be_title(state: Parse, section: ReadSection) -> bool:
    untitled = all(fact.field != "title" for fact in state.facts)
    return untitled and section is state.sections[0] and section.guessed and not section.lines


def _region(state: Parse, lines: Sequence[Line], at: int) -> int:
    if at == state.region_start or heads_criteria(lines, at):
        state.in_region, state.section, state.running = True, None, None
    if not state.in_region or (_ends_region(state, lines[at]) and not names_outcome_on(state, lines, at)):
        return 0
    running_text = is_running_text(state, lines, at)
    below_head, state.after_head = state.after_head, False
    for chunk in chunks_of(lines[at], on_page(state.head, lines[at].page)):
        if not running_text and is_head(chunk, below_head=below_head):
            if not may_be_text(state, chunk):
                state.take_label(chunk.words)
        else:
            state.chunks.append(replace(chunk, role=state.running) if state.running and not chunk.role else chunk)
    return 1


def _is_form_row(line: Line) -> bool:
    """Is a row of a table one of the form below the outcomes: a known heading or label, and something beside it?"""
    first = line.cell(0) if line.cells > 1 else ()
    if len(first) < _SHORTEST_FORM_LABEL or not line.cell(1) or any(line.cell(i) for i in range(2, line.cells)):
        return False
    beside = line.cell(1)[0].text
    label = replace(line, words=first, cells=1)
    return not opens_item(beside) and (known_heading(label) is not None or label_kind(label.text) is not None)


def _ends_region(state: Parse, line: Line) -> bool:
    """A row of a form, or a heading in larger or bold type that opens neither an outcome nor a part of one."""
    return _is_form_row(line) or (
        line.heading
        and line.cells == 1
        and bool(state.chunks)
        and state.running is None
        and not opens_item(line.text)
        and not read_head(line)
    )


def _new_heading(state: Parse, lines: Sequence[Line], at: int) -> int:
    """A line shaped like a heading, once a section or the outcomes are behind us; cells of grids look alike."""
    if state.section is not None and state.section.key in ("nos", "functional_skills"):
        return 0
    following = lines[at + 1] if at + 1 < len(lines) else None
    known_place = state.section or state.chunks or (lines[at].heading and state.facts)
    typed = state.section is not None and state.section.heading.heading
    if not known_place or not shaped_as_heading(lines[at], following, typed=typed):
        return 0
    heading, used = whole_heading(lines, at)
    if is_sentence(heading):
        return 0
    if _says_title_again(state, heading):
        state.account.take(heading.words, "repeats")
        return used
    return _open_section(state, "other", heading, guessed=True) * used


def _says_title_again(state: Parse, heading: Line) -> bool:
    """Is a heading the unit's number and title, which were read already?"""
    title = next((fact.text for fact in state.facts if fact.field == "title"), None)
    return title is not None and fold(_UNIT_NUMBER.sub("", heading.text)) == fold(title)


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
    *HEADER_RULES,
    _new_heading,
    _content,
)
