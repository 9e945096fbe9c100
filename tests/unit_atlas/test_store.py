"""Storing extractions: whose file it is, what is written, kept, told."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit_atlas.shelf import ID, Shelf, told
from unit_atlas.canonical import CanonicalError, read_unit
from unit_atlas.model import Criterion, Decision, LearningOutcome, Review, Source, Unit
from unit_atlas.provenance import Provenance
from unit_atlas.store import Store

MakeUnit = Callable[..., Unit]


def conflicts(path: Path) -> list[tuple[str, str]]:
    return [(entry.field, entry.message) for entry in read_unit(path).review if entry.reason == "conflict"]


def source(file: str, *, sha: str = "0", pages: tuple[int, ...] = ()) -> Source:
    return Source(file=file, sha256=sha * 64, pages=pages, layout="ocr", reader="pdf")


def test_unit_and_provenance_are_written_side_by_side(shelf: Shelf, make_unit: MakeUnit) -> None:
    assert told(shelf.put(make_unit())) == [(ID, "written")]
    assert shelf.files() == [f"provenance/{ID}.json", f"units/{ID}.yaml"]
    assert read_unit(shelf.path(ID)) == make_unit()
    assert (
        shelf.path(ID).read_bytes().startswith(b"# yaml-language-server: $schema=../../unit.schema.json\nformat: 1\n")
    )
    assert shelf.provenance(ID).written_sha256 == hashlib.sha256(shelf.path(ID).read_bytes()).hexdigest()
    assert shelf.provenance(ID).fields["glh"].page == 1


def test_the_same_again_changes_nothing(shelf: Shelf, make_unit: MakeUnit) -> None:
    shelf.put(make_unit())
    before = shelf.path(ID).stat()
    assert told(shelf.put(make_unit())) == [(ID, "unchanged")]
    assert (shelf.path(ID).stat().st_mtime_ns, shelf.path(ID).stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_our_own_file_is_written_anew_and_the_change_told(shelf: Shelf, make_unit: MakeUnit) -> None:
    shelf.put(make_unit())
    (stored,) = shelf.put(make_unit(glh=41))
    assert stored.action == "written"
    assert [(d.path, d.old, d.new) for d in stored.differences] == [("glh", 40, 41)]
    assert told(shelf.put(make_unit(glh=41))) == [(ID, "unchanged")]


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace("glh: 40", "glh: 45"),
        lambda text: text + "# read again on page 3\n",
        lambda text: text.replace("\n", "\r\n"),
        lambda _: "",
        lambda _: "tilte: [",
        lambda text: text + "decisions: [{field: tqt, decision: checked}]\n",
    ],
    ids=["value", "comment", "line ends", "emptied", "broken", "decision"],
)
def test_the_same_extraction_never_touches_a_file_with_other_bytes(
    shelf: Shelf, make_unit: MakeUnit, edit: Callable[[str], str]
) -> None:
    shelf.put(make_unit())
    edited = edit(shelf.path(ID).read_text(encoding="utf-8")).encode()
    shelf.path(ID).write_bytes(edited)
    for _ in range(2):
        assert told(shelf.put(make_unit())) == [(ID, "kept")]
        assert shelf.path(ID).read_bytes() == edited


@pytest.mark.parametrize("mine", [b"", b"tilte: [", b"\xff", b"title: A\ntitle: B\n"])
def test_a_file_that_cannot_be_read_is_never_touched(shelf: Shelf, make_unit: MakeUnit, mine: bytes) -> None:
    shelf.put(make_unit())
    shelf.path(ID).write_bytes(mine)
    (stored,) = shelf.put(make_unit(glh=41))
    assert stored.action == "kept"
    assert f"{ID}.yaml" in stored.note
    assert shelf.path(ID).read_bytes() == mine


def test_a_kept_file_is_compared_field_by_field(shelf: Shelf, make_unit: MakeUnit) -> None:
    shelf.put(make_unit())
    text = shelf.path(ID).read_text(encoding="utf-8")
    shelf.path(ID).write_text(text.replace("glh: 40", "glh: 45 # page 3").replace("fit a collar", "fit a lead"))
    (stored,) = shelf.put(make_unit(source=source("one.pdf").model_copy(update={"reader": "scan"})))
    assert [(d.path, d.old, d.new) for d in stored.differences] == [
        ("glh", 45, 40),
        ("learning_outcomes[1].criteria[1.1].text", "fit a lead", "fit a collar"),
    ]


def test_a_changed_document_is_told(shelf: Shelf, make_unit: MakeUnit) -> None:
    shelf.put(make_unit())
    shelf.path(ID).write_text(shelf.path(ID).read_text() + "# mine\n")
    (stored,) = shelf.put(make_unit(source=source("one.pdf", sha="1")))
    assert [d.path for d in stored.taken] == ["source.sha256", "source.reader"]


def test_a_kept_file_that_cannot_be_read_says_why(shelf: Shelf, make_unit: MakeUnit) -> None:
    shelf.put(make_unit())
    shelf.path(ID).write_text("title: A\ntitle: B\n")
    (stored,) = shelf.put(make_unit())
    assert stored.differences == ()
    assert f"{ID}.yaml:2: found the key 'title' twice" in stored.note


def test_provenance_of_a_kept_file_follows_the_new_reading_but_not_its_bytes(shelf: Shelf, make_unit: MakeUnit) -> None:
    shelf.put(make_unit())
    ours = shelf.provenance(ID).written_sha256
    shelf.path(ID).write_text(shelf.path(ID).read_text() + "# mine\n")
    shelf.put(make_unit(), confidence=0.5)
    assert shelf.provenance(ID).written_sha256 == ours
    assert shelf.provenance(ID).fields["glh"].confidence == 0.5


def test_a_file_that_a_person_wrote_is_theirs(shelf: Shelf, make_unit: MakeUnit) -> None:
    shelf.put(make_unit())
    mine = shelf.path(ID).read_bytes()
    (shelf.units.parent / f"provenance/{ID}.json").unlink()
    assert told(shelf.put(make_unit(glh=41))) == [(ID, "kept")]
    assert shelf.path(ID).read_bytes() == mine


def test_bytes_that_a_person_put_back_are_ours_again(shelf: Shelf, make_unit: MakeUnit) -> None:
    shelf.put(make_unit())
    ours = shelf.path(ID).read_bytes()
    shelf.path(ID).write_bytes(ours + b"# mine\n")
    shelf.put(make_unit())
    shelf.path(ID).write_bytes(ours)
    assert told(shelf.put(make_unit(glh=41))) == [(ID, "written")]


def test_decisions_hide_differences_of_their_field_and_its_parts(shelf: Shelf, make_unit: MakeUnit) -> None:
    shelf.put(make_unit())
    text = shelf.path(ID).read_text().replace("glh: 40", "glh: 45").replace("fit a collar", "fit a lead")
    settled = "decisions:\n- {field: glh, decision: accepted}\n- {field: 'learning_outcomes[1]', decision: checked}\n"
    shelf.path(ID).write_text(text + settled)
    shelf.path(ID).write_text(shelf.path(ID).read_text().replace("credit: 6", "credit: 8"))
    (stored,) = shelf.put(make_unit())
    assert [d.path for d in stored.differences] == ["credit"]


def test_decisions_outlive_a_rewritten_file_and_answer_its_review(shelf: Shelf, make_unit: MakeUnit) -> None:
    decided = Decision(field="tqt", decision="not-printed", by="AB")
    open_entries = tuple(Review(field=f, reason="missing", message="m") for f in ("tqt", "tqt.part", "credit"))
    (first,) = shelf.put(make_unit(decisions=(decided,), review=open_entries))
    assert [entry.field for entry in read_unit(first.path).review] == ["credit"]
    (second,) = shelf.put(make_unit(glh=41, review=open_entries))
    assert second.action == "written"
    assert read_unit(second.path).decisions == (decided,)
    assert [entry.field for entry in read_unit(second.path).review] == ["credit"]


def test_a_source_keeps_its_path_when_title_and_reference_change(shelf: Shelf, make_unit: MakeUnit) -> None:
    shelf.put(make_unit())
    assert told(shelf.put(make_unit(title="Other", ofqual_reference="L/508/3936", unit_number="9"))) == [
        (ID, "written")
    ]
    assert [p for p in shelf.files() if p.startswith("units")] == [f"units/{ID}.yaml"]


def test_a_kept_file_keeps_its_path_too(shelf: Shelf, make_unit: MakeUnit) -> None:
    shelf.put(make_unit(ofqual_reference=None))
    text = shelf.path("ocr/22").read_text()
    shelf.path("ocr/22").write_text(text.replace("ofqual_reference: null", "ofqual_reference: J/601/1515"))
    assert told(shelf.put(make_unit(ofqual_reference=None))) == [("ocr/22", "kept")]


def test_a_like_named_document_with_nothing_in_common_is_another_one(shelf: Shelf, make_unit: MakeUnit) -> None:
    shelf.put(make_unit())
    outcome = LearningOutcome(number="1", text="Bake", criteria=(Criterion(number="1.1", text="knead dough"),))
    names = {"title": "Bake", "ofqual_reference": "L/508/3936", "unit_number": "9"}
    other = make_unit(source=source("one.pdf", sha="1"), learning_outcomes=(outcome,), **names)
    assert told(shelf.put(other)) == [("ocr/l-508-3936", "written")]
    assert read_unit(shelf.path(ID)) == make_unit()


def test_another_source_of_the_same_id_stands_beside_it_and_both_say_so(shelf: Shelf, make_unit: MakeUnit) -> None:
    shelf.put(make_unit())
    twin = f"{ID}--two-scan"
    assert told(shelf.put(make_unit(file="Two scan.pdf"))) == [(twin, "written"), (ID, "written")]
    advice = "; compare them, correct the wrong one or accept both"
    assert conflicts(shelf.path(ID)) == [("ofqual_reference", f"the same id is claimed by {twin}{advice}")]
    assert conflicts(shelf.path(twin)) == [("ofqual_reference", f"the same id is claimed by {ID}{advice}")]
    for unit in (make_unit(), make_unit(file="Two scan.pdf")):
        assert [action for _, action in told(shelf.put(unit))] == ["unchanged"]


def test_the_conflict_is_not_written_into_a_persons_file(shelf: Shelf, make_unit: MakeUnit) -> None:
    shelf.put(make_unit())
    mine = shelf.path(ID).read_bytes() + b"# mine\n"
    shelf.path(ID).write_bytes(mine)
    assert told(shelf.put(make_unit(file="two.pdf"))) == [(f"{ID}--two", "written")]
    assert shelf.path(ID).read_bytes() == mine
    assert len(conflicts(shelf.path(f"{ID}--two"))) == 1


def test_a_conflict_ends_on_both_sides_when_one_changes(shelf: Shelf, make_unit: MakeUnit) -> None:
    shelf.put(make_unit())
    shelf.put(make_unit(file="two.pdf"))
    corrected = make_unit(file="two.pdf", ofqual_reference="L/508/3936")
    assert told(shelf.put(corrected)) == [(f"{ID}--two", "written"), (ID, "written")]
    assert conflicts(shelf.path(ID)) == conflicts(shelf.path(f"{ID}--two")) == []


def test_a_reference_that_a_person_corrected_claims_nothing_more(shelf: Shelf, make_unit: MakeUnit) -> None:
    shelf.put(make_unit())
    shelf.path(ID).write_text(shelf.path(ID).read_text().replace("J/601/1515", "L/508/3936"))
    assert told(shelf.put(make_unit())) == [(ID, "kept")]
    assert told(shelf.put(make_unit(file="two.pdf"))) == [(f"{ID}--two", "written")]
    assert conflicts(shelf.path(f"{ID}--two")) == []


def test_a_decision_answers_the_conflict(shelf: Shelf, make_unit: MakeUnit) -> None:
    accepted = (Decision(field="ofqual_reference", decision="accepted"),)
    shelf.put(make_unit(decisions=accepted))
    shelf.put(make_unit(file="two.pdf"))
    assert conflicts(shelf.path(ID)) == []
    assert len(conflicts(shelf.path(f"{ID}--two"))) == 1


def test_three_sources_of_one_id_and_like_stems(shelf: Shelf, make_unit: MakeUnit) -> None:
    for file in ("one.pdf", "a/two.pdf", "b/two.pdf"):
        shelf.put(make_unit(file=file))
    assert [p for p in shelf.files() if p.startswith("units")] == [
        f"units/{ID}--two-2.yaml",
        f"units/{ID}--two.yaml",
        f"units/{ID}.yaml",
    ]
    assert f"{ID}--two and {ID}--two-2" in conflicts(shelf.path(ID))[0][1]


def test_long_ids_stay_within_64_characters(shelf: Shelf, make_unit: MakeUnit) -> None:
    title = {"ofqual_reference": None, "unit_number": None, "title": "a" * 90}
    shelf.put(make_unit(**title))
    (stored, _) = shelf.put(make_unit(file=f"{'b' * 90}.pdf", **title))
    assert stored.id == f"ocr/{'a' * 30}--{'b' * 32}"


def test_several_units_of_one_document_keep_their_files(shelf: Shelf, make_unit: MakeUnit) -> None:
    def guide(**changes: str) -> list[Unit]:
        nameless = {"ofqual_reference": None, "unit_number": None}
        return [
            make_unit(title=changes.get(name, name), source=source("guide.pdf", pages=(page,)), **nameless)
            for page, name in enumerate(("Walk", "Bake", "Sing"), start=1)
        ]

    assert told(shelf.put(*guide())) == [("ocr/walk", "written"), ("ocr/bake", "written"), ("ocr/sing", "written")]
    assert told(shelf.put(*guide(Bake="Bake bread"))) == [
        ("ocr/walk", "unchanged"),
        ("ocr/bake", "written"),
        ("ocr/sing", "unchanged"),
    ]


def test_units_of_one_document_that_look_alike_do_not_swap(shelf: Shelf, make_unit: MakeUnit) -> None:
    pair = [make_unit(), make_unit(glh=10, learning_outcomes=())]
    assert told(shelf.put(*pair))[:2] == [(ID, "written"), (f"{ID}--one", "written")]
    assert told(shelf.put(*pair)) == [(ID, "unchanged"), (f"{ID}--one", "unchanged")]
    assert (read_unit(shelf.path(ID)).glh, read_unit(shelf.path(f"{ID}--one")).glh) == (40, 10)


def test_a_unit_that_its_document_no_longer_gives_is_told_and_left(shelf: Shelf, make_unit: MakeUnit) -> None:
    shelf.put(make_unit(), make_unit(title="Bake", ofqual_reference="L/508/3936", unit_number="9"))
    stored = shelf.put(make_unit())
    assert told(stored) == [(ID, "unchanged"), ("ocr/l-508-3936", "stale")]
    assert shelf.path("ocr/l-508-3936").exists()


def test_the_files_of_a_document_that_gives_no_unit_any_more_are_told(shelf: Shelf, make_unit: MakeUnit) -> None:
    shelf.put(make_unit())
    shelf.put(make_unit(file="two.pdf", title="Bake", ofqual_reference="L/508/3936", unit_number="9"))
    store = Store(shelf.units, shelf.bodies)
    assert told(store.put([], document="two.pdf")) == [("ocr/l-508-3936", "stale")]
    assert told(store.put([], document="three.pdf")) == told(store.put([])) == []
    assert shelf.path("ocr/l-508-3936").exists()


@pytest.mark.parametrize("is_new", [True, False])
def test_what_a_person_does_while_documents_are_read_is_seen(shelf: Shelf, make_unit: MakeUnit, is_new: bool) -> None:
    if not is_new:
        shelf.put(make_unit())
    store = Store(shelf.units, shelf.bodies)
    mine = b"title: Walk cats\nofqual_reference: J/601/1515\nsource: null\n"
    shelf.path(ID).parent.mkdir(parents=True, exist_ok=True)
    shelf.path(ID).write_bytes(mine)
    assert told(store.put([(make_unit(), Provenance(source="one.pdf"))])) == [(ID, "kept")]
    assert shelf.path(ID).read_bytes() == mine


def test_a_file_that_was_removed_meanwhile_is_written_again(shelf: Shelf, make_unit: MakeUnit) -> None:
    shelf.put(make_unit())
    store = Store(shelf.units, shelf.bodies)
    shelf.path(ID).unlink()
    assert told(store.put([(make_unit(), Provenance(source="one.pdf"))])) == [(ID, "written")]
    assert shelf.path(ID).exists()


def test_one_store_for_many_documents(shelf: Shelf, make_unit: MakeUnit) -> None:
    store = Store(shelf.units, shelf.bodies)
    for file in ("one.pdf", "two.pdf", "one.pdf"):
        store.put([(make_unit(file=file), Provenance(source=file))])
    assert [p for p in shelf.files() if p.startswith("units")] == [f"units/{ID}--two.yaml", f"units/{ID}.yaml"]


def test_a_write_that_fails_leaves_the_old_file_whole(
    shelf: Shelf, make_unit: MakeUnit, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.put(make_unit())
    before = shelf.path(ID).read_bytes()
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        shelf.put(make_unit(glh=41))
    assert shelf.path(ID).read_bytes() == before
    assert shelf.files() == [f"provenance/{ID}.json", f"units/{ID}.yaml"]


def test_a_run_killed_between_the_two_files_mends_itself(shelf: Shelf, make_unit: MakeUnit) -> None:
    shelf.put(make_unit())
    record = shelf.units.parent / f"provenance/{ID}.json"
    old = record.read_bytes()
    shelf.put(make_unit(glh=41))
    record.write_bytes(old)
    assert told(shelf.put(make_unit(glh=41))) == [(ID, "unchanged")]
    assert told(shelf.put(make_unit(glh=42))) == [(ID, "written")]


def test_nothing_is_written_through_a_link(shelf: Shelf, make_unit: MakeUnit, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    shelf.units.mkdir(parents=True)
    (shelf.units / "ocr").symlink_to(outside)
    with pytest.raises(CanonicalError, match="expected a regular file and folder"):
        shelf.put(make_unit())
    assert list(outside.iterdir()) == []


def test_a_link_in_place_of_the_file_is_not_replaced(shelf: Shelf, make_unit: MakeUnit, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine")
    shelf.path(ID).parent.mkdir(parents=True)
    shelf.path(ID).symlink_to(precious)
    with pytest.raises(CanonicalError, match="found a link"):
        shelf.put(make_unit())
    assert precious.read_text() == "mine"
