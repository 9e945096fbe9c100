from __future__ import annotations

from pathlib import Path

import pytest

from tests.site_builder.sites import BEES, build, full_unit, library_of, real_library


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the five sample units."""
    output = tmp_path_factory.mktemp("real") / "site"
    build(real_library(), output)
    return output


@pytest.fixture(scope="session")
def bees_page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of the invented unit that uses every key."""
    output = tmp_path_factory.mktemp("bees") / "site"
    build(library_of({BEES: full_unit()}), output)
    return (output / "units" / f"{BEES}.html").read_text(encoding="utf-8")
