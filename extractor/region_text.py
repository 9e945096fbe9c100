"""Lines of the outcomes region that look like heads or headings, and go on with the text above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.document import Line
from extractor.headings import goes_on
from extractor.parsing import Parse
from extractor.tables import Head, chunks_of, is_table


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
