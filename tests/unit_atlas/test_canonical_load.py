"""Strict load: what is read as what, and each refusal with its line on one line."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
import yaml

from unit_atlas import canonical
from unit_atlas.canonical import MAX_BYTES, CanonicalError, load, load_data, read_bodies, read_families, read_unit

LOADERS = ["CSafeLoader", "SafeLoader"]
HEX = "0123456789abcdef" * 4


@pytest.fixture(params=LOADERS)
def either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs the test on libyaml's parser and on the one that stands in where libyaml is missing."""
    monkeypatch.setattr(canonical, "_LOADER", getattr(yaml, request.param))


def refusal(text: str) -> CanonicalError:
    with pytest.raises(CanonicalError) as caught:
        load(text, name="specs/units/ocr/x.yaml")
    assert len(str(caught.value).splitlines()) == 1
    return caught.value


def test_libyaml_is_used_where_it_is_there() -> None:
    assert canonical._LOADER is (yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader)


@pytest.mark.usefixtures("either_parser")
@pytest.mark.parametrize(
    "plain",
    ["06", "010", "1.10", "no", "yes", "on", "y", "1:30", "2024-01-02", "1e3", "0x1F", "-1", "~", "True", "NULL"],
)
def test_plain_scalars_stay_text(plain: str) -> None:
    assert load_data(f"key: {plain}", name="x") == {"key": plain}


@pytest.mark.usefixtures("either_parser")
@pytest.mark.parametrize(
    ("plain", "value"), [("true", True), ("false", False), ("null", None), ("", None), ("0", 0), ("40", 40)]
)
def test_constants_and_whole_numbers(plain: str, value: object) -> None:
    got = load_data(f"key: {plain}", name="x")["key"]
    assert got == value
    assert type(got) is type(value)


def test_a_number_beyond_18_digits_is_text() -> None:
    assert load_data(f"key: {'9' * 5000}", name="x") == {"key": "9" * 5000}


@pytest.mark.parametrize("quoted", ["'40'", '"40"', "'true'", "'null'", "''"])
def test_quoted_scalars_are_text(quoted: str) -> None:
    assert load_data(f"key: {quoted}", name="x") == {"key": quoted[1:-1]}


def test_keys_are_text_whatever_they_look_like() -> None:
    assert load_data("{1: a, true: b, null: c}", name="x") == {"1": "a", "true": "b", "null": "c"}


@pytest.mark.usefixtures("either_parser")
@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("title: A\nlevel: '3'\ntitle: B\n", 3, "found the key 'title' twice (first on line 1)"),
        ("learning_outcomes:\n- number: '1'\n  text: a\n  number: '2'\n", 4, "found the key 'number' twice"),
        ("title: A\nnos: &all []\n", 2, "found the anchor '&all'"),
        ("title: A\nlevel: *all\n", 2, "found the alias '*all'"),
        ("title: A\n<<: {level: '3'}\n", 2, "found the merge key '<<'"),
        ("title: A\nlevel: !!str 3\n", 2, "found the tag"),
        ("title: A\nlevel: !mine 3\n", 2, "found the tag '!mine'"),
        ("title: A\nlevel: ! 3\n", 2, "found the tag '!'"),
        ("title: A\nnos: !!python/object/apply:os.system [ls]\n", 2, "found the tag"),
        ("title: A\nnos: " + "[" * 17 + "]" * 17, 2, "found nesting deeper than 16"),
        ("title: A\n---\ntitle: B\n", 2, "found a second document"),
        ("%YAML 1.1\n---\ntitle: A\n", 1, "found a % directive"),
        ("title: A\n? [a, b]\n: c\n", 2, "found a list or mapping as a key"),
        ("title: A\n'': c\n", 2, "found an empty key"),
        ("title: A\naim: a: b\n", 2, "found text that is not YAML"),
        ("title: A\naim: 'open\n", 3, "found text that is not YAML"),
        ("title: A\naim: a\x07b\n", 2, "found the character U+0007"),
        ("title: A\naim: a\u2028b\n", 2, "found the character U+2028"),
        ("title: A\naim: a\ufeffb\n", 2, "found the character U+FEFF"),
        ("title: A\naim: \ud800\n", 2, "found the character U+D800"),
        ("", None, "found an empty file"),
        ("# nothing\n", None, "found an empty file"),
    ],
)
def test_yaml_beyond_the_canonical_is_refused(text: str, line: int | None, says: str) -> None:
    error = refusal(text)
    assert error.line == line
    assert says in error.message
    assert "expected" in error.message
    assert str(error).startswith("specs/units/ocr/x.yaml:" + (f"{line}: " if line else " "))


@pytest.mark.parametrize("loader", LOADERS)
def test_an_escaped_half_of_a_surrogate_pair_is_refused(loader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canonical, "_LOADER", getattr(yaml, loader))
    assert refusal('level: "3"\ntitle: "\\ud800"').line == 2


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("level: '3'\ntilte: A\n", 2, "unknown key 'tilte'; did you mean 'title'?"),
        ("learning_outcomes:\n- number: '1'\n  text: a\n  criterias: []\n", 4, "did you mean 'criteria'?"),
        ("assessment:\n  metods: []\n", 2, "did you mean 'methods'?"),
        ("review:\n- {field: glh, reason: missing, massage: x}\n", 2, "did you mean 'message'?"),
        ("level: '3'\nzzzzzz: A\n", 2, "known keys here: format, awarding_body,"),
        ("learning_outcomes:\n- number: '1'\n", 2, "found no key 'text', expected one; add it"),
        ("level: '3'\nunit_number: 22\n", 2, "found the whole number 22, expected text; write '22' in quotes"),
        ("level: 3\n", 1, "put the number in quotes"),
        ("level: 13\n", 1, "'11' or '12'"),
        ("level: Three\n", 1, "found the text 'Three', expected 'E1', 'E2'"),
        ("credit: '6'\n", 1, "found the text '6', expected a whole number such as 40, without quotes, or null"),
        ("credit: 06\n", 1, "found the text '06', expected a whole number"),
        ("credit: true\n", 1, "found true, expected a whole number"),
        ("glh: 10001\n", 1, "found the whole number 10001, expected less than or equal to 10000"),
        ("title: ''\n", 1, "title: found empty text, expected text; write null or leave the key out"),
        ("aim: |\n\nlevel: '3'\n", 1, "aim: found empty text"),
        ("nos: CFAC5\n", 1, "nos: found the text 'CFAC5', expected a list"),
        ("nos:\n- CFAC5\n", 2, "expected a mapping"),
        ("review: {}\n", 1, "review: found a mapping, expected a list"),
        ("functional_skills: {English: {Reading: yes}}\n", 1, "expected true, false or null, without quotes"),
        ("review:\n- field: glh\n  reason: lost\n  message: x\n", 3, "found the text 'lost', expected 'missing'"),
        (f"source: {{file: a, sha256: {HEX}0, layout: b, reader: c}}", 1, "source.sha256: found the text '0123"),
        ("format: 2\n", 1, "format: found the whole number 2, expected 1"),
        ("- title: A\n", 1, "found a list, expected a mapping"),
        ("just text\n", 1, "found the text 'just text', expected a mapping"),
    ],
)
def test_a_file_against_the_model_is_refused(text: str, line: int, says: str) -> None:
    error = refusal(text)
    assert error.line == line
    assert says in error.message


def test_all_problems_are_told_in_order_of_line() -> None:
    error = refusal("credit: six\nlevel: 3\ntilte: A\n")
    assert [problem.line for problem in error.problems] == [1, 2, 3]
    assert str(error).endswith("(and 2 more to mend in this file)")


def test_hostile_text_cannot_break_the_line() -> None:
    error = refusal('"a\\nb\\u202ec": 1\n')
    assert "a\\nb\\u202ec" in error.message


@pytest.mark.parametrize("parser", LOADERS)
@pytest.mark.parametrize(
    "text",
    [
        "[" * 60_000,
        "{a: " * 60_000,
        "- " * 60_000,
        "? " * 60_000,
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n",
        "title: A\ntitle: B\n",
    ],
    ids=["brackets", "braces", "dashes", "complex keys", "alias bomb", "duplicate key"],
)
def test_hostile_yaml_is_refused_within_a_second(text: str, parser: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canonical, "_LOADER", getattr(yaml, parser))
    start = time.process_time()
    assert refusal(text).line in (1, 2)
    assert time.process_time() - start < 1


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.yaml"
    path.write_bytes(b"a" * 2 * MAX_BYTES)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("the file was read"))
    start = time.process_time()
    with pytest.raises(CanonicalError, match=f"found {2 * MAX_BYTES} bytes, expected at most {MAX_BYTES}"):
        read_unit(path)
    assert time.process_time() - start < 1


def test_text_of_exactly_one_mebibyte_is_read() -> None:
    assert MAX_BYTES == 1_048_576
    text = "title: " + "a" * (MAX_BYTES - 7)
    assert load(text, name="x").title == "a" * (MAX_BYTES - 7)
    assert "split the file" in refusal(text + "a").message


def test_too_many_values_are_refused() -> None:
    assert "more than 100000 values" in refusal("nos: [" + "a," * 100_001 + "]").message


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_text("title: A")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "real.yaml")
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "folder.yaml").mkdir()
    for name in ("link.yaml", "pipe.yaml", "folder.yaml"):
        with pytest.raises(CanonicalError, match="expected a regular file"):
            read_unit(tmp_path / name)


def test_text_that_is_not_utf8_names_line_and_byte(tmp_path: Path) -> None:
    path = tmp_path / "old.yaml"
    path.write_bytes("level: '3'\ntitle: £5\n".encode("cp1252"))
    with pytest.raises(
        CanonicalError, match=r"old\.yaml:2: found the byte 0xA3, expected UTF-8; save the file as UTF-8"
    ):
        read_unit(path)


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    path = tmp_path / "windows.yaml"
    path.write_bytes("\ufefftitle: A\r\naim: |\r\n  one\r\n  two\r\n".encode())
    assert (read_unit(path).title, read_unit(path).aim) == ("A", "one\ntwo")


def test_texts_neither_begin_nor_end_with_white_space() -> None:
    unit = load("title: ' A '\naim: |+\n  one\n\n\n", name="x")
    assert (unit.title, unit.aim) == ("A", "one")


def test_a_file_without_review_or_expected_fields_loads() -> None:
    assert load("title: A\n", name="x").review == ()


def test_the_files_beside_units(tmp_path: Path) -> None:
    bodies, families = tmp_path / "bodies.yaml", tmp_path / "families.yaml"
    bodies.write_text("- {id: ocn-london, name: OCN London, aliases: [OCNLR], website: null, reuse: centre-only}\n")
    families.write_text(
        "- {members: [ocr/a, ocn-london/b], verdict: equivalent, because: same, by: AB, on: '2026-01-02'}\n"
    )
    assert [(b.id, b.aliases, b.reuse) for b in read_bodies(bodies)] == [("ocn-london", ("OCNLR",), "centre-only")]
    assert [f.members for f in read_families(families)] == [("ocr/a", "ocn-london/b")]


def test_a_refusal_in_a_list_file_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "bodies.yaml"
    path.write_text("- {id: ocr, name: OCR}\n- {id: ncfe, nmae: NCFE}\n")
    with pytest.raises(CanonicalError, match=r"bodies\.yaml:2: unknown key 'nmae'; did you mean 'name'\?") as caught:
        read_bodies(path)
    assert [problem.message for problem in caught.value.problems[1:]] == ["found no key 'name', expected one; add it"]
