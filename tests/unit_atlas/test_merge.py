"""A new extraction of a file that a person corrected: what stays, what follows, what becomes a conflict."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from tests.unit_atlas import random_units
from tests.unit_atlas.shelf import ID, Shelf, told
from unit_atlas.canonical import dump, load, read_unit
from unit_atlas.decisions import is_decided
from unit_atlas.fields import covers, flatten
from unit_atlas.merge import merge
from unit_atlas.model import (
    Assessment,
    AssessmentMethod,
    Criterion,
    Decision,
    LearningOutcome,
    Review,
    Section,
    Unit,
)

MakeUnit = Callable[..., Unit]
Edit = Callable[..., Path]


@pytest.fixture
def edit(shelf: Shelf) -> Edit:
    """Changes the stored file as a person would: each pair is a text that stands there once, and its replacement."""

    def change(*pairs: tuple[str, str]) -> Path:
        path = shelf.path(ID)
        text = path.read_text(encoding="utf-8")
        for old, new in pairs:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        path.write_bytes(text.encode())
        return path

    return change


def outcomes(*texts: str, first: int = 1) -> tuple[LearningOutcome, ...]:
    criteria = tuple(Criterion(number=f"1.{n}", text=text) for n, text in enumerate(texts, start=first))
    return (LearningOutcome(number="1", text="Walk", criteria=criteria),)


def conflict(path: Path) -> dict[str, str]:
    return {entry.field: entry.message for entry in read_unit(path).review if entry.reason == "conflict"}


def test_a_correction_stays_and_an_untouched_field_follows(shelf: Shelf, make_unit: MakeUnit, edit: Edit) -> None:
    shelf.put(make_unit())
    before = edit(("glh: 40\n", "glh: 45  # page 3\n")).read_bytes()
    (stored,) = shelf.put(make_unit(credit=7))
    assert stored.path.read_bytes() == before.replace(b"credit: 6\n", b"credit: 7\n")
    assert (stored.action, stored.note) == ("merged", "")
    assert [(d.path, d.old, d.new) for d in stored.taken] == [("credit", 6, 7)]
    assert [(d.path, d.old, d.new) for d in stored.differences] == [("glh", 45, 40)]


def test_the_same_extraction_again_changes_nothing(shelf: Shelf, make_unit: MakeUnit, edit: Edit) -> None:
    shelf.put(make_unit())
    path = edit(("glh: 40\n", "glh: 45\n"))
    shelf.put(make_unit(credit=7, glh=41))
    files = {file: file.read_bytes() for file in shelf.units.parent.rglob("*.*")}
    for _ in range(2):
        assert told(shelf.put(make_unit(credit=7, glh=41))) == [(ID, "kept")]
        assert {file: file.read_bytes() for file in shelf.units.parent.rglob("*.*")} == files
    assert list(conflict(path)) == ["glh"]


def test_a_field_changed_on_both_sides_keeps_the_persons_value_and_is_told(
    shelf: Shelf, make_unit: MakeUnit, edit: Edit
) -> None:
    shelf.put(make_unit())
    path = edit(("glh: 40\n", "glh: 45\n"), ("title: Walk dogs", "title: Walk the dogs"))
    (stored,) = shelf.put(make_unit(glh=41))
    assert read_unit(path).glh == 45
    assert read_unit(path).review == (
        Review(
            field="glh",
            reason="conflict",
            message="corrected by a person and changed in the new extraction: the file has 45, the extraction 41;"
            " correct the field or accept it under decisions, and remove this entry",
        ),
    )
    assert stored.note == "changed by a person and in the document, see review: glh"
    assert [d.path for d in stored.differences] == ["title", "glh"]


def test_both_making_the_same_change_is_no_conflict(shelf: Shelf, make_unit: MakeUnit, edit: Edit) -> None:
    shelf.put(make_unit())
    before = edit(("glh: 40\n", "glh: 41  # page 3\n")).read_bytes()
    assert told(shelf.put(make_unit(glh=41))) == [(ID, "kept")]
    assert shelf.path(ID).read_bytes() == before


def test_an_edit_is_still_an_edit_after_a_merge(shelf: Shelf, make_unit: MakeUnit, edit: Edit) -> None:
    shelf.put(make_unit())
    path = edit(("glh: 40\n", "glh: 45\n"))
    for credit in (7, 8, 9):
        assert told(shelf.put(make_unit(credit=credit))) == [(ID, "merged")]
        assert (read_unit(path).glh, read_unit(path).credit) == (45, credit)
    assert conflict(path) == {}
    shelf.put(make_unit(credit=9, glh=46))
    assert list(conflict(path)) == ["glh"]


def test_a_conflict_is_renewed_and_ends_when_the_field_is_as_extracted(
    shelf: Shelf, make_unit: MakeUnit, edit: Edit
) -> None:
    shelf.put(make_unit())
    path = edit(("glh: 40\n", "glh: 45\n"))
    shelf.put(make_unit(glh=41))
    shelf.put(make_unit(glh=42))
    assert "the file has 45, the extraction 42" in conflict(path)["glh"]
    assert len(read_unit(path).review) == 1
    edit(("glh: 45\n", "glh: 42\n"))
    assert told(shelf.put(make_unit(glh=42))) == [(ID, "merged")]
    assert conflict(path) == {}


def test_a_conflict_that_a_person_removed_does_not_come_back(shelf: Shelf, make_unit: MakeUnit, edit: Edit) -> None:
    shelf.put(make_unit())
    path = edit(("glh: 40\n", "glh: 45\n"))
    shelf.put(make_unit(glh=41))
    text = path.read_text()
    path.write_text(text[: text.index("review:")] + "review: []\n")
    assert told(shelf.put(make_unit(glh=41))) == [(ID, "kept")]
    assert read_unit(path).glh == 45


@pytest.mark.parametrize("decided", ["glh", "unit"])
def test_a_decision_holds_a_value_that_nobody_changed(
    shelf: Shelf, make_unit: MakeUnit, edit: Edit, decided: str
) -> None:
    shelf.put(make_unit())
    path = edit(("review: []", f"review: []\ndecisions:\n- {{field: {decided}, decision: checked, by: AB}}"))
    shelf.put(make_unit(glh=41))
    assert read_unit(path).glh == 40
    assert list(conflict(path)) == (["glh"] if decided == "unit" else [])
    assert read_unit(path).decisions == (Decision(field=decided, decision="checked", by="AB"),)


def test_a_decision_about_a_part_holds_that_part_alone(shelf: Shelf, make_unit: MakeUnit, edit: Edit) -> None:
    shelf.put(make_unit(learning_outcomes=outcomes("fit a collar", "clip a lead")))
    settled = "{field: 'learning_outcomes[1].criteria[1.1]', decision: accepted}"
    path = edit(("review: []", f"review: []\ndecisions: [{settled}]"))
    shelf.put(make_unit(learning_outcomes=outcomes("fit a colar", "clip the lead", "go")))
    assert read_unit(path).learning_outcomes == outcomes("fit a collar", "clip the lead", "go")
    assert conflict(path) == {}


def test_a_decision_ends_a_conflict_before_it_begins(shelf: Shelf, make_unit: MakeUnit, edit: Edit) -> None:
    shelf.put(make_unit())
    decided = "review: []\ndecisions:\n- {field: glh, decision: accepted}"
    before = edit(("glh: 40", "glh: 45"), ("review: []", decided)).read_bytes()
    (stored,) = shelf.put(make_unit(glh=41))
    assert (stored.action, stored.differences) == ("kept", ())
    assert stored.path.read_bytes() == before


WRITTEN = """\
# checked with the tutor
awarding_body: OCR
# the order of the body's own form
glh: 45   # page 3
credit: 6
title: "Walk dogs"

unit_number: '22'
ofqual_reference: 'J/601/1515'
level: '3'
learning_outcomes:
  # one outcome only
  - text: Walk   # as printed
    number: '1'
    criteria:
      # fitting first
      - {number: '1.1', text: fit a collar}   # how?

      - number: '1.2'
        text: >-
          clip
          a lead
aim: |-   # from the first page

  Walk well.
  # not a comment

source: {file: one.pdf, sha256: '%s', layout: ocr, reader: text}
review: []   # none
# the end""" % ("0" * 64)
AIM = "Walk well.\n# not a comment"


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(
    ("fields", "changes"),
    [
        ({"credit": 7}, [("credit: 6", "credit: 7")]),
        ({"title": "Walk: dogs"}, [('title: "Walk dogs"', "title: 'Walk: dogs'")]),
        ({"level": "E3"}, [("level: '3'", "level: E3")]),
        ({"credit": None}, [("credit: 6", "credit: null")]),
        ({"published": "2011"}, [("level: '3'\n", "level: '3'\npublished: '2011'\n")]),
        (
            {"learning_outcomes": outcomes("fit collars", "clip a lead")},
            [("text: fit a collar}", "text: fit collars}")],
        ),
        (
            {"learning_outcomes": outcomes("fit a collar", "clip leads")},
            [("text: >-\n          clip\n          a lead\n", "text: clip leads\n")],
        ),
        (
            {"learning_outcomes": outcomes("fit a collar", "clip a lead", "go")},
            [("          a lead\n", "          a lead\n      - number: '1.3'\n        text: go\n")],
        ),
        (
            {"aim": "Walk.\n\nRun."},
            [
                (
                    "aim: |-   # from the first page\n\n  Walk well.\n  # not a comment\n",
                    "aim: |   # from the first page\n  Walk.\n\n  Run.\n",
                )
            ],
        ),
        (
            {"review": (Review(field="aim", reason="uncertain", message="m"),)},
            [("review: []   # none", "review:   # none\n- field: aim\n  reason: uncertain\n  message: m")],
        ),
        (
            {"other_sections": (Section(heading="More", text="Rain."),)},
            [("\n\nsource:", "\nother_sections:\n- heading: More\n  text: |\n    Rain.\n\nsource:")],
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_all_but_the_changed_field_survives_byte_for_byte(
    shelf: Shelf,
    make_unit: MakeUnit,
    line_break: str,
    mark: str,
    fields: dict[str, Any],
    changes: list[tuple[str, str]],
) -> None:
    base = make_unit(aim=AIM, learning_outcomes=outcomes("fit a collar", "clip a lead"))
    shelf.put(base)
    shelf.path(ID).write_bytes((mark + WRITTEN.replace("\n", line_break)).encode())
    (stored,) = shelf.put(base.model_copy(update=fields))
    expected = WRITTEN
    for old, new in changes:
        assert expected.count(old) == 1, old
        expected = expected.replace(old, new)
    merged = stored.path.read_bytes().decode()
    assert stored.action == "merged"
    assert merged.removesuffix(line_break) == (mark + expected.replace("\n", line_break)).removesuffix(line_break)
    assert told(shelf.put(base.model_copy(update=fields))) == [(ID, "kept")]
    assert stored.path.read_bytes().decode() == merged


def test_order_of_a_list_follows_the_extraction_with_its_comments(
    shelf: Shelf, make_unit: MakeUnit, edit: Edit
) -> None:
    def grid(*names: str) -> Assessment:
        return Assessment(methods=tuple(AssessmentMethod(name=name) for name in names))

    shelf.put(make_unit(assessment=grid("Essay", "Quiz", "Log")))
    path = edit(("- name: Log\n", "# the log of page 4\n  - name: Log  # mine\n"), ("glh: 40", "glh: 45"))
    shelf.put(make_unit(assessment=grid("Log", "Essay", "Talk")))
    assert read_unit(path).assessment == grid("Log", "Essay", "Talk")
    assert "  # the log of page 4\n  - name: Log  # mine\n    requirement: null\n  - name: Essay\n" in path.read_text()


def test_orders_that_both_changed_are_a_conflict(shelf: Shelf, make_unit: MakeUnit, edit: Edit) -> None:
    one, two, three = (Section(heading=name, text="t") for name in ("One", "Two", "Three"))
    shelf.put(make_unit(other_sections=(one, two, three)))
    mine = dump(make_unit(other_sections=(two, one, three)), schema=None)
    shelf.path(ID).write_text(mine)
    for _ in range(2):
        shelf.put(make_unit(other_sections=(three, one, two)))
        assert read_unit(shelf.path(ID)).other_sections == (two, one, three)
        assert "[Two] [One] [Three]" in conflict(shelf.path(ID))["other_sections"]


@pytest.mark.parametrize(
    ("old", "mine", "new", "merged", "clash"),
    [
        ("a b", "a b c", "a b", "a b c", ""),
        ("a b", "a", "a b", "a", ""),
        ("a b", "a b c", "a B", "a B c", ""),
        ("a b c", "a c", "A b c", "A c", ""),
        ("a b", "a", "a B", "a", "[2]"),
        ("a b", "a B", "a", "a B", "[2]"),
        ("a", "a b", "a B", "a b", "[2]"),
        ("a", "a b", "a b", "a b", ""),
    ],
    ids=[
        "added by the person",
        "removed by the person",
        "added, another followed",
        "removed, another followed",
        "removed, and changed",
        "changed, and removed",
        "added differently",
        "added alike",
    ],
)
def test_entries_of_lists(old: str, mine: str, new: str, merged: str, clash: str) -> None:
    def unit(words: str) -> Unit:
        numbers = {word: str(ord(word.lower()) - ord("a") + 1) for word in words.split()}
        return Unit(learning_outcomes=tuple(LearningOutcome(number=n, text=word) for word, n in numbers.items()))

    result = merge(unit(old), unit(mine), unit(new))
    assert result.unit.learning_outcomes == unit(merged).learning_outcomes
    assert [one.field[: len(f"learning_outcomes{clash}")] for one in result.clashes] == (
        [f"learning_outcomes{clash}"] if clash else []
    )


def test_a_comment_is_never_lost_with_its_entry(shelf: Shelf, make_unit: MakeUnit, edit: Edit) -> None:
    shelf.put(make_unit(learning_outcomes=outcomes("fit a collar", "clip a lead")))
    before = edit(("text: clip a lead", "text: clip a lead  # ask OCR"), ("title: Walk", "title: To walk")).read_bytes()
    for _ in range(2):
        (stored,) = shelf.put(make_unit(glh=41, learning_outcomes=outcomes("fit a collar")))
        assert stored.action == "kept"
        assert stored.note.startswith("not merged: the comment '# ask OCR' stands where")
        assert [d.path for d in stored.differences] == ["title", "glh", "learning_outcomes[1].criteria[1.2].text"]
        assert stored.path.read_bytes() == before
    edit(("  # ask OCR", ""))
    (stored,) = shelf.put(make_unit(glh=41, learning_outcomes=outcomes("fit a collar")))
    assert (stored.action, [d.path for d in stored.differences]) == ("merged", ["title"])


def test_entries_under_review_follow_but_not_about_what_the_person_corrected(
    shelf: Shelf, make_unit: MakeUnit, edit: Edit
) -> None:
    def entry(field: str, message: str = "m") -> Review:
        return Review(field=field, reason="uncertain", message=message)

    shelf.put(make_unit(review=(entry("glh"), entry("title"), entry("level"))))
    path = edit(("glh: 40", "glh: 45"), ("- field: level\n  reason: uncertain\n  message: m\n", ""))
    shelf.put(make_unit(review=(entry("glh", "other words"), entry("level"), entry("credit"))))
    assert read_unit(path).review == (entry("credit"),)


def test_a_conflict_of_long_prose_shows_where_it_begins_to_differ() -> None:
    def unit(word: str) -> Unit:
        return Unit(aim=f"{'same ' * 200}{word} {'same ' * 200}".strip())

    (clash,) = merge(unit("one"), unit("two"), unit("three")).clashes
    message = clash.review().message
    assert "same two same" in message
    assert "same three same" in message
    assert len(message) < 1000


def test_without_what_was_written_last_a_persons_file_is_kept(shelf: Shelf, make_unit: MakeUnit, edit: Edit) -> None:
    shelf.put(make_unit())
    before = edit(("glh: 40", "glh: 45")).read_bytes()
    record = shelf.units.parent / f"provenance/{ID}.json"
    record.write_text(f'{{"source": "one.pdf", "written_sha256": "{"0" * 64}"}}')
    for _ in range(2):
        assert told(shelf.put(make_unit(glh=41, credit=7))) == [(ID, "kept")]
        assert shelf.path(ID).read_bytes() == before


def test_a_run_killed_between_file_and_provenance_mends_itself(shelf: Shelf, make_unit: MakeUnit, edit: Edit) -> None:
    shelf.put(make_unit())
    path = edit(("glh: 40", "glh: 45"))
    record = shelf.units.parent / f"provenance/{ID}.json"
    old = record.read_bytes()
    shelf.put(make_unit(glh=41, credit=7))
    merged = path.read_bytes()
    record.write_bytes(old)
    assert told(shelf.put(make_unit(glh=41, credit=7))) == [(ID, "kept")]
    assert path.read_bytes() == merged
    assert list(conflict(path)) == ["glh"]


def test_a_corrected_reference_that_another_file_claims_is_told(shelf: Shelf, make_unit: MakeUnit, edit: Edit) -> None:
    shelf.put(make_unit())
    shelf.put(make_unit(file="two.pdf", title="Other", ofqual_reference="L/508/3936", unit_number="9"))
    path = edit(("J/601/1515", "L/508/3936"))
    assert shelf.put(make_unit())[0].action == "merged"
    assert "claimed by ocr/l-508-3936" in conflict(path)["ofqual_reference"]
    assert told(shelf.put(make_unit()))[0] == (ID, "kept")


def test_a_merged_reference_claims_its_id(shelf: Shelf, make_unit: MakeUnit, edit: Edit) -> None:
    shelf.put(make_unit())
    edit(("glh: 40", "glh: 45"))
    shelf.put(make_unit(ofqual_reference="L/508/3936"))
    shelf.put(make_unit(file="two.pdf", title="Other", ofqual_reference="L/508/3936", unit_number="9"))
    assert f"claimed by {ID}" in conflict(shelf.path("ocr/l-508-3936"))["ofqual_reference"]


SEEDS = st.integers(0, 2**32 - 1)


@settings(deadline=None, max_examples=60)
@given(SEEDS)
def test_whatever_both_change_each_field_has_its_right_value(seed: int) -> None:
    rnd = random.Random(seed)
    base = random_units.unit(rnd)
    mine, new = random_units.changed(rnd, base), random_units.changed(rnd, base)
    result = merge(base, mine, new)
    was, is_mine, is_new, merged = map(flatten, (base, mine, new, result.unit))
    told_of = [clash.field for clash in result.clashes]
    for path in {*was, *is_mine, *is_new, *merged}:
        before, ours, theirs, now = (values.get(path, "nothing") for values in (was, is_mine, is_new, merged))
        if any(covers(field, path) for field in told_of) or path.rpartition(".items")[1]:
            continue
        assert now == (theirs if ours == before else ours), path
        assert theirs in (before, now) or ours == before or is_decided(path, mine.decisions), path
    assert {clash.field for clash in result.clashes} <= {entry.field for entry in result.unit.review}
    assert merge(base, mine, base).unit == mine
    assert merge(base, base, new).unit.model_copy(update={"review": new.review}) == new


@settings(deadline=None, max_examples=60)
@given(SEEDS)
def test_whatever_a_person_writes_and_the_extraction_finds_nothing_is_lost(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    rnd = random.Random(seed)
    shelf = Shelf(tmp_path_factory.mktemp("library"), ())
    base = random_units.unit(rnd)
    (first,) = shelf.put(base)
    hand = random_units.Hand(rnd)
    mine = random_units.changed(rnd, read_unit(first.path))
    first.path.write_bytes(hand.write(mine).encode())
    before = first.path.read_bytes()
    new = random_units.changed(rnd, base)
    (stored,) = shelf.put(new)
    text = stored.path.read_bytes().decode()
    event(stored.note.partition(":")[0] if stored.action == "kept" else stored.action)
    if stored.action == "kept":
        assert text.encode() == before
    else:
        assert load(text, name="x") == merge(base, mine, new).unit
        assert all(text.count(comment) == 1 for comment in hand.comments)
        corrected = [path for path, value in flatten(mine).items() if flatten(base).get(path) != value]
        merged = flatten(load(text, name="x"))
        assert all(merged[path] == flatten(mine)[path] for path in corrected)
    (again,) = shelf.put(new)
    assert again.action in ("kept", "unchanged")
    assert stored.path.read_bytes().decode() == text
