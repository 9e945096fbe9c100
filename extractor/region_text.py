"""What looks like a head or a heading in the outcomes region: is it one, or does it go on with the text above?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.document import Line
from extractor.headings import goes_on
from extractor.parsing import Parse
from extractor.tables import GRADED, Chunk, Head, chunks_of, head_roles, is_table


def is_cell_text(state: Parse, line: Line, head: Head) -> bool:
    """Does a line inside a table say no more than a column head because the text of a cell was broken there?"""
    if not state.in_region or state.head is None or len(state.head.roles) < 2 or line.heading or line.cells > 1:
        return False
    if not state.after_head and not is_table(head.roles):
        return True
    return len(chunks_of(line, state.head)) == 1 and line.text[:1].islower()


def is_running_text(state: Parse, lines: Sequence[Line], at: int) -> bool:
    """Does a line that opens small or ends as a clause say no more than a head, where the text above was broken?"""
    line = lines[at]
    if line.heading:
        return line.text[:1].islower() and names_outcome_on(state, lines, at)
    runs = line.text[:1].islower() or line.text[-1] in ",;"
    close = line.cells == 1 and not line.gap
    return runs and close and not state.after_head and _is_region_text(state, lines[at - 1])


def _is_region_text(state: Parse, line: Line) -> bool:
    """Is a line the latest text of the outcomes region?"""
    return state.in_region and bool(state.chunks) and state.chunks[-1].words[-1].index == line.words[-1].index


def names_outcome_on(state: Parse, lines: Sequence[Line], at: int) -> bool:
    """Does a heading go on with the line above it, which names an outcome in bold type, however long?"""
    above = lines[at - 1]
    bold = above.heading or all(word.bold for word in above.words)
    return _is_region_text(state, above) and goes_on(replace(above, heading=bold), lines[at], lines)


def is_head(chunk: Chunk, *, below_head: bool) -> bool:
    """Is a part of a line a column head of its own, and not text of a cell that says the same?"""
    if not head_roles(chunk.text) or chunk.role in ("guidance", "range"):
        return False
    opens_first_row = below_head and not chunk.words[0].row and chunk.text[:1].isupper()
    return chunk.role is None or opens_first_row or all(word.bold for word in chunk.words)


def may_be_text(state: Parse, chunk: Chunk) -> bool:
    """Is 'Pass' a lone word where nothing else is graded? It is left unread, for it may end the text above it."""
    graded = state.graded or (state.head is not None and bool(set(state.head.roles) & set(GRADED)))
    return not graded and not any(word.bold for word in chunk.words) and set(head_roles(chunk.text)) <= set(GRADED)
