"""html-validate finds nothing on any kind of page; `make validate` also asks vnu, and looks at every page."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser.kinds import kinds
from tests.site_builder.sites import ROOT

MARKUP = ROOT / "scripts" / "markup"
TOOL = MARKUP / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
NODE = shutil.which("node")


@pytest.mark.skipif(not (NODE and TOOL.is_file()), reason="MARKUP IS NOT CHECKED: run scripts/install-markup.sh")
def test_html_validate_finds_nothing(rich_site: Path) -> None:
    command = [str(NODE), TOOL, "--config", MARKUP / "html-validate.mjs", "--formatter", "text", *kinds(rich_site)]
    done = subprocess.run(command, cwd=rich_site, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
