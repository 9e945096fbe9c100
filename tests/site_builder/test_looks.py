"""A build sees whether the files of its site are as they were left, by a process of its own or by itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from site_builder import kept
from site_builder.build import build_site
from site_builder.looks import digest, looked_at, looks_of
from tests.site_builder.sites import DATE, full_unit
from unit_atlas.canonical import dump


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = tmp_path / "a site"
    (site / "units").mkdir(parents=True)
    (site / "index.html").write_text("home", encoding="utf-8")
    (site / "units/b.html").write_text("unit", encoding="utf-8")
    return site


def seen(site: Path) -> str:
    with looked_at(site) as wait:
        return wait()


def test_the_process_sees_what_the_build_would(site: Path) -> None:
    assert seen(site) == digest(looks_of(site))


@pytest.mark.parametrize("change", ["text", "time", "mode", "name", "more", "less"])
def test_every_change_shows(site: Path, change: str) -> None:
    before, page = seen(site), site / "units/b.html"
    status = page.stat()
    match change:
        case "text":
            page.write_text("units", encoding="utf-8")
            os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))
        case "time":
            os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns + 1000))
        case "mode":
            page.chmod(0o600 if status.st_mode & 0o044 else 0o644)
        case "name":
            page.rename(page.with_name("c.html"))
        case "more":
            (site / "units/c.html").touch()
        case "less":
            page.unlink()
    assert seen(site) != before


def test_a_site_that_is_not_there_shows_nothing(tmp_path: Path) -> None:
    assert seen(tmp_path / "none") == ""


def test_without_a_process_the_build_looks_itself(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "")
    assert seen(site) == ""


@pytest.mark.parametrize("executable", [None, "false", ""])
def test_a_build_looks_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, executable: str | None) -> None:
    root, output, looks = tmp_path / "specs", tmp_path / "site", []
    (root / "units/ocr").mkdir(parents=True)
    (root / "units/ocr/bees.yaml").write_text(dump(full_unit(), schema=None), encoding="utf-8")
    monkeypatch.setattr(kept, "looks_of", lambda site: looks.append(site) or looks_of(site))
    if executable is not None:
        monkeypatch.setattr("sys.executable", executable)
    for _ in range(2):
        with kept.cached_library(root) as (library, cache):
            build_site(library, output, public=False, strict=True, data_date=DATE, cache=cache)
    assert looks == ([] if executable is None else [output])
