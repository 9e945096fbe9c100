"""What every subcommand has in common: help, versions, exit codes, one-line errors."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import ROOT, Run
from unit_atlas import __version__
from unit_atlas.cli.commands import COMMANDS


def test_help_names_every_command_and_the_exit_codes(run: Run) -> None:
    shown = run("--help").out
    places = [shown.index(f"\n  {name} ") for name in COMMANDS]
    assert places == sorted(places)
    assert "Exit codes: 0 done" in shown


def test_each_module_with_a_command_is_in_the_list() -> None:
    modules = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "unit_atlas/cli").glob("[a-z]*.py")}
    assert {name for name, text in modules.items() if text.startswith(f'"""`unit-atlas {name}`: ')} == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_says_of_a_command_what_its_own_help_begins_with(run: Run, name: str) -> None:
    usage, told, *_ = run(name, "--help").out.split("\n\n")
    assert usage.startswith(f"Usage: unit-atlas {name} [OPTIONS]")
    assert " ".join(told.split()) == COMMANDS[name]


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command_teaches_by_example(run: Run, name: str) -> None:
    ran = run(name, "--help")
    examples = ran.out.split("For example:")[1].splitlines()
    assert ran.code == 0
    assert any(line.startswith(f"    unit-atlas {name}") for line in examples)


def test_version_is_that_of_the_package(run: Run) -> None:
    assert run("--version").out.strip() == __version__
    assert f'version = "{__version__}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("arguments", [(), ("bild",), ("build", "--no-such-option"), ("compare", "one")])
def test_what_is_not_understood_ends_with_2(run: Run, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert ran.err.startswith("Usage: unit-atlas ") or ran.out.startswith("Usage: unit-atlas ")
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("arguments", [("check",), ("build",), ("serve",), ("compare", "a/b", "c/d")])
def test_a_folder_that_is_no_library_ends_with_3_and_one_line(
    run: Run, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    ran = run(*arguments, "--specs", tmp_path)
    assert (ran.code, ran.out) == (3, "")
    assert ran.complaint.startswith(f"{tmp_path}: found no folder units/ in it, expected a library.")
