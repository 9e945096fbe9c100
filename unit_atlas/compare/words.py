"""Which words differ: runs for marking up two texts."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from unit_atlas.compare.lexicon import EMPTY
from unit_atlas.compare.model import WordRun
from unit_atlas.compare.normal import normal

ABSORBED = 2
"""Empty words between two changes that are marked along with them; marks that flicker word by word are hard to read."""


def word_runs(a: str, b: str) -> tuple[WordRun, ...]:
    """Runs of words, compared in folded form and shown as printed."""
    words_a, words_b = a.split(), b.split()
    matcher = SequenceMatcher(None, [_folded(w) for w in words_a], [_folded(w) for w in words_b], autojunk=False)
    runs: list[WordRun] = []
    for tag, i, k, j, m in _absorbed(matcher.get_opcodes(), words_b):
        if tag == "equal":
            runs.append(WordRun("same", " ".join(words_b[j:m]), " ".join(words_a[i:k])))
            continue
        if i < k:
            runs.append(WordRun("del", " ".join(words_a[i:k])))
        if j < m:
            runs.append(WordRun("ins", " ".join(words_b[j:m])))
    return tuple(runs)


Opcode = tuple[str, int, int, int, int]


def _absorbed(opcodes: Sequence[Opcode], words: list[str]) -> list[Opcode]:
    out: list[Opcode] = []
    for place, (tag, i, k, j, m) in enumerate(opcodes):
        inner = 0 < place < len(opcodes) - 1
        small = tag == "equal" and inner and m - j <= ABSORBED and all(_folded(w) in EMPTY for w in words[j:m])
        kind = "replace" if small or tag != "equal" else "equal"
        if out and kind == "replace" and out[-1][0] == "replace":
            out[-1] = ("replace", out[-1][1], k, out[-1][3], m)
        else:
            out.append((kind, i, k, j, m))
    return out


@lru_cache(maxsize=65536)
def _folded(word: str) -> str:
    bare = word.strip(".,;:()").lower()
    return bare if bare.isalpha() else normal(word) or word
