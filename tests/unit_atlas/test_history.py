"""The date of a library's data: the environment, else the last commit that touched it, else none."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from unit_atlas.history import DateError, data_date


def commit(folder: Path, when: str) -> None:
    author = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *author, "add", "."], cwd=folder, check=True)
    subprocess.run(
        ["git", *author, "commit", "-q", "-m", "x"],
        cwd=folder,
        check=True,
        env={"GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": when, "PATH": "/usr/local/bin:/usr/bin:/bin"},
    )


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    """A library in a repository whose last commit touched another folder."""
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    for name, when in (("specs", "2024-02-29T23:30:00-0200"), ("docs", "2025-01-01T00:00:00+0000")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a").write_text(name, encoding="utf-8")
        commit(tmp_path, when)
    return tmp_path / "specs"


def test_the_last_commit_that_touched_the_library_in_utc(specs: Path) -> None:
    assert data_date(specs, {}) == "2024-03-01"


def test_the_environment_goes_first(specs: Path) -> None:
    assert data_date(specs, {"SOURCE_DATE_EPOCH": "0"}) == "1970-01-01"


def test_no_repository_no_date(tmp_path: Path) -> None:
    assert data_date(tmp_path, {}) is None


@pytest.mark.parametrize("epoch", ["2024-01-01", "-5", "١٢", "9" * 40])
def test_a_wrong_environment_is_told(tmp_path: Path, epoch: str) -> None:
    with pytest.raises(DateError, match="expected seconds since 1970"):
        data_date(tmp_path, {"SOURCE_DATE_EPOCH": epoch})
