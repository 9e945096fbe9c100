"""Old and new text, what the change is called and what it is worth, and the same with the sides swapped."""

from __future__ import annotations

import pytest

from unit_atlas.compare.engine import compare_criteria

CASES = """
# a | b | class a→b, status | class b→a, status
typing
  Keep  records | Keep records | identical covered | identical covered
  keep records | Keep records. | typographic covered | typographic covered
  the customer‟s record | the customer's record | typographic covered | typographic covered
  problem-solving skills | problem solving skills | typographic covered | typographic covered
  act prior to opening | act before opening | typographic covered | typographic covered
  cut to 1.5 mm | cut to 1.5mm | typographic covered | typographic covered
  weigh 1,000 g | weigh 1000 g | typographic covered | typographic covered
  warm to <25 degrees | warm to < 25 degrees | typographic covered | typographic covered
  everyday tasks | every day tasks | typographic covered | typographic covered
wording
  support people with needs | support a person with needs | wording covered | wording covered
  organise a meeting | organize the meetings | wording covered | wording covered
  describe behavior | describe behaviour | wording covered | wording covered
  frobnicate the widget | frobnicates widgets | wording covered | wording covered
  give feedback from customers | give customer feedback | wording covered | wording covered
  identify repeated problems | identify problems that are repeated | wording covered | wording covered
  adjust it if appropriate | adjust it where appropriate | wording covered | wording covered
  explain rights of children | explain children’s rights | wording covered | wording covered
  problems raised by customers | problems customers raise | wording covered | wording covered
  relevant and sufficient data | sufficient and relevant data | wording covered | wording covered
  keep records for two years | keep records for 2 years | wording covered | wording covered
  people who are not satisfied | people who are dissatisfied | wording covered | wording covered
  be able to lift loads | lift loads | wording covered | wording covered
verbs
  describe the law | explain the law | strengthened partial | weakened covered
  evaluate the law | critically evaluate the law | strengthened partial | weakened covered
  identify hazards | analyse hazards | strengthened partial | weakened covered
  identify problems | solve problems | strengthened partial | weakened covered
  describe how to negotiate | negotiate | strengthened partial | weakened review
  solve problems | evaluate problems | strengthened partial | strengthened partial
  identify widgets | frobnicate widgets | strengthened partial | weakened review
  list problems | ignore problems | strengthened partial | weakened review
  list first aid | give first aid | strengthened partial | weakened review
  list options with staff | discuss options with staff | strengthened partial | weakened review
opposite
  can lift safely | cannot lift safely | negated to-do | negated to-do
  identify hazards | fail to identify hazards | negated to-do | negated to-do
  touch live wires | don’t touch live wires | negated to-do | negated to-do
  work with a partner | work without a partner | negated to-do | negated to-do
  store in appropriate tins | store inappropriate tins | negated to-do | negated to-do
  note the results | not the results | negated to-do | negated to-do
  check that they are well | check that they are not unwell | negated to-do | negated to-do
  people who are not satisfied | people who are satisfied | negated to-do | negated to-do
  keep calm and record it | keep calm and do not record it | negated to-do | negated to-do
changed
  wash hands before meals | wash hands after meals | changed partial | changed partial
  staff must wear gloves | staff may wear gloves | changed partial | changed partial
  check some records | check all records | changed partial | changed partial
  report to managers | report from managers | changed partial | changed partial
  report to managers | report for managers | changed partial | changed partial
  pick tools and materials | pick tools or materials | changed partial | changed partial
  use at least two methods | use at least three methods | changed partial | changed partial
  use at least two methods | use three methods | changed partial | changed partial
  cut to 1.5 mm | cut to 15 mm | changed partial | changed partial
  cut to 1.5 mm | cut to 1.5 cm | changed partial | changed partial
  warm to < 25 degrees | warm to > 25 degrees | changed partial | changed partial
  warm to -5 °C | warm to 5 °C | changed partial | changed partial
  measure 10² areas | measure 102 areas | changed partial | changed partial
  measure 1½ hours | measure 11/2 hours | changed partial | changed partial
  prepare £50 invoices | prepare $50 invoices | changed partial | changed partial
  explain when to refer cases | explain where to refer cases | changed partial | changed partial
  train staff to lead visitors | train visitors to lead staff | changed partial | changed partial
  managers inform staff | managers are informed by staff | changed partial | changed partial
  report of staff for managers | report for staff of managers | changed partial | changed partial
  manage customer problems | manage problem customers | changed partial | changed partial
  analyse the two laws | compare the two laws | changed partial | changed partial
scope
  solve problems | solve problems and keep a record | scope-added partial | scope-removed covered
  plan and serve meals | plan, prepare and serve meals | scope-added partial | scope-removed covered
  obtain consent | obtain written consent | scope-added partial | scope-removed review
  check records | check all records | scope-added partial | scope-removed review
  plan or serve meals | plan, prepare or serve meals | scope-added partial | scope-removed review
  act when alarms sound | act when alarms sound and doors lock | scope-added partial | scope-removed review
  compare internal audits | compare internal and external audits | scope-added partial | scope-removed review
  explain what happened | explain what happened without blame | scope-added partial | scope-removed review
  use systems in offices | use IT systems in offices | scope-added partial | scope-removed review
  describe uses | describe uses of IT | scope-added partial | scope-removed review
  describe how to refer | describe how and when to refer | scope-added partial | scope-removed covered
reworded
  alert others to comments | make colleagues aware of remarks | reworded review | reworded review
"""


def rows() -> list[tuple[str, str, str, str]]:
    out: list[tuple[str, str, str, str]] = []
    for line in CASES.splitlines():
        if line.startswith("  "):
            a, b, forward, back = line.strip().split(" | ")
            out += [(a, b, *_pair(forward)), (b, a, *_pair(back))]
    return out


def _pair(words: str) -> tuple[str, str]:
    cls, status = words.split()
    return cls, status


@pytest.mark.parametrize(("held", "wanted", "cls", "status"), rows())
def test_class_and_status(held: str, wanted: str, cls: str, status: str) -> None:
    pair = compare_criteria(held, wanted)
    assert (pair.cls, pair.b[0].status) == (cls, status), pair.why


@pytest.mark.parametrize("text", ["Keep records", "1.5 mm", "do not touch", "", "…"])
def test_a_text_is_identical_to_itself(text: str) -> None:
    pair = compare_criteria(text, text)
    assert (pair.cls, pair.severity) == ("identical", "info")


def test_severity_follows_what_a_reviewer_must_do() -> None:
    texts = ("obtain consent", "obtain written consent")
    assert compare_criteria(*texts).severity == "error"
    assert compare_criteria(*reversed(texts)).severity == "warning"
    assert compare_criteria(texts[0], texts[0].upper()).severity == "info"


def test_why_quotes_the_words_as_printed() -> None:
    assert compare_criteria("Keep their customers informed", "Keep customers informed.").why == "“their” left out"
    assert compare_criteria("Tell Mr Smith of it.", "Tell Mr Brown of it.").why == "“Smith” became “Brown”"


def test_typographic_pairs_say_what_differs_and_carry_no_marks() -> None:
    pair = compare_criteria("keep records", "Keep records.")
    assert (pair.why, pair.words) == ("capital, full stop", ())
    assert compare_criteria("Plan prior to work", "Plan before work").why == "another form of the same words"


def test_fingerprint_survives_typing_and_tells_sides_apart() -> None:
    first = compare_criteria("Keep records", "Keep all records")
    assert first.fingerprint == compare_criteria("keep records.", "keep all records.").fingerprint
    assert first.fingerprint != compare_criteria("Keep all records", "Keep records").fingerprint
    assert len(first.fingerprint) == 12
    int(first.fingerprint, 16)
