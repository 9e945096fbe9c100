"""How well interleaved columns are parted: synthetic blocks from the gold units, each judged without its own unit.

    python benchmarks/columns.py [FOLDER …]     (by default the gold below tests/golden/)

Every outcome of every gold unit below the folders is typeset beside its criteria in two columns of several widths (by
the widths of Helvetica's letters), read line by line across both columns, and parted. Prints the share parted exactly,
the share accepted without a flag, and how many of those were wrong.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import yaml

from extractor.columns import SURE, Piece, part_interleaved
from extractor.document import Word
from extractor.language import Trigram, count
from extractor.markers import Marker

NARROW = {**dict.fromkeys("ijl'’,.;:!|", 0.25), **dict.fromkeys("ftr -()", 0.31)}
WIDE = {**dict.fromkeys("mwMW", 0.83), **dict.fromkeys("ABCDEGHKNOPQRSUVXYZ&", 0.7)}
GOLD = [Path("tests/golden") / name for name in ("sources", "layouts", "pdf-layouts")]
COLUMNS = ((16.0, 22.0), (19.0, 24.0), (13.0, 26.0), (21.0, 21.0))


def width(text: str) -> float:
    return sum(NARROW.get(char) or WIDE.get(char) or 0.53 for char in text)


def wrap(text: str, room: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def units(folders: list[Path]) -> dict[str, list[dict]]:
    found = {}
    for path in sorted(path for folder in folders for path in folder.rglob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for i, unit in enumerate(data if isinstance(data, list) else [data]):
            texts = tuple(o["text"].casefold() for o in unit.get("learning_outcomes") or [])
            if texts:
                found.setdefault(texts, (f"{path.stem}-{i}", unit["learning_outcomes"]))
    return dict(found.values())


def texts_of(outcomes: list[dict]) -> list[str]:
    return [text for o in outcomes for text in (o["text"], *(c["text"] for c in o["criteria"]))]


class Page:
    """Pieces of a unit printed in two columns and read across them."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.words = self.line = 0

    def add(self, texts: list[str], marker: Marker | None) -> None:
        words = []
        for text in texts:
            words.append(Word(text, self.words, self.line, 0, 0))
            self.words += 1
        self.pieces.append((tuple(words), marker, None))

    def outcome(self, number: int, outcome: dict, columns: tuple[float, float]) -> None:
        left = wrap(outcome["text"], columns[0])
        for k, criterion in enumerate(outcome["criteria"], 1):
            right = wrap(criterion["text"], columns[1])
            for i in range(max(len(right), len(left) if k == 1 else 0)):
                beside = left[i].split() if k == 1 and i < len(left) else []
                below = right[i].split() if i < len(right) else []
                if i == 0 and k == 1:
                    self.add([str(number), *beside], Marker("outcome", 0, 1, number, 0, str(number), True))
                    beside = []
                if i == 0:
                    name = f"{number}.{k}"
                    self.add([name, *below], Marker("criterion", 0, 1, number, k, name, k > 1))
                else:
                    self.add([*beside, *below], None)
                self.line += 1


def judge(outcomes: list[dict], counts: Counter[Trigram], columns: tuple[float, float]) -> list[tuple[bool, float]]:
    page = Page()
    starts = {}
    for number, outcome in enumerate(outcomes, 1):
        starts[len(page.pieces)] = outcome
        page.outcome(number, outcome, columns)
    partings = part_interleaved(page.pieces, counts)
    return [
        (parting.best[0][0] == " ".join(starts[at]["text"].split()), parting.confidence)
        for at, parting in partings.items()
    ]


def main(folders: list[str]) -> int:
    library = units([Path(folder) for folder in folders] or GOLD)
    results = []
    for name, outcomes in library.items():
        others = [text for other, o in library.items() if other != name for text in texts_of(o)]
        for columns in COLUMNS:
            results += judge(outcomes, count(others), columns)
    exact = sum(right for right, _ in results)
    accepted = [right for right, p in results if p >= SURE]
    print(f"blocks {len(results)}  exact {exact / len(results):.3f}")
    print(f"accepted at p >= {SURE}: {len(accepted) / len(results):.3f}, wrong among them {accepted.count(False)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
