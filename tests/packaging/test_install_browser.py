"""The script that installs the browser for the tests: what it does without touching the system."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "install-browser.sh"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a shell script")


def call(*commands: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the script where only these commands are on the PATH; each prints its name and arguments, `id` a user's."""
    for name in commands:
        shown = "1000" if name == "id" else f'{name} "$@"'
        (folder / name).write_text(f"#!/bin/sh\necho {shown}\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    shell = shutil.which("sh")
    assert shell is not None
    return subprocess.run([shell, SCRIPT], env={"PATH": str(folder)}, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome"])
def test_a_browser_that_is_there_is_enough(tmp_path: Path, name: str) -> None:
    ran = call(name, "apt-get", folder=tmp_path)
    assert (ran.returncode, ran.stdout) == (0, f"Browser for the tests: {tmp_path / name}\n")


def test_without_apt_get_it_says_what_to_install(tmp_path: Path) -> None:
    ran = call(folder=tmp_path)
    assert ran.returncode == 3
    assert ran.stderr.startswith("No Chromium or Google Chrome on the PATH, and no apt-get")


def test_an_account_that_may_not_install_is_told_whom_to_ask(tmp_path: Path) -> None:
    ran = call("apt-get", "id", folder=tmp_path)
    assert ran.returncode == 3
    assert "Ask an administrator for: apt-get install chromium" in ran.stderr


def test_it_installs_as_root_through_sudo(tmp_path: Path) -> None:
    ran = call("apt-get", "sudo", "id", folder=tmp_path)
    assert ran.returncode == 0
    assert ran.stdout.splitlines()[-1].endswith("apt-get install -q -y --no-install-recommends chromium")
    assert ran.stdout.startswith("sudo apt-get update")
