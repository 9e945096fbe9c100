"""The ZIP of a site: everything but itself, the same bytes each time, offered where it lies and nowhere else."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from site_builder.archive import ARCHIVE, write_archive
from site_builder.links import ABOUT
from tests.site_builder.sites import BEES, build, full_unit, library_of

OFFER = f'href="../{ARCHIVE}"'


@pytest.fixture(scope="module")
def zipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("zipped") / "site"
    build(library_of({BEES: full_unit()}), output, zipped=True)
    return output


def held(folder: Path) -> dict[str, bytes]:
    """The files in the ZIP of a site, by their place in the site."""
    with ZipFile(folder / ARCHIVE) as archive:
        assert {name.split("/")[0] for name in archive.namelist()} == {"unit-atlas-site"}
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def test_it_holds_everything_but_itself(zipped: Path) -> None:
    files = {path.relative_to(zipped).as_posix(): path.read_bytes() for path in zipped.rglob("*") if path.is_file()}
    inside = held(zipped)
    assert files.keys() - inside.keys() == {ARCHIVE}
    assert {name for name in inside if inside[name] != files[name]} == {ABOUT}


def test_it_is_offered_beside_it_and_not_in_it(zipped: Path) -> None:
    assert OFFER in (zipped / ABOUT).read_text(encoding="utf-8")
    assert OFFER not in held(zipped)[ABOUT].decode()
    assert ARCHIVE not in held(zipped)[ABOUT].decode()


def test_a_site_without_one_offers_none(tmp_path: Path) -> None:
    build(library_of({BEES: full_unit()}), tmp_path / "site", zipped=True)
    build(library_of({BEES: full_unit()}), tmp_path / "site")
    assert not (tmp_path / "site" / ARCHIVE).exists()
    assert OFFER not in (tmp_path / "site" / ABOUT).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("data_date", "dated"), [("2026-05-14", (2026, 5, 14)), (None, (1980, 1, 1)), ("1970-01-01", (1980, 1, 1))]
)
def test_files_in_it_are_dated_by_the_data(tmp_path: Path, data_date: str | None, dated: tuple[int, int, int]) -> None:
    (tmp_path / "page.html").write_text("page", encoding="utf-8")
    size = write_archive(tmp_path, data_date)
    assert size == (tmp_path / ARCHIVE).stat().st_size
    with ZipFile(tmp_path / ARCHIVE) as archive:
        assert [entry.date_time for entry in archive.infolist()] == [(*dated, 0, 0, 0)]
