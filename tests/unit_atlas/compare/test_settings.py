"""Settings from a file's values, and what they change."""

from __future__ import annotations

import pytest

from tests.unit_atlas.compare.building import unit
from unit_atlas.compare.engine import compare
from unit_atlas.compare.settings import DEFAULT, SettingsError, settings_from


def test_none_given_is_the_default() -> None:
    assert settings_from({}) == DEFAULT


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"sure_cosin": 0.5}, "did you mean sure_cosine?"),
        ({"sure_cosine": 2}, "expected a number from 0 to 1"),
        ({"sure_cosine": "high"}, "expected a number from 0 to 1"),
        ({"negated_run": 0.5}, "expected a whole number from 1"),
        ({"severities": {"wording": "loud"}}, "error, warning or info"),
    ],
)
def test_refusals_are_one_line(values: dict[str, object], message: str) -> None:
    with pytest.raises(SettingsError) as refusal:
        settings_from(values)
    assert message in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("key", ["scope-added", "changed", "quantity"])
def test_severities_go_by_rule_or_class(key: str) -> None:
    a, b = unit(["take two pills", "keep stock"]), unit(["take three pills", "keep all stock"])
    result = compare(a, b, a_id="a", b_id="b", settings=settings_from({"severities": {key: "info"}}))
    for pair in result.pairs:
        assert (pair.severity == "info") == (key in (pair.rule, pair.cls))


def test_thresholds_change_what_pairs() -> None:
    a, b = unit(["keep stock of timber", "wash tools"]), unit(["keep stock of paint", "wash tools"])
    strict = compare(a, b, a_id="a", b_id="b", settings=settings_from({"sure_cosine": 1.0, "same_unit_cosine": 1.0}))
    assert [pair.cls for pair in strict.pairs] == ["reworded", "identical"]
    assert [pair.cls for pair in compare(a, b, a_id="a", b_id="b").pairs] == ["changed", "identical"]
