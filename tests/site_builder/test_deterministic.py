"""The same library gives the same bytes, whatever the hash seed, time zone, locale and folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site_builder.sites import ROOT, build, real_library, tree_hash

BUILD = """
import sys
from pathlib import Path
from tests.site_builder.sites import build, real_library
build(real_library(), Path(sys.argv[1]), zipped=True)
"""


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "77", "TZ": "America/Anchorage", "LC_ALL": "C.UTF-8"},
    ],
)
def test_same_bytes(tmp_path: Path, environment: dict[str, str]) -> None:
    build(real_library(), tmp_path / "here", zipped=True)
    there = tmp_path / "a folder with spaces, # and ü" / "site"
    subprocess.run([sys.executable, "-c", BUILD, str(there)], cwd=ROOT, env={**os.environ, **environment}, check=True)
    assert tree_hash(there) == tree_hash(tmp_path / "here")
