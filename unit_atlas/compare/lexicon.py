"""The closed classes of English words that a comparison gives a meaning of their own.

Every word that is not named here is content: an unknown word that differs is a difference.
"""

from __future__ import annotations

EMPTY = frozenset(
    "a an the this that these those is are be been being am was were has have had having do does did doing done "
    "will would shall it its they them their theirs themselves he she his her hers him himself herself itself you "
    "your yours yourself we our ours i my one's own to of in on at for about as with from by into any such so "
    "then there here and or and/or who which whose also thereby upon example".split()
)
"""Words without content. The ones that can still turn a meaning (or, by, from, to, with …) are watched apart, below."""

DETERMINERS = frozenset("the a an any its their his her your our my own this these those that".split())

NEGATORS = frozenset(
    "not no never without nor neither none nobody nothing nowhere unable cannot avoid except unless lack prevent "
    "refuse instead rather hardly".split()
)
"""Words that turn what follows into its opposite; "fail to" and "unable to" are read as one of them."""

NEGATING_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "mis")

MODALS = {"may": "may", "might": "may", "can": "may", "could": "may", "must": "must", "should": "should"}

QUESTION_WORDS = frozenset("how why what when where who whom whether which".split())

CONDITION_TAILS = frozenset(
    "appropriate necessary required possible applicable relevant needed available permitted asked requested".split()
)
"""After these, as, if, when and where say the same: "if appropriate", "where appropriate"."""

JOINING = frozenset("of from for by in on".split())
"""Words that hang a noun on a noun: "feedback from customers" is "customer feedback"."""

RELATIVE = frozenset("that which who is are was were has have been be being".split())

RELATIONS = {
    "from": "source",
    "to": "target",
    "for": "purpose",
    "towards": "target",
    "into": "target",
    "by": "agent",
    "with": "company",
    "of": "of",
    "about": "of",
    "in": "place",
    "on": "place",
    "at": "place",
    "as": "role",
}

COORDINATORS = frozenset(("and", "or", "and/or"))

NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {"thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "hundred": "100", "thousand": "1000"}
QUANTITIES = frozenset(
    "once twice single double both half quarter dozen several few couple first second third % £ $ € < > ≤ ≥".split()
)

MEASURES = frozenset(
    "mm cm m km nm in ft mg g kg t ml l s sec min h hr hz v a w kw j pa bar second minute hour day week month "
    "year metr millimetr centimetr kilometr gram kilogram tonn litr millilitr inch foot mile volt amp watt degre "
    "c f %".split()
)
"""Units of measure as stems; a different one beside a number is a different quantity."""

_OPPOSITES = (
    "before after|with without|internal external|inside outside|indoor outdoor|more less|more fewer|"
    "most least|most fewest|must may|must should|all some|all any|each some|every some|always sometimes|"
    "always never|increase decrease|increase reduce|maximum minimum|maximise minimise|high low|higher lower|"
    "above below|over under|upper lower|positive negative|include exclude|including excluding|accept reject|"
    "accept refuse|start finish|start stop|begin end|open close|add remove|first last|early late|"
    "public private|verbal written|oral written|individual group|temporary permanent|mandatory optional|"
    "required optional|import export|day night|simple complex|single multiple|full partial|fast slow|"
    "strong weak|short long|large small|buy sell|push pull|left right|horizontal vertical|"
    "advantage disadvantage|strength weakness|benefit risk|and or|alone together|own other|up down|in out|"
    "on off|to from|to by|by from|for against|with against|with from|for from"
)
OPPOSITES = frozenset(frozenset(pair.split()) for pair in _OPPOSITES.split("|"))

RUNGS = {
    **dict.fromkeys("list name state label define recognise recall match".split(), 1.0),
    **dict.fromkeys("identify give".split(), 1.5),
    **dict.fromkeys("outline summarise".split(), 2.0),
    "describe": 2.5,
    **dict.fromkeys("explain discuss".split(), 3.0),
    **dict.fromkeys("analyse compare contrast examine differentiate distinguish".split(), 4.0),
    **dict.fromkeys("evaluate assess justify appraise critique".split(), 5.0),
}
"""Command verbs of knowledge by depth, after Bloom's taxonomy as used by awarding organisations; the rest are doing."""

GIVE_IS_KNOWING = frozenset("reason example definition description explanation detail".split())

PRESUPPOSES_IDENTIFYING = frozenset(
    "solve resolve correct remedy rectify repair handle manage monitor address deal respond reduce minimise "
    "eliminate select choose prioritise classify diagnose adjust improve control review".split()
)
"""Verbs of doing whose object one cannot act on without having identified it."""

KNOWING_LEADS = frozenset("know understand appreciate".split())

SUBORDINATORS = frozenset(
    "when where if while until before after during since because so that which who whose without not no never "
    "unless except only between both either neither or and/or than".split()
)
"""If one of these stands before a dropped "and …", dropping it can widen the task."""

PAIRING_VERBS = frozenset(
    "compare contrast balance distinguish differentiate link match combine relate mix separate divide "
    "relationship difference connection interaction versus similarity choose select".split()
)
"""With these, "A and B" is one thing, not two."""
