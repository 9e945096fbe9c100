"""The shipped trigram counts: rebuilt from files of the repository by the command that the module names."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

import extractor.language as language
from extractor.language import LanguageModel, count, main, shipped_counts
from tests.extractor.samples import ROOT

HELD_OUT = ("003_", "03-", "14b-", "18a-", "21a-", "21b-", "22a-", "22b-")


def training_files() -> list[str]:
    """The files that the module's documentation names, its patterns read as a shell reads them."""
    assert language.__doc__ is not None
    command = next(part for part in language.__doc__.split("\n\n") if "python -m extractor.language" in part)
    words = shlex.split(command.replace("\\\n", " "))
    assert words[:3] == ["python", "-m", "extractor.language"]
    assert words[-2:] == [">", "extractor/language.json"]
    found = [(pattern, sorted(ROOT.glob(pattern))) for pattern in words[3:-2]]
    assert [pattern for pattern, paths in found if not paths] == []
    return [str(path) for _, paths in found for path in paths]


def test_the_shipped_counts_are_rebuilt_byte_for_byte(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(training_files()) == 0
    assert capsys.readouterr().out == (ROOT / "extractor" / "language.json").read_text(encoding="utf-8")


def test_the_order_of_files_does_not_matter(capsys: pytest.CaptureFixture[str]) -> None:
    files = training_files()
    main(files[:5])
    forwards = capsys.readouterr().out
    main(files[4::-1])
    assert capsys.readouterr().out == forwards


def test_samples_whose_columns_are_parted_teach_nothing() -> None:
    names = [Path(name).name for name in training_files()]
    assert len(names) == len(set(names)) == 26
    assert [name for name in names if name.startswith(HELD_OUT)] == []


def test_texts_like_outcomes_score_above_the_same_words_shuffled() -> None:
    model = LanguageModel(shipped_counts())
    assert model.score("describe how to deal with customers") > model.score("customers with to describe deal how")


def test_counts_of_a_text_add_to_its_score() -> None:
    text = "polish the brass telescope"
    before, after = LanguageModel(shipped_counts()), LanguageModel(shipped_counts() + count([text]))
    assert after.score(text) > before.score(text)


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (None, 2, "python -m extractor.language: found no files, expected unit files; name them"),
        ("- {id: ocr, name: OCR}\n", 3, "found no learning outcomes with texts ('learning_outcomes')"),
        ("title: [\n", 3, ":2: found text that is not YAML"),
        ("missing", 3, "cannot be opened: No such file or directory; check the path"),
    ],
    ids=["no file", "no unit", "no YAML", "not there"],
)
def test_what_is_no_unit_file_ends_in_one_line(
    content: str | None, code: int, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "unit.yaml"
    if content and content != "missing":
        path.write_text(content, encoding="utf-8")
    assert main([str(path)] if content else []) == code
    printed = capsys.readouterr()
    assert printed.out == ""
    assert message in printed.err
    assert printed.err.count("\n") == 1
