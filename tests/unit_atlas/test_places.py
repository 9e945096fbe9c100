"""From field path to line of the unit file."""

from __future__ import annotations

import pytest

from unit_atlas.canonical import line_numbers, load
from unit_atlas.places import line_of

TEXT = """\
title: A
credit: 6
learning_outcomes:
- number: '1'
  text: a
- number: '2'
  text: b
  criteria:
  - number: '2.1'
    text: c
  - {number: '2.1', text: d}
  - number: '2.3'
    text: e
    items:
    - f
    - g
assessment:
  methods:
  - {name: 'Case [one] study', requirement: null}
functional_skills:
  Use of ICT. Advanced:
    Reading: true
qualifications:
- title: Cats
"""


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("title", 1),
        ("credit", 2),
        ("learning_outcomes", 3),
        ("learning_outcomes[1]", 4),
        ("learning_outcomes[2].text", 7),
        ("learning_outcomes[2].criteria[2.1].text", 10),
        ("learning_outcomes[2].criteria[2.1#2].text", 11),
        ("learning_outcomes[2].criteria[2.3].text", 13),
        ("learning_outcomes[2].criteria[2.3].items[2]", 16),
        ("learning_outcomes[2].criteria[2.2]", 8),
        ("learning_outcomes[2].criteria[2.3].guidance", 12),
        ("assessment.methods[Case [one] study]", 19),
        ("functional_skills.Use of ICT. Advanced.Reading", 22),
        ("functional_skills.Use of ICT. Advanced", 21),
        ("functional_skills.English.Reading", 20),
        ("qualifications[Cats].title", 24),
        ("glh", None),
        ("unit", None),
        ("nonsense[1].[", None),
    ],
)
def test_line_of_a_field_or_of_what_is_around_it(field: str, line: int | None) -> None:
    assert line_of(field, load(TEXT, name="x"), line_numbers(TEXT, name="x")) == line
