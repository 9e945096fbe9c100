"""The page that shows a unit beside its document: boxes, numbers, order, states, and nothing that is held back."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from site_builder.build import build_site
from site_builder.review_boxes import box_views
from site_builder.review_fields import FieldView, field_views
from site_builder.review_lines import MOST_LINES, lines_view
from site_builder.shown import Sheet, Shown
from tests.site_builder.sites import BEES, DATE, OCN, OCR, full_unit, library_of, permitting, real_library, visible_text
from unit_atlas.library import Library
from unit_atlas.model import AwardingBody, Decision, Review, Unit
from unit_atlas.provenance import Piece, Place, Provenance

PNG = b"\x89PNG\r\n\x1a\n"
PAGE = (0.0, 0.0, 595.0, 842.0)
PLACES = {
    "title": Place(page=3, box=(230, 56, 320, 67)),
    "glh": Place(page=3, box=(230, 130, 245, 141), confidence=0.8),
    "credit": Place(page=3, box=(230, 112, 240, 123), confidence=0.81),
    "aim": Place(page=3, box=(60, 190, 530, 245)),
    "learning_outcomes[1].text": Place(page=3, box=(82, 285, 187, 322)),
    "learning_outcomes[1].criteria[1.1].text": Place(
        page=3, box=(246, 285, 350, 335), continued=(Piece(page=4, box=(246, 60, 350, 80)),)
    ),
    "functional_skills": Place(page=4, box=(60, 300, 460, 410)),
}


def bees(*, places: dict[str, Place] = PLACES, unit: Unit | None = None, reuse: str = "unknown") -> Library:
    """A library of the one invented unit, with places on two pages."""
    bodies = (AwardingBody.model_validate({"id": "city-and-guilds", "name": "City & Guilds", "reuse": reuse}),)
    library = library_of({BEES: unit or full_unit()}, bodies=bodies)
    written = full_unit().model_copy(update={"review": (), "decisions": ()})
    return replace(library, provenance={BEES: Provenance(source="bees.pdf", fields=places, written=written)})


def shown(folder: Path) -> dict[str, Shown]:
    """Two page images of the bees' document."""
    sheets = []
    for number in (3, 4):
        image = folder / f"{number}.png"
        image.write_bytes(PNG + bytes([number]))
        sheets.append(Sheet(number, image, PAGE))
    return {BEES: Shown(tuple(sheets))}


def build(library: Library, folder: Path, documents: dict[str, Shown], *, public: bool = False) -> Path:
    build_site(library, folder / "site", public=public, strict=False, data_date=DATE, shown=documents)
    return folder / "site"


def page_of(library: Library, folder: Path) -> str:
    site = build(library, folder, shown(folder))
    return (site / "review" / f"{BEES}.html").read_text(encoding="utf-8")


def numbered(places: dict[str, Place]) -> list[tuple[int, FieldView]]:
    """Fields of the invented unit that were read at these places, with their numbers."""
    return list(enumerate(field_views(full_unit(), Provenance(source="x", fields=places)), 1))


def cards(page: str) -> dict[str, str]:
    """The article of each field, by its label."""
    found = re.findall(r"<article.*?</article>", page, re.DOTALL)
    return {re.search(r"<b class=\"pin\">\d+</b><span>(.*?)</span>", card)[1]: card for card in found}  # type: ignore[index]


def test_a_box_and_its_field_have_one_number_and_lead_to_each_other(tmp_path: Path) -> None:
    page = page_of(bees(), tmp_path)
    boxes = dict(re.findall(r'<a class="box [^"]*" id="b(\d+)" href="#f(\d+)"', page))
    assert len(boxes) == len(PLACES)
    for number, target in boxes.items():
        assert number == target
        assert '<article class="field is-' in page
        assert f'id="f{number}"' in page
        assert f'href="#b{number}"><b class="pin">{number}</b>' in page
        assert '<text x="' in page
        assert f">{number}</text></a>" in page


def test_fields_to_check_come_first_then_the_less_sure_then_the_sure(tmp_path: Path) -> None:
    labels = list(cards(page_of(bees(), tmp_path)))
    assert labels == [
        "Guided learning hours", "Credit", "Title", "Unit purpose and aim", "Learning outcome 1",
        "Criterion 1.1 (merit)", "Functional skills",
    ]  # fmt: skip


def test_whole_broken_and_dotted(tmp_path: Path) -> None:
    unit = full_unit().model_copy(
        update={"ofqual_reference": None, "review": (entry("glh", "conflict"), entry("ofqual_reference", "missing"))}
    )
    found = cards(page_of(bees(unit=unit), tmp_path))
    states = {label: re.search(r"field is-(\w+)", card)[1] for label, card in found.items()}  # type: ignore[index]
    assert states["Ofqual unit reference"] == "lost"
    assert states["Guided learning hours"] == "doubt"
    assert states["Credit"] == "less"
    assert {states["Title"], states["Criterion 1.1 (merit)"]} == {"sure"}
    assert "0.81" in found["Credit"]


def entry(field: str, reason: str) -> Review:
    return Review.model_validate({"field": field, "reason": reason, "message": f"look at {field}"})


def test_what_was_not_found_stands_above_the_pages(tmp_path: Path) -> None:
    unit = full_unit().model_copy(update={"level": None, "review": (entry("level", "missing"),)})
    page = page_of(bees(unit=unit), tmp_path)
    above = page.partition('class="absent"')[2].partition("<figure")[0]
    assert 'id="b1" href="#f1"' in above
    assert "Level" in above


def test_a_field_that_runs_over_pages_has_a_box_on_each(tmp_path: Path) -> None:
    page = page_of(bees(), tmp_path)
    first, second = re.findall(r"<svg class=\"sheet\".*?</svg>", page, re.DOTALL)
    assert 'id="b6"' in first
    assert 'id="b6-2" href="#f6" data-n="6" aria-label="6 Criterion 1.1 (merit), continued: read surely"' in second
    assert "pages 3 to 4" in cards(page)["Criterion 1.1 (merit)"]


def test_a_card_holds_the_whole_value(tmp_path: Path) -> None:
    found = {label: visible_text(card) for label, card in cards(page_of(bees(), tmp_path)).items()}
    assert "describe the castes: the queen bee the drone bee also serves outcome 2" in found["Criterion 1.1 (merit)"]
    assert "English, Reading: ticked English, Writing: not ticked ICT, Find information: cannot be told" in " ".join(
        found["Functional skills"].split()
    )
    assert "The aim speaks of hives ." in found["Unit purpose and aim"]


def test_fields_without_a_place_are_listed_too(tmp_path: Path) -> None:
    rest = visible_text(page_of(bees(), tmp_path).partition('id="unplaced"')[2])
    for said in ("BEE12", "Wear a veil.", "open a hive gently", "Prescribed", "Queens must be covered"):
        assert said in rest
    assert "the queen bee" not in rest


def test_an_entry_joins_the_field_that_holds_its_part(tmp_path: Path) -> None:
    unit = full_unit().model_copy(update={"review": (entry("functional_skills.English.Reading", "unreadable"),)})
    card = visible_text(cards(page_of(bees(unit=unit), tmp_path))["Functional skills"])
    assert "Functional skills: English, Reading: look at functional_skills.English.Reading" in card


def test_a_correction_and_a_decision_are_told(tmp_path: Path) -> None:
    decided = Decision(field="credit", decision="checked", by="AB")
    unit = full_unit().model_copy(update={"title": "Keep honey bees", "decisions": (decided,)})
    found = {label: visible_text(card) for label, card in cards(page_of(bees(unit=unit), tmp_path)).items()}
    assert "Changed by a person. Was read as: Keep bees" in found["Title"]
    assert "Checked by AB" in found["Credit"]


def test_hostile_text_is_only_text(tmp_path: Path) -> None:
    bad = "<script>alert(1)</script>"
    unit = full_unit().model_copy(update={"title": bad, "review": (entry("title", "uncertain"),)})
    library = bees(unit=unit)
    document = {BEES: Shown(lines=(bad, '"><img src=x onerror=alert(1)>'))}
    placed = replace(
        library,
        provenance={BEES: Provenance(source=bad, fields={"title": Place(lines=(1, 2)), bad: Place(lines=(2, 2))})},
    )
    page = (build(placed, tmp_path, document) / "review" / f"{BEES}.html").read_text(encoding="utf-8")
    assert bad not in page
    assert "<img" not in page
    assert page.count("<script") == 2


def test_lines_carry_bars_side_by_side_where_fields_overlap() -> None:
    places = {
        "title": Place(lines=(1, 1)),
        "aim": Place(lines=(2, 4)),
        "guidance": Place(lines=(3, 5)),
        "glh": Place(lines=(6, 6)),
    }
    fields = numbered(places)
    view = lines_view(["line"] * 7, fields)
    assert view.lanes == 2
    assert [[bar.part if bar else None for bar in line.bars] for line in view.lines] == [
        ["only", None], ["first", None], ["inside", "first"], ["last", "inside"], [None, "last"], ["only", None],
        [None, None],
    ]  # fmt: skip


def test_a_long_text_says_which_lines_are_left_out() -> None:
    fields = list(
        enumerate(field_views(full_unit(), Provenance(source="x", fields={"aim": Place(lines=(900, 910))})), 1)
    )
    view = lines_view(["line"] * (MOST_LINES + 1), fields)
    assert (view.lines[0].number, view.lines[-1].number) == (880, 930)
    assert view.left_out == "Lines 880 to 930 of 2001; the others hold no field of this unit."
    assert lines_view(["line"] * MOST_LINES, fields).left_out is None


def test_no_tag_covers_a_box_or_leaves_the_page() -> None:
    places = {
        f"learning_outcomes[{row}].text": Place(page=1, box=(82, 40 * row, 200, 40 * row + 30)) for row in (1, 2, 3)
    }
    places |= {"aim": Place(page=1, box=(240, 40, 590, 70)), "guidance": Place(page=1, box=(240, 80, 420, 150))}
    fields = numbered(places)
    views = box_views(fields, 1, PAGE)
    for view in views:
        pin = view.pin
        assert pin.x >= 0 and pin.x + pin.width <= 595
        for other in views:
            across = min(pin.x + pin.width, other.x + other.width) - max(pin.x, other.x)
            down = min(pin.y + pin.height, other.y + other.height) - max(pin.y, other.y)
            assert max(0, across) * max(0, down) < 20


def test_a_public_site_holds_no_document_that_is_held_back(tmp_path: Path) -> None:
    site = build(bees(), tmp_path, shown(tmp_path), public=True)
    assert [path.name for path in (site / "review").rglob("*") if path.is_file()] == ["index.html"]
    assert [path for path in site.rglob("*") if path.suffix == ".png" or path.name.startswith("review.")] == []
    permitted = build(bees(reuse="permitted"), tmp_path, shown(tmp_path), public=True)
    assert len(list((permitted / "review" / "pages").iterdir())) == 2


def test_a_document_that_also_holds_a_unit_held_back_is_held_back_whole(tmp_path: Path) -> None:
    other = full_unit().model_copy(update={"awarding_body": "Nobody known", "title": "Keep wasps"})
    library = bees(reuse="permitted")
    library = replace(library, units={**library.units, "nobody-known/keep-wasps": other})
    site = build(library, tmp_path, shown(tmp_path), public=True)
    assert not (site / "review" / f"{BEES}.html").exists()
    assert list(site.rglob("*.png")) == []


def test_lines_of_a_text_are_held_back_too(tmp_path: Path) -> None:
    library = permitting(real_library(), "ocn-london")
    documents = {key: Shown(lines=("the secret line",) * 300) for key in (OCR, OCN)}
    site = build(library, tmp_path, documents, public=True)
    holds = {str(path.relative_to(site)) for path in site.rglob("*.html") if b"the secret line" in path.read_bytes()}
    assert holds == {f"review/{OCN}.html"}


def test_images_of_one_document_are_shared_by_its_units(tmp_path: Path) -> None:
    other = full_unit().model_copy(update={"title": "Keep wasps"})
    library = bees()
    library = replace(library, units={**library.units, "city-and-guilds/keep-wasps": other})
    documents = shown(tmp_path)
    site = build(library, tmp_path, {**documents, "city-and-guilds/keep-wasps": documents[BEES]})
    assert len(list((site / "review" / "pages").iterdir())) == 2


@pytest.mark.parametrize("documents", [None, {}])
def test_a_plain_build_has_neither_pages_nor_their_style(tmp_path: Path, documents: dict[str, Shown] | None) -> None:
    build_site(bees(), tmp_path / "site", public=False, strict=False, data_date=DATE, shown=documents)
    assert [path.name for path in (tmp_path / "site").rglob("*") if "review" in path.name and path.is_file()] == []
