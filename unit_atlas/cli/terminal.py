"""What the command prints, and where: results on standard output, progress and complaints on standard error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console

from unit_atlas.characters import clean

if TYPE_CHECKING:
    from rich.progress import Progress

FINDINGS = 1
IMPOSSIBLE = 3

out = Console(highlight=False, markup=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)

Advance = Callable[[str, int, int], None]
_bars: list[Progress] = []


class Failure(Exception):
    """What was asked for cannot be done at all; the message is the one line that a person reads."""


def say(text: str, style: str = "") -> None:
    """Print a line of the result; what could steer a terminal is removed."""
    with _above_bar():
        out.print(clean(text), style=style or None)


def complain(text: str) -> None:
    """Print one line on standard error."""
    with _above_bar():
        err.print(" ".join(clean(text).split()), style="red")


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun: '1 unit', '2 units', '0 entries'."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def warn(text: str) -> None:
    """Print a line on standard error that stops nothing."""
    with _above_bar():
        err.print(clean(text), style="yellow")


@contextmanager
def progress(task_name: str) -> Iterator[Advance]:
    """Show a bar on standard error if it is a terminal; yields `advance(what, done, total)`."""
    if not err.is_terminal:
        yield _quiet
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, redirect_stdout=False) as bar:
        task = bar.add_task(task_name, total=None)
        _bars.append(bar)
        try:
            yield lambda what, done, total: bar.update(task, description=what, completed=done, total=total)
        finally:
            _bars.remove(bar)


def _quiet(_what: str, _done: int, _total: int) -> None:
    """Show nothing."""


@contextmanager
def _above_bar() -> Iterator[None]:
    """Take the bar away while lines are printed: rich moves it only for lines of the bar's own console."""
    for bar in _bars:
        bar.stop()
    yield
    for bar in _bars:
        bar.start()
