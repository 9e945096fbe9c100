"""The direction of imports: source document → canonical YAML → site, and one importer for each heavy library."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("unit_atlas", "extractor", "site_builder")
DISTRIBUTIONS = {
    "docx": "python-docx",
    "cv2": "opencv-python-headless",
    "markdown_it": "markdown-it-py",
    "yaml": "pyyaml",
}
BROUGHT_BY = {"markupsafe": "jinja2", "pydantic_core": "pydantic", "pypdfium2": "pdfplumber", "pdfminer": "pdfplumber"}
ONE_IMPORTER = {
    "yaml": {"unit_atlas/canonical.py"},
    "pdfplumber": {"extractor/readers/pdf.py"},
    "jinja2": {"site_builder/render.py"},
    "markdown_it": {"site_builder/render.py"},
}


def imported(tree: ast.AST, package: str) -> Iterator[str]:
    """The full names of the modules that a module imports, wherever the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            parents = package.split(".")
            yield ".".join([*parents[: len(parents) - node.level + 1], node.module or ""])
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def broken_rules(path: str, source: str) -> list[str]:
    """The import rules that a module's source breaks."""
    here = path.split("/")[0]
    tops = {name.split(".")[0] for name in imported(ast.parse(source), ".".join(path.split("/")[:-1]))}
    broken = [f"{path} imports {top}" for top in sorted(tops) if path not in ONE_IMPORTER.get(top, {path})]
    if path.startswith("unit_atlas/cli/"):
        return broken
    halves = {"extractor", "site_builder"} - {here}
    return broken + [f"{path} imports {half}" for half in sorted(halves & tops)]


def modules() -> list[str]:
    return sorted(path.relative_to(ROOT).as_posix() for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def test_all_three_packages_are_looked_at() -> None:
    assert {path.split("/")[0] for path in modules()} == set(PACKAGES)


def test_imports_keep_their_direction() -> None:
    broken = [rule for path in modules() for rule in broken_rules(path, (ROOT / path).read_text(encoding="utf-8"))]
    assert broken == []


def test_nobody_imports_the_command() -> None:
    outside = [path for path in modules() if not path.startswith("unit_atlas/cli/")]
    names = {
        (path, name)
        for path in outside
        for name in imported(ast.parse((ROOT / path).read_text(encoding="utf-8")), ".".join(path.split("/")[:-1]))
    }
    assert [path for path, name in names if name.startswith("unit_atlas.cli")] == []


@pytest.mark.parametrize(
    ("path", "source", "wrong"),
    [
        ("unit_atlas/library.py", "import extractor.extract", "extractor"),
        (
            "unit_atlas/library.py",
            "def f():\n    from site_builder import build",
            "site_builder",
        ),
        (
            "extractor/assemble.py",
            "from site_builder.build import build_site",
            "site_builder",
        ),
        ("site_builder/build.py", "import extractor", "extractor"),
        ("unit_atlas/library.py", "import yaml", "yaml"),
        ("extractor/tables.py", "import pdfplumber.page", "pdfplumber"),
        ("site_builder/views.py", "from jinja2 import Environment", "jinja2"),
        (
            "unit_atlas/cli/build.py",
            "from markdown_it import MarkdownIt",
            "markdown_it",
        ),
    ],
)
def test_a_wrong_import_is_seen(path: str, source: str, wrong: str) -> None:
    assert broken_rules(path, source) == [f"{path} imports {wrong}"]


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("unit_atlas/cli/build.py", "from extractor.extract import extract_document\nimport site_builder"),
        ("unit_atlas/compare/__init__.py", "from .model import Pair\nfrom ..model import Unit"),
        ("extractor/readers/pdf.py", "import pdfplumber"),
        ("unit_atlas/canonical.py", "import yaml"),
    ],
)
def test_a_right_import_passes(path: str, source: str) -> None:
    assert broken_rules(path, source) == []


def test_every_library_that_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [names for extra, names in project["optional-dependencies"].items() if extra != "test"]
    lists = [project["dependencies"], *extras]
    declared = {re.split(r"[^\w-]", requirement)[0] for requirements in lists for requirement in requirements}
    used = {
        name.split(".")[0]
        for path in modules()
        for name in imported(ast.parse((ROOT / path).read_text(encoding="utf-8")), ".".join(path.split("/")[:-1]))
    }
    libraries = used - sys.stdlib_module_names - set(PACKAGES)
    assert {DISTRIBUTIONS.get(name, BROUGHT_BY.get(name, name)) for name in libraries} - declared == set()


@pytest.mark.parametrize(
    ("module", "spared"),
    [
        ("unit_atlas.cli", {"pydantic", "yaml", "jinja2", "rapidfuzz", "site_builder", "extractor"}),
        ("unit_atlas.cli.build", {"pdfplumber", "openpyxl", "docx", "markdown_it", "extractor"}),
    ],
)
def test_what_a_start_does_not_need_is_not_loaded(module: str, spared: set[str]) -> None:
    code = f"import sys, {module}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert module in loaded.split()
    assert spared & {name.split(".")[0] for name in loaded.split()} == set()
