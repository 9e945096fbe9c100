"""Every number that a comparison rests on, in one value, with where it was measured.

"The measurement" is 23 rewritten units and 201 labelled criterion pairs made by hand from real customer-service units,
of which `benchmarks/data/compare/cases.yaml` holds 16 and 101; `benchmarks/compare.py` repeats it on those.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from typing import Any, get_args

from unit_atlas.compare.model import Severity


@dataclass(frozen=True, slots=True)
class Settings:
    """Thresholds between 0 and 1 unless said otherwise."""

    sure_cosine: float = 0.54
    """Two criteria this alike are a pair even between units that are only related. The measurement's .52 rested on
    other word weights; with those of `idf` .53 to .56 let no false pair through, .60 loses three of four true ones."""

    same_unit_cosine: float = 0.30
    """Within one unit's versions, pairs are accepted down to here (measured: precision .992, F1 .951)."""

    same_unit_share: float = 0.40
    """Sure pairs over the smaller unit's criteria that make two units versions of one unit."""

    similar_cosine: float = 0.50
    """Below this, words that differ on both sides make a pair reworded; from here on, changed."""

    negated_run: int = 8
    """Words in the longest changed run that can negate a criterion; in longer runs a negator has its own object.
    Measured: 4 misses "explain the consequences of failing to …"; 6 to 14 find the same on all labelled pairs."""

    join_coverage: float = 0.55
    """Share of a criterion's weighted content that its partner must hold for it to join as a split or merged part.
    The measurement's .60 and .15 (below) rested on other word weights; with those of `idf`, .45 to .55 and .08 to .10
    find every labelled merger and add no false pair."""

    join_gain: float = 0.10
    """Share of the partner's content that the joining criterion must newly answer …"""

    whole_coverage: float = 0.95
    """… unless the partner holds this much of it: the parts of a three-way split each add little to a long text."""

    place_ratio: float = 0.40
    """rapidfuzz ratio from which two criteria left alone in the same gap of one unit count as reworded, for review.
    Measured on the 16 scenarios: all seven such pairs at .40 or more are true, the one below (.32) is not."""

    suggestion_ratio: float = 0.45
    """rapidfuzz ratio from which unpaired criteria are suggested to a person; never coverage."""

    severities: Mapping[str, Severity] = field(default_factory=dict)
    """Severities by rule id or class, in place of those of `judge.VERDICTS`; the rule id counts first."""


DEFAULT = Settings()


class SettingsError(ValueError):
    """A settings file that cannot be used; the message is one line for people."""


def settings_from(values: Mapping[str, Any]) -> Settings:
    """Settings with some values replaced, as read from a file.

    Raises:
        SettingsError: a name is unknown, or a value is not of its kind.
    """
    known = {item.name: item for item in fields(Settings)}
    for name, value in values.items():
        if name not in known:
            nearest = get_close_matches(name, known, 1)
            hint = f"; did you mean {nearest[0]}?" if nearest else f"; known are {', '.join(known)}"
            raise SettingsError(f"settings: '{name}' is not a setting{hint}")
        _check(name, value)
    return replace(DEFAULT, **values)


def _check(name: str, value: object) -> None:
    if name == "severities":
        if not isinstance(value, Mapping) or not set(value.values()) <= set(get_args(Severity)):
            raise SettingsError("settings: severities maps rule ids or classes to error, warning or info; correct it")
    elif name == "negated_run":
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise SettingsError(f"settings: negated_run is {value!r}, expected a whole number from 1; correct it")
    elif not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
        raise SettingsError(f"settings: {name} is {value!r}, expected a number from 0 to 1; correct it")
