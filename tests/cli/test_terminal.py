"""Progress: a bar on a terminal, nothing in a pipe."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="Windows has no pseudo-terminals of this kind")

COMMAND = [sys.executable, "-c", "from unit_atlas.cli import main; main()", "extract", "specs/sources"]
BAR = "━"


def read_all(terminal: int) -> str:
    """What was written to a pseudo-terminal whose other side is closed."""
    parts = []
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:
            break
        if not part:
            break
        parts.append(part)
    return b"".join(parts).decode()


def test_a_pipe_gets_the_result_and_the_terminal_the_bar(library: Path) -> None:
    terminal, other_side = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "PYTHONUTF8": "1"}
    done = subprocess.run(COMMAND, stdout=subprocess.PIPE, stderr=other_side, env=environment, check=True)
    os.close(other_side)
    shown = read_all(terminal)
    os.close(terminal)
    assert BAR in shown
    assert "words:" not in shown
    assert b"\x1b" not in done.stdout
    assert done.stdout.count(b" words: ") == 2


def test_nothing_but_the_result_when_both_are_pipes(library: Path) -> None:
    done = subprocess.run(COMMAND, capture_output=True, check=True)
    assert done.stderr == b""
    assert b"\x1b" not in done.stdout
