"""No edit that asks for something else ever leaves a criterion covered, wherever it is made."""

from __future__ import annotations

from pathlib import Path

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tests.unit_atlas.compare.building import compared, gold_unit, status_of
from unit_atlas.compare.reading import read
from unit_atlas.compare.stems import stem
from unit_atlas.model import Unit

GOLDEN = Path(__file__).parents[2] / "golden"
UNITS = [gold_unit(path) for path in sorted(GOLDEN.glob("sources/*.yaml"))]
CLAUSES = [
    "and keep a written record", "using at least three sources", "including escalation routes", "within ten minutes",
    "under supervision", "for at least two learners", "and justify the choice", "in writing", "without help",
    "before the end of the shift", "or delegate it", "so that nobody is harmed", "with two colleagues", "in French",
    "every day", "and evaluate the result", "unless told otherwise", "only indoors", "at level 4", "twice",
]  # fmt: skip
NOUNS = ["volunteers", "invoices", "horses", "turbines", "pupils", "allergens", "weldments", "gizmos", "tenants"]
NEGATIONS = ["do not", "never", "fail to", "avoid having to", "refuse to"]
LADDER = [
    ["list", "name", "state"], ["identify"], ["outline", "summarise"], ["describe"], ["explain"],
    ["analyse", "compare"], ["evaluate", "assess", "justify"], ["critically evaluate"],
]  # fmt: skip
NUMBERS = ["three", "3", "10", "1.5", "15", "1,500"]


def places() -> st.SearchStrategy[tuple[Unit, int, int]]:
    return st.sampled_from(
        [(u, i, j) for u in UNITS for i, o in enumerate(u.learning_outcomes) for j in range(len(o.criteria))]
    )


def check(place: tuple[Unit, int, int], text: str) -> None:
    source, i, j = place
    outcome = source.learning_outcomes[i]
    criterion = outcome.criteria[j].model_copy(update={"text": text})
    criteria = (*outcome.criteria[:j], criterion, *outcome.criteria[j + 1 :])
    outcomes = list(source.learning_outcomes)
    outcomes[i] = outcome.model_copy(update={"criteria": criteria})
    changed = source.model_copy(update={"learning_outcomes": tuple(outcomes)})
    assert status_of(compared(source, changed), criterion.number) != "covered", text


def text_at(place: tuple[Unit, int, int]) -> str:
    source, i, j = place
    return source.learning_outcomes[i].criteria[j].text.rstrip(".")


@settings(deadline=None, max_examples=150)
@given(places(), st.sampled_from(CLAUSES))
def test_an_added_clause(place: tuple[Unit, int, int], clause: str) -> None:
    check(place, f"{text_at(place)} {clause}")


@settings(deadline=None, max_examples=150)
@given(places(), st.sampled_from(CLAUSES), st.data())
def test_a_clause_added_in_the_middle(place: tuple[Unit, int, int], clause: str, data: st.DataObject) -> None:
    words = text_at(place).split()
    at = data.draw(st.integers(1, len(words)))
    check(place, " ".join([*words[:at], clause, *words[at:]]))


@settings(deadline=None, max_examples=100)
@given(places(), st.sampled_from(NEGATIONS))
def test_a_negation(place: tuple[Unit, int, int], negation: str) -> None:
    check(place, f"{negation} {text_at(place)}")


@settings(deadline=None, max_examples=150)
@given(places(), st.sampled_from(["not", "never", "no longer"]), st.data())
def test_a_negation_in_the_middle(place: tuple[Unit, int, int], negation: str, data: st.DataObject) -> None:
    words = text_at(place).split()
    at = data.draw(st.integers(1, len(words) - 1))
    check(place, " ".join([*words[:at], negation, *words[at:]]))


@settings(deadline=None, max_examples=150)
@given(places(), st.integers(0, 6), st.data())
def test_a_raised_verb(place: tuple[Unit, int, int], rung: int, data: st.DataObject) -> None:
    """The held criterion is given a verb of one rung, the wanted one a verb of a higher rung."""
    source, i, j = place
    rest = " ".join(text_at(place).split()[1:])
    low = data.draw(st.sampled_from(LADDER[rung]))
    high = data.draw(st.sampled_from([verb for verbs in LADDER[rung + 1 :] for verb in verbs]))
    outcome = source.learning_outcomes[i]
    criterion = outcome.criteria[j].model_copy(update={"text": f"{low} {rest}"})
    outcomes = list(source.learning_outcomes)
    outcomes[i] = outcome.model_copy(
        update={"criteria": (*outcome.criteria[:j], criterion, *outcome.criteria[j + 1 :])}
    )
    check((source.model_copy(update={"learning_outcomes": tuple(outcomes)}), i, j), f"{high} {rest}")


@settings(deadline=None, max_examples=200)
@given(places(), st.sampled_from(NOUNS), st.data())
def test_a_swapped_word(place: tuple[Unit, int, int], noun: str, data: st.DataObject) -> None:
    words = text_at(place).split()
    content = [n for n, word in enumerate(words) if read(word).content]
    at = data.draw(st.sampled_from(content))
    assume(noun not in words)
    check(place, " ".join([*words[:at], noun, *words[at + 1 :]]))


@settings(deadline=None, max_examples=200)
@given(places(), st.data())
def test_two_words_change_places(place: tuple[Unit, int, int], data: st.DataObject) -> None:
    """Content words that do not stand in one list or phrase trade places."""
    words = text_at(place).split()
    content = [n for n, word in enumerate(words) if read(word).content and word.isalpha()]
    pairs = [(x, y) for x in content for y in content if y > x + 3 and stem(words[x]) != stem(words[y])]
    assume(pairs)
    x, y = data.draw(st.sampled_from(pairs))
    words[x], words[y] = words[y], words[x]
    check(place, " ".join(words))


@settings(deadline=None, max_examples=100)
@given(places(), st.sampled_from(NUMBERS), st.sampled_from(NUMBERS), st.data())
def test_a_changed_number(place: tuple[Unit, int, int], old: str, new: str, data: st.DataObject) -> None:
    source, i, j = place
    assume(read(old).keys != read(new).keys)
    words = text_at(place).split()
    at = data.draw(st.integers(1, len(words)))
    held = " ".join([*words[:at], "at least", old, "times", *words[at:]])
    outcome = source.learning_outcomes[i]
    criterion = outcome.criteria[j].model_copy(update={"text": held})
    outcomes = list(source.learning_outcomes)
    outcomes[i] = outcome.model_copy(
        update={"criteria": (*outcome.criteria[:j], criterion, *outcome.criteria[j + 1 :])}
    )
    wanted = " ".join([*words[:at], "at least", new, "times", *words[at:]])
    check((source.model_copy(update={"learning_outcomes": tuple(outcomes)}), i, j), wanted)


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=60), st.text(max_size=60))
@example("IT", "it")
@example("1½", "11/2")
def test_any_text_can_be_compared(a: str, b: str) -> None:
    """Comparing never fails, and is "same" in both directions or in none."""
    from unit_atlas.compare.engine import compare_criteria

    equal = {"identical", "typographic"}
    assert (compare_criteria(a, b).cls in equal) == (compare_criteria(b, a).cls in equal)
