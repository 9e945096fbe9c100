"""The page of what changed since an earlier state of the library."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.site_builder.rich import earlier, tidy_units
from tests.site_builder.sites import BEES, build, full_unit, library_of, visible_text
from unit_atlas.model import AwardingBody, Unit

PERMITTING = AwardingBody(id="b", name="B", reuse="permitted")


def built(
    folder: Path, before: Mapping[str, Unit], *, public: bool = False, bodies: tuple[AwardingBody, ...] = ()
) -> str:
    now = {BEES: full_unit(), **tidy_units()}
    build(library_of(now, bodies=bodies), folder, public=public, earlier=before)
    return visible_text((folder / "changes" / "index.html").read_text(encoding="utf-8"))


@pytest.fixture
def before() -> Mapping[str, Unit]:
    return earlier({BEES: full_unit(), **tidy_units()})


def test_it_tells_of_units_facts_and_criteria(tmp_path: Path, before: Mapping[str, Unit]) -> None:
    page = built(tmp_path / "site", before)
    assert "What changed since v1.0 Units: 1 changed, 1 added, 1 removed and 2 as before." in page
    assert "Level – not printed 3" in page
    assert "1.2 keep stock of only in the first: paint end. 1.2 keep stock of only in the second: timber end." in page
    assert "Keep bees" in page
    assert "Tidy no more" in page


def test_home_and_about_lead_to_it(tmp_path: Path, before: Mapping[str, Unit]) -> None:
    built(tmp_path / "site", before)
    for page in ("index.html", "about/index.html"):
        text = visible_text((tmp_path / "site" / page).read_text(encoding="utf-8"))
        assert "What changed since v1.0" in text
        assert "1 changed, 1 added, 1 removed and 2 as before." in text


def test_without_a_change_it_says_so(tmp_path: Path) -> None:
    page = built(tmp_path / "site", {BEES: full_unit(), **tidy_units()})
    assert "Units: 4 as before." in page
    assert "Changed" not in page


def test_a_public_site_tells_of_no_words_held_back(tmp_path: Path, before: Mapping[str, Unit]) -> None:
    page = built(tmp_path / "site", before, public=True)
    assert "Level – not printed 3" in page
    assert "1.2 text held back 1.2 text held back" in page
    assert "timber" not in page


@pytest.mark.parametrize(("body", "told"), [("B", True), ("A", False)])
def test_a_public_site_asks_what_the_earlier_body_permits(
    tmp_path: Path, before: Mapping[str, Unit], body: str, told: bool
) -> None:
    was = before["b/tidy"].model_copy(update={"awarding_body": body})
    page = built(tmp_path / "site", {**before, "b/tidy": was}, public=True, bodies=(PERMITTING,))
    assert ("paint" in page, "timber" in page) == (told, told)


def test_no_page_without_an_earlier_state(real_site: Path) -> None:
    assert not (real_site / "changes").exists()
