"""Inflection only: plural, -ing, -ed and the irregular forms, in British and American spelling.

Deliberately not a general stemmer: Porter's joins "organisation" with "organise" and "general" with "generate", and
every word joined wrongly can turn a real difference into "wording", which is credit given falsely.
"""

from __future__ import annotations

import re
from functools import lru_cache

_IRREGULAR = {
    form: base
    for base, forms in {
        "person": "people persons",
        "child": "children",
        "man": "men",
        "woman": "women",
        "foot": "feet",
        "tooth": "teeth",
        "criterion": "criteria",
        "datum": "data",
        "phenomenon": "phenomena",
        "take": "took taken taking",
        "give": "gave given giving",
        "make": "made making",
        "keep": "kept",
        "hold": "held",
        "choose": "chose chosen choosing",
        "write": "wrote written writing",
        "bring": "brought bringing",
        "think": "thought",
        "teach": "taught",
        "know": "knew known",
        "show": "shown",
        "see": "saw seen seeing",
        "meet": "met",
        "lose": "lost losing",
        "sell": "sold",
        "send": "sent",
        "speak": "spoke spoken",
        "tell": "told",
        "buy": "bought",
        "build": "built",
        "deal": "dealt",
        "learn": "learnt",
        "pay": "paid",
        "say": "said",
        "spend": "spent",
        "get": "got getting",
        "go": "went gone going",
        "come": "came coming",
        "run": "ran running",
        "use": "used using",
        "understand": "understood",
        "undertake": "undertook undertaken undertaking",
        "die": "dying died",
        "lie": "lying",
        "tie": "tying tied",
        "agree": "agreed agreeing",
        "free": "freed",
        "oversee": "oversaw overseen overseeing",
        "need": "needed needs needing",
        "bus": "buses",
        "gas": "gases",
        "someone": "somebody",
        "anyone": "anybody",
        "everyone": "everybody",
    }.items()
    for form in forms.split()
}
_WHOLE = frozenset(
    "news goods means premises customs arms series species lens always besides perhaps previous rationale morale "
    "humane locale envelope urbane during morning evening ceiling something anything nothing everything hundred "
    "sacred need exceed proceed succeed feed speed seed indeed breed towards afterwards less access address "
    "process business success illness fitness wellness awareness kindness analysis basis diagnosis emphasis".split()
)
_SPELLINGS = {
    "behavior": "behaviour",
    "color": "colour",
    "favor": "favour",
    "honor": "honour",
    "labor": "labour",
    "neighbor": "neighbour",
    "harbor": "harbour",
    "endeavor": "endeavour",
    "flavor": "flavour",
    "center": "centre",
    "fiber": "fibre",
    "liter": "litre",
    "theater": "theatre",
    "catalog": "catalogue",
    "dialog": "dialogue",
    "analog": "analogue",
    "program": "programme",
    "defense": "defence",
    "offense": "offence",
    "license": "licence",
    "practise": "practice",
    "practis": "practice",
    "licens": "licence",
    "judgement": "judgment",
    "acknowledgement": "acknowledgment",
    "inquiry": "enquiry",
    "inquirie": "enquiry",
    "fulfil": "fulfill",
    "enrol": "enroll",
    "skillful": "skilful",
    "gray": "grey",
    "aging": "ageing",
    "aluminum": "aluminium",
    "pediatric": "paediatric",
    "orthopedic": "orthopaedic",
    "diarrhea": "diarrhoea",
    "whilst": "while",
    "amongst": "among",
    "upon": "on",
}
_NOT_IZE = frozenset("size resize prize seize capsize maize".split())
_IZE = re.compile(r"(?<=[a-z]{2})(i|y)z(?=(?:e|es|ed|er|ers|ing|ation|ations|able)$)")
_VOWEL = re.compile(r"[aeiouy]")
_SHORT_STEM = re.compile(r"[^aeiou]*[aeiouy][^aeiouwxy]")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The form that all inflections and spellings of `word` share: 'organized' and 'organise' → 'organis'."""
    spelled = _british(word)
    if spelled in _IRREGULAR or spelled.removesuffix("s") in _IRREGULAR:
        spelled = _IRREGULAR.get(spelled) or _IRREGULAR[spelled.removesuffix("s")]
    elif spelled not in _WHOLE and len(spelled) > 3 and spelled.isalpha():
        spelled = _uninflected(spelled)
    return _without_final_e(_SPELLINGS.get(spelled, spelled))


def _british(word: str) -> str:
    base = re.sub(r"(?:s|d|r|rs)$", "", word)
    return word if base in _NOT_IZE else _IZE.sub(r"\1s", word)


def _uninflected(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "zzes", "ches", "shes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return _without_verb_ending(word[:-1])
    return _without_verb_ending(word)


def _without_verb_ending(word: str) -> str:
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ing", "ed"):
        base = word[: -len(ending)]
        if word.endswith(ending) and len(base) > 1 and _VOWEL.search(base) and not word.endswith("eed"):
            return _verb_base(base)
    return word


def _verb_base(base: str) -> str:
    if len(base) > 2 and base[-1] == base[-2] and base[-1] not in "lszf":
        return base[:-1]
    if len(base) > 4 and base.endswith("ll"):
        return base[:-1] if len(_VOWEL.findall(base)) > 1 else base
    return base + "e" if _SHORT_STEM.fullmatch(base) else base


def _without_final_e(word: str) -> str:
    """Longer stems drop a final e, which -ing and -ed had hidden; short ones keep it: 'note' is not 'not'."""
    polysyllabic = len(_VOWEL.findall(word.rstrip("e"))) > 1 or _VOWEL.search(word.rstrip("e")) is not None
    if word.endswith("e") and polysyllabic and word not in _WHOLE and not _SHORT_STEM.fullmatch(word[:-1]):
        return word[:-1]
    return word
