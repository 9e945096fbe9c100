"""What a unit's prose says of simulation, witness testimony and sufficiency over time.

Read sentence by sentence with plain patterns; what they cannot tell is "mentioned, not settled" and a person's to read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from unit_atlas.model import Unit
from unit_atlas.wording import worded


@dataclass(frozen=True, slots=True)
class Statement:
    """What one unit says on a topic; a higher `strictness` asks more of evidence.

    `detail` is the sentence it rests on, folded for comparing; `forbids` says that such evidence is refused.
    """

    topic: str
    label: str
    said: str
    strictness: int
    meaning: str
    forbids: bool = False
    detail: str = ""


_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n{2,}|\n(?=\s*(?:[-*•]|\d+[.)]|[a-z][.)])\s)")
_REFUSED = re.compile(
    r"\b(?:not|never|no|cannot|can't|isn't|n't)\b|\bunacceptable\b|\bprohibited\b|\bnor\b", re.IGNORECASE
)
_LIMITED = re.compile(
    r"\b(?:only|except|exception|unless|where|limited|provided that|if|some|certain|alone|solely|sole)\b", re.IGNORECASE
)
_GRANTED = re.compile(
    r"\b(?:may|can|could|allow(?:ed|s)?|permitted|permissible|acceptable|accepted|suitable|appropriate|possible)\b",
    re.IGNORECASE,
)
_DEMANDED = re.compile(r"\b(?:must|shall|required|requires?|should|need(?:s|ed)?|essential|necessary)\b", re.IGNORECASE)
_TIME = re.compile(
    r"\bperiod of time\b|\bover (?:a |an )?(?:\w+ )?(?:period|time)\b|\b(?:different|several|separate|more than one|"
    r"at least \w+|minimum of \w+|two|three|four|five|six|\d+) (?:\w+ )?(?:occasions?|times)\b|"
    r"\b(?:at least|minimum of|over) \w+ (?:days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)
_MET_BEFORE = worded("Check that the evidence held was produced in the way that is asked.")


def statements(unit: Unit) -> tuple[Statement, Statement, Statement]:
    """Simulation, witness testimony, sufficiency over time, in this order."""
    sentences = _sentences(unit)
    return _simulation(sentences), _witness(sentences), _over_time(sentences)


def _sentences(unit: Unit) -> list[str]:
    passages = [unit.evidence_requirements, unit.assessment.text, unit.guidance]
    passages += [section.text for section in unit.other_sections]
    texts = [" ".join(part.split()) for passage in passages if passage for part in _SENTENCE.split(passage)]
    return [text for text in texts if text]


def _simulation(sentences: list[str]) -> Statement:
    """Refused is stricter than granted with limits, that than silence, that than granted."""
    on_it = [text for text in sentences if re.search(r"\bsimulat", text, re.IGNORECASE)]
    detail = _folded(on_it)
    topic, label = "simulation", worded("Is simulation allowed?")
    if not on_it:
        return Statement(
            topic, label, worded("not mentioned"), 1, worded("Nothing is said of simulation. Ask before using it.")
        )
    refused = any(_REFUSED.search(text) for text in on_it)
    limited = any(_LIMITED.search(text) for text in on_it)
    if refused and not limited:
        meaning = worded("Evidence from simulation does not count. Check that none is among the evidence held.")
        return Statement(topic, label, worded("not allowed"), 4, meaning, forbids=True, detail=detail)
    if refused or limited:
        meaning = worded("Simulation counts within limits only. Read the passage against the evidence held.")
        return Statement(topic, label, worded("allowed within limits"), 3, meaning, detail=detail)
    if any(_GRANTED.search(text) for text in on_it):
        return Statement(topic, label, worded("allowed"), 0, _MET_BEFORE, detail=detail)
    return Statement(
        topic, label, worded("mentioned, not settled"), 2, worded("Read the passage on simulation."), detail=detail
    )


def _witness(sentences: list[str]) -> Statement:
    """Demanded or limited is stricter than granted or silence."""
    on_it = [text for text in sentences if re.search(r"\bwitness", text, re.IGNORECASE)]
    detail = _folded(on_it)
    topic, label = "witness", worded("Witness testimony")
    if not on_it:
        return Statement(topic, label, worded("not mentioned"), 0, worded("Nothing is said of witness testimony."))
    if any(_REFUSED.search(text) and not _LIMITED.search(text) for text in on_it):
        meaning = worded("Witness testimony does not count. Check what the evidence held rests on.")
        return Statement(topic, label, worded("not accepted"), 4, meaning, forbids=True, detail=detail)
    if any(_LIMITED.search(text) for text in on_it):
        meaning = worded("Witness testimony counts within limits only. Read the passage against the evidence held.")
        return Statement(topic, label, worded("accepted within limits"), 3, meaning, detail=detail)
    if any(_DEMANDED.search(text) for text in on_it):
        meaning = worded("Witness testimony is asked for. Check that the evidence held includes it.")
        return Statement(topic, label, worded("asked for"), 2, meaning, detail=detail)
    return Statement(topic, label, worded("accepted"), 0, _MET_BEFORE, detail=detail)


def _over_time(sentences: list[str]) -> Statement:
    on_it = [text for text in sentences if _TIME.search(text)]
    topic, label = "over-time", worded("Evidence over time")
    if not on_it:
        return Statement(
            topic, label, worded("not mentioned"), 0, worded("Nothing is said of a period or of occasions.")
        )
    phrases = list(dict.fromkeys(match.group().lower() for text in on_it for match in _TIME.finditer(text)))
    meaning = worded("The evidence must cover time or several occasions. Check its dates.")
    return Statement(topic, label, ", ".join(phrases), 1, meaning, detail=_folded(on_it))


def _folded(sentences: list[str]) -> str:
    return " ".join(" ".join(sentences).lower().split()).strip(" .")
