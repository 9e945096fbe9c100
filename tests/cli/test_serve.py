"""`unit-atlas serve`: the site on this computer, rebuilt on a change."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.cli.command import Run

UNIT = Path("specs/units/ocr/j-601-1515.yaml")
PATIENCE = 20.0
SERVE = "import signal; signal.signal(2, signal.default_int_handler); from unit_atlas.cli import main; main()"
"""Ctrl+C counts even where the tests run in the background, which makes what they start ignore it."""


@pytest.mark.skipif(os.name == "nt", reason="Ctrl+C is sent as a signal")
def test_it_serves_the_site_and_rebuilds_it(library: Path) -> None:
    command = [sys.executable, "-c", SERVE, "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        try:
            address = address_of(server)
            assert "Monitor and solve" in read(address)
            text = UNIT.read_text(encoding="utf-8")
            UNIT.write_text(text.replace("Monitor and solve customer", "Rear and herd okapi"), encoding="utf-8")
            until = time.monotonic() + PATIENCE
            while "Rear and herd okapi" not in read(address) and time.monotonic() < until:
                time.sleep(0.2)
            assert "Rear and herd okapi" in read(address)
        finally:
            server.send_signal(signal.SIGINT)
        assert server.wait(PATIENCE) == 0


def address_of(server: subprocess.Popen[str]) -> str:
    assert server.stdout is not None
    printed = []
    for line in server.stdout:
        printed.append(line)
        if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
            return found[0]
    raise AssertionError("".join(printed))


def read(address: str) -> str:
    with urlopen(f"{address}index.html", timeout=PATIENCE) as answer:
        return answer.read().decode()


def test_a_port_in_use_is_one_line(library: Path, run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ran = run("serve", "--port", port, "--public")
    assert ran.code == 3
    assert ran.complaint.startswith(f"port {port}: ")
