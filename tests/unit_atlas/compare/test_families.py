"""Which units are versions of one unit."""

from __future__ import annotations

import random
import string

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit_atlas.compare.building import unit
from unit_atlas.compare.families import criteria_of, signature
from unit_atlas.compare.family_index import FamilyIndex
from unit_atlas.model import Unit


def index_of(units: dict[str, Unit], *, most_held: int = 100) -> FamilyIndex:
    index = FamilyIndex(lambda unit_id: criteria_of(units[unit_id]), most_held=most_held)
    for unit_id, one in units.items():
        index.put(signature(unit_id, one))
    return index


def test_the_two_printed_versions_are_a_family(units: dict[str, Unit]) -> None:
    assert index_of(units).families() == (("000", "001"),)
    assert index_of(units).pairs() == {("000", "001"): 17}


def test_three_tenths_of_the_smaller_unit_make_versions() -> None:
    shared = [f"keep stock of kind {n}" for n in "abc"]
    first = unit([*shared, *(f"wash tools of make {n}" for n in "abcdefg")])
    other = unit([*shared, *(f"greet guests from town {n}" for n in "abcdefghijkl")])
    assert index_of({"a": first, "b": other}).families() == (("a", "b"),)
    less = unit(shared[:2] + [f"greet guests from town {n}" for n in "abcdefghijkl"])
    assert index_of({"a": first, "b": less}).families() == ()


def test_one_commonplace_does_not_make_versions() -> None:
    a, b = unit(["work safely at all times"]), unit(["work safely at all times", "greet the guests at the door"])
    assert index_of({"a": a, "b": b}).families() == ()


def test_what_many_units_hold_tells_nothing() -> None:
    same = unit(["work safely at all times", "keep the place tidy"])
    units = {f"u{n}": same for n in range(4)}
    assert index_of(units, most_held=4).families() == (("u0", "u1", "u2", "u3"),)
    assert index_of(units, most_held=3).pairs() == {}


def test_damaged_text_is_found_by_reading(units: dict[str, Unit]) -> None:
    chance = random.Random(7)

    def damaged(text: str) -> str:
        return "".join(chance.choice(string.ascii_lowercase) if chance.random() < 0.06 else c for c in text)

    rows = [[damaged(c.text) for c in outcome.criteria] for outcome in units["003"].learning_outcomes]
    found = index_of({**units, "scan": unit(*rows)})
    assert ("003", "scan") in found.families()
    assert found.pairs()["003", "scan"] < 5


POOL = [
    f"{verb} the {noun} with {care} care"
    for verb in ("keep", "wash")
    for noun in ("stock", "tools")
    for care in ("good", "gopd")
]
CHANGES = st.lists(st.tuples(st.sampled_from("abcde"), st.sets(st.sampled_from(POOL), max_size=6)), max_size=14)


@settings(deadline=None, max_examples=300)
@given(CHANGES)
def test_an_index_kept_up_to_date_equals_a_new_one(changes: list[tuple[str, set[str]]]) -> None:
    """An empty set takes the unit out."""
    units: dict[str, Unit] = {}
    kept = FamilyIndex(lambda unit_id: criteria_of(units[unit_id]), most_held=2)
    for unit_id, texts in changes:
        if texts:
            units[unit_id] = unit(sorted(texts), title="Same title")
            kept.put(signature(unit_id, units[unit_id]))
        else:
            units.pop(unit_id, None)
            kept.drop(unit_id)
        assert kept.pairs() == index_of(units, most_held=2).pairs()
