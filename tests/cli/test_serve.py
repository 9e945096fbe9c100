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
            retitle(address, "Monitor and solve customer", "Rear and herd okapi")
            retitle(address, "Rear and herd okapi", "Shear and dip sheep")
        finally:
            server.send_signal(signal.SIGINT)
        told = server.stdout.read() if server.stdout else ""
        assert server.wait(PATIENCE) == 0
    assert set(re.findall("changed: (.*)", told)) == {UNIT.name}, "what a build itself writes is no change"


def retitle(address: str, old: str, new: str) -> None:
    """Edit a unit and wait until the site shows it."""
    UNIT.write_text(UNIT.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    until = time.monotonic() + PATIENCE
    while new not in read(address) and time.monotonic() < until:
        time.sleep(0.2)
    assert new in read(address)


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
