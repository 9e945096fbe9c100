"""`unit-atlas extract`: the account of words, people's corrections, bad sources."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cli.command import SOURCES, Run

UNIT = Path("specs/units/ocr/j-601-1515.yaml")
ACCOUNT = re.compile(r"^(\S+): (\d+) words: (.*)$", re.MULTILINE)


def edit(path: Path, old: str, new: str) -> bytes:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path.read_bytes()


def test_every_word_of_each_document_is_accounted_for(library: Path, run: Run) -> None:
    ran = run("extract", "specs/sources")
    accounts = ACCOUNT.findall(ran.out)
    assert [Path(name).name for name, _, _ in accounts] == ["000.txt", "001.txt"]
    for name, total, parts in accounts:
        assert [part.split()[1] for part in parts.split(", ")] == [
            "fields",
            "labels",
            "repeats",
            "furniture",
            "ignored",
            "unread",
        ]
        counts = [int(part.split()[0]) for part in parts.split(", ")]
        assert sum(counts) == int(total) > 400, name


def test_unread_words_are_listed_with_their_line(library: Path, run: Run) -> None:
    source = library / "specs" / "sources" / "001.txt"
    source.write_text("\nzebra quagga: 17 okapi\n\n" + source.read_text(encoding="utf-8"), encoding="utf-8")
    ran = run("extract", source)
    unread = [line.split(maxsplit=3) for line in ran.out.splitlines() if line.startswith("  unread ")]
    assert unread == [["unread", "line", "2:", "zebra quagga: 17 okapi"]]
    assert "4 words unread" in ran.out


def test_a_second_extraction_changes_nothing(library: Path, run: Run) -> None:
    before = {path: path.read_bytes() for path in Path("specs").rglob("*") if path.is_file()}
    ran = run("extract", "specs/sources")
    assert {path: path.read_bytes() for path in Path("specs").rglob("*") if path.is_file()} == before
    assert "units: 2 unchanged" in ran.out


def test_a_corrected_file_is_kept_and_the_difference_listed(library: Path, run: Run) -> None:
    corrected = edit(UNIT, "credit: 6\n", "credit: 7  # as the reissue has it\n")
    ran = run("extract", "specs/sources")
    assert UNIT.read_bytes() == corrected
    assert ran.code == 0
    assert "  kept      ocr/j-601-1515" in ran.out
    assert "    credit: file 7, extraction 6" in ran.out
    assert "units: 1 kept, 1 unchanged" in ran.out


def test_a_corrected_file_follows_where_nobody_touched_it(library: Path, run: Run) -> None:
    corrected = edit(UNIT, "credit: 6\n", "credit: 7  # as the reissue has it\n")
    source = library / "specs" / "sources" / "000.txt"
    text = source.read_text(encoding="utf-8")
    assert "action their agreed solution" in text
    source.write_text(text.replace("action their agreed solution", "act on it"), encoding="utf-8")
    ran = run("extract", "specs/sources")
    place = "learning_outcomes[3].criteria[3.2].text"
    assert "  merged    ocr/j-601-1515\n" in ran.out
    assert f"    {place}: was 'action their agreed solution', now 'act on it'\n" in ran.out
    assert "    credit: file 7, extraction 6\n" in ran.out
    assert "units: 1 merged, 1 unchanged" in ran.out
    merged = UNIT.read_text(encoding="utf-8")
    assert "credit: 7  # as the reissue has it\n" in merged
    assert (
        corrected.decode().replace("text: action their agreed solution", "text: act on it").splitlines()[:-9]
        == (merged.splitlines()[:-9])
    )
    assert "units: 1 kept, 1 unchanged" in run("extract", "specs/sources").out
    assert UNIT.read_text(encoding="utf-8") == merged


def test_a_document_that_gives_no_unit_any_more_is_told_each_time(library: Path, run: Run) -> None:
    (library / "specs" / "sources" / "000.txt").write_text("Minutes of the meeting\n", encoding="utf-8")
    for _ in range(2):
        ran = run("extract", "specs/sources")
        assert "  no unit found in it\n  stale     ocr/j-601-1515: its document no longer gives this unit" in ran.out
    assert UNIT.exists()


def test_a_bad_source_costs_one_line_and_stops_no_other(library: Path, run: Run) -> None:
    (library / "a.zip").write_bytes(b"PK")
    ran = run("extract", "a.zip", "specs/sources/001.txt", "not-there.txt")
    first, second = ran.err.splitlines()
    assert ran.code == 1
    assert first.startswith("a.zip: ")
    assert second.startswith("not-there.txt: ")
    assert "unchanged ocn-london/l-508-3936" in ran.out
    assert "3 documents, 2 failed" in ran.out


def test_only_bad_sources_end_with_3(library: Path, run: Run) -> None:
    assert run("extract", "not-there.txt").code == 3


def test_an_empty_folder_ends_with_3(library: Path, run: Run) -> None:
    (library / "empty").mkdir()
    (library / "empty" / ".hidden.txt").write_text("Title: Hidden", encoding="utf-8")
    ran = run("extract", "empty")
    assert ran.code == 3
    assert ran.complaint == "empty: found no documents, expected at least one. Put some there."


def test_a_body_that_the_library_does_not_list_is_a_usage_error(library: Path, run: Run) -> None:
    ran = run("extract", "specs/sources", "--awarding-body", "Nobody")
    assert ran.code == 2
    assert "found 'Nobody', expected a name that specs/awarding-bodies.yaml lists" in ran.err
    assert "OCN London" in ran.err


def test_a_layout_that_is_not_known_is_a_usage_error_that_names_all(library: Path, run: Run) -> None:
    ran = run("extract", "specs/sources", "--layout", "braille")
    assert (ran.code, ran.out) == (2, "")
    assert "found 'braille', expected one of: " in ran.err
    assert {"generic", "ocn_london", "ocr_2011"} <= set(re.findall(r"\w+", ran.err))


def test_the_layout_can_be_named(library: Path, run: Run) -> None:
    assert run("extract", "specs/sources/001.txt", "--to", "other/units", "--layout", "generic").code == 0
    assert "layout: generic\n" in next(Path("other/units").rglob("*.yaml")).read_text(encoding="utf-8")


def test_what_is_reasoned_is_filled_in_only_when_asked(library: Path, run: Run) -> None:
    source = next(SOURCES.glob("004_*.txt"))
    run("extract", source, "--to", "plain/units")
    run("extract", source, "--to", "inferred/units", "--infer")
    plain, inferred = (next(Path(name).rglob("*.yaml")).read_text(encoding="utf-8") for name in ("plain", "inferred"))
    assert "\ntitle: null\n" in plain
    assert "\ntitle: Resolve customer service problems\n" in inferred
    assert "reason: inferred" in plain
    assert "reason: inferred" in inferred


def test_the_body_is_named_where_the_document_does_not(library: Path, run: Run) -> None:
    text = "Unit Title: Keep bees\nLevel: Two\nCredit Value: 3\n\nLEARNING OUTCOMES\tASSESSMENT CRITERIA\n"
    (library / "bees.txt").write_text(text + "1. Know bees.\t1.1. Name a bee.\n", encoding="utf-8")
    ran = run("extract", "bees.txt", "--awarding-body", "OCNLR")
    assert "written   ocn-london/keep-bees" in ran.out


def test_a_steering_character_of_a_document_does_not_reach_the_terminal(library: Path, run: Run) -> None:
    (library / "x.txt").write_text("Unit Title: X\n\nzebra \x1b]0;pwned\x07 quagga\n", encoding="utf-8")
    ran = run("extract", "x.txt")
    assert "\x1b" not in ran.out + ran.err
    assert "\x07" not in ran.out + ran.err


def test_a_unit_that_a_second_document_makes_ambiguous_is_counted_once(library: Path, run: Run) -> None:
    source = library / "specs" / "sources" / "001.txt"
    (library / "twice").mkdir()
    for name in ("a.txt", "b.txt"):
        (library / "twice" / name).write_bytes(source.read_bytes())
    ran = run("extract", "twice", "--to", "fresh")
    assert ran.out.count("  written   ") == 3
    assert "units: 2 written; " in ran.out


def test_without_a_list_of_bodies_those_of_the_package_are_known(library: Path, run: Run) -> None:
    ran = run("extract", "specs/sources/001.txt", "--to", "elsewhere/units")
    assert ran.err == (
        "note: elsewhere/awarding-bodies.yaml is not there; "
        "awarding bodies are known by the list that comes with Unit Atlas\n"
    )
    assert "  written   ocn-london/l-508-3936" in ran.out


def test_a_document_without_a_unit_is_counted_so_each_time(library: Path, run: Run) -> None:
    (library / "letter.txt").write_text("Dear colleague,\n\nthe meeting is on Monday.\n", encoding="utf-8")
    for known in ("", ", 1 not read again"):
        assert f"1 document, 1 without a unit{known}; units: no units; " in run("extract", "letter.txt").out
