"""What a PDF puts into words reaches YAML and pages as text that does no harm, or is refused in one line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.command import Run
from tests.extractor import hostile
from tests.site_builder.test_hostile import dangers
from unit_atlas.characters import unsafe

INVISIBLE = "\0\x1b\u202e\u2066\ufeff\u200b\u2028\u2029\u061c"


def test_odd_characters_and_markup_reach_yaml_and_pages_as_text(library: Path, run: Run) -> None:
    (library / "odd.pdf").write_bytes(hostile.odd_words())
    assert run("extract", "odd.pdf").code == 0
    (path,) = (library / "specs" / "units").rglob("keep-*.yaml")
    text = path.read_text(encoding="utf-8")
    assert "title: Keep <script>alert(1)</script>" in text
    assert text.count("<script>alert(9)</script>") >= 5
    assert unsafe(text) == []
    assert run("build").code == 0
    assert list(dangers(library / "output")) == []
    files = [
        file for file in (library / "output").rglob("*") if file.suffix in (".html", ".js", ".json", ".csv", ".yaml")
    ]
    texts = {file: file.read_text(encoding="utf-8-sig") for file in files}
    assert {file.name: char for file, text in texts.items() for char in INVISIBLE if char in text} == {}
    assert any("&lt;script&gt;alert(1)" in text for text in texts.values())


def test_a_page_with_a_word_of_ten_million_letters_is_not_read(library: Path, run: Run) -> None:
    (library / "long.pdf").write_bytes(hostile.long_token())
    ran = run("extract", "long.pdf", "--cpu-limit=8", "--memory-limit=1024")
    assert "page 1 holds more than 50000 characters and was not read" in ran.out + ran.err
    assert not list((library / "specs" / "units").rglob("keep-*.yaml"))
