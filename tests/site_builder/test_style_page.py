"""The style page lists every token and every part of the site."""

from __future__ import annotations

import re
from pathlib import Path

from tests.site_builder.sites import ROOT

STATIC = ROOT / "templates" / "static"
SHEETS = ("site.css", "home.css", "compare.css", "pictures.css")
CLASSES = re.compile(r"\.([a-z][a-z0-9-]*)(?=[^{}]*\{)")


def test_every_class_of_the_style_sheets_is_shown(real_site: Path) -> None:
    page = (real_site / "style" / "index.html").read_text(encoding="utf-8")
    shown = {name for found in re.findall(r'class="([^"]*)"', page) for name in found.split()}
    sheets = "".join(re.sub(r"/\*.*?\*/", "", (STATIC / name).read_text(encoding="utf-8")) for name in SHEETS)
    assert set(CLASSES.findall(sheets)) - shown == set()


def test_every_token_is_shown(real_site: Path) -> None:
    page = (real_site / "style" / "index.html").read_text(encoding="utf-8")
    tokens = (STATIC / "tokens.css").read_text(encoding="utf-8").split("@media")[0]
    colours = set(re.findall(r"--([\w-]+): #", tokens))
    assert colours == set(re.findall(r'class="swatch sw-([\w-]+)"', page))
    assert set(re.findall(r"--(t-\w+|s\d):", tokens)) <= set(re.findall(r'class="(?:space )?(t-\w+|s\d)"', page))
    sheet = (real_site / "static" / "style.css").read_text(encoding="utf-8")
    assert {name for name in colours if f".sw-{name} {{" not in sheet} == set()
