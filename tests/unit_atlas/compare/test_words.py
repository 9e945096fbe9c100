"""Word marks give both texts back, whatever they are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from unit_atlas.compare.words import word_runs

TEXTS = st.lists(st.sampled_from("keep Keep the of and records records, all their files not 25".split())).map(" ".join)


@given(TEXTS, TEXTS)
def test_runs_give_both_texts_back(a: str, b: str) -> None:
    runs = word_runs(a, b)
    assert " ".join(run.text for run in runs if run.kind != "del") == b
    assert " ".join(run.text_a or run.text for run in runs if run.kind != "ins") == a


def test_capitals_and_commas_are_not_marked() -> None:
    assert [run.kind for run in word_runs("keep records, always", "Keep records always.")] == ["same"]


def test_small_words_between_changes_are_marked_along() -> None:
    runs = word_runs("check the oil of the engine", "check the air of the tyre")
    assert [(run.kind, run.text) for run in runs] == [
        ("same", "check the"),
        ("del", "oil of the engine"),
        ("ins", "air of the tyre"),
    ]


def test_content_between_changes_stays() -> None:
    runs = word_runs("old files kept here", "new files kept there")
    assert [run.kind for run in runs] == ["del", "ins", "same", "del", "ins"]
