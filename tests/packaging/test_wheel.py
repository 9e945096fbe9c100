"""The wheel, installed outside the checkout, does the whole way with its own templates and samples."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DATA = "unit_atlas/_data/"

pytestmark = pytest.mark.wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of a copy of the tree that also holds a file which git ignores."""
    tree, folder = tmp_path_factory.mktemp("tree"), tmp_path_factory.mktemp("dist")
    for name in ("unit_atlas", "extractor", "site_builder", "templates", "specs"):
        shutil.copytree(ROOT / name, tree / name)
    for name in ("pyproject.toml", "README.md", "LICENSE", ".gitignore"):
        shutil.copy(ROOT / name, tree)
    (tree / "specs/sources/output").mkdir()
    (tree / "specs/sources/output/ignored.txt").write_text("not for the wheel", encoding="utf-8")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=tree, check=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`unit-atlas` in a virtual environment that holds the wheel and borrows the dependencies of this one."""
    home = tmp_path_factory.mktemp("venv")
    venv.create(home, with_pip=False)
    programs = home / ("Scripts" if os.name == "nt" else "bin")
    python = shutil.which("python", path=programs)
    assert python is not None
    pip = [sys.executable, "-m", "pip", "--quiet", "--python", python, "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(pip, check=True)
    packages = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    )
    (Path(packages.stdout.strip()) / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    found = shutil.which("unit-atlas", path=programs)
    assert found is not None
    return Path(found)


def run(command: Path, folder: Path, *arguments: str, code: int = 0) -> str:
    """Run the installed command in a folder, without any help from the checkout; returns what it printed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [command, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stderr
    assert str(ROOT) not in done.stdout + done.stderr
    return done.stdout


def test_it_holds_templates_samples_and_licence_and_nothing_that_git_ignores(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    expected = {DATA + path.relative_to(ROOT).as_posix() for path in (ROOT / "templates").rglob("*") if path.is_file()}
    expected |= {DATA + path.relative_to(ROOT).as_posix() for path in (ROOT / "specs/sources").iterdir()}
    expected |= {DATA + "specs/awarding-bodies.yaml", "unit_atlas/cli/starter/pages.yml"}
    assert {name for name in expected - names if "__pycache__" not in name} == set()
    assert [name for name in names if "ignored" in name or "__pycache__" in name or name.startswith("tests/")] == []
    assert [name for name in names if name.endswith("licenses/LICENSE")] != []
    assert {name.split("/")[0] for name in names} == {
        "unit_atlas",
        "extractor",
        "site_builder",
        next(name.split("/")[0] for name in names if ".dist-info" in name),
    }


def test_demo_goes_the_whole_way_outside_the_checkout(command: Path, tmp_path: Path) -> None:
    shown = run(command, tmp_path, "demo", "here")
    units = sorted(path.relative_to(tmp_path).as_posix() for path in (tmp_path / "here/specs/units").rglob("*.yaml"))
    assert len(units) == len(list((ROOT / "specs/sources").iterdir()))
    assert "0 words unread" in shown
    assert (tmp_path / "here/output/index.html").is_file()
    assert "no history" in (tmp_path / "here/output/index.html").read_text(encoding="utf-8")


def test_a_library_of_ones_own_is_extracted_checked_and_built(command: Path, tmp_path: Path) -> None:
    run(command, tmp_path, "init", "ours")
    ours = tmp_path / "ours"
    shutil.copy(next((ROOT / "specs/sources").glob("001_*")), ours / "specs/sources/from-a-colleague.txt")
    assert "written   ocn-london/l-508-3936" in run(command, ours, "extract", "specs/sources/")
    assert "1 unit: 0 errors" in run(command, ours, "check")
    run(command, ours, "build", "--strict", "--public", "--to", "output-public")
    run(command, ours, "build")
    public, whole = everything(ours / "output-public"), everything(ours / "output")
    assert "L/508/3936" in public
    assert "Respond positively" not in public
    assert "Respond positively" in whole


def everything(folder: Path) -> str:
    """The text of all files of a site."""
    return "".join(path.read_bytes().decode(errors="replace") for path in sorted(folder.rglob("*")) if path.is_file())


def test_a_second_demo_in_the_same_folder_is_refused(command: Path, tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here/README.md").write_text("mine", encoding="utf-8")
    run(command, tmp_path, "demo", "here", code=3)
    assert [path.name for path in (tmp_path / "here").iterdir()] == ["README.md"]
