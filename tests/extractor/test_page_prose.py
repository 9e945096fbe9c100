"""Passages on pages, where type and place tell what text files cannot: headings, paragraphs over pages, lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.document import Page, Word
from tests.extractor.grids import page_of, read_pages
from unit_atlas.model import Unit

OUTCOMES = (
    (60.0, "Unit 12: Keep bees"),
    (80.0, "Learning Outcomes Assessment Criteria"),
    (100.0, "1 Keep bees"),
    (114.0, "1.1 name the parts of a hive"),
    (128.0, "1.2 light a smoker"),
)


def first_page(*below: tuple[float, str], bold: Sequence[str] = ()) -> Page:
    return page_of((), (*OUTCOMES, *below), bold=("Unit 12: Keep bees", "Resources", *bold))


def sections(unit: Unit) -> list[tuple[str, str]]:
    return [(section.heading, section.text) for section in unit.other_sections]


def test_a_heading_in_bold_type_runs_over_two_lines() -> None:
    bold = "Books that every keeper of bees should read before\nthe season"
    unit = read_pages(first_page((200, "Resources"), (220, "A library."), (260, bold), (300, "A book."), bold=(bold,)))
    assert sections(unit) == [("Resources", "A library."), (bold.replace("\n", " "), "A book.")]


def test_where_headings_are_bold_a_short_line_is_none() -> None:
    unit = read_pages(
        first_page((200, "Resources"), (220, "A library."), (260, "Journal of bees"), (300, "Bees today"))
    )
    assert sections(unit) == [("Resources", "A library.\n\nJournal of bees\n\nBees today")]


def test_an_item_of_a_list_is_no_heading() -> None:
    listed = ((240.0, "• Hives"), (254.0, "• Smokers"))
    unit = read_pages(first_page((200, "Resources"), (220, "Things to have:"), *listed, bold=("• Hives",)))
    assert sections(unit) == [("Resources", "Things to have:\n\n- Hives\n- Smokers")]


def test_hollow_bullets_make_a_list_of_their_own() -> None:
    unit = read_pages(first_page((200, "Resources"), (220, "Things to have:\n• Hives:\n   o of wood\n   o of straw")))
    assert sections(unit) == [("Resources", "Things to have:\n\n- Hives:\n  - of wood\n  - of straw")]


def test_a_paragraph_ends_with_a_page_that_ends_with_a_stop() -> None:
    above = first_page((200, "Resources"), (780, "Bees need water."))
    below = page_of((), ((60, "Keepers need a veil."),), number=2)
    assert sections(read_pages(above, below)) == [("Resources", "Bees need water.\n\nKeepers need a veil.")]


def test_a_sentence_goes_on_over_a_page() -> None:
    above = first_page((200, "Resources"), (780, "Bees need water and"))
    below = page_of((), ((60, "Keepers need a veil."),), number=2)
    assert sections(read_pages(above, below)) == [("Resources", "Bees need water and Keepers need a veil.")]


def test_the_unit_and_its_title_printed_again_as_a_heading_are_a_repeat() -> None:
    above = first_page((200, "Resources"), (220, "Bees need water."))
    below = page_of(
        (), ((60, "Unit 12 – Keep bees"), (80, "Keepers need a veil.")), bold=("Unit 12 – Keep bees",), number=2
    )
    assert sections(read_pages(above, below)) == [("Resources", "Bees need water.\n\nKeepers need a veil.")]


def test_a_heading_right_over_the_outcomes_is_a_label() -> None:
    page = page_of(
        (),
        (
            (60, "Unit 12: Keep bees"),
            (80, "Introduction"),
            (100, "Bees are kept."),
            (140, "Standards"),
            (160, "Learning Outcomes Assessment Criteria"),
            (180, "1 Keep bees"),
            (194, "1.1 name the parts of a hive"),
            (208, "1.2 light a smoker"),
        ),
        bold=("Unit 12: Keep bees", "Introduction", "Standards"),
    )
    unit = read_pages(page)
    assert unit.aim == "Bees are kept."
    assert sections(unit) == []


def test_a_bold_sentence_is_no_heading() -> None:
    note = "*Please read the guide of the library before you choose the book."
    unit = read_pages(first_page((200, "Resources"), (220, "A library."), (260, note), bold=(note,)))
    assert sections(unit) == [("Resources", f"A library.\n\n{note}")]


def test_rows_of_a_table_stay_apart_where_a_cell_spans_them() -> None:
    cells = [
        ((50.0, 240.0, 200.0, 300.0), "For hives"),
        ((200.0, 240.0, 350.0, 270.0), "wood"),
        ((200.0, 270.0, 350.0, 300.0), "straw"),
    ]
    above = (*OUTCOMES, (200.0, "Resources"))
    unit = read_pages(page_of(cells, above, bold=("Unit 12: Keep bees", "Resources")))
    assert sections(unit) == [("Resources", "| For hives | wood |\n| --- | --- |\n|  | straw |")]


def test_signs_that_only_their_font_knows_are_flagged() -> None:
    unit = read_pages(first_page((200, "Resources"), (220, "Tick one: hive \uf0d8 book")))
    flagged = [(entry.field, entry.reason, entry.message) for entry in unit.review if entry.reason == "unreadable"]
    assert flagged == [("other_sections[Resources]", "unreadable", "signs whose meaning only their font knows: U+F0D8")]


def test_a_foot_that_slips_on_one_page_is_known_by_its_text() -> None:
    foot = "Handbook of bees and hives"
    pages = [first_page((200, "Resources"), (220, "A library."), (800, foot))]
    pages += [page_of((), ((60, f"Shelf {n}."), (top, foot)), number=n) for n, top in ((2, 800), (3, 812))]
    assert foot not in sections(read_pages(*pages))[0][1]


def test_a_foot_is_known_beside_titles_that_run_up_the_edge() -> None:
    foot = "Handbook of bees and hives 1"
    first = first_page((200, "Resources"), (220, "A library."), (800, foot))
    second = page_of((), ((60, "A shelf."), (800, foot)), number=2)
    edges = [Word(text, 0, 0, 20, 30, top=200, bottom=400, size=10) for text in ("Unit 12: Keep bees", "Keep bees")]
    pages = [replace(page, aside=(edge,)) for page, edge in zip((first, second), edges, strict=True)]
    assert foot not in sections(read_pages(*pages))[0][1]


def test_an_outcome_that_may_hold_the_text_of_the_next_is_in_doubt() -> None:
    head = [((50.0, 50.0, 250.0, 70.0), "Learning outcomes"), ((250.0, 50.0, 550.0, 70.0), "Assessment criteria")]
    first = [((50.0, 70.0, 250.0, 110.0), "1 Keep bees"), ((250.0, 70.0, 550.0, 110.0), "1.1 light a smoker")]
    second = [((50.0, 70.0, 250.0, 110.0), "Open hives"), ((250.0, 70.0, 550.0, 110.0), "2.1 lift a comb")]
    unit = read_pages(page_of([*head, *first]), page_of([*head, *second], number=2))
    assert [outcome.text for outcome in unit.learning_outcomes] == ["Keep bees Open hives", "[not read]"]
    flagged = {entry.field for entry in unit.review}
    assert {"learning_outcomes[1].text", "learning_outcomes[2].text"} <= flagged
